"""What holds for every text and every site, tried on many that nobody would write by hand.

`benchmarks/fuzz.py` does the same for hours; here the examples are the same in every run.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from edition import checks, fixes, policy
from edition.cli import main
from edition.model import Document, Problem, Site
from edition.places import Places
from edition.rules import all_rules
from edition.sources import bibtex, config, front_matter, html, markdown, records, snippets
from edition.sources.config import ConfigError
from edition.sources.disk import load_site
from edition.sources.lines import normalise
from edition.sources.texts import reader

ROOT = Path(__file__).parents[2]
PLANTED = ROOT / "tests" / "planted" / "bilingual"
PARTS = [name for name, value in vars(Document).items() if isinstance(value, property)]


def examples(number: int) -> settings:
    """So many examples, always the same ones."""
    return settings(
        max_examples=number,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


# One text

_SIGNS = st.sampled_from(
    [
        *"[](){}<>#*_`~!|:;\\\"'@%&=+-.,/^ \t\n\r", "\n\n", "\n    ", "---\n", "```\n", "~~~\n", "[a](",
        "![", "[^1]", "[^1]:",
        "[[a]]", "[@a; @b, p. 5]", "[#A1]", "[a]: b\n", "<!--", "-->", "<a href=", "<pre>", "{#a}",
        "*[A]: b", "!!! note\n",
        '--8<-- "a.md"\n', '--8<-- "a.md:a"\n', "--8<--\n", "key: ", "- id: ", "&a", "*a", "@book{a,",
        "@string{", "a = {", "}",
        "\0", "\x0c", "\x85", "\u2028", "\u202e", "\ufeff", "\ufffe", "\ud800", "\udfff", "٣", "²",
        "e\u0301", "漢", "👩‍👧", "a", "Z", "0",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(_SIGNS, st.text(max_size=5)), max_size=40).map("".join)
INCLUDED = {"a.md": ("a.md", '# A\n\n--8<-- "a.md"\n[a](b.md)\n'), "b": ("b", "")}.get


def seen(document: Document) -> dict[str, Any]:
    """All that is read of a text, with its places."""
    found = {}
    for part in PARTS:
        value = getattr(document, part)
        found[part] = [_values(each) for each in value] if isinstance(value, list | tuple) else value
    return {part: value for part, value in found.items() if part not in ("source", "places")}


def _values(thing: Any) -> Any:
    if not isinstance(thing, tuple) or not hasattr(thing, "_asdict"):
        return thing
    return {
        name: [_values(each) for each in value] if isinstance(value, tuple) else value
        for name, value in thing._asdict().items()
        if not isinstance(value, Places)
    } | {name: getattr(thing, name) for name in ("place", "start") if hasattr(type(thing), name)}


@examples(100)
@given(TEXTS)
@example('"')  # a table that is found to be none only at its end
def test_every_reader_reads_every_text(text: str) -> None:
    seen(markdown.parse(text))
    seen(markdown.Reader({"pymdownx.snippets": {"auto_append": ["b"]}}, INCLUDED).read(text))
    bibtex.parse(text, "references.bib")
    front_matter.parse(f"---\n{normalise(text)}\n---\n")
    records.parse(text, "data/a.yml")
    records.parse(text, "data/a.csv")
    html.parse(text, "a.html")
    snippets.expand(normalise(text), INCLUDED)
    for parse in (config.load, policy.parse):
        try:
            parse(text)
        except ConfigError as error:
            assert str(error)


@examples(100)
@given(TEXTS)
def test_a_text_says_the_same_twice_and_with_other_line_ends(text: str) -> None:
    text = normalise(text)
    once = seen(markdown.parse(text))
    assert seen(markdown.parse(text)) == once
    assert seen(markdown.parse(text.replace("\n", "\r\n"))) == once
    assert seen(markdown.parse(text.replace("\n", "\r"))) == once
    assume(not text.startswith("\ufeff"))
    assert seen(markdown.parse("\ufeff" + text)) == once


@examples(100)
@given(TEXTS)
def test_every_place_lies_in_the_text(text: str) -> None:
    document = markdown.parse(text)
    lines = document.text.split("\n")
    for part in PARTS:
        value = getattr(document, part)
        for each in value if type(value) in (list, tuple) else ():
            line, col, _ = each.place
            assert 1 <= line <= len(lines)
            assert 1 <= col <= len(lines[line - 1]) + 1


@examples(100)
@given(TEXTS)
@example("- a: \x85\u2028b: c: d")  # line ends to YAML, but to no editor
@example('a\n"b\nc')
def test_every_place_of_data_lies_in_its_text(text: str) -> None:
    text = normalise(text)
    lines = text.split("\n")
    entries, faults = bibtex.parse(text, "a.bib")
    places = [place for _, place, _ in faults]
    for entry in entries:
        places += [entry.place, entry.type_place, *(field.place for field in entry.fields.values())]
    for name in ("a.yml", "a.csv"):
        found = records.parse(text, name)
        places += [place for _, place, _ in found.faults]
        places += [place for record in found.all for place in record.places.values()]
    for line, col, _ in places:
        assert 1 <= line <= len(lines)
        assert 1 <= col <= len(lines[line - 1]) + 1


@examples(100)
@given(TEXTS)
def test_what_is_masked_is_as_long_and_has_the_same_lines(text: str) -> None:
    document = markdown.parse(text)
    assert len(document.masked) == len(document.text)
    assert all(a == b or a == " " for a, b in zip(document.masked, document.text, strict=True))
    assert document.masked.count("\n") == document.text.count("\n")


# As Python-Markdown

_WORDS = st.sampled_from(
    [
        "Law", "the", "*state*", "**worker**", "_abroad_", "***both***", "`code`", "``a`b``",
        "[text](b.md)", "![alt](c.png)",
        "&amp;", "&copy;", "AT&T", "é", "Ünïcode", "漢字", "snake_case", "<b>x</b>", "<br>", "\\*",
        "\\_a\\_", "1.", "C++", "“q”",
        "a:b", "--", "a--b", "#", "it's", "(x)", "50%", "a/b", "<https://a.example/>", "e\u0301", "²",
        "x^2^", "~~no~~", "'q'", "...",
    ]
)  # fmt: skip
_ID = st.sampled_from(
    ["", "", "", " {#own}", " { #own .a }", " {: #own }", " {.a}", " #", " ##", " {#ünïcode}"]
)
HEADINGS = st.lists(
    st.tuples(st.integers(1, 6), st.lists(_WORDS, min_size=1, max_size=5).map(" ".join), _ID), max_size=6
)


@examples(150)
@given(HEADINGS)
def test_anchors_are_those_of_python_markdown(headings: list[tuple[int, str, str]]) -> None:
    text = "\n\n".join(f"{'#' * level} {words}{own}" for level, words, own in headings)
    peer = Markdown(extensions=["toc", "attr_list"])
    peer.convert(text)
    found = markdown.parse(text, {"toc": {}, "attr_list": {}}).headings
    assert [(heading.level, heading.id) for heading in found] == list(_tokens(peer.toc_tokens))  # type: ignore[attr-defined]


def _tokens(tokens: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    for token in tokens:
        yield token["level"], token["id"]
        yield from _tokens(token["children"])


EXTENSIONS: dict[str, dict[str, Any]] = {
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "tables": {},
    "pymdownx.details": {},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
}
_INLINE = st.sampled_from(
    [
        "word", "*word*", "[text](T.md)", "[text *x*](T.md#a)", '[text](T.md "title")', "[text](<T.md>)",
        "![alt](T.png)",
        "[![alt](T.png)](T.md)", "`[code](T.md)`", "``[`code](T.md)``", "\\[text](T.md)",
        "<a href='T.md'>x</a>", '<img src="T.png" alt="">',
        "[text](T.md){: .a }", "<!-- [text](T.md) -->", "[a [b] c](T.md)", "[text](T(1).md)",
        "**[text](T.md)**", "[ ]", "[x](T.md) ;",
        "[text](T.md?a=1&amp;b=2)", "![a](T.png){ width=10 }", "[é](T-é.md)", "!", "[text]( T.md )",
    ]
)  # fmt: skip
_PARAGRAPH = st.lists(_INLINE, min_size=1, max_size=4).map(" ".join)


def _within(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    deeper = blocks.map(lambda text: textwrap.indent(text, "    "))
    return st.one_of(
        st.lists(deeper, min_size=1, max_size=2).map(
            lambda items: "\n\n".join(f"-   Item [text](T.md)\n\n{item}" for item in items)
        ),
        deeper.map(lambda text: f"1.  Item\n\n{text}"),
        deeper.map(lambda text: f"!!! note\n{text}"),
        deeper.map(lambda text: f'??? tip "More"\n\n{text}'),
        deeper.map(lambda text: f'=== "One"\n\n{text}'),
        inner.map(lambda text: textwrap.indent(text, "> ", lambda line: True)),
    )


_LEAF = st.one_of(
    _PARAGRAPH,
    _PARAGRAPH,
    _PARAGRAPH.map(lambda text: f"```\n{text}\n```"),
    _PARAGRAPH.map(lambda text: f"~~~~ md\n```\n{text}\n~~~~"),
    _PARAGRAPH.map(lambda text: f"Table:\n\n| a | b |\n| --- | --- |\n| {text.replace('|', '')} | x |"),
    _PARAGRAPH.map(lambda text: f"Term\n:   {text}"),
    _PARAGRAPH.map(lambda text: f"## {text}"),
    st.just("<div markdown>\n\n[text](T.md)\n\n</div>"),
    st.just("[a][N]\n\n[N]: T.md"),
)
_BLOCK = st.recursive(_LEAF, _within, max_leaves=5)
# Python-Markdown loses what stands in a footnote of a footnote: one level is enough.
_NOTE = _BLOCK.map(lambda text: "Note.[^N]\n\n[^N]:\n" + textwrap.indent(text, "    "))
PAGES = st.lists(st.one_of(_BLOCK, _BLOCK, _NOTE), min_size=1, max_size=4).map("\n\n".join)


class _Targets(HTMLParser):
    """What the elements of a page lead to."""

    def __init__(self, rendered: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(rendered)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {"a": "href", "img": "src"}.get(tag)
        self.found += [value or "" for name, value in attrs if name == named]


def _numbered(text: str, sign: str) -> str:
    """The text with a number behind each T or N, so that none stands twice."""
    parts = re.split(rf"\b{sign}(?=[.(\]-])", text)
    return "".join(f"{part}{sign.lower()}{number}" for number, part in enumerate(parts[:-1])) + parts[-1]


@examples(80)
@given(PAGES)
def test_links_are_those_of_python_markdown(text: str) -> None:
    text = _numbered(re.sub(r"\[\^N\]|\[N\]", _paired(), text), "T")
    rendered = Markdown(
        extensions=list(EXTENSIONS), extension_configs={"pymdownx.tabbed": {"alternate_style": True}}
    ).convert(text)
    expected = Counter(target for target in _Targets(rendered).found if not target.startswith("#fn"))
    links = markdown.parse(text, EXTENSIONS).links
    found = Counter(link.target.replace("&amp;", "&") for link in links if link.kind != "image-reference")
    assert found == expected, text


def _paired() -> Any:
    """Gives each pair of a note and its definition a name of its own."""
    count = iter(range(10_000))
    return lambda found: found[0].replace("N", f"n{next(count) // 2}")


# Whole sites

Edit = tuple[int, float, str, int]  # which file, where in it, what comes there, how many signs it replaces
_TOKENS = st.sampled_from(
    [
        "[a](nowhere.md)", "[a](../nowhere.md#x)", "[a](#nowhere)", "[@nobody]",
        "[@tide2020; @nobody, p. 5]", "[[nothing]]",
        "![](no.png)", "<img src=no.png>", '<a id="a"></a><a id="a">', "[^9]", "[^9]: x", "\n## Two\n",
        "\n#### Four\n", "# ",
        "\n!!! note\n\n", "\n=== \"a\"\n", "```\n", "<!--", "{#a}", "| a |", "\n| a |\n|---|\n| b | c |\n",
        "---\n", "a: [\n", "\n\n",
        "[a]", "[a]:", "(", ")", "{", "}", "\\", "doi = {https://doi.org/10.1/a},", "year = {20x},",
        "pages = {9-5},", "%", "&",
        "@book{x,", "Ã©", "\ufffd", "\x01", "TODO", "<<<<<<< HEAD\n", "htps://a.b", "http:// a.b", " ,",
        "\u2028", "\x85", "\x0c",
        '--8<-- "no.md"\n', "<!-- edition: ignore links: why -->", "# edition: ignore x\n", " ", "漢",
        "e\u0301", "and ",
    ]
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.integers(0, 1000), st.floats(0, 1), _TOKENS, st.sampled_from([0, 0, 1, 5, 40])),
    min_size=1,
    max_size=4,
)


@cache
def _read(folder: Path) -> dict[str, bytes]:
    kinds = (".md", ".bib", ".yml", ".csv")
    names = ("docs", "includes", "data", "references.bib", "mkdocs.yml")
    files = [file for name in names for file in (folder / name, *(folder / name).rglob("*"))]
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(files)
        if file.is_file() and file.suffix in kinds
    }


def _copied(folder: Path, to: Path) -> Path:
    for name in ("docs", "includes", "data", "overrides", "translations"):
        if (folder / name).is_dir():
            shutil.copytree(folder / name, to / name)
    for file in folder.iterdir():
        if file.is_file():
            shutil.copy(file, to / file.name)
    return to


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _copied(PLANTED, tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _copied(ROOT, tmp_path_factory.mktemp("own"))


@contextmanager
def edited(folder: Path, edits: list[Edit]) -> Iterator[None]:
    """The site with some changes in its files, for a while."""
    before = _read(folder)
    names = sorted(before)
    changed: dict[str, str] = {}
    for which, where, token, size in edits:
        name = names[which % len(names)]
        text = changed.get(name, before[name].decode())
        start = int(where * len(text))
        changed[name] = text[:start] + token + text[start + size :]
    try:
        for name, text in changed.items():
            (folder / name).write_bytes(text.encode())
        yield
    finally:
        for name, content in before.items():
            if (folder / name).read_bytes() != content:
                (folder / name).write_bytes(content)


def problems(folder: Path) -> list[Problem]:
    """What the checks say of a site; nothing where its mkdocs.yml cannot be used."""
    try:
        site = load_site(folder / "mkdocs.yml")
        return checks.run(site, policy=policy.load(folder), texts=reader(site, folder))
    except ConfigError as error:
        assert str(error)
        return []


def _lines(folder: Path, path: str) -> list[str]:
    return normalise((folder / path).read_bytes().decode("utf-8", "replace")).split("\n")


def _well_placed(folder: Path, found: list[Problem]) -> None:
    for problem in found:
        lines = _lines(folder, problem.path)
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.col <= len(lines[problem.line - 1]) + 1, problem
        if problem.fix:
            rest = "\n".join([lines[problem.line - 1][problem.col - 1 :], *lines[problem.line :]])
            assert rest.startswith(problem.fix.old), problem


def _errors(found: list[Problem]) -> Counter[tuple[str, str]]:
    return Counter((problem.path, problem.rule) for problem in found if problem.severity == "error")


@examples(15)
@given(edits=EDITS)
def test_places_lie_in_their_files_and_repairs_repair(planted: Path, edits: list[Edit]) -> None:
    with edited(planted, edits):
        found = problems(planted)
        _well_placed(planted, found)
        after, changes = found, set[str]()
        for _ in range(10):  # as `--fix`: a repair can show the next one
            made = fixes.mended(planted, after)
            if not made:
                break
            fixes.write(planted, made)
            changes |= made.keys()
            after = problems(planted)
            _well_placed(planted, after)
        assert fixes.mended(planted, after) == {}
        mended = {
            (problem.path, problem.rule) for problem in found if problem.fix and problem.path in changes
        }
        before, left = _errors(found), _errors(after)
        assert [key for key in mended if left[key] > before[key]] == []


@examples(1)
@given(edits=EDITS)
def test_places_lie_in_the_files_of_this_site(own: Path, edits: list[Edit]) -> None:
    with edited(own, edits):
        _well_placed(own, problems(own))


@examples(3)
@given(edits=EDITS)
def test_line_ends_and_byte_order_marks_move_nothing(planted: Path, edits: list[Edit]) -> None:
    with edited(planted, edits):
        before = problems(planted)
        for name in _read(planted):
            file = planted / name
            if file.suffix in (".md", ".bib"):
                file.write_bytes(
                    b"\xef\xbb\xbf" + normalise(file.read_bytes().decode()).replace("\n", "\r\n").encode()
                )
        assert problems(planted) == before


@examples(3)
@given(edits=EDITS, form=st.sampled_from(["text", "json", "github", "sarif"]))
def test_the_order_of_files_changes_nothing(planted: Path, edits: list[Edit], form: str) -> None:
    names = [str(planted / name) for name in sorted(_read(planted))]
    with edited(planted, edits):
        assert _printed(planted, form, names) == _printed(planted, form, names[::-1])
        try:
            site = load_site(planted / "mkdocs.yml")
        except ConfigError:
            return
        assert checks.run(_reversed(site)) == checks.run(site)


def _reversed(site: Site) -> Site:
    pages: Mapping[str, Any] = dict(reversed(site.pages.items()))
    return site._replace(pages=pages, files=frozenset(sorted(site.files, reverse=True)))


def _printed(folder: Path, form: str, names: list[str]) -> str:
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        main(["check", "--config", str(folder / "mkdocs.yml"), "--format", form, *names])
    return out.getvalue()


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_what_is_no_text_is_reported_at_its_place(tmp_path: Path, end: bytes) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: A", encoding="utf-8")
    (tmp_path / "docs" / "index.md").write_bytes(b"\xef\xbb\xbf# A" + end + "é".encode() + b"\xff")
    ((path, place, _),) = load_site(tmp_path / "mkdocs.yml").faults
    assert (path, *place) == ("docs/index.md", 2, 2, "")


def test_a_page_that_nothing_leads_to_is_missed_by_its_translation_alone(planted: Path) -> None:
    site = load_site(planted / "mkdocs.yml")
    named = {mark.name for mark in site.settings.nav}
    named |= {mark.name.partition("#")[0] for pair in site.settings.redirects for mark in pair}
    lead = named | {reference.path for reference in site.references if reference.path != reference.page.src}
    alone = [page for page in site.pages.values() if page.src not in lead]
    assert alone
    before = set(problems(planted))
    for page in alone:
        content = (planted / page.path).read_bytes()
        (planted / page.path).unlink()
        try:
            new = [found for found in problems(planted) if found not in before]
        finally:
            (planted / page.path).write_bytes(content)
        assert [found for found in new if all_rules()[found.rule].family != "parity"] == []


# Nothing outside of the project

_AUDIT = """\
import os, sys, sysconfig
named = [sys.argv[1], sys.prefix, sys.base_prefix, *filter(None, sys.path)]
allowed = [os.path.realpath(path) for path in named]
def seen(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if not any(path == root or path.startswith(root.rstrip("/") + "/") for root in allowed):
            if "outside" in path or event == "open" and not path.startswith(("/dev/", "/proc/", "/etc/", "/usr/")):
                os.write(2, f"OUTSIDE {event} {path}\\n".encode())
sys.addaudithook(seen)
from edition.cli import main
for command in sys.argv[2:]:
    try:
        main(command.split())
    except SystemExit:
        pass
print("done")
"""
_CONFIG = """\
site_name: Canary
theme: {{name: material, custom_dir: {custom_dir}, logo: {path}, favicon: {path}}}
docs_dir: {docs_dir}
extra_css: [{path}]
extra:
  alternate: [{{lang: en, name: English, link: /en/}}, {{lang: id, name: Bahasa, link: /id/}}]
  glossary: {glossary}
  translations: {translations}
  records: {{evidence: {records}, archive: data/archive.yml}}
plugins:
  - bibtex: {{{bib}: {bib_file}}}
  - redirects: {{redirect_maps: {{"{path}": "{path}"}}}}
markdown_extensions: [attr_list, {{pymdownx.snippets: {{base_path: [{base_path}, .], auto_append: ["{path}"]}}}}]
nav: [en/a.md, "{path}"]
"""
_DEFAULTS = {
    "custom_dir": "overrides", "path": "a.md", "docs_dir": "docs", "glossary": "glossary",
    "translations": "translations",
    "records": "data/evidence.yml", "bib": "bib_file", "bib_file": "references.bib", "base_path": "includes",
}  # fmt: skip
_PAGE = """\
# A

[a]({path}) ![a]({path}) <img src="{path}" srcset="{path} 1x"> <a href="{path}">a</a> [[{path}]] [@canary]

--8<-- "{path}"

--8<--
{path}
--8<--
"""
_WAYS = {
    "links and snippets": "path", "a folder of the theme": "custom_dir", "the documentation": "docs_dir",
    "the glossary": "glossary", "the translations": "translations", "the records": "records",
    "the bibliography": "bib_file", "the folder of snippets": "base_path",
}  # fmt: skip


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the project, in which each file tells that it was read."""
    folder = tmp_path / "outside"
    for name in ("canary.md", "canary.yml", "canary.bib", "en/a.md", "a.css", "id/en/a.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("canary: canary\n\n@book{canary, title = {Canary}}\n", encoding="utf-8")
    return folder


def _project(root: Path, **named: str) -> None:
    files = {
        "mkdocs.yml": _CONFIG.format(**_DEFAULTS | named),
        "references.bib": "",
        "data/evidence.yml": "[]",
        "data/archive.yml": "[]",
        "includes/x.md": "x",
        "overrides/main.html": "",
    }
    page = _PAGE.format(path=named.get("path", "a.md"))
    files |= {f"docs/{code}/{name}.md": page for code in ("en", "id") for name in ("a", "b")}
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")


def _opened_outside(root: Path) -> list[str]:
    config = f"--config {root / 'mkdocs.yml'}"
    commands = [
        f"check {config}",
        f"check {config} --format json",
        f"check {config} --fix",
        f"status {config}",
    ]
    done = subprocess.run(
        [sys.executable, "-c", _AUDIT, root, *commands], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0 and done.stdout.endswith("done\n"), done.stderr
    assert "canary: canary" not in done.stdout + done.stderr
    return sorted({line for line in done.stderr.splitlines() if line.startswith("OUTSIDE")})


@pytest.mark.parametrize("way", _WAYS.values(), ids=_WAYS)
def test_nothing_outside_of_the_project_is_opened(tmp_path: Path, outside: Path, way: str) -> None:
    single = {"records": "/canary.yml", "bib_file": "/canary.bib", "path": "/canary.md"}.get(way, "")
    root = tmp_path / "project"
    _project(root, **{way: f"../outside{single}"})
    assert _opened_outside(root) == []


@pytest.mark.parametrize("way", ["docs_dir", "path"])
def test_neither_is_what_an_absolute_path_names(tmp_path: Path, outside: Path, way: str) -> None:
    root = tmp_path / "project"
    _project(root, **{way: str(outside / "canary.md" if way == "path" else outside)})
    assert _opened_outside(root) == []


def test_no_link_of_the_file_system_leads_out_of_the_project(tmp_path: Path, outside: Path) -> None:
    root = tmp_path / "project"
    _project(root, path="linked.md")
    links = {
        "linked.md": "canary.md", "docs/en/linked.md": "canary.md", "docs/en/folder": "",
        "includes/linked.md": "canary.md",
        "overrides/folder": "", "data/evidence.schema.json": "canary.yml", "translations": "",
        "pyproject.toml": "canary.yml", "docs/en/strings.yml": "canary.yml",
    }  # fmt: skip
    for name, target in links.items():
        (root / name).symlink_to(outside / target)
    for name, target in (("data/evidence.yml", "canary.yml"), ("references.bib", "canary.bib")):
        (root / name).unlink()
        (root / name).symlink_to(outside / target)
    assert _opened_outside(root) == []
