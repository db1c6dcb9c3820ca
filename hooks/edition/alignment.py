"""Which part of a translation stands for which part of its source. Pure: by kinds and marks, for words tell nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from edition.patterns import late
from edition.places import Place

if TYPE_CHECKING:
    from edition.model import Block

T = TypeVar("T")
Pairs = Sequence[tuple["Block | None", "Block | None"]]

_MARKS = late(r"@[\w-]+|#[A-Z]\d+|\d{2,}|\]\([^)\s]+|^#+", re.M)
_ID = late(r"\{[^{}\n]*#([\w-]+)[^{}\n]*\}[ \t]*\Z")
_WORDS = late(r"\w+")
_MOST = 250_000  # comparisons for one pair of lists; longer ones are compared near their diagonal alone


def aligned_blocks(ours: Sequence[Block], theirs: Sequence[Block]) -> Pairs:
    """The blocks of a source and of its translation, each with its counterpart, if it has one."""
    if [_shape(block) for block in ours] == [_shape(block) for block in theirs]:
        return list(zip(ours, theirs, strict=True))
    marks = {id(block): frozenset(_MARKS.findall(block.text)) for block in (*ours, *theirs)}

    def unlike(one: Block, other: Block) -> float:
        """How unlike two blocks are: from 2 on (two gaps) they are no pair."""
        if one.kind == other.kind == "heading":
            ids = _own_id(one), _own_id(other)
            # An id of the translation that the source's heading has by itself, as a rule: its words, joined.
            named = bool(ids[1]) and not ids[0] and ids[1] != _joined(one)
            return 0.9 * (_level(one) != _level(other)) + 0.5 * (named or (all(ids) and ids[0] != ids[1]))
        if one.kind != other.kind and {"heading", "code", "row"} & {one.kind, other.kind}:
            return 3.0
        mine, yours = marks[id(one)], marks[id(other)]
        shared = len(mine & yours) / len(mine | yours) if mine | yours else 1.0
        return 1.1 * (one.kind != other.kind) + 0.9 * (1 - shared) + 0.2 * _longer(one, other)

    # From their ends: of pairings that cost the same, that which leaves out what comes later.
    return aligned(ours[::-1], theirs[::-1], unlike)[::-1]


def _shape(block: Block) -> tuple[str, int]:
    return block.kind, _level(block)


def _level(block: Block) -> int:
    return len(block.text) - len(block.text.lstrip("#")) if block.kind == "heading" else 0


def _own_id(block: Block) -> str:
    found = _ID.search(block.text)
    return found[1] if found else ""


def _joined(block: Block) -> str:
    return "-".join(_WORDS.findall(block.text.lower()))


def _longer(one: Block, other: Block) -> float:
    """0 for blocks of one length, nearly 1 where one is much longer."""
    short, long = sorted((len(one.text), len(other.text)))
    return 1 - short / long if long else 0.0


def surplus(items: Iterable[T], others: Iterable[T], key: Callable[[T], Hashable]) -> list[T]:
    """The items that the others do not hold as often, in their order; those of one key are the same."""
    left = Counter(map(key, others))
    found = []
    for item in items:
        left[key(item)] -= 1
        if left[key(item)] < 0:
            found.append(item)
    return found


class Counterparts:
    """Finds the beginning of the block of the translation that stands for the block at a position of the source.

    `key` says where a block of the source stands, as the positions count that are asked for: lines or offsets.
    """

    def __init__(self, blocks: Pairs, key: Callable[[Block], int]) -> None:
        self._positions: list[int] = []
        self._places: list[Place] = []
        found = Place(1, 1)
        for one, other in blocks:
            found = other.place if other else found
            if one:
                self._positions.append(key(one))
                self._places.append(found)

    def at(self, position: int) -> Place:
        """The place in the translation; its beginning where nothing stands for what comes first."""
        index = bisect_right(self._positions, position)
        return self._places[index - 1] if index else Place(1, 1)


def aligned(
    ours: Sequence[T], theirs: Sequence[T], unlike: Callable[[T, T], float]
) -> list[tuple[T | None, T | None]]:
    """The cheapest pairing of two lists in their order (an edit distance; to leave one out costs 1)."""
    bands = _bands(len(ours), len(theirs))
    costs = [{j: float(j) for j in range(bands[0][1])}]
    for one, band in zip(ours, bands[1:], strict=True):
        costs.append(_row(band, costs[-1], [unlike(one, other) for other in theirs[slice(*_inner(band))]]))
    pairs: list[tuple[T | None, T | None]] = []
    i, j = len(ours), len(theirs)
    while i or j:
        here, above = costs[i][j], costs[i - 1] if i else {}
        if j and j - 1 in above and here == above[j - 1] + unlike(ours[i - 1], theirs[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((ours[i], theirs[j]))
        elif j in above and here == above[j] + 1:
            i -= 1
            pairs.append((ours[i], None))
        else:
            j -= 1
            pairs.append((None, theirs[j]))
    return pairs[::-1]


def _bands(rows: int, columns: int) -> list[tuple[int, int]]:
    """For each row of costs the columns that are looked at: all of them, or a band along the diagonal."""
    if rows * columns <= _MOST:
        return [(0, columns + 1)] * (rows + 1)
    half = max(_MOST // (2 * rows), columns // max(rows, 1) + 2)
    middles = (row * columns // rows for row in range(rows + 1))
    return [(max(middle - half, 0), min(middle + half, columns) + 1) for middle in middles]


def _inner(columns: tuple[int, int]) -> tuple[int, int]:
    """The items of the second list whose pairing a row of costs asks for."""
    return max(columns[0] - 1, 0), columns[1] - 1


def _row(columns: tuple[int, int], above: dict[int, float], unlike: Sequence[float]) -> dict[int, float]:
    """The costs of pairing one item more, by how many of the second list are paired."""
    row: dict[int, float] = {}
    first = _inner(columns)[0]
    left = infinity = float("inf")
    for j in range(*columns):
        paired = above.get(j - 1, infinity) + unlike[j - 1 - first] if j else infinity
        left = row[j] = min(paired, above.get(j, infinity) + 1, left + 1)
    return row
