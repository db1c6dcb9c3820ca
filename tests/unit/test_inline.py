"""Brackets in one another and next to each other, and what they are."""

from __future__ import annotations

import pytest

from edition.sources import markdown


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("an end] before [b [c](c.md) d]", ["c.md"]),
        ("[![](i.svg)](a.md) ] [b](b.md)", ["i.svg", "a.md", "b.md"]),
        ("[a\\nb](c.md)".replace("\\n", "\n"), ["c.md"]),
        ("[a](<b c.md>) [d](<e.md) [f](g.md)", ["b c.md", "g.md"]),
        ("[a](b(c).md) [d](e(f.md", ["b(c).md"]),
        ("[a](b.md 'it''s') [c](d.md \"e\" \"f\")", ["b.md", "d.md"]),
        ("[a]( b.md ) [c]()", ["b.md", ""]),
        ("[a](b\n\nc.md)", []),
        ("[a](" + "(" * 40 + "b" + ")" * 40 + ")", []),
    ],
    ids=["unopened", "picture", "two lines", "angles", "round", "titles", "blank", "paragraphs", "too deep"],
)
def test_a_link_has_its_target(text: str, targets: list[str]) -> None:
    assert [link.target.strip() for link in markdown.parse(text).links] == targets


def test_a_citation_in_two_brackets_is_no_term() -> None:
    document = markdown.parse("[[@a2020]] and [[@b]] but [[consent]]")
    assert [mark.name for mark in document.terms] == ["consent"]
    assert [cited.key for group in document.citations for cited in group.citations] == ["a2020", "b"]


@pytest.mark.parametrize("label", ["[a][^1]", "[a][@b]", "[x] [y]", "[ ][ ]", "a[0][1]"])
def test_what_stands_side_by_side_is_no_reference(label: str) -> None:
    assert not markdown.parse(f"{label}\n\n[^1]: Note\n").undefined_labels
