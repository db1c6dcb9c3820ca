"""Raw HTML: what is opened is closed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from edition.model import Page, Site
from edition.patterns import late
from edition.rules import Finding, rule
from edition.slips import meant

FAMILY = "records"

_BLOCKS = (
    "div|details|summary|figure|figcaption|section|article"
    "|aside|blockquote|center|table|picture|video|audio|iframe"
)
_SILENT = "script|style|pre|code|textarea|svg|template"  # in these stands what only looks like a tag
_INLINE = "a|span|em|strong|b|i|u|sup|sub|kbd|mark|small|button"
_TAG = late(
    rf"<(?P<end>/?)(?P<name>{_BLOCKS}|{_INLINE}|{_SILENT})"
    rf"(?P<attributes>\s(?:[^<>\"']|\"[^\"\n]{{0,2000}}\"|'[^'\n]{{0,2000}}')*+)?>",
    re.I,
)
_BLOCK = late(_BLOCKS, re.I)


@rule
def unclosed_tag(site: Site) -> Iterator[Finding]:
    """An element that is not closed goes on to the end of the page, with all that follows in it.

    Bad: `<div class="grid">` without `</div>`, `</span>` without `<span>`
    Good: both
    """
    for page in site.pages.values():
        masked = page.document.masked
        if "<" in masked and "{%" not in masked and not page.document.missing_snippets:
            yield from _unbalanced(page, masked)


@rule
def raw_markdown(site: Site) -> Iterator[Finding]:
    """In raw HTML nothing is read as Markdown, unless its element says `markdown`.

    Reported where a link or bold text stands in an element that begins a line.

    Bad: `<details>`, and in it `[Method](method.md)`
    Good: `<details markdown>`, with `md_in_html` under `markdown_extensions`
    """
    for page in site.pages.values():
        masked = page.document.masked
        for found in _RAW.finditer(masked) if "<" in masked and "\n<" in masked else ():
            inner = found["inner"]
            if "markdown" in found["attributes"] or "markdown" in inner or "{{" in inner or "{%" in inner:
                continue
            if left := _LEFT.search(_CODE.sub(lambda code: " " * len(code[0]), inner)):
                place = page.document.places.at(found.start("inner") + left.start())
                message = f'"{left[0]}" stands in raw HTML (<{found["name"]}>) and is printed as it was typed'
                yield Finding(page.path, place, message, f"write <{found['name']} markdown>, or HTML")


_RAW = late(
    r"\n<(?P<name>div|details|figure|section|center|aside|article|p)(?P<attributes>(?:\s[^<>]*)?)>"
    r"(?P<inner>(?:[^<]++|<(?!/?(?P=name)[\s>]))*+)</(?P=name)>",
    re.I,
)
_CODE = late(r"<(code|kbd|samp|a)\b[^<>]*>[^<]*</\1>", re.I)
_LEFT = late(
    r"(?<![\w!\]\\])\[[^\[\]\n]+\]\([^()\s]+\)|!\[[^\[\]\n]*\]\([^()\s]+\)"
    r"|(?<![\w*\\])\*\*(?=[^\s*])[^*\n]*[^\s*]\*\*(?![\w*])"
)


@rule
def unknown_tag(site: Site) -> Iterator[Finding]:
    """An element whose name is misspelt is none: what it holds is shown as if it were not there.

    Bad: `<detail>` and `</detail>`
    Good: `<details>` and `</details>`
    """
    for page in site.pages.values():
        masked = page.document.masked
        for found in _CLOSED.finditer(masked) if "<" in masked and "</" in masked else ():
            near = meant(found["name"], _NAMES) if found["name"] not in _OTHERS else ""
            if near:
                place = page.document.places.at(found.start())
                yield Finding(
                    page.path, place, f"there is no element <{found['name']}>", f'did you mean "<{near}>"?'
                )


_CLOSED = late(r"<(?P<name>[a-z]{5,12})(?=[\s>])[^<>]*>(?=.*?</(?P=name)>)", re.S)
_NAMES = ("details", "summary", "figure", "figcaption", "iframe", "video", "audio", "table", "section", "article",
          "button", "strong", "script", "style", "center", "blockquote", "picture", "source")  # fmt: skip
_OTHERS = frozenset(
    ("tables", "styles", "scripts", "sources", "figures", "images", "sections", "articles", "videos")
)


def _unbalanced(page: Page, masked: str) -> Iterator[Finding]:
    opened: list[re.Match[str]] = []
    number: Counter[str] = Counter()  # of those that are open, by their names
    for tag in _shown(masked):
        name = tag["name"].lower()
        if not tag["end"]:
            if not (tag["attributes"] or "").rstrip().endswith("/"):
                opened.append(tag)
                number[name] += 1
        elif number[name]:
            while (last := opened.pop())["name"].lower() != name:
                number[last["name"].lower()] -= 1
                yield from _not_closed(page, masked, [last])
            number[name] -= 1
        elif _is_meant(masked, tag):
            place = page.document.places.at(tag.start())
            yield Finding(page.path, place, f"{tag[0]} closes nothing", f"remove it, or write <{name}>")
    yield from _not_closed(page, masked, opened)


def _shown(masked: str) -> Iterator[re.Match[str]]:
    """The tags that stand in no script, drawing or piece of code."""
    silent = ""
    for tag in _TAG.finditer(masked):
        name = tag["name"].lower()
        if silent:
            silent = "" if tag["end"] and name == silent else silent
        elif re.fullmatch(_SILENT, name):
            silent = "" if tag["end"] or (tag["attributes"] or "").endswith("/") else name
        else:
            yield tag


def _not_closed(page: Page, masked: str, tags: list[re.Match[str]]) -> Iterator[Finding]:
    for tag in tags:
        if _is_meant(masked, tag):
            name = tag["name"].lower()
            message = f"<{name}> is not closed"
            yield Finding(
                page.path, page.document.places.at(tag.start()), message, f"write </{name}> where it ends"
            )


def _is_meant(masked: str, tag: re.Match[str]) -> bool:
    """Whether a tag is no word between angle brackets: it has attributes, or a block stands on a line of its own."""
    line = masked[masked.rfind("\n", 0, tag.start()) + 1 : tag.start()]
    is_block = _BLOCK.fullmatch(tag["name"]) is not None and not line.strip(" \t>")
    return (
        is_block
        or bool(tag["attributes"])
        or (bool(tag["end"]) and tag["name"].lower() in ("a", "span", "div"))
    )
