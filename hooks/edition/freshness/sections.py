"""A page cut into sections, from one heading to the next of whatever level."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from edition.cached import cached_property
from edition.freshness import facts, wording
from edition.freshness.figures import Fact
from edition.model import Document, Heading
from edition.patterns import late
from edition.places import Place

BEGINNING = "beginning"  # what stands before the first heading

_RULE = late(r"-{3,}")  # of a table: as long as its author likes


@dataclass(frozen=True)
class Section:
    """What stands from one heading to the next, of whatever level; `start` and `end` are offsets."""

    heading: Heading | None
    start: int
    end: int

    @property
    def name(self) -> str:
        return self.heading.text if self.heading else BEGINNING

    @property
    def id(self) -> str:
        return self.heading.id if self.heading else ""


class Content:
    """A page cut into sections, with what each of them states."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sections = split(document)

    @cached_property
    def prose(self) -> str:
        return facts.prose(self.document)

    @cached_property
    def shown(self) -> str:
        """The text without its comments."""
        return facts.without_comments(self.document)

    @cached_property
    def _facts(self) -> list[Fact]:
        return facts.of_document(self.document, self.prose)

    @cached_property
    def _offsets(self) -> list[int]:
        return [fact.offset for fact in self._facts]

    def text(self, section: Section) -> str:
        """What a section says, however its lines are broken."""
        return flat(self.shown[section.start : section.end])

    def facts(self, section: Section) -> list[Fact]:
        """What a section states below its heading."""
        first = bisect_left(self._offsets, self._below(section))
        return self._facts[first : bisect_left(self._offsets, section.end)]

    def words(self, section: Section) -> list[str]:
        """The words of a section below its heading."""
        return wording.words(self.prose[self._below(section) : section.end])

    def _below(self, section: Section) -> int:
        if not section.heading:
            return section.start
        return min(self.document.text.find("\n", section.start) + 1 or section.end, section.end)


def split(document: Document) -> list[Section]:
    """The sections of a page in their order; a page without a heading is one."""
    start = facts.body(document)
    headings = [heading for heading in document.headings if heading.offset >= start]
    starts = [heading.offset for heading in headings]
    ends = [*starts[1:], len(document.text)] if starts else []
    found = [Section(*each) for each in zip(headings, starts, ends, strict=True)]
    first = starts[0] if starts else len(document.text)
    if document.text[start:first].strip() or not found:
        found.insert(0, Section(None, start, first))
    return found


def flat(text: str) -> str:
    """A text on one line."""
    return _RULE.sub("---", " ".join(text.split()))


def where(document: Document, section: Section) -> Place:
    """Where a section begins."""
    return section.heading.place if section.heading else document.places.at(section.start)
