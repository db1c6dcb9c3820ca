"""The only reader of files: a folder with a mkdocs.yml to a `Site`."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import yaml

from edition.model import (
    Bibliography,
    Document,
    Entry,
    Fault,
    Language,
    Page,
    Records,
    Rest,
    Settings,
    Site,
    language_of,
)
from edition.places import Places, Spliced
from edition.sources import bibtex, config, markdown, records, strings
from edition.sources.config import ConfigError
from edition.sources.lines import normalise
from edition.sources.snippets import Include
from edition.sources.texts import content, inside, read

if TYPE_CHECKING:
    from edition.course import Course

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_TEXTS = (".css", ".html", ".js", ".json", ".svg", ".webmanifest", ".xml")
_LONGEST_EPOCH = 11  # digits of seconds, up to the year 5138
_LONGEST_TEXT = 1_000_000  # bytes of a script or style sheet; what is longer is data


def load_site(path: Path, before: Site | None = None, text: str | None = None) -> Site:
    """Read the site whose configuration is at `path`.

    `before` is the same site as it was: what has not changed since is not parsed again; `text` is the configuration
    where another than that on disk counts. Raises ConfigError where the configuration cannot be read.
    """
    root = path.parent
    data, nodes = _configuration(path, text)
    docs_dir = _within(root, str(data.get("docs_dir") or "docs"), "docs_dir")
    data["docs_dir"] = docs_dir.relative_to(root).as_posix()
    if not docs_dir.is_dir():
        raise ConfigError(f"the documentation folder {docs_dir} does not exist")
    folders = frozenset(_of_language(child) for child in _scan(docs_dir))
    settings = _without_missing(config.settings(data, path.name, folders, nodes), root)
    settings = _with_those_from_above(settings, root)
    faults: list[Fault] = []
    hidden = _hidden(settings)
    found = {src: hidden(src) for src in sorted(_files(docs_dir, root.resolve()))}
    files = [src for src, option in found.items() if not option]
    reader = markdown.Reader(settings.extensions, snippet_finder(root, docs_dir, settings))
    known = before if before and _reading(before.settings) == _reading(settings) else None
    pages = {
        src: _page(root, src, settings, reader, known.pages.get(src) if known else None, faults)
        for src in files
        if src.endswith(_MARKDOWN)
    }
    return Site(
        settings,
        pages,
        frozenset(files),
        rest=_Rest(root, settings, reader, known.rest if known else None),
        hidden={src: option for src, option in found.items() if option},
        not_in_nav=frozenset(filter(_matcher(settings.not_in_nav), pages)),
        faults=tuple(faults),
        today=_today(),
    )


_DEEPEST = 10  # files that take over from one another


def _configuration(path: Path, text: str | None) -> tuple[dict[str, Any], yaml.MappingNode]:
    """mkdocs.yml with what it takes over from others by INHERIT, as data and as nodes.

    Raises ConfigError where one of them cannot be read.
    """
    data, nodes = config.load(_read(path) if text is None else text)
    file = path
    for _ in range(_DEEPEST):
        named = data.pop("INHERIT", None)
        if not isinstance(named, str):
            return data, nodes
        edge, file = _edge(path.parent), file.parent / named
        if inside(edge, os.path.relpath(file, edge)) is None:
            raise ConfigError(f'INHERIT: "{named}" lies outside of the project, where nothing is read')
        name = Path(os.path.relpath(file, path.parent)).as_posix()
        data, nodes = config.inherited((data, nodes), config.load(_read(file)), name)
    raise ConfigError("INHERIT: each file takes over from another, without end")


# What lies at the top of a project.
_TOPS = (".git", "pyproject.toml", "setup.py", "package.json", "Cargo.toml", "go.mod")


def _edge(root: Path) -> Path:
    """The folder of the project in which a site is a part: mkdocs.yml may inherit from beside it."""
    above = root.resolve().parents
    return next((folder for folder in above if any((folder / top).exists() for top in _TOPS)), root)


def _without_missing(settings: Settings, root: Path) -> Settings:
    """Without the bibliographies that are not there, and without the files that may lie in a folder of the theme
    that is not: `missing-project-file` speaks of them, and what cannot be known is not reported."""
    found = (name for name in settings.bibliographies if _lies(root / name, folder=name.endswith("/")))
    there = not settings.custom_dir or _lies(root / settings.custom_dir, folder=True)
    own = root / settings.docs_dir
    assets = (mark for mark in settings.assets if there or _lies(own / mark.name))
    return settings._replace(bibliographies=tuple(found), assets=tuple(assets))


def _with_those_from_above(settings: Settings, root: Path) -> Settings:
    """With the folders of snippets that are named from the top of the project, where MkDocs is run."""
    missing = [base for base in settings.snippets if not _lies(root / base)]
    if not missing:
        return settings
    edge = _edge(root)
    above = {base: os.path.relpath(edge / base, root.resolve()) for base in missing if _lies(edge / base)}
    return settings._replace(
        snippets=tuple(above.get(base, base) for base in settings.snippets),
        own_files=tuple(
            (option, mark)
            for option, mark in settings.own_files
            if option != "base_path" or mark.name.rstrip("/") not in {base.rstrip("/") for base in above}
        ),
    )


def _of_language(child: os.DirEntry[str]) -> str:
    """What can name a language at the top of the documentation: a folder, or ".id" of a file `index.id.md`."""
    parts = child.name.rsplit(".", 2)
    return child.name if child.is_dir() else f".{parts[1]}" if len(parts) > 2 and parts[0] else ""


class _Rest:
    """What a site holds beside its pages, each part read when it is first asked for."""

    def __init__(self, root: Path, settings: Settings, reader: markdown.Reader, before: Rest | None) -> None:
        self._root = root
        self._settings = settings
        self._reader = reader
        self._snapshots_before = before._snapshots if isinstance(before, _Rest) else {}
        self._snapshots: dict[Path, Document] = {}

    @cached_property
    def bibliography(self) -> Bibliography:
        return _bibliography(self._root, self._settings)

    @cached_property
    def records(self) -> Mapping[str, Records]:
        return _records(self._root, self._settings)

    def course(self, site: Site, language: Language) -> Course:
        from edition.sources import course  # few sites are courses

        return course.course(site, language)

    def snapshot(self, page: Page) -> Document | None:
        """The text from which a translation was made."""
        if page.language is None or not self._settings.translations:
            return None
        name = f"{page.language.code}/{page.slug}"
        if name not in self._snapshot_names:
            return None
        path = self._root / self._settings.translations / name
        text = _text(self._root, f"{self._settings.translations}/{name}", [])  # of its faults the page speaks
        document = _document(self._reader, text, self._snapshots_before.get(path))
        self._snapshots[path] = document
        return document

    @cached_property
    def _snippets(self) -> list[tuple[str, str]]:
        """The folder and the name of each snippet."""
        root = self._root.resolve()
        bases = [path.resolve() for base in self._settings.snippets if _lies(path := self._root / base)]
        # The project itself is no folder of snippets: what lies in it is of every kind.
        own = [base for base in bases if base != root and base.is_relative_to(root) and base.is_dir()]
        return [(base.relative_to(root).as_posix(), name) for base in own for name in _files(base, root)]

    @cached_property
    def _snapshot_names(self) -> frozenset[str]:
        folder = inside(self._root, self._settings.translations)
        return frozenset(_files(folder, self._root.resolve()) if folder and folder.is_dir() else ())

    @cached_property
    def snippet_names(self) -> list[str]:
        return sorted({name for _, name in self._snippets})

    @cached_property
    def snippet_files(self) -> list[str]:
        return sorted({f"{base}/{name}" for base, name in self._snippets})

    @cached_property
    def _texts(self) -> str:
        """All style sheets, scripts and templates, mkdocs.yml, and what introduces the project: README.md."""
        docs_dir = self._root / self._settings.docs_dir
        files = [docs_dir / name for name in _files(docs_dir, self._root.resolve())]
        files += [self._root / self._settings.custom_dir / name for name in self.theme_files]
        small = (file for file in files if file.name.endswith(_TEXTS) and file.stat().st_size < _LONGEST_TEXT)
        readmes = filter(self._is_own, sorted(self._root.glob("README*")))
        texts = [self._root / self._settings.path, *small, *readmes]
        return "\n".join(text.read_bytes().decode("utf-8", "replace") for text in texts)

    def _is_own(self, path: Path) -> bool:
        own = inside(self._root, path.name)
        return own is not None and own.is_file()

    @cached_property
    def theme_files(self) -> frozenset[str]:
        named = self._settings.custom_dir
        folder = inside(self._root, named) if named else None
        return frozenset(_files(folder, self._root.resolve()) if folder and folder.is_dir() else ())

    def beside(self, path: str) -> list[str]:
        prefix = path.rstrip("/").rpartition("/")[0]
        prefix = f"{prefix}/" if prefix else ""
        if inside(self._root, prefix) is None:
            return []
        try:
            with os.scandir(self._root / prefix) as found:
                return sorted(f"{prefix}{each.name}{'/' * each.is_dir()}" for each in found)
        except OSError:
            return []

    def text(self, path: str) -> str:
        found = read(self._root, path)
        return normalise(found) if len(found) < _LONGEST_TEXT else ""

    def mentions(self, text: str) -> bool:
        return text in self._texts


def load_strings(root: Path, settings: Settings) -> dict[str, strings.Strings]:
    """The words of each language by its code, from the strings.yml in its folder.

    Raises ConfigError where one of them cannot be read.
    """
    found: dict[str, strings.Strings] = {}
    for language in settings.languages:
        name = PurePosixPath(settings.docs_dir, language.folder, "strings.yml").as_posix()
        path = inside(root, name)
        found[language.code] = strings.parse(_read(path), name) if path and path.is_file() else {}
    return strings.complete(found)


def load_explanations(language: str) -> dict[str, str]:
    """What the rules say in a language, by their names; nothing where nobody has written it.

    Raises ConfigError where the file cannot be read.
    """
    from importlib import resources  # only for who reads

    file = resources.files("edition") / f"catalogue.{language}.yml"
    if not file.is_file():
        return {}
    found = strings.parse(file.read_text(encoding="utf-8"), file.name)
    return {name: str(text) for name, text in found.items()}


def exports(folder: Path, language: str) -> dict[str, int]:
    """The files for a class in a language, and for all languages: their paths and sizes in bytes."""
    found = (
        sorted(path for path in folder.rglob("*") if path.is_file() and path.name[0] != ".")
        if folder.is_dir()
        else []
    )
    names = {path.relative_to(folder).as_posix(): path.stat().st_size for path in found}
    return {name: size for name, size in names.items() if name.startswith(f"{language}/") or "/" not in name}


def _lies(path: Path, folder: bool = False) -> bool:
    """Whether a file or folder lies there; not if its name is one that none can have."""
    try:
        return path.is_dir() if folder else path.exists()
    except OSError:
        return False


def _within(root: Path, named: str, option: str) -> Path:
    """What an option of mkdocs.yml names, below the root. Raises ConfigError where it lies elsewhere: a project
    that somebody has sent must not make us read what is not of it."""
    path = os.path.relpath(root / named, root)
    if inside(root, path) is None:
        raise ConfigError(f'{option}: "{named}" lies outside of the project, where nothing is read')
    return root / path


def _read(path: Path | str) -> str:
    try:
        return content(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error


def _scan(folder: Path | str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError as error:
        raise ConfigError(f"{folder} cannot be read: {error.strerror}") from error


def _files(folder: Path, root: Path) -> Iterator[str]:
    """The files below a folder; what a link leads to outside of the project is left alone."""
    rest, seen = [(str(folder), "")], set()
    while rest:
        path, prefix = rest.pop()
        for entry in _scan(path):
            if entry.is_symlink():
                target = inside(root, os.path.abspath(entry.path))  # noqa: PTH100 (a link stays one)
                if target is None or target in seen:
                    continue
                seen.add(target)  # a folder that links to one above it would never end
            if entry.is_dir():
                rest.append((entry.path, f"{prefix}{entry.name}/"))
            elif entry.is_file():
                yield prefix + entry.name


def _hidden(settings: Settings) -> Callable[[str], str]:
    """Says of a file which option keeps it out of the built site, "" for none.

    As MkDocs: dot files and `templates/` at the top, and what `exclude_docs` and `draft_docs` name.
    """
    excluded, draft = _matcher(settings.excluded), _matcher(settings.drafts)
    if settings.excluded:
        excluded = _matcher((".*", "/templates/", *settings.excluded))

    def option(src: str) -> str:
        if excluded(src) or (not settings.excluded and (src.startswith((".", "templates/")) or "/." in src)):
            return "exclude_docs"
        return "draft_docs" if draft(src) else ""

    return option


@lru_cache(maxsize=16)
def _matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a path is named by lines in the form of .gitignore."""
    if not patterns:
        return lambda src: False
    from pathspec.gitignore import GitIgnoreSpec  # few sites exclude anything

    try:
        return GitIgnoreSpec.from_lines(patterns).match_file
    except ValueError as error:
        raise ConfigError(f"exclude_docs, draft_docs or not_in_nav: {error}") from error


