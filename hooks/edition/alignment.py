"""Which part of a translation stands for which part of its source. Pure: by kinds and marks, for words tell nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from edition.model import Block

T = TypeVar("T")
Pairs = Sequence[tuple["Block | None", "Block | None"]]

_MARKS = re.compile(r"@[\w-]+|#[A-Z]\d+|\d{2,}|\]\([^)\s]+|^#+", re.M)
_MOST = 400_000  # comparisons for one pair of pages; beyond, blocks are paired as they come


def aligned_blocks(ours: Sequence[Block], theirs: Sequence[Block]) -> Pairs:
    """The blocks of a source and of its translation, each with its counterpart, if it has one."""
    if [_shape(block) for block in ours] == [_shape(block) for block in theirs]:
        return list(zip(ours, theirs, strict=True))
    marks = {id(block): frozenset(_MARKS.findall(block.text)) for block in (*ours, *theirs)}

    def unlike(one: Block, other: Block) -> float:
        """How unlike two blocks are: from 2 on (two gaps) they are no pair."""
        if one.kind == other.kind == "heading":
            return 0.9 * (_level(one) != _level(other))
        if one.kind != other.kind and {"heading", "code"} & {one.kind, other.kind}:
            return 3.0
        mine, yours = marks[id(one)], marks[id(other)]
        shared = len(mine & yours) / len(mine | yours) if mine | yours else 1.0
        return 0.5 * (one.kind != other.kind) + 0.9 * (1 - shared) + 0.2 * _longer(one, other)

    if len(ours) * len(theirs) > _MOST:
        rest: Pairs = [(one, None) for one in ours[len(theirs) :]] or [(None, one) for one in theirs[len(ours) :]]
        return [*zip(ours, theirs, strict=False), *rest]
    return aligned(ours, theirs, unlike)


def _shape(block: Block) -> tuple[str, int]:
    return block.kind, _level(block)


def _level(block: Block) -> int:
    return len(block.text) - len(block.text.lstrip("#")) if block.kind == "heading" else 0


def _longer(one: Block, other: Block) -> float:
    """0 for blocks of one length, nearly 1 where one is much longer."""
    short, long = sorted((len(one.text), len(other.text)))
    return 1 - short / long if long else 0.0


def aligned(
    ours: Sequence[T], theirs: Sequence[T], unlike: Callable[[T, T], float]
) -> list[tuple[T | None, T | None]]:
    """The cheapest pairing of two lists in their order (an edit distance; to leave one out costs 1)."""
    costs = [[float(i + j) for j in range(len(theirs) + 1)] for i in range(len(ours) + 1)]
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            costs[i + 1][j + 1] = min(
                costs[i][j] + unlike(one, other), costs[i][j + 1] + 1, costs[i + 1][j] + 1
            )
    pairs: list[tuple[T | None, T | None]] = []
    i, j = len(ours), len(theirs)
    while i or j:
        if i and j and costs[i][j] == costs[i - 1][j - 1] + unlike(ours[i - 1], theirs[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((ours[i], theirs[j]))
        elif i and costs[i][j] == costs[i - 1][j] + 1:
            i -= 1
            pairs.append((ours[i], None))
        else:
            j -= 1
            pairs.append((None, theirs[j]))
    return pairs[::-1]
