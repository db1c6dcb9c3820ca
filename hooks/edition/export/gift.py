"""Questions in Moodle's GIFT format (docs.moodle.org/en/GIFT_format; question/format/gift/format.php).

Rich texts are marked `[html]`. Short answers and the right sides of pairs are plain, as Moodle wants
them. GIFT cannot put things in order: that is asked by matching them with their positions.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.course import Answer, Question, Quiz
from edition.export.parts import category, decimal, explanation, identifier, name, pairs, percent, weights
from edition.export.text import Cited, html, inline, plain
from edition.patterns import late

_CONTROL = late(r"[\\#=~{}:]")


def gift(quiz: Quiz, parent: str, cited: Cited) -> str:
    """A quiz as GIFT, in a category of the name of its page within that of `parent`.

    Raises ValueError for what GIFT cannot say: `->` in a short answer or on the left of a pair.
    """
    # Moodle reads the name of a category without undoing escapes, save that of the backslash.
    head = f"$CATEGORY: {category(quiz, parent)}".replace("\\", "\\\\")
    return "\n\n".join([head, *(_question(quiz, each, cited) for each in quiz.questions)]) + "\n"


def _escaped(text: str) -> str:
    return _CONTROL.sub(r"\\\g<0>", text).replace("\n", r"\n")


def _rich(text: str) -> str:
    return f"[html]{_escaped(text)}"


def _question(quiz: Quiz, question: Question, cited: Cited) -> str:
    tag = f" [tag:{question.outcome}]" if question.outcome else ""
    general = explanation(question, cited)
    # A true/false answer begins right behind the brace; so does the mark of a number.
    opening = {"truefalse": _truth(question, cited), "numeric": "#"}.get(question.kind, "")
    lines = [
        f"// [id:{identifier(quiz, question)}]{tag}",
        f"::{_escaped(name(quiz, question))}::{_rich(html(question.stem, cited))}{{{opening}",
        *_answers(question, cited),
        *([f"####{_rich(general)}"] if general else []),
        "}",
    ]
    return "\n".join(lines)


def _answers(question: Question, cited: Cited) -> Iterator[str]:
    if question.kind in ("matching", "ordering"):
        for left, right in pairs(question, cited):
            yield f"={_rich(_without_arrow(left, question))} -> {_escaped(right)}"
    elif question.kind == "single":
        for answer in question.answers:
            sign = "=" if answer.right else "~"
            yield f"{sign}{_rich(inline(answer.text, cited))}{_feedback(answer, cited)}"
    elif question.kind == "multiple":
        for answer, weight in zip(question.answers, weights(question.answers), strict=True):
            text = _rich(inline(answer.text, cited))
            yield f"~%{percent(weight)}%{text}{_feedback(answer, cited)}"
    elif question.kind == "short":
        for answer in question.answers:
            # Moodle takes a star for "anything".
            words = _without_arrow(plain(answer.text, cited).replace("*", r"\*"), question)
            yield f"=%{100 if answer.right else 0}%{_escaped(words)}{_feedback(answer, cited)}"
    elif question.kind == "numeric":
        value, tolerance = question.number()
        yield f"=%100%{decimal(value)}:{decimal(tolerance)}{_feedback(question.answers[0], cited)}"


def _without_arrow(text: str, question: Question) -> str:
    if "->" in text:
        raise ValueError(f"{question.id}: GIFT cannot say '->' in an answer: {text}")
    return text


def _feedback(answer: Answer, cited: Cited) -> str:
    return f"#{_rich(inline(answer.feedback, cited))}" if answer.feedback else ""


def _truth(question: Question, cited: Cited) -> str:
    """Moodle reads first what is said to the wrong answer, then to the right one."""
    if question.kind != "truefalse":
        return ""
    right = next(answer for answer in question.answers if answer.right)
    wrong = next(answer for answer in question.answers if not answer.right)
    said = [_feedback(wrong, cited) or "#", _feedback(right, cited) or "#"]
    truth = "TRUE" if right is question.answers[0] else "FALSE"
    return truth + "".join(said).rstrip("#") if said != ["#", "#"] else truth
