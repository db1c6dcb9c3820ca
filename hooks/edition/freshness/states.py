"""How fresh each translation of a site is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from edition.freshness.changes import CHANGED, FRESH, MISSING, STATES, TOUCHED, UNSTAMPED, Change, Comparison
from edition.freshness.comparison import compare
from edition.freshness.sections import Section, split
from edition.model import Document, Page, Site
from edition.places import Place


@dataclass(frozen=True, slots=True)
class SectionState:
    """How fresh a section of a translation is. `place` is in the source page, `translated` in the translation
    (`None`: it is not there)."""

    name: str
    id: str
    state: str
    place: Place
    translated: Place | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class PageState:
    """How fresh a translation is: the paths, the code of its language, its state and those of its sections."""

    source: str
    translation: str
    language: str
    state: str
    sections: tuple[SectionState, ...] = ()


def pages(site: Site) -> Iterator[PageState]:
    """The state of each page of the first language in each of the others."""
    first, *others = site.settings.languages
    for source in site.pages_of(first):
        for language in others:
            translation = site.translations[source.slug].get(language.code)
            if translation:
                yield page(source, translation, site.snapshots.get(translation.src))
            else:
                path = f"{site.settings.docs_dir}/{language.src(source.slug)}"
                yield PageState(source.path, path, language.code, MISSING)


def overtaken(snapshot: Document, source: Page, translation: Page) -> Iterator[SectionState]:
    """Each section that is not as its translator saw it."""
    compared = [each for each in compare(snapshot, source.document) if each.state in (TOUCHED, CHANGED)]
    for section in located(compared, snapshot, source.document, translation):
        if section.state != MISSING or section.changes:  # a missing section is heading-parity's
            yield section


def page(source: Page, translation: Page, snapshot: Document | None) -> PageState:
    """The state of a translation whose translator saw the snapshot (`None`: nobody knows what)."""
    compared = compare(snapshot or source.document, source.document)
    found = tuple(located(compared, snapshot, source.document, translation))
    if snapshot is None:
        state = UNSTAMPED
        found = tuple(
            replace(section, state=state) if section.state == FRESH else section for section in found
        )
    else:
        worst = max((STATES.index(section.state) for section in found), default=0)
        state = STATES[min(worst, STATES.index(CHANGED))]
    code = translation.language.code if translation.language else ""
    return PageState(source.path, translation.path, code, state, found)


def located(
    compared: Sequence[Comparison], snapshot: Document | None, source: Document, translation: Page
) -> Iterator[SectionState]:
    """The compared sections with the places of the headings that stand for them in the translation."""
    new = counterparts(source, translation.document)
    old = counterparts(snapshot, translation.document) if snapshot else new
    count = len(translation.document.headings)
    # A translation that nobody has touched since is still built like the snapshot.
    as_before = snapshot is not None and len(snapshot.headings) == count != len(source.headings)
    for section in compared:
        by_new = None if section.new is None else new.get(section.new)
        by_old = None if section.old is None else old.get(section.old)
        place = by_old if as_before else by_new
        if section.field is not None:
            place = translation.record.place(*section.field) if section.field else Place(1, 1)
        absent = place is None and section.new is not None
        state = MISSING if absent else section.state
        yield SectionState(section.name, section.id, state, section.place, place, section.changes)


def counterparts(one: Document, other: Document) -> dict[int, Place]:
    """For each section of a text, by its index, the place of that of its translation; none where it has none."""
    ours, theirs = split(one), split(other)
    found = {index: Place(1, 1) for index, section in enumerate(ours) if not section.heading}
    headed = [index for index, section in enumerate(ours) if section.heading]
    places = [section.heading.place for section in theirs if section.heading]
    if len(headed) == len(places):
        return found | dict(zip(headed, places, strict=True))
    from rapidfuzz.distance import Levenshtein

    for step in Levenshtein.opcodes(_signatures(one, ours), _signatures(other, theirs)):
        for at, there in zip(
            range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=False
        ):
            found[headed[at]] = places[there]
    return found


def _signatures(document: Document, sections: Sequence[Section]) -> list[tuple[int, frozenset[str]]]:
    """What translations of a section have in common: its level and the sources it cites."""
    cited: dict[int, set[str]] = {}
    starts = [section.start for section in sections]
    for group in document.citations:
        at = bisect_left(starts, group.start + 1) - 1
        cited.setdefault(at, set()).update(citation.key for citation in group.citations)
    return [
        (section.heading.level, frozenset(cited.get(index, ())))
        for index, section in enumerate(sections)
        if section.heading
    ]
