"""How far two texts differ in their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from edition.freshness.figures import NUMERALS
from edition.patterns import late

THRESHOLD = 0.15  # the share of the words of a section that may differ before its meaning is in doubt

_WORD = late(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FEW = 30  # words; beyond that nobody has only mended typing errors


def words(prose: str) -> list[str]:
    """The words of a text in small letters, without numerals: these are compared as figures."""
    found = (word.replace("’", "'").casefold() for word in _WORD.findall(prose))
    return [word for word in found if word not in NUMERALS]


def differences(one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    """How many of the words differ, in words, where that is more than THRESHOLD."""
    share = _share(one, other)
    if share > THRESHOLD:
        yield f"{share:.0%} of the words differ"


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the words that differ, from 0 to 1; a mended typing error is no other word."""
    gone, come = Counter(one) - Counter(other), Counter(other) - Counter(one)
    longest = max(len(one), len(other), 1)
    differing = max(gone.total(), come.total())
    if differing / longest > THRESHOLD and max(gone.total(), come.total()) <= _FEW:
        differing -= _mended([*gone.elements()], [*come.elements()])
    return differing / longest


def _mended(gone: Sequence[str], come: list[str]) -> int:
    """How many words are there still, but spelt in another way."""
    from rapidfuzz.distance import OSA

    found = 0
    for word in gone:
        allowed = 0 if len(word) < 3 else 1 if len(word) < 8 else 2
        near = next((other for other in come if OSA.distance(word, other) <= allowed), None)
        if near:
            come.remove(near)
            found += 1
    return found
