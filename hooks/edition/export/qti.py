"""Questions as a content package of IMS QTI 2.1 (imsglobal.org/question).

A package holds imsmanifest.xml, one test, and one item a question. The order of the elements is that
of imsqti_v2p1p2.xsd, which is not published in any package that we could check against.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator

from edition.course import Question, Quiz
from edition.export.archive import zipped
from edition.export.parts import (
    decimal,
    document,
    element,
    explanation,
    identifier,
    name,
    shuffled,
    weights,
)
from edition.export.text import Cited, html, inline, plain

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_QTI_XSD = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1p2.xsd"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_PACKAGE_XSD = "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"

_RESPONSE = {"responseIdentifier": "RESPONSE"}
_EXPLANATION = "EXPLANATION"


def qti_package(quiz: Quiz, language: str, cited: Cited) -> bytes:
    """A quiz as a QTI 2.1 content package (a ZIP). `language` is the code of its language."""
    paths = {
        identifier(quiz, question): f"items/{identifier(quiz, question)}.xml" for question in quiz.questions
    }
    files = {"imsmanifest.xml": _manifest(quiz, paths), "test.xml": _test(quiz, paths, cited)}
    for question, path in zip(quiz.questions, paths.values(), strict=True):
        files[path] = _item(quiz, question, language, cited)
    return zipped({path: document(root).encode() for path, root in files.items()})


def _root(
    tag: str, namespace: str, schema: str, attributes: dict[str, str], *children: ET.Element
) -> ET.Element:
    places = {"xmlns": namespace, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{namespace} {schema}"}
    return element(tag, places | attributes, *children)


def _manifest(quiz: Quiz, paths: dict[str, str]) -> ET.Element:
    items = [
        element(
            "resource", {"identifier": f"R-{key}", "type": "imsqti_item_xmlv2p1", "href": path}, _file(path)
        )
        for key, path in paths.items()
    ]
    depends = [element("dependency", {"identifierref": f"R-{key}"}) for key in paths]
    test = {"identifier": "R-test", "type": "imsqti_test_xmlv2p1", "href": "test.xml"}
    said = element(
        "metadata",
        {},
        element("schema", {}, "QTIv2.1 Package"),
        element("schemaversion", {}, "1.0.0"),
    )
    resources = element("resources", {}, element("resource", test, _file("test.xml"), *depends), *items)
    attributes = {"identifier": f"M-quiz-{quiz.number}"}
    return _root("manifest", _PACKAGE, _PACKAGE_XSD, attributes, said, element("organizations"), resources)


def _file(path: str) -> ET.Element:
    return element("file", {"href": path})


def _test(quiz: Quiz, paths: dict[str, str], cited: Cited) -> ET.Element:
    """The test: it shows the feedback to each question, and may be tried as often as one likes."""
    shown = {"maxAttempts": "0", "showFeedback": "true", "allowReview": "true", "showSolution": "true"}
    rubric = [element("rubricBlock", {"view": "candidate"}, *_content(html(quiz.introduction, cited)))]
    items = [element("assessmentItemRef", {"identifier": key, "href": path}) for key, path in paths.items()]
    section = {"identifier": "section", "title": quiz.page.title, "visible": "true"}
    part = {"identifier": "part", "navigationMode": "nonlinear", "submissionMode": "individual"}
    total = element("sum", {}, element("testVariables", {"variableIdentifier": "SCORE"}))
    return _root(
        "assessmentTest",
        _QTI,
        _QTI_XSD,
        {"identifier": f"quiz-{quiz.number}", "title": quiz.page.title},
        _outcome("SCORE", "single", "float", "0"),
        element(
            "testPart",
            part,
            element("itemSessionControl", shown),
            element("assessmentSection", section, *(rubric if quiz.introduction else []), *items),
        ),
        element("outcomeProcessing", {}, _set("SCORE", total)),
    )


def _item(quiz: Quiz, question: Question, language: str, cited: Cited) -> ET.Element:
    declaration, interaction, scoring, feedback = _ASKED[question.kind](question, cited)
    if text := explanation(question, cited):
        feedback = {**feedback, _EXPLANATION: text}
    return _root(
        "assessmentItem",
        _QTI,
        _QTI_XSD,
        {
            "identifier": identifier(quiz, question),
            "title": name(quiz, question),
            "adaptive": "false",
            "timeDependent": "false",
            "xml:lang": language,
        },
        declaration,
        _outcome("SCORE", "single", "float", "0"),
        _outcome("MAXSCORE", "single", "float", "1"),
        _outcome("FEEDBACK", "multiple", "identifier", ""),
        element("itemBody", {}, element("div", {}, *_content(html(question.stem, cited))), interaction),
        element("responseProcessing", {}, *scoring),
        *(_modal(key, text) for key, text in feedback.items()),
    )


# What asks a question: the declaration of its response, the interaction, the rules that set SCORE
# and FEEDBACK, and the feedback as HTML by identifier.
_Asked = tuple[ET.Element, ET.Element, list[ET.Element], dict[str, str]]


def _choice(question: Question, cited: Cited) -> _Asked:
    """One or several of the answers; a partial mark for several."""
    keys = [f"A{index}" for index in range(1, len(question.answers) + 1)]
    right = [key for key, answer in zip(keys, question.answers, strict=True) if answer.right]
    several = question.kind == "multiple"
    mapping = dict(zip(keys, weights(question.answers), strict=True)) if several else {}
    cardinality = "multiple" if several else "single"
    choices = [
        element("simpleChoice", {"identifier": key}, *_content(inline(answer.text, cited)))
        for key, answer in zip(keys, question.answers, strict=True)
    ]
    options = {"shuffle": str(question.kind != "truefalse").lower(), "maxChoices": "0" if several else "1"}
    # What is chosen is the identifier of its feedback.
    shown = _set("FEEDBACK", _several(_variable(), _base("identifier", _EXPLANATION)))
    return (
        _declaration(cardinality, "identifier", right, mapping),
        element("choiceInteraction", _RESPONSE | options, *choices),
        [_mapped() if several else _matched(), shown],
        {k: inline(a.feedback, cited) for k, a in zip(keys, question.answers, strict=True) if a.feedback},
    )


def _matching(question: Question, cited: Cited) -> _Asked:
    """Each left side with a right one, a part of the mark for each."""
    rights = list(dict.fromkeys(answer.match for answer in question.answers))
    rights = [rights[index] for index in shuffled(question.id, rights)]
    pairs = [f"L{i} R{rights.index(a.match) + 1}" for i, a in enumerate(question.answers, 1)]
    lefts = [(f"L{i}", "1", answer.text) for i, answer in enumerate(question.answers, 1)]
    targets = [(f"R{i}", "0", text) for i, text in enumerate(rights, 1)]
    sets = [
        element("simpleMatchSet", {}, *(_associable(*side, cited) for side in sides))
        for sides in (lefts, targets)
    ]
    options = {"shuffle": "true", "maxAssociations": str(len(lefts))}
    return (
        _declaration("multiple", "directedPair", pairs, dict.fromkeys(pairs, 1 / len(pairs))),
        element("matchInteraction", _RESPONSE | options, *sets),
        [_mapped(), _explained()],
        {},
    )


def _associable(key: str, most: str, text: str, cited: Cited) -> ET.Element:
    content = _content(inline(text, cited))
    return element("simpleAssociableChoice", {"identifier": key, "matchMax": most}, *content)


def _ordering(question: Question, cited: Cited) -> _Asked:
    """All steps in the right order; the identifiers do not give it away."""
    order = shuffled(question.id, [answer.text for answer in question.answers])
    right = [f"A{order.index(index) + 1}" for index in range(len(order))]
    choices = [
        element(
            "simpleChoice", {"identifier": f"A{i}"}, *_content(inline(question.answers[index].text, cited))
        )
        for i, index in enumerate(order, 1)
    ]
    return (
        _declaration("ordered", "identifier", right, {}),
        element("orderInteraction", _RESPONSE | {"shuffle": "true"}, *choices),
        [_matched(), _explained()],
        {},
    )


def _short(question: Question, cited: Cited) -> _Asked:
    """One of some words, in small or capital letters."""
    words = {f"A{i}": plain(answer.text, cited) for i, answer in enumerate(question.answers, 1)}
    right = [words[f"A{i}"] for i, answer in enumerate(question.answers, 1) if answer.right]
    tests = {
        key: element("stringMatch", {"caseSensitive": "false"}, _variable(), _base("string", text))
        for key, text in words.items()
    }
    longest = max(len(text) for text in words.values())
    return (
        _declaration("single", "string", right[:1], dict.fromkeys(right, 1.0)),
        _entry(longest),
        [_mapped(), _said(tests)],
        {f"A{i}": inline(a.feedback, cited) for i, a in enumerate(question.answers, 1) if a.feedback},
    )


def _numeric(question: Question, cited: Cited) -> _Asked:
    """A number, within its tolerance."""
    value, tolerance = (decimal(number) for number in question.number())
    mode = {"toleranceMode": "absolute", "tolerance": f"{tolerance} {tolerance}"}

    def test() -> ET.Element:
        return element(
            "equal", mode if tolerance != "0" else {"toleranceMode": "exact"}, _variable(), _correct()
        )

    feedback = question.answers[0].feedback
    scored = element(
        "responseCondition", {}, element("responseIf", {}, test(), _set("SCORE", _base("float", "1")))
    )
    return (
        _declaration("single", "float", [value], {}),
        _entry(len(value)),
        [scored, _said({"A1": test()})],
        {"A1": inline(feedback, cited)} if feedback else {},
    )


_ASKED = {
    "single": _choice,
    "multiple": _choice,
    "truefalse": _choice,
    "matching": _matching,
    "ordering": _ordering,
    "short": _short,
    "numeric": _numeric,
}


def _entry(length: int) -> ET.Element:
    return element("p", {}, element("textEntryInteraction", _RESPONSE | {"expectedLength": str(length)}))


def _declaration(cardinality: str, base: str, right: Iterable[str], mapping: dict[str, float]) -> ET.Element:
    attributes = {"identifier": "RESPONSE", "cardinality": cardinality, "baseType": base}
    made = element("responseDeclaration", attributes, _values("correctResponse", right))
    if mapping:
        folded = {"caseSensitive": "false"} if base == "string" else {}
        entries = (
            element("mapEntry", {"mapKey": key, "mappedValue": decimal(value)} | folded)
            for key, value in mapping.items()
        )
        made.append(element("mapping", {"lowerBound": "0", "upperBound": "1", "defaultValue": "0"}, *entries))
    return made


def _outcome(key: str, cardinality: str, base: str, default: str) -> ET.Element:
    attributes = {"identifier": key, "cardinality": cardinality, "baseType": base}
    return element(
        "outcomeDeclaration", attributes, *([_values("defaultValue", [default])] if default else [])
    )


def _values(tag: str, values: Iterable[str]) -> ET.Element:
    return element(tag, {}, *(element("value", {}, value) for value in values))


def _variable() -> ET.Element:
    return element("variable", {"identifier": "RESPONSE"})


def _correct() -> ET.Element:
    return element("correct", {"identifier": "RESPONSE"})


def _base(base: str, value: str) -> ET.Element:
    return element("baseValue", {"baseType": base}, value)


def _several(*values: ET.Element) -> ET.Element:
    return element("multiple", {}, *values)


def _set(key: str, value: ET.Element) -> ET.Element:
    return element("setOutcomeValue", {"identifier": key}, value)


def _matched() -> ET.Element:
    """The mark for exactly the right response."""
    right = element(
        "responseIf", {}, element("match", {}, _variable(), _correct()), _set("SCORE", _base("float", "1"))
    )
    return element("responseCondition", {}, right)


def _mapped() -> ET.Element:
    """The sum of what the mapping gives; nothing for no response."""
    empty = element("responseIf", {}, element("isNull", {}, _variable()), _set("SCORE", _base("float", "0")))
    other = element("responseElse", {}, _set("SCORE", element("mapResponse", {"identifier": "RESPONSE"})))
    return element("responseCondition", {}, empty, other)


def _explained() -> ET.Element:
    return _set("FEEDBACK", _several(_base("identifier", _EXPLANATION)))


def _said(tests: dict[str, ET.Element]) -> ET.Element:
    """The feedback to the first answer that is met, and in any case the explanation."""
    branches: list[ET.Element] = []
    for key, test in tests.items():
        keys = _several(_base("identifier", key), _base("identifier", _EXPLANATION))
        branches.append(
            element("responseElseIf" if branches else "responseIf", {}, test, _set("FEEDBACK", keys))
        )
    return element("responseCondition", {}, *branches, element("responseElse", {}, _explained()))


def _modal(key: str, text: str) -> ET.Element:
    attributes = {"outcomeIdentifier": "FEEDBACK", "showHide": "show", "identifier": key}
    return element("modalFeedback", attributes, *_content(text))


def _content(text: str) -> Iterator[ET.Element | str]:
    """HTML as what a QTI element holds: the same elements in its own namespace."""
    root = ET.fromstring(f"<div>{text}</div>")
    for each in root.iter():
        if language := each.attrib.pop("lang", ""):
            each.set("xml:lang", language)
    yield root.text or ""
    for child in root:
        tail, child.tail = child.tail or "", None
        yield child
        yield tail
