"""Where the names of a site stand: keys, slugs, terms, targets and footnotes, each as a span of its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from edition import terms
from edition.lsp.changes import Lines
from edition.lsp.position import Span, line_of
from edition.model import Link, Mark, Page, Place, Record, Site
from edition.patterns import late

FOOTNOTE = late(r"\[\^([^\[\]\n]+)\](:?)")
_KEY_LISTS = ("cites", "sources")  # the fields of records and of front matter that hold citation keys
_KEY = late(r"[A-Za-z0-9_][\w-]*")
_REFERRING = ("crossref", "xref")  # the fields of an entry that hold the key of another


def with_snapshots(site: Site) -> Iterator[Page]:
    """Every page, and each text from which a translation was made as if it were the page that it once was: whoever
    gives something another name has to give it there too, or all translations would seem to be out of date."""
    yield from site.pages.values()
    folder = site.settings.translations.rstrip("/")
    for pair in site.pairs if folder else ():
        made_from, language = site.snapshots.get(pair.translation.src), pair.translation.language
        if made_from and language:
            yield pair.source._replace(
                path=f"{folder}/{language.code}/{pair.translation.slug}", document=made_from
            )


def target_span(page: Page, link: Link) -> Span:
    """Where the target of a link stands."""
    return at_place(page.path, link.place, link.target)


def settled(span: Span, line: str, name: str) -> Span | None:
    """The span of a name on its line, behind a quotation mark if there is one; `None`: something else is there."""
    for start in (span.start, span.start + 1):
        if line.startswith(name, start - 1) and (start == span.start or line[start - 2] in "\"'"):
            return Span(span.path, span.line, start, start + len(name))
    return None


def key_spans(site: Site, pages: Iterable[Page], lines: Lines) -> Iterator[tuple[str, Span]]:
    """Each citation key and where it stands: in entries, the pages, their front matter and snippets, and records.
    `lines` gives those of a table, whose records do not know the places of their values.

    In YAML the span may begin with a quotation mark: whoever edits has to look.
    """
    for entry in site.bibliography.entries:
        yield entry.key, at_place(entry.path, entry.place, entry.key)
        for name in _REFERRING:
            if name in entry.fields:
                yield entry.get(name), at_place(entry.path, entry.fields[name].place, entry.get(name))
    for page in pages:
        yield from page_keys(site, page)
    for records in site.records.values():
        for record in records.all:
            yield from listed(record, _KEY_LISTS)
            if records.path.endswith(".csv"):
                yield from _in_table(record, line_of(lines(records.path), record.place().line))


def _in_table(record: Record, line: str) -> Iterator[tuple[str, Span]]:
    """The keys in the cells of a row that hold such; a row of several lines is left alone."""
    for name in _KEY_LISTS:
        written = str(record.data.get(name) or "")
        cell = re.search(rf"(?:^|,)\"?({re.escape(written)})\"?(?:,|$)", line) if written else None
        for key in _KEY.finditer(line, *cell.span(1)) if cell else ():
            yield key[0], at_place(record.path, Place(record.place().line, key.start() + 1), key[0])


def page_keys(site: Site, page: Page) -> Iterator[tuple[str, Span]]:
    """The same of one page."""
    document = page.document
    cites = "@" in document.text
    for group in document.citations if cites else ():
        for citation in group.citations:
            yield citation.key, _behind_at(page, citation.place, citation.key)
    for mark in document.bare_citations if cites and site.settings.inline_citations else ():
        yield mark.name, _behind_at(page, mark.place, mark.name)
    yield from listed(page.record, _KEY_LISTS)


def _behind_at(page: Page, place: Place, key: str) -> Span:
    return at_place(page.path, place._replace(col=place.col + 1), key)


def see_also(site: Site, pages: Iterable[Page]) -> Iterator[tuple[str, Span]]:
    """Each slug of a term that the front matter of another names."""
    for page in pages if site.settings.glossary else ():
        yield from listed(page.record, ("see_also",))


def term_spans(site: Site, pages: Iterable[Page]) -> Iterator[tuple[str, Span]]:
    """Each name of a term in the front matter of its page: the name itself, the abbreviation and the other forms."""
    own = {page.src for page in terms.term_pages(site)}
    for page in (page for page in pages if page.src in own):
        record = page.record
        for field in ("term", "abbr"):
            value = record.data.get(field)
            if isinstance(value, str) and (field,) in record.places:
                yield value, at_place(record.path, record.places[field,], value)
        yield from listed(record, ("forms",))


def footnotes(page: Page, lines: list[str], name: str) -> Iterator[tuple[bool, Span]]:
    """Each mark of a footnote of a page, and whether it is the definition."""
    for number, text in enumerate(lines, 1):
        for note in FOOTNOTE.finditer(text):
            if note[1] == name:
                start = note.start(1) + 1
                defines = bool(note[2]) and not text[: note.start()].strip()
                yield defines, Span(page.path, number, start, start + len(name))


def listed(record: Record, names: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    """Each text in some lists of a record."""
    for name in names:
        for index, value in record.texts(name) if name in record.data else ():
            if (name, index) in record.places:
                yield value, at_place(record.path, record.places[name, index], value)


def at_place(path: str, place: Place, name: str) -> Span:
    """The span of a name at a place in a file or, where it says so, in a snippet of it."""
    return Span(place.path or path, place.line, place.col, place.col + len(name))


def of_mark(path: str, mark: Mark) -> Span:
    """The span of a mark that begins with its name."""
    return at_place(path, mark.place, mark.name)
