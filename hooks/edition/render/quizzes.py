"""The questions of a quiz as HTML that can be answered; without a script the answers are folded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from edition.course import Answer, Question, Quiz
from edition.render.page import Frame

Inline = Callable[[str], str]  # Markdown of a paragraph to HTML
_BOXES = {"single": "radio", "truefalse": "radio", "multiple": "checkbox"}


def markdown(quiz: Quiz, inline: Inline, frame: Frame) -> str:
    """The page of a quiz below its title, as Markdown: headings, and a block of HTML for each question."""
    questions = "\n\n".join(
        f"## {question.title} {{#{question.id}}}\n\n{_question(question, inline, frame)}"
        for question in quiz.questions
    )
    return f"{quiz.introduction}\n\n{questions}\n"


def _question(question: Question, inline: Inline, frame: Frame) -> str:
    strings = frame.strings
    level = frame.word("levels", str(question.level))
    answers = "".join(_answers(question, inline, frame))
    # One line: a blank one would end the block of HTML.
    html = (
        f'<form class="question" data-kind="{question.kind}" data-no-terms data-quiz>'
        f'<p class="question__facts">{escape(strings["outcome"])} {escape(question.outcome)} · {level} · '
        f"{frame.word('question_kinds', question.kind)}</p>"
        f"<fieldset><legend>{inline(question.stem)}</legend>{answers}</fieldset>"
        f'<p class="needs-script"><button class="site-button" type="submit">{escape(strings["check_answer"])}'
        f'</button> <span role="status" data-right="{escape(strings["answer_right"])}" '
        f'data-wrong="{escape(strings["answer_wrong"])}" data-missing="{escape(strings["answer_missing"])}">'
        f"</span></p>{_solution(question, inline, frame)}</form>"
    )
    return html.replace("\n", " ")


def _answers(question: Question, inline: Inline, frame: Frame) -> Sequence[str]:
    match question.kind:
        case "single" | "multiple" | "truefalse":
            return [_choice(question, answer, inline) for answer in question.answers]
        case "matching":
            rights = sorted(answer.match for answer in question.answers)
            return [
                _pick(answer.text, rights, answer.match, answer.feedback, inline)
                for answer in question.answers
            ]
        case "ordering":
            numbers = [str(number) for number in range(1, len(question.answers) + 1)]
            placed = zip(question.answers, numbers, strict=True)
            shuffled = sorted(placed, key=lambda item: item[0].text.casefold())
            return [_pick(answer.text, numbers, number, "", inline) for answer, number in shuffled]
        case _:
            return [_field(question, frame)]


def _choice(question: Question, answer: Answer, inline: Inline) -> str:
    return (
        f'<div class="answer" data-right="{str(answer.right).lower()}">'
        f'<label><input class="needs-script" type="{_BOXES[question.kind]}" name="{question.id}"> '
        f"<span>{inline(answer.text)}</span></label>{_feedback(answer.feedback, inline)}</div>"
    )


def _pick(text: str, choices: Sequence[str], right: str, feedback: str, inline: Inline) -> str:
    options = "".join(
        f'<option value="{"right" if choice == right else "wrong"}">{escape(choice)}</option>'
        for choice in choices
    )
    return (
        f'<div class="answer"><label><span>{inline(text)}</span> <select class="needs-script">'
        f'<option value="">…</option>{options}</select></label>{_feedback(feedback, inline)}</div>'
    )


def _field(question: Question, frame: Frame) -> str:
    if question.kind == "numeric":
        number, tolerance = question.number()
        rule = f'data-number="{number:g}" data-tolerance="{tolerance:g}" inputmode="decimal"'
    else:
        accepted = "|".join(answer.text.casefold() for answer in question.answers)
        rule = f'data-accepted="{escape(accepted)}"'
    label = escape(frame.strings["your_answer"])
    return (
        f'<div class="answer needs-script"><label>{label} <input type="text" {rule} autocomplete="off" '
        'spellcheck="false"></label></div>'
    )


def _feedback(text: str, inline: Inline) -> str:
    return f'<p class="feedback" hidden>{inline(text)}</p>' if text else ""


def _solution(question: Question, inline: Inline, frame: Frame) -> str:
    """The right answers and the reasons for each: folded, for readers without a script and after the try."""
    items = "".join(_explained(answer, question, inline) for answer in question.answers)
    tag = "ol" if question.kind == "ordering" else "ul"
    return (
        f'<details class="solution"><summary>{escape(frame.strings["show_answer"])}</summary>'
        f"<{tag}>{items}</{tag}><p>{inline(question.explanation)}</p></details>"
    )


def _explained(answer: Answer, question: Question, inline: Inline) -> str:
    sign = "" if question.kind == "ordering" else "✓ " if answer.right else "✗ "
    match = f" → {inline(answer.match)}" if answer.match else ""
    feedback = f": {inline(answer.feedback)}" if answer.feedback else ""
    return f"<li>{sign}<strong>{inline(answer.text)}{match}</strong>{feedback}</li>"
