"""The frame of a lesson: what it leads to, what it needs, and the minutes of its segments."""

from __future__ import annotations

import re
from html import escape

from edition.course import Lesson
from edition.patterns import late
from edition.render.page import Frame

_LECTURER = late(r"^!!!([ ]+lecturer\b)", re.M)
_SEGMENT = late(r"(<h2\b[^>]*\bdata-minutes=\"(\d+)\"[^>]*>)(.*?)(</h2>)", re.S)


def folded(markdown: str) -> str:
    """The Markdown of a lesson with the lecturer's notes folded, as the solutions are."""
    return _LECTURER.sub(r"???\1", markdown)


def head(lesson: Lesson, frame: Frame) -> str:
    """What stands below the title of a lesson."""
    strings = frame.strings
    outcomes = "".join(
        f'<li><span class="outcome">{escape(outcome.id)}</span> {escape(outcome.text)} '
        f'<span class="outcome__level">{frame.word("bloom", outcome.bloom)}</span></li>'
        for outcome in lesson.outcomes
    )
    facts = [
        (strings["lesson_duration"], strings["minutes"].format(number=lesson.duration)),
        (strings["lesson_prior"], lesson.prior),
        (strings["lesson_materials"], "; ".join(lesson.materials)),
    ]
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    return (
        f'<div class="lesson-head">\n<p><strong>{escape(strings["lesson_outcomes"])}</strong></p>\n'
        f'<ul class="outcomes">{outcomes}</ul>\n<dl class="term-facts">{rows}</dl>\n'
        f'<p class="lesson-tools needs-script">'
        f'<button class="site-button" type="button" data-lecturer aria-pressed="false">'
        f"{escape(strings['lecturer_view'])}</button> "
        f'<button class="site-button" type="button" data-projector data-end="{escape(strings["projector_end"])}" '
        f'data-next="{escape(strings["next"])}" data-previous="{escape(strings["previous"])}" '
        f'data-start="{escape(strings["projector_timer"])}">{escape(strings["projector"])}</button></p>\n</div>\n'
    )


def with_minutes(html: str, frame: Frame) -> str:
    """The HTML of a lesson with the minutes of each segment behind its heading."""

    def named(found: re.Match[str]) -> str:
        minutes = escape(frame.strings["minutes"].format(number=found[2]))
        return f'{found[1]}{found[3]} <span class="minutes">{minutes}</span>{found[4]}'

    return _SEGMENT.sub(named, html)
