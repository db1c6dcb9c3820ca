"""What plugins and extensions make that no file shows: pages, and parts of pages."""

from __future__ import annotations

import posixpath
import re

from edition.model import Page, Site
from edition.patterns import late

# Plugins that write pages.
_GENERATORS = frozenset(
    ("gen-files", "api-autonav", "monorepo", "multirepo", "autoapi", "blog", "material/blog")
)
_COPIERS = frozenset(("gen-files", "monorepo", "multirepo"))
_BLOGS = frozenset(("blog", "material/blog"))
_DATED = late(r"(?:^|/)(?:\d{4}(?:/|$)|(?:archive|author|category|page|tags?)/)")
# Plugins that put content, with its own anchors, where a page asks for it in braces.
_TEMPLATES = frozenset(
    ("macros", "markdownextradata", "include-markdown", "table-reader", "jinja", "mkdocs-jupyter")
)
_INCLUDES = frozenset(("markdown_include.include", "mdx_include", "include"))
_OBJECT = late(r"^(?:[ ]{4}|\t)*(?:#{1,6}[ ]+)?:::[ ]+\S", re.M)  # `::: package.module`
_RUN = late(r"^[ \t>]*[`~]{3}[^\n`]*\bexec=", re.M)


def content(page: Page, site: Site, start: int = 0, end: int | None = None) -> bool:
    """Whether something that we do not see becomes part of a page, between two offsets of its text."""
    document, settings = page.document, site.settings
    text = document.text
    end = len(text) if end is None else end

    def holds(sign: str) -> bool:
        return text.find(sign, start, end) != -1

    if any(mark.place.line for mark in document.missing_snippets):
        return True  # reported by itself; one for every page adds no headings
    if holds("::: ") and _OBJECT.search(text, start, end):
        return True
    if settings.plugins & _TEMPLATES and (holds("{{") or holds("{%")):
        return True
    if "markdown-exec" in settings.plugins and holds("exec=") and _RUN.search(text, start, end):
        return True
    return holds("{!") and not _INCLUDES.isdisjoint(settings.extensions)


def alone(page: Page) -> bool:
    """Whether a page says nothing of its own: below its headings a plugin describes the objects of a program."""
    blocks = page.document.blocks if "::: " in page.document.text else []
    return bool(blocks) and all(
        block.kind in ("heading", "code") or block.text.startswith("::: ") for block in blocks
    )


def path(site: Site, path: str) -> bool:
    """Whether a plugin may write a file of the documentation that is not there: in a folder of its own."""
    if not site.settings.plugins & _GENERATORS or path in site.hidden or path.startswith("../"):
        return False
    stem = path.rstrip("/")
    folder = posixpath.dirname(stem)
    if any(src.startswith(f"{stem}/") for src in site.files):
        return False  # a folder that is there
    if not folder:  # a copy of a file of the project, as a script makes it
        return bool(site.settings.plugins & _COPIERS)
    return not any(src.startswith(f"{folder}/") for src in site.files)


def address(site: Site, path: str) -> bool:
    """Whether a plugin may write a page at an address of the built site: a post at its date, a list of posts."""
    if site.settings.plugins & _BLOGS and _DATED.search(path):
        return True
    folder = path.strip("/").partition("/")[0]
    known = any(src.startswith((f"{folder}/", f"{folder}.")) for src in site.files)
    return bool(site.settings.plugins & _GENERATORS) and not known
