"""What stands at a place: a citation, a term, a claim, a link, a footnote or a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from edition.lsp.position import Span, line_of
from edition.model import Link, Page, Record, Site

_FOOTNOTE = re.compile(r"\[\^([^\[\]\n]+)\](:?)")
_KEY_LISTS = ("cites", "sources")  # the fields of records and of front matter that hold citation keys
_REFERRING = ("crossref", "xref")  # the fields of an entry that hold the key of another


@dataclass(frozen=True)
class Thing:
    """Something that can be asked about. `kind` is "citation", "term", "claim", "link", "footnote" or
    "heading"; `name` the key, term, id, target, label or anchor; `span` that name."""

    kind: str
    name: str
    span: Span


def page_at(site: Site, path: str) -> Page | None:
    """The page that lies at a path of the project."""
    return site.pages.get(path.removeprefix(f"{site.settings.docs_dir}/"))


def find(site: Site, path: str, lines: list[str], line: int, column: int) -> Thing | None:
    """The innermost thing at a place of a file, `lines` being the lines of that file."""
    return min(
        (thing for thing, whole in _on_line(site, path, lines, line) if whole.start <= column <= whole.end),
        key=lambda thing: (thing.kind == "heading", thing.span.end - thing.span.start),
        default=None,
    )


def _on_line(site: Site, path: str, lines: list[str], line: int) -> Iterator[tuple[Thing, Span]]:
    """The things of a line, each with the span in which the pointer means it."""
    page = page_at(site, path)
    text = line_of(lines, line)
    for key, span in key_spans(site):
        if span.path == path and span.line == line and (exact := settled(span, text, key)):
            yield Thing("citation", key, exact), _wider(exact, 1 if page else 0)
    for slug, span in see_also(site):
        if span.path == path and span.line == line and (exact := settled(span, text, slug)):
            yield Thing("term", slug, exact), exact
    if page:
        yield from _marks(page, text, line)


def _marks(page: Page, text: str, line: int) -> Iterator[tuple[Thing, Span]]:
    document, path = page.document, page.path
    for mark in document.terms:
        if (mark.place.line, mark.place.path) == (line, ""):
            start = mark.place.col
            close = text.find("]]", start - 1)
            span = Span(path, line, start, start + len(mark.name))
            yield Thing("term", mark.name, span), Span(path, line, start - 2, max(close + 3, span.end))
    for mark in document.claims:
        if (mark.place.line, mark.place.path) == (line, ""):
            span = Span(path, line, mark.place.col + 2, mark.place.col + 2 + len(mark.name))
            yield Thing("claim", mark.name, span), _wider(span, 2)
    for link in document.links:
        if (link.place.line, link.place.path) == (line, ""):
            begin = link.start.col if link.start.line == line else 1
            span = target_span(page, link)
            yield Thing("link", link.target, span), Span(path, line, begin, span.end)
    for note in _FOOTNOTE.finditer(text):
        span = Span(path, line, note.start(1) + 1, note.end(1) + 1)
        yield Thing("footnote", note[1], span), _wider(span, 2)
    for heading in document.headings:
        if (heading.place.line, heading.place.path) == (line, ""):
            span = Span(path, line, heading.place.col, len(text) + 1)
            yield Thing("heading", heading.id, span), span


def _wider(span: Span, by: int) -> Span:
    return Span(span.path, span.line, span.start - by, span.end + by // 2)


def target_span(page: Page, link: Link) -> Span:
    """Where the target of a link stands."""
    return Span(page.path, link.place.line, link.place.col, link.place.col + len(link.target))


def settled(span: Span, line: str, name: str) -> Span | None:
    """The span of a name on its line, behind a quotation mark if there is one; `None`: something else is there."""
    for start in (span.start, span.start + 1):
        if line.startswith(name, start - 1) and (start == span.start or line[start - 2] in "\"'"):
            return Span(span.path, span.line, start, start + len(name))
    return None


def key_spans(site: Site) -> Iterator[tuple[str, Span]]:
    """Each citation key of the site and where it stands: entries, pages, front matter and records.

    In YAML the span may begin with a quotation mark: whoever edits has to look.
    """
    for entry in site.bibliography.entries:
        yield entry.key, _of(entry.path, entry.place.line, entry.place.col, entry.key)
        for name in _REFERRING:
            if name in entry.fields:
                place = entry.fields[name].place
                yield entry.get(name), _of(entry.path, place.line, place.col, entry.get(name))
    for page in site.pages.values():
        for group in page.document.citations if "@" in page.document.text else ():
            for citation in group.citations:
                if not citation.place.path:
                    place = citation.place
                    yield citation.key, _of(page.path, place.line, place.col + 1, citation.key)
        yield from _listed(page.record, _KEY_LISTS)
    for records in site.records.values():
        for record in records.all:
            yield from _listed(record, _KEY_LISTS)


def see_also(site: Site) -> Iterator[tuple[str, Span]]:
    """Each slug of a term that the front matter of another names."""
    for page in site.pages.values() if site.settings.glossary else ():
        yield from _listed(page.record, ("see_also",))


def footnotes(page: Page, lines: list[str], name: str) -> Iterator[tuple[bool, Span]]:
    """Each mark of a footnote of a page, and whether it is the definition."""
    for number, text in enumerate(lines, 1):
        for note in _FOOTNOTE.finditer(text):
            if note[1] == name:
                start = note.start(1) + 1
                defines = bool(note[2]) and not text[: note.start()].strip()
                yield defines, Span(page.path, number, start, start + len(name))


def _listed(record: Record, names: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    for name in names:
        for index, value in record.texts(name) if name in record.data else ():
            way = (name, index)
            if way in record.places:
                place = record.places[way]
                yield value, _of(record.path, place.line, place.col, value)


def _of(path: str, line: int, column: int, name: str) -> Span:
    return Span(path, line, column, column + len(name))
