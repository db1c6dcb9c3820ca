"""A page as it was and as it is, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from edition.freshness import facts, front_matter, wording
from edition.freshness.changes import CHANGED, FRESH, FRONT_MATTER, TOUCHED, Change, Comparison
from edition.freshness.sections import Content, Section, split, where
from edition.model import Document, Heading
from edition.places import Place


def compare(snapshot: Document, source: Document) -> list[Comparison]:
    """Every section of a source page, and those that are gone, as against the snapshot of the page."""
    if snapshot is source or snapshot.text == source.text:
        return _unchanged(source)
    before, after = Content(snapshot), Content(source)
    pairs = _pairs(before.sections, after.sections)
    found = [front_matter.compare(snapshot, source)]
    for index, section in enumerate(after.sections):
        partner = pairs.get(index)
        found.append(_new(after, index, section) if partner is None else _both(before, partner, after, index))
    moved = _moved(pairs)
    found = [_with_move(section, after) if section.new in moved else section for section in found]
    return found + list(_gone(before, after, pairs))


def _unchanged(source: Document) -> list[Comparison]:
    found = [
        Comparison(section.name, section.id, FRESH, where(source, section), old=index, new=index)
        for index, section in enumerate(split(source))
    ]
    return [Comparison(FRONT_MATTER, "", FRESH, Place(1, 1), field=()), *found]


def _pairs(before: Sequence[Section], after: Sequence[Section]) -> dict[int, int]:
    """For each section its former self: that of the same id, else, between two of these, that at the same
    place, provided that as many have come there as have gone."""
    known = {section.id: index for index, section in reversed(list(enumerate(before)))}
    pairs: dict[int, int] = {}
    for index, section in enumerate(after):
        partner = known.pop(section.id, None)
        if partner is not None:
            pairs[index] = partner
    back = {old: new for new, old in pairs.items()}
    come = _gaps(len(after), pairs)
    gone = _gaps(len(before), back)
    for last, indices in come.items():
        others = gone.get(-1 if last == -1 else pairs[last], [])
        if len(indices) == len(others):
            pairs.update(zip(indices, others, strict=True))
    return pairs


def _gaps(count: int, paired: Mapping[int, int]) -> dict[int, list[int]]:
    """The indices without a partner, by the last index before them that has one, -1 for none."""
    gaps: dict[int, list[int]] = {}
    last = -1
    for index in range(count):
        if index in paired:
            last = index
        else:
            gaps.setdefault(last, []).append(index)
    return gaps


def _moved(pairs: Mapping[int, int]) -> set[int]:
    """The sections that now stand behind one that they stood before."""
    furthest, found = -1, set()
    for new in sorted(pairs):
        if pairs[new] < furthest:
            found.add(new)
        furthest = max(furthest, pairs[new])
    return found


def _with_move(section: Comparison, after: Content) -> Comparison:
    before = after.sections[(section.new or 1) - 1].name  # nothing can have moved to the front
    change = Change(f'the section now stands after "{before}"', section.place)
    return replace(section, state=CHANGED, changes=(change, *section.changes))


def _new(after: Content, index: int, section: Section) -> Comparison:
    place = where(after.document, section)
    change = Change("the section is new", place)
    return Comparison(section.name, section.id, CHANGED, place, (change,), new=index)


def _gone(before: Content, after: Content, pairs: Mapping[int, int]) -> Iterator[Comparison]:
    """The sections that are no more, each at the place of the one before it."""
    back = {old: new for new, old in pairs.items()}
    place = Place(1, 1)
    for index, section in enumerate(before.sections):
        if index in back:
            place = where(after.document, after.sections[back[index]])
        else:
            change = Change("the section is gone", place)
            yield Comparison(section.name, section.id, CHANGED, place, (change,), old=index)


def _both(before: Content, partner: int, after: Content, index: int) -> Comparison:
    one, other = before.sections[partner], after.sections[index]
    place = where(after.document, other)
    changes = tuple(_changes(before, one, after, other)) if _differ(before, one, after, other) else ()
    fresh = not changes and before.text(one) == after.text(other)
    state = FRESH if fresh else CHANGED if changes else TOUCHED
    return Comparison(other.name, other.id, state, place, changes, partner, index)


def _differ(before: Content, one: Section, after: Content, other: Section) -> bool:
    return before.shown[one.start : one.end] != after.shown[other.start : other.end]


def _changes(before: Content, one: Section, after: Content, other: Section) -> Iterator[Change]:
    place = where(after.document, other)
    yield from _heading_changes(one.heading, other.heading, place)
    for text, fact in facts.differences(before.facts(one), after.facts(other)):
        yield Change(text, after.document.places.at(fact.offset) if fact else place)
    for text in wording.differences(before.words(one), after.words(other)):
        yield Change(text, place)


def _heading_changes(one: Heading | None, other: Heading | None, place: Place) -> Iterator[Change]:
    if not one or not other:
        if one is not other:
            yield Change("the heading is new" if other else "the heading is gone", place)
        return
    if one.level != other.level:
        yield Change(f"heading level {one.level} became {other.level}", place)
    # Of a comma the anchor knows nothing, of a figure it does.
    if _said(one.text) != _said(other.text):
        yield Change(f'heading "{one.text}" became "{other.text}"', place)
    elif one.id != other.id:
        yield Change(f'id "{one.id}" became "{other.id}"', place)


def _said(heading: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", heading.casefold()))
