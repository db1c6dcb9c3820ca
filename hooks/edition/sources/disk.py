"""The only reader of files: a folder with a mkdocs.yml to a `Site`."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

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
from edition.sources.texts import inside

if TYPE_CHECKING:
    from edition.course import Course

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_TEXTS = (".css", ".html", ".js", ".json", ".svg", ".webmanifest", ".xml")
_LONGEST_TEXT = 1_000_000  # bytes of a script or style sheet; what is longer is data


def load_site(path: Path, before: Site | None = None) -> Site:
    """Read the site whose configuration is at `path`.

    `before` is the same site as it was: what has not changed since is not parsed again. Raises
    ConfigError where the configuration cannot be read.
    """
    root = path.parent
    data, nodes = config.load(_read(path))
    docs_dir = _within(root, str(data.get("docs_dir") or "docs"), "docs_dir")
    data["docs_dir"] = docs_dir.relative_to(root).as_posix()
    if not docs_dir.is_dir():
        raise ConfigError(f"the documentation folder {docs_dir} does not exist")
    folders = frozenset(_of_language(child) for child in os.scandir(docs_dir))
    settings = _without_missing(config.settings(data, path.name, folders, nodes), root)
    faults: list[Fault] = []
    hidden = _hidden(settings)
    found = {src: hidden(src) for src in sorted(_files(docs_dir, root.resolve()))}
    files = [src for src, option in found.items() if not option]
    reader = markdown.Reader(settings.extensions, _include(root, docs_dir, settings))
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


def _without_missing(settings: Settings, root: Path) -> Settings:
    """Without the bibliographies that are not there: `missing-project-file` speaks of them, and what cannot be
    known of their entries is not reported."""
    found = (
        name
        for name in settings.bibliographies
        if ((root / name).is_dir() if name.endswith("/") else (root / name).exists())
    )
    return settings._replace(bibliographies=tuple(found))


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
        document = _document(self._reader, _read(path), self._snapshots_before.get(path))
        self._snapshots[path] = document
        return document

    @cached_property
    def _snippets(self) -> list[tuple[str, str]]:
        """The folder and the name of each snippet."""
        root = self._root.resolve()
        bases = [(self._root / base).resolve() for base in self._settings.snippets]
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
        """All style sheets, scripts and templates, and mkdocs.yml."""
        docs_dir = self._root / self._settings.docs_dir
        files = [docs_dir / name for name in _files(docs_dir, self._root.resolve())]
        files += [self._root / self._settings.custom_dir / name for name in self.theme_files]
        small = (file for file in files if file.name.endswith(_TEXTS) and file.stat().st_size < _LONGEST_TEXT)
        texts = [self._root / self._settings.path, *small]
        return "\n".join(text.read_bytes().decode("utf-8", "replace") for text in texts)

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

    def mentions(self, text: str) -> bool:
        return text in self._texts


def load_strings(root: Path, settings: Settings) -> dict[str, strings.Strings]:
    """The words of each language by its code, from the strings.yml in its folder.

    Raises ConfigError where one of them cannot be read.
    """
    found: dict[str, strings.Strings] = {}
    for language in settings.languages:
        path = inside(root, f"{settings.docs_dir}/{language.folder}/strings.yml")
        found[language.code] = strings.parse(_read(path), path.name) if path and path.is_file() else {}
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


def _within(root: Path, named: str, option: str) -> Path:
    """What an option of mkdocs.yml names, below the root. Raises ConfigError where it lies elsewhere: a project
    that somebody has sent must not make us read what is not of it."""
    path = os.path.relpath(root / named, root)
    if inside(root, path) is None:
        raise ConfigError(f'{option}: "{named}" lies outside of the project, where nothing is read')
    return root / path


def _read(path: Path | str) -> str:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 (two thousand times: a Path costs as much as the file)
            return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error


def _files(folder: Path, root: Path) -> Iterator[str]:
    """The files below a folder; what a link leads to outside of the project is left alone."""
    rest, seen = [(str(folder), "")], set()
    while rest:
        path, prefix = rest.pop()
        for entry in os.scandir(path):
            if entry.is_symlink():
                target = Path(entry.path).resolve()
                if not target.is_relative_to(root) or target in seen:
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

    return GitIgnoreSpec.from_lines(patterns).match_file


def _page(
    root: Path,
    src: str,
    settings: Settings,
    reader: markdown.Reader,
    before: Page | None,
    faults: list[Fault],
) -> Page:
    path = f"{settings.docs_dir}/{src}"
    text = _page_text(root, path, faults)
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


def _page_text(root: Path, path: str, faults: list[Fault]) -> str:
    """The text of a page; what is no UTF-8 in it is a fault, and becomes signs that say so."""
    try:
        with open(f"{root}/{path}", "rb") as file:  # noqa: PTH123 (as above)
            content = file.read()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
    content = content.removeprefix(
        BOM_UTF8
    )  # before it is decoded: an error counts from where the text begins
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = normalise(content[: error.start].decode())
        faults.append((path, Places(before).at(len(before)), f"not UTF-8 text: {error.reason}"))
        return content.decode("utf-8", "replace")


def _include(root: Path, docs_dir: Path, settings: Settings) -> Include:
    """Finds snippets in the folders of mkdocs.yml, within the project."""
    bases = [root / base for base in settings.snippets]

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
        text = _read(path)
        schema = inside(root, path.with_suffix(".schema.json").relative_to(root).as_posix())
        described = _read(schema) if schema and schema.is_file() else None
        found[name] = _parsed_records(text, file, described, path.with_suffix(".schema.json").name)
    return found


# Under `mkdocs serve` the same texts come again with each edit of another file.
@lru_cache(maxsize=32)
def _parsed_records(text: str, file: str, schema: str | None, schema_file: str) -> Records:
    return records.parse(text, file, {} if schema is None else records.schema(schema, schema_file))


_parsed_bibliography = lru_cache(maxsize=8)(bibtex.parse)


def _today() -> date:
    """The day of the build: that of SOURCE_DATE_EPOCH where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)).date()


def _bibliography(root: Path, settings: Settings) -> Bibliography:
    entries: list[Entry] = []
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    for named in settings.bibliographies:
        path = _within(root, named, "plugins.bibtex")
        paths = sorted(path.rglob("*.bib")) if named.endswith("/") else [path]
        names = [name for path in paths if inside(root, name := path.relative_to(root).as_posix())]
        for name in names:
            texts[name] = _read(root / name)
            found, unread = _parsed_bibliography(texts[name], name)
            entries += found
            faults += unread
    return Bibliography(tuple(entries), tuple(faults), texts)
