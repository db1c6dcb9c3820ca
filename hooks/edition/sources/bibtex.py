"""BibTeX and BibLaTeX with the place of every entry, field and value.

Reads what pandoc reads, and goes on after a fault with the next entry, so that one missing brace
does not hide what else is wrong.
"""

from __future__ import annotations

import re

from edition.cached import cached_property
from edition.model import Entry, Fault, Field
from edition.patterns import late
from edition.places import Places
from edition.slips import meant
from edition.sources.lines import normalise

_ENTRY = late(r"@[ \t]*([A-Za-z]+)[ \t]*([{(])")
_KEY = late(r"\s*([^\s,{}()=\"]*)\s*")
_NAME = late(r"[\s,]*([^\s,={}\"#]+)\s*=\s*")
_SIMPLE = late(r"\s*,\s*([A-Za-z][\w-]*)\s*=\s*\{([^{}\\]*)\}(?=\s*[,}])")  # nine fields of ten
_BARE = late(r"[^\s,{}\"#]+")
_SWALLOWED = late(r"\n[ \t]*[A-Za-z_]+[ \t]*=[ \t]*[{\"]")
_REST = late(r"[ \t]*([^\s%])[^\n]*")
_BLANKS = late(r"\s*")
_BLANKS_AGAIN = late(r"\s+")
_NOT_ENTRIES = {"comment", "string", "preamble"}
_STRING = late(r"\s*([^\s={}(),\"#]+)\s*=\s*")
_SIGNS = late(r'\\.|[{}"]', re.S)
_SEPARATORS = late(r"[\s,]*")
# What a reader would take for an entry, outside of all entries.
_LOST = late(r"^[ \t]*([A-Za-z]+)[ \t]*\{[ \t]*[^\s,{}\"=]+[ \t]*,", re.M)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


_LONGEST_EXPANSION = 1_000_000


class _Fault(Exception):
    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset, self.message = offset, message


def parse(source: str, path: str) -> tuple[list[Entry], list[Fault]]:
    """The entries of one file in their order, and what could not be read. Never raises."""
    return _Reader(normalise(source), path).run()


