"""Renaming a page, a heading or a citation key, with everything that names it.

Each function returns all edits, in the texts as they are, and the files that move after that; or it
raises RenameError and nothing is to be done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from edition import terms
from edition.lsp import paths
from edition.lsp.definition import Lines, exact, links_to
from edition.lsp.position import Edit, Span, line_of
from edition.lsp.things import Thing, key_spans, see_also, settled, target_span
from edition.model import Document, Heading, Page, Site

_KEY = re.compile(r"[A-Za-z0-9_](?:[\w-]*\w)?", re.A)
_ID = re.compile(r"[^\W\d][\w.:-]*")
_NO_ANCHOR = re.compile(r"(?:_\d+)?")  # what headings without a letter or a digit are numbered by
_UNFIT = re.compile(r"[\s\\:*?\"<>|#()\[\]{}%]")
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_ATX = re.compile(r"(?P<text>.*?)(?P<rest>(?:[ ]+#+)?(?:[ ]+\{[^{}]*\})?(?:[ ]+#+)?[ ]*)$")
_OWN_ID = re.compile(r"\{[^{}]*?#([\w.:-]+)[^{}]*\}[ #]*$")


Read = Callable[[str], Document]


class RenameError(Exception):
    """A new name that cannot be used; the message says why and what to write instead."""


class Changes(NamedTuple):
    """All edits, and the files that move after them: old path -> new path in the project."""

    edits: list[Edit]
    moves: dict[str, str]


def span(site: Site, page: Page | None, thing: Thing, lines: Lines) -> Span | None:
    """What of a thing can be renamed; `None`: nothing."""
    if thing.kind == "citation":
        return thing.span if thing.name in site.bibliography.by_key else None
    if thing.kind == "heading" and page:
        return _heading_span(line_of(lines(page.path), thing.span.line), thing.span)
    if thing.kind == "link" and page and paths.resolve(page.src, thing.name) in site.pages:
        path = paths.split(thing.name)[0]
        return thing.span if not path else _part(thing.span, path)
    return None


def rename(site: Site, page: Page | None, thing: Thing, new: str, lines: Lines, read: Read) -> Changes:
    """Give a thing a new name; `read` reads a page. Raises RenameError where the new name is no good."""
    if span(site, page, thing, lines) is None or (page is None and thing.kind != "citation"):
        raise RenameError("only a citation key, a heading or a link to a page can be renamed here")
    if thing.kind == "citation" or page is None:
        return citation_key(site, thing.name, new, lines)
    if thing.kind == "heading":
        return heading(site, page, thing, new.strip(), lines, read)
    path = paths.split(thing.name)[0]
    src, to = paths.resolve(page.src, thing.name), paths.resolve(page.src, new)
    if not path or src is None or to is None or paths.split(new)[1]:
        raise RenameError(
            f'"{new}" is no page: write its path, such as {path or page.slug}, without an anchor'
        )
    return pages(site, {src: to}, lines)


def citation_key(site: Site, old: str, new: str, lines: Lines) -> Changes:
    """Another key for a source: in the bibliography, pages, front matter and records."""
    if not _KEY.fullmatch(new):
        raise RenameError(f'"{new}" is no citation key: write letters, digits, "-" and "_" only')
    if new != old and new in site.bibliography.by_key:
        raise RenameError(f'the key "{new}" belongs to another source already: choose one that is free')
    spans = exact(lines, (span for key, span in key_spans(site) if key == old), old)
    return Changes(sorted({Edit(span, new) for span in spans}), {})


def heading(site: Site, page: Page, thing: Thing, new: str, lines: Lines, read: Read) -> Changes:
    """Another text for a heading, and its new anchor in every link to it; or, where the heading has an id
    of its own, another id in every language."""
    place = _heading_span(line_of(lines(page.path), thing.span.line), thing.span)
    if _OWN_ID.search(line_of(lines(page.path), thing.span.line)):
        return _own_id(site, page, thing.name, new, lines)
    if not new or "\n" in new:
        raise RenameError("a heading needs a text of one line")
    edit = Edit(place, new)
    own = lines(page.path)
    text = "\n".join([*own[: place.line - 1], _applied(own[place.line - 1], edit), *own[place.line :]])
    before = page.document.headings
    after = read(text).headings
    if len(before) != len(after) or any(
        one.level != two.level for one, two in zip(before, after, strict=True)
    ):
        raise RenameError(f'"{new}" would not be a heading any more: write it without Markdown signs')
    return Changes(sorted({edit, *_anchors(site, page, before, after, lines)}), {})


def pages(site: Site, moved: Mapping[str, str], lines: Lines, all_languages: bool = True) -> Changes:
    """Other paths for pages or other files (`Page.src` -> new): they move with their counterparts in the
    other languages, and every link from and to them, `nav` and the marks of terms follow."""
    moves = dict(_mirrored(site, moved) if all_languages else moved)
    moves = {old: new for old, new in moves.items() if old != new}
    for old, new in moves.items():
        _require_fit(site, old, new, moves)
    edits = [*_links(site, moves, lines), *_nav(site, moves, lines), *_terms(site, moves, lines)]
    folder = site.settings.docs_dir
    files = {f"{folder}/{old}": f"{folder}/{new}" for old, new in moves.items()}
    return Changes(sorted(set(edits)), files | dict(_snapshots(site, moves) if all_languages else ()))


def below(site: Site, old: str, new: str) -> dict[str, str]:
    """What moves when a file or a folder of the documentation becomes `new`: old path -> new path."""
    if old in site.files:
        return {old: new}
    return {src: new + src[len(old) :] for src in sorted(site.files) if src.startswith(f"{old}/")}


def _heading_span(line: str, whole: Span) -> Span:
    """The text of a heading on its line, or its own id."""
    if own := _OWN_ID.search(line):
        return Span(whole.path, whole.line, own.start(1) + 1, own.end(1) + 1)
    start = whole.start - 1
    start += len(line) - start - len(line[start:].lstrip("# "))
    found = _ATX.match(line, start)
    end = found.end("text") if found else len(line)
    return Span(whole.path, whole.line, start + 1, end + 1)


def _applied(line: str, edit: Edit) -> str:
    return line[: edit.span.start - 1] + edit.new + line[edit.span.end - 1 :]


def _anchors(
    site: Site, page: Page, before: Iterable[Heading], after: Iterable[Heading], lines: Lines
) -> Iterator[Edit]:
    """Every link to an anchor that is another now: a repeated heading can change the anchors of others."""
    for one, two in zip(before, after, strict=True):
        if one.id != two.id:
            if _NO_ANCHOR.fullmatch(two.id):
                raise RenameError(f'"{two.text}" gives no anchor: write at least one letter or digit')
            yield from _retargeted(site, page.src, one.id, two.id, lines)


def _retargeted(site: Site, src: str, old: str, new: str, lines: Lines) -> Iterator[Edit]:
    for span, target in links_to(site, src, old):
        fragment = target.partition("#")[2]
        if target and line_of(lines(span.path), span.line).startswith(target, span.start - 1):
            yield Edit(Span(span.path, span.line, span.end - len(fragment), span.end), new)


def _own_id(site: Site, page: Page, old: str, new: str, lines: Lines) -> Changes:
    if not _ID.fullmatch(new):
        raise RenameError(
            f'"{new}" is no id: begin with a letter; then letters, digits, "-", "_", "." and ":"'
        )
    twins = site.translations.get(page.slug, {}).values() if page.language else (page,)
    edits: set[Edit] = set()
    for twin in twins:
        if new != old and new in twin.document.ids:
            raise RenameError(f'{twin.path} has the id "{new}" already: choose one that is free')
        for each in twin.document.headings:
            own = _OWN_ID.search(line_of(lines(twin.path), each.place.line))
            if each.id == old and own and own[1] == old and not each.place.path:
                edits.add(Edit(Span(twin.path, each.place.line, own.start(1) + 1, own.end(1) + 1), new))
        edits.update(_retargeted(site, twin.src, old, new, lines))
    return Changes(sorted(edits), {})


def _part(span: Span, path: str) -> Span:
    return Span(span.path, span.line, span.start, span.start + len(path))


def _mirrored(site: Site, moved: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The moves, and those of the counterparts in the other languages."""
    for old, new in moved.items():
        yield old, new
        page = site.pages.get(old)
        if page is None or page.language is None or not page.language.folder:
            continue
        folder = f"{page.language.folder}/"
        if not new.startswith(folder):
            raise RenameError(f"{old} is a page in {page.language.name}: it has to stay below {folder}")
        for twin in site.translations[page.slug].values():
            if twin.src not in moved and twin.language:
                yield twin.src, f"{twin.language.folder}/{new.removeprefix(folder)}"


