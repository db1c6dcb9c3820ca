"""The values that everything else is about. Frozen, and without any input or output.

Lines and columns count from 1; a column counts characters, as an editor shows it.
Paths are written with `/`. A class that works out more from its fields than it is given (`Site`) has them
in a tuple of its own (`_Site`). `Page.path` is relative to the project (the folder of mkdocs.yml),
`Page.src` to the documentation folder, `Page.slug` to the folder of the page's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from edition.alignment import Pairs, aligned_blocks
from edition.cached import cached_property
from edition.places import Place as Place  # part of the model
from edition.places import Places
from edition.targets import Resolver

if TYPE_CHECKING:
    from edition.course import Course

Fault = tuple[str, Place, str]  # path, place and what is wrong there
_START = Place(1, 1)
Path = tuple[str | int, ...]  # the way to a value in a record: ("text", "en")


class Fix(NamedTuple):
    """A certain repair: `old`, which begins at the place of the problem, becomes `new`."""

    old: str
    new: str


class Problem(NamedTuple):
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
    fix: Fix | None = None


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by path, line and column, each once, whatever its repair."""
    once: dict[tuple[Any, ...], Problem] = {}
    for problem in problems:
        once.setdefault(problem[:-1], problem)
    return [once[words] for words in sorted(once)]


class Language(NamedTuple):
    """A language of the site. `folder` is its folder in the documentation, "" for the root; `suffix` is what
    its files have before theirs: ".id" of `method.id.md`."""

    code: str
    name: str
    folder: str
    suffix: str = ""

    def has(self, src: str) -> bool:
        """Whether a file of the documentation is in this language, if no language with more to say claims it."""
        in_folder = not self.folder or src.startswith(f"{self.folder}/")
        return in_folder and (not self.suffix or src.rpartition(".")[0].endswith(self.suffix))

    def slug(self, src: str) -> str:
        """The path of a file of this language without what says so: the same in every language."""
        if self.folder:
            return src.removeprefix(f"{self.folder}/")
        stem, stop, end = src.rpartition(".")
        return stem.removesuffix(self.suffix or f".{self.code}") + stop + end

    def src(self, slug: str) -> str:
        """Where the file with a slug lies in this language."""
        if self.folder:
            return f"{self.folder}/{slug}"
        stem, stop, end = slug.rpartition(".")
        return f"{stem}{self.suffix}{stop}{end}"


def language_of(src: str, languages: Iterable[Language]) -> Language | None:
    """The language of a file of the documentation; one at the root has what no other claims."""
    own = (language for language in languages if language.has(src))
    return max(own, key=lambda language: bool(language.folder or language.suffix), default=None)


class Heading(NamedTuple):
    """A heading at an offset of a text; `id` is the anchor that the built page gives it."""

    offset: int
    level: int
    text: str
    id: str
    places: Places

    @property
    def place(self) -> Place:
        """The place of its first sign."""
        return self.places.at(self.offset)


class Link(NamedTuple):
    """A reference from a page to something else.

    `kind` is "link", "image", "html-link", "html-image", "srcset" (one candidate of it) or
    "image-reference" (an image whose target stands elsewhere, as a "link" of its own); `target` is as
    written, `label` the text or, for an image, the alternative text (`None`: a raw image without
    `alt`). `offset` is that of the target, `begin` that of the whole construct.
    """

    kind: str
    target: str
    label: str | None
    offset: int
    begin: int
    places: Places

    @property
    def place(self) -> Place:
        """The place of the target."""
        return self.places.at(self.offset)

    @property
    def start(self) -> Place:
        """The place of the whole construct."""
        return self.places.at(self.begin)


class Citation(NamedTuple):
    """One source named in a citation: `prefix`, `@key`, `locator` (`None`: there is no comma)."""

    key: str
    offset: int
    places: Places
    prefix: str = ""
    locator: str | None = None
    locator_offset: int = 0

    @property
    def place(self) -> Place:
        """The place of the `@`."""
        return self.places.at(self.offset)

    @property
    def locator_place(self) -> Place:
        """The place of the locator; of the comma where nothing follows it."""
        return self.places.at(self.locator_offset)


