"""Input that is made to be slow or deep: reading it neither fails nor takes long."""

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
markdown_extensions: [abbr, attr_list, footnotes, md_in_html, {pymdownx.snippets: {base_path: includes}}]
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


def write(folder: Path, files: dict[str, str]) -> None:
    for name, content in {"mkdocs.yml": BILINGUAL, "includes/index.md": "", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
