"""The file that a wrong path was meant to name."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from edition.rules import nearest
from edition.targets import PAGE

_SHORTEST = 3  # name that says enough by itself to be known in another folder


def nearest_path(wrong: str, paths: Sequence[str]) -> str:
    """The path that is most likely meant, "" where none is near.

    First the same in other letters, then with another suffix or as a folder, then the same name in
    another folder, then one that is spelt alike, at last a name that is, in another folder. `wrong` and `paths`
    begin at the same folder; strokes that lean the wrong way are read as such.
    """
    known, folded = _known(tuple(paths)), wrong.replace("\\", "/").casefold().strip("/")
    stem = _stem(folded)
    keys = (folded, stem, posixpath.basename(folded), posixpath.basename(stem))
    for by, key in zip(known.alike, keys, strict=True):
        if by is known.alike[2] and stem != _suffixless(folded) and (near := _like_index(stem, known)):
            return near
        if key in by:
            return max(by[key], key=lambda path: _shared(path.casefold(), folded))
    beside = known.beside.get(posixpath.dirname(folded), {})
    name = nearest(posixpath.basename(folded), beside) or nearest(posixpath.basename(stem), beside)
    if name:
        return beside[name]
    near, by_name = nearest(folded, paths), known.alike[-1]
    own = posixpath.basename(stem)
    name = "" if near or len(own) < _SHORTEST else nearest(own, by_name)
    return max(by_name[name], key=lambda path: _shared(path.casefold(), folded)) if name else near


def _like_index(stem: str, known: _Known) -> str:
    """The page or folder beside it that is spelt like a folder; of the name of its index each folder has one."""
    folder = posixpath.dirname(stem)
    name = nearest(stem, [other for other in known.alike[1] if posixpath.dirname(other) == folder])
    return known.alike[1][name][0] if name else ""


class _Known(NamedTuple):
    """Paths by themselves, by their stems, by their names and by the stems of these, and those of each folder by their
    names."""

    alike: tuple[dict[str, list[str]], ...]
    beside: dict[str, dict[str, str]]


@lru_cache(maxsize=8)
def _known(paths: tuple[str, ...]) -> _Known:
    alike: tuple[dict[str, list[str]], ...] = ({}, {}, {}, {})
    beside: dict[str, dict[str, str]] = {}
    for path in paths:
        folded = path.casefold()
        stem = _stem(folded)
        keys = (folded, stem, posixpath.basename(folded), posixpath.basename(stem))
        for by, key in zip(alike, keys, strict=True):
            by.setdefault(key, []).append(path)
        beside.setdefault(posixpath.dirname(folded), {})[posixpath.basename(path)] = path
    return _Known(alike, beside)


def _stem(path: str) -> str:
    """A path without what differs between a page, its address and the index of its folder."""
    return _suffixless(path).removesuffix("/index").removesuffix("/readme")


def _suffixless(path: str) -> str:
    return PAGE.sub("", path.removesuffix(".html").rstrip("/"))


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