class CitationGroup(NamedTuple):
    """A bracket with one or more citations. `start` and `end` are offsets into the page's text.

    `fault` is "" or what makes the group unreadable: "split" (over two lines), "and", "comma", "empty".
    """

    source: str
    start: int
    end: int
    places: Places
    citations: tuple[Citation, ...]
    fault: str = ""
    fault_offset: int = 0

    @property
    def place(self) -> Place:
        """The place of the bracket."""
        return self.places.at(self.start)

    @property
    def fault_place(self) -> Place:
        """The place of the fault."""
        return self.places.at(self.fault_offset)


class Mark(NamedTuple):
    """A short mark in a page: a footnote, a reference label, a claim, a bare `@key`."""

    name: str
    place: Place
    start: int = 0
    end: int = 0


class Block(NamedTuple):
    """A heading, a paragraph, an item of a list, a row of a table, a quotation or a fence of code.

    `kind` is "heading", "paragraph", "item", "row", "quote", "box" (the first line of an admonition or
    a tab), "html" or "code".
    """

    kind: str
    text: str
    offset: int
    places: Places

    @property
    def place(self) -> Place:
        """The place of its first sign."""
        return self.places.at(self.offset)


class FrontMatter(NamedTuple):
    """The data at the top of a page; `places` as those of a Record, `end` its last line, 0 for none."""

    data: Mapping[str, Any]
    places: Mapping[Path, Place]
    error: str = ""
    error_place: Place = _START
    present: bool = True
    end: int = 0
    repeated: tuple[Mark, ...] = ()  # the fields whose names stand there already


