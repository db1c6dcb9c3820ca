"""The quizzes that the tests export: those of the site, and a small one with every troublesome character."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from edition.course import Course, Quiz
from edition.model import Language, Page, Site
from edition.sources import markdown
from edition.sources.course import course, quiz
from edition.sources.disk import load_site

ROOT = Path(__file__).parents[2]

# Markdown, and the words that a reader must see.
NASTY = "Apakah = ~ # { } : “a” «b» \"c\" 'd' \\ e\\n %50% -- < & <b> [#C113] [@a; @b] [tersangka]{lang=id} benar?"
SEEN = "Apakah = ~ # { } : “a” «b» \"c\" 'd' \\ e\\n %50% -- < & <b> (C113) (A & B, 2020) tersangka benar?"

PAGE = f"""---
title: 'Kuis 9: "a/b" & <c>'
quiz: 9
---

# Kuis 9

// {NASTY}

## Pertanyaan {{#q9-1 data-kind=single data-outcome=9.1 data-level=1}}

// {NASTY}

- [ ] %100%{NASTY}
    - = {NASTY}
- [x] [html] {NASTY} -> b
    - {NASTY}

> {NASTY}
>
> {NASTY}

## Pertanyaan {{#q9-2 data-kind=multiple data-outcome=9.1 data-level=1}}

{NASTY}

- [x] a {NASTY}
- [x] b {NASTY}
- [x] c {NASTY}
- [ ] d {NASTY}
    - {NASTY}

## Pertanyaan {{#q9-3 data-kind=truefalse data-outcome=9.1 data-level=1}}

{NASTY}

- [x] Benar
    - {NASTY}
- [ ] Salah

> {NASTY}

## Pertanyaan {{#q9-4 data-kind=matching data-outcome=9.1 data-level=1}}

{NASTY}

- a {NASTY} => x {NASTY}
    - {NASTY}
- b {NASTY} => x {NASTY}
- c {NASTY} => y -> {NASTY}

## Pertanyaan {{#q9-5 data-kind=short data-outcome=9.1 data-level=1}}

{NASTY}

- [x] %5% = ~ # {{ }} : \\ * & < “hutang”
    - {NASTY}
- [x] utang

## Pertanyaan {{#q9-6 data-kind=numeric data-outcome=9.1 data-level=1}}

{NASTY}

- [x] -1234567.25 ± 0.00005
    - {NASTY}

> {NASTY}

## Pertanyaan {{#q9-7 data-kind=ordering data-outcome=9.1 data-level=1}}

{NASTY}

1. a {NASTY}
2. b {NASTY}
3. c {NASTY}
"""


def cited(group: str) -> str:
    """How the tests print a citation."""
    return "(A & B, 2020)" if group == "[@a; @b]" else group.strip("[]").join("()")


@cache
def site() -> Site:
    return load_site(ROOT / "mkdocs.yml")


@cache
def courses() -> dict[str, Course]:
    return {language.code: course(site(), language) for language in site().settings.languages}


def quizzes() -> list[tuple[str, Quiz]]:
    """Each quiz of the site with the code of its language."""
    return [(code, each) for code, course in courses().items() for each in course.quizzes.values()]


@cache
def nasty() -> Quiz:
    """The troublesome quiz."""
    language = Language("id", "Bahasa Indonesia", "id")
    return quiz(Page("docs/id/quiz-9.md", "id/quiz-9.md", "quiz-9.md", language, markdown.parse(PAGE)))
