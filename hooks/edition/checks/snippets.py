"""Snippets: each file is used."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from edition.model import Site
from edition.places import Place
from edition.rules import Finding, advice

FAMILY = "links"

_TEXTS = (".md", ".markdown", ".txt")


@advice
def unused_snippet(site: Site) -> Iterator[Finding]:
    """A snippet that no page includes is read by nobody, and nobody keeps it up to date.

    Reported in folders that hold nothing but snippets: neither the project nor the documentation itself.

    Bad: a file includes/old-help.md, and no line `--8<-- "old-help.md"`
    Good: both, or neither
    """
    if "pymdownx.snippets" not in site.settings.extensions:
        return
    used = {path for page in site.pages.values() for path in page.document.places.files}
    for path in site.rest.snippet_files:
        name = posixpath.basename(path)
        if path not in used and name.endswith(_TEXTS) and not _is_otherwise_used(site, path, name):
            yield Finding(path, Place(1, 1), "no page includes this snippet", "include it or remove it")


def _is_otherwise_used(site: Site, path: str, name: str) -> bool:
    """Whether a file is a page, says what the folder is for, or is named by another program or a page."""
    docs = f"{site.settings.docs_dir}/"
    return (
        path.startswith(docs)
        or name.casefold().startswith("readme")
        or site.rest.mentions(name)
        or any(name in page.document.source for page in site.pages.values())
    )