class _Reader:
    """Walks through one file. Offsets are those of its text; `macros` are what `@string` has defined."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.places = Places(text)
        self.macros = dict.fromkeys(MONTHS, "")
        self.expanded = 0  # characters that macros have made
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []

    def run(self) -> tuple[list[Entry], list[Fault]]:
        openings = [found for found in _ENTRY.finditer(self.text) if _can_begin(self.text, found.start())]
        limits = [found.start() for found in openings] + [len(self.text)]
        done = 0
        for opening, limit in zip(openings, limits[1:], strict=True):
            if opening.start() < done:
                continue
            self._between(done, opening.start())
            try:
                other = opening[1].lower() in _NOT_ENTRIES  # they may hold what looks like an entry
                done = self._other(opening) if other else self._entry(opening, limit)
            except _Fault as fault:
                self._fault(fault.offset, fault.message)
                done = limit  # how far the entry goes nobody knows
        self._between(done, len(self.text))
        return self.entries, self.faults

    def _between(self, start: int, end: int) -> None:
        """Entries that have lost their @ stand outside of all entries."""
        for found in _LOST.finditer(self.text, start, end):
            self._fault(found.start(1), f'an entry without @ is not read; write "@{found[1]}"')

    def _fault(self, offset: int, message: str) -> None:
        self.faults.append((self.path, self.places.at(offset), message))

    def _other(self, opening: re.Match[str]) -> int:
        """A comment, a preamble or a macro; the offset after it."""
        end = self._pairs.get(opening.end() - 1, -1) + 1
        if not end:
            raise _Fault(opening.end() - 1, f'"@{opening[1]}" is not closed: a brace is missing')
        macro = _STRING.match(self.text, opening.end()) if opening[1].lower() == "string" else None
        if macro:
            self.macros[macro[1].lower()] = self._value(macro.end(), end, macro[1])[0]
        return end

    @cached_property
    def _pairs(self) -> dict[int, int]:
        """The offset of the closing brace of each opening one."""
        found: dict[int, int] = {}
        opened: list[int] = []
        for sign in _SIGNS.finditer(self.text):
            if sign[0] == "{":
                opened.append(sign.start())
            elif sign[0] == "}" and opened:
                found[opened.pop()] = sign.start()
        return found

    def _entry(self, opening: re.Match[str], limit: int) -> int:
        text = self.text
        key = _KEY.match(text, opening.end())
        assert key is not None  # the pattern matches the empty text
        if not key[1] or text[key.end() : key.end() + 1] not in (",", "}", ")"):
            raise _Fault(opening.end(), "the entry has no key, or no comma after it")
        fields, end = self._fields(key.end(), limit, key[1])
        begin, kind = key.start(1), opening[1].lower()
        self.entries.append(Entry(self.path, kind, key[1], begin, opening.start(1), fields, end, self.places))
        if opening[2] == "(":
            self._fault(opening.end() - 1, f'entry "{key[1]}" in round brackets: pandoc reads only braces')
        elif rest := _REST.match(text, end, limit):
            at = end - 1 if rest[1] == "," else rest.start(1)  # what follows a comma belongs to the entry
            self._fault(at, f'text after the end of the entry "{key[1]}": a brace too many?')
        return end

    def _fields(self, position: int, limit: int, key: str) -> tuple[dict[str, Field], int]:
        text = self.text
        fields: dict[str, Field] = {}
        spans: list[tuple[int, int]] = []
        while True:
            if simple := _SIMPLE.match(text, position, limit):
                start, position = simple.start(2), simple.end()
                spans.append((start, position))
                self._enter(fields, simple[1], _with_single_blanks(simple[2]), start, simple.start(1), key)
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
            value, start, position = self._value(named.end(), limit, key)
            spans.append((start, position))
            self._enter(fields, named[1], value, start, named.start(1), key)

    def _enter(
        self, fields: dict[str, Field], written: str, value: str, start: int, named: int, key: str
    ) -> None:
        name = written.lower()
        if name in fields:
            self._fault(named, f'the field "{name}" stands twice in the entry "{key}"; remove one')
        else:
            fields[name] = Field(name, value, start, named, self.places)

    def _value(self, position: int, limit: int, key: str) -> tuple[str, int, int]:
        """A value, with the offset of its first character and the offset after it; `#` joins parts."""
        text = self.text
        parts: list[str] = []
        first = -1
        while True:
            start, stop, end = _part(text, position, limit, key)
            first = start if first == -1 else first
            bare = start == position
            parts.append(self._macro(text[start:stop], start, key) if bare else text[start:stop])
            after = _BLANKS.match(text, end).end()  # type: ignore[union-attr]  # matches the empty text
            if text[after : after + 1] != "#":
                return _with_single_blanks("".join(parts)), first, end
            position = _BLANKS.match(text, after + 1).end()  # type: ignore[union-attr]

    def _macro(self, name: str, offset: int, key: str) -> str:
        """What a bare word stands for: a number or a month for itself, another for what `@string` says."""
        if name.isdigit() or name.lower() in MONTHS:
            return name
        if name.lower() not in self.macros:
            near = meant(name.lower(), self.macros)
            hint = f'did you mean "{near}"?' if near else "put the value in braces"
            self._fault(offset, f'undefined @string "{name}" in the entry "{key}"; {hint}')
        value = self.macros.get(name.lower(), name)
        self.expanded += len(value)
        if self.expanded > _LONGEST_EXPANSION:
            raise _Fault(offset, f'the @string "{name}" makes too long a text: each is made from many others')
        return value


def _can_begin(text: str, at: int) -> bool:
    """Whether an entry can begin at an offset: first on its line, or behind the end of another."""
    while at and text[at - 1] in " \t":
        at -= 1
    return not at or text[at - 1] in "\n})"


def _unclosed(text: str, spans: list[tuple[int, int]], end: int, key: str) -> _Fault:
    """An entry that goes on to the next: the value that swallowed a field is where a brace is missing."""
    for start, stop in spans:
        if _SWALLOWED.search(text, start, stop):
            return _Fault(start, f'this value in the entry "{key}" is not closed: a brace is missing')
    return _Fault(end, f'the entry "{key}" is not closed: a brace is missing')


def _with_single_blanks(value: str) -> str:
    # A line end is not printable, nor is any other blank but the common one.
    return value if value.isprintable() and "  " not in value else _BLANKS_AGAIN.sub(" ", value)


def _skip(text: str, position: int) -> int:
    return _SEPARATORS.match(text, position).end()  # type: ignore[union-attr]  # matches the empty text


def _part(text: str, position: int, limit: int, key: str) -> tuple[int, int, int]:
    opening = text[position : position + 1]
    if opening in ("{", '"'):
        return _delimited(text, position, limit, key)
    bare = _BARE.match(text, position)
    if not bare:
        raise _Fault(min(position, len(text) - 1), f'a value is missing in the entry "{key}"')
    return bare.start(), bare.end(), bare.end()


def _delimited(text: str, opening: int, limit: int, key: str) -> tuple[int, int, int]:
    """Start and end of what stands between braces or quotes, and the offset after them."""
    quoted = text[opening] == '"'
    depth = 0 if quoted else 1
    for sign in _SIGNS.finditer(text, opening + 1, limit):
        if sign[0] == "{":
            depth += 1
        elif sign[0] == '"':
            if quoted and depth == 0:
                return opening + 1, sign.start(), sign.end()
        elif sign[0] == "}":
            depth -= 1
            if depth == 0 and not quoted:
                return opening + 1, sign.start(), sign.end()
    raise _Fault(opening, f'a value in the entry "{key}" is not closed: a brace or a quote is missing')
