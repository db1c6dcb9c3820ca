"""YAML with the place of each value; whatever is wrong with a text is one `YamlFault`."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import yaml

from edition.model import Path, Place

# libyaml is ten times as fast as Python; the loader in Python has the clearer messages.
VALUES: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
STRINGS: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CLEARER = {VALUES: yaml.SafeLoader, STRINGS: yaml.BaseLoader}
_DEEPEST = 100  # levels
_SAFE = 500  # levels, on which libyaml does not yet fall off the stack
_ANCHOR = re.compile(r"(?:^|[\s\[{,])&\S", re.M)
_INDENTED = re.compile(rf"^[ ?:-]{{{_DEEPEST}}}", re.M)
# To YAML 1.1 they end a line, to an editor they do not: with blanks in their stead all places agree.
_LINE_ENDS = str.maketrans("\x85\u2028\u2029", "   ")


class YamlFault(Exception):
    """A text that cannot be used as YAML; `place` is where reading stopped, in the text itself."""

    def __init__(self, message: str, place: Place) -> None:
        super().__init__(message)
        self.place = place


def load(text: str, loader: Any = VALUES) -> tuple[Any, yaml.Node | None]:
    """The data of a text, and its nodes, which know their places. Raises YamlFault, nothing else.

    `loader`: VALUES, STRINGS (every scalar is text as it was written) or one made from a SafeLoader;
    none runs code that a text names.
    """
    text = text.translate(_LINE_ENDS)
    try:
        if _can_be_deep(text, _SAFE):
            _require_no_depth(text)
        reader = loader(text)
        node: yaml.Node | None = reader.get_single_node()
        if node is not None and _can_be_deep(text, _DEEPEST):
            _require_shallow(node)
        return (None if node is None else reader.construct_document(node)), node
    except yaml.YAMLError as error:
        if _CLEARER.get(loader, loader) is not loader:
            return load(text, _CLEARER[loader])
        mark = _begin(error)
        problem = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise YamlFault(f"invalid YAML: {problem}", place(mark) if mark else Place(1, 1)) from error
    except (ValueError, TypeError) as error:  # an impossible date, a key that is a mapping
        raise YamlFault(f"invalid YAML: {error}", Place(1, 1)) from error


def _begin(error: yaml.YAMLError) -> Any:
    """Where the fault begins: what is not closed is read on to a later line, and stops where nothing is wrong."""
    stopped, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    context = str(getattr(error, "context", None) or "")
    opened = any(name in context for name in ("quoted scalar", "flow sequence", "flow mapping"))
    return begun if opened and begun and stopped and begun.line < stopped.line else stopped


def _can_be_deep(text: str, levels: int) -> bool:
    """Whether a text can be nested in so many levels, by its signs alone."""
    return text.count("[") + text.count("{") >= levels or _INDENTED.search(text) is not None


def _require_no_depth(text: str) -> None:
    """Read a text event by event, before anything is built from it level by level."""
    depth = 0
    with suppress(yaml.YAMLError):  # found again, and reported, when the text is read
        for event in yaml.parse(text, VALUES):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise _too_deep(event.start_mark)


def _require_shallow(root: yaml.Node) -> None:
    rest = [(1, root)]
    seen: set[int] = set()  # a node that aliases repeat is looked at once
    while rest:
        depth, node = rest.pop()
        if id(node) in seen or not isinstance(node, yaml.CollectionNode):
            continue
        seen.add(id(node))
        if depth > _DEEPEST:
            raise _too_deep(node.start_mark)
        inner = (
            [each for pair in node.value for each in pair]
            if isinstance(node, yaml.MappingNode)
            else node.value
        )
        rest += [(depth + 1, each) for each in reversed(inner)]


def _too_deep(mark: Any) -> YamlFault:
    return YamlFault(f"nested more than {_DEEPEST} levels deep", place(mark))


def place(mark: Any) -> Place:
    """The line and column of a mark, both from 1."""
    return Place(mark.line + 1, mark.column + 1)


def places(root: yaml.Node) -> dict[Path, Place]:
    """The place of each value under a node, by the way to it.

    A node that aliases repeat has its place once: a few lines can name one a million times.
    """
    found: dict[Path, Place] = {}
    seen: set[int] = set()
    rest: list[tuple[Path, yaml.Node]] = [((), root)]
    while rest:
        way, node = rest.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        found[way] = place(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            rest += [((*way, str(key.value)), value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            rest += [((*way, index), value) for index, value in enumerate(node.value)]
    return found


def _require_no_alias(text: str) -> None:
    with suppress(yaml.YAMLError):  # libyaml is stricter than what has read the text
        for event in yaml.parse(text.translate(_LINE_ENDS), VALUES):
            if isinstance(event, yaml.AliasEvent):
                raise YamlFault(
                    f"the alias *{event.anchor} stands for a value: write it out", place(event.start_mark)
                )


def require_plain(text: str, root: yaml.Node) -> None:
    """Raises YamlFault where an alias stands for a value, or a field stands twice: both mislead."""
    if _ANCHOR.search(text):  # without an anchor there is no alias, and no need to read the text once more
        _require_no_alias(text)
    rest = [root]
    while rest:
        node = rest.pop()
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if str(key.value) in seen:
                    raise YamlFault(f'the field "{key.value}" stands twice', place(key.start_mark))
                seen.add(str(key.value))
                rest.append(value)
        elif isinstance(node, yaml.SequenceNode):
            rest += node.value
