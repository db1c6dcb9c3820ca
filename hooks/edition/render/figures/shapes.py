"""The shapes that figures can have: rows of texts to drawings. Each returns its elements and its height."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

import svg

from edition import drawings
from edition.render.figures.canvas import LINE, SIZE, WIDTH, Elements, box, wrapped, write

Row = Sequence[str]
Drawn = tuple[Elements, float]
_GAP = 8
_PAD = 6


def bars(rows: Sequence[Row], hollow: frozenset[int] = frozenset()) -> Drawn:
    """[group, label, number] a row: a bar for each number, its label above it.

    Each group has its own scale, for groups count different things. `hollow`: the indices of rows
    that are drawn hollow.
    """
    elements: Elements = []
    y = 0.0
    for group, members in groupby(enumerate(rows), lambda item: item[1][0]):
        numbered = list(members)
        if group:
            heading = wrapped(group, WIDTH)
            elements += write(heading, 0, y, kind="figure-heading")
            y += LINE * len(heading) + 4
        largest = max(_number(row[2]) for _, row in numbered) or 1
        for index, row in numbered:
            label = wrapped(row[1], WIDTH - 56)
            elements += write(label, 0, y) + write([row[2]], WIDTH, y, "end", "figure-number")
            y += LINE * len(label) + 2
            width = max(2.0, WIDTH * _number(row[2]) / largest)
            kind = "figure-bar--hollow" if index in hollow else "figure-bar"
            elements.append(svg.Rect(x=1, y=y, width=round(width - 2, 1), height=10, rx=2, class_=[kind]))
            y += 10 + _GAP
        y += _GAP
    return elements, y


def _number(text: str) -> float:
    return drawings.number(text) or 0.0  # an empty cell is nothing


def grid(rows: Sequence[Row]) -> Drawn:
    """[column, row, number, note] a row: the number in its cell; a note marks the cell."""
    columns = sorted({row[0] for row in rows})
    lines = sorted({row[1] for row in rows})
    left = 44.0
    width = (WIDTH - left) / max(1, len(columns))
    elements: Elements = []
    for index, column in enumerate(columns):
        elements += write([column], left + width * (index + 0.5), 0, "middle")
    for index, line in enumerate(lines):
        elements += write([line], 0, 22 + 40 * index + 12, kind="figure-heading")
    for column, line, number, note in rows:
        x, y = left + width * columns.index(column) + 1, 22.0 + 40 * lines.index(line)
        kind = "figure-box--marked" if note else "figure-box"
        elements += box([number, note] if note else [number], x, y, width - 2, 38, kind)
    return elements, 22 + 40 * len(lines)


def tiles(rows: Sequence[Row]) -> Drawn:
    """[number, label] a row: numbers that are not measured with one scale, each beside what it counts."""
    elements: Elements = []
    y = 0.0
    for number, label, *_ in rows:
        texts = wrapped(label, WIDTH - 84 - _PAD)
        height = max(44.0, LINE * len(texts) + 2 * _PAD)
        elements += box([number], 0, y, 72, height, "figure-box--marked")
        elements += write(texts, 84, y + (height - LINE * len(texts)) / 2)
        y += height + _GAP
    return elements, y


def matrix(rows: Sequence[Row], head: Row) -> Drawn:
    """A table of texts, its head above it."""
    width = WIDTH / len(head)
    elements: Elements = []
    y = 0.0
    for index, row in enumerate([head, *rows]):
        cells = [wrapped(cell, width - 2 * _PAD) for cell in row]
        height = max(len(cell) for cell in cells) * LINE + 2 * _PAD
        for column, cell in enumerate(cells):
            kind = "figure-box--head" if index == 0 else "figure-box"
            elements += box(cell, width * column + 1, y, width - 2, height, kind)
        y += height + 3
    return elements, y


def path(rows: Sequence[Row], signs: Sequence[str] = ()) -> Drawn:
    """Boxes side by side in each row, the rows joined by an arrow or by the sign given for them."""
    elements: Elements = []
    y = 0.0
    for index, row in enumerate(rows):
        cells = [cell for cell in row if cell]
        width = (WIDTH - _GAP * (len(cells) - 1)) / len(cells)
        texts = [wrapped(cell, width - 2 * _PAD) for cell in cells]
        height = max(len(lines) for lines in texts) * LINE + 2 * _PAD
        for column, lines in enumerate(texts):
            elements += box(lines, (width + _GAP) * column, y, width, height, "figure-box")
        y += height
        if index < len(rows) - 1:
            sign = signs[index] if index < len(signs) else "↓"
            elements += write([sign], WIDTH / 2, y + (24 - SIZE) / 2 - 3, "middle", "figure-sign")
            y += 24
    return elements, y


def years(rows: Sequence[Row]) -> Drawn:
    """[year, signs] a row: one sign for each event, wrapped where a year has many."""
    elements: Elements = []
    y = 0.0
    for year, signs in rows:
        texts = wrapped(signs, WIDTH - 56)
        elements += write([year], 0, y, kind="figure-heading") + write(texts, 52, y, kind="figure-signs")
        y += LINE * len(texts) + 4
    return elements, y


SHAPES: Mapping[str, Callable[[Sequence[Row]], Drawn]] = {
    "grid": grid,
    "tiles": tiles,
    "years": years,
}
