"""Anchors: what stands after `#` is there, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from edition import built_paths as built
from edition.checks import generated
from edition.model import Fix, Heading, Mark, Page, Reference, Site
from edition.patterns import late
from edition.places import Place
from edition.rules import Finding, nearest, rule
from edition.targets import split
from edition.terms import listed_id

# Anchors that the theme and its extensions make, not the page.
_MADE_BY_THEME = late(r"(?:top|__skip|__[a-z]+)$|tag:|__tabbed_|__codelineno-|:~:|fnref\d*:|fn:|annotation")
_MOST = 1_000_000  # comparisons of anchors of one page; with more, nobody is told which is near
_NO_WORD = late(r"[\W_]+")
_TAGS = late(r"<[^<>]*>|\{[^{}]*\}")  # also attribute lists


@rule
def missing_anchor(site: Site) -> Iterator[Finding]:
    """The part after `#` names a heading or an id of the page that is linked to.

    Bad: `[the window](method.md#the-windw)`
    Good: `[the window](method.md#the-window)`
    """
    near = _Near(site)
    for found in site.references:
        if not found.fragment:
            continue
        linked = _linked(found, site)
        if linked is None or found.fragment in linked.document.ids or _MADE_BY_THEME.match(found.fragment):
            continue
        if found.link.kind in ("image", "srcset"):
            continue
        if found.link.kind == "html-link" and not found.link.target.startswith("#"):
            continue  # its path is one of the built site: see html-anchor
        if not generated.content(linked, site):
            yield _missing(found, linked, near)


def _linked(found: Reference, site: Site) -> Page | None:
    """The page that a link leads to: by its file, by where it is built, or by its whole address on the web."""
    if found.path is not None and found.path in site.pages:
        return site.pages[found.path]
    if found.path is None:
        address = built.own_address(site, found.link.target)
    else:
        address = built.path(site, found.page, split(found.link.target)[0])
    return site.pages.get(built.source(site, address)) if address is not None else None


@rule
def html_anchor(site: Site) -> Iterator[Finding]:
    """The part after `#` in raw HTML names a heading or an id too, on the built page that is linked to.

    Bad: `<a href="../method/#the-windw">`
    Good: `<a href="../method/#the-window">`
    """
    near = _Near(site)
    for found in site.unusual:
        link = found.link
        if (
            link.kind != "html-link"
            or not found.fragment
            or link.target.startswith("#")
            or found.path is None
        ):
            continue
        linked = site.pages.get(built.source(site, built.path(site, found.page, split(link.target)[0])))
        if linked is None or found.fragment in linked.document.ids or _MADE_BY_THEME.match(found.fragment):
            continue
        if not generated.content(linked, site):
            yield _missing(found, linked, near)


def _missing(found: Reference, linked: Page, meant: _Near) -> Finding:
    fragment, link = found.fragment or "", found.link
    near, certain = meant.anchor(fragment, linked)
    message = f'no heading or id "#{fragment}" in {linked.path}'
    written = link.target.partition("#")[2]
    fix = Fix(link.target, link.target[: -len(written)] + near) if near and certain and written else None
    return Finding(found.page.path, link.place, message, f'did you mean "{near}"?' if near else "", fix)


class _Near:
    """Finds the anchors that wrong ones mean; what a page holds is looked through once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._alike: dict[str, dict[str, list[str]]] = {}  # of each page, by their letters alone
        self._sorted: dict[str, dict[tuple[str, ...], str]] = {}  # the same by their words in any order
        self._words: dict[str, dict[str, str]] = {}  # the same by the letters of what they name
        self._compared: Counter[str] = Counter()

    def anchor(self, fragment: str, page: Page) -> tuple[str, bool]:
        """The anchor that is meant, and whether it only differs by letters' case or by signs."""
        if page.src not in self._alike:
            ids = self._alike[page.src] = {}
            for each in sorted(page.document.ids):
                ids.setdefault(_letters(each), []).append(each)
            self._sorted[page.src] = {_sorted_words(each): each for each in sorted(page.document.ids)}
        alike = self._alike[page.src].get(_letters(fragment))
        if alike:
            return alike[0], len(alike) == 1
        self._compared[page.src] += len(page.document.ids)
        if self._compared[page.src] > _MOST:
            return "", False
        # GitHub keeps letters that other slugs drop; Python-Markdown numbers repeats otherwise.
        named = self._sorted[page.src].get(_sorted_words(fragment))
        named = named or _translated(fragment, page, self._site) or self._named(fragment, page)
        return named or nearest(fragment, sorted(page.document.ids)) or _begun(fragment, page), False

    def _named(self, fragment: str, page: Page) -> str:
        """The anchor of what has the fragment for its words, "" where nothing has."""
        if page.src not in self._words:
            self._words[page.src] = _by_words(page, self._site)
        return self._words[page.src].get(_letters(fragment), "")


