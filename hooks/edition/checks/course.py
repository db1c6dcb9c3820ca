"""The classroom: lessons that fit their time, and questions that have an answer, a comment and a source."""

from __future__ import annotations

import math
from collections.abc import Iterator

from edition.course import KINDS, Answer, Course, Lesson, Question, Quiz
from edition.model import Place, Site
from edition.patterns import late
from edition.rules import Finding, did_you_mean, rule

BLOOM = ("remember", "understand", "apply", "analyse", "evaluate", "create")
FEWEST_QUESTIONS = 12
FEWEST_EXERCISES = 3
_SOURCE = late(r"\[[^\[\]\n]{0,300}(?<![\w.@/\\])@\w|\[#[A-Z]\d")
_CODE = late(r"`[^`]*`")
_LISTED = ("single", "multiple", "truefalse", "matching", "short", "numeric")


def _lessons(site: Site) -> Iterator[tuple[Course, Lesson]]:
    for course in site.courses.values():
        yield from ((course, lesson) for lesson in course.lessons.values())


def _questions(site: Site) -> Iterator[tuple[Course, Quiz, Question]]:
    for course in site.courses.values():
        for quiz in course.quizzes.values():
            yield from ((course, quiz, question) for question in quiz.questions)


@rule
def lesson_record(site: Site) -> Iterator[Finding]:
    """A lesson says for whom it is and what it leads to, or nobody can plan with it.

    Bad: a lesson without `duration`, or an outcome with `bloom: know`
    Good: `duration: 100`, `materials`, `prior`, and outcomes with `id`, `bloom` and `text`
    """
    for _, lesson in _lessons(site):
        path, record = lesson.page.path, lesson.page.record
        for name in ("duration", "outcomes", "materials", "prior"):
            if not getattr(lesson, name):
                place = record.place(name) if name in record.data else Place(1, 1)
                yield Finding(path, place, f'a lesson needs "{name}"', f"add {name}:")
        for outcome in lesson.outcomes:
            if not outcome.id or not outcome.text.strip():
                yield Finding(path, outcome.place, "an outcome needs an id and a text", "add them")
            if outcome.bloom not in BLOOM:
                hint = did_you_mean(outcome.bloom, BLOOM) or f"write {', '.join(BLOOM)}"
                yield Finding(path, outcome.place, f'unknown level "{outcome.bloom}" of an outcome', hint)


@rule
def lesson_minutes(site: Site) -> Iterator[Finding]:
    """The segments of a lesson add up to its duration: a class ends when it ends.

    Bad: `duration: 100` and segments of 20, 30 and 40 minutes
    Good: segments of 20, 30, 40 and 10 minutes
    """
    for _, lesson in _lessons(site):
        minutes = sum(segment.minutes for segment in lesson.segments)
        if lesson.duration and minutes != lesson.duration:
            message = f"the segments take {minutes} minutes, the lesson {lesson.duration}"
            place = lesson.page.record.place("duration")
            yield Finding(lesson.page.path, place, message, "correct data-minutes of a heading, or duration")


@rule
def lesson_outcome(site: Site) -> Iterator[Finding]:
    """Each outcome is taught by a segment and assessed by a question, and nothing else is.

    Bad: an outcome 1.3 that no `data-outcomes` names, `data-outcome=1.9` on a question
    Good: `data-outcomes="1.2 1.3"` on a segment, `data-outcome=1.3` on a question
    """
    for course, lesson in _lessons(site):
        known = [outcome.id for outcome in lesson.outcomes]
        quiz = course.quizzes.get(lesson.number)
        taught = {outcome for segment in lesson.segments for outcome in segment.outcomes}
        assessed = {question.outcome for question in quiz.questions} if quiz else set()
        for outcome in lesson.outcomes:
            if not outcome.id:
                continue  # lesson-record says so
            if outcome.id not in taught:
                message = f'outcome "{outcome.id}" is taught by no segment'
                yield Finding(
                    lesson.page.path, outcome.place, message, "name it in data-outcomes of a heading"
                )
            if outcome.id not in assessed:
                message = f'outcome "{outcome.id}" is assessed by no question'
                yield Finding(
                    lesson.page.path, outcome.place, message, "name it in data-outcome of a question"
                )
        for segment in lesson.segments:
            for name in segment.outcomes:
                if name not in known:
                    yield _unknown_outcome(lesson.page.path, segment.place, name, known)
        for question in quiz.questions if quiz else ():
            if question.outcome not in known and quiz:
                yield _unknown_outcome(quiz.page.path, question.place, question.outcome, known)


