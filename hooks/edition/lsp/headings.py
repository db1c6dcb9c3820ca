"""Renaming a heading, with every link to its anchor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from edition.lsp import ids
from edition.lsp.changes import Changes, Lines, RenameError
from edition.lsp.position import Edit, Span, line_of
from edition.lsp.things import Thing
from edition.model import Document, Heading, Page, Site
from edition.patterns import late

_NO_ANCHOR = late(r"(?:_\d+)?")  # what headings without a letter or a digit are numbered by
_ATX = late(r"(?P<text>.*?)(?<![ ])(?P<rest>(?:[ ]+#+)?(?:[ ]+\{[^{}]*\})?(?:[ ]+#+)?[ ]*)$")
_OWN_ID = late(r"\{[^{}]*?#([\w.:-]+)[^{}]*\}[ #]*$")

Read = Callable[[str, Mapping[str, str]], Document]  # of a page; other texts of snippets by their paths


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
    """Another text for a heading of a page, or of a snippet in it, and its new anchor in every link to it; or, where
    the heading has an id of its own, another id in every language."""
    path, line = thing.span.path, line_of(lines(thing.span.path), thing.span.line)
    if _OWN_ID.search(line):
        return ids.rename(site, page, thing.name, new, lines)
    if not new or "\n" in new:
        raise RenameError("a heading needs a text of one line")
    edit = Edit(span(line, thing.span), new)
    own = lines(path)
    text = "\n".join([*own[: edit.span.line - 1], _applied(line, edit), *own[edit.span.line :]])
    anchors: dict[tuple[str, str], str] = {}
    for holder in [each for each in site.pages.values() if path in (each.path, *each.document.places.files)]:
        after = read(text if holder.path == path else "\n".join(lines(holder.path)), {path: text}).headings
        anchors |= {(holder.src, old): anchor for old, anchor in _anchors(holder, after, new)}
    return Changes(sorted({edit, *ids.retargeted(site, anchors, lines)}), {})


def _applied(line: str, edit: Edit) -> str:
    return line[: edit.span.start - 1] + edit.new + line[edit.span.end - 1 :]


def _anchors(page: Page, after: Sequence[Heading], new: str) -> Iterator[tuple[str, str]]:
    """Each anchor that is another now: a repeated heading can change the anchors of others."""
    before = page.document.headings
    if [each.level for each in before] != [each.level for each in after]:
        raise RenameError(f'"{new}" would not be a heading any more: write it without Markdown signs')
    for one, two in zip(before, after, strict=True):
        if one.id != two.id:
            if _NO_ANCHOR.fullmatch(two.id):
                raise RenameError(f'"{two.text}" gives no anchor: write at least one letter or digit')
            yield one.id, two.id
