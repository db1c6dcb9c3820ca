"""Links that were written down wrongly: Markdown prints them as they were typed, and nobody can follow them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from edition.model import Document, Fix, Page, Site
from edition.patterns import late
from edition.rules import Finding, rule

FAMILY = "links"

# What nobody writes in prose: an address, a file with the suffix of one, or an anchor.
_TARGET = (
    r"[a-z][a-z0-9+.-]{1,20}://[^\s()\[\]<>\"]++|mailto:[^\s()\[\]<>\"]++|#[\w-]++"
    r"|[^\s()\[\]<>\":#]*\.(?:md|html?|pdf|svg|png|jpe?g|gif|webp|csv|json|ya?ml|zip|docx?|xlsx?|pptx?|mp[34]|txt)"
    r"(?:#[^\s()\[\]<>\"]*+)?"
)
_REVERSED = late(rf"(?<![\w)\]])!?\((?P<text>[^()\[\]\n]+)\)\[(?P<target>{_TARGET})\](?![(\[:])")
_APART = late(
    rf"(?<!\])!?\[(?P<text>[^\[\]\n]*)\](?P<blank>[ ]+)\((?P<target>{_TARGET})(?:[ ]+\"[^\"\n]*\")?\)"
)
_OPEN = late(rf"\]\((?P<target>{_TARGET})(?=[.,;:!?]*(?:\s|\Z))")
_BEGIN = late(r"\]\([ \t\n]*<?")
_LONGEST_TEXT = 1000  # of a link
_NO_TEXT = late(r"[\W\d_]*+[xX]?[\W\d_]*|[\^#].*|[^@]*@.*")  # a box to tick, a number, a mark, a citation


@rule
def reversed_link(site: Site) -> Iterator[Finding]:
    """The words of a link stand in the brackets and its target in the parentheses, not the other way round.

    Bad: `(Method)[method.md]`
    Good: `[Method](method.md)`
    """
    for page in site.pages.values():
        masked = page.document.masked
        for found in _REVERSED.finditer(masked) if ")[" in page.document.loose else ():
            if not _means_something_else(page.document, found["target"], found["target"]):
                text = page.document.text[slice(*found.span("text"))]
                right = f"{'!' * found[0].startswith('!')}[{text}]({found['target']})"
                message = "brackets and parentheses of a link are exchanged"
                yield _finding(page, found.start(), message, right, page.document.text[slice(*found.span())])


@rule
def blank_before_target(site: Site) -> Iterator[Finding]:
    """The target of a link follows its words at once; behind a blank it is no target.

    Bad: `[Method] (method.md)`
    Good: `[Method](method.md)`
    """
    for page in site.pages.values():
        masked = page.document.masked
        for found in _APART.finditer(masked) if "] (" in page.document.loose else ():
            text = page.document.text[slice(*found.span("text"))]
            if not _NO_TEXT.fullmatch(text) and not _means_something_else(
                page.document, text, found["target"]
            ):
                old = page.document.text[slice(*found.span())]
                cut = found.start("blank") - found.start()
                right = old[:cut] + old[cut:].lstrip()
                message = "a blank stands between the words of a link and its target"
                yield _finding(page, found.start(), message, right, old)


def _means_something_else(document: Document, label: str, target: str) -> bool:
    """Whether a bracket is that of a label, or an anchor is none of the page."""
    name = " ".join(label.lower().split())
    is_label = name in document.used_labels or any(mark.name == name for mark in document.labels)
    return is_label or (target.startswith("#") and target[1:] not in document.ids)


@rule
def wiki_link(site: Site) -> Iterator[Finding]:
    """Links of a wiki are none to MkDocs without a plugin: they are printed with their brackets.

    Bad: `[[method]]`, `[[method.md|Method]]`
    Good: `[Method](method.md)`
    """
    if site.settings.glossary or _WIKIS & (site.settings.plugins | site.settings.extensions.keys()):
        return
    named: dict[str, list[Page]] = {}
    for page in site.pages.values():
        named.setdefault(posixpath.basename(page.src).casefold(), []).append(page)
    for page in site.pages.values():
        for mark in page.document.terms:
            old = page.document.text[mark.start : mark.end]
            src = _page_of_wiki(page, mark.name, named)
            if src:
                label = old.strip("[]").partition("|")[2] or mark.name.removesuffix(".md")
                right = f"[{label}]({posixpath.relpath(src, posixpath.dirname(page.src) or '.')})"
                yield _finding(page, mark.start, "a link of a wiki is none here", right, old)


_WIKIS = frozenset(
    ("roamlinks", "ezlinks", "obsidian-bridge", "obsidian-support", "wikilinks", "mkdocs-wikilinks-plugin")
)


def _page_of_wiki(page: Page, name: str, named: Mapping[str, Sequence[Page]]) -> str:
    """The page in the same language that a name means, by its path or the end of it; "" for none. `named`: the
    pages by the names of their files."""
    path = name.partition("#")[0].removesuffix(".md").strip().replace(" ", "-").casefold()
    alike = named.get(f"{posixpath.basename(path)}.md", ()) if path else ()
    others = (each.src for each in alike if each.language == page.language)
    return next((src for src in others if f"/{src.casefold()}".endswith(f"/{path}.md")), "")


@rule
def unclosed_link(site: Site) -> Iterator[Finding]:
    """A link ends with a parenthesis; without it its target is printed in the middle of the text.

    Bad: `[Method](method.md`
    Good: `[Method](method.md)`
    """
    for page in site.pages.values():
        document = page.document
        for at in _never_closed(document) if document.loose & {"[", "]("} else ():
            found = _OPEN.match(document.masked, at)
            start = document.masked.rfind("[", max(at - _LONGEST_TEXT, 0), at)
            if found is None or start == -1 or "\n\n" in document.masked[start:at]:
                continue
            start -= document.masked[start - 1 : start] == "!"
            old = document.text[start : found.end()]
            yield _finding(page, start, "the parenthesis of a link is not closed", f"{old})", old)


def _never_closed(document: Document) -> Iterator[int]:
    """The offset of each `](` that begins no target."""
    masked, at = document.masked, document.masked.find("](")
    closed = {link.offset for link in document.links} if at != -1 else set()
    while at != -1:
        if at + 2 not in closed and masked[at - 1 : at] != "\\":
            begin = _BEGIN.match(masked, at)
            if begin is None or begin.end() not in closed:
                yield at
        at = masked.find("](", at + 2)


def _finding(page: Page, offset: int, message: str, right: str, old: str) -> Finding:
    place = page.document.places.at(offset)
    fix = Fix(old, right) if "\n" not in old else None
    return Finding(page.path, place, message, f"write {right}" if fix else "", fix)
