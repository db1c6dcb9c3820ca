"""The exported questions and terms, as the programs that import them read them.

GIFT is read with the grammar of gift-pegjs. For Moodle XML there is no schema: it is read with lxml, as
Moodle's importer goes through it (question/format/xml/format.php). The schema of QTI 2.1 is in no
package of PyPI or npm: QTI_CONTENT holds what imsqti_v2p1p2.xsd says of the elements in use, and the
rules of each item are carried out as the specification tells.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from edition.course import Question, Quiz
from edition.export import text
from edition.export.questions import gift, glossary_xml, moodle_xml, qti_package
from edition.terms import glossary

from .quizzes import NASTY, ROOT, SEEN, cited, nasty, quizzes, site

NODE = ROOT / "tests" / "node"
PARENT = 'Kursus a/b: "c"'
ALL = [*quizzes(), ("id", nasty())]
NAMES = [f"{code}-{quiz.number}" for code, quiz in ALL]
every_quiz = pytest.mark.parametrize(("code", "quiz"), ALL, ids=NAMES)

# The shares that Moodle accepts, as percent (question/engine/bank.php); with their negatives.
MOODLE_SHARES = (
    "100 90 83.33333 80 75 70 66.66667 60 50 40 33.33333 30 25 20 16.66667 14.28571 12.5 11.11111 10 5 0"
)
SHARES = {sign + share for share in MOODLE_SHARES.split() for sign in ("", "-")}


def words(markup: str) -> str:
    """What a browser shows of some HTML, with single blanks."""
    blocks = re.sub(r"</(?:p|li)>|<(?:ul|ol)>", r"\g<0> ", markup)
    return " ".join(html.fromstring(f"<div>{blocks}</div>").text_content().split())


def said(markdown: str) -> str:
    """What an author wrote, in the words of a reader."""
    return words(text.html(markdown, cited))


def general(question: Question) -> str:
    """The general feedback: the explanation, and the remarks on the pairs."""
    pairs = question.answers if question.kind == "matching" else ()
    remarks = [f"{said(a.text)} → {said(a.match)}: {said(a.feedback)}" for a in pairs if a.feedback]
    return " ".join(part for part in [said(question.explanation), *remarks] if part)


def test_the_troublesome_words_are_there() -> None:
    assert said(NASTY) == SEEN
    assert [question.kind for question in nasty().questions] == [
        "single", "multiple", "truefalse", "matching", "short", "numeric", "ordering",
    ]  # fmt: skip
    assert all(SEEN in said(question.stem) for question in nasty().questions)


@every_quiz
def test_two_runs_are_the_same(code: str, quiz: Quiz) -> None:
    text._converted.cache_clear()
    first = gift(quiz, PARENT, cited), moodle_xml(quiz, PARENT, cited), qti_package(quiz, code, cited)
    text._converted.cache_clear()
    assert first == (
        gift(quiz, PARENT, cited),
        moodle_xml(quiz, PARENT, cited),
        qti_package(quiz, code, cited),
    )


# GIFT


@pytest.fixture(scope="session")
def read_gift(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[str]], list[list[dict[str, Any]]]]:
    """The grammar of gift-pegjs: the questions of each of some texts."""
    if not shutil.which("npm"):
        pytest.skip("node is missing")
    folder = tmp_path_factory.mktemp("node")
    for name in ("package.json", "package-lock.json", "gift.cjs"):
        shutil.copy(NODE / name, folder)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, check=True, capture_output=True)

    def read(texts: list[str]) -> list[list[dict[str, Any]]]:
        ran = subprocess.run(
            ["node", "gift.cjs"],
            cwd=folder,
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(ran.stdout)

    return read


GIFT_TYPES = {
    "single": "MC", "multiple": "MC", "truefalse": "TF", "matching": "Matching",
    "short": "Short", "numeric": "Numerical", "ordering": "Matching",
}  # fmt: skip


@pytest.fixture(scope="session")
def parsed_gift(
    read_gift: Callable[[list[str]], list[list[dict[str, Any]]]],
) -> dict[str, list[dict[str, Any]]]:
    return dict(zip(NAMES, read_gift([gift(quiz, PARENT, cited) for _, quiz in ALL]), strict=True))


@every_quiz
def test_gift_holds_every_question(
    code: str, quiz: Quiz, parsed_gift: dict[str, list[dict[str, Any]]]
) -> None:
    category, *read = parsed_gift[f"{code}-{quiz.number}"]
    title = quiz.page.title.replace("/", "//")
    assert category == {"type": "Category", "title": f'$course$/top/Kursus a//b: "c"/{title}'}
    assert [each["type"] for each in read] == [GIFT_TYPES[question.kind] for question in quiz.questions]
    for index, (question, each) in enumerate(zip(quiz.questions, read, strict=True), 1):
        assert each["title"] == f"{quiz.number}.{index} {question.title}"
        assert (each["id"], each["tags"]) == (question.id, [question.outcome])
        assert each["stem"]["format"] == "html" and not each["hasEmbeddedAnswers"]
        assert words(each["stem"]["text"]) == said(question.stem)
        assert words((each["globalFeedback"] or {"text": ""})["text"]) == general(question)
        _gift_answers(question, each)


def _gift_answers(question: Question, read: dict[str, Any]) -> None:
    def rich(found: dict[str, Any] | None) -> str:
        assert found is None or found["format"] == "html"
        return words(found["text"]) if found else ""

    answers = question.answers
    if question.kind in ("single", "multiple"):
        assert [rich(choice["text"]) for choice in read["choices"]] == [said(a.text) for a in answers]
        assert [rich(choice["feedback"]) for choice in read["choices"]] == [said(a.feedback) for a in answers]
    if question.kind == "single":
        assert [choice["isCorrect"] for choice in read["choices"]] == [a.right for a in answers]
    if question.kind == "multiple":
        # No answer alone is the right one: that makes Moodle allow several.
        assert not any(choice["isCorrect"] for choice in read["choices"])
        shares = [choice["weight"] for choice in read["choices"]]
        assert [share > 0 for share in shares] == [a.right for a in answers]
        assert sum(share for share in shares if share > 0) == pytest.approx(100, abs=0.01)
        assert sum(shares) == pytest.approx(0, abs=0.01)
    if question.kind == "truefalse":
        right = next(a for a in answers if a.right)
        wrong = next(a for a in answers if not a.right)
        assert read["isTrue"] == answers[0].right
        # The names of gift-pegjs are those of the places: Moodle takes the first for the wrong answer.
        assert rich(read["trueFeedback"]) == said(wrong.feedback)
        assert rich(read["falseFeedback"]) == said(right.feedback)
    if question.kind == "matching":
        found = [(rich(pair["subquestion"]), pair["subanswer"]) for pair in read["matchPairs"]]
        assert [(left, _unescaped(right)) for left, right in found] == [
            (said(a.text), text.plain(a.match, cited)) for a in answers
        ]
    if question.kind == "ordering":
        found = [(rich(pair["subquestion"]), pair["subanswer"]) for pair in read["matchPairs"]]
        assert [left for left, _ in sorted(found, key=lambda pair: int(pair[1]))] == [
            said(a.text) for a in answers
        ]
        assert [left for left, _ in found] != [said(a.text) for a in answers]
    if question.kind == "short":
        assert [choice["text"]["text"].replace(r"\*", "*") for choice in read["choices"]] == [
            text.plain(a.text, cited) for a in answers
        ]
        assert [choice["weight"] for choice in read["choices"]] == [100 * a.right for a in answers]
        assert [rich(choice["feedback"]) for choice in read["choices"]] == [said(a.feedback) for a in answers]
    if question.kind == "numeric":
        (choice,) = read["choices"]
        assert (choice["text"]["number"], choice["text"]["range"]) == question.number()
        assert rich(choice["feedback"]) == said(answers[0].feedback)


def _unescaped(right: str) -> str:
    """The grammar leaves Moodle's placeholders in the right sides of pairs."""
    return re.sub(r"&&(\d{3});", lambda found: chr(int(found[1])), right)


