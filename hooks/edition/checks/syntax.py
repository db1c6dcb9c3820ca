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
_OPEN = late(rf"\]\((?P<angle><?)(?P<target>{_TARGET})(?=(?P<end>\)?)[.,;:!?]*(?:\s|\Z))")
_BRACED = late(rf"\[(?P<text>[^\[\]\n]+)\]\{{(?P<target>(?![#.])(?:{_TARGET}))\}}")
_MARK_APART = late(
    r"!(?<![\w!]!)(?P<blank>[ ]+)\[(?P<text>[^\[\]\n]*)\]\((?P<target>[^\s()<>]+\.(?:svg|png|jpe?g|gif|webp))\)"
)
_BEGIN = late(r"\]\([ \t\n]*<?")
_LONGEST_TEXT = 1000  # of a link
_NO_TEXT = late(r"[\W\d_]*+[xX]?[\W\d_]*|[\^#].*|[^@]*@.*")  # a box to tick, a number, a mark, a citation


@rule
def reversed_link(site: Site) -> Iterator[Finding]:
    """The words of a link stand in the brackets and its target in the parentheses, not the other way round.

    Bad: `(Method)[method.md]`, `[Method]{method.md}`
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
        for found in _BRACED.finditer(masked) if "{" in masked and "]{" in masked else ():
            old = page.document.text[slice(*found.span())]
            right = f"{page.document.text[found.start() : found.start('target') - 1]}({found['target']})"
            yield _finding(page, found.start(), "the target of a link stands in braces", right, old)


@rule
def blank_before_target(site: Site) -> Iterator[Finding]:
    """The target of a link follows its words at once; behind a blank it is no target, and before one the sign of an
    image is none.

    Bad: `[Method] (method.md)`, `! [The routes](routes.svg)`
    Good: `[Method](method.md)`, `![The routes](routes.svg)`
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
        for found in _MARK_APART.finditer(masked) if "!" in masked and "! [" in masked else ():
            old = page.document.text[slice(*found.span())]
            if page.document.text[: found.start()].rstrip(" \t>")[-1:] in (
                "",
                "\n",
            ):  # and no end of a sentence
                message = "a blank stands between the sign of an image and its words"
                yield _finding(page, found.start(), message, f"!{old[1:].lstrip()}", old)


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
        read = len(document.links) + len(document.citations)
        loose = document.loose & {"[", "]("} or document.masked.count("]") > read
        for at in _never_closed(document) if loose else ():
            found = _OPEN.match(document.masked, at)
            start = _opening(document.masked, at)
            if found is None:
                continue
            above = document.masked[max(document.masked.rfind("\n\n", 0, at), 0) : at]
            if above.count("[") <= above.count("]"):
                place = document.places.at(at)
                message = "this bracket ends a link that does not begin"
                yield Finding(page.path, place, message, "write [ where its words begin")
                continue
            if start == -1 or bool(found["angle"]) != bool(found["end"]):
                continue
            start -= document.masked[start - 1 : start] == "!"
            old = document.text[start : found.end("target") + bool(found["end"])]
            message = "the angle bracket" if found["angle"] else "the parenthesis"
            right = old.replace("](<", "](", 1) if found["angle"] else f"{old})"
            yield _finding(page, start, f"{message} of a link is not closed", right, old)

    for page in site.pages.values():
        for found in _NO_BRACKET.finditer(page.document.masked) if "[" in page.document.loose else ():
            old = page.document.text[slice(*found.span())]
            right = f"[{page.document.text[slice(*found.span('text'))]}]({found['target']})"
            yield _finding(page, found.start(), "the bracket of a link is not closed", right, old)


def _opening(masked: str, closing: int) -> int:
    """The bracket that one closes, -1 for none that is near."""
    depth = 0
    for at in range(closing - 1, max(closing - _LONGEST_TEXT, -1), -1):
        if masked[at] == "[":
            depth -= 1
            if depth < 0:
                return at
        depth += masked[at] == "]"
    return -1


_NO_BRACKET = late(
    rf"\[(?<!\][\[])(?P<text>[^\[\]()\n]{{0,80}}[^\[\]()\s])\((?P<target>{_TARGET})\)(?![^\[\n]*\])"
)


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
