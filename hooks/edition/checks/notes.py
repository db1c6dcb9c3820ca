"""Footnotes, reference-style links, abbreviations and snippets: what is named is defined, once, and used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from edition.model import Mark, Page, Site
from edition.rules import Finding, did_you_mean, nearest, rule

FAMILY = "links"


@rule
def undefined_reference(site: Site) -> Iterator[Finding]:
    """A reference-style link needs the line that says where it leads.

    Bad: `[the law][law]` without a line `[law]: law.md`
    Good: `[the law][law]` and `[law]: law.md`
    """
    for page in site.pages.values():
        for mark in page.document.undefined_labels:
            message = f'undefined reference label "{mark.name}"'
            advice = did_you_mean(mark.name, sorted({label.name for label in page.document.labels}))
            yield Finding(page.path, mark.place, message, advice or f"add a line [{mark.name}]: target")


@rule
def undefined_footnote(site: Site) -> Iterator[Finding]:
    """A footnote mark needs its note.

    Bad: `text[^1]` without a line `[^1]: The note.`
    Good: `text[^1]` and `[^1]: The note.`
    """
    for page in site.pages.values() if "footnotes" in site.settings.extensions else ():
        for mark in page.document.undefined_footnotes:
            message = f'undefined footnote "{mark.name}"'
            advice = did_you_mean(mark.name, sorted({note.name for note in page.document.footnotes}))
            yield Finding(page.path, mark.place, message, advice or f"add a line [^{mark.name}]: text")


@rule
def unused_reference(site: Site) -> Iterator[Finding]:
    """A target that no link uses is left over, or its link was misspelt.

    Bad: `[law]: law.md` on a page without `[the law][law]`
    Good: both, or neither
    """
    for page, mark in _unused(site, "labels", "used_labels"):
        if not mark.name.startswith(("//", "comment")):  # a way to write what is not shown
            yield Finding(page.path, mark.place, f'no link uses the label "{mark.name}"', "use it or remove it")


@rule
def unused_footnote(site: Site) -> Iterator[Finding]:
    """A note without a mark in the text stands at the foot of the page, and nobody knows why.

    Bad: `[^law]: Law 21 of 2007.` on a page without `[^law]` in the text
    Good: both, or neither
    """
    for page, mark in _unused(site, "footnotes", "used_footnotes"):
        message = f'no mark refers to the footnote "{mark.name}"'
        yield Finding(page.path, mark.place, message, f"write [^{mark.name}] where it belongs, or remove it")


def _unused(site: Site, defined: str, used: str) -> Iterator[tuple[Page, Mark]]:
    """What a page defines and does not use. A snippet may be used on any page that it is put into."""
    waiting: dict[object, tuple[Page, Mark]] = {}
    done: set[object] = set()
    for page in site.pages.values():
        marks: Sequence[Mark] = getattr(page.document, defined)
        names: frozenset[str] = getattr(page.document, used) if marks else frozenset()
        slips = [] if not marks else [*page.document.undefined_labels, *page.document.undefined_footnotes]
        for mark in marks:
            if not mark.place.path and mark.name not in names:
                if not any(nearest(slip.name, [mark.name]) for slip in slips):  # it was meant, and is misspelt
                    yield page, mark
            elif mark.place.path and mark.name in names:
                done.add(mark.place)
            elif mark.place.path:
                waiting.setdefault(mark.place, (page, mark))
    yield from (found for place, found in waiting.items() if place not in done)


@rule
def duplicate_reference(site: Site) -> Iterator[Finding]:
    """Of two targets with one label only one counts, and not every program takes the same.

    Bad: `[law]: law-2007.md` and `[law]: law-2017.md` on one page
    Good: `[law 2007]: law-2007.md` and `[law 2017]: law-2017.md`
    """
    for page in site.pages.values():
        yield from _twice(page, page.document.labels, "label")


@rule
def duplicate_footnote(site: Site) -> Iterator[Finding]:
    """Of two notes with one name the first is lost.

    Bad: two lines `[^law]:` on one page
    Good: `[^law]:` and `[^law-2]:`
    """
    for page in site.pages.values():
        yield from _twice(page, page.document.footnotes, "footnote")


@rule
def duplicate_abbreviation(site: Site) -> Iterator[Finding]:
    """Of two explanations of one abbreviation only one is ever shown.

    Bad: `*[TPPO]: Trafficking in persons` and `*[TPPO]: The crime of trafficking` on one page
    Good: one of them
    """
    for page in site.pages.values():
        yield from _twice(page, page.document.abbreviations, "abbreviation")


def _twice(page: Page, marks: Iterable[Mark], thing: str) -> Iterator[Finding]:
    first: dict[str, Mark] = {}
    for mark in marks:
        known = first.setdefault(mark.name, mark)
        if known.place != mark.place:
            message = f'the {thing} "{mark.name}" is defined twice, first in line {known.place.line}'
            yield Finding(page.path, mark.place, message, "keep one, or name one of them otherwise")


@rule
def unused_abbreviation(site: Site) -> Iterator[Finding]:
    """An abbreviation that the text does not hold explains nothing.

    Bad: `*[TPPO]: Trafficking in persons` on a page without TPPO
    Good: both, or neither
    """
    for page, mark in _unused(site, "abbreviations", "used_abbreviations"):
        message = f'the abbreviation "{mark.name}" is not on the page'
        yield Finding(page.path, mark.place, message, "use it or remove it")


@rule
def missing_snippet(site: Site) -> Iterator[Finding]:
    """A snippet is a file of its own; without it the page has a gap that nobody sees.

    Bad: `--8<-- "helpp.md"`
    Good: `--8<-- "help.md"`
    """
    for page in site.pages.values():
        for mark in page.document.missing_snippets:
            yield Finding(page.path, mark.place, f'snippet "{mark.name}" does not exist', _snippet_hint(site, mark))


def _snippet_hint(site: Site, mark: Mark) -> str:
    folders = ", ".join(site.settings.snippets)
    return did_you_mean(mark.name, site.rest.snippet_names) or f"it is looked for in: {folders}"
