"""The texts of a project by their paths, for what shows, mends or ignores a problem at its place."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from edition.model import Site
from edition.sources.lines import normalise

Texts = Callable[[str], str]

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_PIECE = 1 << 20  # bytes


def reader(site: Site, root: Path | None) -> Texts:
    """Gives the normalised text of a path of the project, "" where there is none to show.

    Pages are not read again. Of other files only those are read that lie below `root` (`None`: none are);
    each is read once, and never raises.
    """
    pages = {page.path: page for page in site.pages.values()}

    @cache
    def text(path: str) -> str:
        page = pages.get(path)
        return normalise(page.document.source if page else read(root, path) if root else "")

    return text


def inside(root: Path, path: str) -> Path | None:
    """The file that a path of the project leads to, links followed; `None` where it leads out of it."""
    try:
        file = (root / path).resolve()
        file.exists()  # fails where no file can have such a name
    except (OSError, RuntimeError, ValueError):  # a link to itself, a NUL
        return None
    return file if file.is_relative_to(root.resolve()) else None


def content(path: Path | str) -> bytes:
    """What a file holds. A pipe into which nobody writes is empty, and not waited for."""
    # Without what `open` asks of each file before it reads it: two thousand pages take half as long.
    file = os.open(path, _FLAGS)
    try:
        parts = []
        while part := os.read(file, _PIECE):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(file)


def read(root: Path, path: str) -> str:
    """The text of a path of the project, "" where there is none to show."""
    file = inside(root, path)
    try:
        return content(file).decode("utf-8", "replace") if file else ""
    except OSError:
        return ""
