"""mkdocs.yml: the languages, the folders, the bibliography and the Markdown extensions."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import yaml

from edition.model import Language, Place, Settings
from edition.sources import config_marks, yaml_text

# The only code that a name in mkdocs.yml may lead to: the functions that make anchors. Loaded when
# one is named, for the command must start fast.
_SLUGS = (
    "markdown.extensions.toc.slugify",
    "markdown.extensions.toc.slugify_unicode",
    "pymdownx.slugs.slugify",
    "pymdownx.slugs.uslugify",
    "pymdownx.slugs.gfm",
)
_ALWAYS = ("toc", "tables", "fenced_code")
_EXTRA = ("abbr", "attr_list", "def_list", "footnotes", "md_in_html")  # what `extra` brings along


class ConfigError(Exception):
    """mkdocs.yml cannot be used; the message says why."""


class ConfigFault(ConfigError):
    """The same at a place: it is said as every other problem, `path:line:col: message`."""

    def __init__(self, path: str, place: Place, message: object) -> None:
        super().__init__(f"{path}:{place.line}:{place.col}: {message}")


class _Loader(yaml_text.VALUES):  # type: ignore[misc]
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


def _slug(name: str) -> Callable[..., Any] | None:
    if name not in _SLUGS:
        return None
    module, _, function = name.rpartition(".")
    if module == "markdown.extensions.toc":
        from markdown.extensions import toc

        return toc.slugify if function == "slugify" else toc.slugify_unicode
    from pymdownx import slugs

    # What came before `slugify` took options; both made what these make.
    cases = {"uslugify": "lower", "gfm": "lower-ascii"}
    made: Callable[..., Any] = slugs.slugify(case=cases[function]) if function in cases else slugs.slugify
    return made


def _name(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:
    return _slug(suffix)


def _apply(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:
    made = _slug(suffix)
    if made is None or not isinstance(node, yaml.MappingNode):
        return None
    arguments = loader.construct_mapping(node, deep=True)
    try:
        return made(*arguments.get("args", ()), **arguments.get("kwds", {}))
    except TypeError:
        return None


_Loader.add_constructor("!ENV", _env)
# A path within the project, see `_snippets`.
_Loader.add_constructor("!relative", lambda loader, node: str(node.value))
_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _name)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", _apply)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def load(text: str, path: str = "mkdocs.yml") -> tuple[dict[str, Any], yaml.MappingNode]:
    """mkdocs.yml as data, and as nodes, which know their places.

    Raises ConfigFault, which names the path, where the text is no YAML mapping.
    """
    try:
        data, root = yaml_text.load(text, _Loader)
    except yaml_text.YamlFault as fault:
        raise ConfigFault(path, fault.place, fault) from fault
    if not isinstance(data, dict) or not isinstance(root, yaml.MappingNode):
        raise ConfigFault(path, Place(1, 1), "not a list of `option: value`")
    return data, root


def inherited(
    own: tuple[dict[str, Any], yaml.MappingNode], parent: tuple[dict[str, Any], yaml.MappingNode], path: str
) -> tuple[dict[str, Any], yaml.MappingNode]:
    """A configuration over the one that it names by INHERIT, as MkDocs puts them together: mappings into one
    another, all else instead. `path` is that of the parent, for the places of what comes from there."""
    yaml_text.move(parent[1], path)
    return _over(own[0], parent[0]), _nodes_over(own[1], parent[1])


def _over(own: Mapping[str, Any], parent: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        name: _over(value, parent[name])
        for name, value in own.items()
        if isinstance(value, dict) and isinstance(parent.get(name), dict)
    }
    return {**parent, **own, **both}


def _nodes_over(own: yaml.MappingNode, parent: yaml.MappingNode) -> yaml.MappingNode:
    named = {str(key.value): value for key, value in own.value}
    before = {str(key.value): value for key, value in parent.value}
    kept = [(key, value) for key, value in parent.value if str(key.value) not in named]
    over = [(key, _node_over(value, before.get(str(key.value)))) for key, value in own.value]
    return yaml.MappingNode(own.tag, kept + over, own.start_mark, own.end_mark)


def _node_over(own: yaml.Node, parent: yaml.Node | None) -> yaml.Node:
    both = isinstance(own, yaml.MappingNode) and isinstance(parent, yaml.MappingNode)
    return _nodes_over(own, parent) if both else own  # type: ignore[arg-type]


def settings(data: Mapping[str, Any], path: str, folders: frozenset[str], root: yaml.MappingNode) -> Settings:
    """What the checks need. `folders`: the folders of the documentation, and
    ".id" where there are files `a.id.md`; `root`: mkdocs.yml as nodes."""
    plugins = _options(data.get("plugins"))
    always: dict[str, dict[str, Any]] = {name: {} for name in _ALWAYS}
    extensions = always | _options(data.get("markdown_extensions"))
    if "extra" in extensions or "pymdownx.extra" in extensions:
        extensions = {name: {} for name in _EXTRA} | extensions
    extra = _mapping(data.get("extra"))
    validation = _mapping(data.get("validation"))
    validation |= _mapping(validation.get("nav")) | _mapping(validation.get("links"))
    bibtex = _mapping(plugins.get("bibtex"))
    theme = _mapping(data.get("theme"))
    languages = _languages(data, plugins, extra, folders)
    return Settings(
        path=path,
        docs_dir=str(data.get("docs_dir") or "docs").strip("/"),
        languages=languages,
        bibliographies=_bibliographies(bibtex),
        required_front_matter=_texts(extra.get("front_matter")),
        extensions=extensions,
        excluded=_lines(data.get("exclude_docs")),
        drafts=_lines(data.get("draft_docs")),
        not_in_nav=_lines(data.get("not_in_nav")),
        nav=tuple(config_marks.nav(root)),
        nav_titles=tuple(config_marks.nav_titles(root)),
        redirects=tuple(config_marks.redirects(root)),
        assets=tuple(config_marks.assets(root)),
        names=tuple(config_marks.names(root)),
        repeated=tuple(config_marks.repeated(root)),
        own_files=tuple(config_marks.own_files(root)),
        appended=tuple(config_marks.appended(root)),
        addresses=tuple(config_marks.addresses(root)),
        alternates=tuple(config_marks.alternates(root)),
        glossary=str(extra.get("glossary") or "").strip("/"),
        records={name: str(file) for name, file in _mapping(extra.get("records")).items()},
        translations=str(extra.get("translations") or "").strip("/"),
        absolute_links=str(validation.get("absolute_links") or "info"),
        omitted_files=str(validation.get("omitted_files") or "info"),
        site_url=_site_url(data),
        directory_urls=data.get("use_directory_urls") is not False,
        plugins=frozenset(plugins),
        custom_dir=str(theme.get("custom_dir") or ""),
        snippets=_snippets(
            _mapping(extensions.get("pymdownx.snippets")), str(data.get("docs_dir") or "docs").strip("/")
        ),
        inline_citations=bool(bibtex) and bibtex.get("enable_inline_citations") is not False,
        bibliography_command=_bibliography_command(bibtex, data.get("hooks")),
        fallback=_fallback(_mapping(plugins.get("i18n")), languages),
    )


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _site_url(data: Mapping[str, Any]) -> str:
    """The address of the site, "" where none is given. Raises ConfigError where it is none, as MkDocs."""
    address = str(data.get("site_url") or "")
    try:
        urlsplit(address)
    except ValueError as error:
        raise ConfigError(f'site_url: "{address}" is no address: {error}') from error
    return address


def _lines(value: Any) -> tuple[str, ...]:
    lines = (line.strip() for line in str(value or "").split("\n"))
    return tuple(line for line in lines if line and not line.startswith("#"))


def _snippets(options: Mapping[str, Any], docs_dir: str) -> tuple[str, ...]:
    """The folders in which snippets are looked for; `!relative $docs_dir` is one, `!relative` alone that of each
    page, which is none that can be named."""
    named = options.get("base_path")
    folders = map(str, named if isinstance(named, list) else ["." if named is None else named])
    return tuple(
        folder.replace("$config_dir", ".").replace("$docs_dir", docs_dir) for folder in folders if folder
    )


def _bibliography_command(bibtex: Mapping[str, Any], hooks: Any) -> str:
    """What a page has to say to get its list of sources; "" where it gets one in any case."""
    own = any(str(hook).endswith("citations.py") for hook in (hooks if isinstance(hooks, list) else ()))
    if bibtex.get("bib_by_default") is not False or own:
        return ""
    return str(bibtex.get("bib_command") or "\\bibliography")


def _mapping(value: Any) -> dict[str, Any]:
    return {str(name): option for name, option in value.items()} if isinstance(value, dict) else {}


def _options(value: Any) -> dict[str, dict[str, Any]]:
    """Plugins or extensions, each a name or a name with options, as name -> options."""
    if isinstance(value, dict):
        return {name: _mapping(options) for name, options in _mapping(value).items()}
    found: dict[str, dict[str, Any]] = {}
    for item in value if isinstance(value, list) else ():
        named = item if isinstance(item, dict) else {str(item): None}
        found.update({str(name): _mapping(options) for name, options in named.items()})
    return {name.removeprefix("markdown.extensions."): options for name, options in found.items()}


def _languages(
    data: Mapping[str, Any],
    plugins: Mapping[str, Any],
    extra: Mapping[str, Any],
    folders: frozenset[str],
) -> tuple[Language, ...]:
    """The languages of `extra.alternate` or of the i18n plugin that have a folder of their own, or files with
    their code in the name; before them the one whose pages lie at the root, if there is one."""
    i18n = _mapping(plugins.get("i18n"))
    listed = i18n.get("languages") or extra.get("alternate") or ()
    items = [_mapping(item) for item in (listed if isinstance(listed, list) else ())]
    suffixed = bool(i18n) and i18n.get("docs_structure") != "folder"
    root = _root(items, _site_url(data))
    first, found = [], []
    for item in items:
        code = str(item.get("lang") or item.get("locale") or "")
        name = str(item.get("name") or code)
        link = (
            str(item.get("link") or "").strip("/").rpartition("/")[2]
        )  # `lang: pt-BR` may have `link: /pt/`
        if folder := next((each for each in (code, link) if each in folders and each[:1] != "."), ""):
            found.append(Language(code, name, folder))
        elif item is root and code:
            first.append(Language(code, name, ""))
        elif suffixed and f".{code}" in folders:
            found.append(Language(code, name, "", f".{code}"))
    if found:
        return (*first, *found)
    code = str(_mapping(data.get("theme")).get("language") or "en")
    return (Language(code, code, ""),)


def _root(items: Sequence[Mapping[str, Any]], site_url: str) -> Mapping[str, Any] | None:
    """The language that is the default one of the i18n plugin, or whose link leads to the root of the site."""
    root = urlsplit(site_url).path.strip("/")
    for item in items:
        link = item.get("link")
        leads = isinstance(link, str) and link.strip("./") in ("", root)
        if item.get("default") is True or leads:
            return item
    return None


def _fallback(i18n: Mapping[str, Any], languages: Sequence[Language]) -> str | None:
    """The folder of the language from which the i18n plugin takes what another lacks; `None`: it takes nothing."""
    if i18n.get("docs_structure") != "folder" or i18n.get("fallback_to_default") is False:
        return None
    listed = i18n.get("languages")
    items = [_mapping(item) for item in (listed if isinstance(listed, list) else ())]
    default = next((str(item.get("locale")) for item in items if item.get("default") is True), "")
    return next((language.folder for language in languages if language.code == default), None)


def _bibliographies(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The files, or folders ending in `/`, of mkdocs-bibtex; addresses on the web are left out."""
    named = str(options.get("bib_file") or "")
    if named and "://" not in named:
        return (named,)
    folder = str(options.get("bib_dir") or "")
    return (folder.rstrip("/") + "/",) if folder else ()
