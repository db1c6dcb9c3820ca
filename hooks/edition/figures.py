"""The figures of a text, and whether two of them mean the same number, whatever the language writes it in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from edition.alignment import surplus
from edition.patterns import late

_NUMBER = late(
    r"(?<![\w#.])(\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:,\d+)?(?![\d.,:]*\d)|\d(?:[\d.,:]*\d)?)"
    r"(?![^\W\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af])"
    r"(?:[ \u00a0]?([ap])\.?m\b)?",
    re.I,
)
_SCALES = {
    "thousand": 3, "ribu": 3, "rb": 3, "million": 6, "juta": 6, "jt": 6, "billion": 9, "bn": 9, "miliar": 9,
    "milyar": 9, "trillion": 12, "triliun": 12, "trilyun": 12,
}  # fmt: skip
_SCALE = late(rf"[ \u00a0\n-]({'|'.join(_SCALES)})\b", re.I)
_SCALED = late(rf"\d{_SCALE.pattern}", re.I)


_value = attrgetter("value")


class Figure(NamedTuple):
    """A figure of a text: `value` is the same in every language, `written` stands at the offset; behind it the
    `scale`, a word such as "million", and `amount` is the value with it."""

    value: str
    written: str
    offset: int
    scale: str = ""
    amount: str = ""

    @property
    def zeros(self) -> int:
        """How many zeros the scale stands for."""
        return _SCALES.get(self.scale.lower(), 0)


def figures(text: str) -> list[Figure]:
    """The figures of a text, in their order."""
    found = []
    for number in _NUMBER.finditer(text):
        value = _of_the_day(number) or _plain(number[1])
        scale = _SCALE.match(text, number.end(1))
        word = scale[1] if scale else ""
        found.append(Figure(value, number[1], number.start(), word, _scaled(value, word)))
    return found


def is_scaled(text: str) -> bool:
    """Whether a text has a figure with a scale."""
    return _SCALED.search(text) is not None


def differing(ours: Sequence[Figure], theirs: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """The figures of each text that the other has not, in their order; each as often as it is missing.

    "1,000,000" and "1 juta" are one figure, and so are "2 to 3 million" and "2 juta sampai 3 juta".
    """
    lost, extra = surplus(ours, theirs, _value), surplus(theirs, ours, _value)
    waiting: dict[str, list[int]] = {}
    for index in reversed(range(len(extra))):
        for name in _names(extra[index]):
            waiting.setdefault(name, []).append(index)
    found: set[int] = set()
    left: list[Figure] = []
    for figure in lost:
        same = _first(figure, waiting, found)
        if same is None:
            left.append(figure)
        else:
            found.add(same)
    return left, [figure for index, figure in enumerate(extra) if index not in found]


def _first(figure: Figure, waiting: Mapping[str, list[int]], found: Container[int]) -> int | None:
    """The first number at which the same figure waits that has not been found yet."""
    free: list[int] = []
    for name in _names(figure):
        numbers = waiting.get(name, [])
        while numbers and numbers[-1] in found:
            numbers.pop()
        free += numbers[-1:]
    return min(free, default=None)


def other_scales(ours: Sequence[Figure], theirs: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """The figures that both texts have once, each with a scale, but not the same one."""
    mine, yours = ({figure.value: figure for figure in each if figure.scale} for each in (ours, theirs))
    times = [Counter(figure.value for figure in each) for each in (ours, theirs)]
    for value, figure in mine.items():
        other = yours.get(value)
        if other and figure.zeros != other.zeros and times[0][value] == times[1][value] == 1:
            yield figure, other


def _names(figure: Figure) -> set[str]:
    """Figures are the same that have one of these in common."""
    return {figure.value, figure.amount}


def _of_the_day(found: re.Match[str]) -> str:
    """An hour by the clock of twelve as that of twenty-four, "" for what is no such hour."""
    hour, _, minute = found[1].replace(".", ":").partition(":")
    half = (found[2] or "").lower()
    return _plain(f"{int(hour) % 12 + 12 * (half == 'p')}.{minute or 0}") if half and len(hour) <= 2 else ""


def _plain(number: str) -> str:
    number = re.sub(r"[ \u00a0\u2009\u202f]", "", number)  # as French parts thousands
    if re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", number):
        return re.sub(r"[.,]", "", number)
    number = re.sub(r"[,:]", ".", number).lstrip("0") or "0"
    return number.rstrip("0").rstrip(".") if number.count(".") == 1 else number


def _scaled(value: str, scale: str) -> str:
    """The value with the zeros for which a word stands; the value itself where there is none."""
    zeros = _SCALES.get(scale.lower(), 0)
    if not zeros or value.count(".") > 1:
        return value
    whole, _, fraction = value.partition(".")
    fraction = fraction.ljust(zeros, "0")
    number = f"{whole}{fraction[:zeros]}".lstrip("0") or "0"
    return f"{number}.{fraction[zeros:]}".rstrip(".")
