"""Links and images: everything that a page points to is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote, urlsplit

from edition import built_paths as built
from edition.checks import generated
from edition.checks.targets import is_told, right_without_blank
from edition.model import Fix, Link, Page, Reference, Site
from edition.near import nearest_path
from edition.patterns import late
from edition.rules import Finding, rule
from edition.targets import PAGE, SCHEME, resolve, split

_BUILT = (".html", ".htm")
_LIKE_PAGE = late(r"\.m(?:d|arkdown|kdn?|down)\w?\W*$", re.I)  # also with a sign or a letter too many
# What MkDocs, its plugins and the hosts make beside the pages.
_MADE = frozenset(
    ("sitemap.xml", "sitemap.xml.gz", "404.html", "search/", "search/search_index.json", "robots.txt", "objects.inv",
     "llms.txt", "llms-full.txt", "feed_rss_created.xml", "feed_rss_updated.xml", "feed_json_created.json",
     "feed_json_updated.json")
)  # fmt: skip


def _broken(site: Site, kind: str) -> Iterator[Reference]:
    """The links of a kind that mean a path in the documentation folder where nothing is."""
    relative = site.settings.absolute_links == "relative_to_docs"
    for found in site.broken:
        spoken_of = is_told(found.link.target) or right_without_blank(site, found.page, found.link)
        if found.link.kind == kind and not spoken_of and (relative or not found.link.target.startswith("/")):
            yield found


def _wrong(found: Reference, site: Site, thing: str) -> Finding:
    """A target that is not there, with what it should be: in the language of its page."""
    page, link, path = found.page, found.link, found.path or ""
    if path in site.hidden:
        message = (
            f'{thing} "{link.target}" is kept out of the site by {site.settings.path} ({site.hidden[path]})'
        )
        return Finding(page.path, link.place, message, "link to another, or build it")
    source = _built_from(site, found) if thing == "page" else ""
    if source:
        message = f'"{link.target}" is an address of the built site, which MkDocs does not check'
    elif path.startswith("../"):
        message = f'{thing} "{link.target}" lies outside of {site.settings.docs_dir}'
    else:
        message = f'{thing} "{link.target}" does not exist'
    if twin := _elsewhere(site, page, path):
        message = f'{thing} "{link.target}" is not translated: it is only in {twin}'
        return Finding(page.path, link.place, message, "translate it, or link to another")
    moved = next((target.name for old, target in site.settings.redirects if old.name == path), "")
    near = moved or source or _near(site, page, path.removeprefix("../"), pages=thing == "page")
    if not near:
        return Finding(page.path, link.place, message)
    right = _relative(near, posixpath.dirname(page.src))
    return Finding(
        page.path, link.place, message, f'did you mean "{right}"?', _certain(link, path, near, right)
    )


def _built_from(site: Site, found: Reference) -> str:
    """The page that a link leads to which is written as the address of a built one, "" for none."""
    path, fragment = split(found.link.target)
    address = built.path(site, found.page, path)
    source = built.source(site, address) if built.is_built(site, address) else ""
    if source == found.page.src and not fragment:
        return ""  # `../a` in b/a.md means the other a.md
    return source if source in site.pages else ""


def _elsewhere(site: Site, page: Page, path: str) -> str:
    """Where another language has the page that a path means in the language of its page, "" for nowhere."""
    if page.language is None or not page.language.has(path):
        return ""
    pages = site.translations.get(page.language.slug(path), {})
    return next((other.path for other in pages.values()), "")


def _certain(link: Link, path: str, near: str, right: str) -> Fix | None:
    """The repair of a path that is right but for its case or its suffix."""
    stem = PAGE.sub("", path.rstrip("/")).casefold()
    if stem != PAGE.sub("", near).casefold():
        return None
    _, hash_sign, fragment = link.target.partition("#")
    return Fix(link.target, right + hash_sign + fragment)


def _near(site: Site, page: Page, wrong: str, pages: bool) -> str:
    code = page.language.code if page.language else ""
    if pages and page.language and page.language.suffix and PAGE.search(wrong):
        wrong = page.language.src(page.language.slug(wrong))
    near = nearest_path(wrong, site.paths.get((pages, code if pages else ""), ()))
    # `b.md` on a page `a.id.md` is `b.id.md`.
    return page.language.slug(near) if near and pages and page.language and page.language.suffix else near


def _relative(path: str, folder: str) -> str:
    return quote(posixpath.relpath(path, folder or "."), safe="/()!',;=@&+$~")


@rule
def missing_page(site: Site) -> Iterator[Finding]:
    """A link to a page leads to a Markdown file that is there.

    Bad: `[Method](methods.md)`
    Good: `[Method](method.md)`
    """
    for found in _broken(site, "link"):
        if _is_page(found) and not _may_be_generated(site, found):
            yield _wrong(found, site, "page")


# Plugins that read a navigation with links of its own kind.
_NAVIGATORS = frozenset(("literate-nav", "awesome-nav", "awesome-pages", "section-index"))


def _may_be_generated(site: Site, found: Reference) -> bool:
    """Whether a plugin may write the page, or gives its link a sense: `reference/` in a SUMMARY.md."""
    if site.settings.plugins & _NAVIGATORS and posixpath.basename(found.page.src) == "SUMMARY.md":
        return True
    return generated.path(site, found.path or "")


def _is_page(found: Reference) -> bool:
    """Whether a target means a page: a Markdown file, a built page, or a path without any suffix."""
    path = found.path or ""
    suffix = posixpath.splitext(path)[1]
    written = split(found.link.target)[0]
    return bool(
        _LIKE_PAGE.search(path) or (written and (not suffix or suffix.lower() in _BUILT or " " in suffix))
    )


@rule
def missing_file(site: Site) -> Iterator[Finding]:
    """A download that is offered must be there.

    Bad: `[The data](data/clams.csv)`
    Good: `[The data](data/claims.csv)`
    """
    for found in _broken(site, "link"):
        if not _is_page(found) and split(found.link.target)[0]:
            yield _wrong(found, site, "file")


@rule
def missing_image(site: Site) -> Iterator[Finding]:
    """An image that is shown must be there.

    Bad: `![The routes](../img/rotues.svg)`
    Good: `![The routes](../img/routes.svg)`
    """
    for found in _broken(site, "image"):
        yield _wrong(found, site, "image")
    for found in site.unusual:
        if found.link.kind == "image" and found.path in site.pages:
            message = f'the image "{found.link.target}" is a page'
            yield Finding(found.page.path, found.link.place, message, "link to it, without the !")


@rule
def absolute_link(site: Site) -> Iterator[Finding]:
    """A link from the root of a host breaks as soon as the site lives in a folder of that host.

    Reported where nothing is there, where the site lives in a folder (`site_url`), and everywhere if
    mkdocs.yml says `absolute_links: warn` under `validation:`.

    Bad: `[Method](/en/paper/method.md)`
    Good: `[Method](paper/method.md)`
    """
    mode = site.settings.absolute_links
    folder = urlsplit(site.settings.site_url).path.strip("/")
    for found in site.unusual if mode != "relative_to_docs" else ():
        link, path = found.link, found.path
        if (
            path is None
            or found.plain
            or not link.target.startswith("/")
            or link.kind not in ("link", "image")
        ):
            continue
        if _VERSION.match(link.target):
            continue
        inside = path.removeprefix(f"{folder}/") if folder else path
        ignores = bool(folder) and not f"{path.rstrip('/')}/".startswith(f"{folder}/")
        if mode != "warn" and not ignores and (not path or built.is_built(site, inside)):
            continue
        there = built.source(site, path) or built.source(site, inside)
        near = there or _near(site, found.page, inside, pages=not posixpath.splitext(PAGE.sub("", inside))[1])
        right = _relative(near, posixpath.dirname(found.page.src)) if near else ""
        hint = f'write "{right}"' if there else f'did you mean "{right}"?'
        advice = hint if right else "write it relative to this page"
        message = f'absolute link "{link.target}"' + (
            f' leaves out the folder of the site, "/{folder}/"' if ignores else ""
        )
        yield Finding(found.page.path, link.place, message, advice)


# A folder in which another version of the site stands (mike), below one of its language (Read the Docs).
_VERSION = late(
    r"/(?:[a-z]{2}(?:[-_][a-zA-Z]{2,4})?/)?"
    r"(?:latest|stable|dev|develop|main|master|next|nightly|v?\d+(?:\.\d+)*)(?:/|$)"
)


@rule
def own_address(site: Site) -> Iterator[Finding]:
    """An address of the site itself is one of its pages, and better written as a link to the file.

    Bad: `[Method](https://edition.example/en/paper/metod/)`
    Good: `[Method](paper/method.md)`
    """
    base = site.settings.site_url.rstrip("/")
    for found in site.unusual if base else ():
        target = found.link.target
        if found.path is not None or not target.startswith(f"{base}/") or _VERSION.match(target, len(base)):
            continue
        path = unquote(target.removeprefix(f"{base}/").partition("#")[0].partition("?")[0])
        if path and not _is_known(site, path) and not generated.address(site, path):
            pages = posixpath.splitext(path)[1] in ("", *_BUILT)
            near = _near(site, found.page, path, pages=pages)
            right = _relative(near, posixpath.dirname(found.page.src)) if near else ""
            advice = f'did you mean "{right}"?' if right else ""
            yield Finding(found.page.path, found.link.place, f'this site has no "{target}"', advice)


def _is_known(site: Site, path: str) -> bool:
    """Whether something stands at an address of the built site."""
    return path in _MADE or built.is_built(site, path) or _is_redirected(site, path)


def _is_redirected(site: Site, path: str) -> bool:
    """Whether a redirect leads from an address of the built site to where its page is now."""
    wanted = path.removesuffix("index.html").removesuffix(".html").rstrip("/")
    return any(
        PAGE.sub("", source.name).removesuffix("/index") == wanted for source, _ in site.settings.redirects
    )


@rule
def html_link(site: Site) -> Iterator[Finding]:
    """MkDocs leaves raw HTML alone: its links and images must fit the built site by themselves.

    Bad: `<a href="method.md">Method</a>`
    Good: `[Method](method.md)`
    """
    for found in site.unusual:
        link, page = found.link, found.page
        if link.kind not in ("html-link", "html-image", "srcset") or SCHEME.match(link.target):
            continue
        if is_told(link.target):
            continue
        path, _ = split(link.target)
        if not path or "{{" in path:
            continue
        folder = built.base(site)
        if built.is_built(site, built.path(site, page, path)):
            if folder and path.startswith("/") and not f"{path}/".startswith(f"/{folder}"):
                message = f'raw HTML target "{link.target}" leaves out the folder of the site, "/{folder}"'
                yield Finding(page.path, link.place, message, f'write "/{folder}{link.target[1:]}"')
            continue
        if resolve(page.src, path) in site.files:
            message, advice = f'raw HTML target "{link.target}" is never rewritten', "write it in Markdown"
        else:
            message = f'raw HTML target "{link.target}" does not exist'
            advice = _near_raw(site, page, path)
        yield Finding(page.path, link.place, message, advice)


def _near_raw(site: Site, page: Page, path: str) -> str:
    if PAGE.search(path) or posixpath.splitext(path)[1] in ("", *_BUILT):
        written = bool(PAGE.search(path))  # as in Markdown
        near = _near(
            site, page, resolve(page.src, path) if written else built.path(site, page, path), pages=True
        )
        if not near:
            return ""
        right = _relative(near, posixpath.dirname(page.src)) if written else _address(site, page, near)
    else:
        near = _near(site, page, built.path(site, page, path), pages=False)
        right = _relative(near, built.folder(site, page)) if near else ""
    return f'did you mean "{right}"?' if right else ""


def _address(site: Site, page: Page, src: str) -> str:
    """How raw HTML on a page names another page, in the built site."""
    right = _relative(built.address(site, src) or ".", built.folder(site, page))
    return right if right.endswith(".html") else f"{right}/"


@rule
def image_alt(site: Site) -> Iterator[Finding]:
    """Who cannot see an image hears its alternative text.

    Bad: `![](routes.svg)`, `![routes.svg](routes.svg)`, `![image](routes.svg)`
    Good: `![Routes from Indonesia to Cambodia](routes.svg)`
    """
    for found in site.unusual:
        link = found.link
        markdown = link.kind in ("image", "image-reference") and not (link.label or "").strip()
        shown = link.kind in ("image", "image-reference", "html-image")
        if shown and link.label and _says_nothing(link.label, link.target):
            message = f'the alternative text "{link.label}" says nothing of the image'
            yield Finding(found.page.path, link.start, message, "say what it shows")
        if markdown or (link.kind == "html-image" and link.label is None):
            message = f'image "{link.target}" has no alternative text'
            yield Finding(found.page.path, link.start, message, "say what it shows")


_IMAGE = late(r"image|img|picture|photo|alt(?: text)?|gambar|foto", re.I)


def _says_nothing(label: str, target: str) -> bool:
    """Whether an alternative text is only the word "image" or the name of the file."""
    name = posixpath.basename(unquote(target))
    return "." in name and (label.strip() == name or _IMAGE.fullmatch(label.strip()) is not None)