def test_gift_says_what_it_cannot_say() -> None:
    short = nasty().questions[4]
    answer = type(short.answers[0])("a -> b", True, "", "", short.place)
    question = Question("q9-5", "", "short", "", 1, "?", (answer,), "", short.place)
    with pytest.raises(ValueError, match="q9-5"):
        gift(Quiz(nasty().page, 9, "", (question,)), "", cited)


# Moodle XML

MOODLE_TYPES = {
    "single": "multichoice", "multiple": "multichoice", "truefalse": "truefalse", "matching": "matching",
    "short": "shortanswer", "numeric": "numerical", "ordering": "matching",
}  # fmt: skip


def at(node: Any, path: str) -> str:
    """The text at the one place that a path leads to; the importer reads `text` below most of them."""
    (found,) = node.findall(path)
    assert len(found) == 0
    return found.text or ""


@every_quiz
def test_moodle_xml_holds_every_question(code: str, quiz: Quiz) -> None:
    root = etree.fromstring(moodle_xml(quiz, PARENT, cited).encode())
    category, *read = root.findall("question")
    assert root.tag == "quiz" and category.get("type") == "category"
    title = quiz.page.title.replace("/", "//")
    assert at(category, "category/text") == f'$course$/top/Kursus a//b: "c"/{title}'
    assert [each.get("type") for each in read] == [MOODLE_TYPES[question.kind] for question in quiz.questions]
    for index, (question, each) in enumerate(zip(quiz.questions, read, strict=True), 1):
        assert at(each, "name/text") == f"{quiz.number}.{index} {question.title}"
        assert (at(each, "idnumber"), at(each, "tags/tag/text")) == (question.id, question.outcome)
        assert words(at(each, "questiontext/text")) == said(question.stem)
        assert words(at(each, "generalfeedback/text")) == general(question)
        for rich in each.iter(
            "questiontext", "generalfeedback", "feedback", "subquestion", "correctfeedback"
        ):
            assert rich.get("format") == "html"
        assert {answer.get("fraction") for answer in each.findall("answer")} <= SHARES
        _moodle_answers(question, each)


