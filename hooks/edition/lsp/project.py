"""A site on disk with the unsaved texts of an editor laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from edition import policy
from edition.lsp.overlay import with_bibliography, with_records
from edition.lsp.position import lines_of
from edition.model import Document, Page, Site, language_of
from edition.policy import EVERYTHING, Policy
from edition.sources import disk, markdown
from edition.sources.config import ConfigError
from edition.sources.texts import Texts, reader

CONFIG = "mkdocs.yml"
CONFIGURING = (CONFIG, policy.FILE)
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def root_of(path: Path) -> Path | None:
    """The nearest folder at or above a path that holds a mkdocs.yml."""
    return next((folder for folder in (path, *path.parents) if (folder / CONFIG).is_file()), None)


class Project:
    """One site: `site` is the last that could be read, `fault` why that of now cannot, else ""."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site: Site | None = None
        self.policy = EVERYTHING
        self.fault = ""
        self.open: dict[str, str] = {}

    def read(self) -> tuple[Site | None, Policy, str]:
        """The site as it lies on disk, with its configuration as the editor shows it, and what is asked of it; or why
        they cannot be read. Changes nothing: may run in a thread."""
        try:
            site = disk.load_site(self.root / CONFIG, self.site, self._opened(CONFIG))
            # Read now, not when an event asks: it may be what cannot be read.
            _ = site.bibliography, site.records
            asked = self._opened(policy.FILE)
            return site, policy.load(self.root) if asked is None else policy.parse(asked), ""
        except ConfigError as error:
            return None, self.policy, self.said(error)

    def take(self, site: Site | None, asked: Policy, fault: str) -> None:
        """Use what `read` has found, with everything that is open laid over it."""
        self.site, self.policy, self.fault = site or self.site, asked, fault
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

    def texts(self, site: Site) -> Texts:
        """Gives the texts of the site by their paths, for one check of it."""
        opened = {path: "\n".join(lines_of(text)) for path, text in self.open.items()}
        rest = reader(site, self.root)
        return lambda path: opened[path] if path in opened else rest(path)

    @property
    def reader(self) -> markdown.Reader:
        """What reads a page of the site, with its snippets."""
        return self._reader(self.open)

    def read_as(self, text: str, snippets: Mapping[str, str]) -> Document:
        """A page with this text, some of whose snippets have other texts."""
        return self._reader({**self.open, **snippets}).read(text)

    def _reader(self, texts: Mapping[str, str]) -> markdown.Reader:
        assert self.site is not None  # whoever has a page has a site
        settings = self.site.settings
        on_disk = disk.snippet_finder(self.root, self.root / settings.docs_dir, settings)

        def include(name: str) -> tuple[str, str] | None:
            found = on_disk(name)
            return found and (found[0], texts.get(found[0], found[1]))

        return markdown.Reader(settings.extensions, include)

    def said(self, error: ConfigError) -> str:
        """What is wrong with the site, with the paths of the project."""
        return str(error).replace(f"{self.root}/", "")

    def _opened(self, path: str) -> str | None:
        text = self.open.get(path)
        return None if text is None else "\n".join(lines_of(text))

    def _on_disk(self, path: str) -> str | None:
        try:
            return (self.root / path).read_bytes().decode("utf-8-sig", "replace")
        except (OSError, ValueError):
            return None

    def _lay(self, path: str, text: str) -> None:
        if self.site is None:
            return
        src = _src(self.site, path)
        # What is on disk and yet no page was left out by mkdocs.yml; what is not is being written.
        new = src.endswith(_MARKDOWN) and not (self.root / path).exists()
        if src in self.site.pages or new:
            self.site = with_page(self.site, src, text, self.reader)
        elif path in self.site.bibliography.texts:
            self.site = with_bibliography(self.site, path, text)
        elif any(path == records.path for records in self.site.records.values()):
            self.site = with_records(self.site, path, text)
        for page in [page for page in self.site.pages.values() if path in page.document.places.files]:
            self.site = with_page(self.site, page.src, page.document.source, self.reader)


def with_page(site: Site, src: str, text: str, reader: markdown.Reader) -> Site:
    """The site with one page written anew."""
    language = language_of(src, site.settings.languages)
    slug = language.slug(src) if language else src
    page = Page(f"{site.settings.docs_dir}/{src}", src, slug, language, reader.read(text))
    pages = dict(sorted({**site.pages, src: page}.items()))
    return site._replace(pages=pages, files=site.files | {src})


def _without(site: Site, src: str) -> Site:
    pages = {name: page for name, page in site.pages.items() if name != src}
    return site._replace(pages=pages, files=site.files - {src})


def _src(site: Site, path: str) -> str:
    folder = f"{site.settings.docs_dir}/"
    return path.removeprefix(folder) if path.startswith(folder) else ""
