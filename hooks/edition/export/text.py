"""The Markdown of an author as plain text and as simple HTML, for programs that know nothing of the site.

`cited` gives the printed form of a citation group as plain text: "[@a; @b]" -> "(Author, 2020)".
A claim mark becomes "(C113)", a term mark its words, a link within the site its text. Raw HTML is no
markup here: it stays as the characters that it is written with; comments are left out.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape, unescape

from markdown import Extension, Markdown
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from edition.patterns import late

Cited = Callable[[str], str]

_COMMENT = late(r"<!--.*?-->", re.S)
_NO_XML = late("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITY = late(r"&(?!(?:amp|lt|gt|quot);)(?:#\w+|\w+);")
_BLANK = late(r"[ \t\r\n]+")  # a no-break space is none
_OUTSIDE = late(r"(?:https?|mailto|tel):", re.I)

# The marks of an author, as edition.sources reads them.
_TERM = r"\[\[\s*([^\[\]|]*[^\[\]|\s])\s*(?:\|([^\[\]]+))?\]\](?![(\[])"
_CITATION = r"\[[^\[\]]*?(?<![\w.@/\\])@\w[^\[\]]*\](?!\()"
_CLAIM = r"\[#([A-Z]\d+)\]"
_SPAN = r"(?<![!\\])\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\{:?[ ]*([^{}\n]+)\}"

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_TABLE = {"table", "thead", "tbody", "tr"}
_LISTS = {"dl", "ol", "ul"}
_HOLDERS = {"div", "blockquote"} | _LISTS | _TABLE  # hold blocks alone
_BLOCKS = (_HOLDERS - {"div"}) | _HEADINGS | {"dd", "dt", "hr", "li", "p", "pre", "td", "th"}
_INLINE = {"br", "code", "em", "strong", "sub", "sup"}
_EMPTY = {"br", "hr"}


def html(markdown: str, cited: Cited) -> str:
    """Well-formed HTML of blocks (`<p>`, lists, tables ...) on one line, save within `<pre>`.

    Beside `lang` and a link's `href` there are no attributes. A list begins at 1, as on the site.
    """
    return "".join(_written(_tree(markdown), cited)).strip()


def inline(markdown: str, cited: Cited) -> str:
    """The same, for a place where words stand: a single paragraph comes without its `<p>`."""
    text = html(markdown, cited)
    inner = text.removeprefix("<p>").removesuffix("</p>")
    return inner if "<p>" not in inner and len(text) - len(inner) == len("<p></p>") else text


def plain(markdown: str, cited: Cited) -> str:
    """The words alone: a line each paragraph, item ("- ", "1. ") and row; an address behind its link."""
    return "\n".join(_lines(_tree(markdown), cited))


class _Mark(InlineProcessor):
    """A term or a claim: a `<span>` with its words."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        element = ET.Element("span")
        # The words of a term may hold emphasis.
        element.text = AtomicString(f"({m[1]})") if m[0].startswith("[#") else (m[2] or m[1]).strip()
        return element, m.start(0), m.end(0)