def _moodle_answers(question: Question, read: Any) -> None:
    answers, nodes = question.answers, read.findall("answer")
    if question.kind in ("matching", "ordering"):
        found = [(words(at(each, "text")), at(each, "answer/text")) for each in read.findall("subquestion")]
        if question.kind == "ordering":
            found = [(left, "") for left, _ in sorted(found, key=lambda pair: int(pair[1]))]
        assert found == [(said(a.text), text.plain(a.match, cited)) for a in answers]
        assert len({right for _, right in found}) > 1 or question.kind == "ordering"
        assert at(read, "shuffleanswers") == "true"
        return
    shown = answers[:1] if question.kind == "numeric" else answers
    assert [words(at(node, "feedback/text")) for node in nodes] == [said(a.feedback) for a in shown]
    assert [float(node.get("fraction")) > 0 for node in nodes] == [a.right for a in shown]
    if question.kind in ("single", "multiple"):
        assert at(read, "single") == str(question.kind == "single").lower()
        assert [words(at(node, "text")) for node in nodes] == [said(a.text) for a in answers]
        shares = [float(node.get("fraction")) for node in nodes]
        assert sum(share for share in shares if share > 0) == pytest.approx(100, abs=0.01)
        assert (sum(shares) == pytest.approx(0, abs=0.01)) == (question.kind == "multiple")
    elif question.kind == "truefalse":
        assert [at(node, "text") for node in nodes] == ["true", "false"]
    elif question.kind == "short":
        assert at(read, "usecase") == "0"
        assert [at(node, "text").replace(r"\*", "*") for node in nodes] == [
            text.plain(a.text, cited) for a in answers
        ]
    else:
        assert (float(at(nodes[0], "text")), float(at(nodes[0], "tolerance"))) == question.number()


def test_numbers_have_a_point_in_every_format() -> None:
    quiz = nasty()
    assert "=%100%-1234567.25:0.00005" in gift(quiz, "", cited)
    read = etree.fromstring(moodle_xml(quiz, "", cited).encode())
    assert read.xpath("//question[@type='numerical']/answer/text/text()") == ["-1234567.25"]
    assert read.xpath("//tolerance/text()") == ["0.00005"]
    item = items(quiz, "id")[5]
    assert item.xpath("//q:correctResponse/q:value/text()", namespaces=NS) == ["-1234567.25"]
    assert item.xpath("//q:equal/@tolerance", namespaces=NS) == ["0.00005 0.00005"] * 2


