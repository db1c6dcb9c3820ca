"""YAML with the place of each value; whatever is wrong with a text is one `YamlFault`."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import yaml

from edition.model import Place

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the first is ten times as fast
_DEEPEST = 100  # levels; libyaml itself falls off the stack somewhere behind


class YamlFault(Exception):
    """A text that cannot be used as YAML; `place` is where reading stopped, in the text itself."""

    def __init__(self, message: str, place: Place) -> None:
        super().__init__(message)
        self.place = place


def load(text: str, loader: Any = _Loader) -> tuple[Any, yaml.Node | None]:
    """The data of a text, and its nodes, which know their places. Raises YamlFault, nothing else.

    `loader` is a SafeLoader, or made from one: it runs no code that a text names.
    """
    try:
        _require_shallow(text)
        reader = loader(text)
        node: yaml.Node | None = reader.get_single_node()
        return (None if node is None else reader.construct_document(node)), node
    except yaml.YAMLError as error:
        if loader is _Loader is not yaml.SafeLoader:
            return load(text, yaml.SafeLoader)  # its messages are the clearer ones
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise YamlFault(f"invalid YAML: {problem}", place(mark) if mark else Place(1, 1)) from error
    except (ValueError, TypeError) as error:  # an impossible date, a key that is a mapping
        raise YamlFault(f"invalid YAML: {error}", Place(1, 1)) from error


def _require_shallow(text: str) -> None:
    depth = 0
    with suppress(yaml.YAMLError):  # found again, and reported, when the text is read
        for event in yaml.parse(text, _Loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise YamlFault(f"nested more than {_DEEPEST} levels deep", place(event.start_mark))


def place(mark: Any) -> Place:
    """The line and column of a mark, both from 1."""
    return Place(mark.line + 1, mark.column + 1)
