"""Lessons and quizzes from the Markdown of their pages."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from markdown.extensions.attr_list import get_attrs_and_remainder

from edition.course import Answer, Box, Course, Lesson, Outcome, Question, Quiz, Section
from edition.model import Language, Page, Place, Site

_HEADING = re.compile(r"##(?!#)[ ]+(.*?)(?:[ ]+\{([^{}]*)\})?[ ]*$")
_BOX = re.compile(r"(?:!!!|\?\?\?\+?)[ ]+([\w-]+)[^\n\"]*(?:\"([^\"]*)\")?[ ]*$")
_ITEM = re.compile(r"(?:-[ ]+(?:\[([ xX])\][ ]+)?|(\d+)\.[ ]+)(.*)$")
_FEEDBACK = re.compile(r"[ ]{2,}-[ ]+(.*)$")
_PAIR = " => "

Line = tuple[int, str]  # its number in the file, and its text


def course(site: Site, language: Language | None) -> Course:
    """The lessons and quizzes of a language. Never raises: what is missing is empty."""
    lessons: dict[int, Lesson] = {}
    quizzes: dict[int, Quiz] = {}
    for page in site.pages_of(language):
        data = page.document.front_matter.data
        if _number(data.get("lesson")):
            lessons[_number(data["lesson"])] = lesson(page)
        if _number(data.get("quiz")):
            quizzes[_number(data["quiz"])] = quiz(page)
    return Course(language.code if language else "", lessons, quizzes)


def lesson(page: Page) -> Lesson:
    """The lesson of a page."""
    data, record = page.document.front_matter.data, page.record
    outcomes = data.get("outcomes")
    return Lesson(
        page=page,
        number=_number(data.get("lesson")),
        duration=_number(data.get("duration")),
        outcomes=tuple(
            Outcome(
                str(each.get("id", "")),
                str(each.get("bloom", "")),
                str(each.get("text", "")),
                record.place("outcomes", index),
            )
            for index, each in enumerate(outcomes if isinstance(outcomes, list) else ())
            if isinstance(each, dict)
        ),
        materials=tuple(text for _, text in record.texts("materials")),
        prior=str(data.get("prior", "")),
        content_note=str(data.get("content_note", "")),
        sections=tuple(_section(head, lines) for head, lines in _sections(page)),
    )


def quiz(page: Page) -> Quiz:
    """The quiz of a page."""
    introduction = ""
    questions = []
    for head, lines in _sections(page):
        if head is None:
            introduction = _text(lines)
        else:
            questions.append(_question(head, lines))
    return Quiz(page, _number(page.document.front_matter.data.get("quiz")), introduction, tuple(questions))


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _body(page: Page) -> list[Line]:
    """The lines of a page below its front matter and its title, with their numbers."""
    first = next((heading.place.line for heading in page.document.headings if heading.level == 1), 0)
    lines = page.document.text.split("\n")
    return [(number, line) for number, line in enumerate(lines, 1) if number > first]


def _sections(page: Page) -> Iterator[tuple[Line | None, list[Line]]]:
    """Each heading of level 2 with the lines below it; first `None` with what stands before them."""
    headings = {heading.place.line for heading in page.document.headings if heading.level == 2}
    head: Line | None = None
    lines: list[Line] = []
    for line in _body(page):
        if line[0] in headings:
            yield head, lines
            head, lines = line, []
        else:
            lines.append(line)
    yield head, lines


def _attributes(head: Line | None) -> tuple[str, dict[str, str]]:
    found = _HEADING.match(head[1]) if head else None
    if not found:
        return "", {}
    pairs = get_attrs_and_remainder(found[2] or "")[0]
    return found[1], {name: value or "" for name, value in pairs}


def _section(head: Line | None, lines: list[Line]) -> Section:
    title, attributes = _attributes(head)
    minutes = attributes.get("data-minutes", "")
    place = Place(head[0], 1) if head else Place(lines[0][0] if lines else 1, 1)
    return Section(
        title,
        attributes.get("id", ""),
        int(minutes) if minutes.isdecimal() else 0,
        tuple(attributes.get("data-outcomes", "").replace(",", " ").split()),
        tuple(_parts(lines)),
        place,
    )


def _parts(lines: list[Line]) -> Iterator[str | Box]:
    prose: list[Line] = []
    index = 0
    while index < len(lines):
        opening = _BOX.match(lines[index][1])
        if not opening:
            prose.append(lines[index])
            index += 1
            continue
        if text := _text(prose):
            yield text
        prose, end = [], index + 1
        while end < len(lines) and (not lines[end][1].strip() or lines[end][1].startswith("    ")):
            end += 1
        inner = _text(lines[index + 1 : end])
        yield Box(opening[1], opening[2] or "", inner, Place(lines[index][0], 1))
        index = end
    if text := _text(prose):
        yield text


def _text(lines: list[Line]) -> str:
    return textwrap.dedent("\n".join(line for _, line in lines)).strip("\n").rstrip()


def _question(head: Line, lines: list[Line]) -> Question:
    title, attributes = _attributes(head)
    starts = [index for index, (_, line) in enumerate(lines) if _ITEM.match(line)]
    explained = next((index for index, (_, line) in enumerate(lines) if line.startswith(">")), len(lines))
    starts = [start for start in starts if start < explained]
    first = starts[0] if starts else explained
    ends = [*starts[1:], explained]
    level = attributes.get("data-level", "")
    return Question(
        attributes.get("id", ""),
        title,
        attributes.get("data-kind", ""),
        attributes.get("data-outcome", ""),
        int(level) if level.isdecimal() else 0,
        _text(lines[:first]),
        tuple(_answer(lines[start:end]) for start, end in zip(starts, ends, strict=True)),
        _text([(number, line.removeprefix(">").removeprefix(" ")) for number, line in lines[explained:]]),
        Place(head[0], 1),
    )


def _answer(lines: list[Line]) -> Answer:
    found = _ITEM.match(lines[0][1])
    assert found is not None  # the lines begin with an item
    below = next((index for index, (_, line) in enumerate(lines) if _FEEDBACK.match(line)), len(lines))
    words = [found[3], *(line.strip() for _, line in lines[1:below])]
    text = " ".join(word for word in words if word)
    feedback = [line.strip() for _, line in lines[below:] if line.strip()]
    left, pair, match = text.partition(_PAIR)
    return Answer(
        left if pair and found[1] is None else text,
        bool(found[2]) or (found[1] or "").lower() == "x" or bool(pair and found[1] is None),
        " ".join(feedback).removeprefix("- ").strip(),
        match if pair and found[1] is None else "",
        Place(lines[0][0], 1),
    )
