"""An entry of the bibliography as a line of plain text, near to APA: enough to recognise a source by.

The page itself is formatted by pandoc; that takes far too long for a pointer that rests.
"""

from __future__ import annotations

import re

from edition.model import Entry
from edition.patterns import late

_COMMAND = late(r"\\(?:[A-Za-z]+\*?[ ]?|[^A-Za-z])")
_YEAR = late(r"\d{4}")
_CONTAINERS = ("journaltitle", "journal", "booktitle", "maintitle", "publisher", "institution", "organization",
               "school", "howpublished")  # fmt: skip


def formatted(entry: Entry) -> str:
    """Authors (year). Title. Container, volume(number), pages. DOI or address."""
    parts = [f"{people(entry)} ({year(entry)})".strip(), title(entry), _container(entry)]
    sentences = [part if part[-1] in ".?!" else f"{part}." for part in parts if part]
    return " ".join([*sentences, *filter(None, [_address(entry)])])


def short(entry: Entry) -> str:
    """Family name and year: `Wulandari et al. (2024)`."""
    names = _names(entry)
    first = names[0].partition(",")[0] if names else title(entry)
    more = f" & {names[1].partition(',')[0]}" if len(names) == 2 else " et al." if len(names) > 2 else ""
    return f"{first}{more} ({year(entry)})"


def year(entry: Entry) -> str:
    """The year of publication, "n.d." where none is given."""
    found = _YEAR.search(entry.get("date") or entry.get("year"))
    return found[0] if found else "n.d."


def title(entry: Entry) -> str:
    """The title with its subtitle."""
    return ": ".join(filter(None, (_plain(entry.get("title")), _plain(entry.get("subtitle")))))


def people(entry: Entry) -> str:
    """The authors, else the editors, as in a list of references."""
    names = [_initials(name) for name in _names(entry)]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _names(entry: Entry) -> list[str]:
    """Each name as `Family, Given`; that of a body, which stands in braces, as it is."""
    found = re.split(r"\s+and\s+", entry.get("author") or entry.get("editor"))
    return [_turned(name.strip()) for name in found if name.strip()]


def _turned(name: str) -> str:
    if "," in name or name.startswith("{"):
        return _plain(name)
    given, _, family = _plain(name).rpartition(" ")
    return f"{family}, {given}" if given else family


def _initials(name: str) -> str:
    family, _, given = name.partition(",")
    letters = " ".join(f"{word[0]}." for word in given.split())
    return f"{family}, {letters}" if letters else family


def _container(entry: Entry) -> str:
    name = next((_plain(entry.get(field)) for field in _CONTAINERS if entry.get(field)), "")
    number = entry.get("number") or entry.get("issue")
    volume = entry.get("volume") + (f"({number})" if number else "")
    pages = entry.get("pages").replace("--", "–")
    return ", ".join(filter(None, (name, volume, pages)))


def _address(entry: Entry) -> str:
    doi = entry.get("doi")
    return f"https://doi.org/{doi}" if doi and "://" not in doi else doi or entry.get("url")


def _plain(value: str) -> str:
    value = value.replace(r"\&", "&").replace(r"\%", "%").replace(r"\_", "_")
    return " ".join(re.sub(r"[{}]", "", _COMMAND.sub("", value)).split())
