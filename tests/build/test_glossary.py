"""What the tiny site makes of its terms: pages, links, index and downloads."""

from __future__ import annotations

import csv
from pathlib import Path

from lxml import html
from rdflib import RDF, Graph, Namespace
from translate.storage.tbx import tbxfile

SCHEMA = Namespace("https://schema.org/")


def tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text(encoding="utf-8"))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_page_of_a_term_says_what_it_is(built: Path) -> None:
    page = tree(built / "id/glossary/trafficking/index.html")
    assert text(page.xpath("//h1")[0]) == "Perdagangan orang (TPPO)"
    assert page.findtext(".//title").startswith("Perdagangan orang (TPPO) – ")
    assert page.xpath("//meta[@name='description']/@content")[0].startswith("Perekrutan dengan paksaan")
    facts = [text(cell) for cell in page.xpath('//dl[@class="term-facts"]/*')]
    assert facts[:2] == ["Dalam bahasa Inggris", "Trafficking in persons (TIP)"]
    assert facts[4:6] == ["Bidang", "Kejahatan dan hukum"]
    (other,) = page.xpath('//dl[@class="term-facts"]//a')
    assert (
        built / "id/glossary/trafficking" / other.get("href")
    ).resolve() == built / "en/glossary/trafficking"
    assert [text(link) for link in page.xpath('//h2[@id="see-also"]/following-sibling::ul[1]//a')] == [
        "Persetujuan"
    ]
    assert "Hocking dan Smith, 2014" in text(page.xpath('//p[@class="term-definition"]')[0])


def test_a_term_lists_the_pages_that_use_it(built: Path) -> None:
    page = tree(built / "id/glossary/trafficking/index.html")
    uses = page.xpath('//h2[@id="uses"]/following-sibling::ul[1]//a')
    assert [text(link) for link in uses] == ["Persetujuan", "Metode"]


def test_the_first_mention_is_a_link_described_by_the_definition(built: Path) -> None:
    page = tree(built / "id/paper/method/index.html")
    links = page.xpath('//a[@class="term"]')
    assert [(link.text, link.get("data-term")) for link in links] == [
        ("diperdagangkan", "trafficking"),
        ("persetujuan", "consent"),
    ]
    for link in links:
        definition = page.get_element_by_id(link.get("aria-describedby"))
        assert definition.get("popover") is not None
        assert (built / "id/paper/method" / link.get("href") / "index.html").resolve().is_file()
    assert "Kesediaan yang bebas" in text(page.get_element_by_id("definition-consent"))
    assert page.xpath("//code/text()") == ["TPPO"]


def test_the_author_s_words_are_linked(built: Path) -> None:
    links = tree(built / "en/paper/method/index.html").xpath('//a[@class="term"]/text()')
    assert links == ["agreement", "trafficking"]


def test_the_index_has_all_terms_by_letter_and_domain_in_both_languages(built: Path) -> None:
    page = tree(built / "en/glossary/index.html")
    entries = [text(item) for item in page.xpath('//ul[@class="terms"]/li')]
    assert entries == ["Consent · Persetujuan", "Trafficking in persons (TIP) · Perdagangan orang (TPPO)"] * 2
    assert page.xpath('//h3[starts-with(@id, "letter-")]/text()')[:2] == ["C", "T"]


def test_the_glossary_is_read_as_linked_data(built: Path) -> None:
    graph = Graph().parse(built / "data/glossary.json", format="json-ld")
    (whole,) = graph.subjects(RDF.type, SCHEMA.DefinedTermSet)
    terms = list(graph.objects(whole, SCHEMA.hasDefinedTerm))
    assert len(terms) == 4
    assert {str(graph.value(term, SCHEMA.name)) for term in terms} == {
        "consent", "persetujuan", "trafficking in persons", "perdagangan orang",
    }  # fmt: skip
    assert all(graph.value(term, SCHEMA.description) for term in terms)


def test_the_glossary_is_read_as_tbx(built: Path) -> None:
    store = tbxfile.parsefile(str(built / "data/glossary.tbx"))
    assert len(store.units) == 2
    assert {(unit.source, unit.target) for unit in store.units} == {
        ("consent", "persetujuan"), ("trafficking in persons", "perdagangan orang"),
    }  # fmt: skip


def test_the_glossary_is_read_as_a_table(built: Path) -> None:
    rows = list(csv.DictReader((built / "data/glossary.csv").open(encoding="utf-8")))
    assert [(row["id"], row["language"]) for row in rows] == [
        ("consent", "en"), ("consent", "id"), ("trafficking", "en"), ("trafficking", "id"),
    ]  # fmt: skip
    assert rows[3]["forms"] == "TPPO; memperdagangkan; diperdagangkan"
