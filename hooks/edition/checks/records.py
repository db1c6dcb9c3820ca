"""Records: the data at the top of each page, and the files of `data/`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from edition.dates import span
from edition.figures import differing, figures
from edition.model import Fix, Page, Path, Record, Records, Site
from edition.patterns import late
from edition.places import Place
from edition.rules import Finding, advice, did_you_mean, nearest, rule
from edition.slips import is_slip
from edition.terms import term_pages

STATUSES = ("draft", "reviewed")
_LATE = late(r"(?:[ \t]*\n)++(?P<opening>---)[ \t]*\n(?>[\w-]+:[^\n]*\n|[ \t-]+[^\n]*\n)+?---[ \t]*\n")
_DATES = ("date", "on", "seen")
_LOOKED_AT = ("on", "seen")  # days on which somebody looked something up
_OTHER_FIELDS = frozenset(
    ("subtitle", "tags", "lang", "date", "data", "icon", "hide", "slug", "authors", "author")
)
# What MkDocs and its themes read, of those names that no other word resembles.
_READ = frozenset(
    ("title", "description", "status", "template", "categories", "authors", "subtitle", "keywords")
)
_LAST_YEAR = date(9998, 1, 1)
_AGE_LIMIT = timedelta(days=365)  # of a help contact that does not name its own


@rule
def front_matter(site: Site) -> Iterator[Finding]:
    """Each page says its title, what it is about and how far it is; MkDocs prints bad YAML as text.

    So it does with front matter below a blank line. A field with a slip in its name, or without a value, says nothing.

    Which fields are needed stands in mkdocs.yml, under `extra: front_matter:`. A term of the glossary
    has its own (see term-record) in place of a title and a description.

    Bad: a page without `description`, or with `title: Law: what it says`
    Good: `title: "Law: what it says"` and `description: What the law of 2007 forbids.`
    """
    required = site.settings.required_front_matter
    terms = {page.src for page in term_pages(site)}
    for page in site.pages.values():
        matter = page.document.front_matter
        if matter.error:
            hint = "quote values that hold a colon" if "mapping values" in matter.error else ""
            yield Finding(page.path, matter.error_place, matter.error, hint)
            continue
        yield from _misspelt_fields(page, required)
        if below := _LATE.match(page.document.text):
            place = page.document.places.at(below.start("opening"))
            yield Finding(
                page.path, place, "front matter begins in the first line of a page", "remove what is above it"
            )
        if page.language is None or not required:
            continue
        if not matter.present:
            fields = ", ".join(required)
            yield Finding(page.path, Place(1, 1), "front matter is missing", f"begin with --- and {fields}")
            continue
        for name in required:
            if page.src in terms and name in ("title", "description"):
                continue
            value = matter.data.get(name)
            if value is None and (wrong := _misspelt(name, sorted({*matter.data} - {*required}))):
                message = f'unknown field "{wrong}" in the front matter'
                yield Finding(
                    page.path, _name_place(page, wrong), message, f'did you mean "{name}"?', Fix(wrong, name)
                )
            elif value is None or (isinstance(value, str) and not value.strip()):
                place = page.record.place(name) if name in matter.data else Place(1, 1)
                yield Finding(page.path, place, f'front matter has no "{name}"', f"add {name}: ...")
            elif not isinstance(value, str):
                message = f'"{name}" in the front matter is not text'
                yield Finding(page.path, page.record.place(name), message, "put it in quotation marks")


def _misspelt_fields(page: Page, required: Sequence[str]) -> Iterator[Finding]:
    """Fields that MkDocs and its themes do not read because of a slip of the pen, and what was left empty."""
    data = page.document.front_matter.data
    for name in data.keys() - _READ - {*required} - _OTHER_FIELDS if data else ():
        free = (each for each in _alike(name) if each not in data and each not in required)
        near = next(free, "") if len(name) > 3 else ""
        if near:
            message = f'unknown field "{name}" in the front matter'
            yield Finding(
                page.path, _name_place(page, name), message, f'did you mean "{near}"?', Fix(name, near)
            )
    for name in ("title", "description", "date"):
        if name in data and data[name] in (None, "") and name not in required:
            place = page.record.place(name)
            yield Finding(
                page.path, place, f'the field "{name}" of the front matter is empty', "fill it or remove it"
            )
    if isinstance(data.get("tags"), str):
        message = '"tags" in the front matter is a text, and no list'
        yield Finding(
            page.path, page.record.place("tags"), message, "write each tag on a line that begins with -"
        )


@lru_cache(maxsize=1000)  # many pages have the same fields
def _alike(name: str) -> tuple[str, ...]:
    """The fields that are read from which a name differs by one slip."""
    return tuple(each for each in sorted(_READ) if is_slip(name, each))


def _misspelt(name: str, fields: Iterable[str]) -> str:
    """The field that was meant to have a name, "" for none: one slip of the pen, two in a long word."""
    from rapidfuzz.distance import OSA  # only where a field is missing: the command must start fast

    slips = 1 if len(name) < 8 else 2
    return next(
        (each for each in fields if each not in _OTHER_FIELDS and OSA.distance(each, name) <= slips), ""
    )


def _name_place(page: Page, name: str) -> Place:
    document = page.document
    found = re.search(rf"^[\"']?({re.escape(name)})[\"']?[ ]*:", document.text, re.M)
    return document.places.at(found.start(1)) if found else Place(1, 1)


@rule
def page_status(site: Site) -> Iterator[Finding]:
    """A page is a draft or reviewed; readers see which.

    Bad: `status: finished`
    Good: `status: reviewed`
    """
    for page in site.pages.values():
        status = page.document.front_matter.data.get("status")
        wanted = "status" in site.settings.required_front_matter
        if wanted and isinstance(status, str) and status and status not in STATUSES:
            message = f'unknown status "{status}"'
            yield Finding(page.path, page.record.place("status"), message, f"write {' or '.join(STATUSES)}")


@rule
def record_syntax(site: Site) -> Iterator[Finding]:
    """A file of records is a YAML list; what cannot be read is shown nowhere.

    Bad: `- id: C001` and below it `  text: {en: What the paper says`
    Good: `  text: {en: What the paper says}`
    """
    for collection in site.records.values():
        for path, place, message in collection.faults:
            yield Finding(path, place, message)


@rule
def record_schema(site: Site) -> Iterator[Finding]:
    """A record has the fields that its schema (`data/<name>.schema.json`) describes.

    Bad: `status: wrong`, or `stauts: consistent`
    Good: `status: inconsistent`
    """
    for collection in site.records.values():
        if not collection.schema:
            continue
        for record in collection.all:
            for error in collection.faults_of(record):
                yield from _schema_findings(record, error, collection.schema)


def _schema_findings(record: Record, error: Any, schema: Mapping[str, Any]) -> Iterator[Finding]:
    way: Path = tuple(error.instance_path)
    kind, value = error.kind.name, error.kind.value
    if kind == "additionalProperties":
        known = _described(schema, error.schema_path[:-1]).get("properties", {})
        for name in sorted(value):
            message = f'unknown field "{name}"'
            yield Finding(record.path, record.name_place(*way, name), message, did_you_mean(name, known))
    elif kind == "enum":
        valid = [str(option) for option in value]
        field = next((name for name in reversed(way) if isinstance(name, str)), "")
        message = f'"{error.instance}" is no value of "{field}"'
        hint = did_you_mean(str(error.instance), valid) or f"write {', '.join(valid)}"
        yield Finding(record.path, record.place(*way), message, hint)
    elif kind == "required":
        yield Finding(record.path, record.place(*way), f'"{value}" is missing', f"add {value}:")
    elif kind == "anyOf":
        # A text, or a text by language: what is wrong with the one that is meant.
        inner = [each for branch in value for each in branch]
        meant = [each for each in inner if each.kind.name != "type" or len(each.instance_path) > len(way)]
        for each in meant or inner[:1]:
            yield from _schema_findings(record, each, schema)
    else:
        yield Finding(record.path, record.place(*way), error.message)


def _described(schema: Any, way: Sequence[str | int]) -> Mapping[str, Any]:
    """The part of a schema that a way leads to."""
    for name in way:
        schema = schema[int(name)] if isinstance(schema, list) else schema.get(name, {})
    return schema if isinstance(schema, Mapping) else {}


@rule
def record_id(site: Site) -> Iterator[Finding]:
    """Each record has its own id: links lead to it.

    Bad: two records with `id: C113`
    Good: one
    """
    for collection in site.records.values():
        seen: dict[str, Record] = {}
        for record in collection.all:
            first = seen.setdefault(record.id, record)
            if record.id and first is not record:
                message = f'the id "{record.id}" is that of line {first.place("id").line} too'
                yield Finding(record.path, record.place("id"), message, "give each record its own")


@rule
def record_language(site: Site) -> Iterator[Finding]:
    """What readers read in a record is there in each language into which its file is translated.

    It is translated, and its figures are the same. A language in which a file has no text at all has not been begun;
    its pages show the text of the first language.

    Bad: `text: {en: The law of 2007}` on a site in English and Indonesian
    Good: `text: {en: The law of 2007, id: Undang-undang tahun 2007}`
    """
    for collection in site.records.values():
        texts = list(_texts(collection, [language.code for language in site.settings.languages]))
        begun = {code for _, _, text in texts for code in text}
        for record, way, text in texts:
            for language in site.settings.languages:
                if language.code in begun and not str(text.get(language.code) or "").strip():
                    place = record.place(*way, language.code)
                    message = f'the text in "{language.code}" is missing'
                    yield Finding(record.path, place, message, "translate it")
            yield from _unlike_texts(site, record, way, text)


def _unlike_texts(site: Site, record: Record, way: Path, text: Mapping[str, Any]) -> Iterator[Finding]:
    """Texts in which a translation says the same words, or other figures, than that of the first language."""
    first, *others = (language.code for language in site.settings.languages)
    ours = str(text.get(first) or "")
    for code in others if ours else ():
        theirs, place = str(text.get(code) or ""), record.place(*way, code)
        words = theirs.split()
        if theirs == ours and len(words) > 3 and sum(word.islower() for word in words) > len(words) / 2:
            if code.split("-")[0] != first.split("-")[0]:
                yield Finding(
                    record.path, place, f'the text in "{code}" is that in "{first}"', "translate it"
                )
            continue
        if _digits(ours) == _digits(theirs):
            continue
        lost, extra = differing(figures(ours), figures(theirs))
        for right, written in zip(lost, extra, strict=True) if len(lost) == len(extra) else ():
            message = f'the figure "{written.written}" is "{right.written}" in "{first}"'
            yield Finding(record.path, place, message, "see which is right")


_NO_DIGIT = late(r"\D+")


def _digits(text: str) -> list[str]:
    """The groups of digits of a text, sorted; much faster than to look for numbers."""
    return sorted(_NO_DIGIT.split(text))


@rule
def record_address(site: Site) -> Iterator[Finding]:
    """An address in a record begins with `https://`, or nobody gets there.

    Bad: `url: htps://example.org/desk`, `url: www.example.org`
    Good: `url: https://example.org/desk`
    """
    for collection in site.records.values():
        for record, way, value in collection.values:
            named = way[-1] if isinstance(way[-1], str) else way[-2] if len(way) > 1 else ""
            if named in _ADDRESSES and isinstance(value, str) and value and not _ADDRESS.match(value):
                scheme, colon, rest = value.partition(":")
                near = nearest(scheme, ("https", "http")) if colon else ""
                right = f"{near}:{rest}" if near else f"https://{value}" if value.startswith("www.") else ""
                hint = f'did you mean "{right}"?' if right else "write it as https://example.org/page"
                yield Finding(record.path, record.place(*way), f'"{value}" is no address', hint)


_ADDRESSES = frozenset(("url", "urls", "homepage", "website", "copy"))
_ADDRESS = late(r"(?:https?://[^\s/]+\.|(?:mailto|tel|doi|urn|ftp):|/|\.\.?/)\S", re.I)


def _texts(collection: Records, codes: Sequence[str]) -> Iterator[tuple[Record, Path, Mapping[str, Any]]]:
    """Each mapping of languages to words, with the way to it."""
    for record, way, value in collection.values:
        if isinstance(value, Mapping) and any(code in value for code in codes):
            yield record, way, value


@rule
def invalid_date(site: Site) -> Iterator[Finding]:
    """A date is a day, a month, a year or an interval, in EDTF, so that it can be sorted and compared.

    The day on which somebody looked something up (`seen`, `on`) is not years ahead.

    Bad: `date: 21 August 2023`, `date: 2023-13`
    Good: `date: 2023-08-21`, `date: 2023-08`, `date: 2023-06-05/2023-08-14`
    """
    # A build may be dated back (SOURCE_DATE_EPOCH), and a slip of the pen is one of years.
    latest = (site.today + _AGE_LIMIT).isoformat() if site.today < _LAST_YEAR else "9999"
    for collection in site.records.values():
        for record, way, value in collection.values:
            if way[-1] in _DATES and isinstance(value, str) and value and not span(value):
                message = f'"{value}" is no date'
                yield Finding(record.path, record.place(*way), message, "write 2023-08-21, 2023-08 or 2023")
            elif way[-1] in _LOOKED_AT and isinstance(value, str) and value > latest:
                message = f'the day "{value}" lies in the future'
                yield Finding(record.path, record.place(*way), message, "correct it")


@rule
def event_order(site: Site) -> Iterator[Finding]:
    """The events of the timeline stand in the order of time, for people who read the file.

    Bad: an event of 2007 below one of 2009
    Good: above it
    """
    latest: Record | None = None
    for record in site.collection("timeline").all:
        start = _start(record)
        if latest and start:
            # A month is not earlier than a day in it.
            common = min(len(start), len(_start(latest)))
            if start[:common] < _start(latest)[:common]:
                message = f'this event is earlier than "{latest.id}" above it'
                yield Finding(record.path, record.place("date"), message, "put it in its place")
                continue
        latest = record if start else latest


def _start(record: Record) -> str:
    date = str(record.data.get("date", ""))
    return date.partition("/")[0] if span(date) else ""


_FIGURE = late(r"<!--\s*+figure:\s*+([^\s<>]*?)\s*+-->")


@rule
def unknown_figure(site: Site) -> Iterator[Finding]:
    """A page shows a figure that there is; of one that there is not, it shows nothing.

    Bad: `<!-- figure: standng -->`
    Good: `<!-- figure: standing -->`
    """
    figures = site.collection("figures").by_id
    for page in site.pages.values() if "figures" in site.records else ():
        lines = page.document.text.split("\n") if "figure:" in page.document.text else ()
        for number, line in enumerate(lines, 1):
            for found in _FIGURE.finditer(line):
                if found[1] not in figures:
                    message = f'unknown figure "{found[1]}"'
                    place = Place(number, found.start(1) + 1)
                    yield Finding(page.path, place, message, did_you_mean(found[1], figures))


@advice
def stale_contact(site: Site) -> Iterator[Finding]:
    """A number that was seen long ago may be dead, and somebody may need it.

    Each contact may name its own limit in days (`verified: limit:`); otherwise it is a year.

    Bad: `verified: {on: 2019-11, ...}` today
    Good: look it up again, and write the new date and source
    """
    for record in site.collection("contacts").all:
        verified = record.data.get("verified")
        days = span(str(verified.get("on", ""))) if isinstance(verified, dict) else None
        if days and isinstance(verified, dict):
            limit = str(verified.get("limit", ""))
            allowed = timedelta(days=int(limit)) if re.fullmatch(r"\d{1,6}", limit) else _AGE_LIMIT
            if site.today - days[1] > allowed:
                message = f'the contact "{record.id}" was last seen {(site.today - days[1]).days} days ago'
                yield Finding(record.path, record.place("verified", "on"), message, "look it up again")
