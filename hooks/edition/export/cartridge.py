"""The course of a language as an IMS Common Cartridge (imsglobal.org/cc): lessons, quizzes, links.

It is written in version 1.1, because Moodle reads no later one (backup/converter/imscc11 of its source asks
for the namespace of 1.1, and checks the manifest against the schemas); Canvas and others read all. Version
1.3 differs for us in names alone, so it is made from 1.1 by renaming.

A cartridge has no kinds for three of our questions. They become fill-in-the-blank:

- matching and ordering: the parts stand with letters in the text, and the answer is a word of letters;
- numeric: each number within the tolerance, as far as they can be counted, in the spelling of both
  languages.

A question with one right answer of two is one of several right answers, for a multiple choice has
three answers at least. No platform reads feedback to an answer of several: it stands in the general
feedback, which holds the explanation.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from string import ascii_uppercase
from typing import Any
from urllib.parse import urlsplit

from edition.course import FOR_LECTURERS, Answer, Box, Course, Lesson, Question, Quiz, Section
from edition.export.archive import zipped
from edition.export.markup import Markup
from edition.export.parts import decimal, document, element, explanation, identifier, name, shuffled
from edition.export.text import Cited, html, inline, plain
from edition.patterns import late

Strings = Mapping[str, Any]

_MINOR = 1  # of the version of Common Cartridge
_V = f"v1p{_MINOR}"
_VERSION = late(rf"(?:(?<=imscc)|(?<=/cc)|(?<=imswl_)|(?<=xml)){_V}")
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_PROFILE = f"http://www.imsglobal.org/profile/cc/cc{_V}"
_MANIFEST = f"http://www.imsglobal.org/xsd/imscc{_V}/imscp_v1p1"
_LOM = f"http://ltsc.ieee.org/xsd/imscc{_V}/LOM/manifest"
_LINK = f"http://www.imsglobal.org/xsd/imscc{_V}/imswl_{_V}"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_TYPES = {
    "page": "webcontent",
    "quiz": f"imsqti_xmlv1p2/imscc_xml{_V}/assessment",
    "link": f"imswl_xml{_V}",
}
_MOST = 1000  # so many numbers are listed within a tolerance
_BOX = "border-left: 4px solid #2f6690; padding: 0 1em; margin: 1em 0;"


@dataclass(frozen=True, slots=True)
class _Resource:
    """Something in the cartridge: `kind` is "page", "quiz" or "link"."""

    key: str
    kind: str
    title: str
    path: str
    content: str


def cartridge(course: Course, strings: Strings, base: str, cited: Cited, minor: int = _MINOR) -> bytes:
    """The course as an .imscc package (a ZIP): a module for each lesson, with the page of its student
    edition, its quiz, and links to both on the site at `base`. `minor` is 1 or 3, for version 1.1 or 1.3.

    Raises KeyError for a missing word, ValueError for a question that cannot be asked: one without a
    right answer, a matching or an ordering one with more than 26 parts.
    """
    modules = [*_modules(course, strings, base, cited)]
    files = {each.path: each.content for _, resources in modules for each in resources}
    files["imsmanifest.xml"] = document(_manifest(course, strings, modules))
    return zipped({path: _renamed(path, content, minor).encode() for path, content in files.items()})


def _renamed(path: str, content: str, minor: int) -> str:
    """An XML file with the names of another minor version."""
    if minor == _MINOR or not path.endswith(".xml"):
        return content
    return _VERSION.sub(f"v1p{minor}", content).replace(f">1.{_MINOR}.0<", f">1.{minor}.0<")


# Modules and what is in them

_Module = tuple[str, list[_Resource]]  # its title, and its resources in their order


def _modules(course: Course, strings: Strings, base: str, cited: Cited) -> Iterator[_Module]:
    code = course.language
    for number in sorted({*course.lessons, *course.quizzes}):
        lesson, quiz = course.lessons.get(number), course.quizzes.get(number)
        made, links = [], []
        if lesson:
            path, page = f"lessons/lesson-{number}.html", _page(lesson, strings, base, cited)
            made.append(_Resource(f"lesson-{number}-{code}", "page", lesson.page.title, path, page))
            links.append((f"lesson-{number}", lesson.page.title, Markup.of(lesson, base).address()))
        if quiz:
            path, asked = f"quizzes/quiz-{number}.xml", document(_assessment(quiz, code, strings, cited))
            made.append(_Resource(f"quiz-{number}-{code}", "quiz", quiz.page.title, path, asked))
            links.append((f"quiz-{number}", quiz.page.title, _of_quiz(quiz, base).address()))
        yield made[0].title, [*made, *(_link(code, base, *each) for each in links)]
    yield strings["site_name"], [_link(code, base, "site", strings["site_name"], _home(course, base))]


def _of_quiz(quiz: Quiz, base: str) -> Markup:
    language = quiz.page.language
    return Markup(base.rstrip("/") + "/", quiz.page.src, language.folder if language else "")


def _home(course: Course, base: str) -> str:
    """The address of the first page of the language."""
    pages = [lesson.page for lesson in course.lessons.values()]
    pages += [quiz.page for quiz in course.quizzes.values()]
    folder = next((page.language.folder for page in pages if page.language), "")
    return base.rstrip("/") + (f"/{folder}/" if folder else "/")


def _link(code: str, base: str, key: str, title: str, address: str) -> _Resource:
    """A web link. Its title names the site: the page in the cartridge has the same."""
    title = f"{title} ({urlsplit(base).netloc or base})"
    root = _root("webLink", _LINK, f"{_PROFILE}/cc{_V}_imswl_{_V}.xsd", {})
    root.extend([element("title", {}, title), element("url", {"href": address, "target": "_blank"})])
    return _Resource(f"link-{key}-{code}", "link", title, f"links/{key}.xml", document(root))


def _root(tag: str, namespace: str, schema: str, attributes: Mapping[str, str]) -> ET.Element:
    places = {"xmlns": namespace, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{namespace} {schema}"}
    return element(tag, places | dict(attributes))


# The manifest


def _manifest(course: Course, strings: Strings, modules: Iterable[_Module]) -> ET.Element:
    root = _root(
        "manifest",
        _MANIFEST,
        f"{_PROFILE}/cc{_V}_imscp_v1p2_v1p0.xsd {_LOM} {_PROFILE}/LOM/cc{_V}_lommanifest_v1p0.xsd",
        {"identifier": f"course-{course.language}", "xmlns:lom": _LOM},
    )
    root.append(_metadata(course.language, strings))
    items, resources = element("item", {"identifier": "root"}), element("resources")
    for index, (title, inside) in enumerate(modules, 1):
        module = element("item", {"identifier": f"module-{index}"}, element("title", {}, title))
        module.extend(_item(each) for each in inside)
        items.append(module)
        resources.extend(_resource(each) for each in inside)
    whole = element("organization", {"identifier": "organization", "structure": "rooted-hierarchy"}, items)
    root.extend([element("organizations", {}, whole), resources])
    return root


def _item(resource: _Resource) -> ET.Element:
    attributes = {"identifier": f"item-{resource.key}", "identifierref": resource.key}
    return element("item", attributes, element("title", {}, resource.title))


def _resource(resource: _Resource) -> ET.Element:
    attributes = {"identifier": resource.key, "type": _TYPES[resource.kind]}
    if resource.kind == "page":  # only web content may have it
        attributes["href"] = resource.path
    return element("resource", attributes, element("file", {"href": resource.path}))


def _metadata(code: str, strings: Strings) -> ET.Element:
    """The title, the language and the licence, as Learning Object Metadata."""
    general = _lom(
        "general",
        _lom("title", _string(code, strings["site_name"])),
        _lom("language", code),
        _lom("description", _string(code, strings["site_description"])),
    )
    rights = _lom(
        "rights",
        _lom("copyrightAndOtherRestrictions", _lom("value", "yes")),
        _lom("description", _string(code, f"{strings['licence']} CC BY 4.0, {_LICENCE}")),
    )
    return element(
        "metadata",
        {},
        element("schema", {}, "IMS Common Cartridge"),
        element("schemaversion", {}, f"1.{_MINOR}.0"),
        _lom("lom", general, rights),
    )


def _lom(tag: str, *children: ET.Element | str) -> ET.Element:
    return element(f"lom:{tag}", {}, *children)


def _string(code: str, text: str) -> ET.Element:
    return element("lom:string", {"language": code}, text)


# The page of a lesson


def _page(lesson: Lesson, strings: Strings, base: str, cited: Cited) -> str:
    """The student edition: without the boxes that only lecturers get. Links lead to the site."""
    markup = Markup.of(lesson, base)
    code, title = lesson.page.language.code if lesson.page.language else "", escape(lesson.page.title)
    address = escape(markup.address())
    body = [
        f"<h1>{title}</h1>",
        *_facts(lesson, strings),
        *(part for section in lesson.sections for part in _section(section, strings, markup, cited)),
        f'<hr />\n<p>{escape(strings["licence"])} <a href="{_LICENCE}">CC BY 4.0</a>. '
        f'<a href="{address}">{address}</a></p>',
    ]
    head = f'<meta charset="utf-8" />\n<title>{title}</title>'
    text = "\n".join(body)
    return (
        f'<!DOCTYPE html>\n<html lang="{code}">\n<head>\n{head}\n</head>\n<body>\n{text}\n</body>\n</html>\n'
    )


def _facts(lesson: Lesson, strings: Strings) -> Iterator[str]:
    outcomes = "".join(
        f"<li><strong>{escape(each.id)}</strong> {escape(each.text)}</li>" for each in lesson.outcomes
    )
    if outcomes:
        yield f"<p><strong>{escape(strings['lesson_outcomes'])}</strong></p>\n<ul>{outcomes}</ul>"
    minutes = strings["minutes"].format(number=lesson.duration) if lesson.duration else ""
    for key, value in (
        ("lesson_duration", minutes),
        ("lesson_prior", lesson.prior),
        ("lesson_materials", "; ".join(lesson.materials)),
        ("content_note", lesson.content_note),
    ):
        if value:
            yield f"<p><strong>{escape(strings[key])}:</strong> {escape(value)}</p>"
    if status := lesson.page.document.front_matter.data.get("status"):
        yield f"<p><em>{escape(strings[f'status_{status}'])}</em></p>"


def _section(section: Section, strings: Strings, markup: Markup, cited: Cited) -> Iterator[str]:
    if section.title:
        yield f"<h2>{inline(markup.text(section.title), cited)}</h2>"
    for part in section.parts:
        if isinstance(part, str):
            yield html(markup.text(part), cited)
        elif part.kind not in FOR_LECTURERS:
            yield _box(part, 3 if section.title else 2, strings, markup, cited)


def _box(box: Box, level: int, strings: Strings, markup: Markup, cited: Cited) -> str:
    title = inline(markup.text(box.title), cited)
    if box.kind == "slide":
        title = f"{escape(strings['slide'])}: {title}"
    head = f"<h{level}>{title}</h{level}>\n" if title else ""
    return f'<div style="{_BOX}">\n{head}{html(markup.text(box.text), cited)}\n</div>'


# The quizzes


def _assessment(quiz: Quiz, code: str, strings: Strings, cited: Cited) -> ET.Element:
    root = _root("questestinterop", _QTI, f"{_PROFILE}/cc{_V}_qtiasiv1p2p1_v1p0.xsd", {})
    settings = {
        "cc_profile": "cc.exam.v0p1",
        "qmd_assessmenttype": "Examination",
        "qmd_scoretype": "Percentage",
        "qmd_feedbackpermitted": "Yes",
        "qmd_hintspermitted": "No",
        "qmd_solutionspermitted": "Yes",
        "cc_maxattempts": "unlimited",
    }
    attributes = {"ident": f"quiz-{quiz.number}-{code}", "title": quiz.page.title, "xml:lang": code}
    assessment = element("assessment", attributes, _fields(settings))
    if quiz.introduction:
        assessment.append(element("rubric", {}, _material(html(quiz.introduction, cited))))
    items = (_question(quiz, question, strings, cited) for question in quiz.questions)
    assessment.append(element("section", {"ident": f"section-{quiz.number}-{code}"}, *items))
    root.append(assessment)
    return root


def _fields(values: Mapping[str, str]) -> ET.Element:
    return element(
        "qtimetadata",
        {},
        *(
            element("qtimetadatafield", {}, element("fieldlabel", {}, key), element("fieldentry", {}, value))
            for key, value in values.items()
        ),
    )


def _material(text: str) -> ET.Element:
    return element("material", {}, element("mattext", {"texttype": "text/html"}, text))


def _question(quiz: Quiz, question: Question, strings: Strings, cited: Cited) -> ET.Element:
    if not any(answer.right for answer in question.answers):
        raise ValueError(f"{question.id}: a question needs a right answer")
    asked = _choices(question, cited) if question.kind in _CHOICES else _blank(question, strings, cited)
    text = explanation(question, cited)
    if asked.profile == "multiple_response":
        text += _remarks(question.answers, cited)
    feedback = {**({"general_fb": text} if text else {}), **asked.feedback}
    # The general feedback comes first: what is met ends the processing, save where it says to go on.
    conditions = [_condition(element("other"), "general_fb", False, "Yes")] if text else []
    outcome = element(
        "decvar", {"varname": "SCORE", "vartype": "Decimal", "minvalue": "0", "maxvalue": "100"}
    )
    return element(
        "item",
        {"ident": identifier(quiz, question), "title": name(quiz, question)},
        element("itemmetadata", {}, _fields({"cc_profile": f"cc.{asked.profile}.v0p1"})),
        element("presentation", {}, _material(html(question.stem, cited) + asked.text), asked.response),
        element("resprocessing", {}, element("outcomes", {}, outcome), *conditions, *asked.conditions),
        *(
            element("itemfeedback", {"ident": key}, element("flow_mat", {}, _material(said)))
            for key, said in feedback.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a question is asked: the name of its profile, what follows the question as HTML, the field
    for the response, the conditions, and the feedback as HTML by its key."""

    profile: str
    text: str
    response: ET.Element
    conditions: list[ET.Element]
    feedback: dict[str, str]


