"""From offsets in a text to lines and columns."""

from __future__ import annotations

from bisect import bisect_right

from edition.model import Place


def normalise(text: str) -> str:
    """The text without a byte order mark and with `\\n` as the only line end; columns stay."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


class Places:
    """Finds the place of an offset in a text, in logarithmic time."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        position = text.find("\n")
        while position != -1:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def at(self, offset: int) -> Place:
        """The line and column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)
