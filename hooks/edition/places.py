"""Places in texts: from offsets to lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple


class Place(NamedTuple):
    """A point in a text, both numbers from 1. `path` is "" unless it lies in another file than the
    text in which it was found: in a snippet."""

    line: int
    col: int
    path: str = ""


class Places:
    """Finds the place of an offset in a text, in logarithmic time; nothing is counted before it is asked."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []

    @property
    def files(self) -> frozenset[str]:
        """The other files of which the text is made."""
        return frozenset()

    def at(self, offset: int) -> Place:
        """The line and column of an offset."""
        if not self._starts:
            self._starts = [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))]
        line = bisect_right(self._starts, offset, 0, len(self._starts) - 1)
        return Place(line, offset - self._starts[line - 1] + 1)


class Spliced(Places):
    """The places of a text into which others were put: each offset leads back to its own file.

    `pieces` are (offset in the whole, path, places of the own text, offset there), in their order.
    """

    __slots__ = ("_pieces",)

    def __init__(self, pieces: list[tuple[int, str, Places, int]]) -> None:
        super().__init__("")
        self._pieces = pieces

    @property
    def files(self) -> frozenset[str]:
        return frozenset(path for _, path, _, _ in self._pieces if path)

    def at(self, offset: int) -> Place:
        index = bisect_right(self._pieces, offset, key=lambda piece: piece[0]) - 1
        start, path, places, own = self._pieces[max(index, 0)]
        return places.at(own + offset - start)._replace(path=path)
