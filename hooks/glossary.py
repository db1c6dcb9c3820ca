"""The glossary: its pages, the links to it from all other pages, and its downloads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from edition.model import Language, Site
from edition.model import Page as Source
from edition.render import glossary, term_links
from edition.render.page import Frame
from edition.terms import Matcher, Term, by_name
from edition.terms import glossary as terms_of

INDEX = "<!-- glossary -->"


@dataclass
class State:
    """What one build knows. `uses`: for each language and term the pages that link to it."""

    site: Site
    terms: dict[str, Mapping[str, Term]]
    matchers: dict[str, Matcher]
    explained: dict[str, Term]
    uses: dict[tuple[str, str], list[Source]] = field(default_factory=dict)


_state: State


def on_config(config: MkDocsConfig) -> None:
    """Read the terms of each language from the pages of the glossary."""
    global _state
    site: Site = config.extra["edition"]["site"]
    terms = {language.code: terms_of(site, language) for language in site.settings.languages}
    matchers = {code: Matcher(own.values()) for code, own in terms.items()}
    explained = {term.page.src: term for own in terms.values() for term in own.values()}
    _state = State(site, terms, matchers, explained)
    config.extra["edition"]["named_terms"] = {code: by_name(own) for code, own in terms.items()}


@event_priority(150)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """A term names its page, and its definition describes it."""
    term = _state.explained.get(page.file.src_uri)
    if term:
        page.meta["title"], page.meta["description"] = term.title, term.definition


@event_priority(120)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Frame the page of a term, fill the index, and link the first mentions on every page."""
    frame: Frame | None = config.extra["edition"]["frames"].get(page.file.src_uri)
    source = _state.site.pages.get(page.file.src_uri)
    if frame is None or source is None or not _state.terms[frame.language]:
        return html
    terms = _state.terms[frame.language]
    own = _state.explained.get(source.src)
    if own:
        neutral = _neutral(own)
        html = (
            glossary.head(own, neutral, list(_others(own, frame)), frame)
            + html
            + glossary.foot(own, neutral, terms, frame)
        )
    html, slugs = term_links.link(
        html,
        _state.matchers[frame.language],
        frame.language,
        lambda slug, words: term_links.term_link(terms[slug], words, frame),
        own.slug if own else "",
    )
    for slug in slugs:
        _state.uses.setdefault((frame.language, slug), []).append(source)
    if INDEX in html:
        first, *_ = _state.terms.values()
        others = {code: names for code, names in _state.terms.items() if code != frame.language}
        html = html.replace(INDEX, glossary.index(terms, first, others, frame))
    return html + term_links.definitions(slugs, terms, frame)


def _neutral(term: Term) -> Any:
    """The front matter of a term in the first language, which holds what no language changes."""
    first, *_ = _state.terms.values()
    return first[term.slug].record.data if term.slug in first else {}


def _others(term: Term, frame: Frame) -> Iterator[tuple[str, str, Term]]:
    for code, terms in _state.terms.items():
        if code != frame.language and term.slug in terms:
            yield code, frame.url(f"/{_address(terms[term.slug])}"), terms[term.slug]


def _address(term: Term) -> str:
    language: Language | None = term.page.language
    return f"{language.folder if language else ''}/{term.page.slug.removesuffix('.md')}/"


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """The pages that use a term, known once all pages have been read."""
    term = _state.explained.get(page.file.src_uri)
    frame: Frame | None = config.extra["edition"]["frames"].get(page.file.src_uri)
    if term and frame:
        uses = _state.uses.get((frame.language, term.slug), [])
        context["term_uses"] = [(frame.url(use.slug), use.title) for use in uses]  # type: ignore[typeddict-unknown-key]
        context["glossary_url"] = frame.url(f"{_state.site.settings.glossary}/index.md")  # type: ignore[typeddict-unknown-key]
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Offer the whole glossary for download."""
    if not any(_state.terms.values()):
        return
    first, *_ = config.extra["edition"]["strings"].values()
    folder = Path(config.site_dir) / "data"
    folder.mkdir(exist_ok=True)
    files = {
        "glossary.csv": glossary.as_csv(_state.terms),
        "glossary.json": glossary.as_json(_state.terms, first["site_name"], config.site_url or "/"),
        "glossary.tbx": glossary.as_tbx(_state.terms, first["site_name"]),
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