def _page(
    root: Path,
    src: str,
    settings: Settings,
    reader: markdown.Reader,
    before: Page | None,
    faults: list[Fault],
) -> Page:
    path = f"{settings.docs_dir}/{src}"
    text = _text(root, path, faults)
    document = _document(reader, text, before.document if before else None)
    if before is not None and document is before.document:
        return before
    language = language_of(src, settings.languages)
    return Page(path, src, language.slug(src) if language else src, language, document)


def _document(reader: markdown.Reader, text: str, before: Document | None) -> Document:
    """What a text holds; what was read before where it says the same, unless it has snippets: they may not."""
    if before is not None and before.source == text and not isinstance(before.places, Spliced):
        return before
    return reader.read(text)


def _reading(settings: Settings) -> tuple[object, ...]:
    """What the reading of a page depends on, beside its text."""
    return settings.docs_dir, settings.languages, settings.extensions, settings.snippets


def _text(root: Path, path: str, faults: list[Fault]) -> str:
    """The text of a file; what is no UTF-8 in it is a fault, and becomes signs that say so."""
    try:
        # Before it is decoded: an error counts from where the text begins.
        found = content(f"{root}/{path}").removeprefix(BOM_UTF8)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
    try:
        return found.decode()
    except UnicodeDecodeError as error:
        before = normalise(found[: error.start].decode())
        message = f"not UTF-8 text: {error.reason}; save the file as UTF-8"
        faults.append((path, Places(before).at(len(before)), message))
        return found.decode("utf-8", "replace")


