"""Links: what can be seen of a target without looking where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from edition.model import Fix, Link, Page, Site
from edition.patterns import late
from edition.rules import Finding, advice, nearest, rule
from edition.sources.lines import holds
from edition.targets import SCHEME, resolve

FAMILY = "links"

_SCHEME = late(r"([A-Za-z][A-Za-z0-9+.-]*):(//)?")
_NO_COLON = late(
    r"(https?)(?=[;,.]?//|/[\w-]+\.)|(?=www\.[\w-]+\.\w)"
    r"|(?=(?:[a-z0-9][a-z0-9-]*\.)+(?:com|org|net|edu|gov|info|(?:go|ac|co|or)\.(?:id|uk|jp))(?:[/?#]|$))",
    re.I,
)
_MAIL = late(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
_KNOWN = frozenset(
    ("http", "https", "mailto", "tel", "sms", "ftp", "ftps", "data", "javascript", "geo", "git", "ssh", "irc", "xmpp",
     "news", "urn", "doi", "magnet", "vscode", "slack", "matrix", "whatsapp", "market", "intent")
)  # fmt: skip
_LOCAL = late(r"(?:file:|[a-z]:[\\/]|https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?=[:/]|$))", re.I)
_PLACEHOLDER = late(
    r"(?i:#|todo|tbd|fixme|xxx|url|link|\.\.\.|…|javascript:(?:void\(0\))?;?)$|https?://(?:[^\s/]+/)*(?:TODO|TBD|FIXME|XXX|\.\.\.|…)/?$"
)
_TWICE_ENCODED = late(r"%25[0-9A-Fa-f]{2}")
_TEMPLATE = late(r"[{}<>$]|%7B", re.I)
_TWICE = late(r"https?:/{0,2}(?:(?:dx\.)?doi\.org/)?(?=https?:)", re.I)
_HOST = late(r"https?://(?:[^\s/?#@]*@)?(?:\[[\da-f:.]+\]|[^\s/?#,.]+(?:\.[^\s/?#,.]+)*)\.?(?:[/?#]|$)", re.I)
_TITLED = late(r"(?P<path>\S+)[ ]+[“”„\"'](?P<title>.*)$")


_SPACED = late(r"<(?P<target>https?://[^\s<>]*[ ][^<>\n\"=]*)>")
_SIZED = late(r"(\S+)[ ]+=\d*x\d*[ ]*")  # as other programs write the size of an image
_QUOTES = late(r"[“”„\"]|'$")


def is_told(target: str) -> bool:
    """Whether a target is so wrong that the rules here say so, whatever it leads to."""
    address = target.strip()
    told = (
        _PLACEHOLDER.match(address)
        or _MAIL.match(address)
        or _TWICE_ENCODED.search(address.partition("?")[0])
        or ".md%23" in address
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
    """A link without a target leads back to the page on which it stands, and one that ends with `#` to its top.

    Bad: `[Method]()`, `[Method](method.md#)`
    Good: `[Method](method.md)`
    """
    for page, link in _unusual(site):
        if link.target[1:].endswith("#") and not _SCHEME.match(link.target):
            right = link.target[:-1]
            fix = Fix(link.target, right)
            yield Finding(page.path, link.place, "nothing stands behind the #", f'write "{right}"', fix)
        if not link.target.strip() and link.kind != "image-reference" and not _is_anchor(page, link):
            yield Finding(page.path, link.place, "the link has no target", "write where it leads")

    for page in site.pages.values():
        for found in _NO_SOURCE.finditer(page.document.masked) if holds(page.document.masked, "<img") else ():
            place = page.document.places.at(found.start())
            yield Finding(page.path, place, "the image has no src", "write which file it shows")


_NO_SOURCE = late(r"<img(?=[\s/>])(?![^<>]*\bsrc(?:set)?\s*=)[^<>]*>", re.I)


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
    for page in site.pages.values():
        for found in _EMPTY.finditer(page.document.masked) if holds(page.document.masked, "</a>") else ():
            if not _NAMED.search(found["attributes"]):
                message = f'the link to "{found["target"]}" has no text'
                yield Finding(
                    page.path, page.document.places.at(found.start()), message, "say what it leads to"
                )


_EMPTY = late(r"<a(?P<attributes>\s[^<>]*?href\s*=\s*[\"'](?P<target>[^\"'<>]*)[\"'][^<>]*)></a>", re.I)
_NAMED = late(r"(?:aria-label|title|id|name|class)\s*=", re.I)  # a style can draw an icon


@advice
def vague_link_text(site: Site) -> Iterator[Finding]:
    """A screen reader lists the links of a page by their words alone, and "click here" says nothing of where one leads.

    Bad: `[Click here](method.md) for the method`
    Good: `See [the method](method.md)`
    """
    for found in site.references:
        if found.link.label in _VAGUE and found.link.kind == "link":
            message = f'the words "{found.link.label}" do not say what the link leads to'
            yield Finding(found.page.path, found.link.start, message, "name it")


_WORDS = ("click here", "click this link", "klik di sini", "klik disini", "klik tautan ini")
_VAGUE = frozenset(
    f"{each}{stop}"
    for word in _WORDS
    for each in (word, word.capitalize(), word.title(), word.upper())
    for stop in ("", ".")
)


@advice
def misleading_link(site: Site) -> Iterator[Finding]:
    """A link whose words are an address leads to that address: readers trust what they see.

    Reported where the hosts differ.

    Bad: `[https://law.example](https://lawyers.example/)`
    Good: `[https://law.example](https://law.example/)`
    """
    for page, link in _unusual(site):
        if link.kind == "link" and link.label and link.label.startswith("http") and link.label != link.target:
            shown, meant = _ADDRESS.fullmatch(link.label.strip()), _ADDRESS.match(link.target)
            if shown and meant and shown["host"].lower() != meant["host"].lower():
                message = f'the words name "{shown["host"]}", the link leads to "{meant["host"]}"'
                yield Finding(page.path, link.place, message, "write the same in both")


_ADDRESS = late(r"https?://(?:www\.)?(?P<host>[\w.-]+)[^\s]*", re.I)


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
    for option, mark in site.settings.addresses:
        if option != "site_url" and _LOCAL.match(mark.name):
            message = f'the address "{mark.name}" is on your own machine'
            yield Finding(site.settings.path, mark.place, message, "name the page itself")
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
            if resolve(page.src, link.target) in site.files:
                continue  # a file whose name looks like a host
            if not slip[0]:
                right = f"https://{link.target}"
            elif "@" in slip[0]:
                right = f"mailto:{link.target}"
            else:
                right = f"{slip[0]}:{link.target[len(slip[0]) :].lstrip(';,.')}"
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
        sound = not target[7:] or not address or re.search(r"@[^@]*\.|@localhost$", unquote(address))
        if sound and re.search(r"\s|%20", address):
            return "holds a blank", re.sub(r"\s|%20", "", target)
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
    if not re.match(r"https?://[^/\\:]", target, re.I):
        rest = target.partition(":")[2].lstrip("/\\:")
        return "has not two strokes", f"{scheme}://{rest}" if rest else ""
    if _TITLED.fullmatch(target):
        return None  # blank-in-target speaks of its title
    if " " in target:
        host, stroke, path = target.partition("://")[2].partition("/")
        return "holds a blank", f"{scheme}://{host.replace(' ', '')}{stroke}{path.replace(' ', '%20')}"
    if not _HOST.match(target):
        return "names no host", ""
    return _fault_behind(target)


_PORT = late(r"https?://[^\s/?#@\[\]]+:(?!\d*(?:[/?#]|$))", re.I)
_HALF_ENCODED = late(r"[^?#]*%(?![0-9A-Fa-f]{2})")
_PASSWORD = late(r"https?://[^\s/?#@:]+:[^\s/?#@]+@", re.I)


def _fault_behind(target: str) -> tuple[str, str] | None:
    """The same of what stands around and behind the host of an address."""
    if _PASSWORD.match(target):
        return "holds a password", re.sub(r"//[^/@]*@", "//", target, count=1)
    if _PORT.match(target):
        return "has a port that is no number", ""
    if target[-1] in ",;":
        return f'ends with "{target[-1]}"', target.rstrip(",;")
    return ("has a % that begins no encoding", "") if _HALF_ENCODED.match(target) else None


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
        elif ".md%23" in link.target and link.kind == "link":
            right = link.target.replace(".md%23", ".md#", 1)
            message = f'the # of "{link.target}" is encoded, and begins no anchor'
            yield Finding(page.path, link.place, message, f'write "{right}"', Fix(link.target, right))


@rule
def blank_in_target(site: Site) -> Iterator[Finding]:
    """A blank ends a target for most programs that read Markdown: the link is printed as it was typed.

    Bad: `[Law](the law.md)`
    Good: `[Law](the%20law.md)`, `[Law](<the law.md>)`
    """
    for page, link in _unusual(site):
        # A template is no target yet; of an anchor with a blank missing-anchor speaks.
        titled = " " in link.target and _TITLED.fullmatch(link.target)
        blank = (titled or " " in link.target.partition("#")[0]) and "{{" not in link.target
        if blank and link.kind in ("link", "image") and (titled or not _SCHEME.match(link.target)):
            before = page.document.text[link.offset - 1 : link.offset]
            if before != "<":
                yield _blank(page, link, right_without_blank(site, page, link), site)
    for page in site.pages.values():
        for found in _SPACED.finditer(page.document.masked) if holds(page.document.masked, "<http") else ():
            target = page.document.text[slice(*found.span("target"))]
            place, right = page.document.places.at(found.start("target")), target.replace(" ", "%20")
            message = f'the target "{target}" holds a blank'
            yield Finding(page.path, place, message, f'write "{right}"', Fix(target, right))


def _blank(page: Page, link: Link, right: str, site: Site) -> Finding:
    """What a target with a blank should be: without it, or with what stands for it where a file has its name."""
    message = f'the target "{link.target}" holds a blank'
    if not right and link.target.startswith((". ", ".. ", "... ")):
        return Finding(page.path, link.place, message, "take it out")
    right = right or link.target.replace(" ", "%20")
    return Finding(page.path, link.place, message, f'write "{right}"', Fix(link.target, right))


def right_without_blank(site: Site, page: Page, link: Link) -> str:
    """The target that was meant by one with a blank that should not be there, or with a title in quotation marks
    that Markdown does not know, or that are not closed; "" for any other."""
    if " " not in link.target:
        return ""
    if sized := _SIZED.fullmatch(link.target):
        return sized[1] if resolve(page.src, sized[1]) in site.files else ""
    titled = _TITLED.fullmatch(link.target)
    if titled and (SCHEME.match(link.target) or resolve(page.src, titled["path"]) in site.files):
        return f'{titled["path"]} "{_QUOTES.sub("", titled["title"]).strip()}"'
    if " " not in link.target.partition("#")[0]:
        return ""
    closed = link.target.replace(" ", "")
    return closed if resolve(page.src, closed) in site.files else ""
