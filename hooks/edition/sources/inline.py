"""Links, images, citations and marks between brackets, each with its place."""

from __future__ import annotations

import re

from edition.model import Citation, CitationGroup, Link, Mark
from edition.patterns import late
from edition.places import Places
from edition.sources import citations, raw_html
from edition.sources.code import blank

# A bracket: a citation of one source, or its text if no other bracket is in it, perhaps with a plain target. Of a
# hundred links and citations ninety-nine are such.
_SIMPLE = late(
    rf"\[(?:{citations.SINGLE}\](?!\()|(?P<label>[^\[\]\n]*)\](?:\((?P<target>[^()\s<>\"'\\]+)\))?)?"
)
_SIGN = late(r"!?\[|\]")
_BLANK_LINE = late(r"\n[ \t]*\n")
_ESCAPE = late(r"\\[^\w\s]")
_ESCAPED = late(r"\\([\\`*_{}\[\]()<>#+.!-])")
_LABEL = late(r"[ \n]?\[([^\[\]]*)\]")
_DEFINITION = late(
    r"^[ \t>]*\[(?!\^|\*)([^\[\]\n]+)\]:[ ]*+(?:\n[ ]*+)?(<[^<>\n]*>|\S+)[ ]*+"
    r"(?:(?:\n[ ]*+)?(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ ]*+)?$",
    re.M,
)
_FOOTNOTE = late(r"^[ \t>]*\[\^([^\[\]\n]+)\]:", re.M)
_ABBREVIATION = late(r"^[ ]{0,3}\*\[([^\[\]\n]+)\][ ]?:[ ]*\S", re.M)
_AUTOLINK = late(r"<((?:https?|ftp|file|htps?|htpps?|mailto):[^<>\s]+)>", re.I)
# A title ends at the quote before the bracket: it may hold quotes itself.
_TITLE_END = late(
    r"""(?<!\s)\s++(?:"(?:[^"\n]|\n(?![ \t]*\n)|"(?!\s*\))){0,500}+\""""
    r"""|'(?:[^'\n]|\n(?![ \t]*\n)|'(?!\s*\))){0,500}+')\s*\)"""
)
_CLAIM = late(r"#([A-Z]\d.*)$", re.S)  # what follows the number is found to be no claim
_TERM = late(r"\[\[\s*+([^\[\]|]*[^\[\]|\s])\s*+(?:\|[^\[\]]+)?\]\](?![(\[])")
_new = (
    tuple.__new__
)  # makes a named tuple of all its fields, in half the time: here they are made by the thousand
_LONGEST_TARGET = 4000
_DEEPEST_TARGET = 32  # brackets in one another, as in CommonMark


