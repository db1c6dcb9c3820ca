"""The built site: every file that a page or a style sheet asks for is there."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from urllib.parse import quote, unquote

from edition.built import Built, BuiltPage, Tag
from edition.built_ignores import not_ignored
from edition.built_rules import built_advice, built_rule, finding, origin, problems
from edition.model import Place, Problem, Site, in_order
from edition.patterns import late
from edition.policy import EVERYTHING, Policy
from edition.rules import CATALOGUE, Finding, Rule, did_you_mean, nearest
from edition.sources.texts import Texts, reader

# Fragments that browsers, themes and scripts answer by themselves.
_MADE = late(r"top$|:~:|__|tag:|!|/", re.I)
_LINKS = ("a", "area", "iframe")
_TEMPLATE = 5  # pages: what is wrong on more of them at once stands in a template


def run(
    built: Built,
    site: Site,
    known: Collection[Problem] = (),
    rules: Collection[Rule] | None = None,
    policy: Policy = EVERYTHING,
    texts: Texts | None = None,
) -> list[Problem]:
    """Everything that the rules over the built site find and that nobody ignores, by path, line and column.

    `known` are the problems of the sources: what follows from one of their errors is not said again. The rules are
    those of the policy, unless some are named; `texts` gives the texts that are no pages, `None`: none is read.
    """
    chosen = policy.rules() if rules is None else rules
    found = {problem for each in chosen for problem in problems(each, built, site)}
    faulty = _faulty(built, site, known)
    left = {each for each in found if not faulty.get(each.path, set()) & _ECHOES.get(each.rule, set())}
    kept = not_ignored(left, built, site, chosen, policy, texts or reader(site, None))
    return _once(in_order(kept.difference(known)))


# Which families have already said what a rule over the built site would say again.
_ECHOES = {
    "html-broken-link": {"links"},
    "html-srcset": {"links"},
    "html-image-alt": {"links"},
    "html-empty-link": {"links"},
    "html-css-url": {"links"},
    "html-broken-fragment": {"links", "anchors", "citations"},
    "html-leftover-markdown": {"links", "anchors", "citations", "terms"},
}


def _faulty(built: Built, site: Site, known: Iterable[Problem]) -> dict[str, set[str]]:
    """The families of the errors in each page, by its own path and by that of its built file."""
    families: dict[str, set[str]] = {}
    for problem in known:
        if problem.severity == "error" and problem.rule in CATALOGUE:
            families.setdefault(problem.path, set()).add(CATALOGUE[problem.rule].family)
    for path in built.pages if families else ():
        source = origin(site, path)
        if source and source.path in families:
            families[built.shown(path)] = families[source.path]
    return families


def _once(problems: list[Problem]) -> list[Problem]:
    """One problem for what is the same on many pages."""
    pages = Counter((each.rule, each.message) for each in problems)
    seen: set[tuple[str, str]] = set()
    left = []
    for each in problems:
        key = (each.rule, each.message)
        if pages[key] <= _TEMPLATE:
            left.append(each)
        elif key not in seen:
            seen.add(key)
            left.append(each._replace(message=f"{each.message} (and in {pages[key] - 1} other places)"))
    return left


@built_rule
def html_broken_link(built: Built, site: Site) -> Iterator[Finding]:
    """What a page links to, shows, plays or loads from its own site must have been built.

    Bad: `<a href="../methods/">Method</a>` where the site has no `methods/index.html`
    Good: `<a href="../method/">Method</a>`
    """
    for page, offset, _, target, address in built.targets:
        if not address.file:
            message, advice = _missing(built, page, address.path)
            written = f'"{target.value}"'
            yield finding(built, site, page, offset + target.offset, written, message, advice)
    yield from _above_root(built, site)
    yield from _redirects(built, site)


def _missing(built: Built, page: BuiltPage, path: str) -> tuple[str, str]:
    if path.startswith(".."):
        return f'"{path}" lies outside of the site', "take away one of the ../"
    near = _near(built, page, path)
    return f'the built site has no "{path}"', f'did you mean "{near}"?' if near else ""


def _near(built: Built, page: BuiltPage, path: str) -> str:
    """The nearest address to a wrong path, relative to the page."""
    near = _nearest(built.files, path)
    if not near:
        return ""
    relative = posixpath.relpath(near, posixpath.dirname(page.path) or ".")
    return quote(relative) + ("/" if near.endswith("/") else "")


@lru_cache(maxsize=512)  # what a template names is wrong on every page
def _nearest(files: frozenset[str], path: str) -> str:
    """The address of the file that was most likely meant, "" where none is near."""
    wrong = path.rstrip("/")
    suffix = posixpath.splitext(wrong)[1].lower()
    valid = (file.removesuffix("index.html") for file in sorted(files))
    wanted = [file for file in valid if posixpath.splitext(file)[1].lower() == suffix]
    same = [file for file in wanted if file.lower() == wrong.lower()]
    named = [file for file in wanted if posixpath.basename(file.rstrip("/")) == posixpath.basename(wrong)]
    return next(iter(same), "") or (named[0] if len(named) == 1 else nearest(path, named or wanted))


def _above_root(built: Built, site: Site) -> Iterator[Finding]:
    """Addresses from the root of the host that forget the folder in which the site lives."""
    for page in built.pages.values() if built.root != "/" else ():
        for offset, tag in page.tags:
            for target in tag.targets:
                path = target.value.partition("#")[0].partition("?")[0]
                inside = path.startswith((built.root, "//")) or not path.startswith("/")
                if not inside and built.file(unquote(path.lstrip("/"))):
                    message = f'"{path}" leads out of the site, which lives in {built.root}'
                    advice = f'write "{built.root}{path.lstrip("/")}", or better a relative link'
                    yield finding(
                        built, site, page, offset + target.offset, f'"{target.value}"', message, advice
                    )


_REFRESH = late(r"[\d.\s]*+[;,]\s*+(?:url\s*+=\s*+)?['\"]?([^'\"]++)", re.I)


def _redirects(built: Built, site: Site) -> Iterator[Finding]:
    for page in built.pages.values():
        for offset, tag in page.tags if page.redirects else ():
            content = (
                _REFRESH.match(tag.get("content")) if tag.get("http-equiv").lower() == "refresh" else None
            )
            address = built.addresses(page.path)[content[1].strip()] if content else None
            if content and address is not None and not address.file:
                message, advice = _missing(built, page, address.path)
                place = offset + tag.attributes["content"].offset
                yield finding(built, site, page, place, tag.get("content"), message, advice)


@built_rule
def html_broken_fragment(built: Built, site: Site) -> Iterator[Finding]:
    """The part after `#` names an id of the page that is linked to, or the reader lands at its top.

    Bad: `<a href="../method/#windw">` where that page has no `id="windw"`
    Good: `<a href="../method/#window">`
    """
    for page, offset, tag, target, address in built.targets:
        fragment = address.fragment
        if not fragment or not address.file or _MADE.match(fragment):
            continue
        fragment = fragment.partition(":~:")[0]
        ids = _ids(built, address.file, tag)
        if ids is not None and fragment not in ids and unquote(fragment) not in ids:
            message = f'no id "{unquote(fragment)}" in {built.shown(address.file)}'
            advice = did_you_mean(unquote(fragment), sorted(ids))
            yield finding(built, site, page, offset + target.offset, f'"{target.value}"', message, advice)


def _ids(built: Built, file: str, tag: Tag) -> frozenset[str] | None:
    """What a fragment can name in a file; `None` where it means something else, as in a PDF."""
    linked = built.pages.get(file)
    if linked:
        return linked.ids if tag.name in _LINKS and not linked.redirects else None
    return built.anchors.get(file) if file.endswith(".svg") else None


@built_rule
def html_srcset(built: Built, site: Site) -> Iterator[Finding]:
    """Each candidate of a `srcset` must be there: which of them a reader gets depends on the screen.

    Bad: `<img src="map.png" srcset="map-2.png 2x">` without `map-2.png`
    Good: `<img src="map.png" srcset="map@2x.png 2x">`
    """
    for page in built.pages.values():
        named = ((offset + each.offset, each.value) for offset, tag in page.tags for each in tag.candidates)
        yield from _not_there(built, site, page, named)


def _not_there(
    built: Built, site: Site, page: BuiltPage, named: Iterable[tuple[int, str]]
) -> Iterator[Finding]:
    addresses = built.addresses(page.path)
    for offset, url in named:
        address = addresses[url]
        if address is not None and not address.file:
            message, advice = _missing(built, page, address.path)
            yield finding(built, site, page, offset, url, message, advice)


@built_rule
def html_css_url(built: Built, site: Site) -> Iterator[Finding]:
    """What a style sheet asks for in `url()` or `@import` must be there; a browser leaves it out without a word.

    Style sheets of the theme are left alone.

    Bad: `background: url("../img/rotues.svg")`
    Good: `background: url("../img/routes.svg")`
    """
    for path in sorted(built.files & (site.files | site.theme_files)):
        if path.endswith(".css"):
            yield from _of_sheet(built, site, path)
    for page in built.pages.values():
        own = ((offset + each.offset, each.value) for offset, tag in page.tags for each in tag.styles)
        yield from _not_there(built, site, page, (*page.styles, *own))


def _of_sheet(built: Built, site: Site, path: str) -> Iterator[Finding]:
    folder = site.settings.docs_dir if path in site.files else site.settings.custom_dir
    sheet = BuiltPage(path, built.texts[path])
    addresses = built.addresses(path)
    for offset, url in built.sheets[path]:
        address = addresses[url]
        if address is not None and not address.file:
            message, advice = _missing(built, sheet, address.path)
            yield Finding(f"{folder}/{path}", sheet.places.at(offset), message, advice)


_ASSETS = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".css", ".js", ".mjs",
    ".woff", ".woff2", ".ttf", ".otf", ".eot",
)  # fmt: skip
_MENTIONING = (".js", ".mjs", ".json", ".webmanifest", ".xml", ".css", ".html", ".htm", ".svg")


@built_advice
def html_unused_asset(built: Built, site: Site) -> Iterator[Finding]:
    """An image, script, style sheet or font that nothing uses is carried along, translated and published for nobody.

    Downloads are left alone, and so is what the theme brings along.

    Bad: `docs/assets/old-map.png`, which no page, style sheet or script names
    Good: only files that something names
    """
    assets = {path for path in built.files & site.files if path.lower().endswith(_ASSETS)}
    unused = assets - _used(built) if assets else assets
    texts = [path for path in sorted(built.files) if path.lower().endswith(_MENTIONING)] if unused else []
    for path in texts:
        text = built.pages[path].text if path in built.pages else built.texts[path]
        unused = {each for each in unused if each == path or not _mentions(text, each)}
    for path in sorted(unused):
        message = f"nothing on the site uses {posixpath.basename(path)}"
        yield Finding(f"{site.settings.docs_dir}/{path}", Place(1, 1), message, "use it, or remove it")


def _mentions(text: str, path: str) -> bool:
    name = posixpath.basename(path)
    return name in text or quote(name) in text


def _used(built: Built) -> set[str]:
    used = {address.file for _, _, _, _, address in built.targets}
    for page in built.pages.values():
        for _, tag in page.tags:
            found = (built.addresses(page.path)[each.value] for each in tag.candidates)
            used |= {address.file for address in found if address}
    return used