def snippet_finder(root: Path, docs_dir: Path, settings: Settings) -> Include:
    """Finds snippets in the folders of mkdocs.yml, within the project."""
    bases = [root / base for base in settings.snippets if _lies(root / base)]

    @lru_cache(maxsize=1000)
    def include(name: str) -> tuple[str, str] | None:
        for base in bases:
            file = base / name if base.is_dir() else base
            if base.is_file() and base.name != PurePosixPath(name).name:
                continue
            try:
                if file.resolve().is_relative_to(root.resolve()) and file.is_file():
                    path = file.resolve().relative_to(root.resolve()).as_posix()
                    return path, file.read_bytes().decode("utf-8-sig", "replace")
            except (OSError, ValueError):  # no name that a file can have
                return None
        return None

    return include


def _records(root: Path, settings: Settings) -> dict[str, Records]:
    found = {}
    for name, file in settings.records.items():
        path = _within(root, file, "extra.records")
        faults: list[Fault] = []
        text = _text(root, path.relative_to(root).as_posix(), faults)
        schema = inside(root, path.with_suffix(".schema.json").relative_to(root).as_posix())
        described = _read(schema) if schema and schema.is_file() else None
        parsed = _parsed_records(text, file, described, path.with_suffix(".schema.json").name)
        found[name] = replace(parsed, faults=(*faults, *parsed.faults))
    return found


# Under `mkdocs serve` the same texts come again with each edit of another file.
@lru_cache(maxsize=32)
def _parsed_records(text: str, file: str, schema: str | None, schema_file: str) -> Records:
    return records.parse(text, file, {} if schema is None else records.schema(schema, schema_file))


_parsed_bibliography = lru_cache(maxsize=8)(bibtex.parse)


def _today() -> date:
    """The day of the build: that of SOURCE_DATE_EPOCH where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    is_time = epoch.isdecimal() and len(epoch) <= _LONGEST_EPOCH
    return (datetime.fromtimestamp(int(epoch), UTC) if is_time else datetime.now(UTC)).date()


def _bibliography(root: Path, settings: Settings) -> Bibliography:
    entries: list[Entry] = []
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    for named in settings.bibliographies:
        path = _within(root, named, "plugins.bibtex")
        paths = sorted(path.rglob("*.bib")) if named.endswith("/") else [path]
        names = [name for path in paths if inside(root, name := path.relative_to(root).as_posix())]
        for name in names:
            texts[name] = _text(root, name, faults)
            found, unread = _parsed_bibliography(texts[name], name)
            entries += found
            faults += unread
    return Bibliography(tuple(entries), tuple(faults), texts)
