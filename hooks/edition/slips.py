"""Slips of the pen: one letter wrong, missing or too much, or letters exchanged."""

from __future__ import annotations

from collections.abc import Iterable


def is_slip(name: str, near: str) -> bool:
    """Whether one letter is wrong, missing, too much, or letters have changed their places."""
    if abs(len(name) - len(near)) > 1:
        return False
    if sorted(name) == sorted(near):
        return True
    short, long = sorted((name, near), key=len)
    index = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[index + (len(short) == len(long)) :] == long[index + 1 :]


def meant(wrong: str, known: Iterable[str]) -> str:
    """The first of the known words from which a word differs by one slip, "" where it is one of them, or none is."""
    words = tuple(known)
    return "" if wrong in words else next((word for word in words if is_slip(wrong, word)), "")