def _snapshots(site: Site, moves: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The texts from which translations were made lie under the names of their pages."""
    for old, new in moves.items():
        page = site.pages.get(old)
        if page and page.language and old in site.snapshots:
            folder = f"{site.settings.translations.rstrip('/')}/{page.language.code}"
            yield f"{folder}/{page.slug}", f"{folder}/{new.removeprefix(f'{page.language.folder}/')}"


def _require_fit(site: Site, old: str, new: str, moves: Mapping[str, str]) -> None:
    if old in site.pages and not new.endswith(_MARKDOWN):
        raise RenameError(f'"{new}" is no page: its name has to end in ".md"')
    if _UNFIT.search(new):
        raise RenameError(f'"{new}" has a sign that no address can hold: write letters, digits, "-" and "/"')
    if new in site.files and new not in moves:
        raise RenameError(f"{new} exists already: choose a name that is free")
    if list(moves.values()).count(new) > 1:
        raise RenameError(f"two files would become {new}")


def _links(site: Site, moves: Mapping[str, str], lines: Lines) -> Iterator[Edit]:
    """Every link that would miss its file after the moves. Raw HTML counts from the built page: left alone."""
    for page in site.pages.values():
        here = moves.get(page.src, page.src)
        for link in page.document.links:
            path, src = paths.split(link.target)[0], paths.resolve(page.src, link.target)
            if not path or src not in site.files or link.place.path or link.kind.startswith("html-"):
                continue
            to = moves.get(src, src)
            if paths.resolve(here, path) == to:
                continue
            line = line_of(lines(page.path), link.place.line)
            if found := settled(target_span(page, link), line, link.target):
                new = f"/{to}" if path[0] == "/" else paths.relative(here, to)
                yield Edit(_part(found, path), new)


def _nav(site: Site, moves: Mapping[str, str], lines: Lines) -> Iterator[Edit]:
    for mark in site.settings.nav:
        if mark.name in moves:
            path, place = site.settings.path, mark.place
            wanted = Span(path, place.line, place.col, place.col + len(mark.name))
            if found := settled(wanted, line_of(lines(path), place.line), mark.name):
                yield Edit(found, moves[mark.name])


def _terms(site: Site, moves: Mapping[str, str], lines: Lines) -> Iterator[Edit]:
    """`[[slug]]` and `see_also` of a page of the glossary that gets another slug."""
    pages_of_terms = {page.src for page in terms.term_pages(site)}
    slugs = {_slug(old): _slug(new) for old, new in moves.items() if old in pages_of_terms}
    for slug, span in see_also(site) if slugs else ():
        if slug in slugs:
            yield from (Edit(one, slugs[slug]) for one in exact(lines, [span], slug))
    for language in site.settings.languages if slugs else ():
        found = terms.glossary(site, language)
        words = {word.casefold() for term in found.values() for word in (term.name, *term.forms)}
        for page in site.pages_of(language):
            for mark in page.document.terms:
                if mark.name in slugs and mark.name not in words and not mark.place.path:
                    start = mark.place.col
                    span = Span(page.path, mark.place.line, start, start + len(mark.name))
                    yield from (Edit(one, slugs[mark.name]) for one in exact(lines, [span], mark.name))


def _slug(src: str) -> str:
    return src.rpartition("/")[2].rpartition(".")[0]
