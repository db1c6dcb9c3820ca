"""Where a thing is defined, and everywhere it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition import terms
from edition.lsp import paths
from edition.lsp.changes import Lines
from edition.lsp.position import Span, line_of
from edition.lsp.spans import footnotes, key_spans, of_mark, see_also, settled, target_span
from edition.lsp.things import Thing
from edition.model import Page, Place, Site


def of(site: Site, page: Page | None, thing: Thing, lines: list[str]) -> list[Span]:
    """Where a thing that stands on a page (whose lines are given) is defined; nothing: nowhere."""
    if thing.kind == "citation":
        entry = site.bibliography.by_key.get(thing.name)
        return [_at(entry.path, entry.place, len(entry.key))] if entry else []
    if thing.kind == "claim":
        record = site.collection("evidence").by_id.get(thing.name)
        return [_at(record.path, record.place("id"), len(thing.name))] if record else []
    if thing.kind in ("term", "slug"):
        language = page.language if page else site.settings.languages[0]
        term = terms.by_name(terms.glossary(site, language)).get(thing.name.casefold())
        return [_at(term.page.path, term.record.place("term"), 0)] if term else []
    if thing.kind == "link" and page:
        return _target(site, thing.src, paths.fragment(thing.name))
    if thing.kind == "footnote" and page:
        return [span for defines, span in footnotes(page, lines, thing.name) if defines]
    return [thing.span] if thing.kind in ("heading", "id") else []


def _target(site: Site, src: str, anchor: str) -> list[Span]:
    found = site.pages.get(src)
    if found is None:
        whole = f"{site.settings.docs_dir}/{src}"
        return [Span(whole, 1, 1, 1)] if src in site.files else []
    for heading in found.document.headings:
        if anchor and heading.id == anchor:
            return [_at(found.path, heading.place, 0)]
    for mark in found.document.own_ids:
        if anchor and mark.name == anchor:
            return [_at(found.path, mark.place, 0)]
    return [Span(found.path, 1, 1, 1)]


def references(site: Site, page: Page | None, thing: Thing, lines: Lines) -> list[Span]:
    """Every place at which a thing is named, its definition among them."""
    if thing.kind == "citation":
        named = key_spans(site, site.pages.values(), lines)
        return sorted(exact(lines, (span for key, span in named if key == thing.name), thing.name))
    if thing.kind == "claim":
        uses = [_at(each.path, mark.place, len(mark.name) + 3) for each in site.pages.values()
                for mark in each.document.claims if mark.name == thing.name]  # fmt: skip
        return of(site, page, thing, []) + uses
    if thing.kind == "footnote" and page:
        return [span for _, span in footnotes(page, lines(page.path), thing.name)]
    if thing.kind in ("term", "slug"):
        return _of_term(site, page, thing)
    if page and (thing.kind in ("heading", "id") or thing.src):
        is_link = thing.kind == "link"
        src, anchor = (thing.src, paths.fragment(thing.name)) if is_link else (page.src, thing.name)
        return sorted({span for span, _ in links_to(site, site.pages.values(), src, anchor)})
    return []


def exact(lines: Lines, spans: Iterable[Span], name: str) -> Iterator[Span]:
    """Those of the spans at which the name really stands."""
    for span in spans:
        if found := settled(span, line_of(lines(span.path), span.line), name):
            yield found


def links_to(site: Site, pages: Iterable[Page], src: str, anchor: str = "") -> Iterator[tuple[Span, str]]:
    """Each link of some pages to a file (to an anchor of it, where one is named): its span and its target as
    written."""
    for page in pages:
        for link in page.document.links:
            named = not anchor or paths.fragment(link.target) == anchor
            if named and paths.meant(site, page, link) == src:
                yield target_span(page, link), link.target


def _of_term(site: Site, page: Page | None, thing: Thing) -> list[Span]:
    found: list[Span] = []
    language = page.language if page else site.settings.languages[0]
    names = terms.by_name(terms.glossary(site, language))
    term = names.get(thing.name.casefold())
    for each in site.pages_of(language) if term else ():
        for mark in each.document.terms:
            if names.get(mark.name.casefold()) == term:
                found.append(of_mark(each.path, mark))
    slug = term.slug if term else ""
    return [*found, *(span for name, span in see_also(site, site.pages.values()) if slug and name == slug)]


def _at(path: str, place: Place, length: int) -> Span:
    return Span(place.path or path, place.line, place.col, place.col + length)
