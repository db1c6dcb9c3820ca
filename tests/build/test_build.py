"""The tiny site, built strictly: what stands in its HTML, and what stops the build."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pypandoc
import pytest
from lxml import html

from .conftest import build, write_site


def tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text(encoding="utf-8"))


def article(path: Path) -> str:
    return " ".join(tree(path).xpath("string(//article)").split())


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "en",
            "As Rahmah (2023) has it (see Hocking & Smith, 2014, p. 3; ANTARA, 2024a), again (Rahmah et al., 2023)",
        ),
        (
            "id",
            "Menurut Rahmah (2023) (lihat Hocking dan Smith, 2014, hlm. 3; ANTARA, 2024a), lagi (Rahmah dkk., 2023)",
        ),
    ],
)
def test_citations_stand_in_the_language_of_the_page(built: Path, code: str, expected: str) -> None:
    assert expected in article(built / code / "paper/method/index.html")


def test_year_suffixes_agree_between_pages_and_languages(built: Path) -> None:
    for code in ("en", "id"):
        assert "ANTARA, 2024b" in article(built / code / "index.html")
        assert "2024b" in tree(built / code / "references/index.html").xpath(
            'string(//li[@id="ref-antara2024b1"])'
        )


@pytest.mark.parametrize("code", ["en", "id"])
def test_every_mark_leads_to_an_entry_and_every_entry_back(built: Path, code: str) -> None:
    page = tree(built / code / "paper/method/index.html")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    marks = page.xpath('//a[@class="cite"]/@href')
    backs = page.xpath('//a[@class="backref"]/@href')
    assert len(marks) == len(backs) == 4
    assert {target[1:] for target in marks + backs} <= set(ids)


@pytest.mark.parametrize(
    ("code", "note", "titles"),
    [
        ("en", "The title was printed in capitals.", ["Consent", "Method"]),
        ("id", "Judulnya tercetak dengan huruf kapital.", ["Persetujuan", "Metode"]),
    ],
)
def test_the_references_page_has_notes_and_the_pages_that_cite(
    built: Path, code: str, note: str, titles: list[str]
) -> None:
    page = tree(built / code / "references/index.html")
    keys = [
        key.removeprefix("ref-") for key in page.xpath('//ul[contains(@class, "references--all")]/li/@id')
    ]
    assert keys == ["antara2024a1", "antara2024b1", "hocking2014", "rahmah2023"]
    entry = page.get_element_by_id("ref-rahmah2023")
    assert note in entry.text_content()
    assert entry.xpath('.//p[@class="cited-on"]/a/text()') == titles
    (link,) = entry.xpath('.//p[@class="cited-on"]/a[last()]/@href')
    assert (
        built / code / "references" / link / "index.html"
    ).resolve() == built / code / "paper/method/index.html"


def test_the_bibliography_is_offered_as_it_is(built: Path) -> None:
    for code in ("en", "id"):
        (link,) = tree(built / code / "references/index.html").xpath('//p[@class="download"]/a/@href')
        offered = (built / code / "references" / link).resolve()
        assert offered.read_text() == (built.parent / "references.bib").read_text()


def test_nothing_of_the_authors_syntax_is_left(built: Path) -> None:
    for path in built.rglob("*.html"):
        assert not re.search(r"\[@|\[\^|\\bibliography|\[#C|\ue040", path.read_text(encoding="utf-8")), path


def test_pandoc_runs_once_a_language(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("pandoc")
    calls, shim = folder / "calls", folder / "pandoc"
    shim.write_text(f'#!/bin/sh\necho "$*" >> "{calls}"\nexec "{pypandoc.get_pandoc_path()}" "$@"\n')
    shim.chmod(0o755)
    done = build(tiny, "--strict", PYPANDOC_PANDOC=str(shim))
    assert done.returncode == 0, done.stderr
    citing = [line for line in calls.read_text().splitlines() if "--citeproc" in line]
    assert len(citing) == 2


DEFECTS = {
    "unknown key": (
        "docs/id/paper/method.md", "@hocking2014", "@hocking2041",
        'docs/id/paper/method.md:9:38: unknown citation key "hocking2041"; did you mean "hocking2014"?',
    ),
    "broken link": (
        "docs/en/paper/index.md", "(method.md)", "(methods.md)",
        'docs/en/paper/index.md:9:17: page "methods.md" does not exist; did you mean "method.md"?',
    ),
    "damaged DOI": (
        "references.bib", "10.4324/", "10.0.16.228/",
        'references.bib:16:10: DOI turned into an IP address "10.0.16.228/9781315847429"; write "10.4324/..."',
    ),
    "duplicate key": (
        "references.bib", "{antara2024b1,", "{antara2024a1,",
        'references.bib:26:9: duplicate key "antara2024a1", first used at references.bib:19;',
    ),
    "unclosed value": (
        "references.bib", "title = {World politics},", "title = {World politics,",
        'references.bib:13:12: this value in the entry "hocking2014" is not closed',
    ),
    "missing front matter": (
        "docs/id/paper/index.md", "description: Artikel.\n", "",
        'docs/id/paper/index.md:1:1: front matter has no "description"',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_stops_the_strict_build_and_is_named(tiny: Path, name: str) -> None:
    file, sound, broken, message = DEFECTS[name]
    text = (tiny / file).read_text(encoding="utf-8")
    assert text.count(sound) >= 1
    (tiny / file).write_text(text.replace(sound, broken, 1), encoding="utf-8")
    done = build(tiny, "--strict")
    assert done.returncode == 1
    assert message in done.stderr


@pytest.mark.parametrize("option", ["--quiet", "--verbose"])
def test_how_much_mkdocs_says_does_not_change_whether_it_stops(tiny: Path, option: str) -> None:
    path = tiny / "docs/en/index.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("@antara2024b1", "@nobody2000"), encoding="utf-8"
    )
    done = build(tiny, "--strict", option)
    assert done.returncode == 1
    assert 'docs/en/index.md:9:6: unknown citation key "nobody2000"' in done.stderr


def test_a_missing_translation_stops_the_strict_build(tiny: Path) -> None:
    (tiny / "docs/id/paper/method.md").unlink()
    done = build(tiny, "--strict")
    assert done.returncode == 1
    assert "docs/en/paper/method.md:1:1: this page has no counterpart docs/id/paper/method.md" in done.stderr


def test_two_builds_are_byte_identical(tmp_path: Path) -> None:
    sites = []
    for name, zone in (("one", "Asia/Jakarta"), ("two/deeper", "America/Lima")):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        write_site(folder)
        done = build(folder, "--strict", SOURCE_DATE_EPOCH="1767225600", TZ=zone)
        assert done.returncode == 0, done.stderr
        sites.append(folder / "site")
    one, two = (
        {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()} for site in sites
    )
    assert one.keys() == two.keys()
    assert [str(path) for path in one if one[path] != two[path]] == []


def test_the_site_is_built_again_over_an_old_one(tiny: Path) -> None:
    assert build(tiny, "--strict").returncode == 0
    first = sorted(path.relative_to(tiny) for path in (tiny / "site").rglob("*"))
    assert build(tiny, "--strict").returncode == 0
    assert sorted(path.relative_to(tiny) for path in (tiny / "site").rglob("*")) == first
    shutil.rmtree(tiny / "site")
