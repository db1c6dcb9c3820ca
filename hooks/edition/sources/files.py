"""The files of a project, and nothing that lies outside of it."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from edition.model import Fault
from edition.patterns import late
from edition.places import Places
from edition.sources.config import ConfigError
from edition.sources.lines import normalise
from edition.sources.texts import content, inside

_NAME = late(r"\w[\w.-]*/?")  # of files and folders, of folders alone: nothing else is asked of most patterns
# What lies at the top of a project.
_TOPS = (".git", "pyproject.toml", "setup.py", "package.json", "Cargo.toml", "go.mod")


def edge_of(root: Path) -> Path:
    """The folder of the project in which a site is a part: mkdocs.yml may inherit from beside it."""
    above = root.resolve().parents
    return next((folder for folder in above if any((folder / top).exists() for top in _TOPS)), root)


def exists(path: Path, folder: bool = False) -> bool:
    """Whether a file or folder lies there; not if its name is one that none can have."""
    try:
        return path.is_dir() if folder else path.exists()
    except OSError:
        return False


def within(root: Path, named: str, option: str) -> Path:
    """What an option of mkdocs.yml names, below the root. Raises ConfigError where it lies elsewhere: a project
    that somebody has sent must not make us read what is not of it."""
    path = os.path.relpath(root / named, root)
    if inside(root, path) is None:
        raise ConfigError(f'{option}: "{named}" lies outside of the project, where nothing is read')
    return root / path


def read_text(path: Path | str) -> str:
    try:
        return content(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error


def scan(folder: Path | str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError as error:
        raise ConfigError(f"{folder} cannot be read: {error.strerror}") from error


def below(folder: Path, root: Path) -> Iterator[str]:
    """The files below a folder; what a link leads to outside of the project is left alone."""
    rest, seen = [(str(folder), "")], set()
    while rest:
        path, prefix = rest.pop()
        for entry in scan(path):
            if entry.is_symlink():
                target = inside(root, os.path.abspath(entry.path))  # noqa: PTH100 (a link stays one)
                if target is None or target in seen:
                    continue
                seen.add(target)  # a folder that links to one above it would never end
            if entry.is_dir():
                rest.append((entry.path, f"{prefix}{entry.name}/"))
            elif entry.is_file():
                yield prefix + entry.name


def text_of(root: Path, path: str, faults: list[Fault]) -> str:
    """The text of a file; what is no UTF-8 in it is a fault, and becomes signs that say so."""
    try:
        # Before it is decoded: an error counts from where the text begins.
        found = content(f"{root}/{path}").removeprefix(BOM_UTF8)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
    try:
        return found.decode()
    except UnicodeDecodeError as error:
        before = normalise(found[: error.start].decode())
        message = f"not UTF-8 text: {error.reason}; save the file as UTF-8"
        faults.append((path, Places(before).at(len(before)), message))
        return found.decode("utf-8", "replace")


@lru_cache(maxsize=16)
def matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a path is named by lines in the form of .gitignore."""
    if not patterns:
        return lambda src: False
    if all(map(_NAME.fullmatch, patterns)):
        names, folders = frozenset(patterns), frozenset(name.rstrip("/") for name in patterns)
        return lambda src: (
            not (names.isdisjoint((parts := src.split("/"))[-1:]) and folders.isdisjoint(parts[:-1]))
        )
    from pathspec.gitignore import GitIgnoreSpec  # takes as long to load as fifty pages to check

    try:
        return GitIgnoreSpec.from_lines(patterns).match_file
    except ValueError as error:
        raise ConfigError(f"exclude_docs, draft_docs or not_in_nav: {error}") from error
