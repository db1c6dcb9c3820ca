"""Translations: their footnotes and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from edition.model import Block, Page, Pair, Place, Site
from edition.patterns import late
from edition.rules import Finding, advice, rule
from edition.terms import by_name, glossary

FAMILY = "parity"

_MARK = late(r"\[\^([^\]\s]+)\]")


@rule
def footnote_parity(site: Site) -> Iterator[Finding]:
    """A translation has the footnotes of its source, at the same places; their names may differ.

    Bad: `five years.[^floor]` and its note in one language, `5 tahun.` in the other
    Good: the mark and the note in both
    """
    for pair in site.pairs if "footnotes" in site.settings.extensions else ():
        ours, theirs = pair.source.document.used_footnotes, pair.translation.document.used_footnotes
        if ours != theirs:
            yield from _other_footnotes(pair, ours - theirs, theirs - ours)


def _other_footnotes(pair: Pair, lost: Set[str], extra: Set[str]) -> Iterator[Finding]:
    for one, other in pair.blocks:
        if one is None or other is None:
            continue  # the whole block is missing: see block-parity
        ours, theirs = _footnotes(pair.source, one), _footnotes(pair.translation, other)
        missing, added = [name for name in ours if name in lost], [name for name in theirs if name in extra]
        at = f"{one.place.path or pair.source.path}:{one.place.line}"
        # As many as both have are the same under other names.
        for name in missing[len(added) :]:
            message = f'the footnote "{name}" of {at} is missing here'
            yield Finding(pair.translation.path, other.place, message, "translate it, or remove it there")
        for name in added[len(missing) :]:
            message, place = f'the footnote "{name}" is not in {at}', other.places.at(theirs[name])
            yield Finding(pair.translation.path, place, message, "add it there or remove it here")


def _footnotes(page: Page, block: Block) -> dict[str, int]:
    """The footnotes to which a block refers, each with the offset of its first mark."""
    found: dict[str, int] = {}
    masked = page.document.masked
    for mark in _MARK.finditer(masked, block.offset, block.offset + len(block.text)):
        is_note = mark.start() == block.offset and masked.startswith(":", mark.end())
        if not is_note:
            found.setdefault(mark[1], mark.start())
    return found


@advice
def abbreviation_parity(site: Site) -> Iterator[Finding]:
    """An abbreviation that one language explains, and the other uses too, is explained for half of the readers.

    Bad: `*[EIA]: environmental impact assessment` on the English page only, and EIA on both
    Good: `*[EIA]: ...` on both pages
    """
    seen: set[tuple[str, Place, str]] = set()  # a snippet is on many pages
    for pair in site.pairs if "abbr" in site.settings.extensions else ():
        for page, other in ((pair.source, pair.translation), (pair.translation, pair.source)):
            for finding in _unexplained(site, page, other):
                key = (
                    finding.path if not finding.place.path else "",
                    finding.place,
                    other.src.partition("/")[0],
                )
                if key not in seen:
                    seen.add(key)
                    yield finding


def _unexplained(site: Site, page: Page, other: Page) -> Iterator[Finding]:
    """The abbreviations that a page explains and uses and the other one only uses."""
    known = {mark.name for mark in other.document.abbreviations}
    missing = [mark for mark in page.document.abbreviations if mark.name not in known]
    used = page.document.used_abbreviations if missing else ()
    for mark in missing:
        if mark.name in used and _is_used(other, mark.name) and not _is_term(site, other, mark.name):
            message = f'"{mark.name}" is explained here, and not on {other.path}, which uses it'
            yield Finding(page.path, mark.place, message, "explain it there too")


def _is_used(page: Page, name: str) -> bool:
    text = page.document.masked
    return name in text and re.search(rf"(?<![\w/.#-]){re.escape(name)}(?![\w/]|\.\w)", text) is not None


def _is_term(site: Site, page: Page, name: str) -> bool:
    """Whether the glossary explains an abbreviation wherever it stands."""
    return bool(site.settings.glossary) and name.casefold() in by_name(glossary(site, page.language))
