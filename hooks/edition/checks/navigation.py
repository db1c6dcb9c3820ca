"""mkdocs.yml: a navigation that names each page once, and redirects that lead from nowhere to somewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from edition.checks import generated
from edition.model import Fix, Mark, Page, Site
from edition.near import nearest_path
from edition.places import Place
from edition.rules import Finding, advice, did_you_mean, rule
from edition.targets import PAGE, SCHEME, split

FAMILY = "links"

# Plugins that make a navigation of their own, or pages that no navigation names.
_OWN_NAVIGATION = frozenset(
    ("awesome-pages", "awesome-nav", "literate-nav", "section-index", "blog", "gen-files", "monorepo", "multirepo",
     "autonav", "nav-weight", "navigation", "mkdocs-simple-nav", "ezlinks-nav", "autolinks-nav", "material/blog")
)  # fmt: skip


def _hint(wrong: str, site: Site) -> str:
    near = nearest_path(wrong, [*site.pages])
    return f'did you mean "{near}"?' if near else ""


@rule
def missing_nav_page(site: Site) -> Iterator[Finding]:
    """What the navigation names must be there, or a reader never gets to it.

    It names pages by their files; an address within the site is none, and MkDocs warns of it.

    Bad: `- paper/methods.md` under `nav:` in mkdocs.yml
    Good: `- paper/method.md`
    """
    for mark, named in (each for titles in site.settings.nav_titles for each in titles):
        if named == "":
            message = f'the entry "{mark.name}" of nav leads nowhere'
            yield Finding(site.settings.path, mark.place, message, "name a page, or remove it")
    for mark in site.settings.nav:
        path = posixpath.normpath(mark.name.lstrip("/"))
        if mark.name.startswith("/") and PAGE.search(path) and path in site.files:
            message = f'"{mark.name}" of nav begins at the root of the host, and is taken for another site'
            fix = Fix(mark.name, path)
            yield Finding(site.settings.path, mark.place, message, f'write "{path}"', fix)
        if SCHEME.match(mark.name) or path in site.files or _is_elsewhere(mark.name, path, site):
            continue
        hidden = site.hidden.get(path, "")
        if _is_folder(path, site):
            yield _folder(mark, path, site)
        elif hidden:
            message = f'page "{mark.name}" of nav is kept out of the site ({hidden})'
            yield Finding(site.settings.path, mark.place, message, "name another, or build it")
        else:
            message = f'page "{mark.name}" of nav does not exist'
            yield Finding(site.settings.path, mark.place, message, _hint(path.partition("#")[0], site))


def _folder(mark: Mark, path: str, site: Site) -> Finding:
    index = next((src for name in ("index.md", "README.md") if (src := f"{path}/{name}") in site.files), "")
    advice = f'write "{index}"' if index else "name its pages"
    fix = Fix(mark.name, index) if index else None
    return Finding(site.settings.path, mark.place, f'"{mark.name}" of nav is a folder', advice, fix)


def _is_elsewhere(name: str, path: str, site: Site) -> bool:
    """Whether a name in nav is one from the root of the host, of a translated page, or for a plugin."""
    if name.startswith("/") and not PAGE.search(path) and f"{path}.md" not in site.files:
        return True
    if any(language.src(path) in site.files for language in site.settings.languages):
        return True
    if site.settings.plugins & _OWN_NAVIGATION and (name.endswith("/") or "*" in name or name[:3] == "..."):
        return True
    return generated.path(site, path)


def _is_folder(path: str, site: Site) -> bool:
    """Whether a name in nav is a folder of the documentation, which no plugin turns into its pages."""
    if PAGE.search(path) or path in site.files or site.settings.plugins & _OWN_NAVIGATION:
        return False
    return any(src.startswith(f"{path}/") for src in site.files)


@rule
def nav_repeated(site: Site) -> Iterator[Finding]:
    """A page stands once in the navigation: otherwise previous and next go astray.

    Bad: `- method.md` twice under `nav:`
    Good: once
    """
    first: dict[str, Mark] = {}
    for mark in site.settings.nav:
        known = first.setdefault(mark.name, mark)
        if known is not mark and not SCHEME.match(mark.name):
            message = f'"{mark.name}" stands in nav twice, first at line {known.place.line}'
            yield Finding(site.settings.path, mark.place, message, "keep one")


@advice
def nav_title(site: Site) -> Iterator[Finding]:
    """Two entries of one list of the navigation with the same words cannot be told apart by a reader.

    Bad: `- Method: method.md` and `- Method: data.md` in one section of `nav:`
    Good: `- Method: method.md` and `- Data: data.md`
    """
    for titles in site.settings.nav_titles:
        first: dict[str, Mark] = {}
        for mark, named in titles:
            known = first.setdefault(mark.name.strip().casefold(), mark)
            if known is not mark and named not in _named_so(titles, known):
                message = (
                    f'the title "{mark.name}" stands twice in this list, first at line {known.place.line}'
                )
                yield Finding(site.settings.path, mark.place, message, "give one of them another")


def _named_so(titles: tuple[tuple[Mark, str | None], ...], known: Mark) -> set[str]:
    """What a title names, if that is a page: nav-repeated speaks of one that stands there twice."""
    return {named for mark, named in titles if mark is known and named}


@advice
def omitted_page(site: Site) -> Iterator[Finding]:
    """A page that no navigation names is found by those alone who know that it is there.

    `not_in_nav` in mkdocs.yml names what is meant to stand outside of it.

    Bad: `docs/en/paper/method.md` in no entry of `nav:`
    Good: `- en/paper/method.md`; the other languages follow
    """
    nav = {posixpath.normpath(mark.name.lstrip("/")) for mark in site.settings.nav}
    if not nav & site.pages.keys() or site.settings.plugins & _OWN_NAVIGATION:
        return
    folders = tuple(
        name.rstrip("*") if name.endswith("*") else f"{name}/" for name in nav - site.pages.keys()
    )
    listed = {site.pages[name].language for name in nav & site.pages.keys()}
    redirected = {mark.name for mark, _ in site.settings.redirects}
    for name in nav - site.files:  # missing-nav-page says what should stand there
        slipped = f"{name.partition('#')[0].removesuffix('.html')}.md"
        nav |= {nearest_path(name, [*site.pages]) if PAGE.search(name) else slipped}
    for page in site.pages.values():
        named = {page.src, page.slug}
        if page.language not in listed:  # its navigation follows that of another language
            named |= {other.src for other in site.translations.get(page.slug, {}).values()}
        if nav & named or page.src in site.not_in_nav or page.src in redirected:
            continue
        if not (folders and page.src.startswith(folders)) and not _made_to_stand_alone(page):
            message = "this page is not in nav"
            yield Finding(
                page.path, Place(1, 1), message, f"add it to {site.settings.path}, or to not_in_nav"
            )


def _made_to_stand_alone(page: Page) -> bool:
    name = posixpath.basename(page.src)
    hidden = page.document.front_matter.data.get("hide")
    return (
        name in ("404.md", "tags.md")
        or page.slug == "index.md"
        or (isinstance(hidden, list) and "all" in hidden)
    )


@advice
def unmatched_pattern(site: Site) -> Iterator[Finding]:
    """A page or folder that mkdocs.yml keeps out of the site or out of `nav` is there; otherwise its name was misspelt
    or it has moved, and another is published or missed.

    Patterns with `*`, `?` or `!` may match nothing yet.

    Bad: `internall/` under `exclude_docs:` while the folder is called `internal/`
    Good: `internal/`
    """
    listed = (*site.settings.excluded, *site.settings.drafts, *site.settings.not_in_nav)
    plain = [name for name in listed if not set("*?[!\\") & set(name) and not name.startswith(".")]
    there = {*site.files, *site.hidden} if plain else set()
    named = {part for path in there for part in _parts(path)}
    for name in plain:
        place = _line_of(site, name)
        if place and name.strip("/") not in named:
            message = f'no page and no folder is called "{name}"'
            yield Finding(site.settings.path, place, message, did_you_mean(name.strip("/"), sorted(named)))


def _parts(path: str) -> Iterator[str]:
    """All that a pattern can call a path or a folder in which it is: `a/b.md`, `b.md`, `a`."""
    names = path.split("/")
    for end in range(1, len(names) + 1):
        yield "/".join(names[:end])
        yield names[end - 1]


def _line_of(site: Site, name: str) -> Place | None:
    """Where mkdocs.yml has a pattern on a line of its own."""
    for number, line in enumerate(site.rest.text(site.settings.path).split("\n"), 1):
        if line.strip() == name:
            return Place(number, len(line) - len(line.lstrip()) + 1)
    return None


@rule
def redirect_target(site: Site) -> Iterator[Finding]:
    """A redirect that leads nowhere is worse than none: it promises that the page has moved.

    Bad: `old.md: metod.md` under `redirect_maps:` in mkdocs.yml
    Good: `old.md: method.md`
    """
    ends = _ends(_leads(site))
    for _, target in site.settings.redirects:
        path, fragment = split(target.name)
        if not target.name or path.startswith("/"):
            yield _from_the_root(site, target)
            continue
        if SCHEME.match(target.name) or not path:
            continue
        page = site.pages.get(posixpath.normpath(path))
        if page is None and path in ends:
            if end := ends[path]:  # redirect-loop speaks of those that do not end
                message = f'the redirect leads to "{target.name}", which is redirected itself'
                yield Finding(
                    site.settings.path, target.place, message, f'write "{end}"', Fix(target.name, end)
                )
        elif page is None and path not in site.files:
            message = f'the redirect leads to "{target.name}", which does not exist'
            yield Finding(site.settings.path, target.place, message, _hint(path, site))
        elif page is None or generated.content(page, site):
            continue
        elif fragment and fragment not in page.document.ids:
            message = f'the redirect leads to "#{fragment}", which is not on {page.path}'
            yield Finding(
                site.settings.path, target.place, message, did_you_mean(fragment, sorted(page.document.ids))
            )


def _from_the_root(site: Site, target: Mark) -> Finding:
    """A target that is empty, or begins at the root of the host: the plugin knows pages by their files alone."""
    if not target.name:
        return Finding(site.settings.path, target.place, "the redirect leads nowhere", "name a page")
    message = f'the redirect leads to "{target.name}", which is no file of the documentation'
    right = target.name.lstrip("/")
    if split(right)[0] in site.pages:
        return Finding(site.settings.path, target.place, message, f'write "{right}"', Fix(target.name, right))
    return Finding(site.settings.path, target.place, message, _hint(split(right)[0], site))


@rule
def redirect_source(site: Site) -> Iterator[Finding]:
    """A redirect from a page that is there hides the page, or is overwritten by it; from what is no page there is none.

    Bad: `method.md: new.md` under `redirect_maps:` while docs/method.md is there
    Good: the redirect alone, or the page alone
    """
    for source, _ in site.settings.redirects:
        if not PAGE.search(source.name):
            message = f'the redirect from "{source.name}" is made for no page'
            if "#" in source.name:
                hint = "no redirect begins at an anchor; redirect the page, or give the heading this id"
                yield Finding(site.settings.path, source.place, message, hint)
                continue
            right = f"{source.name.strip('/').removesuffix('.html')}.md"
            yield Finding(
                site.settings.path, source.place, message, f'write "{right}"', Fix(source.name, right)
            )
        elif source.name.startswith("/"):
            message = f'the redirect from "{source.name}" would be written outside of the site'
            right = source.name.lstrip("/")
            yield Finding(
                site.settings.path, source.place, message, f'write "{right}"', Fix(source.name, right)
            )
        elif source.name in site.pages:
            message = f'the redirect from "{source.name}" hides a page that is there'
            yield Finding(site.settings.path, source.place, message, "remove the redirect, or the page")


@rule
def redirect_loop(site: Site) -> Iterator[Finding]:
    """Redirects that lead to one another never arrive.

    Bad: `a.md: b.md` and `b.md: a.md`
    Good: `a.md: c.md` and `b.md: c.md`
    """
    ends = _ends(_leads(site))
    for source, target in site.settings.redirects:
        if ends.get(source.name) == "" and target.name:
            message = f'the redirect from "{source.name}" never arrives'
            yield Finding(site.settings.path, target.place, message, "lead it to a page")


def _leads(site: Site) -> dict[str, str]:
    return {source.name: target.name for source, target in site.settings.redirects}


def _ends(leads: Mapping[str, str]) -> dict[str, str]:
    """Where each redirect leads at last, "" where it comes back; each is followed once."""
    ends: dict[str, str] = {}
    for source in leads:
        name, way = source, dict[str, None]()
        while (page := name.partition("#")[0]) in leads and page not in way and page not in ends:
            way[page] = None
            name = leads[page]
        ends |= dict.fromkeys(way, "" if page in way else ends.get(page, name))
    return ends
