"""Quizzes as a student sees them, from the Markdown that a lecturer writes."""

from __future__ import annotations

import re
from functools import cache

import pytest
from lxml.html import HtmlElement
from markdown import Markdown

from edition.model import Language, Page
from edition.render import quizzes
from edition.sources import markdown
from edition.sources.course import quiz
from tests.unit.reader import frame, seen, tree

PAGE = """\
---
quiz: 1
---

# Quiz

Five minutes.

## Choose {#q1 data-kind=single data-outcome=1.1 data-level=1}

Which *law*?

- [ ] An old one
    - It came before.
- [x] Law 21 & no other

> See the law.

## Several {#q2 data-kind=multiple data-outcome=1.2 data-level=2}

Which?

- [x] One
- [x] Two
- [ ] Three
    - No.

## Match {#q3 data-kind=matching data-outcome=1.2 data-level=3}

Which belongs to which?

- Act => b) how
    - As the law says.
- Means => a) by what

## Order {#q4 data-kind=ordering data-outcome=1.3 data-level=2}

Which came first?

1. The report
2. An arrest
3. the court

> By date.

## Word {#q5 data-kind=short data-outcome=1.3 data-level=2}

Who signed?

- [x] ASEAN
- [x] The "Association"

## Number {#q6 data-kind=numeric data-outcome=1.3 data-level=2}

How many?

- [x] 1.5 ± 0.25

## Share {#q7 data-kind="numeric" data-outcome=1.3 data-level=2}

How many more?

- [x] 12
"""


def inline(text: str) -> str:
    return Markdown().convert(text).removeprefix("<p>").removesuffix("</p>")


@cache
def page(code: str) -> str:
    language = Language(code, code, code)
    source = Page(f"docs/{code}/q.md", f"{code}/q.md", "q.md", language, markdown.parse(PAGE))
    return quizzes.markdown(quiz(source), inline, frame(code))


def question(anchor: str, code: str = "en") -> HtmlElement:
    below = page(code).split(f"{{#{anchor}}}\n\n")[1]
    return tree(below.split("\n\n")[0])


def answers(anchor: str) -> list[str]:
    return [seen(answer) for answer in question(anchor).xpath(".//fieldset//label/span")]


def choices(anchor: str) -> dict[str, tuple[list[str], list[str]]]:
    """What can be chosen for each answer, and what of it is right."""
    return {
        seen(answer.find(".//span")): (
            [seen(option) for option in answer.xpath(".//option[@value!='']")],
            [seen(option) for option in answer.xpath(".//option[@value='right']")],
        )
        for answer in question(anchor).find_class("answer")
    }


def test_the_introduction_comes_first_and_each_question_has_its_heading() -> None:
    assert page("en").startswith("Five minutes.\n\n## Choose {#q1}\n\n<form ")
    assert re.findall(r"^## (\w+) ", page("en"), re.M) == [
        "Choose", "Several", "Match", "Order", "Word", "Number", "Share",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "facts", "button", "verdict"),
    [
        ("en", "Outcome 1.1 · easy · one answer", "Check", "That is right."),
        ("id", "Capaian 1.1 · mudah · satu jawaban", "Periksa", "Benar."),
    ],
)
def test_a_question_says_in_the_language_of_its_page_what_it_is(
    code: str, facts: str, button: str, verdict: str
) -> None:
    form = question("q1", code)
    assert seen(form.find_class("question__facts")[0]) == facts
    assert seen(form.find(".//button")) == button
    assert form.find(".//*[@role='status']").get("data-right") == verdict
    assert seen(form.find(".//legend")) == "Which law?"
    assert form.find(".//legend/em").text == "law"


@pytest.mark.parametrize(
    ("anchor", "box", "right"),
    [("q1", "radio", ["Law 21 & no other"]), ("q2", "checkbox", ["One", "Two"])],
)
def test_of_one_right_answer_one_can_be_chosen_of_several_several(
    anchor: str, box: str, right: list[str]
) -> None:
    form = question(anchor)
    assert {each.get("type") for each in form.iter("input")} == {box}
    assert {each.get("name") for each in form.iter("input")} == {anchor}
    assert [seen(each.find(".//label")) for each in form.xpath(".//*[@data-right='true']")] == right


def test_a_comment_is_hidden_below_its_answer_until_it_is_asked_for() -> None:
    wrong, right = question("q1").find_class("answer")
    (comment,) = wrong.find_class("feedback")
    assert seen(comment) == "It came before."
    assert comment.get("hidden") is not None
    assert not right.find_class("feedback")


def test_pairs_are_chosen_from_the_right_sides_in_an_order_that_tells_nothing() -> None:
    assert choices("q3") == {
        "Act": (["a) by what", "b) how"], ["b) how"]),
        "Means": (["a) by what", "b) how"], ["a) by what"]),
    }
    assert [seen(comment) for comment in question("q3").find_class("feedback")] == ["As the law says."]


def test_what_is_to_be_ordered_stands_by_the_alphabet_and_gets_its_number() -> None:
    assert answers("q4") == ["An arrest", "the court", "The report"]
    assert choices("q4") == {
        "An arrest": (["1", "2", "3"], ["2"]),
        "the court": (["1", "2", "3"], ["3"]),
        "The report": (["1", "2", "3"], ["1"]),
    }


@pytest.mark.parametrize(
    ("anchor", "attributes"),
    [
        ("q5", {"data-accepted": 'asean|the "association"'}),
        ("q6", {"data-number": "1.5", "data-tolerance": "0.25", "inputmode": "decimal"}),
        ("q7", {"data-number": "12", "data-tolerance": "0", "inputmode": "decimal"}),
    ],
)
def test_a_word_or_a_number_is_written_into_a_field(anchor: str, attributes: dict[str, str]) -> None:
    (field,) = question(anchor).xpath(".//fieldset//input")
    assert {name: field.get(name) for name in attributes} == attributes
    assert seen(field.getparent()) == "Your answer:"


@pytest.mark.parametrize(
    ("anchor", "told"),
    [
        ("q1", ["✗ An old one: It came before.", "✓ Law 21 & no other"]),
        ("q3", ["✓ Act → b) how: As the law says.", "✓ Means → a) by what"]),
        ("q4", ["The report", "An arrest", "the court"]),
    ],
)
def test_the_solution_is_there_without_a_script(anchor: str, told: list[str]) -> None:
    (solution,) = question(anchor).find_class("solution")
    assert [seen(item) for item in solution.iter("li")] == told
    assert solution.get("open") is None
    assert bool(solution.xpath("ol")) is (anchor == "q4"), "an order is told by numbers"


def test_the_explanation_ends_the_solution() -> None:
    assert seen(question("q1").find_class("solution")[0]).endswith("See the law.")
