"""The Common Cartridge as a learning platform takes it apart.

The schemas of Common Cartridge are in no package of PyPI or npm that we could check against. CONTENT
holds what those of version 1.1 say of the elements in use (ccv1p1_imscp_v1p2_v1p0.xsd, its LOM,
ccv1p1_imswl_v1p1.xsd, ccv1p1_qtiasiv1p2p1_v1p0.xsd), and the tests hold their Schematron rules. The
conditions of each question are carried out as QTI 1.2 tells, and read as Moodle's importer does
(backup/cc/entity11.quiz.class.php).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from lxml import etree, html

from edition.course import FOR_LECTURERS, Box, Course, Lesson, Question, Quiz
from edition.export import text
from edition.export.cartridge import cartridge
from edition.model import Language, Page
from edition.sources import course as parser
from edition.sources import markdown
from edition.sources.disk import load_strings

from .quizzes import ROOT, cited, courses, nasty, site

BASE = "https://edition.example/kursus/"
CODES = ("en", "id")
CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
LOM = "{http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest}"
WL = "{http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1}"
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
XML = "{http://www.w3.org/XML/1998/namespace}"
NS = {"cp": CP[1:-1], "q": QTI[1:-1]}
TYPES = {"webcontent", "imsqti_xmlv1p2/imscc_xmlv1p1/assessment", "imswl_xmlv1p1"}

# Elements: their children as a pattern, whether they hold text, their attributes that must be, that may be.
CONTENT: dict[str, tuple[str, bool, str, str]] = {
    f"{CP}manifest": ("metadata organizations resources ", False, "identifier", f"{XSI}schemaLocation"),
    f"{CP}metadata": ("schema schemaversion lom ", False, "", ""),
    f"{CP}schema": ("", True, "", ""),
    f"{CP}schemaversion": ("", True, "", ""),
    f"{CP}organizations": ("(organization )?", False, "", ""),
    f"{CP}organization": ("(title )?item ", False, "identifier structure", ""),
    f"{CP}item": ("(title )?(item )*", False, "identifier", "identifierref"),
    f"{CP}title": ("", True, "", ""),
    f"{CP}resources": ("(resource )*", False, "", ""),
    f"{CP}resource": ("(file )*(dependency )*", False, "identifier type", "href"),
    f"{CP}file": ("", False, "href", ""),
    f"{LOM}lom": ("((general|rights) )*", False, "", ""),
    f"{LOM}general": ("((title|language|description) )*", False, "", ""),
    f"{LOM}title": ("(string )*", False, "", ""),
    f"{LOM}language": ("", True, "", ""),
    f"{LOM}description": ("(string )*", False, "", ""),
    f"{LOM}string": ("", True, "", "language"),
    f"{LOM}rights": ("((copyrightAndOtherRestrictions|description) )*", False, "", ""),
    f"{LOM}copyrightAndOtherRestrictions": ("value ", False, "", ""),
    f"{LOM}value": ("", True, "", ""),
    f"{WL}webLink": ("title url ", False, "", f"{XSI}schemaLocation"),
    f"{WL}title": ("", True, "", ""),
    f"{WL}url": ("", False, "href", "target windowFeatures"),
    f"{QTI}questestinterop": ("assessment ", False, "", f"{XSI}schemaLocation"),
    f"{QTI}assessment": ("(qtimetadata )?(rubric )?(presentation_material )?section ", False,
                         "ident title", f"{XML}lang"),
    f"{QTI}qtimetadata": ("(qtimetadatafield )+", False, "", ""),
    f"{QTI}qtimetadatafield": ("fieldlabel fieldentry ", False, "", ""),
    f"{QTI}fieldlabel": ("", True, "", ""),
    f"{QTI}fieldentry": ("", True, "", ""),
    f"{QTI}rubric": ("material ", False, "", ""),
    f"{QTI}section": ("(item )+", False, "ident", "title"),
    f"{QTI}item": ("itemmetadata (presentation )?(resprocessing )*(itemfeedback )*", False, "ident", "title"),
    f"{QTI}itemmetadata": ("(qtimetadata )+", False, "", ""),
    f"{QTI}presentation": ("((material|response_lid|response_str) )+", False, "", "label"),
    f"{QTI}material": ("(mattext )+", False, "", ""),
    f"{QTI}mattext": ("", True, "", "texttype"),
    f"{QTI}response_lid": ("(material )?(render_choice|render_fib) (material )?", False,
                           "ident", "rcardinality rtiming"),
    f"{QTI}response_str": ("(material )?(render_choice|render_fib) (material )?", False,
                           "ident", "rcardinality rtiming"),
    f"{QTI}render_choice": ("(response_label )*", False, "", "shuffle"),
    f"{QTI}render_fib": ("(response_label )*", False, "", "rows columns maxchars prompt fibtype"),
    f"{QTI}response_label": ("(material )*", False, "ident", "rshuffle"),
    f"{QTI}resprocessing": ("outcomes (respcondition )+", False, "", ""),
    f"{QTI}outcomes": ("decvar ", False, "", ""),
    f"{QTI}decvar": ("", False, "varname", "vartype minvalue maxvalue"),
    f"{QTI}respcondition": ("conditionvar (setvar )*(displayfeedback )*", False, "", "title continue"),
    f"{QTI}conditionvar": ("((and|other|varequal|varsubstring) )+", False, "", ""),
    f"{QTI}other": ("", False, "", ""),
    f"{QTI}and": ("((not|varequal) )+", False, "", ""),
    f"{QTI}not": ("(varequal )+", False, "", ""),
    f"{QTI}varequal": ("", True, "respident", "case"),
    f"{QTI}setvar": ("", True, "", "varname action"),
    f"{QTI}displayfeedback": ("", False, "feedbacktype linkrefid", ""),
    f"{QTI}itemfeedback": ("((flow_mat|material|solution|hint) )+", False, "ident", "title"),
    f"{QTI}flow_mat": ("((flow_mat|material) )+", False, "", "class"),
}  # fmt: skip
VALUES = {
    "case": {"Yes", "No"}, "continue": {"Yes", "No"}, "shuffle": {"Yes", "No"}, "action": {"Set"},
    "feedbacktype": {"Response", "Solution", "Hint"}, "rcardinality": {"Single", "Multiple", "Ordered"},
    "fibtype": {"String"}, "prompt": {"Box"}, "varname": {"SCORE"}, "vartype": {"Decimal", "Integer"},
    "structure": {"rooted-hierarchy"}, "type": TYPES, "texttype": {"text/html"}, "target": {"_blank"},
}  # fmt: skip
PROFILES = {
    "single": "multiple_choice", "multiple": "multiple_response", "truefalse": "true_false", "matching": "fib",
    "ordering": "fib", "short": "fib", "numeric": "fib",
}  # fmt: skip

LESSON = """---
title: 'Pelajaran 7: "a" & <b>'
status: draft
lesson: 7
duration: 30
outcomes:
  - {id: "7.1", bloom: apply, text: "Menilai a_b & <i>."}
