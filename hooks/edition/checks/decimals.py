"""Figures: each language has its own decimal sign."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from edition.model import Fix, Page, Pair, Site
from edition.rules import Finding, rule

FAMILY = "parity"

_POINT, _COMMA = re.compile(r"\.\d"), re.compile(r",\d")
_DECIMAL_SIGNS = {"en": ".", "id": ","}
_DECIMALS = {
    sign: re.compile(rf"(?<![\w.,:#/-])(\d{{1,3}})[{sign}](\d{{1,2}}|\d{{4,}})(?![\w,:/-]|\.\d)")
    for sign in ".,"
}
_MEASURE = re.compile(
    r"[ ]?(?:%|(?:per ?cent|persen|thousand|ribu|million|juta|billion|miliar|trillion|triliun|degrees|derajat"
    r"|times|kali lipat|hours?|jam|years?|tahun|met(?:re|er)s?|kilomet(?:re|er)s?|sentimeter|centimet(?:re|er)s?"
    r"|km|kg|cm|mm"
    r"|tonn?e?s?|ton|hektare?|hectares?|lit(?:re|er)s?)(?![\w-]))"
)


def foreign(site: Site) -> Iterator[Pair]:
    """The pairs whose languages differ; British and American English have the same words."""
    for pair in site.pairs:
        ours, theirs = pair.source.language, pair.translation.language
        if ours and theirs and ours.code.split("-")[0] != theirs.code.split("-")[0]:
            yield pair


@rule
def decimal_sign(site: Site) -> Iterator[Finding]:
    """English has a point before decimals, Indonesian a comma: read the other way a figure is another one.

    Reported where the counterpart has the same figure, and only of measures and in tables of figures: numbers of
    versions and of sections are no decimals.

    Bad: `4.1 persen` on an Indonesian page
    Good: `4.1 per cent` and `4,1 persen`
    """
    for pair in foreign(site):
        for page, other in ((pair.source, pair.translation), (pair.translation, pair.source)):
            right = _sign(page)
            if right and _sign(other) and right != _sign(other):
                yield from _wrong_decimals(pair, page, right)


def _sign(page: Page) -> str:
    return _DECIMAL_SIGNS.get(page.language.code.partition("-")[0], "") if page.language else ""


def _wrong_decimals(pair: Pair, page: Page, right: str) -> Iterator[Finding]:
    masked = page.document.masked
    wrong, first = (",", _COMMA) if right == "." else (".", _POINT)
    if not first.search(masked):
        return
    for found in _DECIMALS[wrong].finditer(masked):
        if not _MEASURE.match(masked, found.end()) and not _in_table_of_figures(masked, found, right):
            continue
        counterpart = _counterpart(pair, page, found.start())
        if re.search(rf"(?<![\w.,]){found[1]}[.,]{found[2]}(?![\w,]|\.\d)", counterpart):
            fixed = f"{found[1]}{right}{found[2]}"
            place = page.document.places.at(found.start())
            code = page.language.code if page.language else ""
            message = f'"{found[0]}" has the decimal sign of another language than this page ({code})'
            yield Finding(page.path, place, message, f'write "{fixed}"', Fix(found[0], fixed))


def _in_table_of_figures(masked: str, found: re.Match[str], right: str) -> bool:
    """Whether a number is all that a cell holds, on a page with others that are written as they should be."""
    before, after = masked[max(found.start() - 20, 0) : found.start()], masked[found.end() : found.end() + 20]
    if not before.rstrip(" ").endswith("|") or not after.lstrip(" ").startswith("|"):
        return False
    return re.search(rf"\|[ ]*\d+{re.escape(right)}\d{{1,2}}[ ]*\|", masked) is not None


def _counterpart(pair: Pair, page: Page, offset: int) -> str:
    """The text of the block of the other page that stands for that at an offset, "" where there is none."""
    side = 0 if page is pair.source else 1
    blocks = [both for both in pair.blocks if both[side]]
    starts = [both[side].offset for both in blocks]  # type: ignore[union-attr]
    index = bisect_right(starts, offset) - 1
    other = blocks[index][1 - side] if index >= 0 else None
    return other.text if other else ""
