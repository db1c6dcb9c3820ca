"""What the language server says and changes, asked without an editor."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.lsp import completion, definition, hover, moves, paths, reference, rename, things
from edition.lsp.changes import Changes, RenameError
from edition.lsp.project import Project, root_of
from edition.sources import bibtex
from tests.lsp.site import CONFIG, EN, EN_LAW, loaded, write


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return loaded(write(tmp_path))


def changed(project: Project, changes: Changes, path: str) -> str:
    """A text with the edits of a renaming."""
    lines = project.lines(path)
    for edit in reversed(changes.edits):
        if edit.span.path == path:
            line = lines[edit.span.line - 1]
            lines[edit.span.line - 1] = line[: edit.span.start - 1] + edit.new + line[edit.span.end - 1 :]
    return "\n".join(lines)


def renamed(project: Project, path: str, line: int, column: int, new: str) -> Changes:
    assert project.site
    page = things.page_at(project.site, path)
    thing = things.find(project.site, path, project.lines(path), line, column)
    assert thing
    return rename.rename(project.site, page, thing, new, project.lines, project.read_as)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("author = {Ana Maria Lim}, title = {A \\& B}, date = {2020-01-02}", "Lim, A. M. (2020). A & B."),
        ("title = {Untold}", "(n.d.). Untold."),
        ("editor = {A, B and C, D and E, F}, title = {T?}, year = 2001, url = {https://x.org}",
         "A, B., C, D., & E, F. (2001). T? https://x.org"),
        ("author = {}", "(n.d.)."),
    ],
)  # fmt: skip
def test_a_reference_as_plain_text(entry: str, said: str) -> None:
    ((found,), _) = bibtex.parse(f"@misc{{k, {entry}}}", "a.bib")
    assert reference.formatted(found) == said


@pytest.mark.parametrize(
    ("src", "target", "found"),
    [
        ("en/a.md", "../id/b%20c.md#x", "id/b c.md"),
        ("en/a.md", "#x", "en/a.md"),
        ("en/a.md", "/id/b.md", "id/b.md"),
        ("en/a.md", "../../x.md", None),
        ("en/a.md", "https://x.org/a.md", None),
    ],
)
def test_where_a_target_leads(src: str, target: str, found: str | None) -> None:
    assert paths.resolve(src, target) == found


def test_a_relative_path_is_fit_for_a_link() -> None:
    assert paths.relative("en/a.md", "en/b (1).md") == "b%20%281%29.md"


@pytest.mark.parametrize("line", ["a@b", "[a](https://x.org/", "[a] [b", "`x`", ""])
def test_nothing_is_offered_where_nothing_is_asked(project: Project, line: str) -> None:
    assert project.site
    found = completion.at(project.site, project.site.pages["en/index.md"], line, len(line) + 1)
    assert found is None or not {one.kind for one in found.suggestions} - {"page", "file"}


def test_a_broken_citation_or_link_has_no_hover_and_no_definition(project: Project) -> None:
    project.put("docs/en/index.md", "# Start\n\n[@nobody] [x](gone.md) [[nothing]] [#C999] [^z]\n")
    assert project.site
    page, lines = project.site.pages["en/index.md"], project.lines("docs/en/index.md")
    for column in (3, 17, 29, 40, 48):
        thing = things.find(project.site, page.path, lines, 3, column)
        assert thing
        assert not hover.text(project.site, page, thing, lines)
        assert not definition.of(project.site, page, thing, lines)


def test_the_anchors_of_repeated_headings_change_together(project: Project) -> None:
    project.put("docs/en/rules/law.md", "# Law\n\n## Notes\n\n## Notes ##\n\n[a](#notes) [b](#notes_1)\n")
    changes = renamed(project, "docs/en/rules/law.md", 3, 5, "First *notes*")
    assert changed(project, changes, "docs/en/rules/law.md") == (
        "# Law\n\n## First *notes*\n\n## Notes ##\n\n[a](#first-notes) [b](#notes)\n"
    )
    assert "(rules/law.md#first-notes" in changed(project, changes, "docs/en/index.md")


@pytest.mark.parametrize(
    ("new", "why"), [("", "a text of one line"), ("a\nb", "a text of one line"), ("???", "gives no anchor")]
)
def test_a_heading_keeps_a_text_and_an_anchor(project: Project, new: str, why: str) -> None:
    with pytest.raises(RenameError, match=why):
        renamed(project, "docs/en/rules/law.md", 5, 5, new)


@pytest.mark.parametrize(("new", "why"), [("1 a", "is no id"), ("notes", "already")])
def test_an_id_has_to_be_free_and_sound(project: Project, new: str, why: str) -> None:
    with pytest.raises(RenameError, match=why):
        renamed(project, "docs/en/rules/law.md", 9, 5, new)


def test_a_folder_moves_with_its_pages_and_the_links_between_them(project: Project) -> None:
    assert project.site
    moved = moves.below(project.site, "en/rules", "en/a/b")
    changes = moves.pages(project.site, moved, project.lines)
    assert changes.moves == {f"docs/{code}/rules/law.md": f"docs/{code}/a/b/law.md" for code in ("en", "id")}
    assert changed(project, changes, "docs/en/rules/law.md") == EN_LAW.replace("(../", "(../../")
    assert changed(project, changes, "docs/en/index.md") == EN.replace("rules/law.md", "a/b/law.md")


def test_the_text_behind_a_translation_moves_with_its_page(tmp_path: Path) -> None:
    config = CONFIG.replace("extra:\n", "extra:\n  translations: translations\n")
    project = loaded(write(tmp_path, {"mkdocs.yml": config, "translations/id/rules/law.md": EN_LAW}))
    assert project.site
    changes = moves.pages(project.site, {"en/rules/law.md": "en/rules/act.md"}, project.lines)
    assert changes.moves["translations/id/rules/law.md"] == "translations/id/rules/act.md"


def test_what_is_open_hides_what_is_on_disk_until_it_is_closed(project: Project) -> None:
    project.put("references.bib", "@misc{new, title = {N}}")
    project.put("data/evidence.yml", "- id: C900\n  cites: []\n")
    project.put("docs/en/new.md", "# New\n")
    assert project.site
    assert set(project.site.bibliography.by_key) == {"new"}
    assert set(project.site.collection("evidence").by_id) == {"C900"}
    assert "en/new.md" in project.site.pages
    for path in list(project.open):
        project.drop(path)
    assert "new" not in project.site.bibliography.by_key
    assert "en/new.md" not in project.site.pages
    assert set(project.site.collection("evidence").by_id) == {"C001"}


def test_a_page_that_is_open_keeps_its_snippets(tmp_path: Path) -> None:
    config = CONFIG.replace("pymdownx.superfences]", "pymdownx.superfences, pymdownx.snippets]")
    project = loaded(write(tmp_path, {"mkdocs.yml": config, "part.md": "## Part\n"}))
    project.put("docs/en/index.md", '# Start\n\n--8<-- "part.md"\n')
    assert project.site
    assert [heading.id for heading in project.site.pages["en/index.md"].document.headings] == [
        "start",
        "part",
    ]


def test_a_site_that_cannot_be_read_says_why_and_stays_as_it_was(project: Project) -> None:
    before = project.site
    (project.root / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    project.take(*project.read())
    assert "invalid YAML" in project.fault
    assert project.site is before


def test_the_nearest_site_counts(tmp_path: Path) -> None:
    write(tmp_path)
    assert root_of(tmp_path / "docs" / "en") == tmp_path
    assert root_of(Path(tmp_path.anchor)) is None


def test_a_link_in_a_snippet_that_pages_would_need_differently_is_refused(tmp_path: Path) -> None:
    config = CONFIG.replace("pymdownx.superfences]", "pymdownx.superfences, pymdownx.snippets]")
    snippet = '--8<-- "part.md"\n'
    project = loaded(
        write(
            tmp_path,
            {
                "mkdocs.yml": config,
                "part.md": "See [it](rules/law.md).\n",
                "docs/en/index.md": f"# Start\n\n{snippet}",
                "docs/en/about.md": f"# About\n\n{snippet}",
            },
        )
    )
    assert project.site
    with pytest.raises(
        RenameError, match=r"part\.md:1:10 is put into pages that would need different addresses"
    ):
        moves.pages(project.site, {"en/about.md": "en/more/about.md"}, project.lines)
    changes = moves.pages(project.site, {"en/rules/law.md": "en/rules/act.md"}, project.lines)
    assert changed(project, changes, "part.md") == "See [it](rules/act.md).\n"


def test_a_page_takes_no_name_that_is_redirected_or_hidden(tmp_path: Path) -> None:
    redirects = "  - redirects: {redirect_maps: {en/old.md: en/index.md}}\nmarkdown_extensions"
    config = CONFIG.replace("markdown_extensions", redirects) + "exclude_docs: draft.md\n"
    project = loaded(write(tmp_path, {"mkdocs.yml": config, "docs/en/draft.md": "# Draft\n"}))
    assert project.site
    for name, why in (("old", "mkdocs.yml:5 redirects en/old.md"), ("draft", "exists already")):
        with pytest.raises(RenameError, match=why):
            moves.pages(project.site, {"en/rules/law.md": f"en/{name}.md"}, project.lines)


@pytest.mark.parametrize(
    ("urls", "old", "new"),
    [
        ("true", "rules/law/", "acts/new/"),
        ("true", "rules/law", "acts/new"),
        ("true", "/docs/en/rules/law/index.html#notes", "/docs/en/acts/new/index.html#notes"),
        ("true", "https://example.org/docs/en/rules/law/?x#y", "https://example.org/docs/en/acts/new/?x#y"),
        ("true", "https://example.com/docs/en/rules/law/", "https://example.com/docs/en/rules/law/"),
        ("false", "rules/law.html", "acts/new.html"),
        ("false", "/docs/en/rules/law.html", "/docs/en/acts/new.html"),
    ],
)
def test_a_raw_address_keeps_its_manner(tmp_path: Path, urls: str, old: str, new: str) -> None:
    config = f"{CONFIG}use_directory_urls: {urls}\nsite_url: https://example.org/docs/\n"
    text = '# Start\n\n<a href="{}">x</a>\n'
    project = loaded(write(tmp_path, {"mkdocs.yml": config, "docs/en/index.md": text.format(old)}))
    assert project.site
    changes = moves.pages(project.site, {"en/rules/law.md": "en/acts/new.md"}, project.lines)
    assert changed(project, changes, "docs/en/index.md") == text.format(new)


def test_an_image_takes_along_what_shows_it(tmp_path: Path) -> None:
    text = '# Start\n\n![](img/a.png) <img src="img/a.png" srcset="img/a.png 2x">\n'
    config = f"{CONFIG}extra_css: [en/img/a.css]\n"
    files = {"mkdocs.yml": config, "docs/en/index.md": text, "docs/en/img/a.png": "", "docs/en/img/a.css": ""}
    project = loaded(write(tmp_path, files))
    assert project.site
    changes = moves.pages(project.site, moves.below(project.site, "en/img", "en/pictures"), project.lines)
    assert changed(project, changes, "docs/en/index.md") == text.replace("img/", "pictures/")
    assert changed(project, changes, "mkdocs.yml") == config.replace("en/img", "en/pictures")


TERM = """\
---
term: 'consent'
abbr: FC
forms: [free consent, "assent"]
see_also: [consent]
---
"""


@pytest.mark.parametrize(
    ("column", "new", "old", "made"),
    [
        (3, "Luther's word", "consent", "Luther's word"),
        (15, "F: C", "FC", "F: C"),
        (22, "given, freely", "free consent", "given, freely"),
        (38, "yes: it is", "assent", "yes: it is"),
    ],
)
def test_each_name_of_a_term_can_be_another(
    tmp_path: Path, column: int, new: str, old: str, made: str
) -> None:
    text = "[[consent]] [[FC]] [[free consent]] [[assent|so]]\n"
    project = loaded(write(tmp_path, {"docs/en/glossary/consent.md": TERM, "docs/en/index.md": text}))
    changes = renamed(project, "docs/en/index.md", 1, column, new)
    assert changed(project, changes, "docs/en/index.md") == text.replace(f"[[{old}", f"[[{made}")
    project.put("docs/en/glossary/consent.md", changed(project, changes, "docs/en/glossary/consent.md"))
    assert project.site
    data = project.site.pages["en/glossary/consent.md"].document.front_matter.data
    assert made in {data["term"], data["abbr"], *data["forms"]}
    assert data["see_also"] == ["consent"]


def test_a_name_of_a_term_is_no_name_of_another(tmp_path: Path) -> None:
    project = loaded(write(tmp_path, {"docs/en/glossary/law.md": "---\nterm: rule\nforms: [norm]\n---\n"}))
    for new, why in (
        ("norm", "is the term law already"),
        ("Law", "is the term law already"),
        ("", "is no name"),
    ):
        with pytest.raises(RenameError, match=why):
            renamed(project, "docs/en/glossary/consent.md", 2, 9, new)
    changes = renamed(project, "docs/en/glossary/consent.md", 2, 9, "Consent")
    assert "[[Consent]]" in changed(project, changes, "docs/en/index.md")


def test_a_slug_in_front_matter_is_the_name_of_a_page(tmp_path: Path) -> None:
    project = loaded(write(tmp_path, {"docs/en/glossary/consent.md": TERM}))
    changes = renamed(project, "docs/en/glossary/consent.md", 5, 14, "assent")
    assert changes.moves["docs/id/glossary/consent.md"] == "docs/id/glossary/assent.md"
    assert "see_also: [assent]" in changed(project, changes, "docs/en/glossary/consent.md")


def test_a_bare_key_is_renamed_where_keys_stand_in_the_line(tmp_path: Path) -> None:
    config = CONFIG.replace(
        "bib_file: references.bib", "bib_file: references.bib\n      enable_inline_citations: true"
    )
    project = loaded(write(tmp_path, {"mkdocs.yml": config, "docs/en/index.md": "# A\n\nAs @un2023 says.\n"}))
    changes = renamed(project, "docs/en/index.md", 3, 6, "scams")
    assert changed(project, changes, "docs/en/index.md") == "# A\n\nAs @scams says.\n"


def test_a_key_is_renamed_in_a_table(tmp_path: Path) -> None:
    config = CONFIG.replace("data/evidence.yml", "data/evidence.yml\n    audit: data/audit.csv")
    table = 'id,about,cites\nC001,un2023 of it,"wulandari2024; un2023"\nC002,"a, b",un2023\nC003,un2023,\n'
    project = loaded(write(tmp_path, {"mkdocs.yml": config, "data/audit.csv": table}))
    changes = renamed(project, "data/audit.csv", 3, 14, "scams")
    made = table.replace("; un2023", "; scams").replace(",un2023\nC003", ",scams\nC003")
    assert changed(project, changes, "data/audit.csv") == made
    assert "@scams" in changed(project, changes, "docs/en/index.md")


SNIPPETS = CONFIG.replace("pymdownx.superfences]", "pymdownx.superfences, pymdownx.snippets]")
INTO = '\n--8<-- "parts/h.md"\n'


def with_snippet(folder: Path, snippet: str, **pages: str) -> Project:
    files = {f"docs/en/{name}.md": text for name, text in pages.items()}
    return loaded(write(folder, {"mkdocs.yml": SNIPPETS, "parts/h.md": snippet, **files}))


def test_a_heading_of_a_snippet_changes_the_anchors_of_every_page_that_it_is_in(tmp_path: Path) -> None:
    own = f"## Part\n{INTO}\n[own](#part) [other](#part_1) [b](b.md#part)\n"
    project = with_snippet(tmp_path, "## Part\n", a=own, b=f"# B\n{INTO}\n[it](#part) [a](a.md#part_1)\n")
    changes = renamed(project, "parts/h.md", 1, 5, "Piece")
    assert changed(project, changes, "parts/h.md") == "## Piece\n"
    assert changed(project, changes, "docs/en/a.md") == own.replace("part_1", "piece").replace(
        "b.md#part", "b.md#piece"
    )
    assert changed(project, changes, "docs/en/b.md").endswith("[it](#piece) [a](a.md#piece)\n")


def test_a_link_of_a_snippet_that_would_have_to_lead_to_two_anchors_is_refused(tmp_path: Path) -> None:
    project = with_snippet(tmp_path, "## Part\n\n[it](#part)\n", a=f"## Part\n{INTO}", b=f"# B\n{INTO}")
    with pytest.raises(RenameError, match=r"parts/h\.md:3:6 .* different anchors \(part, piece\)"):
        renamed(project, "parts/h.md", 1, 5, "Piece")


def test_an_id_of_a_snippet_is_renamed_in_every_page_that_it_is_in(tmp_path: Path) -> None:
    project = with_snippet(
        tmp_path, '<a id="x"></a>\n', a=f"# A\n{INTO}\n[b](b.md#x)\n", b=f"# B\n{INTO}\n[it](#x)\n"
    )
    changes = renamed(project, "parts/h.md", 1, 8, "y")
    assert changed(project, changes, "parts/h.md") == '<a id="y"></a>\n'
    assert changed(project, changes, "docs/en/a.md").endswith("[b](b.md#y)\n")
    assert changed(project, changes, "docs/en/b.md").endswith("[it](#y)\n")
