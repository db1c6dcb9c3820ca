"""Citations as authors write them: `[@a]`, `[see @a, p. 3; @b]`, `[-@a]`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from edition.model import Citation, CitationGroup, Mark, Place
from edition.sources.places import Places

# An `@` after a letter, a digit or a stop belongs to an address or a handle.
_KEY = re.compile(r"(?<![\w.@/\\])@([A-Za-z0-9_](?:[\w-]*\w)?)")
_BARE = re.compile(r"(?<![\w.@/\\`])@([A-Za-z][\w-]*\d[\w-]*|[A-Za-z][\w-]+)(?![\w.-]*@)")


def is_group(inner: str) -> bool:
    """Whether the text between two brackets is meant to cite."""
    return "@" in inner and _KEY.search(inner) is not None


def group(text: str, start: int, end: int, places: Places) -> CitationGroup:
    """The citations of the bracket `text[start:end]`, brackets included."""
    inner = text[start + 1 : end - 1]
    citations: list[Citation] = []
    fault, fault_place = "", None
    if "\n" in inner:
        fault, fault_place = "split", places.at(start)
    offset = start + 1
    for part in inner.split(";"):
        keys = list(_KEY.finditer(part))
        found, place = _fault(part, keys, offset, places)
        if found and not fault:
            fault, fault_place = found, place
        citations += _citations(part, keys, offset, places)
        offset += len(part) + 1
    return CitationGroup(text[start:end], start, end, places.at(start), tuple(citations), fault, fault_place)


def _fault(part: str, keys: list[re.Match[str]], offset: int, places: Places) -> tuple[str, Place | None]:
    """What keeps a part of a group from naming exactly one source."""
    if not keys:
        if not part.strip():
            return "empty", places.at(offset - 1)  # the semicolon (or bracket) before nothing
        return "empty", places.at(offset + len(part) - len(part.lstrip()))
    if len(keys) == 1:
        return "", None
    between = part[keys[0].end() : keys[1].start()]
    fault = "comma" if between.strip(" -") == "," else "and"
    return fault, places.at(offset + keys[1].start())


def _citations(part: str, keys: list[re.Match[str]], offset: int, places: Places) -> Iterable[Citation]:
    for index, found in enumerate(keys):
        last = index == len(keys) - 1
        after = part[found.end() :] if last else ""
        locator, place = None, None
        if last and after.strip():
            stripped = after.lstrip().removeprefix(",")
            locator = stripped.strip()
            # An empty locator has no place of its own: it is the comma that is too much.
            place = places.at(offset + len(part) - len(stripped.lstrip() or after.lstrip()))
        prefix = part[: found.start()].strip() if index == 0 else ""
        yield Citation(found[1], places.at(offset + found.start()), prefix, locator, place)


def bare(text: str, places: Places) -> Iterable[Mark]:
    """Each `@word` of a text whose code, links and citations have been blanked."""
    for found in _BARE.finditer(text):
        yield Mark(found[1], places.at(found.start()), found.start(), found.end())
