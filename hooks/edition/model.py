"""The values that everything else is about. Frozen, and without any input or output.

Lines and columns count from 1; a column counts characters, as an editor shows it.
Paths are written with `/`. `Page.path` is relative to the project (the folder of mkdocs.yml),
`Page.src` to the documentation folder, `Page.slug` to the folder of the page's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from edition.course import Course

Path = tuple[str | int, ...]  # the way to a value in a record: ("text", "en")


@dataclass(frozen=True, slots=True)
class Place:
    """A point in a text."""

    line: int
    col: int


class Fix(NamedTuple):
    """A certain repair: `old`, which begins at the place of the problem, becomes `new`."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that a contributor has to mend, and where.

    `message` says what is wrong, `advice` (may be empty) what to write instead. `severity` is
    "error", which stops a build, or "advice", which does not. `fix` is there where a repair is certain.
    """

    path: str
    line: int
    col: int
    rule: str
    message: str
    advice: str = ""
    severity: str = "error"
    fix: Fix | None = field(default=None, compare=False)


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
    """The data at the top of a page; `places` as those of a Record, `end` its last line, 0 for none."""

    data: Mapping[str, Any]
    places: Mapping[Path, Place]
    error: str = ""
    error_place: Place = Place(1, 1)
    present: bool = True
    end: int = 0


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
    terms: tuple[Mark, ...] = ()
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
    def record(self) -> Record:
        """Its front matter."""
        matter = self.document.front_matter
        return Record(self.path, matter.data, matter.places)

    @property
    def title(self) -> str:
        """The title or the term of the front matter, else the first heading, else the slug."""
        for name in ("title", "term"):
            title = self.document.front_matter.data.get(name)
            if isinstance(title, str) and title.strip():
                return title if name == "title" else title[:1].upper() + title[1:]
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
class Record:
    """An entry of a file of `data/`, or of the front matter of a page.

    `data` holds strings, lists and mappings; `places` the place of each value by the way to it, such
    as `("text", "en")` or `("cites", 0)`; `()` is the record itself.
    """

    path: str
    data: Mapping[str, Any]
    places: Mapping[Path, Place]

    @property
    def id(self) -> str:
        """Its name among the records of its file, "" where it has none."""
        return str(self.data.get("id", ""))

    def place(self, *way: str | int) -> Place:
        """The place of a value; where it is missing, that of what should hold it."""
        while way and way not in self.places:
            way = way[:-1]
        return self.places.get(way, Place(1, 1))

    def walk(self) -> Iterator[tuple[Path, Any]]:
        """Every value below the record, with the way to it, outer ones before inner ones."""
        yield from ((way, value) for way, value in _walk(self.data, ()) if way)

    def texts(self, name: str) -> Iterator[tuple[str | int, str]]:
        """Each string of a list, with its index; nothing where there is no list."""
        values = self.data.get(name)
        for index, value in enumerate(values if isinstance(values, list) else ()):
            yield index, str(value)


def _walk(value: Any, way: Path) -> Iterator[tuple[Path, Any]]:
    yield way, value
    if isinstance(value, Mapping):
        for name, child in value.items():
            yield from _walk(child, (*way, str(name)))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _walk(child, (*way, index))


@dataclass(frozen=True)
class Records:
    """A file of records; `schema` (JSON Schema) describes one of them."""

    path: str
    all: tuple[Record, ...] = ()
    schema: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[tuple[str, Place, str], ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """The first record of each id."""
        return {record.id: record for record in reversed(self.all)}


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
    glossary: str = ""
    records: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Site:
    """A whole site. `pages` maps `Page.src` to the page; `files` are all files of the docs folder.

    `records` maps the names of mkdocs.yml ("evidence", "timeline", ...) to what their files hold;
    `courses` the codes of the languages to their lessons and quizzes; `today` is the day on which ages are measured.
    """

    settings: Settings
    pages: Mapping[str, Page]
    files: frozenset[str]
    bibliography: Bibliography = Bibliography()
    records: Mapping[str, Records] = field(default_factory=dict)
    courses: Mapping[str, Course] = field(default_factory=dict)
    today: date = date.min

    def collection(self, name: str) -> Records:
        """The records of one name, none where mkdocs.yml names no such file."""
        return self.records.get(name) or Records("")

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
