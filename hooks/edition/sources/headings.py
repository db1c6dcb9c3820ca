"""Headings and the anchors that Python-Markdown's `toc` gives them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from edition.model import Heading
from edition.patterns import late
from edition.places import Places
from edition.sources import attributes

# What may stand before a heading: the indentation of an item, an admonition or a tab (always four
# columns; a heading that is indented by less is text), the signs of a quotation, a bullet.
_BEFORE = late(r"(?:[ ]{4}|\t)*+(?:>[ ]?)*+(?:(?:[-*+]|\d+\.)[ ]+)?")
_SIGNS = late(r"#{1,6}")
# A line that begins with number signs, or so that something may stand before a heading, or below one.
_LINE = late(r"\n(?:(#{1,6})([^\n]*)|[ \t>=*+\d-])")
_UNDERLINE = late(r"\n([ \t>]*)(?:(=+)|-+)[ ]*(?=\n|\Z)")
_CLOSING = late(r"(?<!\\)#+$")
_ATTRIBUTES = late(r"[ ]+\{:?[ ]*([^{}\n ][^{}\n]*)\}[ ]*$")
_LITERAL = late(r"\\([\\`*_{}\[\]()<>#+.!-])|(?<!`)(`+)(?!`)(.+?)(?<!`)\2(?!`)")
_KEPT = late("\ue000(\\d+)\ue001")
_IMAGE = late(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
_LINK = late(r"\[([^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|\{[^}]*\})")
_FOOTNOTE = late(r"\[\^[^\]]+\]")
_ADDRESS = late(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>\s]*)>")
_TAG = late(r"<[A-Za-z/!?][^<>]*>")
_LONGEST = 1000  # characters of a heading; what is longer is no heading that anyone links to
_EMPHASIS = late(r"(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)|(\*{1,3})(?=\S)(.+?)(?<=\S)\3")
_UNUSUAL = late(r"[\\`*_\[<&#{]|\s\s")  # what can make another text of a heading than its own
_MARKDOWN = late(r"[\\`*_\[<]")

Slug = Callable[[str], str]


def slugifier(options: Mapping[str, Any]) -> Slug:
    """The function that makes an anchor of a heading, from the options of `toc` in mkdocs.yml."""
    chosen = options.get("slugify")
    separator = str(options.get("separator", "-"))
    function: Callable[[str, str], str] = chosen if callable(chosen) else _default_slug()

    @lru_cache(maxsize=10_000)  # many pages have the same headings
    def slug(text: str) -> str:
        return function(text, separator)

    return slug


def _default_slug() -> Callable[[str, str], str]:
    """As `markdown.extensions.toc.slugify`, which takes longer to load than a hundred pages to read."""

    def slugify(text: str, separator: str) -> str:
        if not text.isascii():
            import unicodedata  # only for letters that not all alphabets have

            text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
        text = re.sub(r"[^\w\s-]", "", text).strip().lower()
        return re.sub(rf"[{re.escape(separator)}\s]+", separator, text)

    return slugify


def find(
    text: str,
    masked: str,
    places: Places,
    used: Iterable[str],
    slug: Slug,
    attribute_lists: bool,
    body: int = 0,
    sane: bool = False,
) -> list[Heading]:
    """The headings of a page in their order. `used`: ids that Python-Markdown knows to be taken; `body`:
    the offset behind the front matter; `sane`: whether a blank has to follow the number signs."""
    ids = _Ids(used)
    found = []
    for offset, level, start, end in sorted(_spans(text, masked, body, sane)):
        # From the text itself: its code is blank in what is masked.
        raw = text[start : min(end, start + _LONGEST)].strip()
        if not _UNUSUAL.search(raw):
            found.append(Heading(offset, level, raw, ids.take(slug(raw)), places))
            continue
        raw = _CLOSING.sub("", raw).rstrip()
        listed = _ATTRIBUTES.search(raw) if attribute_lists and raw.endswith("}") else None
        label = plain(_CLOSING.sub("", raw[: listed.start()]) if listed else raw)
        own = attributes.own_id(listed[1]) if listed else ""
        anchor = own or ids.take(slug(_unescaped(label)))
        found.append(Heading(offset, level, label, anchor, places))
    return found


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape  # few headings hold an entity

    return unescape(text)


class _Ids:
    """Unique anchors as Python-Markdown numbers them, without its count from 1 for every repeat."""

    def __init__(self, used: Iterable[str]) -> None:
        self._used = set(used)
        self._last: dict[str, str] = {}

    def take(self, wanted: str) -> str:
        """The first free id from `wanted` on: `a`, `a_1`, `a_2`, and so on."""
        if wanted and wanted not in self._used:
            self._used.add(wanted)
            return wanted
        from markdown.extensions.toc import unique

        self._last[wanted] = unique(self._last.get(wanted, wanted), self._used)
        return self._last[wanted]


_Span = tuple[int, int, int, int]  # offset, level, start of the text, end of the text of a heading


def _spans(text: str, masked: str, body: int, sane: bool) -> Iterable[_Span]:
    """The span of each heading."""
    plain = _plain_spans(masked, body, sane)
    return _all_spans(text, masked, sane) if plain is None else plain


def _plain_spans(masked: str, body: int, sane: bool) -> list[_Span] | None:
    """The same where nothing stands before a heading or below one, as on pages of plain prose; `None` elsewhere."""
    found: list[_Span] = []
    text, shift = (masked, 0) if body else (f"\n{masked}", 1)
    for line in _LINE.finditer(text, max(body - 1, 0)):
        if line[1] is None:
            return None
        if not sane or line[2].startswith(" "):
            found.append((line.start() + 1 - shift, len(line[1]), line.end(1) - shift, line.end() - shift))
    return found


def _all_spans(source: str, masked: str, sane: bool) -> Iterator[_Span]:
    ends = {-1}
    for at in _beginnings(masked):
        end = masked.find("\n", at)
        end = len(masked) if end == -1 else end
        signs = _SIGNS.match(masked, at)
        if signs and not (sane and masked[signs.end() : signs.end() + 1] != " "):
            ends.add(end)
            yield at, len(signs[0]), signs.end(), end
    for line in _UNDERLINE.finditer(masked):
        end = line.start()
        start = masked.rfind("\n", 0, max(end, 0)) + 1
        text = masked[start : max(end, 0)]
        if not text.strip(" \t>") or end in ends or not text.startswith(line[1]):
            continue
        if source[end : line.end()] != line[0]:
            continue  # an item that holds nothing but code
        # Only the first line of a block can be underlined; a heading ends the block before.
        before = masked[masked.rfind("\n", 0, max(start - 1, 0)) + 1 : start]
        if start - 1 in ends or not before.strip(" \t>\n"):
            ends.add(line.end())
            yield start + len(line[1]), 1 if line[2] else 2, start + len(line[1]), end


def _beginnings(masked: str) -> Iterator[int]:
    """The offset of each `#` that begins a line, or stands behind what may stand before a heading."""
    at = masked.find("#")
    while at != -1:
        begin, end = masked.rfind("\n", 0, at) + 1, masked.find("\n", at)
        if begin == at or _BEFORE.fullmatch(masked, begin, at):
            yield at
        at = masked.find("#", end) if end != -1 else -1  # what follows in this line begins none


def plain(text: str) -> str:
    """The text of a heading without its Markdown, as a reader sees it."""
    if not _MARKDOWN.search(text):
        return " ".join(text.split())
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[1] or found[3].strip())
        return f"\ue000{len(kept) - 1}\ue001"

    text = _LITERAL.sub(keep, text)  # what is code or escaped is no Markdown
    text = _FOOTNOTE.sub("", _IMAGE.sub("", text))
    text = _TAG.sub("", _ADDRESS.sub(r"\1", _LINK.sub(r"\1", text)))
    text = _EMPHASIS.sub(lambda found: found[2] or found[4], text)
    return " ".join(_KEPT.sub(lambda found: kept[int(found[1])], text).split())
