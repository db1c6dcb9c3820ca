"""Whether a translation still fits its source page: a typo is told from a change of meaning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.cli import main
from edition.freshness import states
from edition.freshness.changes import CHANGED, FRESH, TOUCHED, Comparison
from edition.freshness.comparison import compare
from edition.model import Language, Page
from edition.sources import markdown

EXTENSIONS: dict[str, dict[str, object]] = {"attr_list": {}, "tables": {}, "toc": {}}

PAGE = """\
---
title: Method
description: "How the paper worked, and what its thirty sources are."
status: draft
---

# Method

Between June and November 2023, 679 cases were recorded, about 3.5 % of them abroad [@rustam2022, p. 12]
[#C081]. The law was not in force on 13 March 2024. See [the law](law.md#force) and ![a map](map.svg).

## Two kinds of data

Primary data come straight from the source and count as authentic, while secondary data have already been
collected and worked up by other researchers; the study is said to use both of them [@fadli2021; @tirto2023].

```yaml
limit: 3
```

## A quiz {#quiz}

- [x] The crossing of a border
- [ ] The purpose of exploitation
"""


def sections(source: str, snapshot: str = PAGE) -> dict[str, Comparison]:
    found = compare(markdown.parse(snapshot, EXTENSIONS), markdown.parse(source, EXTENSIONS))
    return {section.name: section for section in found}


def other(source: str, snapshot: str = PAGE) -> dict[str, str]:
    """The sections that are not up to date, with their states."""
    found = sections(source, snapshot)
    return {name: section.state for name, section in found.items() if section.state != FRESH}


def edited(old: str, new: str) -> str:
    assert old in PAGE
    return PAGE.replace(old, new)


WORDING = {
    "a comma": ("recorded, about", "recorded about"),
    "a comma that moved": ("straight from the source and", "straight, from the source and"),
    "a typing error": ("authentic, while", "autentic, while"),
    "a capital": ("See [the law]", "see [the law]"),
    "another word": ("were recorded", "were registered"),
    "the name of a link": ("[the law]", "[this law]"),
    "emphasis": ("and count as", "and *count* as"),
    "quotation marks": ("authentic", '"authentic"'),
}


@pytest.mark.parametrize(("old", "new"), WORDING.values(), ids=WORDING)
def test_another_wording_touches_its_section_alone(old: str, new: str) -> None:
    assert list(other(edited(old, new)).values()) == [TOUCHED]


SAME = {
    "lines broken elsewhere": ("straight from the source", "straight from\nthe source"),
    "a blank at the end of a line": ("come straight", "come  straight"),
    "a comment": ("# Method\n", "# Method\n\n<!-- look up the 697 again -->\n"),
    "what no reader sees": ("status: draft", "status: reviewed"),
}


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
def test_what_a_reader_does_not_see_leaves_all_up_to_date(old: str, new: str) -> None:
    assert other(edited(old, new)) == {}


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_another_line_end_leaves_all_up_to_date(end: str) -> None:
    assert other(PAGE.replace("\n", end)) == {}


MEANING = {
    "a number": ("679", "697", "Method", "number 679 became 697"),
    "a decimal": ("3.5 %", "3.6 %", "Method", "number 3.5 % became 3.6 %"),
    "no longer per cent": ("3.5 %", "3.5", "Method", "number 3.5 % became 3.5"),
    "a number in words": ("abroad", "abroad in two states", "Method", "number two is new"),
    "a year": ("November 2023", "November 2022", "Method", "date November 2023 became November 2022"),
    "a day": ("13 March", "14 March", "Method", "date 13 March 2024 became 14 March 2024"),
    "a month alone": ("June", "July", "Method", "date June became July"),
    "a negation": ("was not in force", "was in force", "Method", 'negation "not" is gone'),
    "a claim": ("[#C081]", "[#C082]", "Method", "claim #C081 became #C082"),
    "a page of a source": ("p. 12", "p. 13", "Method", "number 12 became 13"),
    "a link": ("law.md#force", "law.md#text", "Method", 'link "law.md#force" became "law.md#text"'),
    "an image": ("map.svg", "plan.svg", "Method", 'image "map.svg" became "plan.svg"'),
    "a citation": ("@tirto2023", "@tirto2024", "Two kinds of data", "citation @tirto2023 became @tirto2024"),
    "a citation less": ("; @tirto2023", "", "Two kinds of data", "citation @tirto2023 is gone"),
    "code": ("limit: 3", "limit: 4", "Two kinds of data", "code `3` became `4`"),
    "an id": ("{#quiz}", "{#exam}", "A quiz", 'id "quiz" became "exam"'),
    "the right answer": ("- [ ]", "- [x]", "A quiz", "box [ ] became [x]"),
    "a level": ("## A quiz", "### A quiz", "A quiz", "heading level 2 became 3"),
    "the name of a heading": ("A quiz", "A test", "A test", 'heading "A quiz" became "A test"'),
    "a figure of the description": (
        "thirty",
        "forty",
        "front matter",
        "number thirty became forty in description",
    ),
    "a new title": ("title: Method", "title: Sources", "front matter", "100% of the words differ in title"),
}


@pytest.mark.parametrize(("old", "new", "section", "change"), MEANING.values(), ids=MEANING)
def test_another_meaning_changes_its_section_alone_and_is_named(
    old: str, new: str, section: str, change: str
) -> None:
    source = edited(old, new)

    assert other(source) == {section: CHANGED}
    assert [found.text for found in sections(source)[section].changes] == [change]


def test_a_change_has_the_line_of_the_source_page_on_which_it_stands() -> None:
    (change,) = sections(edited("@tirto2023", "@tirto2024"))["Two kinds of data"].changes

    assert change.place.line == 15


def test_numbers_that_have_changed_places_are_a_change() -> None:
    changed = sections("# A\n\n5 men and 3 women\n", "# A\n\n3 men and 5 women\n")["A"]

    assert [change.text for change in changed.changes] == ["number 5 stands elsewhere"]


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("1,045", "1045"),
        ("1.045", "1,045"),
        ("3,5", "3.5"),
        ("679%", "679 per cent"),
        ("13 March 2024", "March 13, 2024"),
        ("13 March 2024", "2024-03-13"),
        ("three", "3"),
        ("cannot", "can not"),
        ("[@a; @b]", "[@b; @a]"),
    ],
)
def test_another_way_to_write_the_same_touches(one: str, same: str) -> None:
    text = "# A\n\nAmong the many people who were counted in those days {} is what the paper says of them.\n"

    assert other(text.format(same), text.format(one)) == {"A": TOUCHED}


@pytest.mark.parametrize(
    ("one", "another", "change"),
    [
        ("Record at 48 kHz.", "Record at 48 Hz.", "number 48 kHz became 48 Hz"),
        ("Dry 5 g of soil.", "Dry 5 kg of soil.", "number 5 g became 5 kg"),
        ("!!! warning\n    Wait.", "!!! danger\n    Wait.", "kind of box warning became danger"),
        ("Read a [[corpus]] here.", "Read a [[lexicon]] here.", 'link "corpus" became "lexicon"'),
    ],
)
def test_another_unit_box_or_term_is_a_change(one: str, another: str, change: str) -> None:
    found = sections(f"# A\n\n{another}\n", f"# A\n\n{one}\n")["A"]
    assert (found.state, found.changes[0].text) == ("changed", change)


def test_a_third_of_the_words_is_a_change() -> None:
    old = "# A\n\n" + " ".join(f"{letter}word" for letter in "abcdefghijklmnopqrst")
    new = old.replace("aword bword cword dword eword fword", "red green blue black white brown")

    assert [change.text for change in sections(new, old)["A"].changes] == ["30% of the words differ"]


def test_a_new_section_is_a_change_and_leaves_the_others_up_to_date() -> None:
    source = edited("## A quiz", "## Limits\n\nNone.\n\n## A quiz")

    assert other(source) == {"Limits": CHANGED}
    assert sections(source)["Limits"].changes[0].text == "the section is new"


def test_a_section_that_is_gone_is_a_change_and_leaves_the_others_up_to_date() -> None:
    start, end = PAGE.index("## Two kinds"), PAGE.index("## A quiz")
    gone = PAGE[:start] + PAGE[end:]

    assert other(gone) == {"Two kinds of data": CHANGED}
    assert sections(gone)["Two kinds of data"].changes[0].text == "the section is gone"


def test_a_section_that_has_moved_is_a_change() -> None:
    start, end = PAGE.index("## Two kinds"), PAGE.index("## A quiz")
    moved = PAGE[:start] + PAGE[end:] + "\n" + PAGE[start:end]

    assert other(moved) == {"Two kinds of data": CHANGED}
    assert sections(moved)["Two kinds of data"].changes[0].text == 'the section now stands after "A quiz"'


LESSON = """\
---
title: Lesson 1
outcomes:
  - {id: "1.1", text: "Name the three elements of the crime."}
materials: ["Printed handout with exercises 1 to 5", "Paper slips"]
forms: [lesson]
---
# Lesson 1
"""


def test_the_outcomes_and_materials_of_a_lesson_are_translated_too() -> None:
    source = LESSON.replace("three", "four").replace("1 to 5", "1 to 6").replace("[lesson]", "[class]")

    changes = sections(source, LESSON)["front matter"].changes

    assert [(change.text, change.place.line) for change in changes] == [
        ("number 5 became 6 in materials.0", 5),
        ("number three became four in outcomes.0.text", 4),
    ]


def test_a_description_that_is_new_is_a_change() -> None:
    source = LESSON.replace("title: Lesson 1\n", "title: Lesson 1\ndescription: A beginning.\n")

    assert other(source, LESSON) == {"front matter": CHANGED}


def test_a_word_spelt_in_another_way_does_not_count_as_another_word() -> None:
    old, new = "# A\n\nRecognize labor traficking\n", "# A\n\nRecognise labour trafficking\n"

    assert other(new, old) == {"A": TOUCHED}


def test_an_address_that_is_only_text_is_a_link() -> None:
    old = "# A\n\nThe register of all the cases is kept at https://example.org/a by the police.\n"

    (change,) = sections(old.replace("org/a", "org/b"), old)["A"].changes

    assert change.text == 'link "https://example.org/a" became "https://example.org/b"'


TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["# A\n", "## B {#b}\n", "\n", "---\n", "title: 3\n", "```\n", "[@a, p. 3] ", "1,045 ", "not ",
             "13 May 2024 ", "<!-- ", "--> ", "[x](y.md) ", "[#C1] ", "- [x] ", "word ", "> ", "`c` ", "<b id=x>"]
        ),
        max_size=40,
    ).map("".join),
)  # fmt: skip


@given(TEXTS)
def test_every_text_is_up_to_date_with_itself(text: str) -> None:
    assert other(text, text) == {}


@given(TEXTS, TEXTS, TEXTS)
def test_any_texts_can_be_compared_each_section_once(snapshot: str, source: str, translation: str) -> None:
    seen = markdown.parse(snapshot, EXTENSIONS)
    english, indonesian = (
        Page(f"docs/{language.code}/a.md", f"{language.code}/a.md", "a.md", language, document)
        for language, document in (
            (Language("en", "English", "en"), markdown.parse(source, EXTENSIONS)),
            (Language("id", "Bahasa Indonesia", "id"), markdown.parse(translation, EXTENSIONS)),
        )
    )

    found = compare(seen, english.document)
    states.page(english, indonesian, seen)

    indices = [section.new for section in found if section.new is not None]
    assert sorted(indices) == list(range(len(indices)))
    assert all(bool(section.changes) == (section.state == CHANGED) for section in found)


# The commands

CONFIG = """\
site_name: Case
markdown_extensions: [attr_list]
extra:
  translations: translations
  alternate:
    - {lang: en, name: English, link: /en/}
    - {lang: id, name: Bahasa Indonesia, link: /id/}
"""
ENGLISH = "# Cases\n\nThe police counted 679 cases.\n\n## Law\n\nIt is in force.\n"
INDONESIAN = "# Kasus\n\nPolisi menghitung 679 kasus.\n\n## Hukum\n\nSudah berlaku.\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "mkdocs.yml": CONFIG,
        "docs/en/a.md": ENGLISH,
        "docs/id/a.md": INDONESIAN,
        "docs/en/b.md": "# B\n",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_translation_is_unstamped_then_up_to_date_then_changed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "docs/id/a.md: unstamped\n" in printed(capsys, "status")

    assert printed(capsys, "stamp", "docs/id/a.md") == "translations/id/a.md\n"
    assert (site / "translations/id/a.md").read_text(encoding="utf-8") == ENGLISH
    assert "docs/id/a.md: up to date\n" in printed(capsys, "status")

    replace(site / "docs/en/a.md", "679", "697")
    assert printed(capsys, "status", "docs/en/a.md").splitlines() == [
        "docs/id/a.md: changed",
        '  up to date: "front matter" (docs/en/a.md:1)',
        '  changed: "Cases" #cases (docs/en/a.md:1)',
        "    line 3: number 679 became 697",
        '  up to date: "Law" #law (docs/en/a.md:5)',
        "",
        "pages: 0 up to date, 0 touched, 1 changed, 0 missing, 0 unstamped",
        "sections: 2 up to date, 0 touched, 1 changed, 0 missing, 0 unstamped",
    ]


def test_a_page_and_a_section_without_translation_are_missing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["stamp", "--all"])
    replace(site / "docs/en/a.md", "## Law", "## Order\n\nNew.\n\n## Law")
    capsys.readouterr()

    found = printed(capsys, "status")

    assert "docs/id/b.md: missing\n" in found
    assert '  missing: "Order" #order (docs/en/a.md:5)\n    line 5: the section is new\n' in found


def test_status_as_json_counts_and_names_each_section(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["stamp", "docs"])
    replace(site / "docs/en/a.md", "force.", "force, now.")
    capsys.readouterr()

    found = json.loads(printed(capsys, "status", "docs/id", "--format", "json"))

    assert found["counts"]["pages"] == {"changed": 1, "missing": 1}
    section = found["pages"][0]["sections"][2]
    assert (section["name"], section["id"], section["state"]) == ("Law", "law", "changed")
    assert section["translated"] == {"line": 5, "col": 1}


def test_the_diff_shows_what_to_translate(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["stamp", "--all"])
    replace(site / "docs/en/a.md", "679", "697")
    capsys.readouterr()

    found = printed(capsys, "status", "--diff").splitlines()

    assert found[:2] == ["--- translations/id/a.md", "+++ docs/en/a.md"]
    assert "-The police counted 679 cases." in found
    assert "+The police counted 697 cases." in found


def test_stamping_again_writes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["stamp", "docs/en/a.md"])
    capsys.readouterr()

    assert printed(capsys, "stamp", "docs/en") == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["stamp", "docs/id/c.md"], "docs/id/c.md does not exist"),
        (["stamp", "docs/en/b.md"], "docs/en/b.md has no translation yet"),
        (["stamp", "mkdocs.yml"], "mkdocs.yml is no page of the site"),
        (["status", "docs/id/c.md"], "docs/id/c.md does not exist"),
        (["status", "mkdocs.yml"], "mkdocs.yml is no page of the site"),
        (["stamp", "docs/d.md"], "docs/d.md belongs to no language"),
        (["stamp", "docs/id/d.md"], "docs/id/d.md has no source page docs/en/d.md"),
    ],
)
def test_a_wrong_path_is_an_error_that_says_why(
    site: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    for folder in ("docs", "docs/id"):
        (site / folder / "d.md").write_text("# D\n")
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["stamp"], ["stamp", "--all", "docs"]])
def test_stamp_wants_to_know_what_was_looked_at(site: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


@pytest.mark.parametrize("folder", ["../elsewhere", ".", "docs/en"])
def test_snapshots_stay_in_the_project_beside_the_pages(
    site: Path, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    replace(site / "mkdocs.yml", "translations: translations", f"translations: {folder}")

    assert main(["stamp", "--all"]) == 2
    assert "extra.translations" in capsys.readouterr().err


def test_without_the_option_status_says_how_to_switch_it_on(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(site / "mkdocs.yml", "  translations: translations\n", "")

    assert "translations: translations" in printed(capsys, "status")
    assert main(["stamp", "--all"]) == 2
