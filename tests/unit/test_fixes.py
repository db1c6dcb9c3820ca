"""Repairs: what they change and, above all, what they leave alone."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.fixes import diff, mend, mended, write
from edition.model import Fix, Problem
from edition.sources.config import ConfigError


def repair(line: int, col: int, old: str, new: str, path: str = "a.md") -> Problem:
    return Problem(path, line, col, "missing-page", "no page", fix=Fix(old, new))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(end: str, mark: str) -> None:
    text = mark + end.join(["x one", "", "« x » two", ""])
    assert mend(text, [repair(1, 1, "x", "yy"), repair(3, 3, "x", "y")]) == (
        mark + end.join(["yy one", "", "« y » two", ""])
    )


def test_old_and_new_words_may_have_lines() -> None:
    assert mend("a\r\nb\r\nc", [repair(1, 1, "a\nb", "x\ny\nz")]) == "x\r\ny\r\nz\r\nc"


@pytest.mark.parametrize(
    "wrong",
    [
        repair(1, 2, "x", "y"),
        repair(9, 1, "x", "y"),
        repair(1, 9, "x", "y"),
        repair(0, 1, "x", "y"),
        Problem("a.md", 1, 1, "missing-page", "no page"),
    ],
)
def test_what_does_not_stand_at_its_place_is_not_replaced(wrong: Problem) -> None:
    assert mend("x one\nx", [wrong]) == "x one\nx"


def test_a_column_leads_to_no_other_line() -> None:
    assert mend("a\nx", [repair(1, 3, "x", "y")]) == "a\nx"


def test_of_repairs_that_touch_the_first_wins() -> None:
    both = [repair(1, 1, "abc", "1"), repair(1, 3, "cd", "2"), repair(1, 5, "e", "3")]
    assert mend("abcdef", both) == "1d3f"
    assert mend("ab", [repair(1, 1, "a", "1"), repair(1, 1, "a", "2")]) == "1b"


def test_a_repair_may_insert() -> None:
    assert mend("ab", [repair(1, 2, "", "-")]) == "a-b"


@pytest.mark.parametrize("text", ["x\ny\n", "x\ny", "x\r\ny\r\n", "\ufeffx\n", "x\ry", "x"])
def test_the_diff_is_one_that_git_applies(tmp_path: Path, text: str) -> None:
    (tmp_path / "a b.md").write_bytes(text.encode())
    changes = mended(tmp_path, [repair(1, 1, "x", "é", "a b.md")])
    patch = diff(changes).encode()
    subprocess.run(["git", "apply", "-"], input=patch, cwd=tmp_path, check=True)
    assert (tmp_path / "a b.md").read_bytes() == text.replace("x", "é").encode()


def test_a_file_is_replaced_with_its_permissions_and_nothing_is_left_behind(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"x\r\n")
    file.chmod(0o640)
    write(tmp_path, mended(tmp_path, [repair(1, 1, "x", "y")]))
    assert file.read_bytes() == b"y\r\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert [left.name for left in tmp_path.iterdir()] == ["a.md"]


def test_a_link_within_the_project_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("x")
    (tmp_path / "a.md").symlink_to("real.md")
    write(tmp_path, mended(tmp_path, [repair(1, 1, "x", "y")]))
    assert (tmp_path / "a.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "y"


@pytest.mark.parametrize("path", ["a.md", "../out.md", "loop.md"])
def test_nothing_outside_of_the_project_is_read_or_written(tmp_path: Path, path: str) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "out.md").write_text("x")
    (root / "a.md").symlink_to(tmp_path / "out.md")
    (root / "loop.md").symlink_to("loop.md")
    assert mended(root, [repair(1, 1, "x", "y", path)]) == {}
    with pytest.raises(ConfigError, match="lies outside of the project"):
        write(root, {path: ("x", "y")})
    assert (tmp_path / "out.md").read_text() == "x"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"a\.md cannot be read"):
        mended(tmp_path, [repair(1, 1, "x", "y")])


def test_what_is_no_utf_8_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x \xff")
    (tmp_path / "b.md").write_text("x")

    assert mended(tmp_path, [repair(1, 1, "x", "y"), repair(1, 1, "x", "y", "b.md")]) == {"b.md": ("x", "y")}


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"a\.md cannot be written"):
        write(tmp_path, {"a.md": ("x", "y")})


@pytest.mark.skipif(os.name == "nt", reason="has no such permissions")
def test_a_file_that_cannot_take_its_new_text_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(ConfigError, match=r"a\.md cannot be written"):
        write(tmp_path, {"a.md": ("x", "y")})
    assert [left.name for left in tmp_path.iterdir()] == ["a.md"]


_TEXT = st.text(st.sampled_from("ab \n\r\u00e9\ufeff"), max_size=30)
_REPAIRS = st.builds(repair, st.integers(0, 6), st.integers(0, 9), _TEXT, st.text("XY", max_size=3))


@given(_TEXT, st.lists(_REPAIRS, max_size=5))
def test_repairs_add_only_their_new_words(text: str, repairs: list[Problem]) -> None:
    rest = iter(text)
    kept = [sign for sign in mend(text, repairs) if sign not in "XY"]
    assert all(sign in rest for sign in kept)  # what is kept is kept in its order
