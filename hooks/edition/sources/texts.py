"""The texts of a project by their paths, for what shows, mends or ignores a problem at its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from edition.model import Site
from edition.sources.lines import normalise

Texts = Callable[[str], str]


def reader(site: Site, root: Path | None) -> Texts:
    """Gives the normalised text of a path of the project, "" where there is none to show.

    Pages are not read again. Of other files only those are read that lie below `root` (`None`: none are);
    each is read once, and never raises.
    """
    pages = {page.path: page for page in site.pages.values()}

    @cache
    def text(path: str) -> str:
        page = pages.get(path)
        return normalise(page.document.source if page else _read(root, path) if root else "")

    return text


def inside(root: Path, path: str) -> Path | None:
    """The file that a path of the project leads to, links followed; `None` where it leads out of it."""
    try:
        file = (root / path).resolve()
    except (OSError, RuntimeError, ValueError):  # a link to itself, a NUL
        return None
    return file if file.is_relative_to(root.resolve()) else None


def _read(root: Path, path: str) -> str:
    file = inside(root, path)
    try:
        return file.read_bytes().decode("utf-8", "replace") if file else ""
    except OSError:
        return ""
