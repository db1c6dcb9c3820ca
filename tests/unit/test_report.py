"""How a problem is shown with the line of its source."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.model import Fix, Problem
from edition.report import explanations, extent, line, terminal, underline
from edition.sources.disk import load_site


def problem(line: int = 1, col: int = 1, fix: Fix | None = None, **more: str) -> Problem:
    return Problem("a.md", line, col, "missing-page", "no page", fix=fix, **more)


@pytest.mark.parametrize(
    ("source", "col", "covered"),
    [
        ("see [law](lw.md) here", 11, "lw.md"),
        ("[@doe2020; @roe2021]", 2, "@doe2020"),
        ("[@doe2020]", 1, "[@doe2020]"),
        ("[@doe2020", 1, "["),
        ('<a href="x.md">', 10, "x.md"),
        ("a word", 1, "a"),
        ("  ", 1, " "),
    ],
)
def test_the_extent_is_the_word_or_the_bracket(source: str, col: int, covered: str) -> None:
    assert source[col - 1 : col - 1 + extent(source, col, problem(col=col))] == covered


def test_the_extent_is_what_the_repair_takes_away() -> None:
    source = "[a](the law.md)"
    assert extent(source, 5, problem(fix=Fix("the law.md", "law.md"))) == 10
    assert extent(source, 5, problem(fix=Fix("another", "law.md"))) == 3
    assert extent(source, 5, problem(fix=Fix("the law.md)\nmore", ""))) == 11


@pytest.mark.parametrize("col", [1, 2, 99])
def test_the_extent_is_never_nothing(col: int) -> None:
    assert extent("", col, problem(col=col)) == 1


def columns(shown: str, carets: str) -> str:
    """What stands above the carets on a terminal on which a wide sign takes two columns."""
    cells = "".join(sign + ("_" if "\u2e80" <= sign < "\ufb00" else "") for sign in shown if sign != "\u0301")
    return "".join(sign for sign, caret in zip(cells, carets, strict=False) if caret == "^")


@pytest.mark.parametrize(
    ("source", "col", "length", "above"),
    [
        ("see lw.md", 5, 5, "lw.md"),
        ("\tsee\tlw.md", 6, 5, "lw.md"),
        ("人口 lw.md", 4, 5, "lw.md"),
        ("人口贩运", 2, 1, "口_"),
        ("cafe\u0301 lw.md", 7, 5, "lw.md"),
        ("\x1b[31m lw.md", 7, 5, "lw.md"),
    ],
)
def test_the_carets_stand_below_the_place(source: str, col: int, length: int, above: str) -> None:
    shown, carets = underline(source, col, length, 80)
    assert columns(shown, carets) == above


def test_a_terminal_obeys_nothing_of_a_page() -> None:
    shown = terminal(
        [Problem("a\x1b[2J.md", 1, 1, "missing-page", "\x1b[2J")], lambda path: "\x1b[2J\u202e a", str, 80
    )
    assert "\x1b" not in shown and "\u202e" not in shown


@pytest.mark.parametrize("col", [1, 5, 60, 500, 995])
@pytest.mark.parametrize("sign", ["a", "人"])
def test_a_long_line_is_cut_around_the_place(col: int, sign: str) -> None:
    source = sign * (col - 1) + "lw.md" + sign * (995 - col)
    shown, carets = underline(source, col, 5, 60)
    assert columns(shown, carets) == "lw.md"
    assert len(columns(shown, "^" * 200)) <= 60
    assert shown.startswith("…") is (col >= 60)
    assert shown.endswith("…") is (col < 995)


def test_a_place_behind_the_line_is_its_end() -> None:
    assert underline("ab", 9, 1, 80) == ("ab", "  ^")


def test_without_a_source_line_the_rule_is_explained_all_the_same() -> None:
    shown = terminal([problem(9)], lambda path: "one line", lambda rule: f"see {rule}", 80)
    assert shown == "a.md:9:1: no page [missing-page]\n     = see missing-page\n\n"


def test_a_problem_is_one_line_whatever_it_says() -> None:
    assert line(problem(advice="two\nlines")) == "a.md:1:1: no page; two lines [missing-page]"


@pytest.mark.parametrize(
    ("config", "page", "where"),
    [
        ("site_url: https://x.example/sub/", "contributing/checks.md", "https://x.example/sub/contributing/checks/#a"),
        ("site_url: https://x.example\nuse_directory_urls: false", "contributing/checks.md",
         "https://x.example/contributing/checks.html#a"),
        ("site_url: https://x.example", "checks.md", "edition rules a"),
        ("site_name: A", "contributing/checks.md", "edition rules a"),
        ("site_url: https://x.example\nextra:\n  alternate: [{lang: id}, {lang: en}]", "en/contributing/checks.md",
         "https://x.example/en/contributing/checks/#a"),
    ],
)  # fmt: skip
def test_a_rule_is_explained_by_the_site_itself_where_it_can(
    tmp_path: Path, config: str, page: str, where: str
) -> None:
    for name in ("id/index.md", page):
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_text("# A\n")
    (tmp_path / "mkdocs.yml").write_text(f"{config}\n")
    assert explanations(load_site(tmp_path / "mkdocs.yml"))("a") == where
