"""The languages: each page in each of them, with the same headings, citations and claims."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter

from edition.alignment import Counterparts, aligned
from edition.checks import generated
from edition.model import Fix, Heading, Page, Pair, Site
from edition.places import Place
from edition.rules import Finding, did_you_mean, rule

Item = tuple[str, Place]


@rule
def missing_counterpart(site: Site) -> Iterator[Finding]:
    """Each page exists in each language, under the same name.

    Bad: `docs/en/paper/method.md` without `docs/id/paper/method.md`
    Good: both
    """
    languages = site.settings.languages
    for slug, pages in site.translations.items():
        page = next(iter(pages.values()))
        if site.settings.fallback is not None and generated.alone(page):
            continue  # every language shows it, and there are no words to translate
        for language in languages if len(languages) > 1 else ():
            if language.code in pages:
                continue
            wanted = f"{site.settings.docs_dir}/{language.src(slug)}"
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
    for pair in site.pairs:
        if _levels(pair.source) != _levels(pair.translation):
            yield from _unlike_headings(pair)


@rule
def citation_parity(site: Site) -> Iterator[Finding]:
    """Both languages rest on the same sources, and on the same pages of them.

    Bad: `[@tirto2023]` on the English page only
    Good: the same keys, as often, on both
    """
    for pair in site.pairs if site.has_bibliography else ():
        known = site.bibliography.by_key
        if any(group.fault for page in pair for group in page.document.citations):
            continue  # what such a group cites is not known
        if not site.settings.inline_citations and _cited(pair.source) == _cited(pair.translation):
            yield from _locators(pair)
            continue
        found = _difference(
            "citation", "@", pair, *(_keys(page, site.settings.inline_citations) for page in pair)
        )
        # An unknown key has been reported as such, and is no other source.
        yield from (finding for names, finding in found if all(name in known for name in names))
        yield from _locators(pair)


def _locators(pair: Pair) -> Iterator[Finding]:
    """Citations of the same source, in the same order, that name other pages of it."""
    ours, theirs = ([each for group in page.document.citations for each in group.citations] for page in pair)
    if [each.key for each in ours] != [each.key for each in theirs]:
        return
    for one, other in zip(ours, theirs, strict=True):
        wanted, written = (re.findall(r"\d+", each.locator or "") for each in (one, other))
        if one.locator is not None and other.locator is not None and wanted != written:
            where = f"{pair.source.path}:{one.place.line}"
            message = f'"{other.locator}" of "@{other.key}" is "{one.locator}" in {where}'
            yield Finding(pair.translation.path, other.locator_place, message, "see which is right")
        elif bool(wanted) != bool(written) and None in (one.locator, other.locator):
            at = f"{pair.source.path}:{one.place.line}"
            missing = f'"{one.locator}" of "@{one.key}" in {at} is missing here'
            message = missing if wanted else f'"{other.locator}" of "@{other.key}" is not in {at}'
            yield Finding(
                pair.translation.path, other.place, message, "name the same place in both languages"
            )


@rule
def claim_parity(site: Site) -> Iterator[Finding]:
    """Both languages treat the same claims of the paper.

    Bad: `[#C113]` on the English page only
    Good: the same marks, as often, on both
    """
    for pair in site.pairs:
        found = _difference("claim", "#", pair, _claims(pair.source), _claims(pair.translation))
        yield from (finding for _, finding in found)


@rule
def link_language(site: Site) -> Iterator[Finding]:
    """A link stays in the language of its page wherever that language has the page.

    Bad: `[Method](../../en/paper/method.md)` on an Indonesian page
    Good: `[Metode](method.md)`
    """
    if len(site.settings.languages) < 2:
        return
    for found in site.references:
        page, link, path = found.page, found.link, found.path
        other = site.pages.get(path) if path else None
        if other is None or not other.language or not page.language or other.language == page.language:
            continue
        own = site.translations[other.slug].get(page.language.code)
        if own is None or own.slug == page.slug:
            continue  # to itself in the other language: a switch by the author's will
        right = posixpath.relpath(own.src, posixpath.dirname(page.src) or ".")
        message = f'link into the other language ({other.language.code}) "{link.target}"'
        _, hash_sign, fragment = link.target.partition("#")
        fix = Fix(link.target, right + hash_sign + fragment) if found.plain else None
        yield Finding(page.path, link.place, message, f'write "{right}"', fix)


def _cited(page: Page) -> Counter[str]:
    return Counter(citation.key for group in page.document.citations for citation in group.citations)


def _keys(page: Page, inline: bool) -> list[Item]:
    groups = page.document.citations
    found = [(citation.key, citation.place) for group in groups for citation in group.citations]
    bare = page.document.bare_citations if inline else ()
    return sorted([*found, *((mark.name, mark.place) for mark in bare)], key=itemgetter(1)) if bare else found


def _claims(page: Page) -> list[Item]:
    return [(mark.name, mark.place) for mark in page.document.claims]


def _difference(
    kind: str, sign: str, pair: Pair, ours: Sequence[Item], theirs: Sequence[Item]
) -> Iterator[tuple[tuple[str, ...], Finding]]:
    """What one page has more often than the other: extra items at their place, missing ones where
    they would stand, in the block that translates theirs and after the item before them. With each
    finding the names of what stands on either side."""
    missing = Counter(name for name, _ in ours) - Counter(name for name, _ in theirs)
    extra = Counter(name for name, _ in theirs) - Counter(name for name, _ in ours)
    if not missing and not extra:
        return
    source, translation = pair
    last, twins = Place(1, 1), Counterparts(pair.blocks, lambda block: block.place.line)
    for one, other in aligned(ours, theirs, lambda one, other: 0.0 if one[0] == other[0] else 0.9):
        last = other[1] if other else last
        names = tuple(item[0] for item in (one, other) if item)
        if names[0] == names[-1] and len(names) == 2:
            continue
        if other and extra[other[0]] > 0:
            extra[other[0]] -= 1
            message = f'{kind} "{sign}{other[0]}" is not on {source.path}'
            yield names, Finding(translation.path, last, message, "add it there or remove it here")
        if one and missing[one[0]] > 0:
            missing[one[0]] -= 1
            message = f'{kind} "{sign}{one[0]}" of {source.path}:{one[1].line}:{one[1].col} is missing here'
            yield names, Finding(translation.path, max(last, twins.at(one[1].line)), message, "add it here")


def _levels(page: Page) -> list[int]:
    return [heading.level for heading in page.document.headings]


def _unlike_headings(pair: Pair) -> Iterator[Finding]:
    source, translation = pair
    of_source, of_translation = _by_line(source), _by_line(translation)
    after = _following(pair)
    before = Place(1, 1)
    for index, (one, other) in enumerate(pair.blocks):
        ours = of_source.get(one.place.line) if one and one.kind == "heading" else None
        theirs = of_translation.get(other.place.line) if other and other.kind == "heading" else None
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
            place = after[index]
            advice = f"translate it {'above' if place else 'below'} this place"
            yield Finding(translation.path, place or before, message, advice)
        before = other.place if other else before


def _following(pair: Pair) -> list[Place | None]:
    """For each pair of blocks the place of the first block of the translation from there on."""
    places: list[Place | None] = []
    for _, other in reversed(pair.blocks):
        places.append(other.place if other else places[-1] if places else None)
    return places[::-1]


def _by_line(page: Page) -> dict[int, Heading]:
    return {heading.place.line: heading for heading in page.document.headings}
