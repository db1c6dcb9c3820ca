"""Renaming a heading, with every link to its anchor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from edition.lsp import paths
from edition.lsp.changes import Changes, Lines, RenameError
from edition.lsp.definition import links_to
from edition.lsp.position import Edit, Span, line_of
from edition.lsp.spans import of_mark, settled, with_snapshots
from edition.lsp.things import Thing
from edition.model import Document, Heading, Page, Site
from edition.patterns import late

_ID = late(r"[^\W\d][\w.:-]*")
_NO_ANCHOR = late(r"(?:_\d+)?")  # what headings without a letter or a digit are numbered by
_ATX = late(r"(?P<text>.*?)(?<![ ])(?P<rest>(?:[ ]+#+)?(?:[ ]+\{[^{}]*\})?(?:[ ]+#+)?[ ]*)$")
_OWN_ID = late(r"\{[^{}]*?#([\w.:-]+)[^{}]*\}[ #]*$")

Read = Callable[[str], Document]


def span(line: str, whole: Span) -> Span:
    """The text of a heading on its line, or its own id."""
    if own := _OWN_ID.search(line):
        return Span(whole.path, whole.line, own.start(1) + 1, own.end(1) + 1)
    start = whole.start - 1
    start += len(line) - start - len(line[start:].lstrip("# "))
    found = _ATX.match(line, start)
    end = found.end("text") if found else len(line)
    return Span(whole.path, whole.line, start + 1, end + 1)


def rename(site: Site, page: Page, thing: Thing, new: str, lines: Lines, read: Read) -> Changes:
    """Another text for a heading, and its new anchor in every link to it; or, where the heading has an id
    of its own, another id in every language."""
    place = span(line_of(lines(page.path), thing.span.line), thing.span)
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
    """The fragment of each link and each redirect to an anchor of a page."""
    found = [*links_to(site, with_snapshots(site), src, old), *_redirects(site, src, old)]
    for whole, target in found:
        length = len(target.partition("#")[2])
        if exact := settled(whole, line_of(lines(whole.path), whole.line), target):
            yield Edit(Span(exact.path, exact.line, exact.end - length, exact.end), new)


def _redirects(site: Site, src: str, anchor: str) -> Iterator[tuple[Span, str]]:
    for _, to in site.settings.redirects:
        if paths.split(to.name)[0] == src and paths.fragment(to.name) == anchor:
            yield of_mark(site.settings.path, to), to.name


def _own_id(site: Site, page: Page, old: str, new: str, lines: Lines) -> Changes:
    if not _ID.fullmatch(new):
        raise RenameError(
            f'"{new}" is no id: begin with a letter; then letters, digits, "-", "_", "." and ":"'
        )
    edits: set[Edit] = set()
    for twin in with_snapshots(site):
        if twin.src != page.src and not (page.language and twin.language and twin.slug == page.slug):
            continue
        if new != old and new in twin.document.ids:
            raise RenameError(f'{twin.path} has the id "{new}" already: choose one that is free')
        for each in twin.document.headings:
            own = _OWN_ID.search(line_of(lines(twin.path), each.place.line))
            if each.id == old and own and own[1] == old and not each.place.path:
                edits.add(Edit(Span(twin.path, each.place.line, own.start(1) + 1, own.end(1) + 1), new))
        edits.update(_retargeted(site, twin.src, old, new, lines))
    return Changes(sorted(edits), {})
