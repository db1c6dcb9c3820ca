"""Figures as a reader sees them, drawn from the records of a site."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from edition import checks
from edition.model import Site
from edition.render import figures
from edition.render.figures.canvas import WIDTH, wrapped
from edition.rules import all_rules
from edition.sources.disk import load_site
from tests.unit.reader import frame, seen, tree

CONFIG = """\
site_name: A
plugins: [{bibtex: {bib_file: references.bib}}]
extra:
  records: {figures: figures.yml, evidence: evidence.yml, timeline: timeline.yml}
"""

BIB = """\
@misc{old, title = {Old}, date = {2014-03}}
@misc{new, title = {New}, year = {2023}}
@misc{undated, title = {Undated}}
"""

EVIDENCE = """\
- {id: C001, status: consistent, date: 2023-05-01, cites: [old, new]}
- {id: C002, status: anachronistic, date: 2022/2023, cites: [old]}
- {id: C003, status: anachronistic, date: 2022, cites: [old, gone]}
- {id: C004, status: uncited, date: 2022}
- {id: C005, status: uncited, cites: [old]}
- {id: C006, status: uncited, date: 2022, cites: [undated]}
"""

TIMELINE = """\
- {id: a, date: 2007, kind: law}
- {id: b, date: 2023-09-02, kind: case}
- {id: c, date: 2023-10, kind: meeting}
"""

NAMED = """\
  title: {en: Who & what, id: Siapa & apa}
  description: {en: Two bars.}
  caveat: {en: Not to scale.}
  cites: [old]
"""


def site(folder: Path, figure: str) -> Site:
    files = {"mkdocs.yml": CONFIG, "references.bib": BIB, "evidence.yml": EVIDENCE, "timeline.yml": TIMELINE}
    for name, text in {
        **files,
        "figures.yml": f"- id: one\n{NAMED}{figure}",
        "docs/index.md": "# A\n",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load_site(folder / "mkdocs.yml")


def drawn(folder: Path, figure: str, code: str = "en") -> HtmlElement:
    found = site(folder, figure)
    (record,) = found.collection("figures").all
    return tree(figures.figure(record, found, frame(code), "[C001]"))


def words(figure: HtmlElement) -> list[str]:
    """The text of the picture, in its order."""
    return [seen(text) for text in figure.find(".//svg").iter("text")]


def boxes(figure: HtmlElement, kind: str) -> list[tuple[float, float]]:
    """Left edge and width of what is drawn with a class."""
    return [(float(box.get("x")), float(box.get("width"))) for box in figure.find_class(kind)]


def table(figure: HtmlElement) -> list[list[str]]:
    return [[seen(cell) for cell in row] for row in figure.iter("tr")]


BARS = """\
  shape: bars
  head: [What, {en: Who, id: Siapa}, Number]
  hollow: ["2"]
  rows:
    - [Cases, {en: police, id: polisi}, "1,000"]
    - [Cases, paper, "500"]
    - ["", none, ""]
