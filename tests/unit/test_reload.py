"""A site that is read again: only what has changed is parsed."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition import checks
from edition.model import Problem, Site
from edition.sources.disk import load_site
from edition.sources.markdown import Reader, Source

CONFIG = """\
site_name: A
extra:
  alternate:
    - {lang: en, name: English, link: /en/}
    - {lang: id, name: Bahasa Indonesia, link: /id/}
  translations: translations
plugins:
  - bibtex: {bib_file: references.bib}
markdown_extensions:
  - toc: {permalink: true}
  - pymdownx.snippets: {base_path: [snippets]}
"""
FILES = {
    "mkdocs.yml": CONFIG,
    "references.bib": "@book{a2000, author = {A, B.}, title = {T}, publisher = {P}, date = {2000}}\n",
    "snippets/note.md": "[a](one.md)\n",
    "translations/id/one.md": "# One\n",
    "docs/en/one.md": "# One\n\n[@a2000]\n",
    "docs/id/one.md": "# Satu\n\n[@a2000]\n",
    "docs/en/two.md": '# Two\n\n--8<-- "note.md"\n',
    "docs/id/two.md": "# Dua\n\n[b](one.md)\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path, name, text)
    return tmp_path


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are parsed, as they come."""
    texts: list[str] = []
    read = Reader.read

    def noting(self: Reader, source: str) -> Source:
        texts.append(source)
        return read(self, source)

    monkeypatch.setattr(Reader, "read", noting)
    return texts


def write(root: Path, name: str, text: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def load(root: Path, before: Site | None = None) -> tuple[Site, list[Problem]]:
    site = load_site(root / "mkdocs.yml", before)
    return site, checks.run(site)


def reloaded(root: Path, parsed: list[str], name: str, text: str) -> tuple[Site, Site, list[Problem]]:
    """The site before and after a file gets another text, and its problems then; `parsed` is what this takes."""
    before, _ = load(root)
    write(root, name, text)
    parsed.clear()
    site, problems = load(root, before)
    assert load(root)[1] == problems, "what is read again says something else than what is read afresh"
    return before, site, problems


def test_one_page_is_parsed_after_one_has_changed(root: Path, parsed: list[str]) -> None:
    write(root, "docs/en/two.md", "# Two\n")  # nothing has snippets
    before, _ = load(root)
    write(root, "docs/id/one.md", "# Satu\n\n[@b2000]\n")
    parsed.clear()
    site, problems = load(root, before)
    assert parsed == ["# Satu\n\n[@b2000]\n"]
    assert any(found.rule == "unknown-citation" and found.path == "docs/id/one.md" for found in problems)
    same = [src for src, page in site.pages.items() if page is before.pages.get(src)]
    assert same == ["en/one.md", "en/two.md", "id/two.md"]


def test_nothing_is_parsed_after_nothing_has_changed(root: Path, parsed: list[str]) -> None:
    write(root, "docs/en/two.md", "# Two\n")
    before, found = load(root)
    parsed.clear()
    assert load(root, before)[1] == found
    assert parsed == []


def test_a_page_is_parsed_after_its_snippet_has_changed(root: Path, parsed: list[str]) -> None:
    _, site, problems = reloaded(root, parsed, "snippets/note.md", "[a](three.md)\n")
    assert [link.target for link in site.pages["en/two.md"].document.links] == ["three.md"]
    assert any(found.path == "snippets/note.md" and found.rule == "missing-page" for found in problems)
    assert parsed[0] == FILES["docs/en/two.md"]


def test_a_snippet_that_comes_to_be_is_seen(root: Path, parsed: list[str]) -> None:
    (root / "snippets/note.md").unlink()
    _, site, _ = reloaded(root, parsed, "snippets/note.md", "[a](one.md)\n")
    assert not site.pages["en/two.md"].document.missing_snippets


def test_the_text_from_which_a_translation_was_made_is_parsed_after_it_has_changed(
    root: Path, parsed: list[str]
) -> None:
    _, site, _ = reloaded(root, parsed, "translations/id/one.md", "# One more\n")
    assert site.snapshots["id/one.md"].source == "# One more\n"


def test_no_page_is_parsed_after_the_bibliography_has_changed(root: Path, parsed: list[str]) -> None:
    before, site, problems = reloaded(
        root, parsed, "references.bib", FILES["references.bib"].replace("a2000", "c2000")
    )
    assert site.pages["en/one.md"] is before.pages["en/one.md"]
    assert [found.path for found in problems if found.rule == "unknown-citation"] == [
        "docs/en/one.md",
        "docs/id/one.md",
    ]


def test_no_page_is_parsed_after_the_navigation_has_changed(root: Path, parsed: list[str]) -> None:
    before, site, problems = reloaded(root, parsed, "mkdocs.yml", f"{CONFIG}nav:\n  - en/three.md\n")
    assert site.pages["en/one.md"] is before.pages["en/one.md"]
    assert any(found.rule == "missing-nav-page" for found in problems)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: English", "name: British English"),
        ("    - {lang: id, name: Bahasa Indonesia, link: /id/}\n", ""),
        ("  - toc: {permalink: true}\n", "  - toc: {separator: _}\n"),
    ],
)
def test_every_page_is_parsed_after_the_languages_or_extensions_have_changed(
    root: Path, parsed: list[str], old: str, new: str
) -> None:
    before, site, _ = reloaded(root, parsed, "mkdocs.yml", CONFIG.replace(old, new))
    assert not [src for src, page in site.pages.items() if page is before.pages[src]]


def test_a_page_that_has_gone_is_gone(root: Path) -> None:
    before, _ = load(root)
    (root / "docs/id/one.md").unlink()
    site, problems = load(root, before)
    assert "id/one.md" not in site.pages
    assert any(found.rule == "missing-page" and found.path == "docs/id/two.md" for found in problems)
