"""Translations: the months of dates, the units of measures and the numbers that are spelt out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from re import I as _ANY_CASE
from re import escape
from typing import Any, NamedTuple

from edition.alignment import surplus
from edition.dates import MONTHS, months
from edition.figures import differing, figures
from edition.model import Block, Page, Pair, Site
from edition.patterns import late
from edition.places import Place
from edition.rules import Finding, rule

FAMILY = "parity"

Found = tuple[str, str, int]  # what is meant, as it is written, at an offset of a text

# Signs of units, which are the same in every language; "m" and "h" are so many other things.
_UNITS = (
    "kg", "g", "mg", "µg", "t", "km", "cm", "mm", "km²", "m²", "cm²", "m³", "ha", "l", "L", "ml", "mL", "kW", "MW",
    "GW", "kWh", "MWh", "Hz", "kHz", "MHz", "GHz", "kB", "MB", "GB", "TB", "°C", "°F", "kPa", "hPa", "kV", "mA", "ms",
    "dB",
)  # fmt: skip
_ONE = {unit.casefold(): unit.casefold() for unit in ("L", "mL")}
_MEASURE = late(
    rf"\d[ \u00a0](?P<unit>{'|'.join(sorted(map(escape, _UNITS), key=len, reverse=True))})(?![\w²³/°-])"
)
# From three on: "two" is "dua", "kedua" or "sepasang".
_WORDS = {
    "three": "3", "tiga": "3", "four": "4", "empat": "4", "five": "5", "lima": "5", "six": "6", "enam": "6",
    "seven": "7", "tujuh": "7", "eight": "8", "delapan": "8", "nine": "9", "sembilan": "9", "ten": "10",
    "sepuluh": "10",
}  # fmt: skip
_NUMERAL = late(rf"\b(?P<word>{'|'.join(_WORDS)})\b(?!-)", _ANY_CASE)
_OTHERS = late(
    r"\b(?:half|setengah|dozen|belas|puluh|ratus|ribu|juta|seratus|seribu|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|quarter(?:ly|s)?|triwulan|pertiga|seperempat|ke(?:tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)"
    r"|ninety|hundred|thousand|million)\b|\b(?:three|four|five|six|seven|eight|nine|ten)-|-(?:three|four|five|six|ten)\b",
    _ANY_CASE,
)
_DIGIT = late("[0-9]")
_QUOTED = late(r"`[^`]*`|\[[^\[\]]*@[^\[\]]*\]|\]\([^()]*\)|https?://\S+|\{[^{}]*\}|<[^<>]*>")


@rule
def measure_parity(site: Site) -> Iterator[Finding]:
    """A date has its month in every language, a measure its unit, and a number that is spelt out its value.

    Compared where both languages have as many of them in a paragraph, written the same way.

    Bad: `2 May 1998` and `2 Maret 1998`; `250 g` and `250 kg`; `four steps` and `lima langkah`
    Good: `2 May 1998` and `2 Mei 1998`
    """
    for pair in site.pairs:
        kinds = _kinds(pair.source)
        for one, other in pair.blocks if kinds else ():
            if one and other and one.kind == other.kind != "code":
                text = one.text.lower()
                for kind, said in kinds:
                    if any(word in text for word in said) and kind.differs(_words(text), _words(other.text)):
                        yield from _other(pair, one, other, kind)
        yield from _other_fields(pair)


class _Kind(NamedTuple):
    """A kind of thing to compare: how it is called and found, and what words tell, if they do."""

    name: str
    find: Callable[[str], Sequence[Found]]
    known: Mapping[str, Any]

    def differs(self, words: Sequence[str], others: Sequence[str]) -> bool:
        """Whether it can differ in two texts of these words: of most it cannot, and no pattern is needed."""
        return self._values(words) != self._values(others)

    def _values(self, words: Sequence[str]) -> list[Any]:
        return sorted(map(self.known.__getitem__, filter(self.known.__contains__, words)))


def _kinds(source: Page) -> list[tuple[_Kind, set[str]]]:
    """What has to be compared paragraph by paragraph, with the words of it that the source page has."""
    words = set(_words(source.document.text))
    said = [(kind, words & kind.known.keys()) for kind in _KINDS]
    return [(kind, own) for kind, own in said if own]


def _words(text: str) -> list[str]:
    """The words of a text, found much faster than by a pattern."""
    return text.lower().replace(",", " ").replace(".", " ").split()


def _other(pair: Pair, one: Block, other: Block, kind: _Kind) -> Iterator[Finding]:
    ours = kind.find(one.text)
    theirs = kind.find(other.text) if ours else ()
    if len(ours) != len(theirs) or sorted(map(_meaning, ours)) == sorted(map(_meaning, theirs)):
        return
    lost, extra = surplus(ours, theirs, _meaning), surplus(theirs, ours, _meaning)
    if len(lost) > 1:
        return  # sentences that stand in another order, or say it in another way
    for right, written in zip(lost, extra, strict=True):
        where = f"{one.place.path or pair.source.path}:{one.place.line}"
        message = f'the {kind.name} "{written[1]}" is "{right[1]}" in {where}'
        place = other.places.at(other.offset + written[2])
        yield Finding(pair.translation.path, place, message, "see which is right")


def _meaning(found: Found) -> str:
    return found[0]


def _plain(text: str) -> str:
    """The text, blank where nothing is said in words."""
    return _QUOTED.sub(lambda found: " " * len(found[0]), text)


def _months(text: str) -> list[Found]:
    dated = months(_plain(text)) if _DIGIT.search(text) else ()
    return [(str(number), word, at) for number, word, at in dated]


def _units(text: str) -> list[Found]:
    found = _MEASURE.finditer(_plain(text)) if _MEASURE.search(text) else ()
    return [
        (_ONE.get(each["unit"].casefold(), each["unit"]), each["unit"], each.start("unit")) for each in found
    ]


def _numerals(text: str) -> list[Found]:
    if _OTHERS.search(text):
        return []  # "twenty-five" is two words, "dua puluh lima" three
    return [(_WORDS[each[0].lower()], each[0], each.start()) for each in _NUMERAL.finditer(_plain(text))]


_KINDS = (
    _Kind("month", _months, MONTHS),
    _Kind("number", _numerals, _WORDS),
    _Kind("unit", _units, {unit.lower(): unit.lower() for unit in _UNITS}),
)


def _other_fields(pair: Pair) -> Iterator[Finding]:
    """Figures of the title and the description at the top of a page."""
    for name in ("title", "description", "definition"):
        ours, theirs = (page.document.front_matter.data.get(name) for page in pair)
        if not (isinstance(ours, str) and isinstance(theirs, str)) or not _DIGIT.search(ours):
            continue
        lost, extra = differing(figures(ours), figures(theirs))
        for right, written in zip(lost, extra, strict=True) if len(lost) == len(extra) else ():
            message = f'the figure "{written.written}" is "{right.written}" in {pair.source.path}'
            place = _within(pair, name, theirs, written.offset)
            yield Finding(pair.translation.path, place, message, "see which is right")


def _within(pair: Pair, name: str, value: str, offset: int) -> Place:
    """Where a part of a value stands; its beginning where it goes over several lines."""
    place = pair.translation.record.place(name)
    line = pair.translation.document.source.split("\n")[place.line - 1]
    begin = line.find(value, place.col - 1)
    return place if begin == -1 else place._replace(col=begin + offset + 1)
