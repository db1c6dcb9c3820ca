"""Snippets are what pymdownx puts into a page, each with its own places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown

from edition.sources import snippets

FILES = {
    "part.md": "one\ntwo\nthree\nfour\n",
    "empty.md": "",
    "deep.md": '    first\n\n      second\n--8<-- "part.md:2:2"\n',
    "sections.md": (
        "before\n--8<-- [start:a]\nin a\n--8<-- [start:b]\nin both\n--8<-- [end:a]\nin b\n--8<-- [end:b]\n"
        ";--8<-- [start:c]\n--8<-- [START:d]\n    in d\n      deeper\n--8<-- [end:d]\nafter\n"
    ),
}


def included(name: str) -> tuple[str, str] | None:
    return (name, FILES[name]) if name in FILES else None


def as_pymdownx(text: str, root: Path, **options: Any) -> str:
    for name, content in FILES.items():
        (root / name).write_text(content, encoding="utf-8")
    given = {"pymdownx.snippets": {"base_path": [str(root)], **options}}
    converter = Markdown(extensions=["pymdownx.snippets"], extension_configs=given)
    return "\n".join(converter.preprocessors["snippet"].run(text.split("\n")))


def seen(text: str) -> list[str]:
    """The lines of a text, as Markdown reads them. The sign that makes a marker text stays with us."""
    return [line.rstrip().removeprefix(";") for line in text.rstrip().lstrip("\n").split("\n")]


@pytest.mark.parametrize(
    "text",
    [
        'a\n--8<-- "part.md"\nb',
        'a\n\n    --8<-- "part.md"\nb',
        '\t--8<-- "part.md"',
        "--8<-- 'part.md'",
        ';--8<-- "part.md"',
        '--8<-- "part.md:2"',
        '--8<-- "part.md:2:3"',
        '--8<-- "part.md::2"',
        '--8<-- "part.md:3:"',
        '--8<-- "part.md:-2"',
        '--8<-- "part.md:-3:-2"',
        '--8<-- "part.md:1:1,4:4"',
        '--8<-- "part.md:9:12"',
        '--8<-- "empty.md:2:3"',
        '--8<-- "empty.md"\nb',
        '--8<-- "sections.md:a"',
        '--8<-- "sections.md:b"',
        '--8<-- "sections.md:d"',
        '--8<-- "sections.md"',
        '--8<-- "; part.md"',
        "a\n--8<--\npart.md:1:1\n\n; part.md\n    part.md:2:2\n--8<--\nb",
        'a\n--8<--\n--8<-- "part.md"\n--8<--\nb',
        "--8<--\npart.md:1:1",
        '--8<-- "deep.md"',
        '  --8<-- "deep.md"',
        "--8<-- [start:x]\nx\n--8<-- [end:x]",
    ],
)
@pytest.mark.parametrize("dedent", [False, True])
def test_a_page_reads_as_pymdownx_makes_it(tmp_path: Path, text: str, dedent: bool) -> None:
    whole, places, _ = snippets.expand(text, included, dedent=dedent)
    assert seen(whole) == seen(as_pymdownx(text, tmp_path, dedent_subsections=dedent))
    for offset, word in ((whole.find(word), word) for word in ("two", "three", "in both", "in d")):
        if offset != -1:
            place = places.at(offset)
            line = FILES[place.path].split("\n")[place.line - 1]
            assert line[place.col - 1 :].startswith(word), "each word has the place in its file"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ('--8<-- "gone.md"', [("gone.md", 1, 9)]),
        ('a\n  --8<-- " gone.md"', [("gone.md", 2, 12)]),
        ('--8<-- "sections.md:gone"', [("sections.md:gone", 1, 9)]),
        ("--8<--\n  gone.md:1:2\n--8<--", [("gone.md", 2, 3)]),
        ('--8<-- "sections.md:d"', [("sections.md:d", 1, 9)]),
        ('--8<-- "https://example.org/a.md"', []),
        ('--8<-- "a\\"b"', [('a\\"b', 1, 9)]),
    ],
)
def test_what_is_missing_is_named_where_it_is_asked_for(
    text: str, missing: list[tuple[str, int, int]]
) -> None:
    _, _, found = snippets.expand(text, included)
    assert [(mark.name, mark.place.line, mark.place.col) for mark in found] == missing


def test_what_goes_below_every_page_stands_below_it() -> None:
    whole, places, missing = snippets.expand("a", included, ["part.md:1:1", "gone.md"])
    assert seen(whole) == ["a", "", "one"]
    assert places.at(whole.index("one")).path == "part.md"
    assert [(mark.name, mark.place.line) for mark in missing] == [("gone.md", 0)]


def test_snippets_without_end_are_told_with_their_way() -> None:
    files = {"a.md": '--8<-- "b.md"', "b.md": 'x\n--8<-- "a.md"'}
    _, _, missing = snippets.expand('--8<-- "a.md"', lambda name: (name, files[name]))
    assert [(mark.name, mark.place.path, mark.place.line) for mark in missing] == [
        ("a.md → b.md → a.md", "b.md", 2)
    ]
