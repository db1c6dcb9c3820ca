"""The page that explains every rule of the checks, as the build makes it."""

from __future__ import annotations

import pytest
from lxml import html

from edition.rules import all_rules

from .conftest import build, page, write_site

NAMES = sorted(all_rules())


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, html.HtmlElement]:
    """The page in each language, of a site that also has it in its navigation."""
    folder = write_site(tmp_path_factory.mktemp("rules"))
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8") + "  - en/contributing/checks.md\n", encoding="utf-8"
    )
    for code, title in (("en", "Rules"), ("id", "Aturan")):
        path = folder / "docs" / code / "contributing/checks.md"
        path.parent.mkdir()
        path.write_text(
            page(title, "Links lead somewhere `<!-- rules -->`.\n\n<!-- rules -->"), encoding="utf-8"
        )
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    built_pages = {code: folder / "site" / code / "contributing/checks/index.html" for code in ("en", "id")}
    return {code: html.fromstring(path.read_text(encoding="utf-8")) for code, path in built_pages.items()}


def explained(page: html.HtmlElement, rule: str) -> str:
    body = page.get_element_by_id(rule).getnext()
    return " ".join(body.text_content().split())


@pytest.mark.parametrize("language", ["en", "id"])
def test_each_rule_is_a_heading_whose_anchor_is_its_name(
    pages: dict[str, html.HtmlElement], language: str
) -> None:
    assert sorted(heading.get("id") for heading in pages[language].xpath("//article//h3")) == NAMES


def test_each_family_stands_in_the_table_of_contents(pages: dict[str, html.HtmlElement]) -> None:
    families = {rule.family for rule in all_rules().values()}
    contents = pages["id"].xpath('//nav[contains(@class, "site-nav--contents")]//a/@href')
    assert {link.removeprefix("#") for link in contents} == families


def test_a_rule_says_why_and_shows_both_examples(pages: dict[str, html.HtmlElement]) -> None:
    text = explained(pages["en"], "unknown-citation")
    assert text.startswith("Stops the build.")
    assert "must name an entry of the bibliography" in text
    assert "Wrong: [@fadli2012] where the entry is called fadli2021." in text
    assert text.endswith("Right: [@fadli2021]")


def test_a_rule_says_whether_it_can_be_mended(pages: dict[str, html.HtmlElement]) -> None:
    assert explained(pages["en"], "doi-url").startswith("Stops the build. Mended by --fix.")
    assert explained(pages["id"], "doi-url").startswith(
        "Menghentikan pembangunan situs. Dapat diperbaiki dengan --fix."
    )
    assert "--fix" not in explained(pages["en"], "image-alt")


def test_the_examples_stay_as_they_are_typed(pages: dict[str, html.HtmlElement]) -> None:
    boxes = pages["en"].xpath('//h3[@id="unknown-term"]/following-sibling::div[1]//pre')
    assert [box.text_content() for box in boxes] == [
        "[[traficking]]\nsee_also: [traficking]",
        "[[trafficking in persons]]\n[[tppo|the crime]]",
    ]
    assert "<!-- figure: standing -->" in explained(pages["en"], "unknown-figure")


def test_the_indonesian_page_is_in_indonesian(pages: dict[str, html.HtmlElement]) -> None:
    text = explained(pages["id"], "unknown-citation")
    assert text.startswith("Menghentikan pembangunan situs. Sitasi harus menyebut entri")
    assert "Salah: [@fadli2012], padahal kunci entrinya fadli2021" in text
    assert not pages["id"].xpath('//article//*[@lang="en"]')


def test_only_a_comment_that_stands_by_itself_is_replaced(pages: dict[str, html.HtmlElement]) -> None:
    assert "<!-- rules -->" in pages["en"].xpath('string(//article//p[contains(., "somewhere")])')
    assert not [each for each in pages["en"].iter(html.etree.Comment) if each.text.strip() == "rules"]
