"""The front matter, as far as it is translated."""

from __future__ import annotations

from collections.abc import Iterator

from edition.freshness import facts, figures, wording
from edition.freshness.changes import CHANGED, FRESH, FRONT_MATTER, TOUCHED, Change, Comparison
from edition.freshness.sections import flat
from edition.model import Document, Record

# The fields that are translated.
_PROSE = frozenset(
    {
        "title",
        "subtitle",
        "description",
        "summary",
        "definition",
        "term",
        "content_note",
        "text",
        "prior",
        "materials",
    }
)


def compare(snapshot: Document, source: Document) -> Comparison:
    """The prose of the front matter of a source page as against that of its snapshot."""
    before, after = _fields(snapshot), _fields(source)
    record = Record("", source.front_matter.data, source.front_matter.places)
    changes: list[Change] = []
    first: tuple[str | int, ...] = ()
    for way in sorted({*before, *after}, key=str):
        one, other = before.get(way, ""), after.get(way, "")
        if flat(one) != flat(other):
            first = first or way
            name = ".".join(map(str, way))
            changes += [
                Change(f"{text} in {name}", record.place(*way)) for text in _field_changes(one, other)
            ]
    state = CHANGED if changes else TOUCHED if first else FRESH
    return Comparison(FRONT_MATTER, "", state, record.place(*first), tuple(changes), field=first)


def _fields(document: Document) -> dict[tuple[str | int, ...], str]:
    """The prose of the front matter, by the way to it: no deeper than the fields of a list of mappings, for
    a few aliases can nest without end."""
    found: dict[tuple[str | int, ...], str] = {}
    for name, value in document.front_matter.data.items():
        for index, item in enumerate(value if isinstance(value, list) else ()):
            inner = item.items() if isinstance(item, dict) else ()
            found |= {(name, index, str(key)): text for key, text in inner if _is_prose(key, text)}
            if _is_prose(name, item):
                found[name, index] = item
        if _is_prose(name, value):
            found[(name,)] = value
    return found


def _is_prose(name: object, value: object) -> bool:
    return name in _PROSE and isinstance(value, str)


def _field_changes(one: str, other: str) -> Iterator[str]:
    if not one or not other:
        yield f"the text is {'new' if other else 'gone'}"
        return
    yield from (text for text, _ in facts.differences(figures.find(one), figures.find(other)))
    yield from wording.differences(wording.words(one), wording.words(other))
