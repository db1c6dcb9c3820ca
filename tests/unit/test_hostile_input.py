"""Input that is made to be slow or deep: reading it neither fails nor takes long."""

import os
from pathlib import Path

import pytest

from edition.cli import main
from edition.sources import bibtex, config, front_matter, markdown
from edition.sources.config import ConfigError

SIZE = 50_000  # characters
PATTERNS = {
    "open brackets": "[",
    "open links": "[a](",
    "open titles": '[a](b "',
    "backticks": "`a",
    "fences without an end": "~~~a\n~~~~a\n",
    "the same heading": "# a\n",
    "the same underlined heading": "a\n-\n",
    "raw elements without an end": "<pre>",
    "tags without an end": '<a "',
    "comments without an end": "<!--",
    "citations without an end": "[@a; ",
    "definitions": "[a]: ",
    "quotations": "> ",
    "entries without an end": "@book{a, t = {",
    "fields without a comma": '@book{a, t = "x" # ',
}


LONG = {
    "a key that never ends": f"@{'a1-' * 5000}@",
    "a brace and blanks": "{" + " " * SIZE,
    "a definition and blanks": "[a]:" + " " * SIZE,
    "a term and blanks": "[[" + " " * SIZE,
    "a title and blanks": "[a](b" + " " * SIZE,
    "hyphens": "-" * SIZE,
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "text",
    [*(pattern * (SIZE // len(pattern)) for pattern in PATTERNS.values()), *LONG.values()],
    ids=[*PATTERNS, *LONG],
)
def test_repeated_openings_are_read_in_a_moment(text: str) -> None:
    found = markdown.parse(text)

    assert found.text == text
    parts = [
        found.front_matter,
        found.headings,
        found.links,
        found.citations,
        found.bare_citations,
        found.ids,
    ]
    assert len([*parts, found.blocks, found.definitions, found.used_labels, found.own_ids]) == 10
    bibtex.parse(text, "references.bib")


@pytest.mark.timeout(10)
@pytest.mark.parametrize("pattern", [" *a", "![", "[a](", "`a``b", "<a:", " `` ` "])
def test_a_heading_as_long_as_a_page_is_read_in_a_moment(pattern: str) -> None:
    text = "# " + pattern * (SIZE // len(pattern))

    assert len(markdown.parse(text, {"toc": {}, "attr_list": {}}).headings) == 1


@pytest.mark.parametrize("nested", ["[" * SIZE, "- " * SIZE, "a: {" * SIZE])
def test_yaml_that_is_nested_without_end_is_a_problem_not_a_crash(nested: str) -> None:
    matter = front_matter.parse(f"---\n{nested}\n---\n")

    assert matter.error
    with pytest.raises(ConfigError):
        config.load(nested)


def test_repeated_headings_are_numbered_as_python_markdown_does() -> None:
    text = "# a\n\n# a_1\n\n# a\n\n# a_1\n\n# a\n"

    anchors = [heading.id for heading in markdown.parse(text, {"toc": {}}).headings]

    assert anchors == ["a", "a_1", "a_2", "a_3", "a_4"]


BILINGUAL = """\
site_name: Hostile
plugins: [{bibtex: {bib_file: references.bib, bib_by_default: false}}]
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, pymdownx.details,
  pymdownx.superfences, {pymdownx.snippets: {base_path: includes}}]
extra: {alternate: [{lang: en, name: English, link: /en/}, {lang: id, name: Indonesia, link: /id/}]}
"""


def each(form: str, count: int, sep: str = "\n\n") -> str:
    return sep.join(form.format(number) for number in range(count))


# A page and its translation.
SITES = {
    "many blocks": (each("Word {} of it", 5_000), each("- Kata {} itu\n\nLagi", 2_500)),
    "blocks left out": (each("Word {}", 5_000), "Kata"),
    "misspelt footnotes": (each("Text[^n{}]", 10_000) + "\n\n" + each("[^m{}]: Note", 10_000), "Teks"),
    "footnotes twice": (each("[^n]: Note {}", 20_000), "Teks"),
    "misspelt labels": (each("[text][wrong{}]", 10_000) + "\n\n" + each("[right{}]: a.md", 10_000), "Teks"),
    "abbreviations": (
        each("*[Word{}]: Meaning", 10_000) + "\n\n" + each("*[Two {}]: Meaning", 1_000),
        "Teks",
    ),
    "ids": (each("# A {{#a{}}}", 10_000), each("# A {{#b{}}}", 10_000)),
    "headings left out": (each("# A {}", 10_000), "Teks"),
    "ids in raw HTML": (each('<a id="a{}"></a>', 20_000), each('<a id="b{}"></a>', 20_000)),
    "links": (each("<https://example.org/{}>", 10_000, " "), each("<https://example.com/{}>", 10_000, " ")),
    "figures": (each("{}", 10_000, " "), each("1{}", 20_000, " ")),
    "deep quotations": ("> " * SIZE + "a", ">" * SIZE),
    "unclosed srcset": ('<img srcset="' * (SIZE // 13), '<img srcset="a 1x, ' * (SIZE // 19)),
    "long srcset": ('<img srcset="' + "a 1x, " * 2_000 + '">', "Teks"),
    "scissors": ("-" * SIZE + "8<-\n" + ";" * SIZE + '--8<-- "\n--8<-- "' + '\\"' * SIZE + '"', "Teks"),
    "missing snippets": (each('--8<-- "no{}.md"', 5_000), "Teks"),
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("texts", SITES.values(), ids=SITES)
def test_a_page_that_is_made_to_be_slow_is_checked_in_a_moment(
    texts: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"docs/en/a.md": texts[0], "docs/id/a.md": texts[1]})
    monkeypatch.chdir(tmp_path)

    assert main(["check", "--select", "links,anchors,parity"]) in (0, 1)


# What a pattern could go through again and again, in a page and its translation.
LINES = {
    "a tag without an end": "<" + "z" * SIZE,
    "attributes without an end": '<a "' * (SIZE // 4),
    "emphasis in an entry of a list": "- a" + " _ng *ng" * (SIZE // 8),
    "attribute lists of languages": "[a]{lang=" * (SIZE // 9),
    "braces": "{#" * (SIZE // 2),
    "lines above the text": "\n---\n" + "-_:a\n" * (SIZE // 5),
    "the mark of a figure": "<!--figure:" + " " * SIZE,
    "a long title": f'??? note "{"a" * SIZE}"',
    "a title of blanks": f"!!! note{' a' * (SIZE // 2)}\n\nText",
    "a long fence": "~" * SIZE + "````",
    "ignores in one comment": "<!-- edition: ignore links " * (SIZE // 27) + "-->",
    "ignores of one rule": "[a](b.md) <!-- edition: ignore links: a -->\n\n" * (SIZE // 46),
    "an address without an end": f"[a](https://a.b/{'.' * SIZE}(",
    "a code of a language": f"---\nlang: aa{'_1' * (SIZE // 2)}!\n---\n",
    "links to one heading": "# A\n\n" * 5_000 + "[a](#a_3) " * 5_000,
    "citations": "[@a2020, p. 1] [@b2020] " * 2_000,
}
VALUE = """\
@article{{a2020, title = {{{0}}}, author = {{{0}}}, pages = {{{0}}}, date = {{{0}}}, doi = {{{0}}}, url = {{{0}}}}}
"""
VALUES = ["a_", "1", "- ", "A and ", "A, ", "http://", "10.1/", ". ", "https://a.b/10.1000/a."]
BIBLIOGRAPHIES = {
    **{f"values of {part!r}": VALUE.format(part * (SIZE // len(part))) for part in VALUES},
    "comments without an end": "@comment{\n" * (SIZE // 10),
    "blanks": " \t" * (SIZE // 2),
    "macros that multiply": '@string{a0 = "aaaaaaaaaa"}\n'
    + "".join(f"@string{{a{n} = {' # '.join([f'a{n - 1}'] * 10)}}}\n" for n in range(1, 20)),
    "entries that are alike": each(
        "@misc{{a{0}, title = {{A work of {0}}}, url = {{https://a.b/{0}}}}}", 1_000
    ),
    "remarks": VALUE.format("a") + "Some remark\n" * (SIZE // 12),
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("text", LINES.values(), ids=LINES)
def test_no_rule_goes_through_a_page_again_and_again(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = "@misc{a2020, title = {A}}\n"
    write(tmp_path, {"docs/en/a.md": text, "docs/id/a.md": f"{text} ", "references.bib": entry})
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) in (0, 1)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("text", BIBLIOGRAPHIES.values(), ids=BIBLIOGRAPHIES)
def test_no_rule_goes_through_a_bibliography_again_and_again(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"docs/en/a.md": "[@a2020]\n", "references.bib": text})
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) in (0, 1)


# Names that no file can have, and a pipe: nothing waits for what nobody writes.
NAMES = ["a" * 300, "a\\0b", "\\ud800", "../../" * 50]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "option",
    [
        'docs_dir: "{}"',
        'theme: {{name: material, custom_dir: "{}"}}',
        'extra: {{translations: "{}"}}',
        'extra: {{records: {{evidence: "{}"}}}}',
        'plugins: [{{bibtex: {{bib_file: "{}"}}}}]',
        'plugins: [{{bibtex: {{bib_dir: "{}"}}}}]',
        'markdown_extensions: [{{pymdownx.snippets: {{base_path: "{}"}}}}]',
        'extra_css: ["{}"]',
        'nav: ["{}"]',
        'INHERIT: "{}"',
        'site_url: "https://[{}]/"',
        'extra: {{alternate: [{{lang: en, link: "//[{}]/"}}]}}',
        "markdown_extensions: [[{0}], {{toc: {{separator: 2020-01-01}}}}]",
        "extra: {{front_matter: true, alternate: {{a: [{0}]}}}}",
        "exclude_docs: '!'",
    ],
)
def test_a_name_that_no_file_can_have_is_no_crash(
    option: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = '# A\n\n[a](\0.md) [b](%00.md) ![c](\0)\n\n--8<-- "\0"\n'
    write(tmp_path, {"mkdocs.yml": f"site_name: Case\n{option.format(name)}\n", "docs/a.md": page})
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) in (1, 2)


@pytest.mark.timeout(10)
def test_links_that_lead_to_themselves_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = "theme: {name: material, custom_dir: overrides}\nextra: {translations: translations}"
    write(tmp_path, {"mkdocs.yml": f"site_name: Case\n{options}\n", "docs/en/a.md": "# A\n"})
    for name, target in {"en/self.md": "self.md", "en/all": "..", "passwd.md": "/etc/passwd"}.items():
        (tmp_path / "docs" / name).symlink_to(target)
    for name in ("overrides", "translations"):
        (tmp_path / name).symlink_to(name)
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) in (0, 1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="knows no pipes")
@pytest.mark.timeout(10)
def test_nothing_waits_for_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    option = (
        "plugins: [{bibtex: {bib_file: references.bib}}]\nextra: {records: {evidence: data/evidence.yml}}"
    )
    write(tmp_path, {"mkdocs.yml": f"site_name: Case\n{option}\n", "docs/a.md": "# A\n", "data/a.yml": ""})
    for name in ("references.bib", "data/evidence.yml", "docs/b.md", "includes/a.md", "pyproject.toml"):
        (tmp_path / name).unlink(missing_ok=True)
        os.mkfifo(tmp_path / name)
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) in (0, 1)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("leaf", ["", "Text.\n" * 1_000])
def test_snippets_that_multiply_are_read_as_far_as_is_sensible(
    leaf: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bomb = {f"includes/{level}.md": f'--8<-- "{level + 1}.md"\n' * 10 for level in range(10)}
    write(tmp_path, {**bomb, "includes/10.md": leaf, "docs/en/a.md": '--8<-- "0.md"\n'})
    monkeypatch.chdir(tmp_path)

    assert main(["check", "--select", "missing-snippet"]) == 1
    assert "snippets in one another without end" in capsys.readouterr().out


LAUGHS = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
BOMBS = {
    "multiplied": f"{LAUGHS}title: *a11\nsources: *a11\n",
    "merged": "a0: &a0 {x: 1}\n"
    + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}\n" for n in range(1, 12)),
    "in itself": "title: &a [*a]\nsources: *a\n",
    "deep": "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 2_000)),
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_aliases_that_repeat_one_another_are_a_problem_not_a_hang(
    bomb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"docs/en/a.md": f"---\n{bomb}---\n# A\n", "docs/en/glossary/a.md": f"---\n{bomb}---\n"})
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) == 1
    assert "docs/en/a.md:" in capsys.readouterr().out
    with pytest.raises(ConfigError):
        config.load(bomb)


@pytest.mark.parametrize("number", ["9" * 5_000, "\u00b2", "\u0663", "1e999", "99999-99-99"])
def test_no_number_is_too_large(number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("month", "year", "date", "pages", "volume", "isbn", "issn", "urldate", "number")
    fields = "".join(f", {name} = {{{number}}}" for name in names)
    records = ", ".join(f"{name}: data/a.yml" for name in ("evidence", "contacts", "timeline"))
    write(
        tmp_path,
        {
            "mkdocs.yml": BILINGUAL.replace("extra: {", f"extra: {{records: {{{records}}}, "),
            "data/a.yml": f"- id: C{number}\n  date: {number}\n  verified: {{on: 2019-11, limit: {number}}}\n",
            "references.bib": f"@article{{a2020{fields}}}\n",
            "docs/en/a.md": f"---\nlesson: {number}\nminutes: {number}\n---\n[@a2020, p. {number}] {number} a.m.\n",
            "docs/id/a.md": f"[@a2020, pp. {number}-1] [#C{number}] {number}\n",
        },
    )
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) in (0, 1)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, content in {
        "mkdocs.yml": BILINGUAL,
        "references.bib": "",
        "includes/index.md": "",
        **files,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
