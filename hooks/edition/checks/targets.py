"""Links: what can be seen of a target without looking where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from edition.model import Fix, Link, Page, Site
from edition.patterns import late
from edition.rules import Finding, nearest, rule
from edition.targets import resolve

FAMILY = "links"

_SCHEME = late(r"([A-Za-z][A-Za-z0-9+.-]*):(//)?")
_NO_COLON = late(r"(https?)(?=//|/[\w-]+\.)|(?=www\.[\w-]+\.\w)", re.I)
_MAIL = late(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
_KNOWN = frozenset(
    ("http", "https", "mailto", "tel", "sms", "ftp", "ftps", "data", "javascript", "geo", "git", "ssh", "irc", "xmpp",
     "news", "urn", "doi", "magnet", "vscode", "slack", "matrix", "whatsapp", "market", "intent")
)  # fmt: skip
_LOCAL = late(r"(?:file:|https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?=[:/]|$))", re.I)
_PLACEHOLDER = late(
    r"(?i:#|todo|tbd|fixme|xxx|url|link|\.\.\.|…)$|https?://(?:[^\s/]+/)*(?:TODO|TBD|FIXME|XXX|\.\.\.|…)/?$"
)
_TWICE_ENCODED = late(r"%25[0-9A-Fa-f]{2}")
_TEMPLATE = late(r"[{}<>$]|%7B", re.I)
_TWICE = late(r"https?:/{0,2}(?=https?:)", re.I)
_HOST = late(r"https?://(?:[^\s/?#@]*@)?(?:\[[\da-f:.]+\]|[^\s/?#,.]+(?:\.[^\s/?#,.]+)*)\.?(?:[/?#]|$)", re.I)
_TYPOGRAPHIC = late(r"(?P<path>\S+)[ ]+[“”„](?P<title>[^“”]*)[“”]$")


def is_told(target: str) -> bool:
    """Whether a target is so wrong that the rules here say so, whatever it leads to."""
    address = target.strip()
    told = (
        _PLACEHOLDER.match(address)
        or _MAIL.match(address)
        or _TWICE_ENCODED.search(address.partition("?")[0])
    )
    return bool(
        told or _NO_COLON.match(address) or _LOCAL.match(address) or _near_scheme(address) or _fault(address)
    )


@lru_cache(maxsize=1000)
def _near_scheme(target: str) -> str:
    """The scheme that was meant where a target begins with one that nobody knows, "" otherwise."""
    scheme = _SCHEME.match(target)
    name = scheme[1].lower() if scheme else ""
    return nearest(name, ("http", "https", "mailto")) if name and name not in _KNOWN else ""


def _unusual(site: Site) -> Iterator[tuple[Page, Link]]:
    """Each link that has no words or does more than to name a Markdown file: nothing here can be wrong with
    the others."""
    return ((found.page, found.link) for found in site.unusual)


@rule
def empty_target(site: Site) -> Iterator[Finding]:
    """A link without a target leads back to the page on which it stands.

    Bad: `[Method]()`
    Good: `[Method](method.md)`
    """
    for page, link in _unusual(site):
        if not link.target.strip() and link.kind != "image-reference" and not _is_anchor(page, link):
            yield Finding(page.path, link.place, "the link has no target", "write where it leads")


def _is_anchor(page: Page, link: Link) -> bool:
    """Whether an empty link only carries an id: `[](){#here}`."""
    return not (link.label or "").strip() and page.document.text.startswith(
        "{", link.offset + len(link.target) + 1
    )


@rule
def empty_link_text(site: Site) -> Iterator[Finding]:
    """A link without words cannot be seen, and a screen reader has nothing to say for it.

    Bad: `[](method.md)`
    Good: `[Method](method.md)`, `[![The routes](routes.svg)](routes.md)`
    """
    for page, link in _unusual(site):
        if link.kind == "link" and link.label is not None and not link.label.strip():
            if _is_anchor(page, link):
                continue
            message = f'the link to "{link.target}" has no text'
            yield Finding(page.path, link.start, message, "say what it leads to")


@rule
def placeholder_target(site: Site) -> Iterator[Finding]:
    """A target that was to be filled in later was forgotten.

    Bad: `[Method](#)`, `[Method](TODO)`
    Good: `[Method](method.md)`
    """
    for page, link in _unusual(site):
        if _PLACEHOLDER.match(link.target.strip()) and link.target.strip() not in site.files:
            message = f'the target "{link.target}" is a placeholder'
            yield Finding(page.path, link.place, message, "write where the link leads")


@rule
def local_address(site: Site) -> Iterator[Finding]:
    """An address of the author's own machine leads nowhere for anybody else.

    Bad: `[Method](http://localhost:8000/method/)`, `![Map](file:map.png)`
    Good: `[Method](method.md)`
    """
    for page, link in _unusual(site):
        if _LOCAL.match(link.target) and link.label != link.target:  # where it is shown it is meant
            message = f'the address "{link.target}" is on your own machine'
            yield Finding(page.path, link.place, message, "link to the page or file itself")


@rule
def misspelt_scheme(site: Site) -> Iterator[Finding]:
    """An address that begins with a misspelt `https:` leads nowhere.

    Bad: `[Law](htps://example.org)`
    Good: `[Law](https://example.org)`
    """
    for page, link in _unusual(site):
        if slip := _NO_COLON.match(link.target) or _MAIL.match(link.target):
            if not slip[0]:
                right = f"https://{link.target}"
            elif "@" in slip[0]:
                right = f"mailto:{link.target}"
            else:
                right = link.target.replace(slip[0], f"{slip[0]}:", 1)
            right = re.sub(r"(?<=:)/(?!/)", "//", right)
            message = f'the address "{link.target}" has no "{right.partition(":")[0]}:"'
            fix = None if _fault(right) else Fix(link.target, right)
            yield Finding(page.path, link.place, message, f'did you mean "{right}"?', fix)
            continue
        scheme = _SCHEME.match(link.target)
        if near := _near_scheme(link.target):
            message = f'the address "{link.target}" begins with "{scheme[1] if scheme else ""}:"'
            right = near + link.target[len(scheme[1]) :] if scheme else ""
            # What is malformed in another way too is not repaired by half.
            fix = None if _fault(right) else Fix(link.target, right)
            yield Finding(page.path, link.place, message, f'did you mean "{near}:"?', fix)


@rule
def malformed_address(site: Site) -> Iterator[Finding]:
    """An address with two beginnings, with one stroke, without a host or with a blank leads nowhere.

    Bad: `[Law](https://https://example.org)`, `[Write](mailto:example.org)`, `[Call](tel:1 23)`
    Good: `[Law](https://example.org)`, `[Write](mailto:me@example.org)`, `[Call](tel:+62123)`
    """
    yield from _of_options(site)
    for page, link in _unusual(site):
        if fault := _fault(link.target):
            said, right = fault
            right = "" if right and _fault(right) else right  # a repair that needs another is none
            advice = f'write "{right}"' if right else "copy it again"
            fix = Fix(link.target, right) if right else None
            yield Finding(page.path, link.place, f'the address "{link.target}" {said}', advice, fix)


def _of_options(site: Site) -> Iterator[Finding]:
    """The addresses of mkdocs.yml: those of the site and its repository begin with https://."""
    for option, mark in site.settings.addresses:
        address = mark.name
        slip, fault, near = _NO_COLON.match(address), _fault(address), _near_scheme(address)
        message, advice = f'the address "{address}"', "begin it with https://"
        if near:
            rest = address.partition(":")[2]
            yield Finding(
                site.settings.path, mark.place, f"{message} is misspelt", f'did you mean "{near}:{rest}"?'
            )
        elif fault:
            yield Finding(site.settings.path, mark.place, f"{message} {fault[0]}", f'write "{fault[1]}"')
        elif slip or (option in ("site_url", "repo_url") and not re.match(r"https?://", address)):
            yield Finding(site.settings.path, mark.place, f"{message} has no beginning", advice)


