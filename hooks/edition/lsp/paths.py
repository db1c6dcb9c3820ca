"""Targets of links: from what is written in a page to a file of the documentation, and back."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from edition import built_paths, targets
from edition.lsp.position import Span
from edition.model import Link, Page, Site

_ENCODED = {ord(sign): f"%{ord(sign):02X}" for sign in " ()<>%?#"}


def split(target: str) -> tuple[str, str]:
    """The path of a target and the rest of it (query and fragment, with their signs), as written."""
    end = min((target.find(sign) for sign in "?#" if sign in target), default=len(target))
    return target[:end], target[end:]


def fragment(target: str) -> str:
    """The anchor that a target names, decoded, "" for none."""
    return unquote(target.partition("#")[2])


def resolve(src: str, target: str) -> str | None:
    """The path in the documentation that a target on the page `src` means; `None`: it lies elsewhere."""
    found = None if targets.SCHEME.match(target) else targets.resolve(src, target)
    return None if found is None or found.startswith("..") else found


def is_raw(link: Link) -> bool:
    """Whether a link stands in raw HTML, whose addresses are those of the built site."""
    return link.kind.startswith("html-") or link.kind == "srcset"


def meant(site: Site, page: Page, link: Link) -> str | None:
    """The path in the documentation that a link of a page means; `None`: it lies elsewhere."""
    path = split(link.target)[0]
    if (own := built_paths.own_address(site, link.target)) is not None:
        return built_paths.source(site, own) or None
    if not is_raw(link) or not path or targets.SCHEME.match(path):
        return resolve(page.src, link.target)
    return built_paths.source(site, built_paths.path(site, page, unquote(path))) or None


def raw(site: Site, page: Page, src: str, old: str) -> str:
    """How a page writes the address of a file in the built site, in the manner (whole, from the root, with
    `index.html`, with a slash at its end) of the old address. The page and the file need not be there yet."""
    found = built_paths.address(site, src, old.endswith("index.html"))
    folder = bool(targets.PAGE.search(src)) and not found.endswith(".html")
    end = "/" if folder and old.endswith(("/", ".html")) else ""
    if targets.SCHEME.match(old):
        return f"{site.settings.site_url.rstrip('/')}/{found.translate(_ENCODED)}{end}"
    if old.startswith("/"):
        base = built_paths.base(site)
        return f"/{base if old[1:].startswith(base) else ''}{found}{end}".translate(_ENCODED)
    here = posixpath.relpath(found or ".", built_paths.folder(site, page) or ".")
    return f"{here}{end}".translate(_ENCODED)


def part(whole: Span, path: str) -> Span:
    """The part of a target that is its path."""
    return Span(whole.path, whole.line, whole.start, whole.start + len(path))


def relative(src: str, to: str) -> str:
    """How the page `src` writes the path `to`, fit for a Markdown link."""
    return posixpath.relpath(to, posixpath.dirname(src) or ".").translate(_ENCODED)
