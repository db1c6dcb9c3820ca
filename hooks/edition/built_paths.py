"""Where pages stand in the built site, and which page an address of it shows."""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit

from edition.model import Page, Site
from edition.targets import PAGE


def folder(site: Site, page: Page) -> str:
    """The folder of a page in the built site, where `a.md` has become `a/index.html`."""
    stem = posixpath.splitext(page.src)[0]
    if not site.settings.directory_urls or posixpath.basename(stem) in ("index", "README"):
        return posixpath.dirname(stem)
    return stem


def path(site: Site, page: Page, target: str) -> str:
    """What a path in raw HTML on a page means in the built site."""
    if target.startswith("/"):
        base = urlsplit(site.settings.site_url).path.strip("/")
        return target.lstrip("/").removeprefix(f"{base}/" if base else "")
    built = posixpath.normpath(posixpath.join(folder(site, page), target))
    return "" if built == "." else built


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
