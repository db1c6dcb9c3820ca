"""Links, images, citations and marks between brackets, and raw HTML, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from edition.model import CitationGroup, Link, Mark
from edition.sources import citations
from edition.sources.code import blank
from edition.sources.headings import attribute_id
from edition.sources.places import Places

_TOKEN = re.compile(r"!?\[|\]|\n[ \t]*\n")
_ESCAPE = re.compile(r"\\[^\w\s]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()<>#+.!-])")
_LABEL = re.compile(r"[ \n]?\[([^\[\]]*)\]")
_DEFINITION = re.compile(
    r"^[ \t>]*\[(?!\^|\*)([^\[\]\n]+)\]:[ ]*\n?[ ]*(<[^<>\n]*>|\S+)[ ]*"
    r"(?:\n?[ ]*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ ]*)?$",
    re.M,
)
_FOOTNOTE = re.compile(r"^[ ]*\[\^([^\[\]\n]+)\]:", re.M)
# A title ends at the quote before the bracket: it may hold quotes itself.
_TITLE_END = re.compile(
    r"""\s+(?:"(?:[^"\n]|\n(?![ \t]*\n)|"(?!\s*\))){0,500}+"|'(?:[^'\n]|\n(?![ \t]*\n)|'(?!\s*\))){0,500}+')\s*\)"""
)
_CLAIM = re.compile(r"#([A-Z]\d.*)$", re.S)  # what follows the number is found to be no claim
_TERM = re.compile(r"\[\[\s*([^\[\]|]*[^\[\]|\s])\s*(?:\|[^\[\]]+)?\]\](?![(\[])")
_TAG = re.compile(r"<([A-Za-z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=]+))")
_ATTRIBUTE_LIST = re.compile(r"\{:?[ ]*([^{}\n]*)\}")
_MARKDOWN_INSIDE = re.compile(r"\smarkdown(?![\w-])")
_LONGEST_TARGET = 4000
_DEEPEST_TARGET = 32  # brackets in one another, as in CommonMark

_LINKING = {
    "a": ("href", "html-link"),
    "area": ("href", "html-link"),
    "img": ("src", "html-image"),
    "source": ("src", "html-link"),
    "video": ("src", "html-link"),
    "audio": ("src", "html-link"),
    "iframe": ("src", "html-link"),
}


@dataclass
class Inline:
    """What is found between the blocks of one page."""

    links: list[Link] = field(default_factory=list)
    groups: list[CitationGroup] = field(default_factory=list)
    bare: list[Mark] = field(default_factory=list)
    claims: list[Mark] = field(default_factory=list)
    terms: list[Mark] = field(default_factory=list)
    undefined_labels: list[Mark] = field(default_factory=list)
    undefined_footnotes: list[Mark] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)  # of the reference-style links, with their targets
    footnotes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)  # those of `ids` that no heading can get any more


class _Scanner:
    """Walks once through the brackets of a page; what has been read is blanked for what follows."""

    def __init__(self, text: str, masked: str, places: Places) -> None:
        self.text = text
        self.masked = _ESCAPE.sub("  ", masked)
        self.places = places
        self.found = Inline()
        self.found.footnotes.update(note[1] for note in _FOOTNOTE.finditer(self.masked))
        self.read: list[tuple[int, int]] = []

    def run(self) -> Inline:
        self._definitions()
        self._terms()
        self._brackets()
        self._html()
        self.found.links.sort(key=lambda link: (link.start.line, link.start.col))
        self.found.bare.extend(citations.bare(self._rest(), self.places))
        return self.found

    def _definitions(self) -> None:
        for found in _DEFINITION.finditer(self.masked):
            target = found[2].strip("<>")
            self.found.labels[" ".join(found[1].lower().split())] = target
            start = found.start(2) + (found[2][0] == "<")
            self._link("link", target, found[1], start, found.start())
            self.read.append(found.span())

    def _terms(self) -> None:
        """`[[term]]` and `[[term|text]]`; blanked, for the inner bracket is no link."""
        for found in _TERM.finditer(self.masked) if "[[" in self.masked else ():
            if not citations.is_group(found[1]):
                mark = Mark(
                    " ".join(found[1].split()), self.places.at(found.start(1)), found.start(), found.end()
                )
                self.found.terms.append(mark)
                self.masked = self.masked[: mark.start] + blank(found[0]) + self.masked[mark.end :]

    def _brackets(self) -> None:
        open_brackets: list[re.Match[str]] = []
        done = 0
        for token in _TOKEN.finditer(self.masked):
            if token.start() < done:
                continue
            if token[0][0] == "\n":
                open_brackets.clear()
            elif token[0] != "]":
                open_brackets.append(token)
            elif open_brackets:
                done = self._bracket(open_brackets.pop(), token.start())

    def _bracket(self, opening: re.Match[str], closing: int) -> int:
        """Read one bracket; the offset up to which the text has been read with it."""
        start, end = opening.start(), closing + 1
        inner = self.masked[opening.end() : closing]
        kind = "image" if opening[0] == "![" else "link"
        after = self.masked[end : end + 1]
        if after == "(":
            target = _destination(self.masked, end)
            if target:
                begin, stop, end = target
                self._link(kind, self.text[begin:stop], self.text[opening.end() : closing], begin, start)
                self.read.append((closing, end))
                return end
        if inner.startswith("^"):
            self._footnote(inner[1:], start, after)
        elif citations.is_group(inner):
            # The masked text: a comment or code inside the bracket is not part of it.
            self.found.groups.append(citations.group(self.masked, opening.end() - 1, end, self.places))
            self.read.append((start, end))
        elif claim := _CLAIM.match(inner):
            self.found.claims.append(Mark(claim[1], self.places.at(start), start, end))
        elif label := _LABEL.match(self.masked, end):
            return self._reference(opening, inner, label)
        return end

    def _footnote(self, name: str, start: int, after: str) -> None:
        if after != ":" and name not in self.found.footnotes:
            self.found.undefined_footnotes.append(Mark(name, self.places.at(start)))

    def _reference(self, opening: re.Match[str], inner: str, label: re.Match[str]) -> int:
        end = opening.end() + len(inner) + 1
        if label[1].startswith("^") or "@" in label[1]:
            return end
        named = label[1] or inner
        start = label.start(1) if label[1] else opening.end()
        name = " ".join(named.lower().split())
        if name in self.found.labels:
            if opening[0] == "![":
                self._link("image-reference", self.found.labels[name], inner, start, opening.start())
            return label.end()
        # `a[0][1]` and `[ ][ ]` are notation, `[sic] [the]` are two insertions, not links.
        if label[0][0] == "[" and re.search(r"[^\W\d_]", named) and re.search(r"[^\W\d_]", inner or named):
            self.found.undefined_labels.append(Mark(named, self.places.at(start)))
        return end

    def _html(self) -> None:
        for tag in _TAG.finditer(self.masked):
            attributes = {
                found[1].lower(): (found[2] or found[3] or found[4] or "", found.start(found.lastindex or 0))
                for found in _ATTRIBUTE.finditer(self.masked, tag.start(2), tag.end(2))
            }
            for name in ("id", "name") if tag[1].lower() == "a" else ("id",):
                if name in attributes:
                    self.found.ids.add(attributes[name][0])
            if "id" in attributes and _MARKDOWN_INSIDE.search(tag[2]):
                self.found.taken.add(attributes["id"][0])  # of other raw HTML `toc` knows nothing
            attribute, kind = _LINKING.get(tag[1].lower(), ("", ""))
            if attribute in attributes:
                target, start = attributes[attribute]
                label = attributes["alt"][0] if "alt" in attributes else None
                self._link(kind, target, label, start, tag.start())
            self.read.append(tag.span())

    def _link(self, kind: str, target: str, label: str | None, start: int, begin: int) -> None:
        target = _ESCAPED.sub(r"\1", target.strip())
        link = Link(kind, target, label, self.places.at(start), self.places.at(begin))
        self.found.links.append(link)

    def _rest(self) -> str:
        parts: list[str] = []
        done = 0
        for start, end in sorted(self.read):
            if start >= done:
                parts += self.masked[done:start], blank(self.masked[start:end])
                done = end
        return "".join([*parts, self.masked[done:]])


def find(text: str, masked: str, places: Places, attribute_lists: bool) -> Inline:
    """What a page says between its blocks. `masked` is `text` with its code blanked."""
    found = _Scanner(text, masked, places).run()
    for attributes in _ATTRIBUTE_LIST.finditer(masked) if attribute_lists else ():
        if own := attribute_id(attributes[1]):
            found.ids.add(own)
            found.taken.add(own)
    return found


def _destination(text: str, opening: int) -> tuple[int, int, int] | None:
    """Start and end of the target in `(target "title")`, and the offset after the bracket."""
    start = opening + 1
    while start < len(text) and text[start].isspace():
        start += 1
    if text[start : start + 1] == "<":
        stop = text.find(">", start, start + _LONGEST_TARGET)
        closing = text.find(")", stop, start + _LONGEST_TARGET)
        return (start + 1, stop, closing + 1) if -1 < stop < closing else None
    depth, titled = 1, False
    for position in range(start, min(len(text), start + _LONGEST_TARGET)):
        character = text[position]
        if character == "(":
            depth += 1
            if depth > _DEEPEST_TARGET:
                return None
        elif character == ")":
            depth -= 1
            if depth == 0:
                return start, position, position + 1
        elif character.isspace():
            if not titled and (title := _TITLE_END.match(text, position)):
                return start, position, title.end()
            titled = titled or text[position + 1 : position + 2] in ("'", '"')  # only the first can be one
            if text[position : position + 2] == "\n\n":
                return None
    return None


def footnote_ids(masked: str) -> Iterable[str]:
    """The anchors that the footnotes of a page get."""
    for note in _FOOTNOTE.finditer(masked):
        yield from (f"fn:{note[1]}", f"fnref:{note[1]}")
