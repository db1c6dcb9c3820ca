"""The marks that authors write between brackets, to HTML: citations, claims and terms."""

from __future__ import annotations

from collections.abc import Callable

from edition.model import CitationGroup, Document, Mark
from edition.patterns import late

_SHIELD = "\ue040"  # a character of the private use area: no page has it
_AT = late(r"<[^<>\s@]+@[^<>\s@]+>|@")


def replace(
    document: Document,
    citation: Callable[[CitationGroup], str],
    claim: Callable[[Mark], str],
    term: Callable[[Mark, str], str],
) -> str:
    """The text of a page with its marks as HTML. `term` is given the words that a reader sees, too.

    Every other `@` is put out of sight of mkdocs-bibtex, which would take `[@x]` in a code block or
    `[me@example.org](...)` for a citation too; `unshield` brings it back.
    """
    pieces = [(group.start, group.end, citation(group)) for group in document.citations]
    pieces += [(mark.start, mark.end, claim(mark)) for mark in document.claims]
    pieces += [(mark.start, mark.end, term(mark, _words(document, mark))) for mark in document.terms]
    text: list[str] = []
    done = 0
    for start, end, html in sorted(pieces):
        text += _shield(document.text[done:start]), html
        done = end
    return "".join([*text, _shield(document.text[done:])])


def _words(document: Document, mark: Mark) -> str:
    """What `[[term|words]]` shows; `[[term]]` shows the term."""
    name, bar, words = document.text[mark.start + 2 : mark.end - 2].partition("|")
    return (words if bar else name).strip()


def _shield(text: str) -> str:
    # An address such as <me@example.org> stays: Python-Markdown makes a link of it.
    return _AT.sub(lambda found: found[0] if len(found[0]) > 1 else _SHIELD, text)


def unshield(html: str) -> str:
    """The HTML of a page with every `@` back in its place."""
    return html.replace(_SHIELD, "@")
