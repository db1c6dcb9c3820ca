"""Ignores as those who write them see it: what is still reported, and what is said of the ignore."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import checks, policy
from edition.ignores import find
from edition.model import Problem
from edition.sources.config import ConfigError
from edition.sources.disk import load_site
from edition.sources.texts import reader

CONFIG = "site_name: A\nplugins:\n  - bibtex: {bib_file: r.bib}\n"
CHOSEN = ("missing-page", "missing-nav-page", "doi-url", "empty-field", "ignore-reason", "unused-ignore")


def found(folder: Path, files: dict[str, str], text: str = "", names: tuple[str, ...] = CHOSEN) -> list[str]:
    for name, content in {"mkdocs.yml": CONFIG, "r.bib": "", "docs/index.md": "# A\n", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode())
    site, asked = load_site(folder / "mkdocs.yml"), policy.parse(text)
    problems = checks.run(site, asked.rules(names), asked, reader(site, folder))
    return [shown(problem) for problem in problems]


def shown(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}:{problem.col} {problem.rule}"


IGNORE = "<!-- edition: ignore missing-page: comes later -->"


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        (f"[a](no.md) {IGNORE}\n[b](no.md)\n", [2]),
        (f"{IGNORE}\n[a](no.md)\n[b](no.md)\n\n[c](no.md)\n", [5]),
        (f"{IGNORE}\n\n\n[a](no.md)\n\n[c](no.md)\n", [6]),
        (f"[a](no.md)\n\n{IGNORE}\n[b](no.md)\n", [1]),
        (f"- [a](no.md)\n    {IGNORE}\n    [b](no.md)\n\n[c](no.md)\n", [1, 5]),
        (f"> {IGNORE}\n> [b](no.md)\n", []),
        ("<!-- edition: ignore\nmissing-page: comes\nlater -->\n[a](no.md)\n", []),
        ("[a](no.md) <!-- edition: ignore links: comes later -->\n", []),
        ("[a](no.md) <!-- edition: ignore missing-nav-page, missing-page: both: why -->\n", [1]),
        (f"[a](no.md) {IGNORE}\r\n[b](no.md)\r\n", [2]),
    ],
)
def test_an_ignore_covers_its_line_or_the_block_below(tmp_path: Path, page: str, lines: list[int]) -> None:
    still = found(tmp_path, {"docs/a.md": page}, names=("missing-page", "missing-nav-page", "unused-ignore"))
    assert [int(line.split(":")[1]) for line in still] == lines


@pytest.mark.parametrize(
    "page",
    [
        f"```\n{IGNORE}\n```\n[a](no.md)\n",
        f"`{IGNORE}` [a](no.md)\n",
        f"Text.\n\n    {IGNORE}\n\n[a](no.md)\n",
        f"<pre>{IGNORE}</pre>\n\n[a](no.md)\n",
    ],
)
def test_an_ignore_in_code_is_only_shown(tmp_path: Path, page: str) -> None:
    (still,) = found(tmp_path, {"docs/a.md": page})
    assert still.endswith("missing-page")


def test_a_page_as_a_whole_is_ignored_in_its_front_matter(tmp_path: Path) -> None:
    matter = "---\n# edition: ignore front-matter: a page of an old edition\ntitle: A\n---\n"
    files = {"mkdocs.yml": "extra:\n  front_matter: [title, status]\n", "docs/index.md": matter}
    still = found(tmp_path, files, names=("front-matter", "unused-ignore"))
    assert still == []
    files["docs/index.md"] = matter.replace("front-matter:", "missing-page:")
    assert found(tmp_path, files, names=("front-matter",)) == ["docs/index.md:1:1 front-matter"]


ENTRY = "@article{a,\n  doi = {https://doi.org/10.1000/1},\n\n  note = {},\n}\n"
OTHER = ENTRY.replace("{a,", "{b,").replace("/1}", "/2}")


@pytest.mark.parametrize(
    ("bibliography", "still"),
    [
        (f"% edition: ignore doi-url, empty-field: as printed\n{ENTRY}", []),
        (f"% edition: ignore doi-url: why\n% edition: ignore empty-field: why\n\n{ENTRY}", []),
        (
            f"% edition: ignore doi-url: as printed\n{ENTRY}{OTHER}",
            ["5 empty-field", "8 doi-url", "10 empty-field"],
        ),
        (
            f"{ENTRY}% edition: ignore empty-field: as printed\n",
            ["2 doi-url", "4 empty-field", "6 unused-ignore"],
        ),
        (
            "@article{a, note = {}} % edition: ignore empty-field: as printed\n@article{b, note = {}}\n",
            ["2 empty-field"],
        ),
    ],
)
def test_a_bibliography_is_ignored_by_the_entry_and_by_the_line(
    tmp_path: Path, bibliography: str, still: list[str]
) -> None:
    lines = found(tmp_path, {"r.bib": bibliography})
    assert [f"{line.split(':')[1]} {line.split()[1]}" for line in lines] == still


def test_a_line_of_mkdocs_yml_is_ignored(tmp_path: Path) -> None:
    nav = f"{CONFIG}nav:\n  - no.md  # edition: ignore missing-nav-page: comes later\n  - no2.md\n"
    assert found(tmp_path, {"mkdocs.yml": nav}) == ["mkdocs.yml:6:5 missing-nav-page"]


def test_an_ignore_of_a_snippet_stands_in_the_snippet(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": f"{CONFIG}markdown_extensions:\n  - pymdownx.snippets: {{base_path: [parts]}}\n",
        "parts/part.md": f"[a](no.md) {IGNORE}\n\n[b](no.md)\n",
        "docs/a.md": "First\nof two lines.\n\n--8<-- 'part.md'\n\n[c](no.md)\n",
    }
    assert found(tmp_path, files) == ["docs/a.md:6:5 missing-page", "parts/part.md:3:5 missing-page"]


def test_what_nothing_needs_is_reported_at_its_name(tmp_path: Path) -> None:
    page = "# A\n\nText <!-- edition: ignore missing-page, doi-url: why -->\n"
    assert found(tmp_path, {"docs/a.md": page}) == [
        "docs/a.md:3:27 unused-ignore",
        "docs/a.md:3:41 unused-ignore",
    ]


def test_nothing_is_said_of_rules_that_were_not_applied(tmp_path: Path) -> None:
    page = "Text <!-- edition: ignore missing-page, links: why -->\n"
    assert found(tmp_path, {"docs/a.md": page}, names=("doi-url", "unused-ignore")) == []
    # Of a family all rules have to be applied: another might need the ignore.
    assert found(tmp_path, {"docs/a.md": page}, names=("missing-page", "unused-ignore")) == [
        "docs/a.md:1:27 unused-ignore"
    ]


def test_nothing_is_said_of_rules_that_only_the_web_answers(tmp_path: Path) -> None:
    page = "https://a.example/ <!-- edition: ignore dead-link: it is often down -->\n"
    assert found(tmp_path, {"docs/a.md": page}, names=("dead-link", "unused-ignore")) == []


def test_an_ignore_of_the_rules_about_ignores_ignores_none(tmp_path: Path) -> None:
    page = "Text <!-- edition: ignore missing-page, unused-ignore: why -->\n"
    assert len(found(tmp_path, {"docs/a.md": page})) == 2


def test_files_are_left_out_by_pattern(tmp_path: Path) -> None:
    files = {
        "docs/old/a.md": "[a](no.md)\n",
        "docs/old/deep/b.md": "[a](no.md)\n",
        "docs/c.md": "[a](no.md)\n",
    }
    table = "[tool.edition.per-file-ignores]\n"
    assert found(tmp_path, files, f'{table}"docs/**/b.md" = ["links"]\n') == [
        "docs/c.md:1:5 missing-page",
        "docs/old/a.md:1:5 missing-page",
    ]
    assert found(tmp_path, files, f'{table}"docs/old/" = ["missing-page"]\n') == [
        "docs/c.md:1:5 missing-page"
    ]
    assert len(found(tmp_path, files, f'{table}"docs/*.md" = ["doi-url"]\n')) == 3


def test_without_a_project_file_nothing_is_left_out(tmp_path: Path) -> None:
    assert policy.load(tmp_path) == policy.EVERYTHING


def test_a_project_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="is not UTF-8 text"):
        policy.load(tmp_path)


def test_other_tools_may_say_what_they_like() -> None:
    assert policy.parse('[tool.other]\nselect = ["x"]\n') == policy.EVERYTHING
    assert policy.parse("tool = 1\n") == policy.EVERYTHING


def test_a_hostile_page_takes_no_longer_than_its_length() -> None:
    begun = time.process_time()
    for page in (
        "<!-- edition: ignore " * 20_000,
        f"{IGNORE}\n" * 10_000,
        IGNORE * 10_000,
        "<!--" + " \n" * 200_000 + "edition: ignore",
    ):
        list(find("a.md", page))
    list(find("a.yml", "# edition: ignore links: why\n" * 10_000))
    list(find("a.bib", "% edition: ignore links: why\n\n" * 10_000))
    assert time.process_time() - begun < 5


_PIECES = (
    "<!-- ",
    "-->",
    "edition: ignore",
    " links",
    ",",
    ": why",
    "\n",
    "\n\n",
    "# ",
    "% ",
    "@a{",
    "---\n",
    "`",
    "    ",
    ">",
)


@given(
    st.lists(st.sampled_from(_PIECES), max_size=40).map("".join), st.sampled_from(["a.md", "a.yml", "a.bib"])
)
def test_an_ignore_covers_lines_that_there_are(text: str, path: str) -> None:
    count = text.count("\n") + 1
    for ignore in find(path, text):
        assert 1 <= ignore.first <= ignore.place.line <= ignore.last <= count
        assert all(name.strip() == name and name for name, _ in ignore.names)
