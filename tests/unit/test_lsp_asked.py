"""What the language server finds about a thing, asked without an editor."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from edition.lsp import completion, definition, hover, moves, rename, things
from edition.lsp.changes import RenameError
from edition.lsp.position import Span, line_of
from edition.lsp.project import Project
from edition.model import Page
from tests.lsp.site import BIB, CONFIG, EN_LAW, loaded, write


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return loaded(write(tmp_path))


def thing_at(project: Project, path: str, sign: str) -> tuple[Page | None, things.Thing]:
    """What stands at the first such sign in a file."""
    assert project.site
    lines = project.lines(path)
    line = next(number for number, text in enumerate(lines, 1) if sign in text)
    found = things.find(project.site, path, lines, line, lines[line - 1].index(sign) + 1)
    assert found
    return things.page_at(project.site, path), found


def shown(project: Project, spans: Iterable[Span]) -> list[str]:
    """Places as `path:line: text`."""
    return [
        f"{each.path}:{each.line}: {line_of(project.lines(each.path), each.line)[each.start - 1 : each.end - 1]}"
        for each in spans
    ]


TERM = "---\nterm: consent\nsee_also: [consent]\n---\n"
START = "docs/en/index.md"
ASKED = """\
# Start

[pic](img/a.png) [mark](rules/law.md#sign) [law](rules/law.md) [none](rules/law.md#none) [[Consent]]

Again [[consent|so]].[^a] <a id="here"></a> [here](#here) [notes](rules/law.md#notes)

[^a]: A note, another.[^b]

[^b]: More.
"""


@pytest.fixture
def asked(tmp_path: Path) -> Project:
    law = f'{EN_LAW}\n<a id="sign"></a> [x](../index.md#here)\n'
    return loaded(
        write(tmp_path, {START: ASKED, "docs/en/img/a.png": "", "docs/en/rules/law.md": law,
                         "docs/en/glossary/consent.md": TERM})
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "sign", "defined"),
    [
        (START, "img/a.png", ["docs/en/img/a.png:1: "]),
        (START, "rules/law.md#sign", ["docs/en/rules/law.md:13: "]),
        (START, "rules/law.md)", ["docs/en/rules/law.md:1: "]),
        (START, "rules/law.md#none", ["docs/en/rules/law.md:1: "]),
        (START, "# Start", [f"{START}:1: # Start"]),
        ("docs/en/glossary/consent.md", "consent]", ["docs/en/glossary/consent.md:2: "]),
        ("data/evidence.yml", "wulandari2024", ["references.bib:1: wulandari2024"]),
    ],
    ids=["file", "id of its own", "page", "no such anchor", "heading", "slug", "record"],
)
def test_where_a_thing_is_defined(asked: Project, path: str, sign: str, defined: list[str]) -> None:
    assert asked.site
    page, thing = thing_at(asked, path, sign)
    assert shown(asked, definition.of(asked.site, page, thing, asked.lines(path))) == defined


@pytest.mark.parametrize(
    ("path", "sign", "used"),
    [
        (START, "[^a]: ", [f"{START}:5: a", f"{START}:7: a"]),
        (
            START,
            "Consent",
            [f"{START}:3: Consent", f"{START}:5: consent", "docs/en/glossary/consent.md:3: consent"],
        ),
        (START, "#here", [f"{START}:5: #here", "docs/en/rules/law.md:13: ../index.md#here"]),
        ("docs/en/rules/law.md", "## Notes", [f"{START}:5: rules/law.md#notes"]),
        (START, "# Start", []),
    ],
    ids=["footnote", "term", "anchor", "heading", "heading that nothing leads to"],
)
def test_where_a_thing_is_used(asked: Project, path: str, sign: str, used: list[str]) -> None:
    assert asked.site
    page, thing = thing_at(asked, path, sign)
    assert shown(asked, definition.references(asked.site, page, thing, asked.lines)) == used


def test_a_claim_is_used_on_pages_and_defined_in_the_ledger(project: Project) -> None:
    assert project.site
    page, thing = thing_at(project, START, "#C001")
    assert shown(project, definition.references(project.site, page, thing, project.lines)) == [
        "data/evidence.yml:1: C001", f"{START}:3: [#C001]", "docs/id/index.md:3: [#C001]",
    ]  # fmt: skip


def test_of_a_heading_and_of_what_lies_elsewhere_nothing_is_said(project: Project) -> None:
    assert project.site
    project.put(START, "# Start\n\n[web](https://example.org/) [[nothing]]\n")
    page, heading = thing_at(project, START, "# Start")
    assert hover.text(project.site, page, heading, project.lines(START)) == ""
    page, link = thing_at(project, START, "https:")
    assert not definition.references(project.site, page, link, project.lines)
    page, term = thing_at(project, START, "nothing")
    assert not definition.references(project.site, page, term, project.lines)


def test_another_term_is_not_the_one_that_is_asked_for(tmp_path: Path) -> None:
    other = "docs/en/glossary/act.md"
    project = loaded(
        write(tmp_path, {other: TERM.replace("consent", "act"), START: "# A\n\n[[act]] [[consent]]\n"})
    )
    assert project.site
    page, thing = thing_at(project, START, "act")
    assert shown(project, definition.references(project.site, page, thing, project.lines)) == [
        f"{START}:3: act", f"{other}:3: act",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "offered"),
    [("[a](gone.md#", []), ("[a](rules/law.md#", ["law", "notes", "duty", "sign"]), ("[[", ["consent"])],
)
def test_what_is_offered(asked: Project, line: str, offered: list[str]) -> None:
    assert asked.site
    found = completion.at(asked.site, asked.site.pages["en/index.md"], line, len(line) + 1)
    assert found
    assert [one.text for one in sorted(found.suggestions, key=lambda one: one.order)] == offered


def test_the_key_that_an_entry_refers_to_is_used_there(tmp_path: Path) -> None:
    project = loaded(write(tmp_path, {"references.bib": BIB.replace("volume = {4}", "crossref = {un2023}")}))
    assert project.site
    page, thing = thing_at(project, "references.bib", "un2023}")
    assert shown(project, definition.of(project.site, page, thing, [])) == ["references.bib:12: un2023"]
    assert "references.bib:5: un2023" in shown(
        project, definition.references(project.site, page, thing, project.lines)
    )


@pytest.mark.parametrize(
    ("path", "sign", "new", "why"),
    [
        (START, "Aims", "# Aims", "would not be a heading any more"),
        (START, "https:", "x.md", "only a citation key"),
        ("docs/en/rules/law.md", "../index.md)", "new.md#a", "without an anchor"),
    ],
)
def test_what_cannot_be_renamed_says_why(project: Project, path: str, sign: str, new: str, why: str) -> None:
    project.put(START, "# Start\n\nAims\n----\n\n[web](https://example.org/)\n")
    assert project.site
    page, thing = thing_at(project, path, sign)
    with pytest.raises(RenameError, match=why):
        rename.rename(project.site, page, thing, new, project.lines, project.read_as)


def test_two_files_do_not_become_one(project: Project) -> None:
    assert project.site
    moved = {"en/rules/law.md": "en/new.md", "en/glossary/consent.md": "en/new.md"}
    with pytest.raises(RenameError, match=r"two files would become en/new\.md"):
        moves.pages(project.site, moved, project.lines)


def test_a_redirect_to_an_anchor_follows_its_heading(tmp_path: Path) -> None:
    maps = "{en/old.md: en/rules/law.md#notes, en/older.md: en/rules/law.md#duty, en/x.md: [a]}"
    config = CONFIG.replace("markdown_ext", f"  - redirects: {{redirect_maps: {maps}}}\nmarkdown_ext")
    project = loaded(write(tmp_path, {"mkdocs.yml": config}))
    assert project.site
    page, thing = thing_at(project, "docs/en/rules/law.md", "## Notes")
    changes = rename.rename(project.site, page, thing, "Remarks", project.lines, project.read_as)
    assert [edit.new for edit in changes.edits if edit.span.path == "mkdocs.yml"] == ["remarks"]


def test_what_is_open_is_not_read_from_disk_and_a_file_that_is_gone_is_no_page(project: Project) -> None:
    project.put(START, "# Open\n")
    (project.root / START).write_text("# Disk\n", encoding="utf-8")
    project.renew(START)
    assert project.site and project.site.pages["en/index.md"].title == "Open"
    project.drop(START)
    assert project.site.pages["en/index.md"].title == "Disk"
    (project.root / START).unlink()
    project.renew(START)
    assert "en/index.md" not in project.site.pages


def test_a_site_that_was_never_read_takes_what_is_open_as_soon_as_it_is(tmp_path: Path) -> None:
    project = loaded(write(tmp_path, {"mkdocs.yml": "site_name: ["}))
    project.put(START, "# Open\n")
    project.renew("docs/en/gone.md")
    assert project.site is None and "invalid YAML" in project.fault
    write(tmp_path)
    project.take(*project.read())
    assert project.site and project.site.pages["en/index.md"].title == "Open"


def test_one_of_several_bibliographies_is_read_as_it_is_typed(tmp_path: Path) -> None:
    config = CONFIG.replace("bib_file: references.bib", "bib_dir: sources")
    files = {"mkdocs.yml": config, "sources/a.bib": BIB, "sources/b.bib": "@misc{b, title = {B}}"}
    project = loaded(write(tmp_path, files))
    project.put("sources/b.bib", "@misc{c, title = {C}}")
    assert project.site and set(project.site.bibliography.by_key) == {"wulandari2024", "un2023", "c"}
