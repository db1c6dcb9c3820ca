"""Citations of a page that the work does not have."""

from __future__ import annotations

from collections.abc import Iterator

from edition.checks.fields import page_span
from edition.model import Entry, Site
from edition.patterns import late
from edition.rules import Finding, advice

FAMILY = "citations"

_TYPES = frozenset(("article", "incollection", "inbook", "inproceedings", "conference", "suppperiodical"))
_LOCATOR = late(r"(?:(?:pp?|hlm|hal|pages?|halaman)\b\.?\s*)?(\d{1,6})(?:\s*[-–]{1,2}\s*(\d{1,6}))?$")
_PAGES = late(r"(\d{1,6})\s*(?:--?|–)\s*(\d{1,6})")


@advice
def cited_page(site: Site) -> Iterator[Finding]:
    """A page that an article does not have was mistyped, or is that of the file and not of the journal.

    Bad: `[@fadli2021, p. 99]` where the entry says `pages = {33--54}`
    Good: `[@fadli2021, p. 39]`
    """
    known = site.bibliography.by_key if site.has_bibliography else {}
    spans: dict[str, tuple[int, int]] = {}
    sound: set[tuple[str, str]] = set()  # the same page of a work is often cited again
    for page, citation in site.citations if known else ():
        if not citation.locator or (citation.key, citation.locator) in sound or citation.key not in known:
            continue
        if citation.key not in spans:
            spans[citation.key] = _pages(known[citation.key])
        first, last = spans[citation.key]
        found = _LOCATOR.match(citation.locator) if last else None
        cited = page_span(found[1], found[2] or found[1]) if found else (first, last)
        if not first <= cited[0] <= cited[1] <= last and not first <= cited[1] <= cited[0] <= last:
            message = f'"{citation.locator}" lies outside of "@{citation.key}", pages {first} to {last}'
            yield Finding(page.path, citation.locator_place, message, "correct the page")
        else:
            sound.add((citation.key, citation.locator))


def _pages(entry: Entry) -> tuple[int, int]:
    """The first and the last page of an article or a chapter; zeros where they are no plain numbers."""
    found = _PAGES.fullmatch(entry.get("pages")) if entry.type in _TYPES else None
    first, last = page_span(found[1], found[2]) if found else (0, 0)
    return (first, last) if first <= last else (0, 0)
