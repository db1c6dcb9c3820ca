"""Style sheets: the pictures and fonts that they ask for are there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import urlsplit

from edition.checks import generated
from edition.model import Site
from edition.near import nearest_path
from edition.places import Places
from edition.rules import Finding, rule
from edition.sources.css import addresses
from edition.targets import SCHEME, split

FAMILY = "links"

# Folders in which a theme has files that we do not see.
_OF_THEMES = frozenset(
    ("assets/images", "assets/stylesheets", "assets/javascripts", "css/fonts", "fonts", "img")
)


@rule
def css_url(site: Site) -> Iterator[Finding]:
    """What a style sheet asks for in `url()` or `@import` must be there; a browser leaves it out without a word.

    Every style sheet that is published is read: of the documentation folder and of `custom_dir`.

    Bad: `background: url("../img/rotues.svg")`
    Good: `background: url("../img/routes.svg")`
    """
    if site.settings.custom_dir and not site.theme_files:
        return  # what is asked for may be in the folder that is missing
    for folder, sheet in _sheets(site):
        path = f"{folder}/{sheet}"
        text = site.rest.text(path)
        places = Places(text)
        for offset, target in addresses(text):
            named = _named(site, sheet, target)
            if named and not _is_there(site, named):
                kept_out = f"is kept out of the site ({site.hidden[named]})" if named in site.hidden else ""
                message = f'file "{target}" {kept_out or "does not exist"}'
                yield Finding(path, places.at(offset), message, _hint(site, sheet, named))


def _sheets(site: Site) -> Iterator[tuple[str, str]]:
    """The folder and the path of each style sheet that is published."""
    yield from ((site.settings.docs_dir, src) for src in sorted(site.files) if src.endswith(".css"))
    own = site.theme_files - site.files  # the documentation has the last word
    yield from ((site.settings.custom_dir, name) for name in sorted(own) if name.endswith(".css"))


def _named(site: Site, sheet: str, target: str) -> str:
    """The path in the built site that a target means, "" for what is no file of it, or may be none."""
    path = split(target)[0]
    if not path or SCHEME.match(target) or "{{" in target:
        return ""
    if not path.startswith("/"):
        return posixpath.normpath(posixpath.join(posixpath.dirname(sheet), path))
    base = urlsplit(site.settings.site_url).path.strip("/")
    inside = bool(site.settings.site_url) and f"{path}/".startswith(f"/{base}/" if base else "/")
    return path.removeprefix(f"/{base}").strip("/") if inside else ""


def _is_there(site: Site, path: str) -> bool:
    if path in site.files or path in site.theme_files or generated.path(site, path):
        return True
    folder = posixpath.dirname(path)
    return folder in _OF_THEMES and not any(src.startswith(f"{folder}/") for src in site.files)


def _hint(site: Site, sheet: str, path: str) -> str:
    while path.startswith("../"):  # above the root of the site: a level too many
        path = path[3:]
    suffix = posixpath.splitext(path)[1].lower()
    there = sorted(site.files | site.theme_files)
    alike = [file for file in there if file.lower().endswith(suffix) and file != sheet]
    near = nearest_path(path, alike) or nearest_path(
        path, [file for file in there if _stem(file) == _stem(path)]
    )
    return f'did you mean "{posixpath.relpath(near, posixpath.dirname(sheet) or ".")}"?' if near else ""


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0].casefold()
