"""Questions and terms in the XML formats of Moodle.

As its importers read them: question/format/xml/format.php (docs.moodle.org/en/Moodle_XML_format) and
mod/glossary/import.php.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

from edition.course import Answer, Question, Quiz
from edition.export.parts import (
    category,
    decimal,
    document,
    element,
    explanation,
    identifier,
    name,
    pairs,
    percent,
    weights,
)
from edition.export.text import Cited, html, inline, plain
from edition.terms import Term

_TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "truefalse": "truefalse",
    "matching": "matching",
    "short": "shortanswer",
    "numeric": "numerical",
    "ordering": "matching",  # the type "ordering" is a plug-in that not every Moodle has
}
_HTML = {"format": "html"}
_PLAIN = {"format": "plain_text"}
_FORMAT_HTML = "1"  # how a glossary names it


def moodle_xml(quiz: Quiz, parent: str, cited: Cited) -> str:
    """A quiz as Moodle XML, in a category of the name of its page within that of `parent`."""
    place = element("question", {"type": "category"}, element("category", {}, _text(category(quiz, parent))))
    root = element("quiz", {}, place, *(_question(quiz, question, cited) for question in quiz.questions))
    ET.indent(root, " ")
    return document(root)


def glossary_xml(terms: Mapping[str, Term], title: str, domains: Mapping[str, str], cited: Cited) -> str:
    """The terms of one language as the XML of a Moodle glossary of that title.

    The other forms of a term are its keywords; its category is the name of its domain, where
    `domains` has one.
    """
    info = {
        "NAME": title,
        "INTRO": "",
        "INTROFORMAT": _FORMAT_HTML,
        "ALLOWDUPLICATEDENTRIES": "0",
        "DISPLAYFORMAT": "dictionary",
        "SHOWSPECIAL": "1",
        "SHOWALPHABET": "1",
        "SHOWALL": "1",
        "ALLOWCOMMENTS": "0",
        "USEDYNALINK": "1",
        "DEFAULTAPPROVAL": "1",
        "GLOBALGLOSSARY": "0",
        "ENTBYPAGE": "50",
    }
    ordered = sorted(terms.values(), key=lambda term: (term.name.casefold(), term.slug))
    entries = element("ENTRIES", {}, *(_entry(term, domains, cited) for term in ordered))
    root = element("GLOSSARY", {}, element("INFO", {}, *_leaves(info), entries))
    ET.indent(root, " ")
    return document(root)


def _leaves(texts: Mapping[str, str]) -> Iterator[ET.Element]:
    for tag, text in texts.items():
        yield element(tag, {}, text)


def _entry(term: Term, domains: Mapping[str, str], cited: Cited) -> ET.Element:
    said = {
        "CONCEPT": term.name,
        "DEFINITION": html(term.definition, cited),
        "FORMAT": _FORMAT_HTML,
        "USEDYNALINK": "1",
        "CASESENSITIVE": "0",
        "FULLMATCH": "1",
        "TEACHERENTRY": "1",
    }
    made = element("ENTRY", {}, *_leaves(said))
    if term.forms:
        aliases = (element("ALIAS", {}, element("NAME", {}, form)) for form in term.forms)
        made.append(element("ALIASES", {}, *aliases))
    domain = domains.get(str(term.record.data.get("domain")))
    if domain:
        leaves = _leaves({"NAME": domain, "USEDYNALINK": "0"})
        made.append(element("CATEGORIES", {}, element("CATEGORY", {}, *leaves)))
    return made


def _text(text: str) -> ET.Element:
    return element("text", {}, text)


def _rich(tag: str, text: str) -> ET.Element:
    return element(tag, _HTML, _text(text))


def _question(quiz: Quiz, question: Question, cited: Cited) -> ET.Element:
    penalty = "1" if question.kind == "truefalse" else "0.3333333"
    made = element(
        "question",
        {"type": _TYPES[question.kind]},
        element("name", {}, _text(name(quiz, question))),
        _rich("questiontext", html(question.stem, cited)),
        _rich("generalfeedback", explanation(question, cited)),
        *_leaves({"defaultgrade": "1", "penalty": penalty, "hidden": "0"}),
        element("idnumber", {}, identifier(quiz, question)),
        *_asked(question, cited),
    )
    if question.outcome:
        made.append(element("tags", {}, element("tag", {}, _text(question.outcome))))
    return made


def _asked(question: Question, cited: Cited) -> Iterator[ET.Element]:
    if question.kind in ("single", "multiple"):
        yield from _choice(question, cited)
    elif question.kind == "truefalse":
        # The first answer says that the statement is true, in the words of the language.
        for answer, truth in zip(question.answers, ("true", "false"), strict=True):
            yield _answer(answer, truth, "100" if answer.right else "0", cited)
    elif question.kind == "short":
        yield element("usecase", {}, "0")
        for answer in question.answers:
            words = plain(answer.text, cited).replace("*", r"\*")  # a star is "anything"
            yield _answer(answer, words, "100" if answer.right else "0", cited)
    elif question.kind == "numeric":
        value, tolerance = question.number()
        made = _answer(question.answers[0], decimal(value), "100", cited)
        made.append(element("tolerance", {}, decimal(tolerance)))
        yield made
        yield from _leaves({"unitgradingtype": "0", "showunits": "3"})  # no unit
    else:
        yield element("shuffleanswers", {}, "true")
        yield from _combined()
        for left, right in pairs(question, cited):
            yield element("subquestion", _HTML, _text(left), element("answer", {}, _text(right)))


def _choice(question: Question, cited: Cited) -> Iterator[ET.Element]:
    single = question.kind == "single"
    yield from _leaves(
        {
            "single": "true" if single else "false",
            "shuffleanswers": "true",
            "answernumbering": "abc",
            "showstandardinstruction": "1",
        }
    )
    yield from _combined()
    shares = [float(answer.right) for answer in question.answers] if single else weights(question.answers)
    for answer, share in zip(question.answers, shares, strict=True):
        text = inline(answer.text, cited)
        yield _answer(answer, text, percent(share), cited, _HTML)


def _answer(
    answer: Answer, text: str, fraction: str, cited: Cited, form: Mapping[str, str] = _PLAIN
) -> ET.Element:
    feedback = _rich("feedback", inline(answer.feedback, cited))
    return element("answer", {"fraction": fraction, **form}, _text(text), feedback)


def _combined() -> Iterator[ET.Element]:
    for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        yield _rich(tag, "")
    yield element("shownumcorrect")
