"""A site on disk with the unsaved texts of an editor laid over it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from edition.lsp.position import lines_of
from edition.model import Bibliography, Entry, Language, Page, Records, Settings, Site
from edition.sources import bibtex, course, markdown, records
from edition.sources.config import ConfigError
from edition.sources.disk import load_site

CONFIG = "mkdocs.yml"
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def root_of(path: Path) -> Path | None:
    """The nearest folder at or above a path that holds a mkdocs.yml."""
    return next((folder for folder in (path, *path.parents) if (folder / CONFIG).is_file()), None)


class Project:
    """One site: `site` is the last that could be read, `fault` why that on disk cannot, else ""."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site: Site | None = None
        self.fault = ""
        self.open: dict[str, str] = {}

    def read(self) -> tuple[Site | None, str]:
        """The site as it lies on disk, or why it cannot be read. Changes nothing: may run in a thread."""
        try:
            return load_site(self.root / CONFIG), ""
        except ConfigError as error:
            return None, str(error).replace(f"{self.root}/", "")

    def take(self, site: Site | None, fault: str) -> None:
        """Use what `read` has found, with everything that is open laid over it."""
        self.site, self.fault = site or self.site, fault
        for path, text in self.open.items():
            self._lay(path, text)

    def put(self, path: str, text: str) -> None:
        """The text of a file as the editor shows it."""
        self.open[path] = text
        self._lay(path, text)

    def drop(self, path: str) -> None:
        """The editor has closed a file: what counts is on disk."""
        self.open.pop(path, None)
        self.renew(path)

    def renew(self, path: str) -> None:
        """Read one file again; what is open stays as the editor shows it."""
        if path in self.open:
            return
        text = self._on_disk(path)
        if text is not None:
            self._lay(path, text)
        elif self.site:
            self.site = _without(self.site, _src(self.site, path))

    def knows(self, path: str) -> bool:
        """Whether a path is that of a page of the site."""
        return self.site is not None and _src(self.site, path) in self.site.pages

    def lines(self, path: str) -> list[str]:
        """The lines of a file as the editor shows it, else as it lies on disk; none where there is no such file."""
        text = self.open[path] if path in self.open else self._on_disk(path)
        return lines_of(text) if text is not None else []

    def path(self, file: Path) -> str:
        """The path in the project of a file in it."""
        return file.relative_to(self.root).as_posix()

    def _on_disk(self, path: str) -> str | None:
        try:
            with (self.root / path).open(encoding="utf-8-sig", newline="") as file:
                return file.read()
        except (OSError, UnicodeDecodeError, ValueError):
            return None

    def _lay(self, path: str, text: str) -> None:
        if self.site is None:
            return
        src = _src(self.site, path)
        # What is on disk and yet no page was left out by mkdocs.yml; what is not is being written.
        new = src.endswith(_MARKDOWN) and not (self.root / path).exists()
        if src in self.site.pages or new:
            self.site = with_page(self.site, src, text)
        elif path in self.site.bibliography.texts:
            self.site = replace(self.site, bibliography=_bibliography(self.site.bibliography, path, text))
        else:
            self.site = replace(self.site, records=_records(self.site, path, text))


def with_page(site: Site, src: str, text: str) -> Site:
    """The site with one page written anew."""
    language = _language(src, site.settings)
    slug = src.removeprefix(f"{language.folder}/") if language and language.folder else src
    document = markdown.parse(text, site.settings.extensions)
    page = Page(f"{site.settings.docs_dir}/{src}", src, slug, language, document)
    pages = dict(sorted({**site.pages, src: page}.items()))
    return _taught(replace(site, pages=pages, files=site.files | {src}), language)


def _without(site: Site, src: str) -> Site:
    pages = {name: page for name, page in site.pages.items() if name != src}
    return _taught(replace(site, pages=pages, files=site.files - {src}), _language(src, site.settings))


def _taught(site: Site, language: Language | None) -> Site:
    if language is None:
        return site
    return replace(site, courses={**site.courses, language.code: course.course(site, language)})


def _src(site: Site, path: str) -> str:
    folder = f"{site.settings.docs_dir}/"
    return path.removeprefix(folder) if path.startswith(folder) else ""


def _language(src: str, settings: Settings) -> Language | None:
    folders = (each for each in settings.languages if not each.folder or src.startswith(f"{each.folder}/"))
    return next(folders, None)


def _bibliography(old: Bibliography, path: str, text: str) -> Bibliography:
    texts = {**old.texts, path: text}
    entries: list[Entry] = []
    faults: list[bibtex.Fault] = []
    for name in texts:
        if name == path:
            found, unread = bibtex.parse(text, path)
        else:
            found = [entry for entry in old.entries if entry.path == name]
            unread = [fault for fault in old.faults if fault[0] == name]
        entries += found
        faults += unread
    return Bibliography(tuple(entries), tuple(faults), texts)


def _records(site: Site, path: str, text: str) -> dict[str, Records]:
    return {
        name: records.parse(text, path, dict(old.schema)) if old.path == path else old
        for name, old in site.records.items()
    }
