"""mkdocs.yml: the languages, the folders, the bibliography and the Markdown extensions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import markdown.extensions.toc
import pymdownx.slugs
import yaml

from edition.model import Language, Mark, Settings
from edition.sources import yaml_text

# The only code that a name in mkdocs.yml may lead to: the functions that make anchors.
_SLUGS: Mapping[str, Any] = {
    "markdown.extensions.toc.slugify": markdown.extensions.toc.slugify,
    "markdown.extensions.toc.slugify_unicode": markdown.extensions.toc.slugify_unicode,
    "pymdownx.slugs.slugify": pymdownx.slugs.slugify,
    "pymdownx.slugs.uslugify": pymdownx.slugs.slugify(case="lower"),
    "pymdownx.slugs.gfm": pymdownx.slugs.slugify(case="lower-ascii"),
}
_ALWAYS = ("toc", "tables", "fenced_code")
_EXTRA = ("abbr", "attr_list", "def_list", "footnotes", "md_in_html")  # what `extra` brings along


class ConfigError(Exception):
    """mkdocs.yml cannot be used; the message says why."""


class _Loader(yaml.SafeLoader):
    """YAML with the tags that MkDocs allows; nothing is imported or run."""


def _env(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(node.value)
    if not isinstance(node, yaml.SequenceNode):
        return None
    *names, default = loader.construct_sequence(node) or [None]
    if not names:
        return os.environ.get(str(default))
    return next((os.environ[str(name)] for name in names if str(name) in os.environ), default)


def _name(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:
    return _SLUGS.get(suffix)


def _apply(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:
    made: Callable[..., Any] | None = _SLUGS.get(suffix)
    if made is None or not isinstance(node, yaml.MappingNode):
        return None
    arguments = loader.construct_mapping(node, deep=True)
    try:
        return made(*arguments.get("args", ()), **arguments.get("kwds", {}))
    except TypeError:
        return None


_Loader.add_constructor("!ENV", _env)
_Loader.add_constructor("!relative", lambda loader, node: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _name)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", _apply)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def load(text: str) -> tuple[dict[str, Any], tuple[Mark, ...]]:
    """mkdocs.yml as data, and the pages that `nav` names, each with its place.

    Raises ConfigError where the text is no YAML mapping.
    """
    try:
        data, root = yaml_text.load(text, _Loader)
    except yaml_text.YamlFault as fault:
        raise ConfigError(f"line {fault.place.line}, column {fault.place.col}: {fault}") from fault
    if not isinstance(data, dict) or not isinstance(root, yaml.MappingNode):
        raise ConfigError("not a list of `option: value`")
    nav = tuple(mark for key, value in root.value if key.value == "nav" for mark in _pages(value))
    return data, nav


def _pages(node: yaml.Node) -> Iterator[Mark]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _pages(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _pages(value)
    elif isinstance(node, yaml.ScalarNode) and node.value:
        yield Mark(node.value, yaml_text.place(node.start_mark))


def settings(
    data: Mapping[str, Any], path: str, folders: frozenset[str], nav: tuple[Mark, ...] = ()
) -> Settings:
    """What the checks need. `folders`: the folders of the documentation; `nav`: the pages that `nav` names."""
    plugins = _options(data.get("plugins"))
    always: dict[str, dict[str, Any]] = {name: {} for name in _ALWAYS}
    extensions = always | _options(data.get("markdown_extensions"))
    if "extra" in extensions or "pymdownx.extra" in extensions:
        extensions = {name: {} for name in _EXTRA} | extensions
    extra = _mapping(data.get("extra"))
    excluded = str(data.get("exclude_docs") or "").split("\n")
    validation = _mapping(data.get("validation"))
    validation |= _mapping(validation.get("links"))
    return Settings(
        path=path,
        docs_dir=str(data.get("docs_dir") or "docs").strip("/"),
        languages=_languages(data, plugins, extra, folders),
        bibliographies=_bibliographies(_mapping(plugins.get("bibtex"))),
        required_front_matter=tuple(map(str, extra.get("front_matter") or ())),
        extensions=extensions,
        excluded=tuple(line.strip() for line in excluded if line.strip()),
        nav=nav,
        glossary=str(extra.get("glossary") or "").strip("/"),
        records={name: str(file) for name, file in _mapping(extra.get("records")).items()},
        absolute_links=validation.get("absolute_links") != "warn",
    )


def _mapping(value: Any) -> dict[str, Any]:
    return {str(name): option for name, option in value.items()} if isinstance(value, dict) else {}


def _options(value: Any) -> dict[str, dict[str, Any]]:
    """Plugins or extensions, each a name or a name with options, as name -> options."""
    if isinstance(value, dict):
        return {name: _mapping(options) for name, options in _mapping(value).items()}
    found: dict[str, dict[str, Any]] = {}
    for item in value if isinstance(value, list) else ():
        named = item if isinstance(item, dict) else {item: None}
        found.update({str(name): _mapping(options) for name, options in named.items()})
    return {name.removeprefix("markdown.extensions."): options for name, options in found.items()}


def _languages(
    data: Mapping[str, Any],
    plugins: Mapping[str, Any],
    extra: Mapping[str, Any],
    folders: frozenset[str],
) -> tuple[Language, ...]:
    """The languages of `extra.alternate` or of the i18n plugin that have a folder of their own."""
    listed = extra.get("alternate") or _mapping(plugins.get("i18n")).get("languages") or ()
    found = []
    for item in map(_mapping, listed if isinstance(listed, list) else ()):
        code = str(item.get("lang") or item.get("locale") or "")
        if code in folders:
            found.append(Language(code, str(item.get("name") or code), code))
    if found:
        return tuple(found)
    code = str(_mapping(data.get("theme")).get("language") or "en")
    return (Language(code, code, ""),)


def _bibliographies(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The files, or folders ending in `/`, of mkdocs-bibtex; addresses on the web are left out."""
    named = str(options.get("bib_file") or "")
    if named and "://" not in named:
        return (named,)
    folder = str(options.get("bib_dir") or "")
    return (folder.rstrip("/") + "/",) if folder else ()
