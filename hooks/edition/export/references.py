"""The bibliography for reference managers: BibTeX as it is, CSL-JSON by pandoc, and RIS.

RIS is written from the CSL-JSON, for pandoc does not write it (its tags: en.wikipedia.org/wiki/RIS_(file_format)).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pypandoc

from edition.export.pandoc import PandocError
from edition.patterns import late

Entry = Mapping[str, Any]  # an entry of CSL-JSON

# pandoc leaves `langid` as it is where it does not know the language; CSL asks for the codes of BCP 47.
_LANGUAGES = {"indonesian": "id-ID", "filipino": "fil-PH"}
_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "legislation": "STAT",
    "motion_picture": "VIDEO",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
_OTHER = "document"  # what the type of an entry is where pandoc knows none
_FIELDS = {
    "title": "TI",
    "title-short": "ST",
    "container-title": "T2",
    "collection-title": "T3",
    "volume": "VL",
    "issue": "IS",
    "number": "M1",
    "edition": "ET",
    "publisher": "PB",
    "publisher-place": "CY",
    "ISBN": "SN",
    "ISSN": "SN",
    "DOI": "DO",
    "URL": "UR",
    "language": "LA",
    "abstract": "AB",
    "note": "N1",
}
_PEOPLE = {"author": "AU", "editor": "A2", "translator": "A4"}
_TAGS = late(r"</?(?:span|i|b|sup|sub|em|strong)\b[^<>]*>")


def files(bibliography: Path) -> dict[str, bytes]:
    """`references.bib`, `references.json` (CSL-JSON) and `references.ris` of a BibLaTeX file.

    Raises PandocError where pandoc cannot read it, OSError where nobody can.
    """
    source = bibliography.read_bytes()
    entries = csl_json(source)
    return {
        "references.bib": source,
        "references.json": (json.dumps(entries, ensure_ascii=False, indent=1) + "\n").encode(),
        "references.ris": ris(entries).encode(),
    }


def csl_json(bibliography: bytes) -> list[dict[str, Any]]:
    """The entries of a BibLaTeX text as CSL-JSON, in their order. Raises PandocError."""
    command = [
        pypandoc.get_pandoc_path(), "--from=biblatex", "--to=csljson", "--sandbox", "--fail-if-warnings",
    ]  # fmt: skip
    done = subprocess.run(command, input=bibliography, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise PandocError(f"pandoc made no csljson of the bibliography: {said}")
    entries: list[dict[str, Any]] = json.loads(done.stdout)
    for entry in entries:
        entry["type"] = entry.get("type") or _OTHER
        if "language" in entry:
            entry["language"] = _LANGUAGES.get(entry["language"], entry["language"])
    return entries


def ris(entries: Sequence[Entry]) -> str:
    """Entries of CSL-JSON as RIS: lines that end with CR and LF, each entry from TY to ER."""
    lines = (f"{tag}  - {value}".rstrip(" ") if tag != "ER" else "ER  - " for tag, value in _tagged(entries))
    return "".join(f"{line}\r\n" for line in lines)


def _tagged(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        yield "TY", _TYPES.get(entry["type"], "GEN")
        yield "ID", str(entry["id"])
        for field, tag in _PEOPLE.items():
            for person in entry.get(field, ()):
                yield tag, _line(_name(person))
        for field, tag in _FIELDS.items():
            if value := _line(str(entry.get(field, ""))):
                yield tag, value
        yield from _pages(str(entry.get("page", "")))
        yield from _dates(entry)
        yield "ER", ""


def _line(text: str) -> str:
    """A text of CSL without its markup, on one line."""
    return " ".join(_TAGS.sub("", text).split())


def _name(person: Mapping[str, str]) -> str:
    """A name as RIS wants it. A comma parts a family name from the given ones, so that the name of an
    institution cannot have one."""
    if literal := person.get("literal"):
        name, comma, rest = literal.partition(", ")
        return f"{name} ({rest})" if comma else name.replace(",", ";")
    particles = (person.get(part) for part in ("dropping-particle", "non-dropping-particle", "family"))
    family = " ".join(part for part in particles if part)
    return ", ".join(part for part in (family, person.get("given"), person.get("suffix")) if part)


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    first, _, last = pages.replace("–", "-").partition("-")
    if first:
        yield "SP", first
    if last:
        yield "EP", last


def _dates(entry: Entry) -> Iterator[tuple[str, str]]:
    """The year and the date of publication, and the day on which a page was seen."""
    issued, accessed = (_date(entry.get(field, {})) for field in ("issued", "accessed"))
    if issued:
        yield "PY", issued.partition("/")[0]
        yield "DA", issued
    if accessed:
        yield "Y2", accessed


def _date(date: Mapping[str, Any]) -> str:
    """The first day of a date as `YYYY/MM/DD/`; what is unknown is empty."""
    parts = [*(date.get("date-parts") or [[]])[0]]
    if not parts:
        return ""
    year, month, day = (int(part) if part else 0 for part in [*parts, "", ""][:3])
    return f"{year:04}/" + "".join(f"{part:02}/" if part else "/" for part in (month, day))
