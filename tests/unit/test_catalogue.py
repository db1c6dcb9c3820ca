"""The page of the rules: what is read from a text about a rule, and that every rule has one in Indonesian."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from edition.model import Site
from edition.render import catalogue
from edition.render.catalogue import Explanation, code_lines, explanation
from edition.render.page import Frame
from edition.rules import Finding, Rule, all_rules

ROOT = Path(__file__).parents[2]
FILE = "hooks/edition/catalogue.id.yml"
INDONESIAN: dict[str, str] = yaml.safe_load((ROOT / FILE).read_text(encoding="utf-8"))


def shorter_link(site: Site) -> Iterable[Finding]:
    """A link & its `<a>` are short.

    Who writes more
    writes too much.

    Bad: `[a very long text for a link](page.md)`, `[<b>](b.md)`
    Good: `[page](page.md)`, or
          no link <at all>
    """
    return ()


def dull_record(site: Site) -> Iterable[Finding]:
    """A record is not dull.

    Bad: `dull: true`
    Good: `dull: false`
    """
    return ()


RULES = [
    Rule("shorter-link", "links", shorter_link),
    Rule("dull-record", "records", dull_record, "advice"),
]


def frame(language: str) -> Frame:
    strings: dict[str, Any] = yaml.safe_load(
        (ROOT / f"docs/{language}/strings.yml").read_text(encoding="utf-8")
    )
    return Frame(language, strings, lambda slug: slug, lambda keys: "", lambda slug: slug)


def shown(rule: str, markdown: str) -> html.HtmlElement:
    """The part of a page that explains a rule."""
    _, _, rest = markdown.partition(f"{{#{rule}}}\n")
    return html.fromstring(rest.partition("\n#")[0])


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_text_has_reasons_and_two_examples() -> None:
    assert explanation("Why.\n\nMore\nwhy.\n\nBad: `a`\nGood: `b`,\n      or `c`") == Explanation(
        "Why.\n\nMore\nwhy.", "`a`", "`b`, or `c`"
    )


def test_a_text_may_have_no_example() -> None:
    assert explanation("Good manners: none.") == Explanation("Good manners: none.")


@pytest.mark.parametrize(
    ("example", "lines"),
    [
        ("`[a](b.md)`", ["[a](b.md)"]),
        ("`a`, `b`", ["a", "b"]),
        ("`a` and `b`.", ["a", "b"]),
        ("`    - indented`", ["    - indented"]),
        ("`` `code` ``", [" `code` "]),
        ("`a` on a page", []),
        ("the same in both", []),
        ("", []),
    ],
)
def test_an_example_is_code_where_it_says_nothing_in_words(example: str, lines: list[str]) -> None:
    assert code_lines(example) == lines


def test_families_stand_in_the_order_of_their_names_in_strings_yml() -> None:
    headings = [line for line in catalogue.sections(RULES, {}, frame("en")).splitlines() if line[:1] == "#"]
    assert headings == [
        "## Links {#links}",
        "### `shorter-link` {#shorter-link}",
        "## Pages and records {#records}",
        "### `dull-record` {#dull-record}",
    ]


def test_a_rule_is_explained_in_english() -> None:
    part = shown("shorter-link", catalogue.sections(RULES, {}, frame("en"), {"shorter-link"}))
    paragraphs = [words(each) for each in part.xpath(".//p")]
    assert paragraphs == [
        "Stops the build. Mended by --fix.",
        "A link & its <a> are short.",
        "Who writes more writes too much.",
        "Wrong:",
        "Right: [page](page.md), or no link <at all>",
    ]
    (box,) = part.xpath(".//pre")
    assert box.text_content() == "[a very long text for a link](page.md)\n[<b>](b.md)"
    assert not part.xpath(".//@lang")


def test_a_translation_takes_its_examples_of_code_from_the_docstring() -> None:
    texts = {"shorter-link": "Tautan itu pendek.\n\nGood: `[page](page.md)`, atau tanpa tautan"}
    part = shown("shorter-link", catalogue.sections(RULES, texts, frame("id")))
    assert [words(each) for each in part.xpath(".//p")] == [
        "Menghentikan pembangunan situs.",
        "Tautan itu pendek.",
        "Salah:",
        "Benar: [page](page.md), atau tanpa tautan",
    ]
    assert part.xpath("string(.//pre)").startswith("[a very long text")
    assert not part.xpath(".//@lang")


def test_what_is_not_translated_says_its_language() -> None:
    part = shown("shorter-link", catalogue.sections(RULES, {}, frame("id")))
    english = part.xpath('.//*[@lang="en"]')
    assert [words(each) for each in english] == [
        "A link & its <a> are short.",
        "Who writes more writes too much.",
        "[page](page.md), or no link <at all>",
    ]


def test_only_a_box_that_may_scroll_takes_the_focus() -> None:
    markdown = catalogue.sections(RULES, {}, frame("en"))
    assert shown("shorter-link", markdown).xpath("//pre/code/@tabindex") == ["0"]
    assert not shown("dull-record", markdown).xpath("//pre/code/@tabindex")


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.name)
def test_every_rule_is_explained_in_indonesian(rule: Rule) -> None:
    assert rule.name in INDONESIAN, f'write "{rule.name}: ..." in {FILE}'
    own, original = explanation(INDONESIAN[rule.name]), explanation(rule.why)
    assert own.why, f"{FILE}: say why {rule.name} is there"
    for label, text, english in (("Bad", own.bad, original.bad), ("Good", own.good, original.good)):
        assert text or code_lines(english), f'{FILE}: {rule.name} needs "{label}:" for "{english}"'


def test_the_indonesian_texts_are_of_rules_that_there_are() -> None:
    assert sorted(set(INDONESIAN) - set(all_rules())) == []


def test_the_indonesian_texts_stand_in_alphabetical_order() -> None:
    assert list(INDONESIAN) == sorted(INDONESIAN)


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_family_and_severity_has_a_name(language: str) -> None:
    strings = frame(language).strings
    assert {rule.family for rule in all_rules().values()} <= set(strings["rule_families"])
    assert {rule.severity for rule in all_rules().values()} <= set(strings["rule_severities"])


def test_no_anchor_is_given_twice() -> None:
    markdown = catalogue.sections(all_rules().values(), INDONESIAN, frame("id"))
    anchors = [line.rpartition("{#")[2] for line in markdown.splitlines() if line.startswith("#")]
    assert len(anchors) == len(set(anchors)) > len(all_rules())
