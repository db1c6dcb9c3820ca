"""Figures: each language has its own decimal sign."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from edition.model import Fix, Page, Pair, Site
from edition.patterns import late
from edition.rules import Finding, rule

FAMILY = "parity"

_DECIMAL_SIGNS = {"en": ".", "id": ",", "de": ",", "fr": ","}
_GROUPS = {"en": ",", "id": ".", "de": ".", "fr": " "}  # what parts thousands
# Both begin with their sign, which a search finds far quicker than a digit.
_FRACTIONS = {sign: late(rf"[{sign}](?:\d{{1,2}}|\d{{4,}})(?![\w,:/-]|\.\d)") for sign in ".,"}
_WHOLE = late(r"(?:^|[^\w.,:#/-])(\d{1,3})$")
_BAR_BEFORE, _BAR_AFTER = late(r"\|[ ]*$"), late(r"[ ]{0,20}\|")
_MEASURE = late(
    r"[ ]?(?:%|(?:per ?cent|persen|thousand|ribu|million|juta|billion|miliar|trillion|triliun|degrees|derajat"
    r"|times|kali lipat|hours?|jam|years?|tahun|met(?:re|er)s?|kilomet(?:re|er)s?|sentimeter|centimet(?:re|er)s?"
    r"|km|kg|cm|mm"
    r"|tonn?e?s?|ton|hektare?|hectares?|lit(?:re|er)s?)(?![\w-]))"
)


@rule
def decimal_sign(site: Site) -> Iterator[Finding]:
    """English has a point before decimals, Indonesian a comma: read the other way a figure is another one.

    Reported where the counterpart has the same figure, and only of measures and in tables of figures: numbers of
    versions and of sections are no decimals.

    Likewise what parts the thousands: `1,250` on a page in Indonesian or German reads as one and a quarter.

    Bad: `4.1 persen` on an Indonesian page, `1,250 orang` where the English page has `1,250 people`
    Good: `4.1 per cent` and `4,1 persen`, `1,250 people` and `1.250 orang`
    """
    for pair in site.foreign_pairs:
        for page, other in ((pair.source, pair.translation), (pair.translation, pair.source)):
            right = _sign(page)
            if right and _sign(other) and right != _sign(other):
                yield from _wrong_decimals(pair, page, right)
                yield from _wrong_thousands(pair, page, right)


def _sign(page: Page) -> str:
    return _DECIMAL_SIGNS.get(page.language.code.partition("-")[0], "") if page.language else ""


def _wrong_decimals(pair: Pair, page: Page, right: str) -> Iterator[Finding]:
    masked = page.document.masked
    found = [*_decimals(masked, "," if right == "." else ".", right)]
    side = 0 if page is pair.source else 1
    blocks = [both for both in pair.blocks if both[side]] if found else []
    starts = [both[side].offset for both in blocks]  # type: ignore[union-attr]
    for start, end in found:
        index = bisect_right(starts, start) - 1
        counterpart = blocks[index][1 - side] if index >= 0 else None
        whole, fraction = re.split("[.,]", masked[start:end])
        if counterpart and re.search(rf"(?<![\w.,]){whole}[.,]{fraction}(?![\w,]|\.\d)", counterpart.text):
            code = page.language.code if page.language else ""
            fix = Fix(masked[start:end], f"{whole}{right}{fraction}")
            message = f'"{fix.old}" has the decimal sign of another language than this page ({code})'
            yield Finding(page.path, page.document.places.at(start), message, f'write "{fix.new}"', fix)


_THOUSANDS = {
    ",": late(r",\d{3}(?:,\d{3})*(?![\w,:/-]|\.\d{4})(?:\.\d{1,2}(?!\d))?"),
    ".": late(r"\.\d{3}(?:\.\d{3})*(?![\w:/-]|\.\d)(?:,\d{1,2}(?!\d))?"),
}
# What stands before a point that parts thousands, and not before the number of a version or a section.
_BEFORE = late(
    r"\b(?:about|almost|and|for|from|nearly|of|on|over|some|than|the|to|with|took|has|have|were|was) $"
)


def _wrong_thousands(pair: Pair, page: Page, right: str) -> Iterator[Finding]:
    """Thousands that are parted as the other language parts them, where that has the same signs."""
    code = page.language.code if page.language else ""
    sign, group = "," if right == "," else ".", _GROUPS[code.partition("-")[0]]
    masked, side = page.document.masked, 0 if page is pair.source else 1
    for rest in _THOUSANDS[sign].finditer(masked):
        whole = _WHOLE.search(masked, max(rest.start() - 4, 0), rest.start())
        if whole is None or whole[1].startswith("0"):
            continue
        start, end = whole.start(1), rest.end()
        sure = sign == "," or rest[0].count(sign) > 1 or _BEFORE.search(masked, max(start - 8, 0), start)
        counterpart = _counterpart(pair, side, start) if sure else None
        number = masked[start:end]
        if counterpart and re.search(rf"(?<![\w.,]){re.escape(number)}(?![\w]|[.,]\d)", counterpart):
            whole_part, decimals = re.match(rf"([\d{sign}]+)(?:\D(\d+))?", number).groups()  # type: ignore[union-attr]
            new = whole_part.replace(sign, group) + (f"{right}{decimals}" if decimals else "")
            message = f'"{number}" parts its thousands as another language than that of this page ({code})'
            place = page.document.places.at(start)
            yield Finding(page.path, place, message, f'write "{new}"', Fix(number, new))


def _counterpart(pair: Pair, side: int, offset: int) -> str:
    """The text of the block that stands for the one at an offset, "" for none."""
    blocks = [both for both in pair.blocks if both[side]]
    starts = [both[side].offset for both in blocks]  # type: ignore[union-attr]
    index = bisect_right(starts, offset) - 1
    found = blocks[index][1 - side] if index >= 0 else None
    return found.text if found else ""


def _decimals(masked: str, wrong: str, right: str) -> Iterator[tuple[int, int]]:
    """Where the decimals with a sign begin and end that are measures, or figures in a table of figures."""
    figures: bool | None = None
    for fraction in _FRACTIONS[wrong].finditer(masked):
        whole = _WHOLE.search(masked, max(fraction.start() - 4, 0), fraction.start())
        if whole is None:
            continue
        start, end = whole.start(1), fraction.end()
        if _MEASURE.match(masked, end):
            yield start, end
        elif _BAR_BEFORE.search(masked, max(start - 20, 0), start) and _BAR_AFTER.match(masked, end):
            if figures is None:
                figures = re.search(rf"\|[ ]*\d{{1,9}}[{right}]\d{{1,2}}[ ]*\|", masked) is not None
            if figures:
                yield start, end
