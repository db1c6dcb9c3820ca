"""All languages in one build: what depends on the language is set for each page anew.

See decisions/0002. The languages come from `extra.alternate` in mkdocs.yml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from edition.model import Language, Site
from edition.model import Page as Source
from edition.render import navigation
from edition.render.page import frame
from edition.sources.config import ConfigError
from edition.sources.disk import load_strings


@dataclass
class State:
    """What one build knows. Made afresh in `on_config`: a hook's module outlives a rebuild."""

    site: Site
    strings: Mapping[str, Mapping[str, Any]]
    navigations: dict[str, Navigation] = field(default_factory=dict)


_state: State


@event_priority(50)
def on_config(config: MkDocsConfig) -> None:
    """Read the words of each language and write the navigation of all of them."""
    global _state
    site: Site = config.extra["edition"]["site"]
    try:
        strings = load_strings(Path(config.config_file_path).parent, site.settings)
    except ConfigError as error:
        raise ConfigurationError(str(error)) from error
    _state = State(site, strings)
    config.extra["edition"]["strings"] = strings
    _require_theme_languages(config)
    if config.nav:
        first = site.settings.languages[0].folder
        mirrored = [
            navigation.mirror(config.nav, first, each.folder, _title) for each in site.settings.languages
        ]
        config.nav = [item for nav in mirrored for item in nav]


def _title(src: str) -> str | None:
    page = _state.site.pages.get(src)
    return page.title if page else None


def _require_theme_languages(config: MkDocsConfig) -> None:
    for language in _state.site.settings.languages:
        name = f"partials/languages/{language.code}.html"
        if not any((Path(folder) / name).is_file() for folder in config.theme.dirs):
            raise ConfigurationError(
                f'The theme has no strings for the language "{language.code}": '
                f"write overrides/{name} (see those of the theme), or correct extra.alternate."
            )


def _language(page: Page) -> Language | None:
    source = _state.site.pages.get(page.file.src_uri)
    return source.language if source else None


def on_files(files: Files, config: MkDocsConfig) -> None:
    """What every other hook needs to write into a page: its language, its words, its addresses."""
    shared = config.extra["edition"]
    urls = {file.src_uri: file.url for file in files}
    shared["frames"] = {
        src: frame(page, _state.strings[page.language.code], _state.site, urls, shared["cite"])
        for src, page in _state.site.pages.items()
        if page.language and src in urls
    }


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """One navigation a language: previous and next stay in it, and its home is its own."""
    for language in _state.site.settings.languages:
        pages = [page for page in nav.pages if _language(page) == language]
        items = [item for item in nav.items if _belongs(item, language)]
        for page, before, after in zip(pages, [None, *pages], [*pages[1:], None], strict=False):
            page.previous_page, page.next_page = before, after
        own = Navigation(items, pages)
        own.homepage = next(
            (page for page in pages if page.file.src_uri == f"{language.folder}/index.md"), None
        )
        _state.navigations[language.code] = own
    return nav


def _belongs(item: Any, language: Language) -> bool:
    if isinstance(item, Section):
        return any(_belongs(child, language) for child in item.children)
    return isinstance(item, Page) and _language(item) == language


@event_priority(100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """The titles that Markdown extensions write into a page, in its language."""
    language = _language(page)
    if language is None:
        return
    strings = _state.strings[language.code]
    config.mdx_configs.setdefault("toc", {})["permalink_title"] = strings["permalink"]
    config.mdx_configs.setdefault("footnotes", {})["BACKLINK_TITLE"] = strings["footnote_back"]


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A corner of a table that is empty is no heading: a screen reader would say one without words."""
    return html.replace("<th></th>", "<td></td>")


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """What the templates need: the languages, and where each page has its twins and each language its home."""
    env.globals["languages"] = _state.site.settings.languages
    env.globals["strings_of"] = _state.strings
    env.globals["homes"] = [f"{language.folder}/index.md" for language in _state.site.settings.languages]
    env.globals["twins"] = {src: _twins(page, files) for src, page in _state.site.pages.items()}


def _twins(page: Source, files: Files) -> list[tuple[str, str, str]]:
    """The same page in each language that has it: (code, name, address), in the order of the languages."""
    pages = _state.site.translations.get(page.slug, {})
    return [
        (language.code, language.name, file.url)
        for language in _state.site.settings.languages
        if language.code in pages and (file := files.get_file_from_path(pages[language.code].src))
    ]


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Theme, site name, navigation and language switch in the language of the page."""
    language = _language(page) or _state.site.settings.languages[0]
    strings = _state.strings[language.code]
    config.theme["language"] = language.code
    config.site_name = strings["site_name"]
    config.site_description = strings["site_description"]
    config.extra.pop("alternate", None)  # Material would print it as relative links in the head
    context["strings"] = strings  # type: ignore[typeddict-unknown-key]
    context["language"] = language  # type: ignore[typeddict-unknown-key]
    context["nav"] = _state.navigations.get(language.code, nav)
    return context
