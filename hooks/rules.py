"""Explain every rule of the checks where a page asks for it with the comment `<!-- rules -->`."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from edition import mends
from edition.render import catalogue
from edition.render.page import Frame
from edition.rules import all_rules
from edition.sources.disk import load_explanations

_MARKER = re.compile(r"^<!-- rules -->[ \t]*$", re.M)


@event_priority(-100)  # behind mkdocs-bibtex, which would look up the sources of the examples
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the rules, as Markdown, in the place of the comment: their headings are headings of the page."""
    frame: Frame | None = config.extra["edition"]["frames"].get(page.file.src_uri)
    if frame is None or not _MARKER.search(markdown):
        return markdown
    shown = catalogue.sections(all_rules().values(), load_explanations(frame.language), frame, mends.RULES)
    return _MARKER.sub(lambda _: shown, markdown)