"""


def test_a_figure_has_a_title_a_caveat_its_sources_and_its_claims(tmp_path: Path) -> None:
    figure = drawn(tmp_path, BARS)
    assert seen(figure.find_class("figure__title")[0]) == "Who & what"
    assert seen(figure.find_class("figure__caveat")[0]) == "Not to scale. (old) [C001]"
    assert figure.find(".//a[@download]").get("href") == "/en/data/one.csv"


def test_a_figure_is_told_to_who_does_not_see_it(tmp_path: Path) -> None:
    picture = drawn(tmp_path, BARS).find(".//svg")
    assert picture.get("role") == "img"
    named = {name: picture.find(f".//*[@id='{picture.get(name)}']").text_content()
             for name in ("aria-labelledby", "aria-describedby")}  # fmt: skip
    assert named == {"aria-labelledby": "Who & what", "aria-describedby": "Two bars."}


def test_what_is_said_in_one_language_only_is_shown_in_the_other_too(tmp_path: Path) -> None:
    figure = drawn(tmp_path, BARS, "id")
    assert seen(figure.find_class("figure__title")[0]) == "Siapa & apa"
    assert figure.find(".//p[@class='figure__caveat']/span").get("lang") == "en"
    assert table(figure)[:2] == [["What", "Siapa", "Number"], ["Cases", "polisi", "1,000"]]


def test_bars_are_as_long_as_their_numbers_in_their_group(tmp_path: Path) -> None:
    figure = drawn(tmp_path, BARS)
    assert words(figure) == ["Cases", "police", "1,000", "paper", "500", "none", ""]
    (whole, nothing), (half,) = boxes(figure, "figure-bar"), boxes(figure, "figure-bar--hollow")
    assert whole == (1, WIDTH - 2)
    assert half == (1, WIDTH / 2 - 2)
    assert nothing == (1, 0)


@pytest.mark.parametrize(
    ("small", "large"),
    [("12.5", "50"), ("12,5", "50"), ("1,250", "5,000"), ("1.250", "5.000"), ("250", "1,000")],
)
def test_a_number_is_read_as_either_language_writes_it(tmp_path: Path, small: str, large: str) -> None:
    figure = drawn(tmp_path, f"  shape: bars\n  rows: [[A, a, '{small}'], [A, b, '{large}']]\n")
    assert [width for _, width in boxes(figure, "figure-bar")] == [WIDTH / 4 - 2, WIDTH - 2]


def test_the_data_of_a_figure_can_be_downloaded_as_a_table(tmp_path: Path) -> None:
    found = site(tmp_path, BARS)
    (record,) = found.collection("figures").all
    assert list(csv.reader(figures.as_csv(record, found, frame("id")).splitlines())) == [
        ["What", "Siapa", "Number"],
        ["Cases", "polisi", "1,000"],
        ["Cases", "paper", "500"],
        ["", "none", ""],
    ]


def test_claims_are_counted_by_their_status(tmp_path: Path) -> None:
    figure = drawn(tmp_path, "  shape: bars\n  data: standing\n")
    assert table(figure)[1:] == [
        ["", "✓ consistent", "1"],
        ["", "≠ inconsistent", "0"],
        ["", "← anachronistic", "2"],
        ["", "✗ miscited", "0"],
        ["", "– uncited", "3"],
    ]


def test_claims_are_counted_by_the_years_of_event_and_source(tmp_path: Path) -> None:
    figure = drawn(tmp_path, "  shape: grid\n  data: source-years\n")
    assert table(figure)[1:] == [["2022", "2014", "2", "← 2"], ["2023", "2023", "1", ""]]
    assert words(figure) == ["2022", "2023", "2014", "2023", "2", "← 2", "1"]
    ((marked, _),), ((plain, _),) = boxes(figure, "figure-box--marked"), boxes(figure, "figure-box")
    assert marked < plain


def test_events_are_signs_beside_their_year(tmp_path: Path) -> None:
    assert words(drawn(tmp_path, "  shape: years\n  data: timeline\n")) == ["2007", "§", "2023", "▲ ●"]


def test_tiles_stand_beside_what_they_count(tmp_path: Path) -> None:
    long = "people who were brought home by their embassy in a single year, with those of the year before"
    figure = drawn(tmp_path, f'  shape: tiles\n  rows: [["12", few], ["5", "{long}"]]\n')
    assert words(figure)[:3] == ["12", "few", "5"]
    assert len(words(figure)) > 4, "a long text has several lines"
    assert " ".join(words(figure)[3:]) == long


def test_a_matrix_has_its_head_above_it(tmp_path: Path) -> None:
    figure = drawn(tmp_path, "  shape: matrix\n  head: [Land, Rank]\n  rows: [[ID, '2'], [KH, '3']]\n")
    assert words(figure) == ["Land", "Rank", "ID", "2", "KH", "3"]
    heads = [1, WIDTH / 2 + 1]
    assert [x for x, _ in boxes(figure, "figure-box--head")] == heads
    assert [x for x, _ in boxes(figure, "figure-box")] == heads * 2


@pytest.mark.parametrize(
    ("join", "signs"),
    [("", ["↓", "↓"]), ('  join: ["+"]\n', ["+", "↓"]), ('  join: ["+", "="]\n', ["+", "="])],
)
def test_the_rows_of_a_path_are_joined_by_their_signs(tmp_path: Path, join: str, signs: list[str]) -> None:
    figure = drawn(tmp_path, f'  shape: path\n  rows: [[act], [means, ""], [one, two]]\n{join}')
    assert words(figure) == ["act", signs[0], "means", signs[1], "one", "two"]
    assert boxes(figure, "figure-box")[:2] == [(0, WIDTH), (0, WIDTH)], "an empty cell takes no room"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("short", ["short"]),
        ("two words", ["two words"]),
        ("two words and", ["two words", "and"]),
        ("incomprehensibilities no", ["incomprehensibilities", "no"]),
    ],
)
def test_a_text_is_wrapped_between_its_words(text: str, lines: list[str]) -> None:
    assert wrapped(text, 70) == lines


SIGNS = st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])
CELLS = (
    st.text("0123456789.,-+e %", max_size=8)
    | st.text(SIGNS, max_size=4)
    | st.dictionaries(st.sampled_from(["en", "id", "fr"]), st.text("0123456789", max_size=30), max_size=2)
)
ANYTHING = CELLS | st.lists(st.lists(CELLS, max_size=14) | CELLS, max_size=4)
FIGURES = st.fixed_dictionaries(
    {
        "shape": st.sampled_from(["bars", "grid", "tiles", "matrix", "path", "years", "bar"]),
        "title": st.just({"en": "A"}) | CELLS,
        "description": st.just("A") | ANYTHING,
    },
    optional={
        "head": st.lists(CELLS, max_size=14) | ANYTHING,
        "rows": st.lists(st.lists(CELLS, max_size=4), max_size=4) | ANYTHING,
        "data": st.sampled_from(["standing", "source-years", "timeline"]) | CELLS,
        "hollow": st.lists(st.text("0123", max_size=3), max_size=2) | ANYTHING,
        "join": st.lists(CELLS, max_size=2) | ANYTHING,
        "caveat": ANYTHING,
        "cites": st.lists(st.sampled_from(["old", "new"])) | CELLS,
    },
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FIGURES)
def test_whatever_a_figure_holds_is_drawn_or_reported(tmp_path: Path, data: dict[str, object]) -> None:
    site(tmp_path, "")
    (tmp_path / "figures.yml").write_text(json.dumps([{"id": "one", **data}]), encoding="utf-8")
    found = load_site(tmp_path / "mkdocs.yml")
    (record,) = found.collection("figures").all
    shown = figures.figure(record, found, frame("en"), "")
    if not shown:
        assert checks.run(found, [all_rules()["figure-data"]]), "what is not shown is said"
        return
    assert figures.as_csv(record, found, frame("en"))
    for box in tree(shown).iter("rect"):
        assert 0 <= float(box.get("width")) <= WIDTH
        assert float(box.get("height")) > 0


def test_an_event_of_an_unknown_kind_has_no_sign(tmp_path: Path) -> None:
    site(tmp_path, "  shape: years\n  data: timeline\n")
    (tmp_path / "timeline.yml").write_text("- {id: a, date: 2007, kind: lwa}\n", encoding="utf-8")
    found = load_site(tmp_path / "mkdocs.yml")
    (record,) = found.collection("figures").all
    assert words(tree(figures.figure(record, found, frame("en"), ""))) == ["2007", ""]
