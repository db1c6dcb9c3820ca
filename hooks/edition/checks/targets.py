"""Links: what can be seen of a target without looking where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Fix, Link, Page, Site
from edition.rules import Finding, nearest, rule

FAMILY = "links"

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(//)?")
_NO_COLON = re.compile(r"(https?)(?=//|/[\w-]+\.)", re.I)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
_KNOWN = frozenset(
    ("http", "https", "mailto", "tel", "sms", "ftp", "ftps", "data", "javascript", "geo", "git", "ssh", "irc", "xmpp",
     "news", "urn", "doi", "magnet", "vscode", "slack", "matrix", "whatsapp", "market", "intent")
)  # fmt: skip
_LOCAL = re.compile(r"(?:file:|https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?=[:/]|$))", re.I)
_PLACEHOLDER = re.compile(r"(?:#|todo|tbd|fixme|xxx|url|link|\.\.\.|…)$", re.I)
_TWICE_ENCODED = re.compile(r"%25[0-9A-Fa-f]{2}")


def _unusual(site: Site) -> Iterator[tuple[Page, Link]]:
    """Each link that does more than to name a Markdown file: nothing here can be wrong with the others."""
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
    for found in site.references:
        link = found.link
        if link.kind == "link" and link.label is not None and not link.label.strip():
            if _is_anchor(found.page, link):
                continue
            message = f'the link to "{link.target}" has no text'
            yield Finding(found.page.path, link.start, message, "say what it leads to")


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
            right = (
                f"mailto:{link.target}" if "@" in slip[0] else link.target.replace(slip[0], f"{slip[0]}:", 1)
            )
            right = re.sub(r"(?<=:)/(?!/)", "//", right)
            message = f'the address "{link.target}" has no "{right.partition(":")[0]}:"'
            yield Finding(page.path, link.place, message, f'did you mean "{right}"?', Fix(link.target, right))
            continue
        scheme = _SCHEME.match(link.target)
        name = scheme[1].lower() if scheme else ""
        near = nearest(name, ("http", "https", "mailto")) if name and name not in _KNOWN else ""
        if near:
            message = f'the address "{link.target}" begins with "{scheme[1] if scheme else ""}:"'
            right = near + link.target[len(scheme[1]) :] if scheme else ""
            yield Finding(page.path, link.place, message, f'did you mean "{near}:"?', Fix(link.target, right))


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
        blank = " " in link.target and "{{" not in link.target  # a template is no target yet
        if blank and link.kind in ("link", "image") and not _SCHEME.match(link.target):
            before = page.document.text[link.offset - 1 : link.offset]
            if before != "<":
                right = link.target.replace(" ", "%20")
                message = f'the target "{link.target}" holds a blank'
                yield Finding(page.path, link.place, message, f'write "{right}"', Fix(link.target, right))
