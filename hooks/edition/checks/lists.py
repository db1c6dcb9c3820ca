"""Glossaries that are one page (a definition list, or a list of abbreviations) or a folder; terms that nobody uses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from edition.model import Heading, Mark, Page, Site
from edition.patterns import late
from edition.places import Place
from edition.rules import Finding, advice, rule
from edition.terms import glossary, listed_id, term_pages

FAMILY = "terms"

_NAMES = frozenset(
    ("glossary", "glosarium", "glossar", "glosario", "glossaire", "terms", "istilah", "abbreviations")
)
_FOLDERS = _NAMES - {
    "terms",
    "abbreviations",
}  # of which a folder is a glossary; terms may be those of a contract
_BEFORE = late(r"(?:<[^<>]*>|[*_`\[])*+")
# A term that is a paragraph by itself, and what follows where nobody has explained it: a heading, a rule, the next
# term, a label or the end. Terms in successive lines share an explanation.
_ALONE = late(r"^<dfn\b[^<>\n]*>(?P<term>[^<>\n]+)</dfn>[ \t]*(?:\{[^{}\n]*\})?[ \t]*$", re.M)
_FOLLOWING = late(r"(?:\n[ \t]*)*+(?:\Z|(?<=\n\n)(?:<dfn\b|#|---|\*\[|\[))|\n#{1,6}[ ]")
_MARKDOWN = late(r"[*_`]|(?<!\s)\s*+\{[^{}]*\}\s*$|\]\([^()]*(?:\([^()]*\)[^()]*)*\)|[\[\]]|<[^<>]*>")


def _lists(site: Site) -> Iterator[tuple[Page, list[Mark]]]:
    """The pages that are a glossary, with their terms in order."""
    for page in site.pages.values():
        stem = posixpath.basename(page.src).rpartition(".")[0]
        if stem.casefold() in _NAMES or (
            stem == "index" and posixpath.basename(posixpath.dirname(page.src)) in _NAMES
        ):
            terms = sorted(
                [*page.document.definitions, *page.document.abbreviations], key=lambda mark: mark.start
            )
            terms = [
                mark for mark in terms if not mark.place.path
            ]  # what each page gets from a snippet is no list
            if terms:
                yield page, terms


def _pages(site: Site) -> Iterator[tuple[Page, Heading]]:
    """The pages that explain one term each, with the heading that names it, where mkdocs.yml names no glossary."""
    for page in site.pages.values() if not site.settings.glossary else ():
        folder, name = posixpath.split(page.src)
        if posixpath.basename(folder) in _FOLDERS and name not in ("index.md", "README.md"):
            heading = next((each for each in page.document.headings if each.level == 1), None)
            if heading is not None and not heading.place.path:
                yield page, heading


def _plain(name: str) -> str:
    return " ".join(_MARKDOWN.sub("", name).split()).casefold()


def _place(page: Page, mark: Mark) -> Place:
    """The place of the words of a term, behind the `<dfn id="...">` that may enclose them."""
    before = _BEFORE.match(mark.name)
    return page.document.places.at(mark.start + (before.end() if before else 0))


@rule
def duplicate_term(site: Site) -> Iterator[Finding]:
    """A term is explained once: of two explanations a reader finds one, and not always the right one.

    Bad: `Extradition` twice in the definition list of a glossary
    Good: once
    """
    first: dict[tuple[str, str], tuple[Page, Mark]] = {}
    for page, terms in _lists(site):
        code = page.language.code if page.language else ""
        abbreviations = {mark.start for mark in page.document.abbreviations}
        for mark in terms:
            known_page, known = first.setdefault((code, _plain(mark.name)), (page, mark))
            # duplicate-abbreviation speaks of two lines `*[...]:`.
            if known is not mark and not (mark.start in abbreviations and known_page is page):
                place = f"{known_page.path}:{known.place.line}"
                message = (
                    f'the term "{_MARKDOWN.sub("", mark.name).strip()}" is explained already, at {place}'
                )
                yield Finding(page.path, _place(page, mark), message, "keep one explanation")
    named: dict[tuple[str, str], tuple[Page, Heading]] = {}
    for page, heading in _pages(site):
        code = page.language.code if page.language else ""
        known_page, title = named.setdefault((code, _plain(heading.text)), (page, heading))
        if known_page is not page:
            place = f"{known_page.path}:{title.place.line}"
            message = f'the term "{heading.text}" is explained already, at {place}'
            yield Finding(page.path, heading.place, message, "keep one explanation")


@rule
def unexplained_term(site: Site) -> Iterator[Finding]:
    """A term in a list of terms has its explanation below it, in a line that begins with a colon.

    Reported of a `<dfn>` alone on its line where neither that nor any other text follows; in a glossary also of a word
    in a paragraph of its own that other pages use, of an empty explanation, and of one without a blank after its colon.

    Bad: `<dfn id="rob">Rob</dfn>`, and then the next term
    Good: `<dfn id="rob">Rob</dfn>` and below it `:   A flood by the tide.`
    """
    for page in site.pages.values() if "def_list" in site.settings.extensions else ():
        masked = page.document.masked
        for found in _ALONE.finditer(masked) if "<dfn" in masked else ():
            if _FOLLOWING.match(masked, found.end()):
                name = page.document.text[slice(*found.span("term"))].strip()
                message = f'the term "{name}" has no explanation'
                advice = "write it in the next line, behind a colon and three blanks"
                yield Finding(page.path, page.document.places.at(found.start()), message, advice)
    for page, _ in _lists(site) if "def_list" in site.settings.extensions else ():
        if page.document.definitions:
            yield from _unexplained(site, page)


_COLON = late(
    r"\n(?=[^\n:]*\S)[^\n]+\n(?P<colon>:(?:[ \t]*(?=\n|\Z)(?!\n+(?:[ ]{4}|\t))|(?=[A-Z])[^\s:][^\n:]*(?=\n|\Z)))"
)
_LONELY = late(r"(?<=\n\n)(?P<term>[^\W\d_][^\n.,:;!?<>{}\[\]|*_`#]{2,40})(?=\n\n|\n?\Z)")


def _unexplained(site: Site, page: Page) -> Iterator[Finding]:
    """Terms of a definition list without a definition, with an empty one, or with one that is not read as such."""
    text, masked = page.document.text, page.document.masked
    for found in _COLON.finditer(masked):
        written = found["colon"].strip()
        message = (
            "the explanation is empty" if written == ":" else f'no blank after the colon of "{written[:30]}"'
        )
        place = page.document.places.at(found.start("colon"))
        yield Finding(page.path, place, message, "write a colon, three blanks and the explanation")
    first = min(mark.start for mark in page.document.definitions)
    alone = [found for found in _LONELY.finditer(masked, first) if text.startswith(found[0], found.start())]
    others = [_flat(other) for other in site.pages_of(page.language) if other is not page] if alone else []
    for found in alone:
        term = found["term"].strip()
        if len(term.split()) < 4 and any(
            re.search(rf"\b{re.escape(term.casefold())}", each) for each in others
        ):
            message, place = f'the term "{term}" has no explanation', page.document.places.at(found.start())
            yield Finding(page.path, place, message, "write it below, behind a colon and three blanks")


@rule
def term_parity(site: Site) -> Iterator[Finding]:
    """A glossary has the same terms in every language, in whatever order its alphabet asks for.

    Terms are compared by their ids (`Extradition {#extradition}`) where they have some, else by their number.

    Bad: a term in the English list only
    Good: in both
    """
    listed = {page.path: terms for page, terms in _lists(site)}
    for source, translation in site.pairs:
        ours, theirs = listed.get(source.path, []), listed.get(translation.path, [])
        if not ours and not theirs:
            continue
        mine, yours = (
            {listed_id(mark.name): mark for mark in ours},
            {listed_id(mark.name): mark for mark in theirs},
        )
        if "" in mine or "" in yours:
            yield from _other_number(source, translation, ours, theirs)
            continue
        for name, mark in mine.items():
            if name not in yours and name not in translation.document.ids:
                message = f'the term "{name}" of {source.path}:{mark.place.line} is missing here'
                yield Finding(translation.path, Place(1, 1), message, "add it here")
        for name, mark in yours.items():
            if name not in mine and name not in source.document.ids:
                message = f'the term "{name}" is not on {source.path}'
                yield Finding(
                    translation.path, _place(translation, mark), message, "add it there or remove it here"
                )


def _other_number(source: Page, translation: Page, ours: list[Mark], theirs: list[Mark]) -> Iterator[Finding]:
    if len(ours) != len(theirs):
        message = f"this glossary has {len(theirs)} terms, {source.path} has {len(ours)}"
        yield Finding(
            translation.path, Place(1, 1), message, "add the missing ones, or remove those too many"
        )


@advice
def unused_term(site: Site) -> Iterator[Finding]:
    """A term that no page uses is explained for nobody.

    Bad: a page `docs/en/glossary/debt-bondage.md`, and no page that mentions debt bondage
    Good: a page that uses the word, or no such term
    """
    linked = {slug for page in term_pages(site) for _, slug in page.record.texts("see_also")}
    for language in site.settings.languages if site.settings.glossary else ():
        terms = [term for slug, term in glossary(site, language).items() if slug not in linked]
        texts = [(page, page.document.text.casefold()) for page in site.pages_of(language) if terms]
        for term in terms:
            names = [name.casefold() for name in (term.name, term.slug, *term.forms)]
            others = [each for each in texts if each[0] is not term.page]
            if any(name in text for _, text in others for name in names):
                continue
            # Only a name of several words can be broken over two lines.
            if not any(name in _flat(page) for page, _ in others for name in names if " " in name):
                yield Finding(term.page.path, term.record.place("term"), f'no page uses the term "{term.name}"',
                              "use it or remove it")  # fmt: skip
    yield from _unused_in_lists(site)
    yield from _unused_pages(site)


def _flat(page: Page) -> str:
    """The text of a page as one line."""
    return " ".join(page.document.text.split()).casefold()


def _unused_pages(site: Site) -> Iterator[Finding]:
    """Pages of terms to which no page outside of the glossary leads, and whose words none holds."""
    pages = list(_pages(site))
    linking: dict[str, set[str]] = {}  # the folders from which a path is linked to
    for found in site.references if pages else ():
        linking.setdefault(found.path or "", set()).add(posixpath.dirname(found.page.src))
    for page, heading in pages:
        folder = posixpath.dirname(page.src)
        linked = linking.get(page.src, set()) - {folder}
        others = (
            _flat(other) for other in site.pages_of(page.language) if posixpath.dirname(other.src) != folder
        )
        if not linked and not any(_plain(heading.text) in text for text in others):
            message = f'no page uses the term "{heading.text}"'
            yield Finding(page.path, heading.place, message, "use it or remove it")


def _unused_in_lists(site: Site) -> Iterator[Finding]:
    for page, _ in _lists(site):
        others = [_flat(other) for other in site.pages_of(page.language) if other is not page]
        for mark in page.document.definitions if others else ():
            # Terms in successive lines share an explanation: they are other words for one thing.
            words = _words_of(mark) | _above(page, mark)
            if not any(word in text for text in others for word in words):
                message = f'no page uses the term "{_MARKDOWN.sub("", mark.name).strip()}"'
                yield Finding(page.path, _place(page, mark), message, "use it or remove it")


def _above(page: Page, mark: Mark) -> set[str]:
    """The terms in the lines right above one."""
    start = page.document.text.rfind("\n\n", 0, mark.start) + 2
    lines = page.document.text[start : mark.start].split("\n") if start > 1 else []
    return {_plain(line) for line in lines if line.strip() and not line.lstrip().startswith((":", "#"))}


def _words_of(mark: Mark) -> set[str]:
    """What a page can call a term of a list."""
    name = _plain(mark.name)
    short = re.search(r"\(([^()]+)\)$", name)
    without = re.sub(r"\s*\([^()]*\)$", "", name)
    return {name, without, short[1] if short else name, listed_id(mark.name) or name}
