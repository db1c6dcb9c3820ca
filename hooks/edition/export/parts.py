"""What the formats for questions have in common: names, weights, and how each kind is asked."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from decimal import Decimal

from edition.course import Answer, Question, Quiz
from edition.export.text import Cited, html, inline, plain

# The share of a mark as percent, written as Moodle knows it: 33.33333, not 33.3.
_DIGITS = 5


def name(quiz: Quiz, question: Question) -> str:
    """The name of a question: "1.2 Question 2"."""
    return f"{quiz.number}.{quiz.questions.index(question) + 1} {question.title}".strip()


def identifier(quiz: Quiz, question: Question) -> str:
    """Its id, which holds in every language: "q1-2"."""
    return question.id or f"q{quiz.number}-{quiz.questions.index(question) + 1}"


def category(quiz: Quiz, parent: str) -> str:
    """Where Moodle puts the questions. A slash within a name is doubled there."""
    path = [each.replace("/", "//") for each in (parent, quiz.page.title) if each]
    return "/".join(["$course$", "top", *path])


def decimal(number: float) -> str:
    """A number with a point, without an exponent and without needless zeros, in every language."""
    text = format(Decimal(repr(float(number))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def weights(answers: Sequence[Answer]) -> list[float]:
    """The share of the mark of each answer of a question with several right ones, -1 to 1.

    The right ones share it evenly; the wrong ones take it away evenly, so that ticking all gives none.
    """
    right = sum(answer.right for answer in answers)
    wrong = len(answers) - right
    return [1 / right if answer.right else -1 / wrong for answer in answers]


def percent(weight: float) -> str:
    """A share as percent: "33.33333"."""
    return decimal(round(weight * 100, _DIGITS))


def shuffled(key: str, texts: Sequence[str]) -> list[int]:
    """An order of some texts that is always the same, and never the given one where there is another."""
    order = sorted(range(len(texts)), key=lambda index: _hash(f"{key}\n{texts[index]}"))
    return order if order != list(range(len(texts))) else [*order[1:], *order[:1]]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def pairs(question: Question, cited: Cited) -> list[tuple[str, str]]:
    """Left side as HTML and right side as plain text of a matching or an ordering question.

    The steps of an ordering question are matched with their positions, "1" to "n", and mixed.
    """
    if question.kind != "ordering":
        return [(inline(each.text, cited), plain(each.match, cited)) for each in question.answers]
    order = shuffled(question.id, [answer.text for answer in question.answers])
    return [(inline(question.answers[index].text, cited), str(index + 1)) for index in order]


def explanation(question: Question, cited: Cited) -> str:
    """The general feedback as HTML: the explanation, and what is said about each pair.

    No format has feedback for a single pair.
    """
    text = html(question.explanation, cited)
    remarks = [answer for answer in question.answers if answer.feedback and question.kind == "matching"]
    items = "".join(
        f"<li>{inline(answer.text, cited)} → {inline(answer.match, cited)}: {inline(answer.feedback, cited)}</li>"
        for answer in remarks
    )
    return f"{text}<ul>{items}</ul>" if items else text


def element(tag: str, attributes: dict[str, str] | None = None, *children: ET.Element | str) -> ET.Element:
    """An XML element with text and children."""
    made = ET.Element(tag, attributes or {})
    for child in children:
        if isinstance(child, ET.Element):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def document(root: ET.Element) -> str:
    """An element as an XML document in UTF-8."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
