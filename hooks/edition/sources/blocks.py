"""Blocks: the paragraphs, items, rows and fences of a page, by which translations are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from edition.model import Block, Heading, Mark
from edition.patterns import late
from edition.places import Places

_ITEM = late(r"(?:[-*+]|\d+[.)])[ \t]")  # it cannot break off a paragraph
_DEFINED = late(r":[ ]{1,3}\S|\[\^[^\]]+\]:")
_BOX = late(r"!!![ \w]|\?\?\?\+?[ \w]|===[+!]*[ ]")
_RULE = late(r"(?=[ :|]*+-)[ :|-]*+$")  # the line below the head of a table, and thematic breaks
_NO_PROSE = late(r"(?:\[[^\]]+\]:|\*\[[^\]]+\]:)")  # definitions of labels and abbreviations
_FENCE = late(r"[ \t>]*(?:```|~~~)")
_SPAN = late(r"[ ]{0,3}`{1,2}(?!`)")
_OPEN = frozenset(("paragraph", "item", "quote", "html"))  # what the next line can go on with
_NO_BLOCK = frozenset(("", "comment", "none"))
_DEFINITION = late(
    r"^(?=\S)(?![:#>|!])(?!<(?!(?:dfn|span|abbr|b|strong|em|i|a|code|mark)\b))([^\n]+)\n"
    r"(?:[ \t]*\n)?[ ]{0,3}:[ ]{1,3}(?=\S)",
    re.M,
)


def definitions(masked: str, text: str, places: Places) -> Iterator[Mark]:
    """The terms of the definition lists of a page."""
    if "\n:" in masked or "\n :" in masked:
        for found in _DEFINITION.finditer(masked):
            name = text[found.start(1) : found.end(1)].strip()
            yield Mark(name, places.at(found.start(1)), found.start(1), found.end(1))


def find(text: str, masked: str, start: int, headings: Sequence[Heading], places: Places) -> Iterator[Block]:
    """The blocks below the front matter, which ends at `start`, in their order."""
    levels = {heading.offset for heading in headings}
    kind, begin, end, fenced, following = "", start, start, False, start
    for line in text[start:].split("\n"):
        offset, following = following, following + len(line) + 1
        if (
            masked[offset : offset + 1].isalpha() and offset not in levels
        ):  # most lines: worth a way of their own
            fenced, next_kind = False, _going_on(line, kind)
            goes_on = next_kind == "more"
        else:
            blank = not line or line.isspace()
            hidden = blank or not masked[offset : offset + len(line)].strip()
            fenced = fenced and hidden  # one without an end stops somewhere
            # A paragraph of code between backticks alone is blank in what is masked, and no block of code.
            code = hidden and not blank and not _SPAN.match(line)
            if fenced or code:
                next_kind = "code" if fenced or not line.lstrip().startswith("<!--") else "comment"
                goes_on = kind == next_kind and (fenced or next_kind == "comment")
                fenced ^= bool(code and _FENCE.match(line))
            else:
                next_kind = "" if blank else _kind(line, offset, kind, levels)
                goes_on = next_kind == "more"
        if not goes_on:
            if kind not in _NO_BLOCK:
                yield _block(kind, text, begin, end, places)
            kind, begin = next_kind, offset
        end = following - 1
    if kind not in _NO_BLOCK:
        yield _block(kind, text, begin, end, places)


def _block(kind: str, text: str, begin: int, end: int, places: Places) -> Block:
    lines = text[begin:end]
    return Block(kind, lines.strip(), begin + len(lines) - len(lines.lstrip()), places)


def _kind(line: str, offset: int, kind: str, levels: set[int]) -> str:
    """The kind of the block that a line begins, "more" if it goes on with the one before, "none" if it is no prose."""
    content = line.lstrip(" \t")
    at = offset + len(line) - len(content)
    if at in levels or (content.startswith("#") and any(at + i in levels for i in range(3))):
        return "heading"
    marked = "" if content[0].isalpha() else _marked(content, kind)
    return marked or _going_on(content, kind)


def _going_on(content: str, kind: str) -> str:
    """The kind of a line whose first signs tell nothing, "more" if it goes on with the block before."""
    if kind == "row" and "|" in content:
        return "row"
    return "more" if kind in _OPEN else "paragraph"


def _marked(content: str, kind: str) -> str:
    """The kind of a line that its first signs tell, "" for none."""
    if _DEFINED.match(content) or (_ITEM.match(content) and kind != "paragraph"):
        return "item"
    if _BOX.match(content):
        return "box"
    if _RULE.match(content) or _NO_PROSE.match(content) or not content.strip("=-\n "):
        return "none"
    if content.startswith("|") or (kind == "row" and "|" in content):
        return "row"
    if content.startswith(">"):
        return "more" if kind == "quote" else "quote"
    if content.startswith("<"):
        return "more" if kind == "html" else "html"
    return ""
