"""Attributes, in braces and in raw HTML: spelt rightly, closed, and where Markdown reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Fix, Page, Site
from edition.patterns import late
from edition.rules import Finding, rule
from edition.slips import meant

FAMILY = "records"

# An attribute list at the end of a heading; braces in braces are a variable of a template.
_HEADING = late(r"\n[ ]{0,3}#{1,6}[ ][^\n]*?[ ](?P<list>\{(?P<inner>[^{}\n]*)\})[ \t#]*(?=\n|\Z)")
_ITEM = (
    r"(?:#[^\s#.{}=](?:[^\s#{}=]*[^\s.#{}=])?|\.[^\s#.{}=]+"
    r"|[\w:@.-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'=]+)|data-[\w-]+|hidden|-)"
)
_SOUND = late(rf":?[ ]*{_ITEM}(?:[ ]+{_ITEM})*[ ]*")
_APART = late(
    r"(?<=\))(?P<blank>[ ]+)(?P<list>\{:?[ ]*(?:[.#][A-Za-z][\w-]*|[a-z]+=[\w\"'])[^{}\n]*\})(?=[ \t]*(?:\n(?!:)|\Z))"
)
_LIST = late(r"\{:?[ ]*[^{}\n=]{0,80}=[^{}\n]*\}")
_NAME = late(r"(?<=[ {:])(?P<name>[a-z]{3,10})=")
_TAG = late(
    r"<(?P<tag>a|img|div|span|p|iframe|video|audio|source|details|figure|object)"
    r"(?P<inner>\s(?:[^<>\"']++|\"[^\"\n]*\"|'[^'\n]*'){0,50}+)>",
    re.I,
)
_TAG_NAME = late(r"(?<=\s)(?P<name>[a-z]{3,10})(?=\s*=|\s|/|$)")
_QUOTED = late(r"\"[^\"]*\"|'[^']*'")
# What is written by hand, and what else HTML has that looks like it.
_WRITTEN = ("width", "height", "class", "style", "title", "target", "align", "loading", "href", "srcset", "markdown",
            "src", "alt", "rel", "id")  # fmt: skip
_OTHERS = frozenset(
    ("name", "data", "type", "value", "lang", "role", "size", "open", "rows", "cols", "span", "start", "media", "sizes",
     "shape", "color", "face", "scope", "label", "hreflang", "poster", "slot", "part", "ref", "dir", "for", "filename",
     "hidden", "controls", "muted", "loop", "allow", "border", "valign", "tabindex", "download", "caption", "attr",
     "sty", "tag", "kind")
)  # fmt: skip
_OPEN_QUOTE = late(
    r"<(?P<tag>a|img|div|span|p|iframe|video|details)\s(?:[^<>\"']|\"[^\"<>\n]*\")*?=\"[^\"<>\n]*>(?=[^\"<\n]*(?:<|\n|\Z))",
    re.I,
)
_SRCSET = late(r"\bsrcset\s*=\s*(?:\"(?P<value>[^\"]*)\"|'(?P<other>[^']*)')", re.I)
_WORD = late(r"\S+")
_DESCRIPTOR = late(r"\d+(?:\.\d+)?[wxh]")


@rule
def malformed_attributes(site: Site) -> Iterator[Finding]:
    """An attribute list names an id by `#id`, a class by `.class`, anything else by `key=value`, and stands right
    behind its link; behind a heading all that is in braces is taken for one, and words in it are not printed.

    Bad: `## Method {# method}`, `## Method {method}`, `[Method](method.md) { .button }`
    Good: `## Method {#method}`, `[Method](method.md){ .button }`
    """
    for page in site.pages.values() if "attr_list" in site.settings.extensions else ():
        masked = page.document.masked
        if "{" not in masked:
            continue
        for found in _HEADING.finditer(f"\n{masked}") if " {" in masked else ():
            if not _SOUND.fullmatch(found["inner"]) and found["inner"].strip(" :"):
                yield _of_heading(page, found)
        for found in _APART.finditer(masked) if ") {" in masked else ():
            line = masked[masked.rfind("\n", 0, found.start()) + 1 : found.start()].lstrip(" \t>")
            if line[:1] not in ("#", "|"):
                place = page.document.places.at(found.start("list"))
                message = f'a blank stands before "{found["list"]}": it is printed as it was typed'
                yield Finding(page.path, place, message, "write it right behind the parenthesis")


def _of_heading(page: Page, found: re.Match[str]) -> Finding:
    inner = found["inner"].strip(" :")
    place = page.document.places.at(found.start("list") - 1)  # a line end was put before it
    named = re.fullmatch(r"\.?#[ ]*([\w-]+)", inner)
    message = f'"{found["list"]}" is no attribute list, and Markdown takes it for one'
    if named is None:
        return Finding(page.path, place, message, "write {#id} or {.class}, or put it in backticks")
    return Finding(page.path, place, message, f"write {{#{named[1]}}}")


@rule
def unknown_attribute(site: Site) -> Iterator[Finding]:
    """An attribute whose name is misspelt does nothing, and nobody says so.

    Bad: `![The routes](routes.svg){ widht=300 }`, `<a herf="method/">`
    Good: `![The routes](routes.svg){ width=300 }`, `<a href="method/">`
    """
    lists = "attr_list" in site.settings.extensions
    for page in site.pages.values():
        masked = page.document.masked
        for found in _LIST.finditer(masked) if lists and "{" in masked else ():
            inner = _QUOTED.sub(lambda quoted: '"' + " " * (len(quoted[0]) - 2) + '"', found[0])
            yield from _misspelt(page, _NAME.finditer(inner), found.start())
        for found in _TAG.finditer(masked) if "<" in masked else ():
            inner = _QUOTED.sub(lambda quoted: '"' + "_" * (len(quoted[0]) - 2) + '"', found["inner"])
            yield from _misspelt(page, _TAG_NAME.finditer(inner), found.start("inner"))


def _misspelt(page: Page, names: Iterator[re.Match[str]], start: int) -> Iterator[Finding]:
    for found in names:
        name = found["name"]
        near = "" if name in _OTHERS else meant(name, _WRITTEN)
        if near and (len(name) > 3 or sorted(name) == sorted(near)) and len(near) > 2:
            message = f'unknown attribute "{name}"'
            place = page.document.places.at(start + found.start("name"))
            yield Finding(page.path, place, message, f'did you mean "{near}"?', Fix(name, near))


@rule
def unclosed_quote(site: Site) -> Iterator[Finding]:
    """The value of an attribute ends with the quotation mark with which it begins, or what follows is part of it.

    Bad: `<a href="method/>Method</a>`
    Good: `<a href="method/">Method</a>`
    """
    for page in site.pages.values():
        masked = page.document.masked
        for found in _OPEN_QUOTE.finditer(masked) if "<" in masked and '="' in masked else ():
            place = page.document.places.at(found.start())
            yield Finding(
                page.path, place, f"a value of <{found['tag']}> is not closed", 'write " where it ends'
            )


@rule
def malformed_srcset(site: Site) -> Iterator[Finding]:
    """The candidates of a `srcset` are parted by commas; behind each stands its width or its density.

    Bad: `srcset="a.png 1x b.png 2x"`, `srcset="a.png 300px"`
    Good: `srcset="a.png 1x, b.png 2x"`, `srcset="a.png 300w"`
    """
    for page in site.pages.values():
        masked = page.document.masked
        for found in _SRCSET.finditer(masked) if "<" in masked and "srcset" in masked else ():
            group = "value" if found["value"] is not None else "other"
            if "{{" not in found[group]:
                yield from _wrong_candidates(page, found[group], found.start(group))


def _wrong_candidates(page: Page, value: str, start: int) -> Iterator[Finding]:
    for candidate in re.finditer(r"[^\s,](?:[^,]|,(?=\S))*", value):
        address, *words = _WORD.finditer(candidate[0])
        described = bool(words) and _DESCRIPTOR.fullmatch(words[0][0]) is not None
        wrong = words[1:] if described else words
        if wrong and not address[0].startswith("data:"):
            place = page.document.places.at(start + candidate.start() + wrong[0].start())
            if described:
                yield Finding(
                    page.path, place, "no comma stands before this candidate", f"write , {wrong[0][0]}"
                )
            else:
                message = f'"{wrong[0][0]}" is neither a width (300w) nor a density (2x)'
                yield Finding(page.path, place, message, "write one of them")
