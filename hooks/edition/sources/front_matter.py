"""The YAML at the top of a page, with the place of each key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yaml import MappingNode

from edition.model import FrontMatter, Mark, Path, Place
from edition.patterns import late
from edition.places import Places
from edition.sources import yaml_text

# As MkDocs reads it (mkdocs.utils.meta), but open at the end: a missing last `---` is told apart.
_OPENING = late(r"-{3}[ \t]*\n")
_OPEN_QUOTE = late(
    r"^[\w-]+:[ ]+((?P<quote>[\"'])(?:(?!(?P=quote))[^\n])*)\n(?=[\w-]+:(?:[ \n]|\Z)|\Z)", re.M
)
# Fields of one line whose values are words: of them nothing but these lines can be meant.
_PLAIN = late(r"(?:[A-Za-z_][\w-]*:[ ][^\W\d_][\w ,./()-]*(?<![ ])\n)+")
_NO_WORDS = frozenset(("yes", "no", "true", "false", "on", "off", "null"))
_CLOSING = late(r"^(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.M)


def body(text: str) -> int:
    """The offset at which the body of a normalised text begins: after its front matter."""
    return _bounds(text)[2] if text.startswith("---") else 0


def parse(text: str) -> FrontMatter:
    """The front matter of a normalised text.

    Never raises: what YAML cannot read becomes `FrontMatter.error`, placed where YAML stopped.
    """
    start, stop, end = _bounds(text)
    if not end:
        return FrontMatter({}, {}, present=False)
    if stop == -1:
        return FrontMatter({}, {}, "the front matter is not closed by a line of `---`")
    return _load(text[start:stop])._replace(end=text.count("\n", 0, stop) + 1)


def _bounds(text: str) -> tuple[int, int, int]:
    """Start and end of the YAML (-1: it has none) and the start of the body (0: there is no YAML)."""
    opening = _OPENING.match(text)
    if not opening:
        return 0, 0, 0
    closing = _CLOSING.search(text, opening.end())
    if closing:
        return opening.end(), closing.start(), closing.end()
    if ":" not in text[opening.end() :].split("\n", 1)[0]:
        return 0, 0, 0  # a thematic break, not front matter
    return opening.end(), -1, opening.end()


def _plain(source: str) -> FrontMatter | None:
    """The front matter of most pages, read line by line in a tenth of the time; `None` for all others."""
    if not _PLAIN.fullmatch(source):
        return None
    fields = [line.split(": ", 1) for line in source.splitlines()]
    data = dict(fields)
    if len(data) < len(fields) or any(word.lower() in _NO_WORDS for field in fields for word in field):
        return None
    places: dict[Path, Place] = {(): Place(2, 1)}
    places |= {(name,): Place(line, len(name) + 3) for line, name in enumerate(data, 2)}
    return FrontMatter(data, places)


def _load(source: str) -> FrontMatter:
    if plain := _plain(source):
        return plain
    try:
        data, node = yaml_text.load(source)
    except yaml_text.YamlFault as fault:
        quote = _open_quote(source)
        if quote:
            return FrontMatter({}, {}, "invalid YAML: a quotation mark is not closed", _below(quote))
        return FrontMatter({}, {}, str(fault), _below(fault.place))
    if data is None:
        return FrontMatter({}, {})
    if not isinstance(data, dict) or not isinstance(node, MappingNode):
        return FrontMatter({}, {}, "the front matter is not a list of `key: value`", Place(2, 1))
    repeated = tuple(_repeated(node)) if len(node.value) > len(data) else ()
    return FrontMatter(
        {str(key): value for key, value in data.items()},
        yaml_text.NodePlaces(node, below=1),
        repeated=repeated,
    )


def _open_quote(source: str) -> Place | None:
    """The place of the first value that begins with a quotation mark which its line does not end, and whose next
    line begins another field: YAML reads on to the next such mark, and stops anywhere."""
    found = _OPEN_QUOTE.search(source)
    return Places(source).at(found.start(1)) if found else None


def _repeated(node: MappingNode) -> Iterator[Mark]:
    seen: set[str] = set()
    for key, _ in node.value:
        if str(key.value) in seen:
            yield Mark(str(key.value), _below(yaml_text.place(key.start_mark)))
        seen.add(str(key.value))


def _below(place: Place) -> Place:
    """One line further down than in the YAML: the opening `---` comes first."""
    return Place(place.line + 1, place.col)