materials: ["Kertas & pena"]
prior: "Tidak ada: 1 < 2."
content_note: Catatan.
---

# Pelajaran 7

Pembuka = ~ # { } : “ ” « » " ' \\ < & > <b> [#C001] [#C002] [@a; @b], [sumber](../paper/x.md#a). ![Gambar](a.png)
<!-- CANARY-COMMENT --> [tersangka]{lang=id} [[istilah|kata istilah]]

!!! lecturer "Untuk dosen"

    CANARY-BEFORE

## Bagian *satu* & <dua> {#segment-1 data-minutes=30 data-outcomes="7.1"}

!!! slide "Salindia {1} & <b>"

    - Butir & <dua>

!!! exercise ""

    | a | b |
    |---|---|
    | 1 | & |

!!! lecturer "CANARY-TITLE"

    CANARY-LECTURER

    - CANARY-ITEM

??? solution "Jawaban CANARY-TITLE"

    CANARY-SOLUTION
"""


def words(markup: str) -> str:
    """What a browser shows of some HTML, with single blanks."""
    blocks = re.sub(r"</(?:p|li|td|th)>|<(?:ul|ol|br)\b[^<>]*>", r"\g<0> ", markup)
    return " ".join(html.fromstring(f"<div>{blocks}</div>").text_content().split())


def said(source: str) -> str:
    """What an author wrote, in the words of a reader."""
    return words(text.html(source, cited))


def folded(shown: str) -> str:
    """Letters and digits alone, without the marks of claims, which are printed together."""
    return re.sub(r"\W|C\d{3}", "", shown)


def troublesome() -> Course:
    language = Language("id", "Bahasa Indonesia", "id")
    src = "id/classroom/lesson-7.md"
    page = Page(f"docs/{src}", src, "classroom/lesson-7.md", language, markdown.parse(LESSON))
    return Course("id", {7: parser.lesson(page)}, {9: nasty()})


@cache
def made(name: str) -> bytes:
    course = troublesome() if name == "nasty" else courses()[name]
    strings = load_strings(ROOT, site().settings)[course.language]
    return cartridge(course, strings, BASE, cited)


@cache
def files(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made(name))) as archive:
        assert archive.testzip() is None
        return {path: archive.read(path) for path in archive.namelist()}


def course_of(name: str) -> Course:
    return troublesome() if name == "nasty" else courses()[name]


def check(root: Any) -> None:
    """Elements, their order and their attributes are those of the schemas."""
    for element in root.iter():
        children, holds_text, required, optional = CONTENT[element.tag]
        found = "".join(f"{etree.QName(child).localname} " for child in element)
        assert re.fullmatch(children, found), (element.tag, found)
        assert holds_text or not (element.text or "").strip(), element.tag
        assert not (element.tail or "").strip()
        assert set(required.split()) <= set(element.attrib), element.tag
        assert set(element.attrib) <= set(f"{required} {optional}".split()), element.tag
        for attribute, values in VALUES.items():
            assert element.get(attribute, next(iter(values))) in values, (element.tag, attribute)


every_course = pytest.mark.parametrize("name", [*CODES, "nasty"])
ITEMS = [
    (name, number, index)
    for name in (*CODES, "nasty")
    for number, quiz in course_of(name).quizzes.items()
    for index in range(len(quiz.questions))
]
every_question = pytest.mark.parametrize(("name", "number", "index"), ITEMS)


@every_course
def test_two_runs_are_the_same(name: str) -> None:
    first = made(name)
    made.cache_clear()
    text._converted.cache_clear()
    assert made(name) == first


# The manifest


@every_course
def test_the_manifest_names_every_file_once(name: str) -> None:
    manifest = etree.fromstring(files(name)["imsmanifest.xml"])
    check(manifest)
    resources = manifest.findall(f"{CP}resources/{CP}resource")
    named = [each.get("href") for each in manifest.iter(f"{CP}file")]
    assert sorted(named) == sorted(set(files(name)) - {"imsmanifest.xml"})
    ids = Counter(each.get("identifier") for each in manifest.iter() if each.get("identifier"))
    assert set(ids.values()) == {1}
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", each) for each in ids)
    shown = [each.get("identifierref") for each in manifest.iter(f"{CP}item") if each.get("identifierref")]
    assert sorted(shown) == sorted(each.get("identifier") for each in resources)
    for resource in resources:
        # Each has one file; only web content may name it itself.
        (file,) = resource
        page = resource.get("type") == "webcontent"
        assert resource.get("href") == (file.get("href") if page else None)
        assert file.get("href").endswith(".html" if page else ".xml")


@every_course
def test_moodle_takes_the_package_for_a_cartridge(name: str) -> None:
    """As imscc11_converter::detect_format does: by the first 1024 bytes, without blanks and quotes."""
    start = re.sub(rb"[\s'\"]", b"", files(name)["imsmanifest.xml"][:1024].lower())
    assert b"xmlns=http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" in start


@every_course
def test_the_metadata_tell_title_language_and_licence(name: str) -> None:
    course, manifest = course_of(name), etree.fromstring(files(name)["imsmanifest.xml"])
    strings = load_strings(ROOT, site().settings)[course.language]
    assert manifest.findtext(f"{CP}metadata/{CP}schema") == "IMS Common Cartridge"
    assert manifest.findtext(f"{CP}metadata/{CP}schemaversion") == "1.1.0"
    lom = manifest.find(f"{CP}metadata/{LOM}lom")
    assert lom.findtext(f"{LOM}general/{LOM}title/{LOM}string") == strings["site_name"]
    assert lom.findtext(f"{LOM}general/{LOM}language") == course.language
    assert lom.findtext(f"{LOM}rights/{LOM}copyrightAndOtherRestrictions/{LOM}value") == "yes"
    rights = lom.findtext(f"{LOM}rights/{LOM}description/{LOM}string")
    assert "CC BY 4.0" in rights and "https://creativecommons.org/licenses/by/4.0/" in rights


@pytest.mark.parametrize("name", CODES)
def test_the_modules_are_the_lessons_in_their_order(name: str) -> None:
    course, manifest = courses()[name], etree.fromstring(files(name)["imsmanifest.xml"])
    (root,) = manifest.findall(f"{CP}organizations/{CP}organization/{CP}item")
    assert root.find(f"{CP}title") is None
    *modules, last = root.findall(f"{CP}item")
    titles = [module.findtext(f"{CP}title") for module in modules]
    assert titles == [course.lessons[number].page.title for number in sorted(course.lessons)]
    for number, module in zip(sorted(course.lessons), modules, strict=True):
        inside = [each.findtext(f"{CP}title") for each in module.findall(f"{CP}item")]
        expected = [course.lessons[number].page.title, course.quizzes[number].page.title]
        assert inside == [*expected, *(f"{title} (edition.example)" for title in expected)]
    assert len(last.findall(f"{CP}item")) == 1


@pytest.mark.parametrize("name", CODES)
def test_links_lead_to_pages_of_the_site(name: str) -> None:
    found = [etree.fromstring(each) for path, each in files(name).items() if path.startswith("links/")]
    for link in found:
        check(link)
        address = link.find(f"{WL}url").get("href")
        assert address.startswith(f"{BASE}{name}/") and address.endswith("/")
        path = address.removeprefix(BASE).rstrip("/")
        assert {f"{path}.md", f"{path}/index.md"} & set(site().pages)
    assert len(found) == len(courses()[name].lessons) + len(courses()[name].quizzes) + 1


# Lessons


def page_of(name: str, number: int) -> Any:
    return etree.fromstring(files(name)[f"lessons/lesson-{number}.html"])


def shown(page: Any) -> str:
    return folded(words(etree.tostring(page.find("body"), encoding="unicode")))


def parts(lesson: Lesson) -> list[str | Box]:
    return [part for section in lesson.sections for part in section.parts]


@pytest.mark.parametrize(
    ("name", "number"), [(n, i) for n in (*CODES, "nasty") for i in course_of(n).lessons]
)
def test_a_page_holds_the_student_edition(name: str, number: int) -> None:
    lesson, page = course_of(name).lessons[number], page_of(name, number)
    everything = shown(page)
    assert page.get("lang") == course_of(name).language
    assert page.findtext("head/title") == page.findtext("body/h1") == lesson.page.title
    headings = [folded("".join(each.itertext())) for each in page.iter("h2")]
    assert [each for each in headings if each][-1]
    for section in lesson.sections:
        assert folded(said(section.title)) in [*headings, ""]
    for part in parts(lesson):
        if isinstance(part, str):
            assert folded(said(part)) in everything
        elif part.kind not in FOR_LECTURERS:
            assert folded(said(part.title)) in everything and folded(said(part.text)) in everything
    for outcome in lesson.outcomes:
        assert folded(outcome.text) in everything
    for fact in (lesson.prior, lesson.content_note, *lesson.materials):
        assert folded(fact) in everything


@pytest.mark.parametrize(
    ("name", "number"), [(n, i) for n in (*CODES, "nasty") for i in course_of(n).lessons]
)
def test_a_page_holds_nothing_for_lecturers(name: str, number: int) -> None:
    lesson, everything = course_of(name).lessons[number], shown(page_of(name, number))
    hidden = [part for part in parts(lesson) if isinstance(part, Box) and part.kind in FOR_LECTURERS]
    assert hidden and "CANARY" not in everything
    for box in hidden:
        for paragraph in re.split(r"\n\s*\n", box.text):
            if len(folded(said(paragraph))) > 20:  # shorter ones may stand elsewhere, too
                assert folded(said(paragraph)) not in everything


@every_course
def test_links_of_a_page_are_whole_addresses(name: str) -> None:
    for number in course_of(name).lessons:
        page = page_of(name, number)
        addresses = [each.get("href") for each in page.iter("a")]
        assert addresses and all(re.match(r"https?:|mailto:|tel:", each) for each in addresses)
        assert not list(page.iter("img", "script", "link", "iframe"))  # nothing is fetched
        if name != "nasty":
            inside = [
                each.removeprefix(BASE).partition("#")[0].rstrip("/") for each in addresses if BASE in each
            ]
            assert all({f"{each}.md", f"{each}/index.md"} & set(site().pages) for each in inside)


def test_troublesome_words_are_shown_as_they_are() -> None:
    body = etree.tostring(page_of("nasty", 7).find("body"), encoding="unicode")
    seen = "Pembuka = ~ # { } : “ ” « » \" ' \\ < & > <b> (C001, C002) (A & B, 2020), sumber. Gambar"
    assert seen in words(body)
    assert 'href="https://edition.example/kursus/id/paper/x/#a"' in body
    assert '<span lang="id">tersangka</span>' in body and "kata istilah" in words(body)
    assert "<h3>Salindia: Salindia {1} &amp; &lt;b&gt;</h3>" in body


# Quizzes


def quiz_of(name: str, number: int) -> Any:
    return etree.fromstring(files(name)[f"quizzes/quiz-{number}.xml"])


def question_of(name: str, number: int, index: int) -> tuple[Question, Any]:
    item = quiz_of(name, number).findall(f".//{QTI}item")[index]
    return course_of(name).quizzes[number].questions[index], item


def fields(element: Any) -> dict[str, str]:
    found = element.findall(f"{QTI}qtimetadata/{QTI}qtimetadatafield")
    labels = [each.findtext(f"{QTI}fieldlabel") for each in found]
    assert len(set(labels)) == len(labels)
    return dict(zip(labels, (each.findtext(f"{QTI}fieldentry") for each in found), strict=True))


def holds(test: Any, response: set[str]) -> bool:
    """Whether a test of QTI 1.2 is met by a response, which is what was chosen or written."""
    tag = etree.QName(test).localname
    if tag == "other":
        return True
    if tag == "and":
        return all(holds(each, response) for each in test)
    if tag == "not":
        return not any(holds(each, response) for each in test)
    if test.get("case") == "Yes":
        return test.text in response
    return test.text.casefold() in {each.casefold() for each in response}


def answered(item: Any, *response: str) -> tuple[int, list[str]]:
    """The score of a response, and the feedback to it."""
    score, keys = 0, []
    for condition in item.findall(f"{QTI}resprocessing/{QTI}respcondition"):
        if any(holds(test, set(response)) for test in condition.find(f"{QTI}conditionvar")):
            score = int(condition.findtext(f"{QTI}setvar") or score)
            keys += [each.get("linkrefid") for each in condition.findall(f"{QTI}displayfeedback")]
            if condition.get("continue", "No") == "No":
                break
    texts = {
        each.get("ident"): each.findtext(f".//{QTI}mattext") for each in item.findall(f"{QTI}itemfeedback")
    }
    return score, [words(texts[key]) for key in keys]


def general(question: Question) -> list[str]:
    """The general feedback: the explanation, and remarks where no answer can have its own."""
    remarks = []
    if question.kind == "matching":
        remarks = [
            f"{said(a.text)} → {said(a.match)}: {said(a.feedback)}" for a in question.answers if a.feedback
        ]
    elif profile(question) == "multiple_response":
        remarks = [f"{said(a.text)}: {said(a.feedback)}" for a in question.answers if a.feedback]
    return [" ".join(part for part in [said(question.explanation), *remarks] if part)]


def profile(question: Question) -> str:
    few = question.kind == "single" and len(question.answers) < 3
    return "multiple_response" if few else PROFILES[question.kind]


@every_course
def test_a_quiz_is_an_assessment_of_all_questions(name: str) -> None:
    for number, quiz in course_of(name).quizzes.items():
        root = quiz_of(name, number)
        check(root)
        assessment = root.find(f"{QTI}assessment")
        assert assessment.get("title") == quiz.page.title
        assert fields(assessment)["cc_profile"] == "cc.exam.v0p1"
        assert fields(assessment)["cc_maxattempts"] == "unlimited"
        rubric = assessment.findtext(f"{QTI}rubric/{QTI}material/{QTI}mattext", "<p></p>")
        assert words(rubric) == said(quiz.introduction)
        ids = [item.get("ident") for item in assessment.iter(f"{QTI}item")]
        assert ids == [question.id for question in quiz.questions] and len(set(ids)) == len(ids)


@every_question
def test_a_question_is_asked_as_its_profile_wants(name: str, number: int, index: int) -> None:
    question, item = question_of(name, number, index)
    assert item.get("title") == f"{number}.{index + 1} {question.title}"
    assert fields(item.find(f"{QTI}itemmetadata")) == {"cc_profile": f"cc.{profile(question)}.v0p1"}
    asked = words(item.findtext(f"{QTI}presentation/{QTI}material/{QTI}mattext"))
    assert asked.startswith(said(question.stem))
    assert (asked == said(question.stem)) == (question.kind not in ("matching", "ordering"))
    choices, blanks = item.findall(f".//{QTI}response_lid"), item.findall(f".//{QTI}response_str")
    tested = {each.get("respident") for each in item.iter(f"{QTI}varequal")}
    assert [each.get("ident") for each in choices + blanks] == [*tested]
    labels = [each.get("ident") for each in item.iter(f"{QTI}response_label")]
    if profile(question) == "fib":
        assert not choices and len(blanks) == 1 and not labels
    else:
        assert len(choices) == 1 and not blanks and len(labels) == len(question.answers)
        several = profile(question) == "multiple_response"
        assert choices[0].get("rcardinality") == ("Multiple" if several else "Single")
        least = {"true_false": 2, "multiple_choice": 3, "multiple_response": 2}[profile(question)]
        assert len(labels) >= least
        texts = [each.findtext(f".//{QTI}mattext") for each in item.iter(f"{QTI}response_label")]
        assert [words(each) for each in texts] == [said(answer.text) for answer in question.answers]
        assert {each.text for each in item.iter(f"{QTI}varequal")} <= set(labels)
        assert (set(labels) == {"true", "false"}) == (question.kind == "truefalse")


@every_question
def test_feedback_and_its_triggers_belong_together(name: str, number: int, index: int) -> None:
    _, item = question_of(name, number, index)
    keys = [each.get("ident") for each in item.findall(f"{QTI}itemfeedback")]
    assert len(set(keys)) == len(keys)
    assert set(keys) == {each.get("linkrefid") for each in item.iter(f"{QTI}displayfeedback")}


@every_question
def test_right_and_wrong_responses_score_and_are_told_why(name: str, number: int, index: int) -> None:
    question, item = question_of(name, number, index)
    first = [each for each in general(question) if each]
    if profile(question) == "fib":
        _written(question, item, first)
        return
    keys = [each.get("ident") for each in item.iter(f"{QTI}response_label")]
    right = [key for key, answer in zip(keys, question.answers, strict=True) if answer.right]
    assert answered(item, *right)[0] == 100
    assert answered(item) == (0, first)
    if profile(question) == "multiple_response":
        assert answered(item, *right) == (100, first)
        for key, answer in zip(keys, question.answers, strict=True):
            response = set(right) ^ {key}
            assert answered(item, *response) == (0, first), answer.text
    else:
        for key, answer in zip(keys, question.answers, strict=True):
            told = [said(answer.feedback)] if answer.feedback else []
            assert answered(item, key) == (100 * answer.right, first + told)


def _written(question: Question, item: Any, first: list[str]) -> None:
    assert answered(item, "bukan ini") == (0, first)
    if question.kind in ("matching", "ordering"):
        asked = html.fromstring(item.findtext(f"{QTI}presentation/{QTI}material/{QTI}mattext"))
        listed = re.findall(r"<p>(\d+|[A-Z])\. (.*?)</p>", etree.tostring(asked, encoding="unicode"))
        letters = {mark: words(part) for mark, part in listed if mark.isalpha()}
        numbers = [words(part) for mark, part in listed if mark.isdecimal()]
        by_text = {part: mark for mark, part in letters.items()}
        wanted = [
            said(answer.match if question.kind == "matching" else answer.text) for answer in question.answers
        ]
        word = "".join(by_text[each] for each in wanted)
        lefts = [said(answer.text) for answer in question.answers] if question.kind == "matching" else []
        assert numbers == lefts
        assert sorted(letters.values()) == sorted(set(wanted))
        assert word != "".join(sorted(word)) or len(set(word)) == 1  # it is not given away
        for response in (word, word.lower(), " ".join(word), ", ".join(word)):
            assert answered(item, response) == (100, first)
        assert answered(item, word[::-1] + "A")[0] == 0
        return
    told = list(dict.fromkeys(said(a.feedback) for a in question.answers if a.right and a.feedback))
    if question.kind == "short":
        for answer in question.answers:
            response = text.plain(answer.text, cited)
            if answer.right:
                score, feedback = answered(item, response.upper())
                assert score == 100 and feedback == first + ([" ".join(told)] if told else [])
            else:
                assert answered(item, response)[0] == 0
        return
    value, tolerance = (Decimal(repr(number)) for number in question.number())
    right = first + told
    for number in {value, value - tolerance, value + tolerance}:
        spelled, grouped = (f"{number:{form}}".rstrip("0").rstrip(".") for form in (".10f", ",.10f"))
        for response in (spelled, spelled.replace(".", ","), grouped):
            assert answered(item, response) == (100, right), response
    assert answered(item, str(value + 2 * tolerance + 1))[0] == 0


@every_question
def test_moodle_finds_the_right_answers(name: str, number: int, index: int) -> None:
    """As entity11.quiz.class.php looks for them."""
    question, item = question_of(name, number, index)
    conditions = item.xpath("q:resprocessing/q:respcondition", namespaces=NS)
    full = [each for each in conditions if each.findtext(f"{QTI}setvar") == "100"]
    # What goes on is general feedback to Moodle.
    assert [each.get("continue") for each in conditions].count("Yes") == bool(
        [x for x in general(question) if x]
    )
    if profile(question) == "multiple_response":
        found = item.xpath(
            ".//q:setvar[@varname='SCORE'][.=100]/../q:conditionvar//q:varequal[@case='Yes'][not(parent::q:not)]",
            namespaces=NS,
        )
        keys = [each.get("ident") for each in item.iter(f"{QTI}response_label")]
        right = [key for key, answer in zip(keys, question.answers, strict=True) if answer.right]
        assert [each.text for each in found] == right
    elif profile(question) == "fib":
        assert len(full) == 1 and len(full[0].findall(f"{QTI}conditionvar/{QTI}varequal")) >= 1
    else:
        assert len(full) == 1


def test_a_question_that_cannot_be_asked_is_an_error() -> None:
    def quiz(text: str) -> Quiz:
        return parser.quiz(
            Page("docs/q.md", "q.md", "q.md", None, markdown.parse(f"---\nquiz: 1\n---\n# Q\n{text}"))
        )

    strings = load_strings(ROOT, site().settings)["en"]
    many = "\n".join(f"{number}. Step {number}" for number in range(1, 28))
    head = "\n## Q {#q1-1 data-kind="
    for broken, message in (
        (f"{head}single}}\n\nA?\n\n- [ ] a\n- [ ] b\n- [ ] c\n", "right answer"),
        (f"{head}ordering}}\n\nA?\n\n{many}\n", "letters"),
    ):
        with pytest.raises(ValueError, match=message):
            cartridge(Course("en", {}, {1: quiz(broken)}), strings, BASE, cited)


def test_version_1_3_differs_in_names_alone() -> None:
    strings = load_strings(ROOT, site().settings)["id"]
    with zipfile.ZipFile(io.BytesIO(cartridge(courses()["id"], strings, BASE, cited, minor=3))) as archive:
        later = {name: archive.read(name) for name in archive.namelist()}
    older = files("id")
    assert later.keys() == older.keys()
    manifest = etree.fromstring(later["imsmanifest.xml"])
    assert manifest.tag == "{http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1}manifest"
    assert manifest.findtext("{*}metadata/{*}schemaversion") == "1.3.0"
    assert {resource.get("type") for resource in manifest.iterfind("{*}resources/{*}resource")} == {
        "webcontent", "imsqti_xmlv1p2/imscc_xmlv1p3/assessment", "imswl_xmlv1p3",
    }  # fmt: skip
    for name, content in later.items():
        renamed = content.replace(b"v1p3", b"v1p1").replace(b">1.3.0<", b">1.1.0<")
        assert renamed == older[name]
        assert not re.search(rb"(?:imscc|/cc|imswl_|imscc_xml|imswl_xml)v1p1", content)
