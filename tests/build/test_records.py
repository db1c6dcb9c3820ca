"""What the tiny site makes of its records: the ledger, the timeline, the contacts and the figures."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import html

from .conftest import build


def tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text(encoding="utf-8"))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_ledger_shows_each_claim_with_its_standing(built: Path) -> None:
    page = tree(built / "id/evidence/index.html")
    rows = page.xpath('//table[@role="table"]/tbody/tr')
    assert [row.get("id") for row in rows] == ["C001", "C002"]
    first, second = map(text, rows)
    for words in ("selaras", "Artikel menghitung 484 orang. [484 persons]", "tidak dapat diperiksa",
                  "Tidak ditemukan.", "example.org", "24 November 2026", "Metode", "Rahmah dkk., 2023"):  # fmt: skip
        assert words in first
    for words in ("anakronistis", 'Simpulannya: "a & b < c".', "Sumbernya lebih tua.", "21 Agustus 2023"):
        assert words in second
    (treated,) = rows[0].xpath('.//p[@class="cited-on"]/a')
    assert (built / "id/evidence" / treated.get("href")).resolve() == built / "id/paper/method"


def test_the_counts_come_from_the_data(built: Path) -> None:
    counts = [text(item) for item in tree(built / "en/evidence/index.html").xpath('//ul[@class="counts"]/li')]
    assert [count.split()[2] for count in counts] == ["1", "0", "1", "0", "0"]


def test_a_mark_shows_the_status_and_leads_to_the_claim(built: Path) -> None:
    mark = tree(built / "en/paper/method/index.html").xpath('//a[contains(@class, "claim")]')[1]
    assert mark.get("aria-label") == "Claim C002, anachronistic: to the ledger of evidence"
    path, _, fragment = mark.get("href").partition("#")
    ledger = (built / "en/paper/method" / path / "index.html").resolve()
    assert tree(ledger).get_element_by_id(fragment).tag == "tr"


def test_the_ledger_is_offered_as_its_schema_describes_it(built: Path) -> None:
    schema = json.loads((built / "data/evidence.schema.json").read_text(encoding="utf-8"))
    claims = json.loads((built / "data/evidence.json").read_text(encoding="utf-8"))
    assert [claim["id"] for claim in claims] == ["C001", "C002"]
    for claim in claims:
        Draft202012Validator(schema).validate(claim)
    rows = list(csv.DictReader(io.StringIO((built / "data/evidence.csv").read_text(encoding="utf-8"))))
    assert rows[1]["text_id"] == 'Simpulannya: "a & b < c".'
    assert rows[0]["verdict"] == "unverified"


def test_the_timeline_says_where_the_paper_differs(built: Path) -> None:
    (event,) = tree(built / "en/evidence/timeline/index.html").xpath('//ol[contains(@class, "timeline")]/li')
    assert event.xpath(".//time/@datetime") == ["2023-08-21"]
    assert "21 August 2023" in text(event)
    assert "In the paper: August 2022. A year earlier." in text(event)
    assert "ANTARA, 2024a" in text(event)


def test_a_contact_can_be_called_and_says_when_it_was_seen(built: Path) -> None:
    page = tree(built / "id/help/index.html")
    assert page.xpath('//a[@class="channel"]/@href') == ["tel:+85512345678"]
    (contact,) = page.xpath('//ul[@class="contacts"]/li')
    assert "Terakhir terlihat pada 2 Februari 2020; kurang pasti" in text(contact)


@pytest.mark.parametrize(
    ("code", "title", "bar"), [("en", "How they stand", "✓ consistent"), ("id", "Kedudukannya", "✓ selaras")]
)
def test_a_figure_has_a_title_a_description_and_its_data(
    built: Path, code: str, title: str, bar: str
) -> None:
    source = (built / code / "evidence/figures/index.html").read_text(encoding="utf-8")
    drawing = ET.fromstring(source[source.index("<svg xmlns") : source.index("</svg>") + 6])
    svg = "{http://www.w3.org/2000/svg}"
    assert drawing.get("role") == "img"
    parts = {part.get("id"): part.text for part in drawing if part.tag in (f"{svg}title", f"{svg}desc")}
    assert list(parts) == [drawing.get("aria-labelledby"), drawing.get("aria-describedby")]
    named, described = parts.values()
    assert named == title
    assert described and "&" in described
    assert bar in [element.text for element in drawing.iter(f"{svg}text")]
    cells = [cell.text for cell in html.fromstring(source).xpath("//figure//td")]
    rows = list(csv.reader((built / code / "data/standing.csv").open(encoding="utf-8")))
    assert [cell or "" for cell in cells] == [cell for row in rows[1:] for cell in row]


def test_a_figure_that_cannot_be_drawn_is_said_and_stops_only_a_strict_build(tiny: Path) -> None:
    path, page = tiny / "data/figures.yml", tiny / "docs/en/evidence/figures.md"
    broken = {"empty": "[[]]", "words": "[[a, b, many]]", "none": "[]", "text": "many"}
    words = path.read_text(encoding="utf-8")
    others = (
        words.replace("standing\n", f"{name}\n", 1).replace("data: standing", f"rows: {rows}")
        for name, rows in broken.items()
    )
    path.write_text("".join([words, *others]), encoding="utf-8")
    shown = "".join(f"\n\n<!-- figure: {name} -->" for name in broken)
    page.write_text(page.read_text(encoding="utf-8") + shown, encoding="utf-8")
    done = build(tiny)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("[figure-data]") == 3
    assert 'data/figures.yml:42:9: "many" is not of type "array" [record-schema]' in done.stderr
    source = (tiny / "site/en/evidence/figures/index.html").read_text(encoding="utf-8")
    assert source.count("<figure ") == 1
    assert build(tiny, "--strict").returncode == 1


def test_yaml_that_only_we_refuse_is_said_at_its_place(tiny: Path) -> None:
    path = tiny / "mkdocs.yml"
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before.rstrip()}\nzz: {'[' * 120}{']' * 120}\n", encoding="utf-8")
    done = build(tiny)
    assert done.returncode == 1
    line = before.rstrip().count("\n") + 2
    assert f"mkdocs.yml:{line}:104: nested more than 100 levels deep" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_contact_seen_long_ago_is_advice_that_stops_nothing(tiny: Path) -> None:
    done = build(tiny, "--strict", SOURCE_DATE_EPOCH="1790000000")
    assert done.returncode == 0, done.stderr
    assert 'data/contacts.yml:8:9: advice: the contact "embassy" was last seen' in done.stderr


def test_a_status_that_the_audit_does_not_have_stops_the_build(tiny: Path) -> None:
    path = tiny / "data/evidence.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("status: consistent", "status: uncited"), encoding="utf-8"
    )
    done = build(tiny, "--strict")
    assert done.returncode == 1
    assert 'data/evidence.yml:8:11: status of C001 is "uncited"' in done.stderr
