"""The terms of the glossary, and where a text mentions them. Pure: used by checks and by rendering."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from edition.model import Language, Page, Record, Site
from edition.patterns import late

_WORD = late(r"(?<![\w-])\w+")
_FIRST = late(r"\w+")
_LISTED_ID = late(r"(?:\{:?[^{}]*#|<[^<>]*\bid=[\"']?)([\w-]+)")


class Term(NamedTuple):
    """A term of one language. `forms` are the other words that mean it, the abbreviation among them."""

    slug: str
    page: Page
    name: str
    abbr: str
    definition: str
    forms: tuple[str, ...]

    @property
    def record(self) -> Record:
        """The front matter of its page."""
        return self.page.record

    @property
    def title(self) -> str:
        """Its name as a heading, with the abbreviation behind it."""
        name = self.name[:1].upper() + self.name[1:]
        return f"{name} ({self.abbr})" if self.abbr and self.abbr != self.name else name


def listed_id(name: str) -> str:
    """The id of a term in a list of terms, as it is written: `Term {#x}`, `<dfn id="x">Term</dfn>`; "" for none."""
    found = _LISTED_ID.search(name)
    return found[1] if found else ""


def term_pages(site: Site) -> Iterator[Page]:
    """The pages of the glossary that explain a term: all but its index."""
    folder = f"{site.settings.glossary}/"
    for page in site.pages.values() if site.settings.glossary else ():
        if page.language and page.slug.startswith(folder) and page.slug != f"{folder}index.md":
            yield page


@lru_cache(maxsize=8)  # each rule about terms asks for it
def glossary(site: Site, language: Language | None) -> Mapping[str, Term]:
    """The terms of a language by their slug; a page without a term is left out."""
    found = {}
    for page in term_pages(site):
        data = page.document.front_matter.data
        name = data.get("term")
        if page.language == language and isinstance(name, str) and name.strip():
            slug = page.slug.rpartition("/")[2].rpartition(".")[0]
            abbr, definition = (str(data.get(field) or "").strip() for field in ("abbr", "definition"))
            forms = [form.strip() for _, form in page.record.texts("forms")]
            others = tuple(dict.fromkeys(form for form in [abbr, *forms] if form and form != name))
            found[slug] = Term(slug, page, name.strip(), abbr, " ".join(definition.split()), others)
    return found


def by_name(terms: Mapping[str, Term]) -> dict[str, Term]:
    """Each term by its slug, its name and its forms, all folded: what `[[...]]` may say."""
    found: dict[str, Term] = {}
    for term in terms.values():
        for name in (term.slug, term.name, *term.forms):
            found.setdefault(name.casefold(), term)
    return found


class Matcher:
    """Finds terms in a text in time linear in its words. The longest form wins."""

    def __init__(self, terms: Iterable[Term]) -> None:
        forms: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for term in terms:
            for form in (term.name, *term.forms):
                if first := _FIRST.match(form):
                    forms[first[0].casefold()].setdefault(form, term.slug)
        self._forms = {first: _compiled(of_first) for first, of_first in forms.items()}

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, slug) of each mention in a text, in their order, none within another."""
        done = 0
        for word in _WORD.finditer(text):
            start = word.start()
            entry = self._forms.get(word[0].casefold()) if start >= done else None
            found = entry[0].match(text, start) if entry else None
            if entry and found and found.lastindex:
                done = found.end()
                yield start, done, entry[1][found.lastindex - 1]


def _compiled(forms: Mapping[str, str]) -> tuple[re.Pattern[str], list[str]]:
    """One pattern for all forms that begin with the same word, the longest first, and their slugs."""
    longest = sorted(forms, key=lambda form: (-len(form), form))
    patterns = [r"\s+".join(re.escape(part) for part in form.split()) for form in longest]
    pattern = "|".join(f"({each})" for each in patterns)
    return re.compile(rf"(?:{pattern})(?![\w]|-\w)", re.I), [forms[form] for form in longest]
