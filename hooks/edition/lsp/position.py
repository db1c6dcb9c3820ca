"""Columns of an editor and columns of the model.

The protocol counts lines and columns from 0, columns in code units of an encoding that client and
server agree on (UTF-16 unless the client offers better); the model counts characters from 1.
"""

from __future__ import annotations

from dataclasses import dataclass

_BYTES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}  # of a code unit
_CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of one line of a file: columns from 1 in characters, `end` the column after its last."""

    path: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """`span` becomes `new`."""

    span: Span
    new: str


def units(line: str, column: int, encoding: str) -> int:
    """The code units of `encoding` before a column (from 1) of a line; past its end, those of the line."""
    before = line[: max(column - 1, 0)]
    return len(before.encode(_CODECS[encoding], "surrogatepass")) // _BYTES[encoding]


def column(line: str, count: int, encoding: str) -> int:
    """The column (from 1) of the character in which the code unit after `count` lies; at most one past the end."""
    encoded = line.encode(_CODECS[encoding], "surrogatepass")[: max(count, 0) * _BYTES[encoding]]
    return len(encoded.decode(_CODECS[encoding], "ignore")) + 1


def lines_of(text: str) -> list[str]:
    """The lines of a text, without their ends, as editors and the model count them."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def line_of(lines: list[str], number: int) -> str:
    """A line by its number from 1, "" where there is none."""
    return lines[number - 1] if 0 < number <= len(lines) else ""
