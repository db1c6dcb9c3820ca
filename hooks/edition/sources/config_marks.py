"""mkdocs.yml with places: what its navigation, its redirects and its options name."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from edition.model import Mark
from edition.sources import yaml_text

_TEXT = "tag:yaml.org,2002:str"
# The options that name a file or a folder of the project; a folder ends in `/`.
_OWN_FILES = (
    (("plugins", "bibtex", "bib_file"), ""),
    (("plugins", "bibtex", "bib_dir"), "/"),
    (("plugins", "bibtex", "csl_file"), ""),
    (("theme", "custom_dir"), "/"),
    (("hooks",), ""),
    (("markdown_extensions", "pymdownx.snippets", "base_path"), "/"),
)


def _nodes(root: yaml.Node, *way: str) -> Iterator[yaml.Node]:
    """The nodes that a way of names leads to; lists on the way are walked through."""
    if isinstance(root, yaml.SequenceNode):
        for item in root.value:
            yield from _nodes(item, *way)
    elif not way:
        yield root
    elif isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value == way[0]:
                yield from _nodes(value, *way[1:]) if way[1:] else (value,)


def _scalars(node: yaml.Node) -> Iterator[Mark]:
    """Each text below a node that is no name, with its place."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)
    elif isinstance(node, yaml.ScalarNode) and node.value:
        yield _mark(node)


def _mark(node: yaml.ScalarNode) -> Mark:
    place = yaml_text.place(node.start_mark)
    return Mark(str(node.value), place._replace(col=place.col + (node.style in ("'", '"'))))


