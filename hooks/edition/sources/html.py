"""The text of one HTML or CSS file to what the checks need of it, in linear time whatever the text.

As the HTML standard reads tags, attributes, comments and raw text; elements are not nested into a tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from edition.built import Attribute, BuiltPage, Tag
from edition.patterns import late
from edition.sources.css import addresses

# A tag without an end, or a quotation without one, reaches to the end of the text, as in a browser.
_ATTRIBUTES = r"""[^>=]*+(?:=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+)[^>=]*+)*+"""
# What stands in these is no HTML; a template is none until a script makes it some.
_RAW = "script|style|textarea|iframe|xmp|noembed|noframes|template"
_TOKEN = late(
    rf"<(?:!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|(?=[stixn])({_RAW})(?=[\s/>])({_ATTRIBUTES})>?((?:[^<]++|<(?!/\1[\s/>]))*+)"
    rf"|([a-z][^\s/><]*+)[\s/]({_ATTRIBUTES})>?)",
    re.I | re.S,
)
_NAME = late(r"<([a-z][^\s/><]*+)", re.I)
_ATTRIBUTE = late(r"""([^\s"'<>/=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>]*+)))?""")

_Reader = Callable[[str], Iterator[tuple[int, str]]]

_SOURCE = frozenset(("src",))
_TARGETS = {
    "a": frozenset(("href",)), "area": frozenset(("href",)), "link": frozenset(("href",)),
    "use": frozenset(("href", "xlink:href")), "image": frozenset(("href", "xlink:href")),
    "script": _SOURCE, "img": _SOURCE, "iframe": _SOURCE, "audio": _SOURCE, "source": _SOURCE,
    "track": _SOURCE, "embed": _SOURCE, "video": frozenset(("src", "poster")),
    "object": frozenset(("data",)), "form": frozenset(("action",)), "button": frozenset(("formaction",)),
}  # fmt: skip
_NOT_FETCHED = {"dns-prefetch", "preconnect", "pingback", "edituri", "profile"}
_ALWAYS = frozenset(("a", "base", "html", "img", "meta"))
_WITHIN = frozenset(("style", "srcset", "imagesrcset"))
_OF_INTEREST = _WITHIN | {"id"}


def parse(text: str, path: str, seen: dict[str, Tag | None] | None = None) -> BuiltPage:
    """The page that the text of an HTML file is. `seen` keeps tags from one page to the next: most are the same."""
    seen = {} if seen is None else seen
    tags: list[tuple[int, Tag]] = []
    styles: list[tuple[int, str]] = []
    for found in _TOKEN.finditer(text):
        kind = found.lastindex
        if kind == 5:
            source = found[0]
        elif kind is None:
            continue
        else:
            source = text[found.start() : found.start(3)]
            if found[1].lower() == "style":
                styles += ((found.start(3) + offset, url) for offset, url in addresses(found[3]))
        if source not in seen:
            seen[source] = _tag(source) if source[-1] == ">" else None
        tag = seen[source]
        if tag is not None:
            tags.append((found.start(), tag))
    return BuiltPage(path, text, tuple(tags), tuple(styles))


def _tag(source: str) -> Tag | None:
    """A start tag, `None` for one that no rule asks about."""
    named = _NAME.match(source)
    if named is None:
        return None
    name = named[1].lower()
    attributes = _attributes(source, named.end())
    wanted = _targets(name, attributes)
    if not wanted and name not in _ALWAYS and not _OF_INTEREST & attributes.keys():
        return None
    if not _WITHIN & attributes.keys():
        return Tag(name, attributes, wanted, (), (), len(source))
    several = _within(attributes, ("srcset", "imagesrcset"), candidates)
    styles = _within(attributes, ("style",), addresses)
    return Tag(name, attributes, wanted, several, styles, len(source))


def _within(attributes: dict[str, Attribute], names: tuple[str, ...], read: _Reader) -> tuple[Attribute, ...]:
    """The addresses inside of some attributes."""
    return tuple(
        Attribute(name, url, attributes[name].offset + offset)
        for name in names
        if name in attributes
        for offset, url in read(attributes[name].value)
    )


def _attributes(source: str, start: int) -> dict[str, Attribute]:
    found: dict[str, Attribute] = {}
    for each in _ATTRIBUTE.finditer(source, start):
        name, group = each[1].lower(), each.lastindex or 1
        value, offset = (each[group], each.start(group)) if group > 1 else ("", each.start())
        found.setdefault(name, Attribute(name, unescape(value) if "&" in value else value, offset))
    return found


def _targets(name: str, attributes: dict[str, Attribute]) -> tuple[Attribute, ...]:
    wanted = _TARGETS.get(name)
    if not wanted:
        return ()
    if name == "link":
        rel = attributes.get("rel")
        if rel and _NOT_FETCHED & set(rel.value.lower().split()):
            return ()
    return tuple(each for each in attributes.values() if each.name in wanted and each.value.strip())


_CANDIDATE = late(r"[\s,]*+(\S++)")
_DESCRIPTORS = late(r"(?:[^,(]++|\([^)]*+\)?)*+")


def candidates(srcset: str) -> Iterator[tuple[int, str]]:
    """The addresses of a `srcset`, each after its offset: a comma ends one only where a blank follows it,
    or behind its size."""
    position = 0
    while found := _CANDIDATE.match(srcset, position):
        url, position = found[1].rstrip(","), found.end()
        yield found.start(1), url
        if url == found[1]:
            rest = _DESCRIPTORS.match(srcset, position)
            position = rest.end() if rest else position


_ID = late(r"""(?<=\s)(?:xml:)?id\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")


def anchors(text: str) -> frozenset[str]:
    """The ids of an SVG file."""
    return frozenset(found[found.lastindex or 0] for found in _ID.finditer(text))
