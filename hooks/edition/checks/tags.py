"""Raw HTML: what is opened is closed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from edition.model import Page, Site
from edition.patterns import late
from edition.rules import Finding, rule

FAMILY = "records"

_BLOCKS = (
    "div|details|summary|figure|figcaption|section|article"
    "|aside|blockquote|center|table|picture|video|audio|iframe"
)
_SILENT = "script|style|pre|code|textarea|svg|template"  # in these stands what only looks like a tag
_INLINE = "a|span|em|strong|b|i|u|sup|sub|kbd|mark|small|button"
_TAG = late(
    rf"<(?P<end>/?)(?P<name>{_BLOCKS}|{_INLINE}|{_SILENT})"
    rf"(?P<attributes>\s(?:[^<>\"']|\"[^\"\n]{{0,2000}}\"|'[^'\n]{{0,2000}}')*+)?>",
    re.I,
)
_BLOCK = late(_BLOCKS, re.I)


@rule
def unclosed_tag(site: Site) -> Iterator[Finding]:
    """An element that is not closed goes on to the end of the page, with all that follows in it.

    Bad: `<div class="grid">` without `</div>`, `</span>` without `<span>`
    Good: both
    """
    for page in site.pages.values():
        masked = page.document.masked
        if "<" in masked and "{%" not in masked and not page.document.missing_snippets:
            yield from _unbalanced(page, masked)


def _unbalanced(page: Page, masked: str) -> Iterator[Finding]:
    opened: list[re.Match[str]] = []
    number: Counter[str] = Counter()  # of those that are open, by their names
    for tag in _shown(masked):
        name = tag["name"].lower()
        if not tag["end"]:
            if not (tag["attributes"] or "").rstrip().endswith("/"):
                opened.append(tag)
                number[name] += 1
        elif number[name]:
            while (last := opened.pop())["name"].lower() != name:
                number[last["name"].lower()] -= 1
                yield from _not_closed(page, masked, [last])
            number[name] -= 1
        elif _is_meant(masked, tag):
            place = page.document.places.at(tag.start())
            yield Finding(page.path, place, f"{tag[0]} closes nothing", f"remove it, or write <{name}>")
    yield from _not_closed(page, masked, opened)


def _shown(masked: str) -> Iterator[re.Match[str]]:
    """The tags that stand in no script, drawing or piece of code."""
    silent = ""
    for tag in _TAG.finditer(masked):
        name = tag["name"].lower()
        if silent:
            silent = "" if tag["end"] and name == silent else silent
        elif re.fullmatch(_SILENT, name):
            silent = "" if tag["end"] or (tag["attributes"] or "").endswith("/") else name
        else:
            yield tag


def _not_closed(page: Page, masked: str, tags: list[re.Match[str]]) -> Iterator[Finding]:
    for tag in tags:
        if _is_meant(masked, tag):
            name = tag["name"].lower()
            message = f"<{name}> is not closed"
            yield Finding(
                page.path, page.document.places.at(tag.start()), message, f"write </{name}> where it ends"
            )


def _is_meant(masked: str, tag: re.Match[str]) -> bool:
    """Whether a tag is no word between angle brackets: it has attributes, or a block stands on a line of its own."""
    line = masked[masked.rfind("\n", 0, tag.start()) + 1 : tag.start()]
    is_block = _BLOCK.fullmatch(tag["name"]) is not None and not line.strip(" \t>")
    return (
        is_block
        or bool(tag["attributes"])
        or (bool(tag["end"]) and tag["name"].lower() in ("a", "span", "div"))
    )
