"""Renaming a term: its name or another form of it in one language, or its slug in all."""

from __future__ import annotations

from collections.abc import Iterator

from edition import terms
from edition.lsp import moves
from edition.lsp.changes import Changes, Lines, RenameError
from edition.lsp.position import Edit, Span, line_of
from edition.lsp.spans import of_mark, settled, term_spans, with_snapshots
from edition.lsp.things import Thing
from edition.model import Page, Site
from edition.patterns import late
from edition.terms import Term

_UNFIT = late(r"[\[\]|\"\\\n]")
_PLAIN = late(r"[^\W\d_][\w /()-]*")  # what YAML takes for a text without quotation marks, also in a list


def known(site: Site, page: Page, thing: Thing) -> Term | None:
    """The term that a thing on a page names."""
    found = terms.glossary(site, page.language)
    return found.get(thing.name) if thing.kind == "slug" else terms.by_name(found).get(thing.name.casefold())


def rename(site: Site, page: Page, thing: Thing, new: str, lines: Lines) -> Changes:
    """Another word for a term, in its front matter and in every mark of the same language; or, where the thing is
    the slug, another name for its pages. Raises RenameError where the new word is no good."""
    term = known(site, page, thing)
    assert term is not None  # `rename.span` has found it
    word = thing.name.casefold()
    if thing.kind == "slug" or word not in {each.casefold() for each in (term.name, *term.forms)}:
        src = term.page.src
        return moves.pages(site, {src: f"{src[: src.rindex('/') + 1]}{new}.md"}, lines)
    if not new or _UNFIT.search(new):
        raise RenameError(
            f'"{new}" is no name of a term: write words without brackets, "|" and quotation marks'
        )
    other = terms.by_name(terms.glossary(site, page.language)).get(new.casefold())
    if other and (other != term or new.casefold() != word):
        raise RenameError(f'"{new}" is the term {other.slug} already: choose a word that is free')
    return Changes(
        sorted({*_defined(site, term, word, new, lines), *_marked(site, page, word, new, lines)}), {}
    )


def _defined(site: Site, term: Term, word: str, new: str, lines: Lines) -> Iterator[Edit]:
    for name, span in term_spans(site, [term.page]):
        line = line_of(lines(span.path), span.line)
        if name.casefold() == word and (found := settled(span, line, name)):
            yield Edit(found, _in_yaml(new, line[found.start - 2 : found.start - 1]))


def _in_yaml(new: str, before: str) -> str:
    """A word as YAML writes it behind a quotation mark or another sign."""
    if before == "'":
        return new.replace("'", "''")
    return new if before == '"' or _PLAIN.fullmatch(new) else f'"{new}"'


def _marked(site: Site, page: Page, word: str, new: str, lines: Lines) -> Iterator[Edit]:
    for each in with_snapshots(site):
        for mark in each.document.terms if each.language == page.language else ():
            if mark.name.casefold() == word:
                span: Span = of_mark(each.path, mark)
                if found := settled(span, line_of(lines(span.path), span.line), mark.name):
                    yield Edit(found, new)