_CHOICES = ("single", "multiple", "truefalse")


def _choices(question: Question, cited: Cited) -> _Asked:
    answers = question.answers
    several = question.kind == "multiple" or (question.kind == "single" and len(answers) < 3)
    # The first answer of a true/false question says that it is true, in the words of the language.
    keys = (
        ["true", "false"] if question.kind == "truefalse" else [f"A{i}" for i in range(1, len(answers) + 1)]
    )
    labels = [
        element("response_label", {"ident": key}, _material(inline(answer.text, cited)))
        for key, answer in zip(keys, answers, strict=True)
    ]
    cardinality = "Multiple" if several else "Single"
    response = element(
        "response_lid",
        {"ident": "response1", "rcardinality": cardinality},
        element("render_choice", {"shuffle": "No" if question.kind == "truefalse" else "Yes"}, *labels),
    )
    if several:
        return _Asked("multiple_response", "", response, [_all_right(keys, answers)], {})
    profile = "true_false" if question.kind == "truefalse" else "multiple_choice"
    said = {
        f"{key}_fb": inline(a.feedback, cited) for key, a in zip(keys, answers, strict=True) if a.feedback
    }
    conditions = [
        _condition(_equal(key), f"{key}_fb" if answer.feedback else "", answer.right)
        for key, answer in zip(keys, answers, strict=True)
        if answer.feedback or answer.right
    ]
    return _Asked(profile, "", response, conditions, said)


