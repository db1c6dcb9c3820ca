"""What is read from mkdocs.yml, where MkDocs would run code or ask the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.model import Site
from edition.sources.config import ConfigError
from edition.sources.disk import load_site, load_strings


def site(root: Path, config: str, files: dict[str, str] | None = None) -> Site:
    named = {"mkdocs.yml": f"site_name: A\n{config}\n", "docs/index.md": "# Ünï Côde\n", **(files or {})}
    for name, text in named.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return load_site(root / "mkdocs.yml")


@pytest.mark.parametrize(
    ("slugify", "anchor"),
    [
        ("!!python/name:markdown.extensions.toc.slugify", "uni-code"),
        ("!!python/name:markdown.extensions.toc.slugify_unicode", "ünï-côde"),
        ("!!python/name:pymdownx.slugs.uslugify", "ünï-côde"),
        ("!!python/name:pymdownx.slugs.gfm", "Ünï-côde"),
        ("!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: none}}", "Ünï-Côde"),
        ("!!python/object/apply:pymdownx.slugs.slugify {kwds: {no: such}}", "uni-code"),
        ("!!python/object/apply:pymdownx.slugs.slugify [lower]", "uni-code"),
        ("!!python/object/apply:os.system {args: [exit]}", "uni-code"),
        ("!!python/name:os.system", "uni-code"),
    ],
)
def test_an_anchor_is_made_by_the_function_that_is_named(tmp_path: Path, slugify: str, anchor: str) -> None:
    found = site(tmp_path, f"markdown_extensions:\n  - toc:\n      slugify: {slugify}")
    assert [heading.id for heading in found.pages["index.md"].document.headings] == [anchor]


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("!ENV EDITION_A", "https://a.org/"),
        ("!ENV [EDITION_A]", "https://a.org/"),
        ("!ENV [EDITION_NONE, EDITION_A, 'https://b.org/']", "https://a.org/"),
        ("!ENV [EDITION_NONE, 'https://b.org/']", "https://b.org/"),
        ("!ENV EDITION_NONE", ""),
        ("!ENV []", ""),
        ("!ENV {a: b}", ""),
    ],
)
def test_an_option_is_taken_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, address: str
) -> None:
    monkeypatch.setenv("EDITION_A", "https://a.org/")
    assert site(tmp_path, f"site_url: {value}").settings.site_url == address


@pytest.mark.parametrize(
    ("config", "codes"),
    [
        (
            "plugins: [{i18n: {languages: [{locale: en, default: true}, {locale: id}]}}]",
            [("en", ""), ("id", "")],
        ),
        ("plugins: [{i18n: {docs_structure: folder, languages: [{locale: id}]}}]", [("en", "")]),
        ("extra: {alternate: [{lang: en, link: /}, {lang: fr, link: /fr/}]}", [("en", ""), ("fr", "fr")]),
        ("extra: {alternate: [{lang: en, link: 1}, {lang: fr}]}", [("fr", "fr")]),
        ("extra: {alternate: {lang: fr}}\ntheme: {name: material, language: id}", [("id", "")]),
        ("extra: {alternate: [fr]}\ntheme: material", [("en", "")]),
    ],
    ids=["by suffix", "folder is missing", "one at the root", "link is no text", "no list", "no mappings"],
)
def test_the_languages_of_a_site(tmp_path: Path, config: str, codes: list[tuple[str, str]]) -> None:
    found = site(tmp_path, config, {"docs/fr/index.md": "# F\n", "docs/a.id.md": "# A\n"})
    assert [(each.code, each.folder) for each in found.settings.languages] == codes


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        ("bib_file: a.bib", {"a"}),
        ("bib_dir: b", {"b", "c"}),
        ("bib_dir: b/", {"b", "c"}),
        ("bib_file: 'https://example.org/a.bib'", set()),
        ("bib_file: 'https://example.org/a.bib', bib_dir: b", {"b", "c"}),
        ("bib_file: ", set()),
    ],
)
def test_the_sources_of_a_site(tmp_path: Path, options: str, keys: set[str]) -> None:
    files = {name: f"@misc{{{name[-5]}, title = {{T}}}}\n" for name in ("a.bib", "b/b.bib", "b/more/c.bib")}
    found = site(tmp_path, f"plugins: [{{bibtex: {{{options}}}}}]", files)
    assert set(found.bibliography.by_key) == keys


@pytest.mark.parametrize(
    ("extensions", "anchors"),
    [
        ("[attr_list]", ["own"]),
        ("[extra]", ["own"]),
        ("{attr_list: }", ["own"]),
        ("[markdown.extensions.attr_list]", ["own"]),
        ("[{attr_list: {}}]", ["own"]),
        ("[]", ["a-own"]),
        ("attr_list", ["a-own"]),
    ],
)
def test_the_extensions_of_a_site(tmp_path: Path, extensions: str, anchors: list[str]) -> None:
    page = {"docs/index.md": "# A {#own}\n"}
    found = site(tmp_path, f"markdown_extensions: {extensions}", page)
    assert [heading.id for heading in found.pages["index.md"].document.headings] == anchors


def test_an_anchor_is_made_by_the_same_function_below_a_line_of_signs(tmp_path: Path) -> None:
    config = "markdown_extensions:\n  - toc:\n      slugify: !!python/name:pymdownx.slugs.uslugify"
    found = site(tmp_path, config, {"docs/index.md": "Ünï Côde\n========\n\nÜnï Côde\n--------\n"})
    assert [heading.id for heading in found.pages["index.md"].document.headings] == ["ünï-côde", "ünï-côde_1"]


def test_what_names_nothing_is_no_page_and_no_redirect(tmp_path: Path) -> None:
    config = """\
