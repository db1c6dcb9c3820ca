"""The only reader of files: a folder with a mkdocs.yml to a `Site`."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from edition.model import Bibliography, Entry, Language, Page, Records, Settings, Site
from edition.sources import bibtex, config, course, markdown, records, strings
from edition.sources.config import ConfigError

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def load_site(path: Path) -> Site:
    """Read the site whose configuration is at `path`.

    Raises ConfigError where the configuration or a page cannot be read.
    """
    root = path.parent
    data, nav = config.load(_read(path))
    docs_dir = root / str(data.get("docs_dir") or "docs")
    if not docs_dir.is_dir():
        raise ConfigError(f"the documentation folder {docs_dir} does not exist")
    folders = frozenset(child.name for child in docs_dir.iterdir() if child.is_dir())
    settings = config.settings(data, path.name, folders, nav)
    files = sorted(_files(docs_dir, settings))
    pages = {src: _page(root, src, settings) for src in files if src.endswith(_MARKDOWN)}
    site = Site(
        settings,
        pages,
        frozenset(files),
        _bibliography(root, settings),
        _records(root, settings),
        today=_today(),
    )
    courses = {language.code: course.course(site, language) for language in settings.languages}
    return replace(site, courses=courses)


def load_strings(root: Path, settings: Settings) -> dict[str, strings.Strings]:
    """The words of each language by its code, from the strings.yml in its folder.

    Raises ConfigError where one of them cannot be read.
    """
    found: dict[str, strings.Strings] = {}
    for language in settings.languages:
        path = root / settings.docs_dir / language.folder / "strings.yml"
        found[language.code] = strings.parse(_read(path), path.name) if path.is_file() else {}
    return strings.complete(found)


def exports(folder: Path, language: str) -> dict[str, int]:
    """The files for a class in a language, and for all languages: their paths and sizes in bytes."""
    found = (
        sorted(path for path in folder.rglob("*") if path.is_file() and path.name[0] != ".")
        if folder.is_dir()
        else []
    )
    names = {path.relative_to(folder).as_posix(): path.stat().st_size for path in found}
    return {name: size for name, size in names.items() if name.startswith(f"{language}/") or "/" not in name}


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error


def _files(docs_dir: Path, settings: Settings) -> list[str]:
    found = (file.relative_to(docs_dir).as_posix() for file in docs_dir.rglob("*") if file.is_file())
    return [src for src in found if not _excluded(src, settings)]


def _excluded(src: str, settings: Settings) -> bool:
    """As MkDocs: dot files and `templates/` at the top, and what `exclude_docs` names."""
    path = PurePosixPath(src)
    if src.startswith("templates/") or any(part.startswith(".") for part in path.parts):
        return True
    return any(
        fnmatch(src, pattern.lstrip("/")) or fnmatch(path.name, pattern) for pattern in settings.excluded
    )


def _page(root: Path, src: str, settings: Settings) -> Page:
    path = f"{settings.docs_dir}/{src}"
    language = _language(src, settings)
    slug = src.removeprefix(f"{language.folder}/") if language and language.folder else src
    return Page(path, src, slug, language, markdown.parse(_read(root / path), settings.extensions))


def _language(src: str, settings: Settings) -> Language | None:
    for language in settings.languages:
        if not language.folder or src.startswith(f"{language.folder}/"):
            return language
    return None


def _records(root: Path, settings: Settings) -> dict[str, Records]:
    found = {}
    for name, file in settings.records.items():
        schema = (root / file).with_suffix(".schema.json")
        try:
            described = json.loads(_read(schema)) if schema.is_file() else {}
            Draft202012Validator.check_schema(described)
        except (ValueError, SchemaError) as error:
            raise ConfigError(f"{schema} is no JSON Schema: {str(error).splitlines()[0]}") from error
        found[name] = records.parse(_read(root / file), file, described)
    return found


def _today() -> date:
    """The day of the build: that of SOURCE_DATE_EPOCH where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)).date()


def _bibliography(root: Path, settings: Settings) -> Bibliography:
    entries: list[Entry] = []
    faults: list[bibtex.Fault] = []
    texts: dict[str, str] = {}
    for named in settings.bibliographies:
        paths = sorted((root / named).rglob("*.bib")) if named.endswith("/") else [root / named]
        for path in paths:
            name = path.relative_to(root).as_posix()
            texts[name] = _read(path)
            found, unread = bibtex.parse(texts[name], name)
            entries += found
            faults += unread
    return Bibliography(tuple(entries), tuple(faults), texts)