@lru_cache(maxsize=1000)
def _fault(target: str) -> tuple[str, str] | None:
    """What is wrong with the form of an address, and what it should be ("": not known)."""
    scheme = target.partition(":")[0].lower() if ":" in target else ""
    if (
        scheme not in ("http", "https", "mailto", "tel")
        or _TEMPLATE.search(target)
        or _PLACEHOLDER.match(target)
    ):
        return None
    if scheme == "mailto":
        address = target[7:].partition("?")[0]
        right = "mailto:" + address.lstrip("/")
        sound = not target[7:] or not address or "@" in unquote(address)
        return (
            ("is no address of mail", "")
            if not sound
            else ("has strokes", right)
            if address[0:1] == "/"
            else None
        )
    if scheme == "tel":
        return (
            None
            if re.fullmatch(r"\+?[\d().*#;=a-z-]+", target[4:].replace("%20", ""))
            else ("is no number", "")
        )
    if found := _TWICE.match(target):
        return "begins twice", target[found.end() :]
    if not re.match(r"https?://[^/]", target, re.I):
        rest = target.partition(":")[2].lstrip("/")
        return "has not two strokes", f"{scheme}://{rest}" if rest else ""
    if " " in target:
        return "holds a blank", target.replace(" ", "%20")
    return None if _HOST.match(target) else ("names no host", "")


