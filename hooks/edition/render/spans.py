"""A Python-Markdown extension for bracketed spans: `[tersangka]{lang=id}`.

As pandoc has them; the attributes are read as by `attr_list`. A phrase in another language carries
its language so that a screen reader pronounces it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

from markdown import Extension, Markdown
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.inlinepatterns import InlineProcessor

# A bracket, with one level of brackets in it, and attributes right behind it.
_SPAN = r"(?<![!\\])\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\{:?[ ]*([^{}\n]+)\}"


class _Span(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        attributes, rest = get_attrs_and_remainder(m[2])
        if rest.strip() or not attributes:
            return None, None, None
        span = ET.Element("span")
        span.text = m[1]
        for name, value in attributes:
            if name == ".":
                value = f"{span.get('class', '')} {value}".strip()
            span.set({".": "class"}.get(name, name), value)
        return span, m.start(0), m.end(0)


class _Spans(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # Before references (170), which would take the bracket for one.
        md.inlinePatterns.register(_Span(_SPAN, md), "span", 175)


def makeExtension(**options: Any) -> Extension:
    """The entry point by which Python-Markdown finds the extension."""
    return _Spans(**options)
