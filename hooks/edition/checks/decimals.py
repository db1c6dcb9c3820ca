"""Figures: each language has its own decimal sign."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from edition.model import Fix, Page, Pair, Site
from edition.patterns import late
from edition.rules import Finding, rule

FAMILY = "parity"

_DECIMAL_SIGNS = {"en": ".", "id": ","}
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

    Bad: `4.1 persen` on an Indonesian page
    Good: `4.1 per cent` and `4,1 persen`
    """
    for pair in site.foreign_pairs:
        for page, other in ((pair.source, pair.translation), (pair.translation, pair.source)):
            right = _sign(page)
            if right and _sign(other) and right != _sign(other):
                yield from _wrong_decimals(pair, page, right)


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
