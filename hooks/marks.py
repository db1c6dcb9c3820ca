"""Turn the marks of a page into HTML before Markdown and mkdocs-bibtex see them.

`[@key]` is a citation, `[#C113]` a claim of the ledger, `[[term]]` a term of the glossary.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from edition.model import Mark, Site
from edition.render import evidence, marks
from edition.render.page import Frame
from edition.render.term_links import term_link
from edition.sources import markdown as parser
from edition.terms import Term


@event_priority(100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the marks of a page that has a language."""
    shared: dict[str, Any] = config.extra["edition"]
    site: Site = shared["site"]
    frame: Frame | None = shared["frames"].get(page.file.src_uri)
    if frame is None or not (site.has_bibliography or site.records or site.settings.glossary):
        return markdown
    named = shared["named_terms"][frame.language]
    claims = site.collection("evidence").by_id
    return marks.replace(
        parser.parse(markdown, site.settings.extensions),
        citation=lambda group: shared["cite_as"](frame.language, group.source),
        claim=lambda mark: evidence.claim_mark(mark, claims, frame),
        term=lambda mark, words: _term(mark, words, named, frame),
    )


def _term(mark: Mark, words: str, named: Mapping[str, Term], frame: Frame) -> str:
    term = named.get(mark.name.casefold())
    return term_link(term, escape(words), frame) if term else escape(words)