def _begun(fragment: str, page: Page) -> str:
    """The one anchor that begins with the words of a fragment, "" for none or several."""
    whole = [each for each in page.document.ids if each.startswith((f"{fragment}-", f"{fragment}_"))]
    longer = whole or [each for each in page.document.ids if len(fragment) > 3 and each.startswith(fragment)]
    return longer[0] if len(longer) == 1 else ""


def _letters(anchor: str) -> str:
    return _NO_WORD.sub("", anchor.casefold())


def _sorted_words(anchor: str) -> tuple[str, ...]:
    return tuple(sorted(_NO_WORD.split(anchor.casefold())))


def _translated(fragment: str, page: Page, site: Site) -> str:
    """The anchor of the heading that another language calls by the fragment."""
    for other in site.translations.get(page.slug, {}).values() if page.language else ():
        names = [_letters(heading.id) for heading in other.document.headings]
        index = names.index(_letters(fragment)) if other is not page and _letters(fragment) in names else -1
        if 0 <= index < len(page.document.headings):
            return page.document.headings[index].id
    return ""


def _by_words(page: Page, site: Site) -> dict[str, str]:
    """The anchors of a page by the letters of what they name: of its headings and of the terms that it lists, in
    its own words and in those of the other languages."""
    found: dict[str, str] = {}
    others = site.translations.get(page.slug, {}).values() if page.language else ()
    for each in (page, *others):
        named = [(heading.text, heading.id) for heading in each.document.headings]
        named += [(_TAGS.sub("", mark.name), listed_id(mark.name)) for mark in each.document.definitions]
        for words, anchor in named:
            if anchor in page.document.ids:
                found.setdefault(_letters(words), anchor)
    return found


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
        given = _given(page, own)
        ids = sorted([*((mark.start, mark.name, mark.place) for mark in own),
                      *((heading.offset, heading.id, heading.place) for heading in given)])  # fmt: skip
        first: dict[str, Place] = {}
        for start, name, place in ids:
            known = first.setdefault(name, place)
            if known is not place and not _is_drawn(page, start):
                yield Finding(
                    page.path, place, _repeated(page, name, known, place), "give one of them another name"
                )
        yield from _taken(page, own, given)


def _is_drawn(page: Page, offset: int) -> bool:
    """Whether an offset lies in a drawing: drawings repeat their ids, and nobody links to them."""
    masked = page.document.masked
    return "<svg" in masked and masked.rfind("<svg", 0, offset) > masked.rfind("</svg", 0, offset)


@rule
def invalid_id(site: Site) -> Iterator[Finding]:
    """No link leads to an id with a blank in it.

    Bad: `<a id="the window"></a>`
    Good: `<a id="the-window"></a>`
    """
    for page in site.pages.values():
        for mark in page.document.own_ids:
            if " " in mark.name and "{{" not in mark.name:
                right = "-".join(mark.name.split())
                message = f'the id "{mark.name}" holds a blank'
                yield Finding(page.path, mark.place, message, f'write "{right}"')


def _given(page: Page, own: Sequence[Mark]) -> list[Heading]:
    """The headings whose ids nobody wrote."""
    written = {(mark.name, mark.place.line, mark.place.path) for mark in own}
    return [
        heading
        for heading in page.document.headings
        if (heading.id, heading.place.line, heading.place.path) not in written
    ]


def _repeated(page: Page, name: str, known: Place, place: Place) -> str:
    if known == place:
        return f'the id "{name}" stands twice on {page.path}, for this snippet does'
    where = f" of {known.path or page.path}" if known.path != place.path else ""
    return f'the id "{name}" stands in line {known.line}{where} already'


def _taken(page: Page, own: Sequence[Mark], given: Sequence[Heading]) -> Iterator[Finding]:
    """Ids that a heading without one of its own would have had; it gets `..._1` instead."""
    numbered = {heading.id: heading for heading in given if not heading.text.endswith("_1")}
    same = {(heading.id, heading.text) for heading in page.document.headings}
    for mark in own:
        heading = numbered.get(f"{mark.name}_1")
        if heading is None or (mark.name, heading.text) in same:
            continue  # two headings of the same words
        if nearest(heading.text, [mark.name.replace("-", " ")]):
            message = (
                f'the id "{mark.name}" is the one that the heading in line {heading.place.line} would have'
            )
            yield Finding(page.path, mark.place, message, "give it another name")
