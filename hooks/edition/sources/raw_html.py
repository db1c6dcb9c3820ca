"""Raw HTML in a Markdown text: what its elements link to, and their ids."""

from __future__ import annotations

import re
from typing import NamedTuple

from edition.model import Link, Mark
from edition.patterns import late
from edition.places import Places

_TAG = late(r"<([A-Za-z][\w-]*+)((?:[^<>\"']++|\"[^\"]*\"|'[^']*'){0,200}+)>")
_ATTRIBUTE = late(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=]+)))?")
_CANDIDATE = late(r"[\s,]*([^\s,](?:\S*[^\s,])?)(?:\s+[^,]*)?(?:,|$)")

# Which attributes of which elements lead somewhere, and of what kind the link is.
_LINKING = {
    "a": (("href", "html-link"),),
    "area": (("href", "html-link"),),
    "audio": (("src", "html-link"),),
    "embed": (("src", "html-link"),),
    "iframe": (("src", "html-link"),),
    "img": (("src", "html-image"), ("srcset", "srcset")),
    "link": (("href", "html-link"),),
    "object": (("data", "html-link"),),
    "script": (("src", "html-link"),),
    "source": (("src", "html-link"), ("srcset", "srcset")),
    "track": (("src", "html-link"),),
    "video": (("src", "html-link"), ("poster", "html-link")),
}


class RawHtml(NamedTuple):
    """What the elements of a page say. `taken`: ids that Markdown sees, for it reads what is inside."""

    links: list[Link]
    ids: list[Mark]
    taken: set[str]
    spans: list[tuple[int, int]]


def find(masked: str, places: Places) -> RawHtml:
    """The elements of a text whose code is blank."""
    found = RawHtml([], [], set(), [])
    for tag in _TAG.finditer(masked):
        found.spans.append(tag.span())
        if tag[2]:
            _read(tag, masked, places, found)
    return found


def _read(tag: re.Match[str], masked: str, places: Places, found: RawHtml) -> None:
    name = tag[1].lower()
    attributes = {
        each[1].lower(): (each[2] or each[3] or each[4] or "", each.start(each.lastindex or 0))
        for each in _ATTRIBUTE.finditer(masked, tag.start(2), tag.end(2))
    }
    given = attributes.get("id", ("",))[0]
    for own in ("id", "name") if name == "a" else ("id",):
        # For old browsers some write both; that is one id.
        if own in attributes and attributes[own][0] and (own == "id" or attributes[own][0] != given):
            value, start = attributes[own]
            found.ids.append(Mark(value, places.at(start), start, start + len(value)))
            if "markdown" in attributes:
                found.taken.add(value)  # of other raw HTML `toc` knows nothing
    label = attributes["alt"][0] if "alt" in attributes else None
    for attribute, kind in _LINKING.get(name, ()):
        value, start = attributes.get(attribute, ("", 0))
        if kind == "srcset":
            for each in _CANDIDATE.finditer(value):
                found.links.append(Link(kind, each[1], None, start + each.start(1), tag.start(), places))
        elif attribute in attributes:
            found.links.append(Link(kind, value.strip(), label, start, tag.start(), places))
