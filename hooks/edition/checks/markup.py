"""The built site: what its HTML says, and what Markdown left in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from edition.built import Built, BuiltPage, Tag
from edition.built_rules import built_rule, finding, origin
from edition.model import Site
from edition.patterns import late
from edition.rules import Finding

FAMILY = "html"

# Drawings repeat their ids from icon to icon, and nobody links to them.
_DRAWN = frozenset(
    ("svg", "g", "path", "circle", "rect", "line", "ellipse", "polygon", "polyline", "text", "tspan", "use",
     "defs", "symbol", "marker", "mask", "pattern", "clippath", "lineargradient", "radialgradient", "stop",
     "filter", "image", "title", "desc")
)  # fmt: skip


@built_rule
def html_duplicate_id(built: Built, site: Site) -> Iterator[Finding]:
    """A link to an id that stands twice on a page always leads to the first.

    Bad: `<a id="note"></a>` twice on a page
    Good: `<a id="note-1"></a>` and `<a id="note-2"></a>`
    """
    for page in built.pages.values():
        seen: set[str] = set()
        for offset, tag in page.tags:
            named = tag.attributes.get("id")
            if named is None or not named.value or named.value.startswith("__") or tag.name in _DRAWN:
                continue
            if named.value in seen:
                message = f'the id "{named.value}" stands twice on the page'
                yield Finding(
                    built.shown(page.path),
                    page.places.at(offset + named.offset),
                    message,
                    "give it another name",
                )
            seen.add(named.value)


_TAG = late(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*|[ix](?:-[a-z0-9]{1,8})+", re.I)
_HTML = late(r"<html(?=[\s/>])", re.I)


@built_rule
def html_missing_lang(built: Built, site: Site) -> Iterator[Finding]:
    """By `lang` a screen reader chooses its voice, a browser its hyphens and a search its index.

    Bad: `<html>`, `<html lang="en">` on a page of `id/`
    Good: `<html lang="id">`
    """
    for page in built.pages.values():
        opened = _HTML.search(page.text)
        if opened is None or page.redirects:
            continue
        start = opened.start()
        tag = next((tag for offset, tag in page.tags if offset == start), None)
        lang = tag.attributes.get("lang") if tag else None
        message, advice = _language(lang.value if lang else None, _code(site, page))
        if message:
            place = page.places.at(start + lang.offset if lang else start)
            yield Finding(built.shown(page.path), place, message, advice)


def _code(site: Site, page: BuiltPage) -> str:
    """The language that a page is in, "" where nothing says so."""
    source = origin(site, page.path)
    if source and source.language and (source.language.folder or len(site.settings.languages) > 1):
        return source.language.code
    folder = page.path.partition("/")[0]
    return next((each.code for each in site.settings.languages if each.folder == folder != page.path), "")


def _language(lang: str | None, code: str) -> tuple[str, str]:
    right = f'write lang="{code}"' if code else "write the language of the page"
    if not lang:
        return ("<html> has no lang" if lang is None else "lang is empty"), right
    if not _TAG.fullmatch(lang):
        return f'lang="{lang}" is no language', right
    if code and lang.lower().partition("-")[0] != code.lower().replace("_", "-").partition("-")[0]:
        return f'lang="{lang}" on a page of the language "{code}"', right
    return "", ""


@built_rule
def html_title(built: Built, site: Site) -> Iterator[Finding]:
    """The title names a page in the tabs of a browser, in bookmarks and in search results.

    Bad: `<title></title>`
    Good: `<title>Method - Human trafficking</title>`
    """
    for page in built.pages.values():
        opened = _HTML.search(page.text)
        if opened is None or page.redirects:
            continue
        body = page.text.find("<body")
        title = _TITLE.search(page.text, 0, body if body >= 0 else len(page.text))
        if title is None or not title[1].strip():
            place = page.places.at(title.start() if title else opened.start())
            message = "the page has no title" if title is None else "the title of the page is empty"
            yield Finding(built.shown(page.path), place, message, "give the page a title")


_TITLE = late(r"<title\b[^<>]*+>([^<]*+)", re.I)


@built_rule
def html_image_alt(built: Built, site: Site) -> Iterator[Finding]:
    """Who cannot see an image hears its alternative text; an ornament says so with `alt=""`.

    Bad: `<img src="routes.svg">`
    Good: `<img src="routes.svg" alt="Routes from Indonesia to Cambodia">`, `<img src="line.svg" alt="">`
    """
    for page in built.pages.values():
        for offset, tag in page.tags:
            linked = tag.name == "area" and "href" in tag.attributes
            if (tag.name == "img" or linked) and not _NAMES & tag.attributes.keys() and not _hidden(tag):
                written = page.text[offset : offset + tag.end]
                shown = tag.get("src") or tag.get("href")
                message = f'image "{shown}" has no alternative text'
                yield finding(built, site, page, offset, written, message, "say what it shows")


_NAMES = frozenset(("alt", "aria-label", "aria-labelledby", "title"))


def _hidden(tag: Tag) -> bool:
    return (
        tag.get("role") in ("presentation", "none")
        or tag.get("aria-hidden") == "true"
        or "hidden" in tag.attributes
    )


# Blanks and tags up to the end of a link; a tag that names what it shows gives the link its words.
_EMPTY = late(r"(?:\s++|&nbsp;|<(?!/?a[\s>/])[^<>]*+>){0,99}+</a", re.I)
_WORDS = late(r"""(?:alt|aria-label|title)\s*+=\s*+(?:"[^"]*[^"\s]|'[^']*[^'\s]|[^"'\s>])|<title""", re.I)


@built_rule
def html_empty_link(built: Built, site: Site) -> Iterator[Finding]:
    """A link without words cannot be seen, and a screen reader has nothing to say for it.

    Bad: `<a href="method/"></a>`
    Good: `<a href="method/">Method</a>`, `<a href="method/" aria-label="Method"><svg ...></svg></a>`
    """
    for page in built.pages.values():
        for offset, tag in page.tags:
            if tag.name != "a" or "href" not in tag.attributes:
                continue
            end = offset + tag.end
            first = page.text[end : end + 1]
            if first not in "< \t\r\n&" or _NAMES & tag.attributes.keys() or _hidden(tag) or _own(tag):
                continue
            inside = _EMPTY.match(page.text, end)
            if inside and not _WORDS.search(inside[0]):
                message = f'the link to "{tag.get("href")}" has no text'
                written = page.text[offset:end]
                yield finding(built, site, page, offset, written, message, "say what it leads to")


def _own(tag: Tag) -> bool:
    """Whether a link is only the mark of a place, as those of lines of code are."""
    return tag.get("href") == f"#{tag.get('id')}"


# What each mark needs to be there at all: looked for first, for it is quick.
_SIGNS = (
    "**",
    "{",
    "```",
    "~~~",
    "!!!",
    "???",
    "===",
    "--8",
    ":material-",
    ":fontawesome-",
    ":octicons-",
    ":simple-",
)
# Each begins with one sign, which a search finds far quicker than one of two.
_BRACKETS = (late(r"\[(?:[\^@\[-]|[^\[\]<>\n]{1,80}@)"), late(r"\][(\[]"))


def _signed(text: str) -> bool:
    return any(sign in text for sign in _SIGNS) or any(bracket.search(text) for bracket in _BRACKETS)


_MARKS = {
    "a link": r"\]\([^()<>\n]{0,300}[./#][^()<>\n]{0,300}\)",
    "a link with a label": r"(?<![\w\]])\[(?=[^\[\]\n]{0,200}[^\W\d_])[^\[\]\n]{2,200}+\]\[[^\[\]\n]{0,200}+\]",
    "a footnote": r"\[\^(?!\w-\w)[\w-]+\]",
    "a citation": r"\[(?:[^\[\]\n]{0,80}\s)?-?@[A-Za-z][\w:.-]*",
    "a term": r"\[\[[^\W\d][^\[\]\n]*\]\]",
    "bold text": r"(?<![A-Za-z0-9_*)])\*\*(?=[^\s*])[^*\n]*[^\s*]\*\*(?!\*)",
    "an attribute list": r"\{:?[ ]*[.#][A-Za-z][^{}\n]*\}|\{:\s[^{}\n=]{1,200}=[^{}\n]{1,200}\}",
    "an admonition": r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*",
    "a tab": r"^[ \t]*===[!+]?[ \t]+[\"“]",
    "a snippet": r"(?<!-)-{2,}+8<-{2,}",
    "a fence of code": r"^[ \t]*(?:`{3,}|~{3,})",
    "a variable": r"(?<!\$)\{\{\s*[A-Za-z_][^{}\n]*\}\}|\{%[^{}\n]*%\}",
    "an icon": r":(?:material|fontawesome|octicons|simple)-[a-z0-9-]+:",
}
_LEFT = late("|".join(f"(?P<m{index}>{each})" for index, each in enumerate(_MARKS.values())), re.M)
_NAMED = tuple(_MARKS)
_STRICT = late(r"\$|\\\(|\\\[|\\begin")  # mathematics has brackets of its own
_SILENT = late(
    r"<!--.*?(?:-->|\Z)"
    r"|<(code|pre|kbd|samp|var|tt|math|svg|script|style|textarea|iframe|xmp|noembed|noframes|template)(?=[\s/>])"
    r"(?:[^<]++|<(?!/\1[\s/>]))*+"
    r"""|<(\w++)\s[^<>]*?class="(?=[^"]*\b(?:arithmatex|mermaid|mathjax|katex)\b)[^"]*"[^<>]*+>(?:[^<]++|<(?!/\2[\s/>]))*+""",
    re.I | re.S,
)
_TEXT = late(r">([^<]++)")
_OPENED = ("<article", "<main", 'role="main"', "<body")
_CLOSED = ("</article", "</main", "</body")


@built_rule
def html_leftover_markdown(built: Built, site: Site) -> Iterator[Finding]:
    """Markdown that a reader sees was not understood: a blank line, a definition or an extension is missing.

    Bad: a page that shows `[Method](my method.md)`, `[^1]` or `!!! note`
    Good: `[Method](method.md)`, a line `[^1]: The note.`, `- admonition` under `markdown_extensions`
    """
    for page in built.pages.values():
        if page.redirects or origin(site, page.path) is None:
            continue
        seen: set[str] = set()
        for offset, written, kind in _leftovers(page.text):
            if (kind == "a citation" and not site.has_bibliography) or written in seen:
                continue
            seen.add(written)
            message = f'"{written}" is shown as it was written: {kind} that Markdown did not understand'
            yield finding(built, site, page, offset, written, message, "mend it, or put it in `backticks`")


def _leftovers(text: str) -> Iterator[tuple[int, str, str]]:
    """Each piece of Markdown in the content of a page: its offset, itself and what it is."""
    start, end = _content(text)
    content = text[start:end]
    if not _signed(content):
        return
    blanked = _SILENT.sub(lambda found: "\0" * len(found[0]), content)
    for piece in _TEXT.finditer(blanked):
        shown = piece[1]
        if not _signed(shown):
            continue
        decoded = unescape(shown)
        maths = _STRICT.search(decoded)
        for found in _LEFT.finditer(decoded):
            kind = _NAMED[int((found.lastgroup or "m0")[1:])]
            if not maths or kind in ("a footnote", "an admonition", "a snippet", "a fence of code"):
                written = found[0].strip()
                own = max(shown.find(written), 0)  # entities before it move it
                yield start + piece.start(1) + own, written, kind


def _content(text: str) -> tuple[int, int]:
    """From where to where the page itself goes, without the navigation around it."""
    start = next((found for sign in _OPENED if (found := text.find(sign)) >= 0), 0)
    return start, next((found for sign in _CLOSED if (found := text.find(sign, start)) >= 0), len(text))
