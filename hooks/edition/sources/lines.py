"""Texts as Markdown and BibTeX count them."""

from __future__ import annotations


def normalise(text: str) -> str:
    """The text without a byte order mark and with `\\n` as the only line end; columns stay."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
