"""Links and images: everything that a page points to is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from edition.model import Link, Page, Site
from edition.rules import Finding, did_you_mean, nearest, rule

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
# Anchors that the theme and its extensions make, not the page.
_MADE_BY_THEME = re.compile(r"(?:top|__skip)$|tag:|__tabbed_|__codelineno-")
_PAGE = re.compile(r"\.(?:md|markdown|mdown|mkdn|mkd)$")


def _split(target: str) -> tuple[str, str | None]:
    """Path and fragment of a target; the fragment is `None` where there is no `#`."""
    path, hash_sign, fragment = target.partition("#")
    return unquote(path.partition("?")[0]), unquote(fragment) if hash_sign else None


def resolve(page: Page, target: str) -> str:
    """What a relative target means, as a path in the documentation folder."""
    path, _ = _split(target)
    if path.startswith("/"):
        return path.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.src), path)) if path else page.src


def _local(page: Page, kinds: tuple[str, ...]) -> Iterator[Link]:
    for link in page.document.links:
        if link.kind in kinds and not _SCHEME.match(link.target):
            yield link


def _markdown_links(site: Site, kind: str) -> Iterator[tuple[Page, Link, str]]:
    """Each local target of Markdown with the path that it means."""
    for page in site.pages.values():
        for link in _local(page, (kind,)):
            if site.settings.absolute_links or not link.target.startswith("/"):
                yield page, link, resolve(page, link.target)


def _near(site: Site, page: Page, wrong: str, pages: bool, folder: str | None = None) -> str:
    """Advice: the nearest target in the language of the page, relative to it or to `folder`."""
    folder = posixpath.dirname(page.src) if folder is None else folder
    candidates = {}
    for src in sorted(site.files):
        other = site.pages.get(src)
        if (other is not None) == pages and (other is None or other.language == page.language):
            candidates[src] = posixpath.relpath(src, folder or ".").replace(" ", "%20")
    name = posixpath.basename(wrong)
    by_name = [src for src in candidates if posixpath.basename(src) == name]
    near = by_name[0] if len(by_name) == 1 else nearest(wrong, by_name) or nearest(wrong, candidates)
    return f'did you mean "{candidates[near]}"?' if near else ""


@rule
def missing_page(site: Site) -> Iterator[Finding]:
    """A link to a page leads to a Markdown file that is there.

    Bad: `[Method](methods.md)`
    Good: `[Method](method.md)`
    """
    for page, link, path in _markdown_links(site, "link"):
        if _is_page(link.target, path) and path not in site.files:
            wrong = path if _PAGE.search(path) else path.rstrip("/") + ".md"
            advice = _near(site, page, wrong, pages=True)
            yield Finding(page.path, link.place, f'page "{link.target}" does not exist', advice)


def _is_page(target: str, path: str) -> bool:
    """Whether a target means a page: a Markdown file, or a path without any suffix."""
    return bool(_PAGE.search(path)) or (not posixpath.splitext(path)[1] and bool(_split(target)[0]))


@rule
def missing_nav_page(site: Site) -> Iterator[Finding]:
    """What the navigation names must be there, or a reader never gets to it.

    Bad: `- paper/methods.md` under `nav:` in mkdocs.yml
    Good: `- paper/method.md`
    """
    for mark in site.settings.nav:
        path = mark.name.lstrip("/")
        if not _PAGE.search(path) or _SCHEME.match(path) or path in site.files:
            continue
        advice = did_you_mean(path, site.pages)
        yield Finding(site.settings.path, mark.place, f'page "{mark.name}" of nav does not exist', advice)


@rule
def missing_file(site: Site) -> Iterator[Finding]:
    """A download that is offered must be there.

    Bad: `[The data](data/clams.csv)`
    Good: `[The data](data/claims.csv)`
    """
    for page, link, path in _markdown_links(site, "link"):
        if not _is_page(link.target, path) and path not in site.files:
            advice = _near(site, page, path, pages=False)
            yield Finding(page.path, link.place, f'file "{link.target}" does not exist', advice)


@rule
def missing_image(site: Site) -> Iterator[Finding]:
    """An image that is shown must be there.

    Bad: `![The routes](../img/rotues.svg)`
    Good: `![The routes](../img/routes.svg)`
    """
    for page, link, path in _markdown_links(site, "image"):
        if path not in site.files:
            advice = _near(site, page, path, pages=False)
            yield Finding(page.path, link.place, f'image "{link.target}" does not exist', advice)


@rule
def absolute_link(site: Site) -> Iterator[Finding]:
    """A link from the root of a host breaks as soon as the site lives in a folder of that host.

    Applies where mkdocs.yml says `absolute_links: warn` under `validation:`.

    Bad: `[Method](/en/paper/method.md)`
    Good: `[Method](paper/method.md)`
    """
    for page in site.pages.values() if not site.settings.absolute_links else ():
        for link in _local(page, ("link", "image")):
            path = resolve(page, link.target)
            if link.target.startswith("/"):
                found = next((src for src in (path, f"{path.rstrip('/')}.md") if src in site.files), "")
                right = posixpath.relpath(found, posixpath.dirname(page.src) or ".") if found else ""
                advice = f'write "{right}"' if right else "write it relative to this page"
                yield Finding(page.path, link.place, f'absolute link "{link.target}"', advice)


@rule
def missing_anchor(site: Site) -> Iterator[Finding]:
    """The part after `#` names a heading or an id of the page that is linked to.

    Bad: `[the window](method.md#the-windw)`
    Good: `[the window](method.md#the-window)`
    """
    for page in site.pages.values():
        for link in _local(page, ("link", "html-link")):
            _, fragment = _split(link.target)
            linked = site.pages.get(resolve(page, link.target))
            if not fragment or linked is None or fragment in linked.document.ids:
                continue
            if _MADE_BY_THEME.match(fragment):
                continue
            advice = did_you_mean(fragment, sorted(linked.document.ids))
            yield Finding(page.path, link.place, f'no heading or id "#{fragment}" in {linked.path}', advice)


@rule
def html_link(site: Site) -> Iterator[Finding]:
    """MkDocs leaves raw HTML alone: its links and images must fit the built site by themselves.

    Bad: `<a href="method.md">Method</a>`
    Good: `[Method](method.md)`
    """
    for page in site.pages.values():
        for link in _local(page, ("html-link", "html-image")):
            path, _ = _split(link.target)
            if not path or _in_built_site(site, page, path):
                continue
            if resolve(page, path) in site.files:
                message, advice = (
                    f'raw HTML target "{link.target}" is never rewritten',
                    "write it in Markdown",
                )
            else:
                message = f'raw HTML target "{link.target}" does not exist'
                advice = _near_raw(site, page, path)
            yield Finding(page.path, link.place, message, advice)


def _built_folder(page: Page) -> str:
    """The folder of a page in the built site, where `a.md` has become `a/index.html`."""
    folder = posixpath.splitext(page.src)[0]
    return posixpath.dirname(folder) if posixpath.basename(folder) in ("index", "README") else folder


def _built_path(page: Page, path: str) -> str:
    """What a path in raw HTML means in the built site."""
    return (
        path.lstrip("/")
        if path.startswith("/")
        else posixpath.normpath(posixpath.join(_built_folder(page), path))
    )


def _near_raw(site: Site, page: Page, path: str) -> str:
    if _PAGE.search(path):
        return _near(site, page, resolve(page, path), pages=True)
    return _near(site, page, _built_path(page, path), pages=False, folder=_built_folder(page))


def _in_built_site(site: Site, page: Page, path: str) -> bool:
    """Whether a path means something in the built site."""
    target = _built_path(page, path)
    target = "" if target == "." else target.removesuffix("index.html").rstrip("/")
    if target in site.files:
        return not _PAGE.search(target)
    return any(src in site.files for src in (f"{target}.md", posixpath.join(target, "index.md")))


@rule
def undefined_reference(site: Site) -> Iterator[Finding]:
    """A reference-style link needs the line that says where it leads.

    Bad: `[the law][law]` without a line `[law]: law.md`
    Good: `[the law][law]` and `[law]: law.md`
    """
    for page in site.pages.values():
        for mark in page.document.undefined_labels:
            message = f'undefined reference label "{mark.name}"'
            advice = did_you_mean(mark.name, sorted(page.document.labels))
            yield Finding(page.path, mark.place, message, advice or f"add a line [{mark.name}]: target")


@rule
def undefined_footnote(site: Site) -> Iterator[Finding]:
    """A footnote mark needs its note.

    Bad: `text[^1]` without a line `[^1]: The note.`
    Good: `text[^1]` and `[^1]: The note.`
    """
    for page in site.pages.values() if "footnotes" in site.settings.extensions else ():
        for mark in page.document.undefined_footnotes:
            message = f'undefined footnote "{mark.name}"'
            advice = did_you_mean(mark.name, sorted(page.document.footnotes))
            yield Finding(page.path, mark.place, message, advice or f"add a line [^{mark.name}]: text")


@rule
def image_alt(site: Site) -> Iterator[Finding]:
    """Who cannot see an image hears its alternative text.

    Bad: `![](routes.svg)`
    Good: `![Routes from Indonesia to Cambodia](routes.svg)`
    """
    for page in site.pages.values():
        for link in page.document.links:
            markdown = link.kind in ("image", "image-reference") and not (link.label or "").strip()
            raw = link.kind == "html-image" and link.label is None
            if markdown or raw:
                message = f'image "{link.target}" has no alternative text'
                yield Finding(page.path, link.start, message, "say what it shows")
