"""mkdocs.yml as it counts: with what it takes over from others, and without what is not there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from edition.model import Settings
from edition.sources import config, files
from edition.sources.config import ConfigError
from edition.sources.texts import inside

_DEEPEST = 10  # files that take over from one another


def settings(path: Path, text: str | None = None) -> Settings:
    """What the mkdocs.yml at a path says; `text` is its text where another than that on disk counts.

    Raises ConfigError where it cannot be read, or names no folder of documentation within the project.
    """
    root = path.parent
    data, nodes = _load(path, text)
    docs_dir = files.within(root, str(data.get("docs_dir") or "docs"), "docs_dir")
    data["docs_dir"] = docs_dir.relative_to(root).as_posix()
    if not docs_dir.is_dir():
        raise ConfigError(f"the documentation folder {docs_dir} does not exist")
    folders = frozenset(_of_language(child) for child in files.scan(docs_dir))
    found = config.settings(data, path.name, folders, nodes)
    return _with_those_from_above(_without_missing(found, root), root)


def _load(path: Path, text: str | None) -> tuple[dict[str, Any], yaml.MappingNode]:
    """mkdocs.yml with what it takes over from others by INHERIT, as data and as nodes.

    Raises ConfigError where one of them cannot be read.
    """
    data, nodes = config.load(files.read_text(path) if text is None else text, path.name)
    file = path
    for _ in range(_DEEPEST):
        named = data.pop("INHERIT", None)
        if not isinstance(named, str):
            return data, nodes
        edge, file = files.edge_of(path.parent), file.parent / named
        if inside(edge, os.path.relpath(file, edge)) is None:
            raise ConfigError(f'INHERIT: "{named}" lies outside of the project, where nothing is read')
        name = Path(os.path.relpath(file, path.parent)).as_posix()
        data, nodes = config.inherited((data, nodes), config.load(files.read_text(file), name), name)
    raise ConfigError("INHERIT: each file takes over from another, without end")


def _of_language(child: os.DirEntry[str]) -> str:
    """What can name a language at the top of the documentation: a folder, or ".id" of a file `index.id.md`."""
    parts = child.name.rsplit(".", 2)
    return child.name if child.is_dir() else f".{parts[1]}" if len(parts) > 2 and parts[0] else ""


def _without_missing(settings: Settings, root: Path) -> Settings:
    """Without the bibliographies that are not there, and without the files that may lie in a folder of the theme
    that is not: `missing-project-file` speaks of them, and what cannot be known is not reported."""
    found = (name for name in settings.bibliographies if files.exists(root / name, folder=name.endswith("/")))
    there = not settings.custom_dir or files.exists(root / settings.custom_dir, folder=True)
    own = root / settings.docs_dir
    assets = (mark for mark in settings.assets if there or files.exists(own / mark.name))
    return settings._replace(bibliographies=tuple(found), assets=tuple(assets))


def _with_those_from_above(settings: Settings, root: Path) -> Settings:
    """With the folders of snippets that are named from the top of the project, where MkDocs is run."""
    missing = [base for base in settings.snippets if not files.exists(root / base)]
    if not missing:
        return settings
    edge = files.edge_of(root)
    above = {
        base: os.path.relpath(edge / base, root.resolve()) for base in missing if files.exists(edge / base)
    }
    return settings._replace(
        snippets=tuple(above.get(base, base) for base in settings.snippets),
        own_files=tuple(
            (option, mark)
            for option, mark in settings.own_files
            if option != "base_path" or mark.name.rstrip("/") not in {base.rstrip("/") for base in above}
        ),
    )


def hidden(settings: Settings) -> Callable[[str], str]:
    """Says of a file which option keeps it out of the built site, "" for none.

    As MkDocs: dot files and `templates/` at the top, and what `exclude_docs` and `draft_docs` name.
    """
    draft, includes = files.matcher(settings.drafts), any(line.startswith("!") for line in settings.excluded)
    # Only a line that includes something again can do so with what MkDocs itself excludes.
    excluded = files.matcher((".*", "/templates/", *settings.excluded) if includes else settings.excluded)

    def option(src: str) -> str:
        if excluded(src) or (not includes and (src.startswith((".", "templates/")) or "/." in src)):
            return "exclude_docs"
        return "draft_docs" if draft(src) else ""

    return option
