"""What a shell sees of a command: all that it prints, through whatever it is led, and the right exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")

MANY = 20_000
PROGRAM = f'"{sys.executable}" -m edition.cli'
CHECK = f"{PROGRAM} check --select missing-page"
FULL = "edition: the output cannot be written: No space left on device\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with many problems."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")
    links = "".join(f"[a](no-{number}.md)\n\n" for number in range(MANY))
    (folder / "docs/index.md").write_text(links, encoding="utf-8")
    return folder


def sh(folder: Path, line: str) -> tuple[str, str, int]:
    """What a line for a shell prints, and its own status; `status` is a file into which it may write one."""
    done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.stdout, done.stderr, done.returncode


def piped(folder: Path, command: str, reader: str) -> tuple[str, str, int]:
    """What the reader of a command prints, what both say, and the status of the command."""
    out, told, _ = sh(folder, f"({command}; echo $? > status) | {reader}")
    return out, told, int((folder / "status").read_text(encoding="utf-8"))


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_pipe_gets_every_problem(site: Path, form: str) -> None:
    out, told, status = piped(site, f"{CHECK} --format {form}", "cat")
    assert [f"no-{number}.md" in line for number, line in enumerate(out.splitlines())] == [True] * MANY
    assert out.endswith("\n")
    assert (told, status) == (f"{MANY} problems\n" if form == "text" else "", 1)


def test_a_reader_that_reads_one_line_is_no_error(site: Path) -> None:
    out, told, status = piped(site, CHECK, "head -1")
    assert out == 'docs/index.md:1:5: page "no-0.md" does not exist [missing-page]\n'
    assert (told, status) == (f"{MANY} problems\n", 1)


def test_a_reader_of_everything_that_reads_one_line_is_no_error(site: Path) -> None:
    out, told, status = piped(site, f"{CHECK} 2>&1", "head -1")
    assert (out.count("\n"), told, status) == (1, "", 1)


@pytest.mark.parametrize(
    ("closed", "told"), [(">&-", f"{MANY} problems\n"), ("2>&-", ""), (">&- 2>&-", ""), ("2>/dev/full", "")]
)
def test_what_is_closed_gets_nothing(site: Path, closed: str, told: str) -> None:
    out, said, status = sh(site, f"{CHECK} {closed}")
    assert (said, status) == (told, 1)
    assert out.count("\n") == (0 if ">&-" in closed.replace("2>&-", "") else MANY)


@pytest.mark.parametrize(
    "command",
    [CHECK, f"{CHECK} --format json", f"{PROGRAM} rules", f"{PROGRAM} status"],
    ids=["check", "json", "rules", "status"],
)
def test_what_is_full_is_said(site: Path, command: str) -> None:
    assert sh(site, f"{command} > /dev/full") == ("", FULL, 2)


def test_a_site_without_problems_says_nothing_to_what_is_full(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")
    assert sh(tmp_path, f"{CHECK} > /dev/full") == ("", "", 0)
    assert sh(tmp_path, f"{CHECK} >&- 2>&-") == ("", "", 0)
    (tmp_path / "mkdocs.yml").write_text("nav: [", encoding="utf-8")
    assert sh(tmp_path, f"{CHECK} 2>&-") == ("", "", 2)
