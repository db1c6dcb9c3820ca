"""The reader of a built site: a folder to a `Built`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from edition.built import Built, Tag
from edition.sources import css, html
from edition.sources.config import ConfigError

Value = TypeVar("Value")
_PAGES = (".html", ".htm")


class _Lazy(Mapping[str, Value]):
    """What is read of files, each when it is first asked for."""

    def __init__(self, files: frozenset[str], read: Callable[[str], Value]) -> None:
        self._files, self._reader = files, read
        self._read: dict[str, Value] = {}

    def __getitem__(self, path: str) -> Value:
        if path not in self._files:
            raise KeyError(path)
        if path not in self._read:
            self._read[path] = self._reader(path)
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._files))

    def __len__(self) -> int:
        return len(self._files)


def load(folder: Path, root: Path, address: str = "") -> Built:
    """Read what MkDocs has built into `folder`; `root` is the project, `address` the `site_url`.

    Raises ConfigError where the folder or a page in it cannot be read.
    """
    if not folder.is_dir():
        raise ConfigError(f"the built site {folder} does not exist: run mkdocs build first")
    files = frozenset(_files(str(folder)))
    seen: dict[str, Tag | None] = {}
    pages = {
        path: html.parse(_read(folder / path), path, seen)
        for path in sorted(files)
        if path.lower().endswith(_PAGES)
    }
    return Built(
        _shown(folder, root),
        pages,
        files,
        _Lazy(files, lambda path: _read(folder / path)),
        _Lazy(files, lambda path: tuple(css.addresses(_read(folder / path)))),
        _Lazy(files, lambda path: html.anchors(_read(folder / path))),
        address,
    )


def _shown(folder: Path, root: Path) -> str:
    """The folder as the contributor would name it: from the project where it lies in it."""
    whole, project = folder.resolve(), root.resolve()
    shown = whole.relative_to(project) if whole.is_relative_to(project) else folder
    return "" if shown == Path() else shown.as_posix()


def _files(folder: str, prefix: str = "") -> Iterator[str]:
    """The files under a folder, named as the disk has them; links to elsewhere are not followed."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(entry.path, f"{prefix}{entry.name}/")
                elif entry.is_file(follow_symlinks=False):
                    yield prefix + entry.name
    except OSError as error:
        raise ConfigError(f"{folder} cannot be read: {error.strerror}") from error


def _read(path: Path) -> str:
    """The text of a file; what is no UTF-8 was not written by MkDocs, and its tags can be read all the same."""
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