# The glossary


@pytest.mark.parametrize("language", site().settings.languages, ids=lambda language: language.code)
def test_moodle_finds_every_term(language: Any) -> None:
    terms = glossary(site(), language)
    root = etree.fromstring(glossary_xml(terms, "A & B", {"crime": "Crime & law"}, cited).encode())
    assert root.tag == "GLOSSARY" and at(root, "INFO/NAME") == "A & B"
    entries = root.findall("INFO/ENTRIES/ENTRY")
    found = {at(entry, "CONCEPT"): entry for entry in entries}
    assert len(entries) == len(found) == len(terms) > 0
    for term in terms.values():
        entry = found[term.name]
        assert words(at(entry, "DEFINITION")) == said(term.definition) != ""
        assert at(entry, "FORMAT") == "1"
        assert tuple(each.text for each in entry.findall("ALIASES/ALIAS/NAME")) == term.forms
        domain = [each.text for each in entry.findall("CATEGORIES/CATEGORY/NAME")]
        assert domain == (["Crime & law"] if term.record.data.get("domain") == "crime" else [])


# QTI 2.1

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
PACKAGE = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
NS = {"q": QTI[1:-1], "p": PACKAGE[1:-1]}
BLOCK = "(p|div|ul|ol|pre|blockquote|table|dl|hr|h[1-6])"
FLOW = f"({BLOCK}|em|strong|code|a|span|br|sub|sup)"
EXPRESSION = (
    "(variable|correct|baseValue|multiple|match|equal|stringMatch|isNull|mapResponse|sum|testVariables)"
)

# What an element holds (a pattern over the names of its children, each with a blank behind), whether
# it may hold text, the attributes that it must have, and those that it may have.
QTI_CONTENT: dict[str, tuple[str, bool, str, str]] = {
    "assessmentTest": ("(outcomeDeclaration )*(testPart )+(outcomeProcessing )?", False, "identifier title", ""),
    "testPart": ("(itemSessionControl )?(assessmentSection )+", False,
                 "identifier navigationMode submissionMode", ""),
    "itemSessionControl": ("", False, "", "maxAttempts showFeedback allowReview showSolution"),
    "assessmentSection": ("(rubricBlock )*(assessmentItemRef )*", False, "identifier title visible", ""),
    "rubricBlock": (f"({BLOCK} )*", False, "view", ""),
    "assessmentItemRef": ("", False, "identifier href", ""),
    "outcomeProcessing": ("(setOutcomeValue )*", False, "", ""),
    "assessmentItem": ("(responseDeclaration )*(outcomeDeclaration )*(itemBody )?(responseProcessing )?"
                       "(modalFeedback )*", False, "identifier title adaptive timeDependent", "xml:lang"),
    "responseDeclaration": ("(correctResponse )?(mapping )?", False, "identifier cardinality baseType", ""),
    "outcomeDeclaration": ("(defaultValue )?", False, "identifier cardinality baseType", ""),
    "correctResponse": ("(value )+", False, "", ""),
    "defaultValue": ("(value )+", False, "", ""),
    "value": ("", True, "", ""),
    "mapping": ("(mapEntry )+", False, "defaultValue", "lowerBound upperBound"),
    "mapEntry": ("", False, "mapKey mappedValue", "caseSensitive"),
    "itemBody": (f"(({BLOCK}|choiceInteraction|orderInteraction|matchInteraction) )*", False, "", ""),
    "choiceInteraction": ("(simpleChoice )+", False, "responseIdentifier shuffle maxChoices", ""),
    "orderInteraction": ("(simpleChoice )+", False, "responseIdentifier shuffle", ""),
    "simpleChoice": (f"({FLOW} )*", True, "identifier", ""),
    "matchInteraction": ("(simpleMatchSet ){2}", False, "responseIdentifier shuffle maxAssociations", ""),
    "simpleMatchSet": ("(simpleAssociableChoice )*", False, "", ""),
    "simpleAssociableChoice": (f"({FLOW} )*", True, "identifier matchMax", ""),
    "textEntryInteraction": ("", False, "responseIdentifier", "expectedLength"),
    "responseProcessing": ("((responseCondition|setOutcomeValue) )*", False, "", ""),
    "responseCondition": ("responseIf (responseElseIf )*(responseElse )?", False, "", ""),
    "responseIf": (f"{EXPRESSION} (setOutcomeValue )*", False, "", ""),
    "responseElseIf": (f"{EXPRESSION} (setOutcomeValue )*", False, "", ""),
    "responseElse": ("(setOutcomeValue )*", False, "", ""),
    "setOutcomeValue": (f"{EXPRESSION} ", False, "identifier", ""),
    "variable": ("", False, "identifier", ""),
    "correct": ("", False, "identifier", ""),
    "mapResponse": ("", False, "identifier", ""),
    "baseValue": ("", True, "baseType", ""),
    "multiple": (f"({EXPRESSION} )*", False, "", ""),
    "isNull": (f"{EXPRESSION} ", False, "", ""),
    "match": (f"({EXPRESSION} ){{2}}", False, "", ""),
    "equal": (f"({EXPRESSION} ){{2}}", False, "toleranceMode", "tolerance"),
    "stringMatch": (f"({EXPRESSION} ){{2}}", False, "caseSensitive", ""),
    "sum": (f"({EXPRESSION} )+", False, "", ""),
    "testVariables": ("", False, "variableIdentifier", ""),
    "modalFeedback": (f"({FLOW} )*", True, "outcomeIdentifier showHide identifier", ""),
    "p": ("((em|strong|code|a|span|br|sub|sup|textEntryInteraction) )*", True, "", ""),
    "div": (f"({FLOW} )*", True, "", ""),
    "ul": ("(li )*", False, "", ""),
    "ol": ("(li )*", False, "", ""),
    "li": (f"({FLOW} )*", True, "", ""),
    "a": ("((em|strong|code|span|br) )*", True, "href", ""),
    **dict.fromkeys(("em", "strong", "code", "span", "sub", "sup"),
                    ("((em|strong|code|a|span|br|sub|sup) )*", True, "", "xml:lang")),
}  # fmt: skip

