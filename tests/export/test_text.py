"""The Markdown of an author as plain text and as HTML that lxml reads."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree, html

from edition.export import text
from edition.export.archive import zipped


def cited(group: str) -> str:
    return {"[see @a_b_c, p. 3; @b]": "(lihat A & B, 2020, hlm. 3; B)"}[group]


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("A *b* **c** `d_e`", "A b c d_e"),
        ("Lihat [see @a_b_c, p. 3; @b] [#C113].", "Lihat (lihat A & B, 2020, hlm. 3; B) (C113)."),
        ("[[suspect]], [[suspect|the *suspect*]]", "suspect, the suspect"),
        ("[tersangka]{lang=id} [x]{.y}", "tersangka x"),
        ("[page](../a.md#b) and [web](https://a.b/?c=1&d=2)", "page and web (https://a.b/?c=1&d=2)"),
        ("<https://a.b> [mail](mailto:a@b.c)", "https://a.b mail"),
        ("`[@code] [#C1] &amp;`", "[@code] [#C1] &amp;"),
        ("= ~ # { } : “ ” « » \" ' \\ < & > <b>", "= ~ # { } : “ ” « » \" ' \\ < & > <b>"),
        ("a&nbsp;b &lt; &eacute; &zzz;", "a\xa0b < é &zzz;"),
        ("x <!-- [@none] --> y", "x y"),
        ("one\ntwo\n\nthree", "one two\nthree"),
        ("- a\n- b\n    1. c\n    2. d", "- a\n- b\n  1. c\n  2. d"),
        ("| a | b |\n|---|---|\n| 1 | *2* |", "a | b\n1 | 2"),
        ("```\nA  <b>\n  c\n```", "A  <b>\n  c"),
        ("![a chart](x.svg) of [*it*]{ }", "a chart of [it]{ }"),
        ("a  \nb", "a\nb"),
        ("a\x0bb\ufffe", "ab"),
        ("", ""),
    ],
)
def test_the_words_are_those_of_the_author(markdown: str, said: str) -> None:
    assert text.plain(markdown, cited) == said
    read = etree.fromstring(f"<div>{text.html(markdown, cited)}</div>")
    words = "".join("".join(read.itertext()).split())
    address = " (https://a.b/?c=1&d=2)"
    for bullet in ("- ", "1. ", "2. ", " | "):
        said = said.replace(bullet, "") if markdown.startswith(("-", "|")) else said
    assert words == "".join(said.replace(address, "").split())


def test_html_keeps_languages_and_addresses_and_nothing_else() -> None:
    read = html.fromstring(
        text.html("[a](../b.md) [c](https://d.e/?f&g){.h} [i]{lang=id .j}\n\n<p onclick=x>k</p>", cited)
    )
    assert [(each.tag, dict(each.attrib)) for each in read.iter() if each.attrib] == [
        ("a", {"href": "https://d.e/?f&g"}),
        ("span", {"lang": "id"}),
    ]


def test_a_list_begins_at_1_as_on_the_site() -> None:
    assert text.plain("3. a\n4. b", cited) == "1. a\n2. b"
    assert text.html("3. a\n4. b", cited) == "<ol><li>a</li><li>b</li></ol>"


@pytest.mark.parametrize(
    "markdown", ["`a`{<=1}", '*b*{: @c=d e="<"}', "&#0; &#xd800; &#1;", "| a | b |", "[[", "]("]
)
def test_html_is_well_formed_whatever_an_author_writes(markdown: str) -> None:
    etree.fromstring(f"<div>{text.html(markdown, cited)}</div>")


def test_one_paragraph_can_stand_within_a_line() -> None:
    assert text.inline("a *b*", cited) == "a <em>b</em>"
    assert text.inline("a\n\nb", cited) == "<p>a</p><p>b</p>"
    assert text.inline("- a", cited) == "<ul><li>a</li></ul>"


def test_an_archive_is_the_same_in_any_order() -> None:
    files = {"b/ä.txt": b"1", "a.txt": b"2" * 1000}
    made = zipped(files)
    assert made == zipped(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert archive.namelist() == ["a.txt", "b/ä.txt"]
        assert {(each.date_time, each.external_attr >> 16) for each in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0o100644)
        }