nav: [index.md, "", {Empty: }]
plugins: [null, {redirects: {redirect_maps: {a.md: index.md, b.md: [c.md]}}}]
extra_css: [{path: [x.css]}, a.css]
"""
    settings = site(tmp_path, config).settings
    assert [mark.name for mark in settings.nav] == ["index.md"]
    assert [(old.name, new.name) for old, new in settings.redirects] == [("a.md", "index.md")]
    assert [mark.name for mark in settings.assets] == ["a.css"]


def test_a_folder_without_pages_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"the documentation folder .*pages does not exist"):
        site(tmp_path, "docs_dir: pages")


@pytest.mark.parametrize(
    ("text", "words"), [("home: Home", {"home": "Home"}), ("", {}), ("# nothing", {}), (None, {})]
)
def test_the_words_of_a_language(tmp_path: Path, text: str | None, words: dict[str, str]) -> None:
    found = site(tmp_path, "", {} if text is None else {"docs/strings.yml": text})
    assert load_strings(tmp_path, found.settings) == {"en": words}


@pytest.mark.parametrize("text", ["- a list", "words"])
def test_words_without_names_are_an_error(tmp_path: Path, text: str) -> None:
    found = site(tmp_path, "", {"docs/strings.yml": text})
    with pytest.raises(ConfigError, match=r"docs/strings\.yml: not a list of `name: words`"):
        load_strings(tmp_path, found.settings)


def test_what_is_inherited_twice_has_the_place_of_its_own_file(tmp_path: Path) -> None:
    files = {
        "base.yml": "extra_css: &gone [gone.css]\nextra_javascript: *gone\ntheme: {name: material}\n",
        "middle.yml": "INHERIT: base.yml\nnav: [no.md]\ntheme: {logo: no.svg}\n",
    }
    settings = site(tmp_path, "INHERIT: middle.yml", files).settings
    assert [(mark.name, mark.place.path, mark.place.line) for mark in (*settings.nav, *settings.assets)] == [
        ("no.md", "middle.yml", 2),
        ("gone.css", "base.yml", 1),
        ("gone.css", "base.yml", 1),
        ("no.svg", "middle.yml", 3),
    ]