MANIFEST_CONTENT: dict[str, tuple[str, bool, str, str]] = {
    "manifest": ("metadata organizations resources ", False, "identifier", ""),
    "metadata": ("schema schemaversion ", False, "", ""),
    "schema": ("", True, "", ""),
    "schemaversion": ("", True, "", ""),
    "organizations": ("", False, "", ""),
    "resources": ("(resource )*", False, "", ""),
    "resource": ("(file )*(dependency )*", False, "identifier type", "href"),
    "file": ("", False, "href", ""),
    "dependency": ("", False, "identifierref", ""),
}


def check(root: Any, namespace: str, content: dict[str, tuple[str, bool, str, str]]) -> None:
    """That each element holds what it may hold."""
    for element in root.iter():
        tag = element.tag.removeprefix(namespace)
        children, mixed, needed, allowed = content[tag]
        names = "".join(f"{child.tag.removeprefix(namespace)} " for child in element)
        assert re.fullmatch(children, names), f"{tag}: {names}"
        words = [element.text, *(child.tail for child in element)]
        assert mixed or not any(word and word.strip() for word in words), f"{tag}: {words}"
        attributes = {
            name.replace("{http://www.w3.org/XML/1998/namespace}", "xml:") for name in element.attrib
        }
        attributes = {name for name in attributes if not name.startswith("{")}
        assert set(needed.split()) <= attributes <= set(f"{needed} {allowed}".split()), f"{tag}: {attributes}"
        for name in ("identifier", "responseIdentifier", "outcomeIdentifier"):
            assert re.fullmatch(r"[A-Za-z_][\w.-]*", element.get(name, "x"), re.A)


