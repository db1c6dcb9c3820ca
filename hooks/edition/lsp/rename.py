"""Renaming what stands at a place, with everything that names it.

Each function returns all edits, in the texts as they are, and the files that move after that; or it
raises RenameError and nothing is to be done.
"""

from __future__ import annotations

import re
from dataclasses import replace

from edition.lsp import headings, ids, moves, paths, things, vocabulary
from edition.lsp.changes import Changes, Lines, RenameError
from edition.lsp.definition import exact
from edition.lsp.headings import Read
from edition.lsp.position import Edit, Span, line_of
from edition.lsp.spans import key_spans, with_snapshots
from edition.lsp.things import Thing
from edition.model import Page, Site
from edition.patterns import late
from edition.targets import PAGE

_KEY = late(r"[A-Za-z0-9_](?:[\w-]*\w)?", re.A)


def span(site: Site, page: Page | None, thing: Thing, lines: Lines) -> Span | None:
    """What of a thing can be renamed; `None`: nothing."""
    if thing.kind == "citation":
        return thing.span if thing.name in site.bibliography.by_key else None
    if thing.kind == "heading":
        return headings.span(line_of(lines(thing.span.path), thing.span.line), thing.span)
    if thing.kind == "id":
        return thing.span
    if page is None:
        return None
    if thing.kind in ("term", "slug"):
        return thing.span if vocabulary.known(site, page, thing) else None
    path = paths.split(thing.name)[0]
    if thing.kind == "link" and thing.src in site.pages and PAGE.search(path):
        return paths.part(thing.span, path)
    if thing.kind == "link" and not path and ids.written(page, paths.fragment(thing.name)):
        return replace(thing.span, start=thing.span.start + 1)
    return None


def rename(site: Site, page: Page | None, thing: Thing, new: str, lines: Lines, read: Read) -> Changes:
    """Give a thing a new name; `read` reads a page. Raises RenameError where the new name is no good."""
    holder = things.holder(site, thing.span.path)
    if span(site, page, thing, lines) is None or (holder is None and thing.kind != "citation"):
        raise RenameError(
            "only a citation key, a term, a heading, an id or a link to a page can be renamed here"
        )
    if thing.kind == "citation" or holder is None:
        return citation_key(site, thing.name, new, lines)
    if thing.kind == "heading":
        return headings.rename(site, holder, thing, new.strip(), lines, read)
    if thing.kind == "id":
        return ids.rename(site, holder, thing.name, new.strip(), lines)
    return _named(site, holder, thing, new, lines)


def _named(site: Site, page: Page, thing: Thing, new: str, lines: Lines) -> Changes:
    """The same of what only a page can name: a term, another page, or an id of its own."""
    if thing.kind in ("term", "slug"):
        return vocabulary.rename(site, page, thing, new.strip(), lines)
    path = paths.split(thing.name)[0]
    if not path:
        return ids.rename(site, page, paths.fragment(thing.name), new.strip().removeprefix("#"), lines)
    to = paths.resolve(page.src, new)
    if to is None or paths.split(new)[1]:
        raise RenameError(f'"{new}" is no page: write its path, such as {path}, without an anchor')
    return moves.pages(site, {thing.src: to}, lines)


def citation_key(site: Site, old: str, new: str, lines: Lines) -> Changes:
    """Another key for a source: in the bibliography, pages, front matter and records."""
    if not _KEY.fullmatch(new):
        raise RenameError(f'"{new}" is no citation key: write letters, digits, "-" and "_" only')
    if new != old and new in site.bibliography.by_key:
        raise RenameError(f'the key "{new}" belongs to another source already: choose one that is free')
    named = key_spans(site, with_snapshots(site), lines)
    spans = exact(lines, (span for key, span in named if key == old), old)
    return Changes(sorted({Edit(span, new) for span in spans}), {})
