"""Files that no page shows or offers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from edition.model import Site
from edition.near import nearest_path
from edition.patterns import late
from edition.places import Place
from edition.rules import Finding, advice

FAMILY = "links"

# What a theme that we do not know can look for.
_OF_THEME = late(r"(?:img|images)/(?:logo|favicon)\.(?:png|svg|ico)$")
# What a reader is meant to see or to take along; scripts and the like are used in ways that we do not see.
_ASSETS = frozenset(
    (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf", ".csv", ".xlsx", ".docx", ".pptx", ".zip",
     ".mp3", ".mp4", ".webm", ".css", ".woff2")
)  # fmt: skip


@advice
def unused_file(site: Site) -> Iterator[Finding]:
    """A picture or a download that nothing shows is published all the same, and grows old unseen.

    Bad: `docs/img/routes-old.svg`, which no page, style sheet or template names
    Good: a page that shows it, or no such file
    """
    others = [src for src in sorted(site.files) if _suffix(src) in _ASSETS]
    if not others:
        return
    linked = {found.path for found in site.references} | {mark.name for mark in site.settings.assets}
    folders = {path.rstrip("/") for path in linked if path}
    wrong = [
        *(found.path for found in site.broken if found.path),
        *(mark.name for mark in site.settings.assets),
    ]
    linked |= {nearest_path(path, others) for path in wrong if _suffix(path) and path not in site.files}
    for src in others:
        name = posixpath.basename(src)
        if src in linked or posixpath.dirname(src) in folders:
            continue
        if name == "favicon.ico" or _OF_THEME.search(src) or _is_named(site, name):
            continue
        message = "no page, style sheet or template uses this file"
        yield Finding(f"{site.settings.docs_dir}/{src}", Place(1, 1), message, "use it or remove it")


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def _is_named(site: Site, name: str) -> bool:
    encoded = name.replace(" ", "%20")
    texts = (page.document.text for page in site.pages.values())
    return site.rest.mentions(name) or any(name in text or encoded in text for text in texts)
