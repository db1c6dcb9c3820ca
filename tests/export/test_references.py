"""The bibliography as reference managers read it: with citation-js, which knows all three formats."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from edition.export import references
from edition.export.pandoc import PandocError

from .quizzes import ROOT

NODE = ROOT / "tests" / "node"
NAMES = ["references.bib", "references.json", "references.ris"]
NASTY = r"""
@book{kodrat2021, author = {de Kodrat, Ani and {Badan Pusat, dan Daerah}}, date = {2021-03},
  title = {Apakah = \textasciitilde{} \# \{ \} : “a” «b» "c" {D'E} \& \textbackslash{} <c> \&amp; 5\,\%? \emph{Ya}},
  publisher = {Penerbit \& Kawan}, location = {Jakarta}, isbn = {978-0-306-40615-7}, langid = {indonesian}}
@article{b2020, author = {Wijaya, A.}, date = {2020-02-03}, title = {Satu}, journaltitle = {Jurnal A \& B},
  volume = {1}, number = {2}, pages = {27--40}, doi = {10.1000/a_b<c>(1)&d}, langid = {indonesian}}
@misc{c, title = {Tanpa jenis}, url = {https://a.example/?b=1&c=%20d}, note = {satu
  dua}}
"""


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with citation-js in it."""
    if not shutil.which("npm"):
        pytest.skip("node is missing")
    folder = tmp_path_factory.mktemp("citation-js")
    for name in ("package.json", "package-lock.json", "references.cjs"):
        shutil.copy(NODE / name, folder)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, check=True, capture_output=True)
    return folder


def read(node: Path, files: dict[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    """The entries of each file as CSL-JSON, as citation-js understands them."""
    texts = json.dumps({name: content.decode() for name, content in files.items()})
    done = subprocess.run(
        ["node", "references.cjs"], cwd=node, input=texts, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def real(node: Path) -> dict[str, list[dict[str, Any]]]:
    return read(node, references.files(ROOT / "references.bib"))


@pytest.fixture(scope="session")
def nasty(node: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, dict[str, Any]]]:
    path = tmp_path_factory.mktemp("nasty") / "some.bib"
    path.write_text(NASTY, encoding="utf-8")
    found = read(node, references.files(path))
    return {name: {entry["id"]: entry for entry in entries} for name, entries in found.items()}


def bare(title: str) -> str:
    """The letters of a title: how a name keeps its capital is written differently in each format."""
    return re.sub(r"\W", "", re.sub(r"</?\w+[^<>]*>", "", title)).casefold()


def test_two_runs_are_the_same() -> None:
    assert references.files(ROOT / "references.bib") == references.files(ROOT / "references.bib")


def test_bibtex_stays_as_it_is() -> None:
    source = ROOT / "references.bib"
    assert references.files(source)["references.bib"] == source.read_bytes()


def test_all_three_hold_every_entry(real) -> None:
    keys = re.findall(r"^@\w+\{([^,\s]+),", (ROOT / "references.bib").read_text(encoding="utf-8"), re.M)
    assert sorted(real) == NAMES
    for entries in real.values():
        assert [entry["id"] for entry in entries] == keys


def test_all_three_hold_the_same_dois_and_addresses(real) -> None:
    source = (ROOT / "references.bib").read_text(encoding="utf-8")
    written = Counter(re.findall(r"^\s*doi = \{(.*)\}", source, re.M))
    addresses = Counter(re.findall(r"^\s*url = \{(.*)\}", source, re.M))
    for entries in real.values():
        assert Counter(entry["DOI"] for entry in entries if "DOI" in entry) == written
        assert Counter(entry["URL"] for entry in entries if "URL" in entry) == addresses


def test_all_three_hold_the_same_titles_people_and_years(real) -> None:
    def person(one: dict[str, str]) -> str:
        parts = ("given", "dropping-particle", "non-dropping-particle", "family", "literal", "suffix")
        return "".join(sorted(bare(" ".join(one.get(part, "") for part in parts))))

    def summary(entry: dict[str, Any]) -> tuple[Any, ...]:
        issued = entry.get("issued", {}).get("date-parts", [[]])[0]
        people = [person(one) for one in entry.get("author", ())]
        return bare(entry["title"]), people, [int(part) for part in issued if part]

    bib, json_, ris = ([summary(entry) for entry in real[name]] for name in NAMES)
    assert ris == json_
    assert bib == json_


def test_every_entry_has_a_type_that_csl_knows(real) -> None:
    assert {entry["type"] for entry in real["references.json"]} <= {
        "article-journal", "book", "document", "report", "webpage",
    }  # fmt: skip
    languages = {entry["language"] for entry in real["references.json"]}
    assert all(re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", language) for language in languages)


def test_ris_has_one_tag_a_line() -> None:
    text = references.files(ROOT / "references.bib")["references.ris"].decode()
    lines = text.split("\r\n")
    assert lines.pop() == "" and "\n" not in "".join(lines)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert lines.count("ER  - ") == sum(line.startswith("TY  - ") for line in lines)


def test_troublesome_entries_are_read(nasty) -> None:
    for entries in nasty.values():
        assert list(entries) == ["kodrat2021", "b2020", "c"]
        assert entries["b2020"]["DOI"] == "10.1000/a_b<c>(1)&d"
        assert entries["b2020"]["page"] == "27-40"
        assert entries["b2020"]["container-title"] == "Jurnal A & B"
        assert entries["c"]["URL"] == "https://a.example/?b=1&c=%20d"
        assert entries["kodrat2021"]["publisher"] == "Penerbit & Kawan"
    ris, json_ = nasty["references.ris"], nasty["references.json"]
    seen = 'Apakah = ~ # { } : “a” «b» "c" D’E & \\ <c> &amp; 5 %? Ya'
    assert " ".join(ris["kodrat2021"]["title"].split()).replace("'", "’").replace("\u202f", " ") == seen
    assert ris["kodrat2021"]["issued"]["date-parts"] == [[2021, 3]]
    assert "Badan Pusat (dan Daerah)" in json.dumps(ris["kodrat2021"]["author"])
    assert json_["kodrat2021"]["language"] == "id-ID" and json_["c"]["type"] == "document"
    assert ris["c"]["note"] == "satu dua"


def test_what_pandoc_cannot_read_is_an_error() -> None:
    with pytest.raises(PandocError, match="bibliography"):
        references.csl_json(b"@book{a, title = {b}")