def _unknown_outcome(path: str, place: Place, name: str, known: list[str]) -> Finding:
    return Finding(path, place, f'unknown outcome "{name}"', did_you_mean(name, known))


@rule
def exercise_solution(site: Site) -> Iterator[Finding]:
    """Each exercise is followed by its solution, for those who learn alone and those who teach.

    Bad: `!!! exercise "Exercise 2"` followed by another exercise
    Good: `!!! exercise "Exercise 2"`, then `??? solution "Solution to exercise 2"`
    """
    for _, lesson in _lessons(site):
        path = lesson.page.path
        exercises = 0
        for section in lesson.sections:
            for box, after in zip(section.parts, [*section.parts[1:], ""], strict=False):
                if isinstance(box, str) or box.kind != "exercise":
                    continue
                exercises += 1
                if not (after and not isinstance(after, str) and after.kind == "solution" and after.text):
                    message = f'the exercise "{box.title}" has no solution behind it'
                    yield Finding(path, box.place, message, "write one in ??? solution")
        if exercises < FEWEST_EXERCISES:
            message = f"the lesson has {exercises} exercises"
            yield Finding(path, Place(1, 1), message, f"write at least {FEWEST_EXERCISES}")


@rule
def quiz_size(site: Site) -> Iterator[Finding]:
    """A quiz has enough questions for each outcome, and a lesson has a quiz.

    Bad: a quiz of eleven questions; a lesson 3 without a quiz 3
    Good: twelve questions or more
    """
    for course, lesson in _lessons(site):
        if lesson.number not in course.quizzes:
            yield Finding(lesson.page.path, Place(1, 1), f"lesson {lesson.number} has no quiz", "write it")
    for course in site.courses.values():
        for quiz in course.quizzes.values():
            if len(quiz.questions) < FEWEST_QUESTIONS:
                message = f"the quiz has {len(quiz.questions)} questions"
                yield Finding(quiz.page.path, Place(1, 1), message, f"write at least {FEWEST_QUESTIONS}")


@rule
def question_answer(site: Site) -> Iterator[Finding]:
    """A question has the answers that its kind needs, and the right ones among them.

    Bad: two right answers in a `single` question, `- [x] about 750` in a `numeric` one
    Good: one `[x]`; `- [x] 757` or `- [x] 6.7 +- 0.1`
    """
    for _, quiz, question in _questions(site):
        if question.kind not in KINDS:
            hint = did_you_mean(question.kind, KINDS) or f"write {', '.join(KINDS)}"
            yield Finding(
                quiz.page.path, question.place, f'unknown kind "{question.kind}" of a question', hint
            )
        elif fault := _answer_fault(question):
            yield Finding(quiz.page.path, question.place, f"{question.title}: {fault}", "see CONTRIBUTING.md")
        if question.level not in (1, 2, 3):
            yield Finding(
                quiz.page.path,
                question.place,
                f"{question.title} has no data-level of 1, 2 or 3",
                "write one",
            )


