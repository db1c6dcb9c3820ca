"""The only reader of files: a folder with a mkdocs.yml to a `Site`."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath

from edition.model import Fault, Page, Settings, Site, language_of
from edition.sources import configuration, files, markdown, strings
from edition.sources.beside import Beside, document
from edition.sources.snippets import Include
from edition.sources.texts import inside

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_LONGEST_EPOCH = 11  # digits of seconds, up to the year 5138


def load_site(path: Path, before: Site | None = None, text: str | None = None) -> Site:
    """Read the site whose configuration is at `path`.

    `before` is the same site as it was: what has not changed since is not parsed again; `text` is the configuration
    where another than that on disk counts. Raises ConfigError where the configuration cannot be read.
    """
    root = path.parent
    settings = configuration.settings(path, text)
    docs_dir = root / settings.docs_dir
    faults: list[Fault] = []
    hidden = configuration.hidden(settings)
    found = {src: hidden(src) for src in sorted(files.below(docs_dir, root.resolve()))}
    built = [src for src, option in found.items() if not option]
    reader = markdown.Reader(settings.extensions, snippet_finder(root, docs_dir, settings))
    known = before if before and _reading(before.settings) == _reading(settings) else None
    pages = {
        src: _page(root, src, settings, reader, known.pages.get(src) if known else None, faults)
        for src in built
        if src.endswith(_MARKDOWN)
    }
    return Site(
        settings,
        pages,
        frozenset(built),
        rest=Beside(root, settings, reader, known.rest if known else None),
        hidden={src: option for src, option in found.items() if option},
        not_in_nav=frozenset(filter(files.matcher(settings.not_in_nav), pages)),
        faults=tuple(faults),
        today=_today(),
    )


def load_strings(root: Path, settings: Settings) -> dict[str, strings.Strings]:
    """The words of each language by its code, from the strings.yml in its folder.

    Raises ConfigError where one of them cannot be read.
    """
    found: dict[str, strings.Strings] = {}
    for language in settings.languages:
        name = PurePosixPath(settings.docs_dir, language.folder, "strings.yml").as_posix()
        path = inside(root, name)
        found[language.code] = strings.parse(files.read_text(path), name) if path and path.is_file() else {}
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


def _page(
    root: Path,
    src: str,
    settings: Settings,
    reader: markdown.Reader,
    before: Page | None,
    faults: list[Fault],
) -> Page:
    path = f"{settings.docs_dir}/{src}"
    text = files.text_of(root, path, faults)
    read = document(reader, text, before.document if before else None)
    if before is not None and read is before.document:
        return before
    language = language_of(src, settings.languages)
    return Page(path, src, language.slug(src) if language else src, language, read)


def _reading(settings: Settings) -> tuple[object, ...]:
    """What the reading of a page depends on, beside its text."""
    return settings.docs_dir, settings.languages, settings.extensions, settings.snippets


def snippet_finder(root: Path, docs_dir: Path, settings: Settings) -> Include:
    """Finds snippets in the folders of mkdocs.yml, within the project."""
    bases = [root / base for base in settings.snippets if files.exists(root / base)]

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


def _today() -> date:
    """The day of the build: that of SOURCE_DATE_EPOCH where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    is_time = epoch.isdecimal() and len(epoch) <= _LONGEST_EPOCH
    return (datetime.fromtimestamp(int(epoch), UTC) if is_time else datetime.now(UTC)).date()
