"""The values that everything else is about. Frozen, and without any input or output.

Lines and columns count from 1; a column counts characters, as an editor shows it.
Paths are written with `/`. `Page.path` is relative to the project (the folder of mkdocs.yml),
`Page.src` to the documentation folder, `Page.slug` to the folder of the page's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A point in a text."""

    line: int
    col: int


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that a contributor has to mend, and where.

    `message` says what is wrong, `advice` (may be empty) what to write instead.
    """

    path: str
    line: int
    col: int
    rule: str
    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site. `folder` is its folder in the documentation, "" for the root."""

    code: str
    name: str
    folder: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `id` is the anchor that the built page gives it."""

    place: Place
    level: int
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Link:
    """A reference from a page to something else.

    `kind` is "link", "image", "html-link", "html-image" or "image-reference" (an image whose target
    stands elsewhere, as a "link" of its own); `target` is as written, `label` the text or, for an
    image, the alternative text (`None`: a raw image without `alt`). `place` is that of the target,
    `start` that of the whole construct.
    """

    kind: str
    target: str
    label: str | None
    place: Place
    start: Place


@dataclass(frozen=True, slots=True)
class Citation:
    """One source named in a citation: `prefix`, `@key`, `locator` (`None`: there is no comma)."""

    key: str
    place: Place
    prefix: str = ""
    locator: str | None = None
    locator_place: Place | None = None


@dataclass(frozen=True, slots=True)
class CitationGroup:
    """A bracket with one or more citations. `start` and `end` are offsets into the page's text.

    `fault` is "" or what makes the group unreadable: "split" (over two lines), "and", "comma".
    """

    source: str
    start: int
    end: int
    place: Place
    citations: tuple[Citation, ...]
    fault: str = ""
    fault_place: Place | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A short mark in a page: a footnote, a reference label, a claim, a bare `@key`."""

    name: str
    place: Place
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The data at the top of a page, with the place of each top-level key."""

    data: Mapping[str, Any]
    places: Mapping[str, Place]
    error: str = ""
    error_place: Place = Place(1, 1)
    present: bool = True


@dataclass(frozen=True)
class Document:
    """What one Markdown text contains, each thing with its place."""

    text: str
    front_matter: FrontMatter
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    citations: tuple[CitationGroup, ...] = ()
    bare_citations: tuple[Mark, ...] = ()
    claims: tuple[Mark, ...] = ()
    undefined_labels: tuple[Mark, ...] = ()
    undefined_footnotes: tuple[Mark, ...] = ()
    labels: frozenset[str] = frozenset()
    footnotes: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    commented: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Page:
    """A page: where it lies, its language (`None`: it belongs to no language) and its content."""

    path: str
    src: str
    slug: str
    language: Language | None
    document: Document

    @property
    def title(self) -> str:
        """The title of the front matter, else the first heading, else the slug."""
        title = self.document.front_matter.data.get("title")
        if isinstance(title, str) and title.strip():
            return title
        return self.document.headings[0].text if self.document.headings else self.slug


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a bibliography entry; `place` is that of its value, `name_place` of its name."""

    name: str
    value: str
    place: Place
    name_place: Place


@dataclass(frozen=True)
class Entry:
    """An entry of a bibliography; field names are lower case."""

    path: str
    type: str
    key: str
    place: Place
    type_place: Place
    fields: Mapping[str, Field]

    def get(self, name: str) -> str:
        """The value of a field without outer blanks, "" where the entry has no such field."""
        found = self.fields.get(name)
        return found.value.strip() if found else ""


@dataclass(frozen=True)
class Bibliography:
    """All entries of all bibliography files, in the order of the files.

    `faults` are `(path, place, message)` where the text could not be read.
    """

    entries: tuple[Entry, ...] = ()
    faults: tuple[tuple[str, Place, str], ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> Mapping[str, Entry]:
        """The first entry of each key."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            found.setdefault(entry.key, entry)
        return found


@dataclass(frozen=True)
class Settings:
    """What mkdocs.yml says, as far as the checks need it. Paths are relative to the project."""

    path: str
    docs_dir: str
    languages: tuple[Language, ...]
    bibliographies: tuple[str, ...] = ()
    required_front_matter: tuple[str, ...] = ()
    extensions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    excluded: tuple[str, ...] = ()
    absolute_links: bool = True
    nav: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Site:
    """A whole site. `pages` maps `Page.src` to the page; `files` are all files of the docs folder."""

    settings: Settings
    pages: Mapping[str, Page]
    files: frozenset[str]
    bibliography: Bibliography = Bibliography()

    @property
    def has_bibliography(self) -> bool:
        """Whether the site cites at all: without a bibliography `[@x]` is only text."""
        return bool(self.settings.bibliographies)

    @cached_property
    def translations(self) -> Mapping[str, Mapping[str, Page]]:
        """For each slug its pages by language code."""
        found: dict[str, dict[str, Page]] = {}
        for page in self.pages.values():
            if page.language is not None:
                found.setdefault(page.slug, {})[page.language.code] = page
        return found

    def pages_of(self, language: Language | None) -> Iterator[Page]:
        """The pages of a language, in the order of their paths."""
        return (page for page in self.pages.values() if page.language == language)

    def pairs(self) -> Iterator[tuple[Page, Page]]:
        """Each page of the first language with each of its translations."""
        if len(self.settings.languages) < 2:
            return
        first = self.settings.languages[0].code
        for pages in self.translations.values():
            if first in pages:
                yield from ((pages[first], page) for code, page in pages.items() if code != first)


def cited_keys(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """For each key that the pages cite, the pages that do, each once, in their order."""
    found: dict[str, list[Page]] = {}
    for page in pages:
        for group in page.document.citations:
            for citation in group.citations:
                citing = found.setdefault(citation.key, [])
                if not citing or citing[-1] is not page:
                    citing.append(page)
    return found
