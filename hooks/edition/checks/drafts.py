"""Drafts: what an author still has to write, marked TODO, as `edition new` leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Page, Site
from edition.patterns import late
from edition.rules import Finding, advice, rule

FAMILY = "records"
_TODO = late(
    r"(?<![\w`])(?:TODO|FIXME|TBD):[^\n\"<]{0,60}|(?<!\w)Lorem ipsum dolor\b"
    r"|(?:^[ \t>*+-]*+|(?<=\())(?:FIXME|TBD)\b|:?contentReference\[oaicite[^\n ]{0,40}",
    re.M,
)
_MARKS = ("TODO:", "Lorem ipsum", "FIXME", "TBD", "oaicite")
_HIDDEN = (
    late(r"^[ \t]*(`{3,}|~{3,}).*?(?:^[ \t]*\1[`~]*[ \t]*$|\Z)", re.M | re.S),  # a fence
    late(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)"),  # code in a line
    late(r"<!--.*?(?:-->|\Z)", re.S),
)
_SIGN = late(r"[^\n]")


@advice
def leftover_todo(site: Site) -> Iterator[Finding]:
    """What is marked TODO was to be written, and readers of a draft see the mark; likewise `Lorem ipsum dolor`.

    So are FIXME and TBD at the beginning of a line, and what a program that writes texts has left behind.

    Bad: `description: "TODO: one sentence for search engines and lists."`
    Good: `description: What the law of 2007 forbids.`
    """
    for page in site.pages.values():
        if not _is_reviewed(site, page):
            yield from _leftover(page)
    for collection in site.records.values():
        for record, way, value in collection.values:
            if isinstance(value, str) and value.startswith(_MARKS) and (found := _TODO.match(value)):
                message = f'"{_short(found[0])}" is left over'
                yield Finding(record.path, record.place(*way), message, "write it")


@rule
def unfinished_review(site: Site) -> Iterator[Finding]:
    """A page that is called reviewed holds nothing that is still to be written.

    Bad: `status: reviewed`, and below it `TODO: write this page.`
    Good: the page, written; or `status: draft`
    """
    for page in site.pages.values():
        if _is_reviewed(site, page):
            yield from _leftover(page)


def _is_reviewed(site: Site, page: Page) -> bool:
    wanted = "status" in site.settings.required_front_matter
    return wanted and page.document.front_matter.data.get("status") == "reviewed"


def _leftover(page: Page) -> Iterator[Finding]:
    """The first TODO of a page, with the number of the others: a new lesson has dozens."""
    text = page.document.text
    marks = list(_TODO.finditer(_visible(text))) if any(mark in text for mark in _MARKS) else []
    if marks:
        others = f", with {len(marks) - 1} more on this page" if len(marks) > 1 else ""
        message = f'"{_short(marks[0][0].lstrip(" >*+-"))}" is left over{others}'
        start = marks[0].end() - len(marks[0][0].lstrip(" \t>*+-"))
        yield Finding(page.path, page.document.places.at(start), message, "write it")


def _visible(text: str) -> str:
    """The text with blanks in place of code and comments, every other sign at its offset."""
    for hidden in _HIDDEN:
        text = hidden.sub(lambda found: _SIGN.sub(" ", found[0]), text)
    return text


def _short(mark: str) -> str:
    """The first sentence of what is to be written."""
    return mark.partition(". ")[0].rstrip(" .,;")
