"""Pages and other files that get another path, with everything that leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from edition import terms
from edition.lsp import paths
from edition.lsp.changes import Changes, Lines, RenameError
from edition.lsp.definition import exact
from edition.lsp.position import Edit, Span, line_of
from edition.lsp.spans import of_mark, see_also, settled, target_span, with_snapshots
from edition.model import Link, Page, Site
from edition.patterns import late
from edition.targets import PAGE, SCHEME

_UNFIT = late(r"[\s\\:*?\"<>|#()\[\]{}%]")


def pages(site: Site, moved: Mapping[str, str], lines: Lines, all_languages: bool = True) -> Changes:
    """Other paths for pages or other files (`Page.src` -> new): they move with their counterparts in the
    other languages, and every link from and to them, mkdocs.yml and the marks of terms follow."""
    moves = dict(_mirrored(site, moved) if all_languages else moved)
    moves = {old: new for old, new in moves.items() if old != new}
    for old, new in moves.items():
        _require_fit(site, old, new, moves)
    edits = [*_links(site, moves, lines), *_config(site, moves, lines), *_terms(site, moves, lines)]
    folder = site.settings.docs_dir
    files = {f"{folder}/{old}": f"{folder}/{new}" for old, new in moves.items()}
    return Changes(sorted(set(edits)), files | dict(_snapshots(site, moves) if all_languages else ()))


def below(site: Site, old: str, new: str) -> dict[str, str]:
    """What moves when a file or a folder of the documentation becomes `new`: old path -> new path."""
    if old in site.files:
        return {old: new}
    return {src: new + src[len(old) :] for src in sorted(site.files) if src.startswith(f"{old}/")}


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
    if old in site.pages and not PAGE.search(new):
        raise RenameError(f'"{new}" is no page: its name has to end in ".md"')
    if _UNFIT.search(new):
        raise RenameError(f'"{new}" has a sign that no address can hold: write letters, digits, "-" and "/"')
    if (new in site.files or new in site.hidden) and new not in moves:
        raise RenameError(f"{new} exists already: choose a name that is free")
    if list(moves.values()).count(new) > 1:
        raise RenameError(f"two files would become {new}")
    for mark, _ in site.settings.redirects:
        if mark.name == new:
            place = f"{site.settings.path}:{mark.place.line}"
            raise RenameError(f"{place} redirects {new} to another page: remove that, or choose another name")


def _links(site: Site, moves: Mapping[str, str], lines: Lines) -> Iterator[Edit]:
    """Every link that would miss its file after the moves."""
    wanted: dict[Span, tuple[str, set[str]]] = {}
    for page in with_snapshots(site):
        for link in page.document.links:
            path, src = paths.split(link.target)[0], paths.meant(site, page, link)
            if path and src in site.files:
                line = line_of(lines(link.place.path or page.path), link.place.line)
                if found := settled(target_span(page, link), line, link.target):
                    new = _written(site, page, link, src, moves)
                    wanted.setdefault(paths.part(found, path), (path, set()))[1].add(new)
    for span, (old, written) in wanted.items():
        if len(written) > 1:
            raise RenameError(
                f"the link {span.path}:{span.line}:{span.start} is put into pages that would need different "
                f"addresses ({', '.join(sorted(written))}): write it from the root of the site"
            )
        yield from (Edit(span, new) for new in written if new != old)


def _written(site: Site, page: Page, link: Link, src: str, moves: Mapping[str, str]) -> str:
    """The path of a link to a file, as it has to be written after the moves."""
    path = paths.split(link.target)[0]
    here, to = page._replace(src=moves.get(page.src, page.src)), moves.get(src, src)
    if here.src == page.src and to == src:
        return path
    if paths.is_raw(link) or SCHEME.match(path):
        return paths.raw(site, here, to, path)
    if paths.resolve(here.src, path) == to:
        return path
    return f"/{to}" if path[0] == "/" else paths.relative(here.src, to)


def _config(site: Site, moves: Mapping[str, str], lines: Lines) -> Iterator[Edit]:
    """What mkdocs.yml names: in its navigation, as the aims of redirects, as style sheets and scripts."""
    settings = site.settings
    for mark in (*settings.nav, *(to for _, to in settings.redirects), *settings.assets):
        path = paths.split(mark.name)[0]
        if path in moves:
            line = line_of(lines(settings.path), mark.place.line)
            if found := settled(of_mark(settings.path, mark), line, mark.name):
                yield Edit(paths.part(found, path), moves[path])


def _terms(site: Site, moves: Mapping[str, str], lines: Lines) -> Iterator[Edit]:
    """`[[slug]]` and `see_also` of a page of the glossary that gets another slug."""
    of_terms = {page.src for page in terms.term_pages(site)}
    slugs = {_slug(old): _slug(new) for old, new in moves.items() if old in of_terms}
    slugs = {old: new for old, new in slugs.items() if old != new}
    if slugs:
        texts = list(with_snapshots(site))
        for slug, span in (*see_also(site, texts), *_marks(site, texts)):
            if slug in slugs:
                yield from (Edit(one, slugs[slug]) for one in exact(lines, [span], slug))


def _marks(site: Site, texts: Iterable[Page]) -> Iterator[tuple[str, Span]]:
    """Each mark of a term that says no name but a slug."""
    words = {
        language: {
            word.casefold()
            for term in terms.glossary(site, language).values()
            for word in (term.name, *term.forms)
        }
        for language in site.settings.languages
    }
    for page in texts:
        for mark in page.document.terms if page.language else ():
            if page.language and mark.name.casefold() not in words[page.language]:
                yield mark.name, of_mark(page.path, mark)


def _slug(src: str) -> str:
    return src.rpartition("/")[2].rpartition(".")[0]
