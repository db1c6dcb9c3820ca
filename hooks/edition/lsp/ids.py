"""Renaming an id that somebody wrote (`{#here}`, `<a id="here">`), with every link to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from edition.lsp import paths
from edition.lsp.changes import Changes, Lines, RenameError
from edition.lsp.position import Edit, Span, line_of
from edition.lsp.spans import of_mark, settled, target_span, with_snapshots
from edition.model import Mark, Page, Site
from edition.patterns import late

_ID = late(r"[^\W\d][\w.:-]*")


def written(page: Page, name: str) -> list[Mark]:
    """The marks of a page that give it an id; none where it is that of a heading without one of its own."""
    return [mark for mark in page.document.own_ids if mark.name == name]


def rename(site: Site, page: Page, old: str, new: str, lines: Lines) -> Changes:
    """Another id in a page, its translations, and all that share a snippet with it. Raises RenameError."""
    if not _ID.fullmatch(new):
        raise RenameError(
            f'"{new}" is no id: begin with a letter; then letters, digits, "-", "_", "." and ":"'
        )
    sharing = _sharing(site, page, old)
    edits: set[Edit] = set()
    for twin in sharing:
        if new != old and new in twin.document.ids:
            raise RenameError(f'{twin.path} has the id "{new}" already: choose one that is free')
        edits.update(_edit(twin, mark, new, lines) for mark in written(twin, old))
    edits.update(retargeted(site, {(twin.src, old): new for twin in sharing}, lines))
    return Changes(sorted(edits), {})


def retargeted(site: Site, anchors: Mapping[tuple[str, str], str], lines: Lines) -> Iterator[Edit]:
    """The fragment of each link and each redirect to an anchor that becomes another: (`Page.src`, old) -> new.

    Raises RenameError where a link in a snippet means more than one of them.
    """
    wanted: dict[Span, tuple[str, set[str]]] = {}
    for span, target, src in (*_links(site), *_redirects(site)):
        old = paths.fragment(target)
        wanted.setdefault(span, (target, set()))[1].add(anchors.get((src, old), old))
    for span, (target, news) in wanted.items():
        if len(news) > 1:
            raise RenameError(
                f"the link {span.path}:{span.line}:{span.start} is put into pages in which it would need different "
                f"anchors ({', '.join(sorted(news))}): give the heading an id of its own first"
            )
        (new,) = news
        exact = settled(span, line_of(lines(span.path), span.line), target)
        if exact and new != paths.fragment(target):
            yield Edit(replace(exact, start=exact.end - len(target.partition("#")[2])), new)


def _links(site: Site) -> Iterator[tuple[Span, str, str]]:
    """Each link to an anchor: where it stands, its target as written, and the file that it means."""
    for page in with_snapshots(site):
        for link in page.document.links if "#" in page.document.text else ():
            if "#" in link.target:
                yield target_span(page, link), link.target, paths.meant(site, page, link) or ""


def _redirects(site: Site) -> Iterator[tuple[Span, str, str]]:
    for _, to in site.settings.redirects:
        if "#" in to.name:
            yield of_mark(site.settings.path, to), to.name, paths.split(to.name)[0]


def _edit(page: Page, mark: Mark, new: str, lines: Lines) -> Edit:
    span = of_mark(page.path, mark)
    found = settled(span, line_of(lines(span.path), span.line), mark.name)
    if found is None:
        raise RenameError(
            f"{span.path}:{span.line} writes the id in a way that cannot be followed: edit it by hand"
        )
    return Edit(found, new)


def _sharing(site: Site, page: Page, name: str) -> list[Page]:
    """The page, its translations and the texts that they were made from; with them all pages that have the id from
    a snippet that one of them has it from, and their translations."""
    texts = list(with_snapshots(site))
    groups, files = {_group(page)}, set[str]()
    while True:
        found = [each for each in texts if _group(each) in groups or files & _files(each, name)]
        before = len(groups) + len(files)
        groups, files = (
            {_group(each) for each in found},
            {file for each in found for file in _files(each, name)},
        )
        if len(groups) + len(files) == before:
            return found


def _group(page: Page) -> tuple[bool, str]:
    """What a page has in common with its translations alone."""
    return page.language is not None, page.slug


def _files(page: Page, name: str) -> set[str]:
    """The files that give a page an id, if it is from a snippet or the page is one."""
    return (
        {mark.place.path or page.path for mark in written(page, name)}
        if name in page.document.text
        else set()
    )