def _all_right(keys: Iterable[str], answers: Iterable[Answer]) -> ET.Element:
    """All right answers and no wrong one. `case` is how Moodle finds the right ones."""
    tests = [
        _equal(key, {"case": "Yes"}) if answer.right else element("not", {}, _equal(key))
        for key, answer in zip(keys, answers, strict=True)
    ]
    return _condition(element("and", {}, *tests), "", True)


def _remarks(answers: Iterable[Answer], cited: Cited) -> str:
    items = "".join(
        f"<li>{inline(each.text, cited)}: {inline(each.feedback, cited)}</li>"
        for each in answers
        if each.feedback
    )
    return f"<ul>{items}</ul>" if items else ""


def _blank(question: Question, strings: Strings, cited: Cited) -> _Asked:
    text, right = _WRITTEN[question.kind](question, strings, cited)
    wrong = [answer for answer in question.answers if not answer.right]
    feedback = {}
    if question.kind in ("short", "numeric"):
        said = dict.fromkeys(inline(a.feedback, cited) for a in question.answers if a.right and a.feedback)
        feedback = {"correct_fb": "<br />".join(said)} if said else {}
    # One condition holds all that is right: Moodle reads no second one.
    tests = element("conditionvar", {}, *(_equal(word) for word in right))
    conditions = [_when(tests, "correct_fb" if feedback else "", True, "No")]
    for index, answer in enumerate(wrong, 1):
        if answer.feedback:
            feedback[f"W{index}_fb"] = inline(answer.feedback, cited)
            conditions.append(_condition(_equal(plain(answer.text, cited)), f"W{index}_fb", False))
    response = element(
        "response_str",
        {"ident": "response1", "rcardinality": "Single"},
        element("render_fib", {"prompt": "Box", "fibtype": "String"}),
    )
    return _Asked("fib", text, response, conditions, feedback)


