"""Snippets: the files that `pymdownx.snippets` puts into a page, each with its own places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from edition.model import Mark
from edition.patterns import late
from edition.places import Places, Spliced
from edition.sources.lines import normalise

# A path in the project and the text that lies there; `None` where there is no such file.
Include = Callable[[str], tuple[str, str] | None]

_MARKER = late(
    r"(?P<space>[ \t]*)(?P<escape>;*)"
    r"(?:-+8<-+[ \t]+(?P<name>\"(?:\\\"|[^\"])+\"|'(?:\\'|[^'])+')|(?P<block>-+8<-+))$"
)
_SECTION = late(
    r"(?<![;-])(?P<escape>;*)-+8<-+[ \t]+\[[ \t]*(?P<type>start|end)[ \t]*:[ \t]*(?P<name>[a-z][-\w]*)[ \t]*\]",
    re.I,
)
_PATH = late(r"(?P<path>.+?)(?::(?P<ranges>[-\d:,]+)|:(?P<section>[A-Za-z][-\w]*))?$")
_LONGEST_NAME = 1000
_DEEPEST = 100  # snippets in one another
_MOST = 10_000  # snippets on one page
_LONGEST = 500_000  # characters of a page with its snippets


class _Line(NamedTuple):
    """A line without its end, and its offset in its file."""

    text: str
    offset: int


class _File(NamedTuple):
    """A text and where it lies ("": it is the page itself)."""

    path: str
    places: Places


def expand(
    text: str, include: Include, appended: Sequence[str] = (), dedent: bool = False, start: int = 0
) -> tuple[str, Places, list[Mark]]:
    """The text with its snippets and those that go below every page, its places, and what is missing.

    Its name is a path; `path:section` where only the section is missing; `a → b → a` where snippets
    never end. At line 0: mkdocs.yml names it (`auto_append`). `dedent`: `dedent_subsections`. `start`: where the
    body begins; what is above it stays as it is.
    """
    whole = _Whole(include, dedent)
    page = _File("", Places(text))
    whole.add(text[:start], page, 0)
    whole.splice(_lines(text[start:], start), page, "", ())
    for name in appended:
        whole.add("\n", page, len(text))
        whole.put(name, "", page, None, ())
    return "".join(whole.parts)[:-1], Spliced(whole.pieces or [(0, "", page.places, 0)]), whole.missing


def _lines(text: str, offset: int = 0) -> Iterable[_Line]:
    for line in text.split("\n"):
        yield _Line(line, offset)
        offset += len(line) + 1


class _Whole:
    """What a page becomes."""

    def __init__(self, include: Include, dedent: bool) -> None:
        self.parts: list[str] = []
        self.pieces: list[tuple[int, str, Places, int]] = []
        self.missing: list[Mark] = []
        self._include = include
        self._dedent = dedent
        self._length = 0
        self._count = 0
        self._next: tuple[Places | None, int] = (None, 0)  # what would go on with the last piece

    def add(self, text: str, file: _File, offset: int) -> None:
        """Add a text that stands at an offset of a file."""
        if self._next[0] is not file.places or self._next[1] != offset:
            self.pieces.append((self._length, file.path, file.places, offset))
        self._next = file.places, offset + len(text)
        self.parts.append(text)
        self._length += len(text)

    def splice(
        self, lines: Iterable[_Line], file: _File, indent: str, outer: Sequence[str], section: bool = False
    ) -> None:
        """Add lines, and in place of those that name snippets these. `outer`: the snippets around them."""
        block = False
        for text, offset in lines:
            marker = _MARKER.match(text) if "8<-" in text else None
            if marker and not marker["escape"]:
                if marker["block"]:
                    block = not block
                elif not block:
                    at = offset + marker.start("name") + 1
                    self.put(marker["name"][1:-1], indent + _columns(marker["space"]), file, at, outer)
            elif block and not marker and text.strip():
                space = text[: len(text) - len(text.lstrip())]
                self.put(text, indent + _columns(space), file, offset, outer)
            elif marker or section or not _is_boundary(text):
                if indent and text:
                    self.add(indent, file, offset)
                self.add(f"{text}\n", file, offset)

    def put(self, named: str, indent: str, file: _File, offset: int | None, outer: Sequence[str]) -> None:
        """Add the snippet of a name, which stands at an offset of a file (`None`: in mkdocs.yml)."""
        name = named.strip()
        wanted = _PATH.match(name[:_LONGEST_NAME])
        if wanted is None or name.startswith((";", "http://", "https://")):
            return
        at = None if offset is None else offset + len(named) - len(named.lstrip())
        if self._count >= 2 * _MOST:
            return
        self._count += 1  # the missing ones too: to look for a file takes longer than to read it
        found = self._include(wanted["path"].strip())
        if found is None:
            self._miss(wanted["path"].strip(), file, at)
        elif found[0] in outer or len(outer) > _DEEPEST:
            self._miss(" → ".join([*outer[-3:], found[0]]), file, at)
        elif self._count >= _MOST or self._length >= _LONGEST:
            self._miss(" → ".join([*outer[-3:], found[0], "…"]), file, at)
            self._count = 2 * _MOST  # said once
        else:
            self._put(wanted, normalise(found[1]), found[0], indent, file, at, outer)

    def _put(
        self,
        wanted: re.Match[str],
        text: str,
        path: str,
        indent: str,
        file: _File,
        at: int | None,
        outer: Sequence[str],
    ) -> None:
        lines: list[_Line] | None = list(_lines(text)) if text else []
        if wanted["ranges"] and lines:
            lines = list(_ranges(lines, wanted["ranges"]))
        elif wanted["section"] and lines:
            lines = _section(lines, wanted["section"])
        if lines is None:
            self._miss(f"{wanted['path'].strip()}:{wanted['section']}", file, at)
            return
        if self._dedent and (wanted["ranges"] or wanted["section"]):
            lines = _dedented(lines)
        self.splice(lines, _File(path, Places(text)), indent, [*outer, path], bool(wanted["section"]))

    def _miss(self, name: str, file: _File, at: int | None) -> None:
        place = file.places.at(at or 0)._replace(path=file.path)
        self.missing.append(Mark(name, place if at is not None else place._replace(line=0)))


def _columns(space: str) -> str:
    return space.expandtabs(4)


def _is_boundary(text: str) -> bool:
    """Whether a line only says where a section begins or ends."""
    found = _SECTION.search(text) if "8<-" in text else None
    return bool(found and not found["escape"])


def _ranges(lines: Sequence[_Line], ranges: str) -> Iterator[_Line]:
    """The lines of ranges such as `1:5,10:` or `-2`, which counts from the end."""
    total = len(lines)
    for part in ranges.split(","):
        first, _, last = part.partition(":")
        start = _number(first, 1) if first else 1
        stop = _number(last.partition(":")[0], total) if last else total
        start = max(start + total + 1, 1) if start < 0 else max(start, 1)
        stop = max(stop + total + 1, 0) if stop < 0 else stop
        yield from lines[start - 1 : stop]


def _number(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default


def _section(lines: Iterable[_Line], name: str) -> list[_Line] | None:
    """The lines between the marks of a section, `None` where there is no such section."""
    kept: list[_Line] | None = None
    for line in lines:
        found = _SECTION.search(line.text) if "8<-" in line.text else None
        if found is None or found["escape"]:
            if kept is not None:
                kept.append(line)
        elif found["name"] == name:
            if found["type"] != "start":  # START neither: pymdownx knows small letters alone
                break
            kept = kept or []
    return kept


def _dedented(lines: Sequence[_Line]) -> list[_Line]:
    """The lines without the blanks that all of them begin with."""
    depths = [len(line.text) - len(line.text.lstrip()) for line in lines if line.text.strip()]
    depth = min(depths, default=0)
    return [_Line(line.text[depth:], line.offset + min(depth, len(line.text))) for line in lines]
