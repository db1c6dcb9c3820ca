"""The languages: each page in each of them, with the same headings, citations and claims."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from edition.checks.links import resolve
from edition.model import Heading, Page, Place, Site
from edition.rules import Finding, did_you_mean, rule

Item = tuple[str, Place]
T = TypeVar("T")


@rule
def missing_counterpart(site: Site) -> Iterator[Finding]:
    """Each page exists in each language, under the same name.

    Bad: `docs/en/paper/method.md` without `docs/id/paper/method.md`
    Good: both
    """
    languages = site.settings.languages
    for slug, pages in site.translations.items():
        page = next(iter(pages.values()))
        for language in languages if len(languages) > 1 else ():
            if language.code in pages:
                continue
            wanted = f"{site.settings.docs_dir}/{language.folder}/{slug}"
            lonely = [
                other.slug for other in site.pages_of(language) if len(site.translations[other.slug]) == 1
            ]
            advice = did_you_mean(slug, lonely) or "write it"
            yield Finding(page.path, Place(1, 1), f"this page has no counterpart {wanted}", advice)


@rule
def heading_parity(site: Site) -> Iterator[Finding]:
    """A translation has the headings of its source, level by level, so that a class can use both.

    Bad: `## Method` in one language, `### Metode` in the other, or nothing
    Good: `## Method` and `## Metode`
    """
    for source, translation in site.pairs():
        if _levels(source) != _levels(translation):
            yield from _unlike_headings(source, translation)


@rule
def citation_parity(site: Site) -> Iterator[Finding]:
    """Both languages rest on the same sources.

    Bad: `[@tirto2023]` on the English page only
    Good: the same keys, as often, on both
    """
    for source, translation in site.pairs() if site.has_bibliography else ():
        known = site.bibliography.by_key
        found = _difference("citation", "@", source, _keys(source), translation, _keys(translation))
        # An unknown key has been reported as such, and is no other source.
        yield from (finding for pair, finding in found if all(name in known for name in pair))


@rule
def claim_parity(site: Site) -> Iterator[Finding]:
    """Both languages treat the same claims of the paper.

    Bad: `[#C113]` on the English page only
    Good: the same marks, as often, on both
    """
    for source, translation in site.pairs():
        found = _difference("claim", "#", source, _claims(source), translation, _claims(translation))
        yield from (finding for _, finding in found)


@rule
def link_language(site: Site) -> Iterator[Finding]:
    """A link stays in the language of its page wherever that language has the page.

    Bad: `[Method](../../en/paper/method.md)` on an Indonesian page
    Good: `[Metode](method.md)`
    """
    for page in site.pages.values():
        for link in page.document.links:
            other = site.pages.get(resolve(page, link.target)) if "//" not in link.target else None
            if other is None or not other.language or not page.language or other.language == page.language:
                continue
            own = site.translations[other.slug].get(page.language.code)
            if own is None or own.slug == page.slug:
                continue  # to itself in the other language: a switch by the author's will
            right = posixpath.relpath(own.src, posixpath.dirname(page.src) or ".")
            message = f'link into the other language ({other.language.code}) "{link.target}"'
            yield Finding(page.path, link.place, message, f'write "{right}"')


def _keys(page: Page) -> list[Item]:
    groups = page.document.citations
    return [(citation.key, citation.place) for group in groups for citation in group.citations]


def _claims(page: Page) -> list[Item]:
    return [(mark.name, mark.place) for mark in page.document.claims]


def _difference(
    kind: str, sign: str, source: Page, ours: Sequence[Item], translation: Page, theirs: Sequence[Item]
) -> Iterator[tuple[tuple[str, ...], Finding]]:
    """What one page has more often than the other: extra items at their place, missing ones where
    they would stand, in the block that translates theirs and after the item before them. With each
    finding the names of what stands on either side."""
    missing = Counter(name for name, _ in ours) - Counter(name for name, _ in theirs)
    extra = Counter(name for name, _ in theirs) - Counter(name for name, _ in ours)
    if not missing and not extra:
        return
    last = Place(1, 1)
    for one, other in _aligned(ours, theirs, lambda one, other: 0.0 if one[0] == other[0] else 0.9):
        last = other[1] if other else last
        pair = tuple(item[0] for item in (one, other) if item)
        if pair[0] == pair[-1] and len(pair) == 2:
            continue
        if other and extra[other[0]] > 0:
            extra[other[0]] -= 1
            message = f'{kind} "{sign}{other[0]}" is not on {source.path}'
            yield pair, Finding(translation.path, last, message, "add it there or remove it here")
        if one and missing[one[0]] > 0:
            missing[one[0]] -= 1
            message = f'{kind} "{sign}{one[0]}" of {source.path}:{one[1].line}:{one[1].col} is missing here'
            place = _later(last, _twin(source, translation, one[1]))
            yield pair, Finding(translation.path, place, message, "add it here")


def _later(one: Place, other: Place) -> Place:
    return max(one, other, key=lambda place: (place.line, place.col))


def _twin(source: Page, translation: Page, place: Place) -> Place:
    """The beginning of the block of the translation that stands for the block at a place of the source."""
    twin = Place(1, 1)
    for one, other in _aligned(_blocks(source), _blocks(translation), _unlike):
        if one and one.place.line > place.line:
            break
        twin = other.place if other else twin
    return twin


@dataclass(frozen=True, slots=True)
class _Block:
    """A heading, or lines without a blank one between them; `kind` is the sign that they begin with."""

    place: Place
    heading: Heading | None
    kind: str
    marks: frozenset[str]


def _levels(page: Page) -> list[int]:
    return [heading.level for heading in page.document.headings]


def _blocks(page: Page) -> list[_Block]:
    """What a page consists of. Translations are matched by it, for their words tell nothing."""
    headings = {heading.place.line: heading for heading in page.document.headings}
    marks: dict[int, set[str]] = {}
    for name, place in _keys(page) + _claims(page):
        marks.setdefault(place.line, set()).add(name)
    blocks: list[_Block] = []
    inside = False
    for number, line in enumerate(page.document.text.split("\n"), 1):
        found = frozenset(marks.get(number, ()))
        if inside and line.strip() and number not in headings:
            blocks[-1] = replace(blocks[-1], marks=blocks[-1].marks | found)
        elif line.strip():
            start = line.lstrip()
            place, heading = Place(number, len(line) - len(start) + 1), headings.get(number)
            blocks.append(_Block(place, heading, "" if start[0].isalnum() else start[0], found))
        inside = bool(line.strip()) and number not in headings
    return blocks


def _unlike_headings(source: Page, translation: Page) -> Iterator[Finding]:
    pairs = _aligned(_blocks(source), _blocks(translation), _unlike)
    for index, (one, other) in enumerate(pairs):
        ours, theirs = one and one.heading, other and other.heading
        if ours and theirs and ours.level != theirs.level:
            message = (f'heading "{theirs.text}" has level {theirs.level}, '
                       f"in {source.path}:{ours.place.line} level {ours.level}")  # fmt: skip
            yield Finding(translation.path, theirs.place, message, f"write {'#' * ours.level}")
        elif theirs and not ours:
            message = f'heading "{theirs.text}" has no counterpart in {source.path}'
            yield Finding(translation.path, theirs.place, message, "add it there or remove it here")
        elif ours and not theirs:
            message = (f'heading "{ours.text}" (level {ours.level}, {source.path}:{ours.place.line}) '
                       "has no counterpart here")  # fmt: skip
            after = [block.place for _, block in pairs[index:] if block]
            before = [block.place for _, block in pairs[:index] if block]
            place = (after or before[-1:] or [Place(1, 1)])[0]
            advice = f"translate it {'above' if after else 'below'} this place"
            yield Finding(translation.path, place, message, advice)


def _unlike(one: _Block, other: _Block) -> float:
    """How unlike two blocks are: from 2 on (two gaps) they are no pair."""
    if one.heading and other.heading:
        return 0.9 * (one.heading.level != other.heading.level)
    if one.heading or other.heading:
        return 3.0
    marks = one.marks | other.marks
    shared = len(one.marks & other.marks) / len(marks) if marks else 1.0
    return 0.5 * (one.kind != other.kind) + 0.9 * (1 - shared)


def _aligned(
    ours: Sequence[T], theirs: Sequence[T], unlike: Callable[[T, T], float]
) -> list[tuple[T | None, T | None]]:
    """The cheapest pairing of two lists in their order (an edit distance; to leave one out costs 1)."""
    costs = [[float(i + j) for j in range(len(theirs) + 1)] for i in range(len(ours) + 1)]
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            costs[i + 1][j + 1] = min(
                costs[i][j] + unlike(one, other), costs[i][j + 1] + 1, costs[i + 1][j] + 1
            )
    pairs: list[tuple[T | None, T | None]] = []
    i, j = len(ours), len(theirs)
    while i or j:
        if i and j and costs[i][j] == costs[i - 1][j - 1] + unlike(ours[i - 1], theirs[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((ours[i], theirs[j]))
        elif i and costs[i][j] == costs[i - 1][j] + 1:
            i -= 1
            pairs.append((ours[i], None))
        else:
            j -= 1
            pairs.append((None, theirs[j]))
    return pairs[::-1]
