"""The entries of a bibliography and their fields, for the rules that read them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from edition.model import Entry, Field, Fix, Place, Site
from edition.patterns import late

_KEY = late(r"[A-Za-z0-9_-]+")


def fields(site: Site, *names: str) -> Iterator[tuple[Entry, Field]]:
    """Each field of one of these names that says something."""
    if len(names) == 1:
        yield from site.bibliography.by_field.get(names[0], ())
        return
    for entry in site.bibliography.entries:
        for name in names:
            if entry.get(name):
                yield entry, entry.fields[name]


def is_citable(entry: Entry) -> bool:
    """Whether a citation can name an entry."""
    return _KEY.fullmatch(entry.key) is not None


def page_span(first: str, last: str) -> tuple[int, int]:
    """Two numbers as they are meant: 1087--92 ends at 1092."""
    full = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    return int(first), int(full)


def value_fix(site: Site, entry: Entry, name: str, old: str, new: str) -> Fix | None:
    """The repair of a whole value, or of its beginning, where it stands in the file as it is read: on one
    line, and not made from parts."""
    place = entry.fields[name].place
    lines = _lines(site.bibliography.texts.get(entry.path, ""))
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    return Fix(old, new) if old and line.startswith(old, place.col - 1) else None


def written_fix(site: Site, entry: Entry, place: Place, name: str, new: str) -> Fix | None:
    """The repair of the name of a field or a type, in whatever case it stands in the file."""
    lines = _lines(site.bibliography.texts.get(entry.path, ""))
    written = lines[place.line - 1][place.col - 1 :][: len(name)] if place.line <= len(lines) else ""
    return Fix(written, new) if written.lower() == name else None


@lru_cache(maxsize=2)
def _lines(text: str) -> list[str]:
    return text.split("\n")
