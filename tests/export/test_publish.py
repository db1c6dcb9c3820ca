"""`edition export`: all files of the real course, twice the same, and nothing of somebody else lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def export(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edition.cli", "export", str(folder)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "files"
    done = export(folder)
    assert done.returncode == 0, done.stderr
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("code", ["en", "id"])
@pytest.mark.parametrize("number", range(1, 9))
def test_each_lesson_has_all_its_files(exported: Path, code: str, number: int) -> None:
    for name in ("slides.pptx", "student.docx", "student.pdf", "lecturer.docx", "lecturer.pdf"):
        assert (exported / code / f"lesson-{number}-{name}").stat().st_size > 5000
    for name in ("gift.txt", "moodle.xml", "qti.zip"):
        assert (exported / code / f"quiz-{number}.{name}").stat().st_size > 2000


def test_citations_are_printed_in_the_language_of_the_file(exported: Path) -> None:
    english = (exported / "en/quiz-6.gift.txt").read_text(encoding="utf-8")
    indonesian = (exported / "id/quiz-6.gift.txt").read_text(encoding="utf-8")
    assert "et al., 2022" in english and "dkk." not in english
    assert "dkk., 2022" in indonesian and "et al." not in indonesian
    assert "[@" not in english + indonesian


def test_two_exports_are_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    assert export(tmp_path / "again", TZ="America/New_York").returncode == 0
    assert contents(tmp_path / "again") == contents(exported)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = export(tmp_path)
    assert done.returncode == 2
    assert "holds other files" in done.stderr
    assert contents(tmp_path) == {"mine.txt": b"mine"}