def unpacked(quiz: Quiz, code: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(qti_package(quiz, code, cited))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def items(quiz: Quiz, code: str) -> list[Any]:
    """The items in the order of the test."""
    files = unpacked(quiz, code)
    test = etree.fromstring(files["test.xml"])
    return [etree.fromstring(files[each.get("href")]) for each in test.iter(f"{QTI}assessmentItemRef")]


@every_quiz
def test_a_qti_package_is_whole(code: str, quiz: Quiz) -> None:
    files = unpacked(quiz, code)
    manifest, test = etree.fromstring(files["imsmanifest.xml"]), etree.fromstring(files["test.xml"])
    check(manifest, PACKAGE, MANIFEST_CONTENT)
    check(test, QTI, QTI_CONTENT)
    resources = manifest.findall(f".//{PACKAGE}resource")
    assert [each.get("type") for each in resources] == [
        "imsqti_test_xmlv2p1", *["imsqti_item_xmlv2p1"] * len(quiz.questions)
    ]  # fmt: skip
    assert {each.get("href") for each in resources} == set(files) - {"imsmanifest.xml"}
    assert all(each.get("href") == each.find(f"{PACKAGE}file").get("href") for each in resources)
    ids = [each.get("identifier") for each in resources]
    assert [each.get("identifierref") for each in resources[0].findall(f"{PACKAGE}dependency")] == ids[1:]
    assert len(set(ids)) == len(ids)
    found = items(quiz, code)
    references = [each.get("identifier") for each in test.iter(f"{QTI}assessmentItemRef")]
    assert references == [item.get("identifier") for item in found] == [each.id for each in quiz.questions]
    rubric = test.find(f".//{QTI}rubricBlock")
    assert (shown(rubric) if rubric is not None else "") == said(quiz.introduction)


@every_quiz
def test_a_qti_item_asks_and_scores(code: str, quiz: Quiz) -> None:
    for index, (question, item) in enumerate(zip(quiz.questions, items(quiz, code), strict=True), 1):
        check(item, QTI, QTI_CONTENT)
        assert item.get("title") == f"{quiz.number}.{index} {question.title}"
        assert item.get("{http://www.w3.org/XML/1998/namespace}lang") == code
        assert shown(item.find(f"{QTI}itemBody/{QTI}div")) == said(question.stem)
        (interaction,) = item.xpath("//*[@responseIdentifier='RESPONSE']")
        assert interaction.tag == QTI + QTI_INTERACTIONS[question.kind]
        _qti_answers(question, item)


QTI_INTERACTIONS = {
    "single": "choiceInteraction", "multiple": "choiceInteraction", "truefalse": "choiceInteraction",
    "matching": "matchInteraction", "short": "textEntryInteraction", "numeric": "textEntryInteraction",
    "ordering": "orderInteraction",
}  # fmt: skip


def shown(element: Any) -> str:
    """The words of a QTI element."""
    return words(etree.tostring(element, encoding="unicode", with_tail=False))


def _qti_answers(question: Question, item: Any) -> None:
    answers = question.answers
    right = item.xpath("//q:correctResponse/q:value/text()", namespaces=NS)
    keys = {shown(each): each.get("identifier") for each in item.iter(f"{QTI}simpleChoice")}
    assert answered(item, right) == (1, [a for a in _feedback_to_all_right(question) if a])
    assert answered(item, [])[0] == 0
    if question.kind in ("single", "multiple", "truefalse"):
        assert right == [keys[said(a.text)] for a in answers if a.right]
        for answer in answers:
            score, feedback = answered(item, [keys[said(answer.text)]])
            several = question.kind == "multiple"
            assert score == pytest.approx(answer.right / (sum(a.right for a in answers) if several else 1))
            assert feedback == [each for each in (said(answer.feedback), general(question)) if each]
        if question.kind == "multiple":
            assert answered(item, list(keys.values()))[0] == pytest.approx(0)
    elif question.kind == "ordering":
        assert right == [keys[said(a.text)] for a in answers]
        assert answered(item, right[::-1])[0] == 0
        assert list(keys) != [said(a.text) for a in answers]
    elif question.kind == "matching":
        sides = {each.get("identifier"): shown(each) for each in item.iter(f"{QTI}simpleAssociableChoice")}
        pairs = [tuple(sides[key] for key in pair.split()) for pair in right]
        assert pairs == [(said(a.text), said(a.match)) for a in answers]
        assert answered(item, right[:1])[0] == pytest.approx(1 / len(answers))
    elif question.kind == "short":
        for answer in answers:
            score, feedback = answered(item, [text.plain(answer.text, cited).upper()])
            assert score == answer.right
            assert feedback == [each for each in (said(answer.feedback), general(question)) if each]
        assert answered(item, ["?"]) == (0, [each for each in [general(question)] if each])
    else:
        value, tolerance = question.number()
        assert (float(right[0]), answered(item, [str(value + tolerance * 0.9)])[0]) == (value, 1)
        assert answered(item, [str(value + tolerance + 1)]) == (
            0,
            [each for each in [general(question)] if each],
        )


def _feedback_to_all_right(question: Question) -> list[str]:
    if question.kind in ("matching", "ordering"):
        return [general(question)]
    right = [answer for answer in question.answers if answer.right]
    if question.kind in ("short", "numeric"):
        right = question.answers[:1]
    return [*(said(answer.feedback) for answer in right), general(question)]


def answered(item: Any, response: list[str]) -> tuple[float, list[str]]:
    """The score and the feedback that an item gives to a response, by the rules of QTI 2.1."""
    outcomes: dict[str, list[str]] = {"SCORE": ["0"], "FEEDBACK": []}
    for rule in item.find(f"{QTI}responseProcessing"):
        _carry_out(rule, item, response, outcomes)
    feedback = [
        shown(each) for each in item.iter(f"{QTI}modalFeedback")
        if each.get("identifier") in outcomes[each.get("outcomeIdentifier")]
    ]  # fmt: skip
    return float(outcomes["SCORE"][0]), feedback


def _carry_out(rule: Any, item: Any, response: list[str], outcomes: dict[str, list[str]]) -> None:
    if rule.tag == f"{QTI}setOutcomeValue":
        outcomes[rule.get("identifier")] = _value(rule[0], item, response)
        return
    for branch in rule:
        tested = branch.tag != f"{QTI}responseElse"
        if not tested or _value(branch[0], item, response) == ["true"]:
            for inner in branch[1:] if tested else branch:
                _carry_out(inner, item, response, outcomes)
            return


def _value(node: Any, item: Any, response: list[str]) -> list[str]:
    """The value of an expression; [] is NULL."""
    values = [_value(child, item, response) for child in node]
    tag = node.tag.removeprefix(QTI)
    ordered = item.find(f"{QTI}responseDeclaration").get("cardinality") == "ordered"
    if tag == "variable":
        return response
    if tag == "correct":
        return item.xpath("//q:correctResponse/q:value/text()", namespaces=NS)
    if tag == "baseValue":
        return [node.text]
    if tag == "multiple":
        return [each for value in values for each in value]
    if tag == "isNull":
        return [str(not values[0]).lower()]
    if tag == "mapResponse":
        return [str(_mapped(item, response))]
    if not all(values):
        return []
    if tag == "match":
        left, right = values if ordered else map(sorted, values)
        return [str(left == right).lower()]
    left, right = (value[0] for value in values)
    if tag == "stringMatch":
        assert node.get("caseSensitive") == "false"
        return [str(left.casefold() == right.casefold()).lower()]
    assert tag == "equal"
    low, high = (float(each) for each in node.get("tolerance", "0 0").split())
    assert (node.get("toleranceMode") == "exact") == (low == high == 0)
    return [str(float(right) - low <= float(left) <= float(right) + high).lower()]


def _mapped(item: Any, response: list[str]) -> float:
    mapping = item.find(f"{QTI}responseDeclaration/{QTI}mapping")
    total = 0.0
    for given in set(response):
        for entry in mapping:
            folded = entry.get("caseSensitive") == "false"
            if given == entry.get("mapKey") or (
                folded and given.casefold() == entry.get("mapKey").casefold()
            ):
                total += float(entry.get("mappedValue"))
                break
        else:
            total += float(mapping.get("defaultValue"))
    return min(max(total, float(mapping.get("lowerBound"))), float(mapping.get("upperBound")))


def test_the_lock_names_no_registry() -> None:
    lock = Path(NODE / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock and "integrity" in lock
