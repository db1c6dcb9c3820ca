"""Snippets: the files that `pymdownx.snippets` puts into a page, each with its own places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from edition.places import Places, Spliced
from edition.sources.lines import normalise

# A path in the project and the text that lies there; `None` where there is no such file.
Include = Callable[[str], tuple[str, str] | None]

_LINE = re.compile(r"(?P<indent>[ \t]*)-{1,}8<-{1,}[ \t]+(?P<quote>['\"])(?P<name>.*?)(?P=quote)[ \t]*$")
_FENCE = re.compile(r"[ \t]*-{1,}8<-{1,}[ \t]*$")
_RANGE = re.compile(r"(?P<path>.+?)(?::(?P<from>\d*)(?::(?P<to>\d*))?|:(?P<section>[A-Za-z][\w-]*))?$")
_SECTION = r"-{1,}8<-{1,}[ \t]+\[[ \t]*(start|end)[ \t]*:[ \t]*%s[ \t]*\]"
_DEEPEST = 10  # snippets in one another; one that names itself would never end
_LONGEST = 2_000_000  # characters of a page with its snippets


@dataclass
class Whole:
    """What a page becomes."""

    parts: list[str] = field(default_factory=list)
    pieces: list[tuple[int, str, Places, int]] = field(default_factory=list)
    missing: list[tuple[str, int]] = field(default_factory=list)  # the name, and the offset in the whole
    length: int = 0

    def add(self, text: str, path: str, places: Places, offset: int) -> None:
        self.pieces.append((self.length, path, places, offset))
        self.parts.append(text)
        self.length += len(text)


def expand(text: str, include: Include, appended: Iterable[str] = ()) -> tuple[str, Places, list[tuple[str, int]]]:
    """The text with its snippets and those that go below every page, its places, and what is missing."""
    whole = Whole()
    _splice(text, "", "", include, whole, 0)
    for name in appended:
        found = include(name)
        if found:
            whole.add("\n\n", *_origin(found))
            _splice(normalise(found[1]), found[0], "", include, whole, 1)
    return "".join(whole.parts), Spliced(whole.pieces), whole.missing


def _origin(found: tuple[str, str]) -> tuple[str, Places, int]:
    return found[0], Places(found[1]), 0


def _splice(text: str, path: str, indent: str, include: Include, whole: Whole, depth: int) -> None:
    """Add the lines of a text to the whole, each snippet that they name in place of its line."""
    places = Places(text)
    offset, start, block = 0, 0, False

    def flush(end: int) -> None:
        if indent:
            for at, line in _lines(text, start, end):
                whole.add(indent if line.strip() else "", path, places, at)
                whole.add(line, path, places, at)
        elif end > start:
            whole.add(text[start:end], path, places, start)

    for offset, line in _lines(text, 0, len(text)):
        found = _LINE.match(line.rstrip("\n"))
        named = found["name"] if found else line.strip() if block else ""
        if _FENCE.match(line.rstrip("\n")):
            block, named = not block, ""
        elif not named:
            continue
        flush(offset)
        start = offset + len(line)
        if named and not named.startswith((";", "http://", "https://")):
            column = offset + (found.start("name") if found else line.index(named))
            _put(named, indent + (found["indent"] if found else ""), column, places, path, include, whole, depth)
    flush(len(text))


def _put(
    named: str, indent: str, at: int, places: Places, path: str, include: Include, whole: Whole, depth: int
) -> None:
    wanted = _RANGE.match(named)
    found = include(wanted["path"]) if wanted and depth < _DEEPEST and whole.length < _LONGEST else None
    if found is None or wanted is None:
        whole.missing.append((named, whole.length))
        whole.add("\n", path, places, at)
        return
    snippet = normalise(found[1])
    _splice(_chosen(snippet, wanted), found[0], indent, include, whole, depth + 1)
    if not snippet.endswith("\n"):
        whole.add("\n", path, places, at)


def _chosen(text: str, wanted: re.Match[str]) -> str:
    """The lines or the section that are asked for; the rest is blank, so that places stay."""
    if wanted["section"]:
        inside, kept = False, []
        marker = re.compile(_SECTION % re.escape(wanted["section"]))
        for _, line in _lines(text, 0, len(text)):
            found = marker.search(line)
            inside = found[1] == "start" if found else inside
            kept.append(line if inside and not found else "\n")
        return "".join(kept)
    if wanted["from"] or wanted["to"]:
        first, last = int(wanted["from"] or 1), int(wanted["to"] or 10**9)
        lines = enumerate((line for _, line in _lines(text, 0, len(text))), 1)
        return "".join(line if first <= number <= last else "\n" for number, line in lines)
    return text


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Each line with its end, and its offset."""
    while start < end:
        stop = text.find("\n", start, end) + 1 or end
        yield start, text[start:stop]
        start = stop
