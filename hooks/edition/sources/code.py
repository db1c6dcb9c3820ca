"""What is code in a Markdown text, so that nothing in it is read as Markdown.

Text is never shortened: code becomes blanks, so that every offset keeps its meaning.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from edition.patterns import late

_FENCE = late(r"[ \t>]*(`{3,}+|~{3,}+)(?!.*`\s*\S)")
_OPENER = late(r"[ ]*(?:[-*+][ ]|\d+\.[ ]|!!![ \w]|\?\?\?\+?[ \w]|===[+!]*[ ]|\[\^[^\]\n]+\]:|:[ ]{1,3}\S)")
_FENCES = frozenset("`~>")  # how a line that opens a fence can begin
_RAW = late(r"<(pre|script|style|textarea)\b[^<>]*>", re.I)
_RAW_END = {name: late(rf"</{name}\s*>", re.I) for name in ("pre", "script", "style", "textarea")}
_SPAN = late(r"\\[\\`<]|`+|<!--|\n[ \t]*\n")
_BACKTICKS = late(r"`+")
_PARAGRAPH = late(r"\n\n")
_INDENTED = frozenset(("", " ", "\t", ">"))  # how a line begins that can belong to an indented block
_PROSE = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ#(<|\"'"
)  # a line that begins so is no code, and no code belongs to it


def blank(text: str) -> str:
    """As many blanks as the text has characters; line ends stay."""
    return "\n".join([" " * len(line) for line in text.split("\n")])


def mask(text: str) -> str:
    """The text with code and comments blanked."""
    masked = _mask_blocks(text) if _can_hold_blocks(text) else text
    if "`" in masked or ("<" in masked and "<!--" in masked):
        masked = _mask_spans(masked)
    return _mask_raw(masked) if "<" in masked else masked


def _can_hold_blocks(text: str) -> bool:
    """Whether a block of code can begin. One sign is found much faster than three: each is asked for first."""
    return (
        text.startswith(" ")
        or "\t" in text
        or ("`" in text and "```" in text)
        or ("~" in text and "~~~" in text)
        or "\n    " in text
    )


def _mask_raw(text: str) -> str:
    """Blank what raw HTML elements hold that no browser reads as HTML, or no author as Markdown."""
    parts: list[str] = []
    unclosed: set[str] = set()  # once an element has no end, no later one has
    done = position = 0
    while opening := _RAW.search(text, position):
        name, position = opening[1].lower(), opening.end()
        closing = None if name in unclosed else _RAW_END[name].search(text, position)
        if closing:
            parts += text[done:position], blank(text[position : closing.start()])
            done = position = closing.start()
        else:
            unclosed.add(name)
    return "".join([*parts, text[done:]])


def _mask_blocks(text: str) -> str:
    """Blank fenced and indented code.

    Indented code follows a blank line and lies four columns deeper than what it belongs to: the
    page, or an item of a list, an admonition, a tab, a footnote or a definition.
    """
    lines = text.split("\n")
    unclosed: _Unclosed = {"`": {}, "~": {}}
    depths = [0]
    after_blank, in_code, index = True, False, 0
    while index < len(lines):
        line = lines[index]
        if line[:1] in _PROSE:
            if after_blank:
                depths = [0]
            after_blank, in_code, index = line[0] == "#", False, index + 1
            continue
        if not line.strip():
            after_blank, index = True, index + 1
            continue
        content = line.lstrip()
        end = _fence_end(lines, index, unclosed) if content[0] in _FENCES else None
        if end is not None:
            indent = len(line) - len(content)
            while len(depths) > 1 and indent < depths[-1]:
                depths.pop()
            lines[index:end] = [blank(inner) for inner in lines[index:end]]
            after_blank, in_code, index = False, False, end
            continue
        indent = len(line) - len(content) if "\t" not in line else _width(line, "")
        opens = not content[0].isalpha() and _OPENER.match(line) is not None
        if after_blank or opens:
            while len(depths) > 1 and indent < depths[-1]:
                depths.pop()
        in_code = indent - depths[-1] >= 4 and (after_blank or in_code)
        if in_code:
            lines[index] = blank(line)
        elif opens:
            depths.append(indent // 4 * 4 + 4)
        after_blank, index = line.startswith("#"), index + 1  # a heading ends what was before it
    return "\n".join(lines)


# For each sign and indentation: the shortest fence that has no end, and up to which line that is so.
_Unclosed = dict[str, dict[int, tuple[int, int]]]


def _fence_end(lines: list[str], index: int, unclosed: _Unclosed) -> int | None:
    """The line after the fence that opens at `index`; `None` if none opens or none was meant.

    What lies four columns deeper than a fence does not end it, but belongs to the code; where an indented one
    stands in a list or a box, it ends with that. One that is never closed is no code for Python-Markdown; but its
    author meant the next lines to be, so that they are it up to a blank one. `unclosed` remembers those: no
    longer one has an end, and none that is indented less.
    """
    opening = _FENCE.match(lines[index])
    if not opening:
        return None
    fence = opening[1]
    width, known = _width(lines[index]), unclosed[fence[0]]
    if any(
        length <= len(fence) and width <= deep and index < valid for deep, (length, valid) in known.items()
    ):
        return _paragraph_end(lines, index, opening.end())
    end = index
    for end in range(index + 1, len(lines)):
        last = lines[end].strip(" \t>")
        if width >= 4 and lines[end][:1] not in _INDENTED:
            break
        if last.startswith(fence) and not last.strip(fence[0]) and _width(lines[end]) < width + 4:
            return end + 1
    known[width] = len(fence), end
    return _paragraph_end(lines, index, opening.end())


def _width(line: str, signs: str = ">") -> int:
    """How many columns stand before the text of a line, the signs of a quotation among them."""
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip(f" {signs}"))


def _paragraph_end(lines: list[str], index: int, end: int) -> int | None:
    if not lines[index][end:].strip():
        return None  # without a language it can be the end of a fence that began in the line of a bullet
    while index < len(lines) and lines[index].strip():
        index += 1
    return index


def _mask_spans(text: str) -> str:
    """Blank code spans and comments; a code span ends in the paragraph in which it begins."""
    closing = _Closings(text)
    parts: list[str] = []
    done = position = 0
    closed = True
    while found := _SPAN.search(text, position):
        position = found.end()
        token = found[0]
        if token == "<!--":
            end = text.find("-->", found.end()) + 3 if closed else 2
            closed = end > 2
            if not closed:  # for Python-Markdown it is text; its author meant at least the paragraph
                end = text.find("\n\n", found.end())
                end = len(text) if end == -1 else end
        elif token[0] == "`":
            end = closing.after(found.end(), len(token))
            if end == -1:
                continue
        else:
            if token[0] == "\n":
                position = found.end() - 1  # the line end may begin the next blank line too
            continue
        parts += text[done : found.start()], blank(text[found.start() : end])
        done = position = end
    return "".join([*parts, text[done:]])


class _Closings:
    """Where the code spans of a text can end, found in logarithmic time."""

    def __init__(self, text: str) -> None:
        self._runs: defaultdict[int, list[int]] = defaultdict(list)
        for run in _BACKTICKS.finditer(text):
            self._runs[len(run[0])].append(run.start())
        self._paragraphs = [found.start() for found in _PARAGRAPH.finditer(text)] if self._runs else []

    def after(self, start: int, length: int) -> int:
        """The offset after the next run of just `length` backticks in the paragraph, -1 without one."""
        runs = self._runs[length]
        index = bisect_left(runs, start)
        if index == len(runs):
            return -1
        paragraph = bisect_left(self._paragraphs, start)
        if paragraph < len(self._paragraphs) and self._paragraphs[paragraph] < runs[index]:
            return -1
        return runs[index] + length
