"""A lesson as the Markdown of its handouts and of its slides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from edition.course import FOR_LECTURERS, Box, Lesson, Section
from edition.export.markup import Markup, escaped
from edition.patterns import late

Strings = Mapping[str, Any]

EDITIONS = ("student", "lecturer")
KINDS = ("question", "slide", "exercise", "solution", "lecturer")  # the boxes that have a look of their own
_CITED = late(r"(?<![\w.@/\\])@\w")
_ITEM = late(r"^[ ]*(?:[-*]|\d+\.)[ ]+", re.M)
_LICENCE = "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)"


@dataclass(frozen=True, slots=True)
class Form:
    """How a format writes what Markdown has no words for; `raw` is pandoc's name of it."""

    raw: str

    def box(self, kind: str, title: str, text: str, level: int) -> str:
        """A box. Its title is a heading: of this level in the PDF (which may skip none), of level 2 in
        Word, where the style of the box says so."""
        look = kind if kind in KINDS else "question"
        if self.raw == "typst":
            head = f"{'#' * level} {title}\n\n" if title else ""
            return f"{self._raw(f'#box-{look}[')}\n\n{head}{text}\n\n{self._raw(']')}"
        head = _styled(f"{look.capitalize()} Heading", title) if title else ""
        return f"{head}\n\n{text}".strip()

    def lines(self, count: int) -> str:
        """Lines to write on."""
        if self.raw == "typst":
            return self._raw(f"#writing-lines({count})")
        line = "`<w:r><w:tab/></w:r>`{=openxml}"
        return _styled("Writing Line", "\n\n".join([line] * count))

    def sources(self) -> str:
        """The place of the list of sources, which citeproc fills."""
        place = "::: {#refs}\n:::"
        return f"{self._raw('#references[')}\n\n{place}\n\n{self._raw(']')}" if self.raw == "typst" else place

    def _raw(self, code: str) -> str:
        return f"```{{={self.raw}}}\n{code}\n```"


DOCX, TYPST = Form("openxml"), Form("typst")


def _styled(style: str, text: str) -> str:
    return f'::: {{custom-style="{style}"}}\n{text}\n:::'


def handout(lesson: Lesson, strings: Strings, edition: str, form: Form, base: str) -> str:
    """The handout of a lesson, without its title. Students get neither solutions nor lecturer's boxes,
    but lines to write on."""
    markup = Markup.of(lesson, base)
    blocks = [*_head(lesson, strings)]
    for section in lesson.sections:
        if section.title:
            blocks.append(f"# {_title(section, strings, edition == 'lecturer', markup)}")
        blocks += _parts(section, strings, edition, form, markup)
    if any(map(_CITED.search, blocks)):
        blocks.append(f"# {escaped(strings['sources'])}\n\n{form.sources()}")
    address = markup.address()
    blocks.append(f"{escaped(strings['licence'])} {_LICENCE}. [{escaped(address)}](<{address}>)")
    return "\n\n".join(blocks) + "\n"


def _head(lesson: Lesson, strings: Strings) -> Iterator[str]:
    yield f"**{escaped(strings['lesson_outcomes'])}**"
    yield _outcomes(lesson)
    yield from _facts(lesson, strings)
    if status := lesson.page.document.front_matter.data.get("status"):
        yield f"*{escaped(strings[f'status_{status}'])}*"


def _outcomes(lesson: Lesson) -> str:
    return "\n".join(f"- **{escaped(each.id)}** {escaped(each.text)}" for each in lesson.outcomes)


def _facts(lesson: Lesson, strings: Strings) -> Iterator[str]:
    for name, value in (
        ("lesson_duration", strings["minutes"].format(number=lesson.duration) if lesson.duration else ""),
        ("lesson_prior", lesson.prior),
        ("lesson_materials", "; ".join(lesson.materials)),
        ("content_note", lesson.content_note),
    ):
        if value:
            yield f"**{escaped(strings[name])}:** {escaped(value)}"


def _title(section: Section, strings: Strings, timed: bool, markup: Markup) -> str:
    minutes = f" ({strings['minutes'].format(number=section.minutes)})" if timed and section.minutes else ""
    return markup.text(section.title) + minutes


def _parts(section: Section, strings: Strings, edition: str, form: Form, markup: Markup) -> Iterator[str]:
    for part in section.parts:
        if isinstance(part, str):
            yield markup.text(part)
        elif edition == "lecturer" or part.kind not in FOR_LECTURERS:
            title = markup.text(part.title)
            if part.kind == "slide":
                title = f"{strings['slide']}: {title}"
            yield form.box(part.kind, title, markup.text(part.text), 2 if section.title else 1)
            if edition == "student" and part.kind == "exercise":
                yield form.lines(_lines(part))


def _lines(exercise: Box) -> int:
    """A line for each task of a list and two more, within reason; six where there is no list."""
    items = len(_ITEM.findall(exercise.text))
    return min(9, max(4, items + 2)) if items else 6


def slides(lesson: Lesson, strings: Strings, base: str) -> str:
    """The slides of a lesson, without that of its title: the outcomes, then one for each slide box.

    The notes hold what the lecturer's boxes of its segment say: each stands with the slide before it,
    and what stands before the first slide with the first.
    """
    markup = Markup.of(lesson, base)
    facts = "\n\n".join(_facts(lesson, strings))
    found = [_slide(escaped(strings["lesson_outcomes"].rstrip(":")), _outcomes(lesson), facts)]
    for section in lesson.sections:
        of_slide = _notes(section)
        for slide, boxes in of_slide:
            name = f"**{_title(section, strings, True, markup)}**" if section.title else ""
            notes = "\n\n".join(text for text in (name, *(markup.text(box.text) for box in boxes)) if text)
            found.append(_slide(markup.text(slide.title), markup.text(slide.text), notes))
    return "\n\n".join(found) + "\n"


def _notes(section: Section) -> list[tuple[Box, list[Box]]]:
    """The slides of a section, each with its lecturer's boxes."""
    found = [(slide, list[Box]()) for slide in section.boxes("slide")]
    current = -1
    for part in section.parts:
        if isinstance(part, Box) and part.kind == "slide":
            current += 1
        elif isinstance(part, Box) and part.kind == "lecturer" and found:
            found[max(current, 0)][1].append(part)
    return found


def _slide(title: str, text: str, notes: str) -> str:
    return f"# {title}\n\n{text}\n\n::: notes\n{notes}\n:::" if notes else f"# {title}\n\n{text}"
