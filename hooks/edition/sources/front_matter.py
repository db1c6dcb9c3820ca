"""The YAML at the top of a page, with the place of each key."""

from __future__ import annotations

import re
from dataclasses import replace

from yaml import MappingNode

from edition.model import FrontMatter, Place
from edition.sources import yaml_text

# As MkDocs reads it (mkdocs.utils.meta), but open at the end: a missing last `---` is told apart.
_OPENING = re.compile(r"-{3}[ \t]*\n")
_CLOSING = re.compile(r"^(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.M)


def parse(text: str) -> tuple[FrontMatter, int]:
    """The front matter of a normalised text, and the offset at which the body begins.

    Never raises: what YAML cannot read becomes `FrontMatter.error`, placed where YAML stopped.
    """
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter({}, {}, present=False), 0
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        if ":" not in text[opening.end() :].split("\n", 1)[0]:
            return FrontMatter({}, {}, present=False), 0  # a thematic break, not front matter
        return FrontMatter({}, {}, "the front matter is not closed by a line of `---`"), opening.end()
    matter = _load(text[opening.end() : closing.start()])
    return replace(matter, end=text.count("\n", 0, closing.start()) + 1), closing.end()


def _load(source: str) -> FrontMatter:
    try:
        data, node = yaml_text.load(source)
    except yaml_text.YamlFault as fault:
        return FrontMatter({}, {}, str(fault), _below(fault.place))
    if data is None:
        return FrontMatter({}, {})
    if not isinstance(data, dict) or not isinstance(node, MappingNode):
        return FrontMatter({}, {}, "the front matter is not a list of `key: value`", Place(2, 1))
    places = {way: _below(place) for way, place in yaml_text.places(node).items()}
    return FrontMatter({str(key): value for key, value in data.items()}, places)


def _below(place: Place) -> Place:
    """One line further down than in the YAML: the opening `---` comes first."""
    return Place(place.line + 1, place.col)
