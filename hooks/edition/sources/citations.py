"""Citations as authors write them: `[@a]`, `[see @a, p. 3; @b]`, `[-@a]`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from edition.model import Citation, CitationGroup, Mark
from edition.patterns import late
from edition.places import Places

# An `@` after a letter, a digit or a stop belongs to an address or a handle.
_KEY = late(r"(?<![\w.@/\\])@([A-Za-z0-9_](?:[\w-]*\w)?)")
_BARE = late(r"(?<![\w.@/\\`])@(?![\w.-]*+@)([A-Za-z][\w-]++)")

# What is between the brackets of a citation of one source without words before it: `@key`, `@key, locator`.
SINGLE = r"@(?P<key>[A-Za-z0-9_](?:[\w-]*\w)?)(?:,[ ]*(?P<locator>[^@;,\s\[\]](?:[^@;\n\[\]]*[^@;\s\[\]])?))?"


def is_group(inner: str) -> bool:
    """Whether the text between two brackets is meant to cite."""
    return "@" in inner and _KEY.search(inner) is not None


def group(text: str, start: int, end: int, places: Places) -> CitationGroup | None:
    """The citations of the bracket `text[start:end]`, brackets included; `None`: it is not meant to cite."""
    inner = text[start + 1 : end - 1]
    if not is_group(inner):
        return None
    citations: list[Citation] = []
    fault, fault_offset = "", start
    if "\n" in inner:
        fault = "split"
    offset = start + 1
    for part in inner.split(";"):
        keys = list(_KEY.finditer(part))
        found, place = _fault(part, keys, offset)
        if found and not fault:
            fault, fault_offset = found, place
        citations += _citations(part, keys, offset, places)
        offset += len(part) + 1
    return CitationGroup(text[start:end], start, end, places, tuple(citations), fault, fault_offset)


def _fault(part: str, keys: list[re.Match[str]], offset: int) -> tuple[str, int]:
    """What keeps a part of a group from naming exactly one source, and the offset of that."""
    if not keys:
        if not part.strip():
            return "empty", offset - 1  # the semicolon (or bracket) before nothing
        return "empty", offset + len(part) - len(part.lstrip())
    if len(keys) == 1:
        return "", 0
    between = part[keys[0].end() : keys[1].start()]
    return ("comma" if between.strip(" -") == "," else "and"), offset + keys[1].start()


def _citations(part: str, keys: list[re.Match[str]], offset: int, places: Places) -> Iterable[Citation]:
    for index, found in enumerate(keys):
        last = index == len(keys) - 1
        after = part[found.end() :] if last else ""
        locator, at = None, 0
        if last and after.strip():
            stripped = after.lstrip().removeprefix(",")
            locator = stripped.strip()
            # An empty locator has no place of its own: it is the comma that is too much.
            at = offset + len(part) - len(stripped.lstrip() or after.lstrip())
        prefix = part[: found.start()].strip() if index == 0 else ""
        yield Citation(found[1], offset + found.start(), places, prefix, locator, at)


def bare(text: str, places: Places) -> Iterable[Mark]:
    """Each `@word` of a text whose code, links and citations have been blanked."""
    for found in _BARE.finditer(text):
        yield Mark(found[1], places.at(found.start()), found.start(), found.end())
