"""Two languages in one build; and a third, by one folder and one line."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from lxml import html

from .conftest import build

XHTML = "{http://www.w3.org/1999/xhtml}link"
PATHS = ["index.html", "paper/index.html", "paper/method/index.html", "references/index.html"]


def tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", ["en", "id"])
@pytest.mark.parametrize("path", PATHS)
def test_every_page_says_its_language(built: Path, code: str, path: str) -> None:
    assert tree(built / code / path).get("lang") == code


def test_navigation_neighbours_and_titles_are_in_the_language(built: Path) -> None:
    document = tree(built / "id/paper/index.html")
    names = document.xpath('//div[contains(@class, "md-sidebar--primary")]//nav//a/text()')
    assert names == ["Beranda", "Artikel", "Metode", "Daftar bukti", "Lini masa", "Gambar", "Glosarium",
                     "Bantuan", "Rujukan"]  # fmt: skip
    assert [
        " ".join(a.text_content().split()) for a in document.xpath("//footer//a[@rel='prev' or @rel='next']")
    ] == [
        "Sebelumnya Beranda",
        "Berikutnya Metode",
    ]
    assert document.findtext(".//title") == "Artikel – Perdagangan orang dan kerja sama"
    assert document.xpath('//a[@class="headerlink"]/@title')[0] == "Tautan ke judul ini"


def test_the_switch_leads_to_the_same_page(built: Path) -> None:
    (link,) = tree(built / "id/paper/method/index.html").xpath('//ul[@class="site-languages"]//a/@href')
    assert (built / "id/paper/method" / link).resolve() == built / "en/paper/method"


def test_no_page_has_an_alternate_link_in_its_head(built: Path) -> None:
    for path in built.rglob("*.html"):
        assert not tree(path).xpath('//link[@rel="alternate"]'), path


def test_the_sitemap_has_absolute_reciprocal_alternates(built: Path) -> None:
    urls = {url[0].text: {link.get("hreflang"): link.get("href") for link in url.findall(XHTML)}
            for url in ET.parse(built / "sitemap.xml").getroot()}  # fmt: skip
    assert len(urls) == 22
    for address, links in urls.items():
        assert address is not None
        assert links.keys() == {"en", "id", "x-default"}
        assert all(str(link).startswith("https://edition.example/") for link in links.values())
        assert address in (links["en"], links["id"])
        assert urls[links["en"]] == urls[links["id"]] == links
    assert (
        urls["https://edition.example/id/paper/method/"]["x-default"]
        == "https://edition.example/en/paper/method/"
    )
    assert urls["https://edition.example/id/"]["x-default"] == "https://edition.example/"


def test_the_root_and_the_404_page_speak_both_languages(built: Path) -> None:
    for name in ("index.html", "404.html"):
        document = tree(built / name)
        assert document.xpath("//section/@lang") == ["en", "id"]
        assert not document.xpath("//script")
    assert tree(built / "index.html").xpath('//a[@class="door"]/@href') == ["./en/", "./id/"]
    assert tree(built / "404.html").xpath('//a[@class="door"]/@href') == ["/en/", "/id/"]


def test_a_third_language_is_a_folder_and_a_line(tiny: Path) -> None:
    config = tiny / "mkdocs.yml"
    line = "    - {lang: ms, name: Bahasa Melayu, link: /ms/}\n"
    text = re.sub(r"(?m)^(    - \{lang: id.*\n)", rf"\1{line}", config.read_text(encoding="utf-8"))
    config.write_text(text, encoding="utf-8")
    shutil.copytree(tiny / "docs/id", tiny / "docs/ms")
    (tiny / "docs/ms/strings.yml").unlink()
    path = tiny / "docs/ms/paper/method.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Metode", "Kaedah"), encoding="utf-8")
    done = build(tiny, "--strict")
    assert done.returncode == 0, done.stderr
    document = tree(tiny / "site/ms/paper/method/index.html")
    assert document.get("lang") == "ms"
    assert document.xpath('//ul[@class="site-languages"]//a/text()') == ["English", "Bahasa Indonesia"]
    assert tree(tiny / "site/index.html").xpath("//section/@lang") == ["en", "id", "ms"]
    assert document.findtext(".//h1").startswith("Kaedah")
    assert "Rahmah et al., 2023" in document.text_content()
    (claim,) = tree(tiny / "site/ms/evidence/index.html").xpath(
        '//tr[@id="C001"]//*[@class="claim-text"]/span[1]'
    )
    assert (claim.get("lang"), claim.text) == ("en", "The paper counts 484 people.")


def test_a_language_that_the_theme_lacks_is_named(tiny: Path) -> None:
    config = tiny / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("{lang: id,", "{lang: jv,"), encoding="utf-8"
    )
    (tiny / "docs/id").rename(tiny / "docs/jv")
    done = build(tiny, "--strict")
    assert done.returncode == 1
    assert 'The theme has no strings for the language "jv"' in done.stderr
