"""Anchors: what stands after `#` is there, once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from edition import built_paths as built
from edition.model import Fix, Mark, Page, Reference, Site
from edition.places import Place
from edition.rules import Finding, nearest, rule
from edition.targets import split

# Anchors that the theme and its extensions make, not the page.
_MADE_BY_THEME = re.compile(r"(?:top|__skip|__[a-z]+)$|tag:|__tabbed_|__codelineno-|:~:|fnref\d*:|fn:|annotation")
_NO_WORD = re.compile(r"[\W_]+")


@rule
def missing_anchor(site: Site) -> Iterator[Finding]:
    """The part after `#` names a heading or an id of the page that is linked to.

    Bad: `[the window](method.md#the-windw)`
    Good: `[the window](method.md#the-window)`
    """
    for found in site.references:
        if not found.fragment or found.path is None or found.link.kind in ("image", "srcset"):
            continue
        linked = site.pages.get(found.path)
        if linked is None or found.fragment in linked.document.ids or _MADE_BY_THEME.match(found.fragment):
            continue
        if found.link.kind == "html-link" and not found.link.target.startswith("#"):
            continue  # its path is one of the built site: see html-anchor
        yield _missing(found, linked, site)


@rule
def html_anchor(site: Site) -> Iterator[Finding]:
    """The part after `#` in raw HTML names a heading or an id too, on the built page that is linked to.

    Bad: `<a href="../method/#the-windw">`
    Good: `<a href="../method/#the-window">`
    """
    for found in site.references:
        link = found.link
        if link.kind != "html-link" or not found.fragment or link.target.startswith("#") or found.path is None:
            continue
        linked = site.pages.get(built.source(site, built.path(site, found.page, split(link.target)[0])))
        if linked and found.fragment not in linked.document.ids and not _MADE_BY_THEME.match(found.fragment):
            yield _missing(found, linked, site)


def _missing(found: Reference, linked: Page, site: Site) -> Finding:
    fragment = found.fragment or ""
    near, alike = _nearest(fragment, linked)
    if not alike:
        near = _translated(fragment, linked, site) or near
    message = f'no heading or id "#{fragment}" in {linked.path}'
    link = found.link
    written = link.target.partition("#")[2]
    fix = Fix(link.target, link.target[: -len(written)] + near) if near and alike and written else None
    return Finding(found.page.path, link.place, message, f'did you mean "{near}"?' if near else "", fix)


def _nearest(fragment: str, page: Page) -> tuple[str, bool]:
    """The anchor that is meant, and whether it only differs by letters' case or by signs."""
    ids = sorted(page.document.ids)
    wanted = _NO_WORD.sub("", fragment.casefold())
    alike = [each for each in ids if _NO_WORD.sub("", each.casefold()) == wanted]
    if alike:
        return alike[0], len(alike) == 1
    # GitHub keeps letters that other slugs drop; Python-Markdown numbers repeats otherwise.
    return nearest(fragment, ids), False


def _translated(fragment: str, page: Page, site: Site) -> str:
    """The anchor of the heading that another language calls by the fragment."""
    for other in site.translations.get(page.slug, {}).values() if page.language else ():
        names = [heading.id for heading in other.document.headings]
        if other is not page and fragment in names and names.index(fragment) < len(page.document.headings):
            return page.document.headings[names.index(fragment)].id
    return ""


@rule
def duplicate_id(site: Site) -> Iterator[Finding]:
    """An id stands once on a page: a link leads to the first of two, whichever was meant.

    Bad: `## Data {#data}` and `<a id="data"></a>` on one page
    Good: `## Data {#data}` and `<a id="data-table"></a>`
    """
    for page in site.pages.values():
        own = page.document.own_ids
        if not own:
            continue
        lines = {mark.place.line for mark in own}
        given = [(heading.id, heading.place) for heading in page.document.headings if heading.place.line not in lines]
        first: dict[str, Place] = {}
        for name, place in sorted([*((mark.name, mark.place) for mark in own), *given], key=lambda each: each[1]):
            known = first.setdefault(name, place)
            if known is not place:
                message = f'the id "{name}" stands in line {known.line} already'
                yield Finding(page.path, place, message, "give one of them another name")
        yield from _taken(page, own, lines)


def _taken(page: Page, own: Sequence[Mark], lines: set[int]) -> Iterator[Finding]:
    """Ids that a heading without one of its own would have had; it gets `..._1` instead."""
    numbered = {heading.id: heading for heading in page.document.headings if heading.place.line not in lines}
    for mark in own:
        heading = numbered.get(f"{mark.name}_1")
        if heading and nearest(heading.text, [mark.name.replace("-", " ")]):
            message = f'the id "{mark.name}" is the one that the heading in line {heading.place.line} would have'
            yield Finding(page.path, mark.place, message, "give it another name")
