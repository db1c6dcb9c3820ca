"""The files for a class, as a lecturer sees them."""

from __future__ import annotations

import pytest

from edition.render import downloads
from tests.unit.reader import frame, seen, tree

FILES = {
    "en/lesson-10-slides.pptx": 1_234_567,
    "en/lesson-2-student.docx": 40_400,
    "en/quiz-2.gift.txt": 12,
    "en/course.imscc": 900_000,
    "en/course-moodle.imscc": 900_000,
    "en/notes.odt": 2_000,
}


def shown(markup: str) -> list[tuple[str, str]]:
    """Headings with "", and files with their sizes."""
    lines: list[tuple[str, str]] = []
    for element in tree(markup).iter("h2", "a"):
        size = "" if element.tag == "h2" else seen(element.getnext())
        lines.append((seen(element), size))
    return lines


def test_the_files_of_the_course_come_first_then_those_of_each_lesson() -> None:
    assert shown(downloads.all_files(FILES, frame())) == [
        ("The whole course", ""),
        ("Whole course for Canvas and others (Common Cartridge 1.3) course.imscc", "900 kB"),
        ("Whole course for Moodle (Common Cartridge 1.1) course-moodle.imscc", "900 kB"),
        ("notes.odt notes.odt", "2 kB"),
        ("Lesson 2", ""),
        ("Handout for students (Word) lesson-2-student.docx", "40 kB"),
        ("Quiz for Moodle (GIFT) quiz-2.gift.txt", "1 kB"),
        ("Lesson 10", ""),
        ("Slides with notes, for lecturers (PowerPoint) lesson-10-slides.pptx", "1,235 kB"),
    ]


def test_a_lesson_has_its_own_files_and_those_of_its_quiz() -> None:
    assert [name for name, _ in shown(downloads.of_lesson(FILES, 2, frame()))] == [
        "Files for this lesson",
        "Handout for students (Word) lesson-2-student.docx",
        "Quiz for Moodle (GIFT) quiz-2.gift.txt",
    ]


def test_a_lesson_without_files_has_no_heading_for_them() -> None:
    assert downloads.of_lesson(FILES, 3, frame()) == ""


def test_without_files_the_page_says_when_they_are_made() -> None:
    assert seen(tree(downloads.all_files({}, frame()))).startswith("The files are made when")


@pytest.mark.parametrize(("code", "size"), [("en", "1,235 kB"), ("id", "1.235 kB")])
def test_a_size_is_written_as_its_language_writes_numbers(code: str, size: str) -> None:
    ((_, heading), (_, written)) = shown(downloads.of_lesson(FILES, 10, frame(code)))
    assert (heading, written) == ("", size)


def test_a_file_is_offered_below_the_root_of_the_site() -> None:
    page = frame(url=lambda name: f"../..{name}")
    link = tree(downloads.of_lesson({"en/lesson-1-a&b.pdf": 1}, 1, page)).find(".//a")
    assert link.get("href") == "../../exports/en/lesson-1-a&b.pdf"
    assert link.get("download") is not None
