"""Where pages stand in the built site, and which page an address of it shows."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from edition.model import Page, Site
from edition.targets import PAGE


def folder(site: Site, page: Page) -> str:
    """The folder of a page in the built site, where `a.md` has become `a/index.html`."""
    stem = posixpath.splitext(page.src)[0]
    if not site.settings.directory_urls or posixpath.basename(stem) in ("index", "README"):
        return posixpath.dirname(stem)
    return stem


def base(site: Site) -> str:
    """The folder of its host in which the site lives, "" or with a slash at its end."""
    found = urlsplit(site.settings.site_url).path.strip("/")
    return f"{found}/" if found else ""


def address(site: Site, src: str, index: bool = False) -> str:
    """Where a file of the documentation is in the built site; `index`: with the `index.html` of its folder."""
    if not PAGE.search(src):
        return src
    stem = posixpath.splitext(src)[0]
    whole = posixpath.basename(stem) in ("index", "README")
    if not site.settings.directory_urls and not whole:
        return f"{stem}.html"
    found = posixpath.dirname(stem) if whole else stem
    return f"{found}/index.html".lstrip("/") if index else found


def path(site: Site, page: Page, target: str) -> str:
    """What a path in raw HTML on a page means in the built site."""
    if target.startswith("/"):
        return target.lstrip("/").removeprefix(base(site))
    built = posixpath.normpath(posixpath.join(folder(site, page), target))
    return "" if built == "." else built


def own_address(site: Site, target: str) -> str | None:
    """The path in the built site of an address that names the site itself, `None` for any other target."""
    base = site.settings.site_url.rstrip("/")
    if not base or not target.startswith(f"{base}/"):
        return None
    return unquote(target.removeprefix(f"{base}/").partition("#")[0].partition("?")[0])


def source(site: Site, address: str) -> str:
    """The file of the documentation that an address of the built site shows, "" for none."""
    stem = address.removesuffix("index.html").rstrip("/").removesuffix(".html")
    tries = (stem, f"{stem}.md", f"{stem}/index.md".lstrip("/"), f"{stem}/README.md".lstrip("/"))
    return next((src for src in tries if src in site.files), "")


def is_built(site: Site, address: str) -> bool:
    """Whether the built site holds something at an address."""
    if address in site.files:
        return not PAGE.search(address)
    return bool(source(site, address)) and not PAGE.search(address)
