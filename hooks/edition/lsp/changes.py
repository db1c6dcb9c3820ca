"""What a renaming changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from edition.lsp.position import Edit

Lines = Callable[[str], list[str]]  # the lines of a file by its path in the project


class RenameError(Exception):
    """A new name that cannot be used; the message says why and what to write instead."""


class Changes(NamedTuple):
    """All edits, and the files that move after them: old path -> new path in the project."""

    edits: list[Edit]
    moves: dict[str, str]