def _answer_fault(question: Question) -> str:
    """What is wrong with the answers of a question of a known kind, "" where nothing is."""
    right, count = sum(answer.right for answer in question.answers), len(question.answers)
    texts = [answer.text for answer in question.answers]
    if not question.stem.strip():
        return "there is no question above the answers"
    if len(set(texts)) < count:
        return "two answers are the same"
    match question.kind:
        case "single":
            return (
                ""
                if count > 1 and right == 1
                else f"exactly one of two or more answers is right, not {right}"
            )
        case "multiple":
            return (
                ""
                if 1 < right < count
                else f"two or more answers are right, but not all; {right} of {count} are"
            )
        case "truefalse":
            return "" if (count, right) == (2, 1) else "there are two answers, and one is right"
        case "matching":
            return _matching_fault(question.answers)
        case "ordering":
            return "" if count > 2 and right == count else "three or more items are put in order"
        case "short":
            return "" if count and right == count else "every answer is a right one, marked [x]"
        case _:
            return _number_fault(question)


def _matching_fault(answers: tuple[Answer, ...]) -> str:
    if len(answers) < 3 or not all(answer.match for answer in answers):
        return "there are three or more pairs, each written `- left => right`"
    return "" if len({answer.match for answer in answers}) == len(answers) else "two right sides are the same"


def _number_fault(question: Question) -> str:
    number, tolerance = _numbers(question)
    sound = len(question.answers) == 1 and question.answers[0].right and tolerance >= 0
    return "" if sound and math.isfinite(number) else "the answer is one number, as 757 or 6.7 +- 0.1"


def _numbers(question: Question) -> tuple[float, float]:
    """The number and the tolerance of a question, infinite where there is none."""
    try:
        number, tolerance = question.number()
    except (ValueError, IndexError):
        return math.inf, 0.0
    return (number, tolerance) if math.isfinite(tolerance) else (math.inf, 0.0)


@rule
def question_feedback(site: Site) -> Iterator[Finding]:
    """Each answer says why it is right or wrong, and each question where that can be read.

    Bad: an answer without an indented line below it; a question without `> ` and a source
    Good: `    - Right: this is the act.` below the answer, `> As the Protocol has it [@ungiftnd].` at the end
    """
    for _, quiz, question in _questions(site):
        path = quiz.page.path
        for answer in question.answers if question.kind in _LISTED else ():
            if not answer.feedback:
                message = f'the answer "{answer.text}" has no feedback'
                yield Finding(path, answer.place, message, "write it in an indented line below: - Why")
        if not _SOURCE.search(_CODE.sub("", question.explanation)):
            message = f"{question.title} has no explanation with a source"
            yield Finding(path, question.place, message, "end it with > and a citation or a claim")


@rule
def question_parity(site: Site) -> Iterator[Finding]:
    """Both languages ask the same: the same questions, kinds, outcomes and right answers, in the same order.

    Bad: the second answer is right in English, the third in Indonesian
    Good: the same one
    """
    courses = list(site.courses.values())
    for other in courses[1:]:
        for number, quiz in other.quizzes.items():
            source = courses[0].quizzes.get(number)
            if source is None:
                continue
            for ours, theirs in zip(source.questions, quiz.questions, strict=False):
                if unlike := _unlike(ours, theirs):
                    message = f"{theirs.title} differs from {source.page.path}:{ours.place.line} in {unlike}"
                    yield Finding(quiz.page.path, theirs.place, message, "make them the same")
            if len(source.questions) != len(quiz.questions):
                message = f"{len(quiz.questions)} questions, in {source.page.path} {len(source.questions)}"
                yield Finding(quiz.page.path, Place(1, 1), message, "translate the missing ones")


def _unlike(one: Question, other: Question) -> str:
    """In what two questions differ that should be the same, "" where they agree."""
    for name in ("id", "kind", "outcome", "level"):
        if getattr(one, name) != getattr(other, name):
            return f"its {name}"
    if [answer.right for answer in one.answers] != [answer.right for answer in other.answers]:
        return "its right answers"
    return "its number" if one.kind == "numeric" and _numbers(one) != _numbers(other) else ""