class Document(Protocol):
    """What one Markdown text contains, each thing with its place; each part is read when it is first asked for.

    `source` is the text as it was read, `text` has its snippets put in, `masked` is as long and blank
    where there is code, front matter or a comment. Of `labels` (reference-style links) and footnotes
    there are the definitions and the names that are used; `ids` are all anchors, `own_ids` those that
    somebody wrote, with their places. `loose` says what there is of brackets that are no link, citation,
    claim or footnote, and what stands around them: `[]`, `)[`, `](`, `] (`; `[` where one is not closed
    on its line, or another is in it.
    """

    @property
    def source(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def masked(self) -> str: ...
    @property
    def places(self) -> Places: ...
    @property
    def front_matter(self) -> FrontMatter: ...
    @property
    def headings(self) -> tuple[Heading, ...]: ...
    @property
    def links(self) -> Sequence[Link]: ...
    @property
    def citations(self) -> Sequence[CitationGroup]: ...
    @property
    def bare_citations(self) -> tuple[Mark, ...]: ...
    @property
    def claims(self) -> Sequence[Mark]: ...
    @property
    def terms(self) -> Sequence[Mark]: ...
    @property
    def labels(self) -> Sequence[Mark]: ...
    @property
    def used_labels(self) -> frozenset[str]: ...
    @property
    def undefined_labels(self) -> Sequence[Mark]: ...
    @property
    def loose(self) -> Set[str]: ...
    @property
    def footnotes(self) -> Sequence[Mark]: ...
    @property
    def used_footnotes(self) -> frozenset[str]: ...
    @property
    def undefined_footnotes(self) -> Sequence[Mark]: ...
    @property
    def abbreviations(self) -> Sequence[Mark]: ...
    @property
    def used_abbreviations(self) -> frozenset[str]: ...
    @property
    def definitions(self) -> Sequence[Mark]: ...
    @property
    def ids(self) -> frozenset[str]: ...
    @property
    def own_ids(self) -> Sequence[Mark]: ...
    @property
    def blocks(self) -> Sequence[Block]: ...
    @property
    def missing_snippets(self) -> Sequence[Mark]: ...


class Page(NamedTuple):
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


class Reference(NamedTuple):
    """A link of a page and what it means: a path in the documentation folder (`None`: it leads
    elsewhere on the web) and a fragment (`None`: there is no `#`). `plain`: it only names a Markdown
    file and perhaps an anchor."""

    page: Page
    link: Link
    path: str | None
    fragment: str | None
    plain: bool


class Field(NamedTuple):
    """A field of a bibliography entry, with the offsets of its value and of its name."""

    name: str
    value: str
    offset: int
    name_offset: int
    places: Places

    @property
    def place(self) -> Place:
        """The place of its value."""
        return self.places.at(self.offset)

    @property
    def name_place(self) -> Place:
        """The place of its name."""
        return self.places.at(self.name_offset)


class Entry(NamedTuple):
    """An entry of a bibliography; field names are lower case.

    `offset` is that of its key, `type_offset` of its type, `end` the one after its closing brace.
    """

    path: str
    type: str
    key: str
    offset: int
    type_offset: int
    fields: Mapping[str, Field]
    end: int
    places: Places

    @property
    def place(self) -> Place:
        """The place of its key."""
        return self.places.at(self.offset)

    @property
    def type_place(self) -> Place:
        """The place of its type."""
        return self.places.at(self.type_offset)

    def get(self, name: str) -> str:
        """The value of a field without outer blanks, "" where the entry has no such field."""
        found = self.fields.get(name)
        return found.value.strip() if found else ""


class _Bibliography(NamedTuple):
    entries: tuple[Entry, ...] = ()
    faults: tuple[Fault, ...] = ()
    texts: Mapping[str, str] = {}


class Bibliography(_Bibliography):
    """All entries of all bibliography files, in the order of the files.

    `faults` are `(path, place, message)` where the text could not be read; `texts` are those of the files, normalised.
    """

    @cached_property
    def by_key(self) -> Mapping[str, Entry]:
        """The first entry of each key."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            found.setdefault(entry.key, entry)
        return found

    @cached_property
    def by_field(self) -> Mapping[str, Sequence[tuple[Entry, Field]]]:
        """The fields of each name that say something, in the order of their entries."""
        found: dict[str, list[tuple[Entry, Field]]] = {}
        for entry in self.entries:
            for name, each in entry.fields.items():
                if each.value and not each.value.isspace():
                    found.setdefault(name, []).append((entry, each))
        return found

    @cached_property
    def by_folded_key(self) -> Mapping[str, str]:
        """The first key of those that differ in their case alone."""
        return {key.casefold(): key for key in reversed(list(self.by_key))}


class Record(NamedTuple):
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

    def name_place(self, *way: str | int) -> Place:
        """The place of the name of a value; of the value where it has none."""
        return self.place(*way, "")

    def walk(self) -> Sequence[tuple[Path, Any]]:
        """Every value below the record, with the way to it, outer ones before inner ones."""
        found: list[tuple[Path, Any]] = []
        _walk(self.data, (), found)
        return found

    def texts(self, name: str) -> Iterator[tuple[str | int, str]]:
        """Each string of a list, with its index; nothing where there is no list."""
        values = self.data.get(name)
        for index, value in enumerate(values if isinstance(values, list) else ()):
            yield index, str(value)


def _walk(value: Any, way: Path, found: list[tuple[Path, Any]]) -> None:
    named = isinstance(value, Mapping)
    for name, child in value.items() if named else enumerate(value):
        own = (*way, str(name) if named else name)
        found.append((own, child))
        if isinstance(child, dict | list):
            _walk(child, own, found)


class _Records(NamedTuple):
    path: str
    all: tuple[Record, ...] = ()
    schema: Mapping[str, Any] = {}
    faults: tuple[Fault, ...] = ()
    faults_of: Callable[[Record], Iterable[Any]] = lambda record: ()


class Records(_Records):
    """A file of records; `schema` (JSON Schema) describes one of them, `faults_of` says by which of its
    words a record is wrong (`jsonschema_rs.ValidationError`)."""

    @cached_property
    def values(self) -> Sequence[tuple[Record, Path, Any]]:
        """Every value of every record, with the way to it, outer ones before inner ones."""
        return [(record, way, value) for record in self.all for way, value in record.walk()]

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """The first record of each id."""
        return {record.id: record for record in reversed(self.all)}


class Answer(NamedTuple):
    """What the web says of an address: "alive", "dead" or "unseen"; `text` completes "the address ...",
    `moved` is where a permanent redirect leads, or ""."""

    verdict: str
    text: str
    moved: str = ""


class Settings(NamedTuple):
    """What mkdocs.yml says, as far as the checks need it. Paths are relative to the project."""

    path: str
    docs_dir: str
    languages: tuple[Language, ...]
    bibliographies: tuple[str, ...] = ()
    required_front_matter: tuple[str, ...] = ()
    extensions: Mapping[str, Mapping[str, Any]] = {}
    excluded: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    not_in_nav: tuple[str, ...] = ()
    nav: tuple[Mark, ...] = ()
    nav_titles: tuple[
        tuple[tuple[Mark, str | None], ...], ...
    ] = ()  # of each list of nav: title, what it names
    redirects: tuple[tuple[Mark, Mark], ...] = ()  # from and to
    assets: tuple[Mark, ...] = ()  # extra_css, extra_javascript, logo and favicon
    names: tuple[tuple[str, Mark], ...] = ()  # each top-level "option", "plugin" and "extension"
    repeated: tuple[Mark, ...] = ()  # names that stand twice in one mapping
    addresses: tuple[
        tuple[str, Mark], ...
    ] = ()  # site_url, repo_url, links of nav and extra.social: option, address
    alternates: tuple[tuple[Mark, Mark], ...] = ()  # of extra.alternate: language and link
    own_files: tuple[tuple[str, Mark], ...] = ()  # bib_file, csl_file, hooks...: the option and the path
    appended: tuple[Mark, ...] = ()  # the snippets that every page ends with
    glossary: str = ""
    records: Mapping[str, str] = {}
    translations: str = ""  # the folder with the texts from which translations were made
    absolute_links: str = "info"
    omitted_files: str = "info"
    site_url: str = ""
    directory_urls: bool = True
    plugins: frozenset[str] = frozenset()
    custom_dir: str = ""
    snippets: tuple[str, ...] = (".",)
    inline_citations: bool = False
    bibliography_command: str = ""  # what a page must hold to get its list of sources
    fallback: str | None = None  # the folder from which a plugin takes what a language lacks


class _Pair(NamedTuple):
    source: Page
    translation: Page


class Pair(_Pair):
    """A page of the first language and one of its translations."""

    @cached_property
    def blocks(self) -> Pairs:
        """The blocks of both, each with its counterpart."""
        return aligned_blocks(self.source.document.blocks, self.translation.document.blocks)


class Rest(Protocol):
    """Reads what a site holds beside its pages, each part when it is first asked for."""

    @property
    def bibliography(self) -> Bibliography: ...
    @property
    def records(self) -> Mapping[str, Records]: ...
    def course(self, site: Site, language: Language) -> Course:
        """The lessons and quizzes of a language."""

    def snapshot(self, page: Page) -> Document | None:
        """The text from which a translation was made, where somebody has recorded it."""

    @property
    def snippet_names(self) -> Sequence[str]:
        """What a page can put into itself."""

    @property
    def snippet_files(self) -> Sequence[str]:
        """The same as paths in the project."""

    @property
    def theme_files(self) -> frozenset[str]:
        """What the site's own part of the theme (`custom_dir`) holds."""

    def beside(self, path: str) -> Sequence[str]:
        """What lies in the folder of a path of the project, as such paths; a folder ends in `/`."""

    def text(self, path: str) -> str:
        """The text of a file of the project, "" where it is none or too long to be written by hand."""

    def mentions(self, text: str) -> bool:
        """Whether a style sheet, a script, a template or mkdocs.yml holds a text."""


class _Site(NamedTuple):
    settings: Settings
    pages: Mapping[str, Page]
    files: frozenset[str]
    rest: Rest
    hidden: Mapping[str, str] = {}
    not_in_nav: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()
    external: Mapping[str, Answer] = {}  # empty unless somebody asked the web
    today: date = date.min


class Site(_Site):
    """A whole site. `pages` maps `Page.src` to the page; `files` are all files of the docs folder.

    `rest` reads what is no page; `hidden` maps the files that are not built to the option of mkdocs.yml
    that says so; `not_in_nav` are the pages that no navigation has to name; `faults` are where a page
    is no text; `today` is the day on which ages are measured. It is equal to nothing but itself.
    """

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @property
    def bibliography(self) -> Bibliography:
        """All entries that can be cited."""
        return self.rest.bibliography

    @property
    def records(self) -> Mapping[str, Records]:
        """The files of records, by their names in mkdocs.yml ("evidence", "timeline", ...)."""
        return self.rest.records

    @property
    def theme_files(self) -> frozenset[str]:
        """What the site's own part of the theme holds."""
        return self.rest.theme_files

    @cached_property
    def courses(self) -> Mapping[str, Course]:
        """The lessons and quizzes of each language, by its code."""
        return {language.code: self.rest.course(self, language) for language in self.settings.languages}

    def collection(self, name: str) -> Records:
        """The records of one name, none where mkdocs.yml names no such file."""
        return self.records.get(name) or Records("")

    @property
    def has_bibliography(self) -> bool:
        """Whether the site cites at all: without a bibliography `[@x]` is only text."""
        return bool(self.settings.bibliographies)

    @cached_property
    def foreign_pairs(self) -> Sequence[Pair]:
        """The pairs whose languages differ; British and American English have the same words."""
        return [
            pair
            for pair in self.pairs
            if (ours := pair.source.language)
            and (theirs := pair.translation.language)
            and ours.code.split("-")[0] != theirs.code.split("-")[0]
        ]

    @cached_property
    def snapshots(self) -> Mapping[str, Document]:
        """For each translation (`Page.src`) the text from which it was made, where that is recorded."""
        found = {pair.translation.src: self.rest.snapshot(pair.translation) for pair in self.pairs}
        return {src: document for src, document in found.items() if document is not None}

    @cached_property
    def references(self) -> Sequence[Reference]:
        """Every link of every page with what it means."""
        found: list[Reference] = []
        for page in self.pages.values():
            read = Resolver(page.src).read
            # As `Reference(...)`, in two thirds of the time: a site has tens of thousands.
            own = [tuple.__new__(Reference, (page, link, *read(link.target))) for link in page.document.links]
            if page.language and (page.language.suffix or self.settings.fallback is not None):
                found += map(self._localised, own)
            else:
                found += own
        return found

    def _localised(self, found: Reference) -> Reference:
        """What a target means on a page `a.id.md`: `b.md` is `b.id.md` where that is there; and on `id/a.md`: `b.md`
        is that of the default language where a plugin takes it from there (mkdocs-static-i18n)."""
        language = found.page.language
        folder = self.settings.fallback
        lacks = found.path is not None and found.path not in self.files
        if folder is not None and language and language.folder and found.path and lacks:
            slug = language.slug(found.path)
            default = f"{folder}/{slug}" if folder else slug
            instead = (path for path in (default, slug) if language.has(found.path) and path in self.files)
            return found._replace(path=next(instead, found.path))
        own = language.src(found.path) if language and found.path else found.path
        return found._replace(path=own) if own in self.files else found

    @cached_property
    def unusual(self) -> Sequence[Reference]:
        """Images, raw HTML and the links that have no words or do more than to name a Markdown file: few, and
        nearly all that can be wrong."""
        return [
            found
            for found in self.references
            if not found.plain or found.link.kind != "link" or not (found.link.label or "").strip()
        ]

    @cached_property
    def broken(self) -> Sequence[Reference]:
        """The links that name a path of the documentation folder where nothing is."""
        return [found for found in self.references if found.path is not None and found.path not in self.files]

    @cached_property
    def citations(self) -> Sequence[tuple[Page, Citation]]:
        """Every citation of every page."""
        return [
            (page, citation)
            for page in self.pages.values()
            for group in page.document.citations
            for citation in group.citations
        ]

    @cached_property
    def paths(self) -> Mapping[tuple[bool, str], Sequence[str]]:
        """What a wrong path can have meant: the pages of each language (True, its code) and all other
        files (False, "")."""
        found: dict[tuple[bool, str], list[str]] = {}
        for src in sorted(self.files):
            page = self.pages.get(src)
            code = page.language.code if page and page.language else ""
            found.setdefault((page is not None, code), []).append(src)
        return found

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

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        """Each page of the first language with each of its translations."""
        if len(self.settings.languages) < 2:
            return []
        first = self.settings.languages[0].code
        return [
            Pair(pages[first], page)
            for pages in self.translations.values()
            for code, page in pages.items()
            if first in pages and code != first
        ]


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