class _Citation(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        element = ET.Element("cite")
        element.text = AtomicString(" ".join(m[0].split()))  # a key may hold what looks like emphasis
        return element, m.start(0), m.end(0)


class _Span(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        attributes, rest = get_attrs_and_remainder(m[2])
        if rest.strip() or not attributes:
            return None, None, None
        element = ET.Element("span", {name: value for name, value in attributes if name == "lang" and value})
        element.text = m[1]
        return element, m.start(0), m.end(0)


class _Attributes(Treeprocessor):
    """Leaves what is used: an author may write an attribute that no XML can hold."""

    def run(self, root: ET.Element) -> None:
        for element in root.iter():
            for name in set(element.attrib) - {"alt", "href", "lang"}:
                del element.attrib[name]


class _Marks(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        # Behind code (190) and escapes (180), before links (170).
        md.inlinePatterns.register(_Mark(_TERM, md), "term", 178)
        md.inlinePatterns.register(_Citation(_CITATION, md), "citation", 177)
        md.inlinePatterns.register(_Mark(_CLAIM, md), "claim", 176)
        md.inlinePatterns.register(_Span(_SPAN, md), "span", 175)
        md.treeprocessors.register(_Attributes(md), "attributes", -1)  # behind all others


@lru_cache(maxsize=4096)
def _converted(markdown: str) -> str:
    text = _NO_XML.sub("", _COMMENT.sub("", markdown))
    extensions: list[str | Extension] = [
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "fenced_code",
        "tables",
        _Marks(),
    ]
    converted = Markdown(extensions=extensions).convert(text)
    return _NO_XML.sub("", _ENTITY.sub(_resolved, converted))


def _resolved(entity: re.Match[str]) -> str:
    """XML knows five entities; HTML's others become their character."""
    return escape(unescape(entity[0]), quote=True)


def _tree(markdown: str) -> ET.Element:
    return ET.fromstring(f"<div>{_converted(markdown)}</div>")


def _kind(element: ET.Element) -> tuple[str, dict[str, str]]:
    """The tag and the attributes that an element keeps; ("", {}) for one of which only the content stays."""
    tag = element.tag
    kept = {"lang": element.get("lang", "")} if element.get("lang") else {}
    if tag == "a" and _OUTSIDE.match(element.get("href", "")):
        return tag, {"href": element.get("href", "")} | kept
    if tag in _BLOCKS or tag in _INLINE:
        return tag, kept
    return ("span", kept) if kept and tag != "div" else ("", {})


def _written(element: ET.Element, cited: Cited, pre: bool = False) -> Iterator[str]:
    """The content of an element as HTML."""
    first = element[0].tag if len(element) else ""
    holder = element.tag in _HOLDERS or (element.tag in ("li", "dd") and first in _BLOCKS)
    yield _words(element.text, holder, pre)
    for child in element:
        tag, attributes = _kind(child)
        opening = f"<{tag}" + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        if child.tag == "cite":
            yield escape(cited(child.text or ""), quote=False)
        elif child.tag == "img":
            yield escape(child.get("alt", ""), quote=False)
        elif tag in _EMPTY:
            yield f"{opening} />"
        else:
            yield f"{opening}>" if tag else ""
            yield from _written(child, cited, pre or tag == "pre")
            yield f"</{tag}>" if tag else ""
        yield _words(child.tail, holder, pre)


def _words(text: str | None, holder: bool, pre: bool) -> str:
    if not text or (holder and not text.strip()):
        return ""
    return escape(text if pre else _BLANK.sub(" ", text), quote=False)


def _lines(element: ET.Element, cited: Cited) -> Iterator[str]:
    """The content of an element as lines of plain text."""
    pre = element.tag == "pre"
    words = _said(element.text, pre)
    counted = 1
    for child in element:
        if child.tag not in _BLOCKS and child.tag not in _HOLDERS:
            words += _plain_inline(child, cited)
        else:
            yield from _stripped(words, pre)
            words = ""
            yield from _block(child, "- " if element.tag == "ul" else f"{counted}. ", cited)
            counted += 1
        words += _said(child.tail, pre)
    yield from _stripped(words, pre)


def _block(element: ET.Element, bullet: str, cited: Cited) -> Iterator[str]:
    lines = list(_lines(element, cited))
    if element.tag == "tr":
        yield " | ".join(" ".join(_lines(cell, cited)) for cell in element)
    elif element.tag == "li":
        for index, line in enumerate(lines):
            yield (" " * len(bullet) if index else bullet) + line
    else:
        yield from lines


def _plain_inline(element: ET.Element, cited: Cited) -> str:
    if element.tag == "cite":
        return cited(element.text or "")
    if element.tag == "img":
        return element.get("alt", "")
    if element.tag == "br":
        return "\n"
    pre = element.tag == "code"
    words = _said(element.text, pre)
    for child in element:
        words += _plain_inline(child, cited) + _said(child.tail, pre)
    address = element.get("href", "")
    web = element.tag == "a" and re.match(r"https?:", address, re.I)
    return f"{words} ({address})" if web and words.strip() != address else words


def _said(text: str | None, pre: bool) -> str:
    return (text or "") if pre else _BLANK.sub(" ", text or "")


def _stripped(words: str, pre: bool) -> Iterator[str]:
    for line in words.split("\n"):
        if line.strip():
            yield line.rstrip() if pre else line.strip()
