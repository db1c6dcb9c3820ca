"""What stands at a place: a citation, a term, a claim, a link, a footnote or a heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edition.lsp import paths
from edition.lsp.position import Span, line_of
from edition.lsp.spans import (
    FOOTNOTE,
    at_place,
    key_spans,
    listed,
    page_keys,
    settled,
    target_span,
    term_spans,
)
from edition.model import Page, Site


@dataclass(frozen=True)
class Thing:
    """Something that can be asked about. `kind` is "citation", "term", "slug" (of a term), "claim", "link",
    "footnote", "id" or "heading"; `name` the key, term, id, target, label or anchor; `span` that name; `src` the file
    that a link means, "" for none."""

    kind: str
    name: str
    span: Span
    src: str = ""


def page_at(site: Site, path: str) -> Page | None:
    """The page that lies at a path of the project."""
    folder = f"{site.settings.docs_dir}/"
    return site.pages.get(path.removeprefix(folder)) if path.startswith(folder) else None


def holder(site: Site, path: str) -> Page | None:
    """The page that lies at a path, or the first one into which the file there is put as a snippet."""
    holding = (page for page in site.pages.values() if path in page.document.places.files)
    return page_at(site, path) or next(holding, None)


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
    keys = page_keys(site, page) if page else key_spans(site, site.pages.values(), lambda named: lines)
    named = [("citation", *found) for found in keys]
    if page:
        named += [("slug", *found) for found in listed(page.record, ("see_also",))]
        named += [("term", *found) for found in term_spans(site, [page])]
    for kind, name, span in named:
        if span.path == path and span.line == line and (exact := settled(span, text, name)):
            yield Thing(kind, name, exact), _wider(exact, 1 if page and kind == "citation" else 0)
    if page:
        yield from _marks(site, page, text, line)
    if anchored := holder(site, path):
        yield from _anchors(anchored, path, text, line)


def _marks(site: Site, page: Page, text: str, line: int) -> Iterator[tuple[Thing, Span]]:
    document, path = page.document, page.path
    for mark in document.terms:
        if (mark.place.line, mark.place.path) == (line, ""):
            start = mark.place.col
            close = text.find("]]", start - 1)
            span = at_place(path, mark.place, mark.name)
            yield Thing("term", mark.name, span), Span(path, line, start - 2, max(close + 3, span.end))
    for mark in document.claims:
        if (mark.place.line, mark.place.path) == (line, ""):
            span = Span(path, line, mark.place.col + 2, mark.place.col + 2 + len(mark.name))
            yield Thing("claim", mark.name, span), _wider(span, 2)
    for link in document.links:
        if (link.place.line, link.place.path) == (line, ""):
            begin = link.start.col if link.start.line == line else 1
            span = target_span(page, link)
            src = paths.meant(site, page, link) or ""
            yield Thing("link", link.target, span, src), Span(path, line, begin, span.end)
    for note in FOOTNOTE.finditer(text):
        span = Span(path, line, note.start(1) + 1, note.end(1) + 1)
        yield Thing("footnote", note[1], span), _wider(span, 2)


def _anchors(page: Page, path: str, text: str, line: int) -> Iterator[tuple[Thing, Span]]:
    """The headings and ids on a line of a page, or of a snippet in it."""
    here = (line, "" if page.path == path else path)
    for mark in page.document.own_ids:
        if (mark.place.line, mark.place.path) == here:
            span = at_place(path, mark.place, mark.name)
            yield Thing("id", mark.name, span), _wider(span, 1)
    for heading in page.document.headings:
        if (heading.place.line, heading.place.path) == here:
            span = Span(path, line, heading.place.col, len(text) + 1)
            yield Thing("heading", heading.id, span), span


def _wider(span: Span, by: int) -> Span:
    return Span(span.path, span.line, span.start - by, span.end + by // 2)
