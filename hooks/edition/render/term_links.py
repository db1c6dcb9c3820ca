"""The first mention of each term in the HTML of a page becomes a link with its definition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape

from edition.patterns import late
from edition.render.page import Frame
from edition.terms import Matcher, Term

_TAG = late(r"<!--.*?-->|<(/?)([A-Za-z][\w:-]*+)((?:[^<>\"']++|\"[^\"]*\"|'[^']*'){0,200}+)>", re.S)
_QUOTED = late(r"\"[^\"]*\"|“[^“”]*”|&quot;.*?&quot;", re.S)
_LINKED = late(r'<a class="term" [^>]*data-term="([^"]+)"')
_LANGUAGE = late(r"\slang=[\"']?([\w-]+)")
_MARKED = late(r"\bdata-no-terms\b|\bclass=\"[^\"]*\b(?:no-term|claim|admonition-title|sources|references)\b")
# Links, headings, code and quotations are left as they are; so are controls and pictures.
_LEFT_ALONE = frozenset(
    ("a", "abbr", "blockquote", "button", "cite", "code", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "option",
     "pre", "q", "samp", "script", "select", "style", "summary", "svg", "textarea", "title")
)  # fmt: skip
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


def link(
    html: str, matcher: Matcher, language: str, made: Callable[[str, str], str], own: str = ""
) -> tuple[str, list[str]]:
    """The HTML of a page with its first mentions linked, and the slugs of all terms that it links.

    `made` makes the link from a slug and the words that stand there; `own` is the term that the page
    itself explains. The author's own links (`[[term]]`) are counted too.
    """
    seen = {own}
    parts: list[str] = []
    done, left, depth = 0, "", 0  # `left`: the element that is left alone, `depth`: how often it is open
    for tag in _TAG.finditer(html):
        text = html[done : tag.start()]
        parts.append(text if left else _linked(text, matcher, seen, made))
        parts.append(tag[0])
        done = tag.end()
        name = (tag[2] or "").lower()
        if not name or name in _VOID:
            continue
        if left:
            depth += (name == left) * (-1 if tag[1] else 1)
            left = left if depth else ""
        elif not tag[1] and _is_left_alone(name, tag[3], language):
            left, depth = name, 1
            if found := _LINKED.match(tag[0]):
                seen.add(found[1])
    rest = html[done:]
    linked = "".join([*parts, rest if left else _linked(rest, matcher, seen, made)])
    return linked, list(dict.fromkeys(_LINKED.findall(linked)))


def _is_left_alone(name: str, attributes: str, language: str) -> bool:
    if name in _LEFT_ALONE or _MARKED.search(attributes):
        return True
    other = _LANGUAGE.search(attributes)
    return other is not None and other[1] != language


def _linked(text: str, matcher: Matcher, seen: set[str], made: Callable[[str, str], str]) -> str:
    unquoted = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    parts: list[str] = []
    done = 0
    for start, end, slug in matcher.find(unquoted):
        if slug not in seen:
            seen.add(slug)
            parts += text[done:start], made(slug, text[start:end])
            done = end
    return "".join([*parts, text[done:]]) if parts else text


def term_link(term: Term, html: str, frame: Frame) -> str:
    """The link to a term; its description is the definition at the foot of the page."""
    return (
        f'<a class="term" href="{escape(frame.url(term.page.slug))}" data-term="{term.slug}" '
        f'aria-describedby="definition-{term.slug}">{html}</a>'
    )


def definitions(slugs: Iterable[str], terms: Mapping[str, Term], frame: Frame) -> str:
    """The definitions that the links of a page show in a popover, hidden until then."""
    items = "".join(_definition(terms[slug], frame) for slug in slugs if slug in terms)
    return f'<div class="definitions" data-no-terms data-pagefind-ignore>{items}</div>\n' if items else ""


def _definition(term: Term, frame: Frame) -> str:
    more = frame.link(term.page.slug, frame.strings["term_more"])
    return (
        f'<div class="definition" id="definition-{term.slug}" popover hidden>'
        f"<p><strong>{escape(term.title)}</strong></p><p>{escape(term.definition)}</p>"
        f'<p class="definition__more">{more}</p></div>'
    )
