"""The rules over the built HTML: what each finds and where, what it leaves alone, and hostile input."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import report
from edition.checks import assets, markup
from edition.checks import html as checks
from edition.cli import main
from edition.model import Language, Mark, Page, Place, Problem
from edition.places import Places
from edition.policy import EVERYTHING, Policy
from edition.sources import html
from edition.sources.built import load
from edition.sources.config import ConfigError

HEAD = '<!doctype html>\n<html lang="en"><head><title>A page</title></head><body><main>\n'
ENGLISH, INDONESIAN = Language("en", "English", "en"), Language("id", "Bahasa Indonesia", "id")


def site(files: dict[str, str] | None = None, assets: tuple[Mark, ...] = ()) -> Any:
    """As much of a site as the rules ask for; `files` are those of its docs folder."""
    files = files or {}
    pages = {}
    for src, text in files.items():
        if src.endswith(".md"):
            language = next((each for each in (ENGLISH, INDONESIAN) if src.startswith(f"{each.code}/")), None)
            document: Any = SimpleNamespace(text=text, source=text, places=Places(text))
            pages[src] = Page(f"docs/{src}", src, src, language, document)
    return SimpleNamespace(
        pages=pages,
        files=frozenset(files),
        theme_files=frozenset(("main.html",)),
        has_bibliography=True,
        settings=SimpleNamespace(
            path="mkdocs.yml",
            docs_dir="docs",
            custom_dir="overrides",
            languages=(ENGLISH, INDONESIAN),
            records={},
            assets=assets,
            names=(),
        ),
    )


def problems(
    folder: Path,
    files: dict[str, str],
    docs: dict[str, str] | None = None,
    address: str = "",
    known: tuple[Problem, ...] = (),
    policy: Policy = EVERYTHING,
) -> list[str]:
    """What `edition check --built site` prints for a built site."""
    for name, content in files.items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    built = load(folder / "site", folder, address)
    return [report.line(problem) for problem in checks.run(built, site(docs), known, None, policy)]


def page(body: str) -> str:
    return HEAD + body


OTHER = {"a/index.html": page('<h2 id="there">There</h2><a name="old">x</a>'), "data.csv": "", "é f.png": ""}

BAD = {
    "a link": (
        '<a href="aa/">x</a>',
        '3:10: the built site has no "aa/"; did you mean "a/"? [html-broken-link]',
    ),
    "a link with a query": (
        "<a href='../x?y'>x</a>",
        '3:10: "../x" lies outside of the site; take away one of the ../ [html-broken-link]',
    ),
    "the case of a file": (
        '<a href="Data.csv">x</a>',
        '3:10: the built site has no "Data.csv"; did you mean "data.csv"? [html-broken-link]',
    ),
    "a value without quotes": (
        "<a href=no.pdf>x</a>",
        '3:9: the built site has no "no.pdf" [html-broken-link]',
    ),
    "a poster": (
        '<video poster="no.webp"></video>',
        '3:16: the built site has no "no.webp" [html-broken-link]',
    ),
    "an object": (
        '<object data="no.pdf">x</object>',
        '3:15: the built site has no "no.pdf" [html-broken-link]',
    ),
    "a form": ('<form action="no.cgi"></form>', '3:15: the built site has no "no.cgi" [html-broken-link]'),
    "a script": ('<script src="no.js"></script>', '3:14: the built site has no "no.js" [html-broken-link]'),
    "a frame": ('<iframe src="no.mp3"></iframe>', '3:14: the built site has no "no.mp3" [html-broken-link]'),
    "an entity": ('<a href="&#110;o.pdf">x</a>', '3:10: the built site has no "no.pdf" [html-broken-link]'),
    "an own address": (
        '<a href="https://example.org/no.pdf">x</a>',
        '3:10: the built site has no "no.pdf" [html-broken-link]',
    ),
    "a redirect": (
        '<meta http-equiv="refresh" content="0; url=no.pdf">',
        '3:37: the built site has no "no.pdf" [html-broken-link]',
    ),
    "a fragment": (
        '<a href="a/#thre">x</a>',
        '3:10: no id "thre" in site/a/index.html; did you mean "there"? [html-broken-fragment]',
    ),
    "a fragment of the page": (
        '<a href="#no">x</a>',
        '3:10: no id "no" in site/index.html [html-broken-fragment]',
    ),
    "a candidate": (
        '<img alt="" src="data.csv" srcset="data.csv 1x, no.png 2x">',
        '3:49: the built site has no "no.png"; did you mean "%C3%A9%20f.png"? [html-srcset]',
    ),
    "a style element": (
        "<style>b{}\na{background:url( 'no.gif' )}</style>",
        '4:20: the built site has no "no.gif" [html-css-url]',
    ),
    "a style attribute": (
        '<p style="background:url(no.gif)">x</p>',
        '3:26: the built site has no "no.gif" [html-css-url]',
    ),
    "an id": (
        '<p id="x">x</p>\n<p id="x">y</p>',
        '4:8: the id "x" stands twice on the page; give it another name [html-duplicate-id]',
    ),
    "an image": (
        '<img src="data.csv">',
        '3:1: image "data.csv" has no alternative text; say what it shows [html-image-alt]',
    ),
    "an empty link": (
        '<a href="a/"> <span><!-- x --></span></a>',
        '3:1: the link to "a/" has no text; say what it leads to [html-empty-link]',
    ),
}


@pytest.mark.parametrize(("body", "expected"), BAD.values(), ids=BAD)
def test_a_defect_is_reported_at_its_value(tmp_path: Path, body: str, expected: str) -> None:
    found = problems(tmp_path, {**OTHER, "index.html": page(body)}, address="https://example.org/")

    assert found == [f"site/index.html:{expected}"]


SOUND = {
    "links": '<a href="a">x</a><a href="a/">x</a><a href="./a/index.html?q#there">x</a><a href="">x</a>',
    "fragments": '<a href="#">x</a><a href="#top">x</a><a href="#:~:text=a">x</a><a href="a/#old">x</a>'
    '<a href="#__skip">x</a><a href="a/#tag:x">x</a><a href="data.csv#row=4">x</a><a href="#%C3%A9">x</a><i id="é">',
    "other sites": '<a href="mailto:a@b.c">x</a><a href="javascript:x()">x</a><a href="//other.org/x">x</a>'
    '<img alt="" src="data:image/png;base64,AA,A"><a href="HTTPS://Other.org/no">x</a>',
    "encoded": '<img alt="" src="%C3%A9%20f.png"><img alt="" src="é f.png">',
    "own addresses": '<a href="https://example.org">x</a><a href="//example.org/a/">x</a><a href="/a/#there">x</a>',
    "connections": '<link rel="preconnect dns-prefetch" href="/no">',
    "comments": '<!-- <a href="no"> --><!--><p>x</p><script>"<a href=no>"</script><textarea><a href="no"></textarea>',
    "candidates": '<img alt="" srcset="data:image/png;base64,AA,A 1x,data.csv 2x , data.csv">',
    "styles": '<style>/* url(no) */a{b:url(#x);c:url("data:x,y");d:"url(no)";e:url(data.csv?x#y)}</style>',
    "drawings": '<svg><g id="x"/><g id="x"/></svg><input id="__x"><input id="__x">',
    "images": '<img src="data.csv" alt=""><img src="data.csv" aria-hidden="true">',
    "names of links": '<a href="a/" aria-label="x"></a><a href="a/"><img src="data.csv" alt="x"></a><a id="x"></a>'
    '<a id="y" href="#y"></a><a href="a/">&amp;</a><a href="a/"><svg><title>x</title></svg></a>',
    "a tag without an end": '<p>x</p><a href="no',
}


@pytest.mark.parametrize("body", SOUND.values(), ids=SOUND)
def test_what_is_sound_is_left_alone(tmp_path: Path, body: str) -> None:
    assert problems(tmp_path, {**OTHER, "index.html": page(body)}, address="https://example.org/") == []


def test_relative_addresses_count_from_the_base(tmp_path: Path) -> None:
    based = HEAD.replace("<title>", '<base href="../a/"><title>')
    files = {"a/x.csv": "", "b/index.html": f'{based}<a href="x.csv">x</a>\n<a href="y.csv">y</a>'}

    assert problems(tmp_path, files) == [
        'site/b/index.html:4:10: the built site has no "a/y.csv"; did you mean "../a/x.csv"? [html-broken-link]'
    ]


def test_a_base_on_another_site_takes_the_relative_addresses_with_it(tmp_path: Path) -> None:
    based = HEAD.replace("<title>", '<base href="https://other.org/"><title>')

    assert problems(tmp_path, {"index.html": f'{based}<a href="no">x</a>'}) == []


def test_a_site_in_a_folder_of_its_host(tmp_path: Path) -> None:
    body = '<a href="/edition/a.csv">x</a> <a href="/other/">x</a> <a href="/edition">x</a>\n<a href="/a.csv">x</a>'

    assert problems(
        tmp_path, {"a.csv": "", "index.html": page(body)}, address="https://example.org/edition/"
    ) == [
        'site/index.html:4:10: "/a.csv" leads out of the site, which lives in /edition/; '
        'write "/edition/a.csv", or better a relative link [html-broken-link]'
    ]


def test_ids_of_drawings(tmp_path: Path) -> None:
    body = '<svg><use href="i.svg#a"/></svg>\n<svg><use xlink:href="i.svg#b"/></svg>'

    assert problems(tmp_path, {"i.svg": '<svg><g id="a"/></svg>', "index.html": page(body)}) == [
        'site/index.html:4:23: no id "b" in site/i.svg [html-broken-fragment]'
    ]


@pytest.mark.parametrize(
    ("path", "opened", "expected"),
    [
        ("index.html", "<html>", "1:1: <html> has no lang; write the language of the page"),
        ("index.html", '<html lang="">', "1:13: lang is empty; write the language of the page"),
        (
            "index.html",
            "<html lang=en_GB>",
            '1:12: lang="en_GB" is no language; write the language of the page',
        ),
        (
            "id/index.html",
            "<html lang='en'>",
            '1:13: lang="en" on a page of the language "id"; write lang="id"',
        ),
        ("id/index.html", "<html class=x>", '1:1: <html> has no lang; write lang="id"'),
        ("id/index.html", "<html lang='id-ID'>", ""),
        ("about/index.html", "<html lang='fr'>", ""),
    ],
)
def test_the_language_of_a_page(tmp_path: Path, path: str, opened: str, expected: str) -> None:
    found = problems(tmp_path, {path: f"{opened}<title>A</title>"})

    assert found == ([f"site/{path}:{expected} [html-missing-lang]"] if expected else [])


def test_the_title_of_a_page(tmp_path: Path) -> None:
    opened = '<html lang="en">\n'
    files = {
        "a.html": f"{opened}<title> </title>",
        "b.html": f"{opened}<body><svg><title>x</title></svg>",
        "c.html": "<p>a piece</p>",
        "d.html": '<html><meta http-equiv="Refresh" content="0; url=c.html">',
    }

    assert problems(tmp_path, files) == [
        "site/a.html:2:1: the title of the page is empty; give the page a title [html-title]",
        "site/b.html:1:1: the page has no title; give the page a title [html-title]",
    ]


LEFT = {
    "[the law](the law.md)": "](the law.md)",
    "[the law][law]": "[the law][law]",
    "text[^1] goes on": "[^1]",
    "see [-@rahmah2023]": "[-@rahmah2023",
    "a [[consent]]": "[[consent]]",
    "**bold**": "**bold**",
    "x {: .note }": "{: .note }",
    "## Heading {#here}": "{#here}",
    '!!! note "A"': "!!! note",
    "??? tip": "??? tip",
    '=== "A tab"': '=== "',
    '--8&lt;-- "a.md"': "--8<--",
    "```": "```",
    "{{ site.name }}": "{{ site.name }}",
    "{% if x %}": "{% if x %}",
    ":material-check:": ":material-check:",
}


@pytest.mark.parametrize(("body", "written"), LEFT.items(), ids=LEFT)
def test_markdown_that_is_left_is_reported(tmp_path: Path, body: str, written: str) -> None:
    (found,) = problems(tmp_path, {"a/index.html": page(f"<p>{body}</p>")}, {"a.md": "# A\n"})

    assert found.startswith(
        f'site/a/index.html:3:{body.find(written.replace("<", "&lt;")) + 4}: "{written}" is shown'
    )
    assert found.endswith("[html-leftover-markdown]")


@pytest.mark.parametrize(
    "body",
    [
        "f[i][j] and [1][2], [1](2), [ ] and [x] task, [1]",
        "2**3**4, **kwargs and **options, * a * b, p** and q***",
        r"\( f[x](a.b) \) and $a[x](b.c)$",
        "[^a-z] and {x | x &gt; 1} and {0}, ${{ secrets.KEY }}",
        "a@b.org, @handle, @20 mm, Wow!!! note that ==== x",
        "<code>[a](b.md) **b** {{ x }}</code><pre>!!! note\n```\n</pre><kbd>[^1]</kbd>",
        "<script>a[[0]](b.c)</script><!-- **b** --><math><mi>[[x]]</mi></math>",
        '<span class="arithmatex">f[x](a.b)</span>',
        "</p></main><footer>**b** in the theme</footer>",
    ],
)
def test_prose_and_code_are_no_markdown(tmp_path: Path, body: str) -> None:
    assert problems(tmp_path, {"a/index.html": page(f"<p>{body}</p>")}, {"a.md": "# A\n"}) == []


def test_a_defect_is_reported_in_the_markdown_that_made_it(tmp_path: Path) -> None:
    markdown = '# A\n\nSee <a href="no.pdf">x</a> and **a *b**.\n'
    built = {"en/a/index.html": page('<a href="no.pdf">x</a> [[term]] **b**'), "en/b.html": page("[[term]]")}

    assert problems(tmp_path, built, {"en/a.md": markdown, "en/b.md": "\n[[term]] [[term]]"}) == [
        'docs/en/a.md:3:13: the built site has no "en/a/no.pdf" [html-broken-link]',
        'site/en/a/index.html:3:24: "[[term]]" is shown as it was written: a term that Markdown did not '
        "understand; mend it, or put it in `backticks` [html-leftover-markdown]",
        'site/en/a/index.html:3:33: "**b**" is shown as it was written: bold text that Markdown did not '
        "understand; mend it, or put it in `backticks` [html-leftover-markdown]",
        'site/en/b.html:3:1: "[[term]]" is shown as it was written: a term that Markdown did not '
        "understand; mend it, or put it in `backticks` [html-leftover-markdown]",
    ]


def test_what_the_sources_have_said_is_not_said_again(tmp_path: Path) -> None:
    built = {"a/index.html": page('<a href="no.pdf">x</a>'), "b/index.html": page('<a href="no.pdf">x</a>')}
    known = (Problem("docs/a.md", 1, 1, "missing-file", "x"),)

    assert problems(tmp_path, built, {"a.md": "", "b.md": ""}, known=known) == [
        'site/b/index.html:3:10: the built site has no "b/no.pdf" [html-broken-link]'
    ]


IGNORE = "<!-- edition: ignore html-broken-link: made by the server -->"
BROKEN = '<a href="no.pdf">x</a>'


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (f"# A\n\n{IGNORE} {BROKEN}\n", BROKEN),
        (f"# A\n\n{IGNORE}\n{BROKEN}\n", BROKEN),
        # What cannot be found in the Markdown is ignored in what was made of it.
        (f"# A\n\n{IGNORE} {BROKEN} {BROKEN}\n", f"{IGNORE} {BROKEN} {BROKEN}"),
        ("---\n# edition: ignore html: made by the server\ntitle: A\n---\n", f"{BROKEN} {BROKEN}"),
    ],
    ids=["on the line", "before the block", "in the built page", "for the whole page"],
)
def test_an_inline_ignore_reaches_what_was_built(tmp_path: Path, markdown: str, html: str) -> None:
    assert problems(tmp_path, {"a/index.html": page(html)}, {"a.md": markdown}) == []


def test_an_ignore_that_no_built_page_needs_is_reported_once(tmp_path: Path) -> None:
    files = {"a/index.html": page(f'{IGNORE} <a href="#no">x</a>')}
    assert problems(tmp_path, files, {"a.md": f"# A\n\n{IGNORE} x\n"}) == [
        'docs/a.md:3:22: nothing needs the ignore of "html-broken-link" any more; remove it [unused-ignore]',
        'site/a/index.html:3:72: no id "no" in site/a/index.html [html-broken-fragment]',
    ]


@pytest.mark.parametrize("pattern", ["docs/a.md", "site/a/", "*.md"])
def test_an_ignore_of_a_file_reaches_what_was_built_of_it(tmp_path: Path, pattern: str) -> None:
    files = {"a/index.html": page(BROKEN), "b/index.html": page(BROKEN)}
    policy = Policy(per_file={pattern: ("html",)})
    assert problems(tmp_path, files, {"a.md": "# A\n"}, policy=policy) == [
        'site/b/index.html:3:10: the built site has no "b/no.pdf" [html-broken-link]'
    ]


def test_what_the_project_leaves_out_is_left_out(tmp_path: Path) -> None:
    files = {"a/index.html": page(BROKEN)}
    assert problems(tmp_path, files, policy=Policy(ignore=("html-broken-link",))) == []


def test_what_a_template_repeats_is_said_once(tmp_path: Path) -> None:
    built = {f"{name}/index.html": page('<img alt="" src="../no.gif">') for name in "abcdefgh"}

    assert problems(tmp_path, built) == [
        'site/a/index.html:3:18: the built site has no "no.gif" (and in 7 other places) [html-broken-link]'
    ]


def test_style_sheets_are_reported_where_they_are_written(tmp_path: Path) -> None:
    sheet = '/* url(no.png) */\n@import "no.css";\n.a { background: URL(../img/a.png) }\n.b { src: url( no.woff ) }\n'
    built = {"css/own.css": sheet, "css/theme.css": sheet, "img/a.png": "", "index.html": page("<p>x</p>")}

    assert problems(tmp_path, built, {"css/own.css": sheet}) == [
        "docs/css/own.css:1:1: advice: nothing on the site uses own.css; use it, or remove it [html-unused-asset]",
        'docs/css/own.css:2:10: the built site has no "css/no.css"; did you mean "own.css"? [html-css-url]',
        'docs/css/own.css:4:16: the built site has no "css/no.woff" [html-css-url]',
    ]


def test_only_assets_that_nothing_names_are_unused(tmp_path: Path) -> None:
    names = [
        "shown.png",
        "wide.png",
        "css.svg",
        "script.png",
        "font.woff2",
        "feed.png",
        "old map.png",
        "data.csv",
    ]
    built = {
        **dict.fromkeys(names, ""),
        "a.css": "a{src:url(font.woff2)} b{c:url(css.svg)}",
        "a.js": 'show("script.png")',
        "feed.xml": "<image>feed.png</image>",
        "theme.png": "",
        "index.html": page(
            '<img alt="" src="shown.png" srcset="wide.png 2x"><link href="a.css"><script src="a.js">'
        ),
    }

    assert problems(tmp_path, built, dict.fromkeys([*names, "a.css", "a.js"], "")) == [
        "docs/old map.png:1:1: advice: nothing on the site uses old map.png; use it, or remove it "
        "[html-unused-asset]"
    ]


def test_assets_of_the_configuration() -> None:
    names = (
        "css/edtion.css",
        "css/edition.css",
        "https://example.org/a.js",
        "js/a.js?v=1",
        "img/favicon.ico",
    )
    files = {"css/edition.css": "", "js/a.js": ""}
    marks = tuple(Mark(name, Place(index, 5)) for index, name in enumerate(names, 1))

    (found,) = assets.missing_asset(site(files, marks))

    assert (found.path, found.place, found.message) == (
        "mkdocs.yml",
        Place(1, 5),
        'file "css/edtion.css" does not exist',
    )
    assert found.advice == 'did you mean "css/edition.css"?'


def test_a_site_that_is_not_built_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="run mkdocs build first"):
        load(tmp_path / "site", tmp_path)


def test_bytes_that_are_no_text_are_read(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(
        b'\xef\xbb\xbf<html lang="en">\xff<title>A</title><a href="no.pdf">\xe9</a>'
    )

    built = load(tmp_path, tmp_path)

    assert [report.line(each) for each in checks.run(built, site())] == [
        'index.html:1:43: the built site has no "no.pdf" [html-broken-link]'
    ]


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("a.png", ["a.png"]),
        ("a.png, b.png 2x", ["a.png", "b.png"]),
        ("a.png,b.png", ["a.png,b.png"]),
        ("a,b.png 1x,c.png 2x", ["a,b.png", "c.png"]),
        (" , a.png 100w (x, y), b.png", ["a.png", "b.png"]),
        ("data:image/png;base64,A,A= 2x, b.png", ["data:image/png;base64,A,A=", "b.png"]),
        ("", []),
        (",,,", []),
    ],
)
def test_candidates_are_read_as_the_html_standard_says(srcset: str, expected: list[str]) -> None:
    found = list(html.candidates(srcset))

    assert [url for _, url in found] == expected
    assert all(srcset.startswith(url, offset) for offset, url in found)


HOSTILE = [
    "<a ", "<a b=", '<a b="', "<a b='", '<a class="', "<!--", "<!", "</", "<script>", "<script", "<style>a{b:url(",
    "<pre>", "<a href=x>", "<a href=x><b", "<a href=x> </b>", '<a href="x" alt="', "](", "](./", "[", "[a", "[1",
    "**", "**a ", "{:", "{: =", "{#", "{{", "{{ ", "{%", "!!!", "```\n", " \n", "[^", "[@", "[[", ":material-",
    "<title", "<html ", "&", "&#1", "<p style='a:url(", "<img srcset='", "<img srcset='a (", "<svg ", "<meta ",
]  # fmt: skip


@pytest.mark.timeout(10)
@pytest.mark.parametrize("pattern", HOSTILE)
def test_openings_without_an_end_are_read_in_a_moment(tmp_path: Path, pattern: str) -> None:
    body = pattern * (100_000 // len(pattern))

    problems(
        tmp_path,
        {"a/index.html": page(f"<p>{body}</p> ]( **"), "b/index.html": body},
        {"a.md": "", "b.md": ""},
    )
    list(html.addresses(body))
    list(html.candidates(body))
    html.anchors(body)


@given(st.text() | st.text("<>/!-='\" \nascripthefidx[](){}#*@^:%&;.,\\url", max_size=80))
def test_no_text_is_too_strange(text: str) -> None:
    page = html.parse(text, "a/index.html")
    assert all(0 <= offset < len(text) and tag.end <= len(text) - offset for offset, tag in page.tags)
    list(markup._leftovers(text))
    list(html.addresses(text))
    list(html.candidates(text))


def test_the_command_knows_both_kinds_of_ignores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in {
        "mkdocs.yml": "site_name: A\n",
        "docs/index.md": f"# A\n\n{IGNORE}\n{BROKEN}\n",
        "docs/b.md": f"# B\n\n{BROKEN}\n",
        "docs/c.md": f"# C\n\n{BROKEN}\n",
        "pyproject.toml": '[tool.edition.per-file-ignores]\n"docs/b.md" = ["html"]\n',
        "site/index.html": page(BROKEN),
        "site/b/index.html": page(BROKEN),
        "site/c/index.html": page(BROKEN),
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert main(["check", "--select", "html,unused-ignore", "--built", "site"]) == 1
    assert capsys.readouterr().out == ('docs/c.md:3:9: the built site has no "c/no.pdf" [html-broken-link]\n')
