"""The classroom: lessons and quizzes as values. Frozen, and without any input or output.

Texts are Markdown, as their authors wrote them.
"""

from __future__ import annotations

from typing import NamedTuple

from edition.model import Page, Place

# The boxes of a lesson that only lecturers get.
FOR_LECTURERS = ("solution", "lecturer")
KINDS = ("single", "multiple", "truefalse", "matching", "short", "numeric", "ordering")


class Outcome(NamedTuple):
    """What students can do after a lesson; `bloom` is the level of the verb in Bloom's taxonomy."""

    id: str
    bloom: str
    text: str
    place: Place


class Box(NamedTuple):
    """A box of a lesson: `kind` is "slide", "lecturer", "exercise", "solution", "question" or another
    type of admonition; `text` is what stands in it."""

    kind: str
    title: str
    text: str
    place: Place


class Section(NamedTuple):
    """A part of a lesson under a heading of level 2, or before the first (title "").

    `parts` are prose and boxes in their order. `minutes` is 0 for what is no timed segment; `outcomes`
    are the ids of those that it teaches.
    """

    title: str
    id: str
    minutes: int
    outcomes: tuple[str, ...]
    parts: tuple[str | Box, ...]
    place: Place

    def boxes(self, kind: str) -> tuple[Box, ...]:
        """Its boxes of one kind."""
        return tuple(part for part in self.parts if isinstance(part, Box) and part.kind == kind)


class Lesson(NamedTuple):
    """A lesson: what its front matter says, and its sections in their order."""

    page: Page
    number: int
    duration: int
    outcomes: tuple[Outcome, ...]
    materials: tuple[str, ...]
    prior: str
    content_note: str
    sections: tuple[Section, ...]

    @property
    def segments(self) -> tuple[Section, ...]:
        """The timed sections."""
        return tuple(section for section in self.sections if section.minutes)


class Answer(NamedTuple):
    """An answer of a question.

    `match` is the right side of a pair of a matching question, "" otherwise; the answers of an
    ordering question stand in the right order and have no feedback.
    """

    text: str
    right: bool
    feedback: str
    match: str
    place: Place


class Question(NamedTuple):
    """A question of a quiz; `explanation` holds its source."""

    id: str
    title: str
    kind: str
    outcome: str
    level: int
    stem: str
    answers: tuple[Answer, ...]
    explanation: str
    place: Place

    def number(self) -> tuple[float, float]:
        """The right number of a numeric question, and how far an answer may lie from it.

        Raises ValueError where the answer is no number.
        """
        value, _, tolerance = self.answers[0].text.replace("±", "+-").partition("+-")
        return float(value), float(tolerance or 0)


class Quiz(NamedTuple):
    """A quiz: the questions of one lesson."""

    page: Page
    number: int
    introduction: str
    questions: tuple[Question, ...]


class Course(NamedTuple):
    """All lessons and quizzes of one language, by their numbers."""

    language: str
    lessons: dict[int, Lesson]
    quizzes: dict[int, Quiz]
