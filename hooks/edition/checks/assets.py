"""The files of the project that the theme is told to load."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from edition.model import Site
from edition.near import nearest_path
from edition.rules import Finding, rule

FAMILY = "html"

# Marks that a theme may bring along itself: those of Material and of MkDocs' own themes.
_IMAGES = (".svg", ".png", ".ico", ".webp", ".jpg", ".jpeg", ".gif", ".avif")
_OF_MATERIAL = ("assets/images/favicon.png", "assets/images/logo.svg")
_OF_MKDOCS = ("img/favicon.ico",)


@rule
def missing_asset(site: Site) -> Iterator[Finding]:
    """A style sheet, script, logo or icon that mkdocs.yml names must be there: MkDocs does not look.

    Bad: `extra_css: [assets/edtion.css]`
    Good: `extra_css: [assets/edition.css]`
    """
    there = site.files | site.theme_files
    for mark in site.settings.assets:
        path = unquote(mark.name.partition("?")[0].partition("#")[0]).removeprefix("./")
        if re.match(r"[a-z][a-z0-9+.-]*:|/", path, re.I) or not path or path in there:
            continue
        if path in _of_theme(site):
            continue
        suffix = posixpath.splitext(path)[1].lower()
        suffixes = _IMAGES if suffix in _IMAGES else (suffix,)  # a logo is often drawn anew
        near = nearest_path(path, sorted(file for file in there if file.lower().endswith(suffixes)))
        advice = f'did you mean "{near}"?' if near else ""
        yield Finding(site.settings.path, mark.place, f'file "{mark.name}" does not exist', advice)


def _of_theme(site: Site) -> tuple[str, ...]:
    """The marks that the theme of a site may bring along."""
    themes = {mark.name for kind, mark in site.settings.names if kind == "theme"}
    return _OF_MATERIAL if themes == {"material"} else (*_OF_MATERIAL, *_OF_MKDOCS)