def redirects(root: yaml.Node) -> Iterator[tuple[Mark, Mark]]:
    """The redirects, each from and to."""
    for maps in _nodes(root, "plugins", "redirects", "redirect_maps"):
        for key, value in maps.value if isinstance(maps, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
                yield _mark(key), _mark(value)


def assets(root: yaml.Node) -> Iterator[Mark]:
    """The files that mkdocs.yml asks a page to load."""
    for name in ("extra_css", "extra_javascript"):
        for listed in _nodes(root, name):
            entries = listed.value if isinstance(listed, yaml.SequenceNode) else [listed]
            for entry in entries:
                paths = _nodes(entry, "path") if isinstance(entry, yaml.MappingNode) else (entry,)
                yield from (_mark(path) for path in paths if isinstance(path, yaml.ScalarNode) and path.value)
    for name in ("logo", "favicon"):
        for path in _nodes(root, "theme", name):
            if isinstance(path, yaml.ScalarNode) and path.value:
                yield _mark(path)


def appended(root: yaml.Node) -> Iterator[Mark]:
    """The snippets that every page ends with (`auto_append`)."""
    for listed in _nodes(root, "markdown_extensions", "pymdownx.snippets", "auto_append"):
        yield from _scalars(listed)


_ADDRESSES = (("site_url",), ("repo_url",), ("extra", "homepage"), ("extra", "social", "link"))


def addresses(root: yaml.Node) -> Iterator[tuple[str, Mark]]:
    """The addresses on the web that mkdocs.yml names, with the option that does; those of its navigation and
    redirects too."""
    for way in _ADDRESSES:
        for node in _nodes(root, *way):
            if isinstance(node, yaml.ScalarNode) and node.tag == _TEXT and node.value:
                yield way[-1], _mark(node)
    named = [*(("nav", mark) for mark in nav(root)), *(("redirect", target) for _, target in redirects(root))]
    yield from (each for each in named if re.match(r"[a-z]+:?//|www\.", each[1].name, re.I))


def alternates(root: yaml.Node) -> Iterator[tuple[Mark, Mark]]:
    """Each language that readers can choose, and the link that leads to it."""
    for item in (each for found in _nodes(root, "extra", "alternate") for each in _items(found)):
        lang, link = (next(_nodes(item, name), None) for name in ("lang", "link"))
        if isinstance(lang, yaml.ScalarNode) and isinstance(link, yaml.ScalarNode):
            yield _mark(lang), _mark(link)


def _items(node: yaml.Node) -> list[yaml.Node]:
    return node.value if isinstance(node, yaml.SequenceNode) else []


def nav(root: yaml.Node) -> Iterator[Mark]:
    """What the navigation names, in its order."""
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "nav":
            yield from _scalars(value)


def nav_titles(root: yaml.Node) -> Iterator[tuple[tuple[Mark, str | None], ...]]:
    """The titles of each list of the navigation, in their order, each with what it names (`None`: a section)."""
    rest = (
        [value for key, value in root.value if key.value == "nav"]
        if isinstance(root, yaml.MappingNode)
        else []
    )
    while rest:
        node = rest.pop()
        pairs = [pair for item in _items(node) if isinstance(item, yaml.MappingNode) for pair in item.value]
        titled = [(key, value) for key, value in pairs if isinstance(key, yaml.ScalarNode)]
        yield tuple(
            (_mark(key), None if isinstance(value, yaml.SequenceNode) and value.value else _text(value))
            for key, value in titled
        )
        rest += [value for _, value in titled if isinstance(value, yaml.SequenceNode)]


def _text(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def names(root: yaml.MappingNode) -> Iterator[tuple[str, Mark]]:
    """Each top-level option, each plugin, each extension, the theme and its features, with what it is."""
    for key, value in root.value:
        yield "option", _mark(key)
        if key.value in ("plugins", "markdown_extensions"):
            kind = "plugin" if key.value == "plugins" else "extension"
            yield from ((kind, mark) for mark in _keys(value))
    for kind, way in (
        ("theme", ("theme", "name")),
        ("theme", ("theme",)),
        ("feature", ("theme", "features")),
    ):
        for node in _nodes(root, *way):
            for each in _items(node) or [node]:
                if isinstance(each, yaml.ScalarNode) and each.tag == _TEXT:
                    yield kind, _mark(each)


def _keys(node: yaml.Node) -> Iterator[Mark]:
    """The names of plugins or extensions, each alone or with options."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _keys(item)
    elif isinstance(node, yaml.MappingNode):
        yield from (_mark(key) for key, _ in node.value if key.tag == _TEXT)
    elif isinstance(node, yaml.ScalarNode) and node.tag == _TEXT:
        yield _mark(node)


_LISTS = (
    "plugins",
    "markdown_extensions",
    "extra_css",
    "extra_javascript",
)  # each name once; some with options


def _listed_twice(root: yaml.Node) -> Iterator[Mark]:
    """Each plugin, extension or file that stands in its list again, without options that could differ."""
    for key, listed in root.value if isinstance(root, yaml.MappingNode) else ():
        seen: set[str] = set()
        for item in _items(listed) if key.value in _LISTS else ():
            if isinstance(item, yaml.ScalarNode) and item.value in seen:
                yield _mark(item)
            seen.update(mark.name for mark in _keys(item))


def repeated(root: yaml.Node) -> Iterator[Mark]:
    """Each name that stands twice in one mapping or list, the second time."""
    yield from _listed_twice(root)
    rest, walked = [root], set()
    while rest:
        node = rest.pop()
        if id(node) in walked or isinstance(node, yaml.ScalarNode):
            continue
        walked.add(id(node))  # an alias leads to a node again
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value in seen and key.value != "<<":
                    yield _mark(key)
                seen.add(str(key.value))
                rest.append(value)
        else:
            rest += node.value


def own_files(root: yaml.Node) -> Iterator[tuple[str, Mark]]:
    """The files and folders beside the pages that mkdocs.yml names, with the option that does."""
    for way, end in _OWN_FILES:
        for found in _nodes(root, *way):
            for node in found.value if isinstance(found, yaml.SequenceNode) else [found]:
                if isinstance(node, yaml.ScalarNode) and node.tag == _TEXT and node.value:
                    mark = _mark(node)
                    yield way[-1], mark._replace(name=mark.name.rstrip("/") + end)