def _equal(value: str, attributes: Mapping[str, str] | None = None) -> ET.Element:
    return element("varequal", {"respident": "response1", **(attributes or {})}, value)


def _condition(test: ET.Element, feedback: str, right: bool, go_on: str = "No") -> ET.Element:
    return _when(element("conditionvar", {}, test), feedback, right, go_on)


def _when(tests: ET.Element, feedback: str, right: bool, go_on: str) -> ET.Element:
    made = element("respcondition", {"continue": go_on}, tests)
    if right:
        made.append(element("setvar", {"varname": "SCORE", "action": "Set"}, "100"))
    if feedback:
        made.append(element("displayfeedback", {"feedbacktype": "Response", "linkrefid": feedback}))
    return made


# What is written into a blank: what follows the question as HTML, and all that is right

_Written = tuple[str, list[str]]


def _short(question: Question, strings: Strings, cited: Cited) -> _Written:
    return "", [plain(answer.text, cited) for answer in question.answers if answer.right]


def _numeric(question: Question, strings: Strings, cited: Cited) -> _Written:
    """Each number within the tolerance, in steps of the last digit; too many: only the right one."""
    value, tolerance = (Decimal(decimal(number)) for number in question.number())
    step = Decimal(1).scaleb(min(_exponent(value), _exponent(tolerance), 0))
    steps = int(tolerance / step)
    around = range(-steps, steps + 1) if 2 * steps < _MOST else range(1)
    numbers = [value + index * step for index in sorted(around, key=abs)]
    return "", list(dict.fromkeys(text for number in numbers for text in _spelled(number)))


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # it is no infinity
    return exponent


