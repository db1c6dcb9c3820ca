"""What is code in a Markdown text, so that nothing in it is read as Markdown.

Text is never shortened: code becomes blanks, so that every offset keeps its meaning.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})(?!.*`\s*\S)")
_OPENER = re.compile(r"[ ]*(?:[-*+][ ]|\d+\.[ ]|!!![ ]|\?\?\?\+?[ ]|===[+!]*[ ]|\[\^[^\]\n]+\]:|:[ ]{1,3}\S)")
_RAW = re.compile(r"(<(pre|script|style|textarea)\b[^<>]*>)(.*?)(?=</\2\s*>)", re.S | re.I)
_SPAN = re.compile(r"\\[\\`<]|`+|<!--|\n[ \t]*\n")
_NOT_NEWLINE = re.compile(r"[^\n]")


def blank(text: str) -> str:
    """As many blanks as the text has characters; line ends stay."""
    return _NOT_NEWLINE.sub(" ", text)


def mask(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with code and comments blanked, and the spans of the comments."""
    masked, comments = _mask_spans(_mask_blocks(text))
    if "<" in masked:
        masked = _RAW.sub(lambda found: found[1] + blank(found[3]), masked)
    return masked, comments


def _mask_blocks(text: str) -> str:
    """Blank fenced and indented code.

    Indented code follows a blank line and lies four columns deeper than what it belongs to: the
    page, or an item of a list, an admonition, a tab, a footnote or a definition.
    """
    lines = text.split("\n")
    depths = [0]
    after_blank, in_code, index = True, False, 0
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            after_blank, index = True, index + 1
            continue
        end = _fence_end(lines, index)
        if end is not None:
            lines[index:end] = [blank(inner) for inner in lines[index:end]]
            after_blank, in_code, index = False, False, end
            continue
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        opens = _OPENER.match(line) is not None
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


def _fence_end(lines: list[str], index: int) -> int | None:
    """The line after the fence that opens at `index`; `None` if none opens or it is never closed."""
    opening = _FENCE.match(lines[index])
    if not opening:
        return None
    fence = opening[1]
    for end in range(index + 1, len(lines)):
        last = lines[end].strip(" \t>")
        if last.startswith(fence) and not last.strip(fence[0]):
            return end + 1
    return None


def _mask_spans(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Blank code spans and comments; a code span ends in the paragraph in which it begins."""
    parts: list[str] = []
    comments: list[tuple[int, int]] = []
    done = position = 0
    while found := _SPAN.search(text, position):
        position = found.end()
        token = found[0]
        if token == "<!--":
            end = text.find("-->", found.end())
            end = len(text) if end == -1 else end + 3
            comments.append((found.start(), end))
        elif token[0] == "`":
            closing = _closing(text, found.end(), len(token))
            if closing == -1:
                continue
            end = closing
        else:
            if token[0] == "\n":
                position = found.end() - 1  # the line end may begin the next blank line too
            continue
        parts += text[done : found.start()], blank(text[found.start() : end])
        done = position = end
    return "".join([*parts, text[done:]]), tuple(comments)


def _closing(text: str, start: int, length: int) -> int:
    """The offset after the run of `length` backticks that closes a code span, -1 if there is none."""
    end = text.find("\n\n", start)
    end = len(text) if end == -1 else end
    position = text.find("`", start, end)
    while position != -1:
        stop = position
        while stop < end and text[stop] == "`":
            stop += 1
        if stop - position == length:
            return stop
        position = text.find("`", stop, end)
    return -1
