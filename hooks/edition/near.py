"""The file that a wrong path was meant to name."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from edition.rules import nearest
from edition.targets import PAGE


def nearest_path(wrong: str, paths: Sequence[str]) -> str:
    """The path that is most likely meant, "" where none is near.

    First the same in other letters, then with another suffix or as a folder, then the same name in
    another folder, at last one that is spelt alike. `wrong` and `paths` begin at the same folder.
    """
    folded = wrong.casefold().strip("/")
    stem = _stem(folded)
    for alike in (
        [path for path in paths if path.casefold() == folded],
        [path for path in paths if _stem(path.casefold()) == stem],
        [path for path in paths if posixpath.basename(path.casefold()) == posixpath.basename(folded)],
        [path for path in paths if _name(path.casefold()) == _name(stem)],
    ):
        if alike:
            return max(alike, key=lambda path: _shared(path.casefold(), folded))
    folder = posixpath.dirname(folded)
    beside = {
        posixpath.basename(path): path for path in paths if posixpath.dirname(path.casefold()) == folder
    }
    name = nearest(posixpath.basename(folded), beside)
    return beside[name] if name else nearest(folded, paths)


def _stem(path: str) -> str:
    """A path without what differs between a page, its address and the index of its folder."""
    path = PAGE.sub("", path.removesuffix("/index.html").removesuffix(".html").rstrip("/"))
    return path.removesuffix("/index").removesuffix("/readme")


def _name(path: str) -> str:
    return posixpath.basename(_stem(path))


def _shared(path: str, wrong: str) -> tuple[int, int, int]:
    """How many folders two paths share from their ends and from their beginnings."""
    one, other = path.split("/"), wrong.split("/")
    tail = next(
        (i for i, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b),
        min(len(one), len(other)),
    )
    head = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return tail, head, -len(one)