def _spelled(number: Decimal) -> list[str]:
    """A number with a point or a comma, and with or without the marks of thousands."""
    short = format(number, "f")
    short = short.rstrip("0").rstrip(".") if "." in short else short
    grouped = f"{Decimal(short):,f}"
    swapped = grouped.translate(str.maketrans(".,", ",."))
    return list(dict.fromkeys([short, short.replace(".", ","), grouped, swapped]))


def _matching(question: Question, strings: Strings, cited: Cited) -> _Written:
    """Numbers on the left, letters on the right: the answer has a letter for each number."""
    rights = list(dict.fromkeys(answer.match for answer in question.answers))
    rights = [rights[index] for index in shuffled(question.id, rights)]
    letters = _letters(question, len(rights))
    lefts = (str(index) for index in range(1, len(question.answers) + 1))
    text = _listed(lefts, [answer.text for answer in question.answers], cited)
    text += _listed(letters, rights, cited)
    word = "".join(letters[rights.index(answer.match)] for answer in question.answers)
    return f"<p>{escape(strings['write_pairs'])}</p>{text}", _separated(word)


def _ordering(question: Question, strings: Strings, cited: Cited) -> _Written:
    """Letters in a mixed order: the answer has them in the right one."""
    order = shuffled(question.id, [answer.text for answer in question.answers])
    letters = _letters(question, len(order))
    text = _listed(letters, [question.answers[index].text for index in order], cited)
    word = "".join(letters[order.index(index)] for index in range(len(order)))
    return f"<p>{escape(strings['write_order'])}</p>{text}", _separated(word)


def _letters(question: Question, count: int) -> str:
    if count > len(ascii_uppercase):
        raise ValueError(f"{question.id}: there are not enough letters for {count} parts")
    return ascii_uppercase[:count]


def _listed(marks: Iterable[str], texts: Iterable[str], cited: Cited) -> str:
    return "".join(f"<p>{mark}. {inline(text, cited)}</p>" for mark, text in zip(marks, texts, strict=True))


def _separated(word: str) -> list[str]:
    """A word of letters as people may write it, though they are asked to write it without blanks."""
    return list(dict.fromkeys(mark.join(word) for mark in ("", " ", ",", ", ", "-")))


_WRITTEN = {"short": _short, "numeric": _numeric, "matching": _matching, "ordering": _ordering}
