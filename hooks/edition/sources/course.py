"""Lessons and quizzes from the Markdown of their pages."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any, NamedTuple

from edition.course import Answer, Box, Course, Lesson, Outcome, Question, Quiz, Section
from edition.model import Language, Page, Place, Site
from edition.patterns import late
from edition.sources import attributes, code

_ATTRIBUTES = late(r"\{([^{}]*)\}$")
_BOX = late(r"(?:!!!|\?\?\?\+?)[ ]?([\w-]+)(?:[ ]+[\w-]+)*(?:[ ]+\"(.*)\")?$")
_ITEM = late(r"(?:-[ ]+(?:\[([ xX])\](?:[ ]+|$))?|(\d+)\.[ ]+)(.*)$")
_FEEDBACK = late(r"[ ]{2,}-(?:[ ]|$)")
_PAIR = " => "
_FEW_DIGITS = late(r"\d{1,4}")


class Line(NamedTuple):
    """A line of a page: its number, its text, and the same with code and comments blanked."""

    number: int
    text: str
    masked: str


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
    outcomes, materials = data.get("outcomes"), data.get("materials")
    return Lesson(
        page=page,
        number=_number(data.get("lesson")),
        duration=_number(data.get("duration")),
        outcomes=tuple(
            Outcome(
                _words(each.get("id")),
                _words(each.get("bloom")),
                _words(each.get("text")),
                record.place("outcomes", index),
            )
            for index, each in enumerate(outcomes if isinstance(outcomes, list) else ())
            if isinstance(each, dict)
        ),
        materials=tuple(filter(None, map(_words, materials if isinstance(materials, list) else ()))),
        prior=_words(data.get("prior")),
        content_note=_words(data.get("content_note")),
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


def _words(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _digits(text: str) -> int:
    return int(text) if _FEW_DIGITS.fullmatch(text) else 0


def _body(page: Page) -> list[Line]:
    """The lines of a page below its front matter and its title."""
    headings = page.document.headings
    title = headings[0].place.line if headings and headings[0].level == 1 else 0
    first = max(title, page.document.front_matter.end)
    text, masked = page.document.text, page.document.masked
    if "\t" in text:  # Markdown reads a tab as blanks
        text = text.expandtabs(4)
        masked = code.mask(text)
    lines = zip(text.split("\n"), masked.split("\n"), strict=True)
    return [Line(number, line, masked) for number, (line, masked) in enumerate(lines, 1) if number > first]


def _sections(page: Page) -> Iterator[tuple[Line | None, list[Line]]]:
    """Each heading of level 2 with the lines below it; first `None` with what stands before them."""
    headings = {
        heading.place.line
        for heading in page.document.headings
        if heading.level == 2 and heading.place.col == 1
    }
    head: Line | None = None
    lines: list[Line] = []
    for line in _body(page):
        if line.number in headings and line.masked.startswith("##"):
            yield head, lines
            head, lines = line, []
        else:
            lines.append(line)
    yield head, lines


def _attributes(head: Line | None) -> tuple[str, dict[str, str]]:
    if head is None:
        return "", {}
    title = head.text.strip().strip("#").strip()
    found = _ATTRIBUTES.search(title)
    if not found:
        return title, {}
    return title[: found.start()].rstrip(), dict(attributes.pairs(found[1]))


def _section(head: Line | None, lines: list[Line]) -> Section:
    title, given = _attributes(head)
    return Section(
        title,
        given.get("id", ""),
        _digits(given.get("data-minutes", "")),
        tuple(given.get("data-outcomes", "").replace(",", " ").split()),
        tuple(_parts(lines)),
        Place(head.number if head else lines[0].number if lines else 1, 1),
    )


def _parts(lines: list[Line]) -> Iterator[str | Box]:
    prose: list[Line] = []
    index = 0
    while index < len(lines):
        masked = lines[index].masked
        opening = _BOX.match(masked.rstrip()) if masked.startswith(("!", "?")) else None
        if not opening:
            prose.append(lines[index])
            index += 1
            continue
        if text := _text(prose):
            yield text
        prose, end = [], index + 1
        while end < len(lines) and (not lines[end].text.strip() or lines[end].text.startswith("    ")):
            end += 1
        title = _BOX.match(lines[index].text.rstrip())  # with the code that it may show
        inner = _text(lines[index + 1 : end])
        yield Box(opening[1].lower(), (title or opening)[2] or "", inner, Place(lines[index].number, 1))
        index = end
    if text := _text(prose):
        yield text


def _text(lines: list[Line]) -> str:
    text = "\n".join(line.text for line in lines)
    if text.startswith(" ") or "\n " in text:  # as little of it as is in a box
        text = textwrap.dedent(text)
    return text.strip("\n").rstrip()


def _question(head: Line, lines: list[Line]) -> Question:
    title, given = _attributes(head)
    starts = [index for index, line in enumerate(lines) if _ITEM.match(line.masked)]
    after = starts[0] if starts else 0
    explained = next(
        (index for index, line in enumerate(lines) if index > after and line.text.startswith(">")), len(lines)
    )
    starts = [start for start in starts if start < explained]
    ends = [*starts[1:], explained][: len(starts)]
    quoted = [
        Line(line.number, line.text.removeprefix(">").removeprefix(" "), "") for line in lines[explained:]
    ]
    return Question(
        given.get("id", ""),
        title,
        given.get("data-kind", ""),
        given.get("data-outcome", ""),
        _digits(given.get("data-level", "")),
        _text(lines[: starts[0] if starts else explained]),
        tuple(_answer(lines[start:end]) for start, end in zip(starts, ends, strict=True)),
        _text(quoted),
        Place(head.number, 1),
    )


def _answer(lines: list[Line]) -> Answer:
    found = _ITEM.match(lines[0].text)
    assert found is not None  # the lines begin with an item
    below = next((index for index, line in enumerate(lines) if _FEEDBACK.match(line.text)), len(lines))
    words = [found[3], *(line.text.strip() for line in lines[1:below])]
    text = " ".join(word for word in words if word)
    feedback = " ".join(line.text.strip() for line in lines[below:] if line.text.strip())
    left, pair, match = text.partition(_PAIR)
    paired = bool(pair) and found[1] is None
    return Answer(
        left if paired else text,
        bool(found[2]) or (found[1] or "").lower() == "x" or paired,
        feedback.removeprefix("-").strip(),
        match if paired else "",
        Place(lines[0].number, 1),
    )
