"""YAML with the place of each value; whatever is wrong with a text is one `YamlFault`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

import yaml

from edition.cached import cached_property
from edition.model import Path, Place
from edition.patterns import late
from edition.places import Places

# libyaml is ten times as fast as Python; the loader in Python has the clearer messages.
VALUES: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRINGS: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CLEARER = {VALUES: yaml.SafeLoader, _STRINGS: yaml.BaseLoader}
NAME = ""  # behind the way to a value: its name
_DEEPEST = 100  # levels
_SAFE = 500  # levels, on which libyaml does not yet fall off the stack
_MOST = 100_000  # values, each as often as aliases repeat it
_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
_ANCHOR = late(r"&(?<![^\s\[{,]&)\S")
_INDENTED = late(rf"\n[ ?:-]{{{_DEEPEST}}}")
_DAY = late(r"(?<=[:-][ ])\d{4}-\d\d-\d\d")
# To YAML 1.1 they end a line, to an editor they do not: with blanks in their stead all places agree.
_LINE_ENDS = "\x85\u2028\u2029"


class YamlFault(Exception):
    """A text that cannot be used as YAML; `place` is where reading stopped, in the text itself."""

    def __init__(self, message: str, place: Place) -> None:
        super().__init__(message)
        self.place = place


def load(text: str, loader: Any = VALUES) -> tuple[Any, yaml.Node | None]:
    """The data of a text, and its nodes, which know their places. Raises YamlFault, nothing else.

    `loader`: VALUES or one made from a SafeLoader; none runs code that a text names.
    """
    return _read(text, loader, _constructed)


def load_strings(text: str) -> tuple[Any, yaml.Node | None]:
    """The same where every scalar is the text as it was written: a date stays a date, a count keeps its zeros.

    Raises YamlFault also where an alias stands for a value, or a field stands twice: both mislead.
    """
    return _read(text, _STRINGS, _plain)


def _constructed(reader: Any, node: yaml.Node, text: str) -> Any:
    return reader.construct_document(node) if _has_anchor(text) else _built(reader, node)


def _built(reader: Any, node: yaml.Node) -> Any:
    """The data of a node; the library, which takes three times as long, makes what is neither text nor holds any."""
    if node.tag == _TEXT and isinstance(node, yaml.ScalarNode):
        return node.value
    if node.tag == _LIST and isinstance(node, yaml.SequenceNode):
        return [_built(reader, each) for each in node.value]
    if (
        node.tag == _MAPPING
        and isinstance(node, yaml.MappingNode)
        and all(key.tag == _TEXT and isinstance(key, yaml.ScalarNode) for key, _ in node.value)
    ):
        return {key.value: _built(reader, value) for key, value in node.value}
    return reader.construct_object(node, deep=True)


def _plain(reader: Any, node: yaml.Node, text: str) -> Any:
    if _has_anchor(text):  # without an anchor there is no alias, and no need to read the text once more
        _require_no_alias(text)
    return _strings(node)


def _strings(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_strings(each) for each in node.value]
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise YamlFault("the name of a field is no text", place(key.start_mark))
        if key.value in found:
            raise YamlFault(f'the field "{key.value}" stands twice', place(key.start_mark))
        found[key.value] = _strings(value)
    return found


def _has_anchor(text: str) -> bool:
    return "&" in text and _ANCHOR.search(text) is not None


def _read(text: str, loader: Any, data: Callable[[Any, yaml.Node, str], Any]) -> tuple[Any, yaml.Node | None]:
    for end in () if text.isascii() else _LINE_ENDS:
        text = text.replace(end, " ")
    try:
        if _can_be_deep(text, _SAFE):
            _require_no_depth(text)
        reader = loader(text)
        node: yaml.Node | None = reader.get_single_node()
        if node is not None and _has_anchor(text):  # without an anchor nothing is repeated
            _require_few(node)
        if node is not None and _can_be_deep(text, _DEEPEST):
            _require_shallow(node)
        return (None if node is None else data(reader, node, text)), node
    except yaml.YAMLError as error:
        if _CLEARER.get(loader, loader) is not loader:
            return _read(text, _CLEARER[loader], data)
        mark = _begin(error)
        problem = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise YamlFault(f"invalid YAML: {problem}", place(mark) if mark else Place(1, 1)) from error
    except (ValueError, TypeError) as error:  # an impossible date, a key that is a mapping
        raise YamlFault(f"invalid YAML: {error}", _unfit(text)) from error


def _unfit(text: str) -> Place:
    """The place of the first day that no calendar has, the beginning where there is none."""
    for found in _DAY.finditer(text):
        try:
            date.fromisoformat(found[0])
        except ValueError:
            return Places(text).at(found.start())
    return Place(1, 1)


def _begin(error: yaml.YAMLError) -> Any:
    """Where the fault begins: what is not closed is read on to a later line, and stops where nothing is wrong."""
    stopped, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    context = str(getattr(error, "context", None) or "")
    opened = any(name in context for name in ("quoted scalar", "flow sequence", "flow mapping"))
    return begun if opened and begun and stopped and begun.line < stopped.line else stopped


def _can_be_deep(text: str, levels: int) -> bool:
    """Whether a text can be nested in so many levels, by its signs alone."""
    return text.count("[") + text.count("{") >= levels or _INDENTED.search(f"\n{text}") is not None


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


def _require_few(root: yaml.Node) -> None:
    """Raises YamlFault where aliases make more of a few lines than anybody reads, or something without end."""
    sizes: dict[int, tuple[int, int]] = {}  # of each node: how many it holds, and how deep
    around: set[int] = set()
    rest = [(root, False)]
    while rest:
        node, is_done = rest.pop()
        if is_done:
            held = [sizes[id(child)] for child in _children(node)]
            many, deep = 1 + sum(size for size, _ in held), 1 + max((depth for _, depth in held), default=0)
            if many > _MOST or deep > _DEEPEST:
                raise YamlFault("the aliases repeat one another too often", place(node.start_mark))
            sizes[id(node)] = many, deep
            around.discard(id(node))
        elif id(node) in around:
            raise YamlFault("an alias stands within what it stands for", place(node.start_mark))
        elif id(node) not in sizes:
            around.add(id(node))
            rest += [(node, True), *((child, False) for child in _children(node))]


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [child for pair in node.value for child in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def place(mark: Any) -> Place:
    """The line and column of a mark, both from 1, and the file of one that was moved there."""
    return Place(mark.line + 1, mark.column + 1, getattr(mark, "path", ""))


class _Mark(NamedTuple):
    line: int
    column: int
    path: str


def move(root: yaml.Node, path: str) -> None:
    """Let all nodes say that they stand in another file than the one that is read."""
    rest, seen = [root], set()
    while rest:
        node = rest.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if not getattr(node.start_mark, "path", ""):
            node.start_mark = _Mark(node.start_mark.line, node.start_mark.column, path)
        if isinstance(node, yaml.MappingNode):
            rest += [each for pair in node.value for each in pair]
        elif isinstance(node, yaml.SequenceNode):
            rest += node.value


class NodePlaces(Mapping[Path, Place]):
    """The place of each value under a node, by the way to it, so many lines further down; found when the first is
    asked for: of most records none is."""

    def __init__(self, root: yaml.Node, below: int = 0) -> None:
        self._root = root
        self._below = below

    @cached_property
    def _found(self) -> dict[Path, Place]:
        found = _places(self._root)
        return {way: each._replace(line=each.line + self._below) for way, each in found.items()}

    def __getitem__(self, way: Path) -> Place:
        return self._found[way]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _places(root: yaml.Node) -> dict[Path, Place]:
    """A node that aliases repeat has its place once: a few lines can name one a million times."""
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
            found |= {(*way, str(key.value), NAME): place(key.start_mark) for key, _ in node.value}
        elif isinstance(node, yaml.SequenceNode):
            rest += [((*way, index), value) for index, value in enumerate(node.value)]
    return found


def _require_no_alias(text: str) -> None:
    with suppress(yaml.YAMLError):  # libyaml is stricter than what has read the text
        for event in yaml.parse(text, VALUES):
            if isinstance(event, yaml.AliasEvent):
                raise YamlFault(
                    f"the alias *{event.anchor} stands for a value: write it out", place(event.start_mark)
                )