class Inline:
    """What is found between the blocks of one page."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.groups: list[CitationGroup] = []
        self.claims: list[Mark] = []
        self.terms: list[Mark] = []
        self.labels: list[Mark] = []
        self.targets: dict[str, str] = {}  # of the labels, the last definition of each
        self.defining: set[int] = set()  # the offsets of the brackets that define them
        self.used_labels: set[str] = set()
        self.undefined_labels: list[Mark] = []
        self.footnotes: list[Mark] = []
        self.used_footnotes: dict[str, int] = {}  # with the offset of the first use
        self.abbreviations: list[Mark] = []
        self.html_ids: list[Mark] = []
        self.taken: set[str] = set()  # ids that no heading can get any more
        self.loose: set[str] = set()  # see `edition.model.Document.loose`
        self.rest = ""  # what has not been read, for what is searched in it only when it is asked for


class _Scanner:
    """Walks once through the brackets of a page; what has been read is blanked for what follows."""

    def __init__(self, text: str, masked: str, places: Places) -> None:
        self.text = text
        self.masked = _ESCAPE.sub("  ", masked) if "\\" in masked else masked
        self.places = places
        self.found = Inline()
        self.read: list[tuple[int, int]] = []

    def run(self) -> Inline:
        if ":" in self.masked and ("]:" in self.masked or "] :" in self.masked):
            self._definitions()
        self._brackets()
        if "<" in self.masked:
            self._html()
        if self.found.labels or "<" in self.masked:
            self.found.links.sort(key=lambda link: link.begin)
        at_signs = self.masked.count("@")
        if at_signs > len(self.found.groups):
            at_signs -= sum(len(group.citations) for group in self.found.groups)
            self.found.rest = self._rest() if at_signs > 0 else ""
        return self.found

    def _definitions(self) -> None:
        for note in _FOOTNOTE.finditer(self.masked):
            self.found.footnotes.append(self._mark(note[1], note.start(1) - 2, note.end()))
        for short in _ABBREVIATION.finditer(self.masked):
            self.found.abbreviations.append(self._mark(short[1], short.start(1) - 2, short.end()))
        for found in _DEFINITION.finditer(self.masked):
            target = found[2].strip("<>")
            name = " ".join(found[1].lower().split())
            if name.startswith("//") or (name == "comment" and target in ("", "#")):
                self.read.append(found.span())  # a way to write what is not shown
                continue
            self.found.labels.append(self._mark(name, found.start(1) - 1, found.end()))
            self.found.targets[name] = target
            self.found.defining.add(found.start(1) - 1)
            self._link("link", target, found[1], found.start(2) + (found[2][0] == "<"), found.start())
            self.read.append(found.span())

    def _mark(self, name: str, start: int, end: int) -> Mark:
        return Mark(name, self.places.at(start), start, end)

    def _terms(self) -> None:
        """`[[term]]` and `[[term|text]]`; blanked, for the inner bracket is no link."""
        self.found.loose.add("[]")
        for found in _TERM.finditer(self.masked):
            if not citations.is_group(found[1]):
                name = " ".join(found[1].split())
                self.found.terms.append(
                    Mark(name, self.places.at(found.start(1)), found.start(), found.end())
                )
        for mark in self.found.terms:
            self.masked = (
                self.masked[: mark.start]
                + blank(self.masked[mark.start : mark.end])
                + self.masked[mark.end :]
            )

    def _brackets(self) -> None:
        """Read the simple brackets one by one; where one is not, all signs of its paragraph."""
        nested = self._simple(0)
        if nested != -1:
            self.found.loose.add("[")
            if "[[" in self.masked:
                self._terms()
        while nested != -1:
            blank_line = _BLANK_LINE.search(self.masked, nested)
            end = self._nested(nested, blank_line.start() if blank_line else len(self.masked))
            nested = self._simple(end)

    def _simple(self, start: int) -> int:
        """Read brackets up to the first that is not simple; its offset, -1 without one."""
        text, masked, places = self.text, self.masked, self.places
        links, groups, done = self.found.links, self.found.groups, start
        for found in _SIMPLE.finditer(masked, start):
            at = found.start()
            if at < done:
                if found.end() > done:  # `[name][](...)`: more than the empty label has been taken for a link
                    return done
                continue
            key, locator, label, target = found.groups()
            if target is not None:  # here and not in a method: this runs twenty times a page
                begin = at + len(label) + 3
                image = masked[at - 1 : at] == "!"
                kind = "image" if image else "link"
                links.append(_new(Link, (kind, target, text[at + 1 : begin - 2], begin, at - image, places)))
            elif key is not None:
                cited = _new(Citation, (key, at + 1, places, "", locator, found.start(2)))
                groups.append(_new(CitationGroup, (found[0], at, found.end(), places, (cited,), "", 0)))
            elif label is None:
                return at
            else:
                image = masked[at - 1 : at] == "!"
                done = self._bracket(at - image, at + 1, at + 1 + len(label))
        return -1

    def _nested(self, start: int, end: int) -> int:
        """Read brackets that stand in one another or go over lines; none goes over a blank line."""
        open_brackets: list[re.Match[str]] = []
        done = start - 1
        for sign in _SIGN.finditer(self.masked, max(done, 0), end):
            if sign.start() < done:
                continue
            if sign[0] != "]":
                open_brackets.append(sign)
            elif open_brackets:
                opening = open_brackets.pop()
                done = self._bracket(opening.start(), opening.end(), sign.start())
        return max(done, end)

    def _bracket(self, start: int, inside: int, closing: int) -> int:
        """Read one bracket; the offset up to which the text has been read with it."""
        end = closing + 1
        inner = self.masked[inside:closing]
        kind = "image" if self.masked[start] == "!" else "link"
        after = self.masked[end : end + 1]
        if after == "(":
            target = _destination(self.masked, end)
            if target:
                begin, stop, end = target
                self._link(kind, self.text[begin:stop], self.text[inside:closing], begin, start)
                self.read.append((closing, end))
                return end
            self.found.loose.add("](")
        if inner.startswith("^"):
            self._footnote(inner[1:], start, after)
        elif "@" in inner and (group := self._group(start, inside - 1, end)):
            # The masked text: a comment or code inside the bracket is not part of it.
            self.found.groups.append(group)
        elif claim := _CLAIM.match(inner):
            self.found.claims.append(self._mark(claim[1], start, end))
        else:
            return self._reference(kind, start, inside, closing)
        return end

    def _group(self, start: int, begin: int, end: int) -> CitationGroup | None:
        if self.found.groups and self.found.groups[-1].start > start:
            return None  # the bracket around one that cites: `[[@key]]`
        return citations.group(self.masked, begin, end, self.places)

    def _footnote(self, name: str, start: int, after: str) -> None:
        line = self.masked.rfind("\n", 0, start) + 1
        if after != ":" or self.masked[line:start].strip(" \t>"):
            self.found.used_footnotes.setdefault(name, start)

    def _reference(self, kind: str, start: int, inside: int, closing: int) -> int:
        end, inner = closing + 1, self.masked[inside:closing]
        self._note_loose(start, end)
        label = _LABEL.match(self.masked, end)
        if label and (label[1].startswith("^") or "@" in label[1]):
            label = None
        named = (label[1] if label else "") or inner
        name = " ".join(named.lower().split())
        at = label.start(1) if label and label[1] else inside
        if name in self.found.targets and start not in self.found.defining:
            self.found.used_labels.add(name)
            if kind == "image":
                self._link("image-reference", self.found.targets[name], inner, at, start)
            return label.end() if label else end
        # `a[0][1]` and `[ ][ ]` are notation, `[sic] [the]` are two insertions, not links.
        if label and label[0][0] == "[" and _has_letter(named) and _has_letter(inner or named):
            self.found.undefined_labels.append(Mark(named, self.places.at(at)))
        return end

    def _note_loose(self, start: int, end: int) -> None:
        self.found.loose.add("[]")
        if self.masked[start - 1 : start] == ")":
            self.found.loose.add(")[")
        if self.masked[end : end + 1] == " " and self.masked[end:].lstrip(" ").startswith("("):
            self.found.loose.add("] (")

    def _html(self) -> None:
        for auto in _AUTOLINK.finditer(self.masked):
            self._link("link", auto[1], auto[1], auto.start(1), auto.start())
            self.read.append(auto.span())
        html = raw_html.find(self.masked, self.places)
        self.found.links += html.links
        self.found.html_ids += html.ids
        self.found.taken |= html.taken
        self.read += html.spans

    def _link(self, kind: str, target: str, label: str | None, start: int, begin: int) -> None:
        target = target.strip()
        if "\\" in target:
            target = _ESCAPED.sub(r"\1", target)
        self.found.links.append(Link(kind, target, label, start, begin, self.places))

    def _rest(self) -> str:
        parts: list[str] = []
        done = 0
        targets = ((link.offset - 2, link.offset + len(link.target) + 1) for link in self.found.links)
        cited = ((group.start, group.end) for group in self.found.groups)
        for start, end in sorted([*self.read, *targets, *cited]):
            if start >= done:
                parts += self.masked[done:start], blank(self.masked[start:end])
                done = end
        return "".join([*parts, self.masked[done:]])


def _has_letter(text: str) -> bool:
    return re.search(r"[^\W\d_]", text) is not None


def find(text: str, masked: str, places: Places) -> Inline:
    """What a page says between its blocks. `masked` is `text` with its code blanked."""
    return _Scanner(text, masked, places).run()


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
