"""BibTeX and BibLaTeX with the place of every entry, field and value.

Reads what pandoc reads, and goes on after a fault with the next entry, so that one missing brace
does not hide what else is wrong.
"""

from __future__ import annotations

import re

from edition.model import Entry, Field, Place
from edition.places import Places
from edition.sources.lines import normalise

_ENTRY = re.compile(r"(?:^|(?<=[})]))[ \t]*@[ \t]*([A-Za-z]+)[ \t]*([{(])", re.M)
_KEY = re.compile(r"\s*([^\s,{}()=\"]*)\s*")
_NAME = re.compile(r"[\s,]*([^\s,={}\"#]+)\s*=\s*")
_SIMPLE = re.compile(r"\s*,\s*([A-Za-z][\w-]*)\s*=\s*\{([^{}\\]*)\}(?=\s*[,}])")  # nine fields of ten
_BARE = re.compile(r"[^\s,{}\"#]+")
_SWALLOWED = re.compile(r"\n[ \t]*[A-Za-z_]+[ \t]*=[ \t]*[{\"]")
_REST = re.compile(r"[ \t]*([^\s%])[^\n]*")
_BLANKS = re.compile(r"\s*")
_BLANKS_AGAIN = re.compile(r"\s+")
_NOT_ENTRIES = {"comment", "string", "preamble"}

Fault = tuple[str, Place, str]


class _Fault(Exception):
    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset, self.message = offset, message


def parse(source: str, path: str) -> tuple[list[Entry], list[Fault]]:
    """The entries of one file in their order, and what could not be read. Never raises."""
    text = normalise(source)
    places = Places(text)
    entries: list[Entry] = []
    faults: list[Fault] = []
    openings = list(_ENTRY.finditer(text))
    limits = [found.start() for found in openings] + [len(text)]
    done = 0
    for opening, limit in zip(openings, limits[1:], strict=True):
        if opening.start() < done:
            continue
        try:
            if opening[1].lower() in _NOT_ENTRIES:  # they may hold what looks like an entry
                done = _delimited(text, opening.end() - 1, len(text), opening[1])[2]
                continue
            entry, done = _entry(text, opening, limit, places, path)
            entries.append(entry)
            if opening[2] == "(":
                raise _Fault(
                    opening.end() - 1, f'entry "{entry.key}" in round brackets: pandoc reads only braces'
                )
            if rest := _REST.match(text, done, limit):
                raise _Fault(
                    rest.start(1), f'text after the end of the entry "{entry.key}": a brace too many?'
                )
        except _Fault as fault:
            faults.append((path, places.at(fault.offset), fault.message))
    return entries, faults


def _entry(text: str, opening: re.Match[str], limit: int, places: Places, path: str) -> tuple[Entry, int]:
    key = _KEY.match(text, opening.end())
    assert key is not None  # the pattern matches the empty text
    if not key[1] or text[key.end() : key.end() + 1] not in (",", "}", ")"):
        raise _Fault(opening.end(), "the entry has no key, or no comma after it")
    fields, end = _fields(text, key.end(), limit, places, key[1])
    entry = Entry(
        path,
        opening[1].lower(),
        key[1],
        places.at(key.start(1)),
        places.at(opening.start(1)),
        fields,
    )
    return entry, end


def _fields(text: str, position: int, limit: int, places: Places, key: str) -> tuple[dict[str, Field], int]:
    fields: dict[str, Field] = {}
    spans: list[tuple[int, int]] = []
    while True:
        if simple := _SIMPLE.match(text, position, limit):
            start, position = simple.start(2), simple.end()
            spans.append((start, position))
            name, value = simple[1].lower(), _BLANKS_AGAIN.sub(" ", simple[2])
            fields.setdefault(name, Field(name, value, places.at(start), places.at(simple.start(1))))
            continue
        separated = "," in text[position : (position := _skip(text, position))]
        if position >= limit:
            raise _unclosed(text, spans, min(position, limit) - 1, key)
        if text[position] in "})":
            return fields, position + 1
        named = _NAME.match(text, position)
        if not named:
            raise _Fault(position, f'a field `name = {{value}}` is expected in the entry "{key}"')
        if not separated and fields:
            raise _Fault(named.start(1), f'a comma is missing before the field "{named[1]}"')
        value, start, position = _value(text, named.end(), limit, key)
        name = named[1].lower()
        spans.append((start, position))
        fields.setdefault(name, Field(name, value, places.at(start), places.at(named.start(1))))


def _unclosed(text: str, spans: list[tuple[int, int]], end: int, key: str) -> _Fault:
    """An entry that goes on to the next: the value that swallowed a field is where a brace is missing."""
    for start, stop in spans:
        if _SWALLOWED.search(text, start, stop):
            return _Fault(start, f'this value in the entry "{key}" is not closed: a brace is missing')
    return _Fault(end, f'the entry "{key}" is not closed: a brace is missing')


def _skip(text: str, position: int) -> int:
    while position < len(text) and (text[position].isspace() or text[position] == ","):
        position += 1
    return position


def _value(text: str, position: int, limit: int, key: str) -> tuple[str, int, int]:
    """A value, with the offset of its first character and the offset after it; `#` joins parts."""
    parts: list[str] = []
    first = -1
    while True:
        start, stop, end = _part(text, position, limit, key)
        first = start if first == -1 else first
        parts.append(text[start:stop])
        blanks = _BLANKS.match(text, end)
        after = blanks.end() if blanks else end
        if text[after : after + 1] != "#":
            return _BLANKS_AGAIN.sub(" ", "".join(parts)), first, end
        joined = _BLANKS.match(text, after + 1)
        position = joined.end() if joined else after + 1


def _part(text: str, position: int, limit: int, key: str) -> tuple[int, int, int]:
    opening = text[position : position + 1]
    if opening in ("{", '"'):
        return _delimited(text, position, limit, key)
    bare = _BARE.match(text, position)
    if not bare:
        raise _Fault(min(position, len(text) - 1), f'a value is missing in the entry "{key}"')
    return bare.start(), bare.end(), bare.end()


def _delimited(text: str, opening: int, limit: int, key: str) -> tuple[int, int, int]:
    quoted = text[opening] == '"'
    depth = 0 if quoted else 1
    for position in range(opening + 1, limit):
        character = text[position]
        if character == "\\":
            continue
        if character == "{" and text[position - 1] != "\\":
            depth += 1
        elif character == "}" and text[position - 1] != "\\":
            depth -= 1
            if depth == 0 and not quoted:
                return opening + 1, position, position + 1
        elif character == '"' and quoted and depth == 0:
            return opening + 1, position, position + 1
    raise _Fault(opening, f'a value in the entry "{key}" is not closed: a brace or a quote is missing')
