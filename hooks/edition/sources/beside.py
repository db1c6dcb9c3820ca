"""What a site holds beside its pages: bibliographies, records, snippets, earlier texts, the files of its theme."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from edition.cached import cached_property
from edition.model import Bibliography, Document, Entry, Fault, Language, Page, Records, Rest, Settings, Site
from edition.places import Spliced
from edition.sources import bibtex, files, markdown, records
from edition.sources.lines import normalise
from edition.sources.texts import inside, read

if TYPE_CHECKING:
    from edition.course import Course

_TEXTS = (".css", ".html", ".js", ".json", ".svg", ".webmanifest", ".xml")
_LONGEST_TEXT = 1_000_000  # bytes of a script or style sheet; what is longer is data


def document(reader: markdown.Reader, text: str, before: Document | None) -> Document:
    """What a text holds; what was read before where it says the same, unless it has snippets: they may not."""
    if before is not None and before.source == text and not isinstance(before.places, Spliced):
        return before
    return reader.read(text)


class Beside:
    """See `edition.model.Rest`; each part is read when it is first asked for."""

    def __init__(self, root: Path, settings: Settings, reader: markdown.Reader, before: Rest | None) -> None:
        self._root = root
        self._settings = settings
        self._reader = reader
        self._snapshots_before = before._snapshots if isinstance(before, Beside) else {}
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
        text = files.text_of(
            self._root, f"{self._settings.translations}/{name}", []
        )  # of its faults the page speaks
        found = document(self._reader, text, self._snapshots_before.get(path))
        self._snapshots[path] = found
        return found

    @cached_property
    def _snippets(self) -> list[tuple[str, str]]:
        """The folder and the name of each snippet."""
        root = self._root.resolve()
        bases = [
            path.resolve() for base in self._settings.snippets if files.exists(path := self._root / base)
        ]
        # The project itself is no folder of snippets: what lies in it is of every kind.
        own = [base for base in bases if base != root and base.is_relative_to(root) and base.is_dir()]
        return [(base.relative_to(root).as_posix(), name) for base in own for name in files.below(base, root)]

    @cached_property
    def _snapshot_names(self) -> frozenset[str]:
        folder = inside(self._root, self._settings.translations)
        return frozenset(files.below(folder, self._root.resolve()) if folder and folder.is_dir() else ())

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
        found = [docs_dir / name for name in files.below(docs_dir, self._root.resolve())]
        found += [self._root / self._settings.custom_dir / name for name in self.theme_files]
        small = (file for file in found if file.name.endswith(_TEXTS) and file.stat().st_size < _LONGEST_TEXT)
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
        return frozenset(files.below(folder, self._root.resolve()) if folder and folder.is_dir() else ())

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


def _records(root: Path, settings: Settings) -> dict[str, Records]:
    found = {}
    for name, file in settings.records.items():
        path = files.within(root, file, "extra.records")
        faults: list[Fault] = []
        text = files.text_of(root, path.relative_to(root).as_posix(), faults)
        schema = inside(root, path.with_suffix(".schema.json").relative_to(root).as_posix())
        described = files.read_text(schema) if schema and schema.is_file() else None
        parsed = _parsed_records(text, file, described, path.with_suffix(".schema.json").name)
        found[name] = parsed._replace(faults=(*faults, *parsed.faults))
    return found


# Under `mkdocs serve` the same texts come again with each edit of another file.
@lru_cache(maxsize=32)
def _parsed_records(text: str, file: str, schema: str | None, schema_file: str) -> Records:
    return records.parse(text, file, {} if schema is None else records.schema(schema, schema_file))


_parsed_bibliography = lru_cache(maxsize=8)(bibtex.parse)


def _bibliography(root: Path, settings: Settings) -> Bibliography:
    entries: list[Entry] = []
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    for named in settings.bibliographies:
        path = files.within(root, named, "plugins.bibtex")
        paths = sorted(path.rglob("*.bib")) if named.endswith("/") else [path]
        names = [name for path in paths if inside(root, name := path.relative_to(root).as_posix())]
        for name in names:
            texts[name] = normalise(files.text_of(root, name, faults))
            found, unread = _parsed_bibliography(texts[name], name)
            entries += found
            faults += unread
    return Bibliography(tuple(entries), tuple(faults), texts)
