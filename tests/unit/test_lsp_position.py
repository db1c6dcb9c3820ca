"""Columns of editors and of the model, and what a problem underlines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.lsp import position
from edition.lsp.diagnostics import span, unloadable
from edition.model import Fix, Problem

ENCODINGS = ("utf-8", "utf-16", "utf-32")


@pytest.mark.parametrize(("encoding", "units"), [("utf-8", 7), ("utf-16", 4), ("utf-32", 3)])
def test_a_column_behind_an_emoji_in_each_encoding(encoding: str, units: int) -> None:
    assert position.units("é\U0001f600 x", 4, encoding) == units
    assert position.column("é\U0001f600 x", units, encoding) == 4


@given(st.text(), st.integers(1, 50), st.sampled_from(ENCODINGS))
def test_a_column_survives_the_way_there_and_back(line: str, column: int, encoding: str) -> None:
    column = min(column, len(line) + 1)
    assert position.column(line, position.units(line, column, encoding), encoding) == column


def test_a_place_beyond_the_end_is_the_end() -> None:
    assert position.units("ab", 9, "utf-16") == 2
    assert position.column("ab", 9, "utf-16") == 3


def test_lines_end_as_editors_count_them() -> None:
    assert position.lines_of("\ufeffa\r\nb\rc\u2028d\x0ce\n") == ["a", "b", "c\u2028d\x0ce", ""]


@pytest.mark.parametrize(
    ("line", "col", "fix", "marked"),
    [
        ("See [@kye2020], p. 3", 6, None, "@kye2020"),
        ("See [@kye2020; @b]", 5, None, "[@kye2020;"),
        ("[a](b c.md)", 5, Fix("b c.md", "b-c.md"), "b c.md"),
        ("[a]()", 5, None, ")"),
        ("no stop", 8, None, "p"),
        ("", 1, None, ""),
    ],
)
def test_what_is_underlined(line: str, col: int, fix: Fix | None, marked: str) -> None:
    found = span(Problem("a.md", 1, col, "rule", "wrong", fix=fix), [line])
    assert line[found.start - 1 : found.end - 1] == marked


def test_a_fault_of_the_configuration_lies_where_its_message_says() -> None:
    found = unloadable("mkdocs.yml", "../base.yml:3:5: invalid YAML: what")
    assert found[:5] == ("../base.yml", 3, 5, "configuration", "invalid YAML: what")
    found = unloadable("mkdocs.yml", 'docs_dir: "a" lies outside of the project')
    assert found[:3] == ("mkdocs.yml", 1, 1)