@rule
def double_encoding(site: Site) -> Iterator[Finding]:
    """An address that was encoded twice leads to a page whose name holds per cent signs.

    Bad: `[Law](the%2520law.md)`
    Good: `[Law](the%20law.md)`
    """
    for page, link in _unusual(site):
        if _TWICE_ENCODED.search(link.target.partition("?")[0]):
            right = _TWICE_ENCODED.sub(lambda found: "%" + found[0][3:], link.target)
            message = f'"{link.target}" is encoded twice'
            yield Finding(page.path, link.place, message, f'write "{right}"', Fix(link.target, right))


@rule
def blank_in_target(site: Site) -> Iterator[Finding]:
    """A blank ends a target for most programs that read Markdown: the link is printed as it was typed.

    Bad: `[Law](the law.md)`
    Good: `[Law](the%20law.md)`, `[Law](<the law.md>)`
    """
    for page, link in _unusual(site):
        # A template is no target yet; of an anchor with a blank missing-anchor speaks.
        blank = " " in link.target.partition("#")[0] and "{{" not in link.target
        if blank and link.kind in ("link", "image") and not _SCHEME.match(link.target):
            before = page.document.text[link.offset - 1 : link.offset]
            if before != "<":
                yield _blank(page, link, right_without_blank(site, page, link), site)


def _blank(page: Page, link: Link, right: str, site: Site) -> Finding:
    """What a target with a blank should be: without it, or with what stands for it where a file has its name."""
    message = f'the target "{link.target}" holds a blank'
    if not right and link.target.startswith((". ", ".. ", "... ")):
        return Finding(page.path, link.place, message, "take it out")
    right = right or link.target.replace(" ", "%20")
    return Finding(page.path, link.place, message, f'write "{right}"', Fix(link.target, right))


def right_without_blank(site: Site, page: Page, link: Link) -> str:
    """The target that was meant by one with a blank that should not be there, or with a title in quotation marks
    that Markdown does not know; "" for any other."""
    if " " not in link.target.partition("#")[0]:
        return ""
    titled = _TYPOGRAPHIC.fullmatch(link.target)
    closed = link.target.replace(" ", "")
    if titled and resolve(page.src, titled["path"]) in site.files:
        return f'{titled["path"]} "{titled["title"]}"'
    return closed if resolve(page.src, closed) in site.files else ""
