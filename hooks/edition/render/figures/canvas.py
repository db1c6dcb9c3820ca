"""Text and boxes of a figure, laid out for a screen of 360 px: one unit is one pixel there.

Colours and the typeface come from the style sheet of the site, by the classes of the elements.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Literal

import svg

WIDTH = 328  # what is left of 360 px beside the margins of a page
SIZE = 12  # of the text; nothing is smaller
LINE = 16  # from one line of text to the next
_PER_LETTER = 7.0  # the width of an average letter of SIZE, on the safe side

Elements = list[svg.Element]
Anchor = Literal["start", "middle", "end"]


def wrapped(text: str, width: float) -> list[str]:
    """A text in lines that are at most `width` wide; a word that is longer has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and (len(lines[-1]) + 1 + len(word)) * _PER_LETTER <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def write(texts: Sequence[str], x: float, y: float, anchor: Anchor = "start", kind: str = "") -> Elements:
    """Lines of text; `y` is the upper edge of the first."""
    return [
        svg.Text(
            text=escape(line),
            x=round(x, 1),
            y=round(y + LINE * index + SIZE, 1),
            text_anchor=anchor,
            class_=[kind] if kind else None,
        )
        for index, line in enumerate(texts)
    ]


def box(texts: Sequence[str], x: float, y: float, width: float, height: float, kind: str) -> Elements:
    """A box with lines of text in its middle."""
    top = y + (height - LINE * len(texts)) / 2
    frame = svg.Rect(x=round(x, 1), y=y, width=round(width, 1), height=height, rx=4, class_=[kind])
    return [frame, *write(texts, x + width / 2, top, "middle")]


def drawing(elements: Elements, height: float, name: str, title: str, description: str) -> str:
    """The whole figure as SVG, with the title and the description that a screen reader says."""
    whole = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, round(height)),
        class_=["figure-drawing"],
        extra={"role": "img", "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-description"},
        elements=[
            svg.Title(id=f"{name}-title", text=escape(title)),
            svg.Desc(id=f"{name}-description", text=escape(description)),
            *elements,
        ],
    )
    return whole.as_str()
