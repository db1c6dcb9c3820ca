"""Marks within a line that begin and do not end, and names of signs that there are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Fix, Page, Site
from edition.patterns import late
from edition.rules import Finding, advice, nearest, rule
from edition.sources.lines import holds

FAMILY = "records"

_ENTITY = late(r"&(?P<name>[A-Za-z][A-Za-z0-9]{1,30});")
_HALF = late(r"&(?P<name>nbsp|mdash|ndash|hellip|rarr|larr|laquo|raquo|lsquo|rsquo|ldquo|rdquo)(?![\w;=])")
# How a name is spelt that could be one: `R&D;` and the like are text.
_LIKE_ENTITY = late(r"[a-z]{3,}[0-9]*|[A-Z][a-z]{3,}")
_BOLD = late(r"(?:(?<=[\s(\"'])|\A)\*\*(?=[^\W\d_])(?P<word>[\w-]+)")
_TICK = late(r"(?:(?<=[\s(])|\A)`(?=[\w<.$/-])")
_FORMULA = late(r"\$\$(?!\$)")
_PARAGRAPH = late(r"\n[ \t]*\n")
# Python's sign of named arguments, in prose.
_NAMED_ARGUMENTS = frozenset(
    ("kwargs", "args", "kw", "options", "opts", "params", "kwds", "attrs", "data", "config")
)


@rule
def unknown_entity(site: Site) -> Iterator[Finding]:
    """A sign that is written by its name is printed as it was typed where there is no such name, or no semicolon.

    Bad: `&mdahs;`, `10&nbsp km`
    Good: `&mdash;`, `10&nbsp;km`
    """
    for page in site.pages.values():
        masked = page.document.masked
        if "&" not in masked:
            continue
        for found in _HALF.finditer(masked):
            message, fix = f'"{found[0]}" lacks its semicolon', Fix(found[0], f"{found[0]};")
            yield Finding(
                page.path, page.document.places.at(found.start()), message, f'write "{fix.new}"', fix
            )
        for found in _ENTITY.finditer(masked):
            if _LIKE_ENTITY.fullmatch(found["name"]) and not _is_entity(found["name"]):
                near = _near_entity(found["name"])
                if near:
                    place = page.document.places.at(found.start())
                    yield Finding(
                        page.path, place, f'there is no sign "{found[0]}"', f'did you mean "&{near};"?'
                    )


def _is_entity(name: str) -> bool:
    from html.entities import html5  # two thousand names, only for who writes one

    return f"{name};" in html5


def _near_entity(name: str) -> str:
    """The well-known name that was meant, "" for none."""
    from html.entities import name2codepoint

    return nearest(name, sorted(name2codepoint))


@advice
def unclosed_emphasis(site: Site) -> Iterator[Finding]:
    """What is bold, code or a formula ends, in the same paragraph, with the signs with which it begins; otherwise
    they are printed.

    Bad: `Take **the longer way.`, `` Write `make check and wait. ``
    Good: `Take **the longer way**.`, `` Write `make check` and wait. ``
    """
    for page in site.pages.values():
        masked = page.document.masked
        if holds(masked, "**"):
            yield from _alone(page, "**", _BOLD, "the bold text is not closed")
        if "`" in masked:
            yield from _alone(page, "`", _TICK, "the code is not closed")
        if "pymdownx.arithmatex" in site.settings.extensions and holds(masked, "$$"):
            yield from _alone(page, "$$", _FORMULA, "the formula is not closed")


def _alone(page: Page, sign: str, begin: re.Pattern[str], message: str) -> Iterator[Finding]:
    """The signs that stand once in their paragraph, and as they stand before a word."""
    masked, at = page.document.masked, page.document.masked.find(sign)
    while at != -1:
        blank = _PARAGRAPH.search(masked, at)
        end = blank.start() if blank else len(masked)
        begins = max((found.end() for found in _PARAGRAPH.finditer(masked, max(at - 5000, 0), at)), default=0)
        found = begin.match(masked, at) if masked.count(sign, begins, end) == 1 else None
        if found and not _is_name(found, masked, end) and not _in_a_cell(masked, at):
            yield Finding(page.path, page.document.places.at(at), message, f"write {sign} where it ends")
        at = masked.find(sign, end)


def _is_name(found: re.Match[str], masked: str, end: int) -> bool:
    """Whether two stars are those of Python before a name, or those of a remark, which begin its paragraph."""
    word = found.groupdict().get("word")
    if word is None:
        return masked.count("'", found.end(), end) > 0  # `as they quoted once'
    return word in _NAMED_ARGUMENTS or "_" in word or not masked[found.end() : end].strip(" \n.,:;)")


def _in_a_cell(masked: str, at: int) -> bool:
    line = masked[masked.rfind("\n", 0, at) + 1 : at].lstrip()
    return line.startswith("|")
