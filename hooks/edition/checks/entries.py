"""The bibliography, field by field: names, years, addresses, pages, people and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from edition.checks.bibliography import REQUIRED
from edition.model import Entry, Field, Site
from edition.rules import Finding, advice, did_you_mean, nearest, rule

FAMILY = "bibliography"

# The types and fields of BibTeX and BibLaTeX (biblatex manual 3.20, 2.1 and 2.2).
_TYPES = """
article artwork audio bibnote book bookinbook booklet collection commentary conference dataset
electronic image inbook incollection inproceedings inreference jurisdiction legal legislation letter
manual mastersthesis misc movie music mvbook mvcollection mvproceedings mvreference online patent
performance periodical phdthesis proceedings reference report review set software standard suppbook
suppcollection suppperiodical techreport thesis unpublished video www xdata
"""
TYPES = frozenset(_TYPES.split())
_FIELDS = """
abstract addendum address afterword annotation annotator annote archiveprefix author bookauthor
bookpagination booksubtitle booktitle booktitleaddon chapter commentator crossref date day doi
edition editor editora editorb editorc editortype eid entryset entrysubtype eprint eprintclass
eprinttype eventdate eventtitle eventtitleaddon file foreword gender holder howpublished hyphenation
ids indextitle institution introduction isan isbn ismn isrn issn issue issuesubtitle issuetitle iswc
journal journalsubtitle journaltitle journaltitleaddon key keywords label langid langidopts language
library location mainsubtitle maintitle maintitleaddon month nameaddon note number options
organization origdate origlanguage origlocation origpublisher origtitle pages pagetotal pagination
part pdf presort primaryclass publisher pubstate related reprinttitle school series shortauthor
shorteditor shortjournal shortseries shorttitle shorthand sortkey sortname sorttitle sortyear
subtitle title titleaddon translator type url urldate venue version volume volumes xdata xref year
"""
FIELDS = frozenset(_FIELDS.split())
_UNDATED = re.compile(r"(?:n\.?\s?d\.?|t\.?\s?t\.?|forthcoming|in press|submitted|to appear)\.?$", re.I)
_DATE = re.compile(r"(?:c\.|ca\.)?\s*-?\d{2}[\dXu?]{2}(?!\d)(?:[-/~?%.,\sa-z\d]*)$", re.I)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z+.-]*(?=:/)")
_RANGE = re.compile(r"(?<![\w-])(\d{1,6})(\s*)(-+|–)\s*(\d{1,6})(?![\w-])")
_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ARXIV = re.compile(r"(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?$", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = re.compile(r"(?<!\\)[&%]")
_NO_TEXT = frozenset(
    ("url", "doi", "file", "note", "note_id", "annotation", "annote", "abstract", "eprint", "urldate")
)


def _fields(site: Site, *names: str) -> Iterator[tuple[Entry, Field]]:
    """Each field of one of these names that says something."""
    for entry in site.bibliography.entries:
        yield from ((entry, entry.fields[name]) for name in names if entry.get(name))


@rule
def unknown_field(site: Site) -> Iterator[Finding]:
    """A field whose name is misspelt is not printed, and nothing says so.

    Bad: `auhtor = {Fadli, M.}`
    Good: `author = {Fadli, M.}`; a field of your own, such as `reviewed`
    """
    for entry in site.bibliography.entries:
        for name, field in entry.fields.items():
            near = "" if name in FIELDS or len(name) < 4 else _near_field(name)
            if near and near not in entry.fields and _is_slip(name, near):
                message = f'unknown field "{name}" in the entry "{entry.key}"'
                yield Finding(entry.path, field.name_place, message, f'did you mean "{near}"?')


@lru_cache(maxsize=1000)  # fields of one's own stand in every entry
def _near_field(name: str) -> str:
    return nearest(name, FIELDS)


def _is_slip(name: str, near: str) -> bool:
    """Whether one letter is wrong, missing, too much, or two are exchanged."""
    if sorted(name) == sorted(near):
        return True
    if abs(len(name) - len(near)) > 1:
        return False
    short, long = sorted((name, near), key=len)
    index = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[index + (len(short) == len(long)) :] == long[index + 1 :]


@rule
def unknown_type(site: Site) -> Iterator[Finding]:
    """An entry of a type that there is not is printed as if it were anything.

    Bad: `@artcle{fadli2021,`
    Good: `@article{fadli2021,`
    """
    for entry in site.bibliography.entries:
        near = "" if entry.type in TYPES else nearest(entry.type, TYPES)
        if near:
            message = f'unknown type "@{entry.type}" of the entry "{entry.key}"'
            yield Finding(entry.path, entry.type_place, message, f'did you mean "@{near}"?')


@rule
def duplicate_doi(site: Site) -> Iterator[Finding]:
    """A DOI names one work: under two keys it is listed twice, or one of them is wrong.

    Bad: `doi = {10.21831/hum.v21i1.38075}` in `fadli2021` and in `fadli2021b`
    Good: one entry, or two DOIs
    """
    first: dict[str, Entry] = {}
    for entry, field in _fields(site, "doi"):
        known = first.setdefault(field.value.strip().casefold(), entry)
        if known.key != entry.key:
            message = f'the DOI "{field.value}" is also that of "{known.key}"'
            yield Finding(entry.path, field.place, message, "keep one entry, or correct the DOI")


@rule
def invalid_year(site: Site) -> Iterator[Finding]:
    """A year is a number, and no later than next year: otherwise the reference is printed wrongly.

    Bad: `date = {20223}`, `year = {two thousand}`
    Good: `date = {2022-08}`, `year = {2022}`, `year = {in press}`
    """
    for entry, field in _fields(site, "date", "year"):
        value = field.value.strip().strip("{}")
        if _UNDATED.match(value):
            continue
        if not _DATE.match(value):
            yield Finding(entry.path, field.place, f'"{value}" is no year', "write it as 2022 or 2022-08-21")
        elif value[:4].isdigit() and int(value[:4]) > site.today.year + 1:
            yield Finding(entry.path, field.place, f'the year "{value}" lies in the future', "correct it")


@rule
def malformed_url(site: Site) -> Iterator[Finding]:
    """An address with a blank, two beginnings or a misspelt one leads nowhere.

    Bad: `url = {http://https://example.org/a}`, `url = {htps://example.org}`
    Good: `url = {https://example.org/a}`, `url = {https://web.archive.org/web/2023/https://example.org/a}`
    """
    for entry, field in _fields(site, "url"):
        value = field.value.strip().strip("{}")
        scheme = _SCHEME.match(value)
        fault = ""
        if re.search(r"\s", value):
            fault = "holds a blank"
        elif re.match(r"[A-Za-z]+:?//?[A-Za-z]+:?//", value) and not re.match(r"https?://\w+\.", value):
            fault = "begins twice"
        elif scheme and scheme[0].lower() not in ("http", "https", "ftp"):
            fault = f'begins with "{scheme[0]}:"'
        if fault:
            yield Finding(entry.path, field.place, f'the address "{value}" {fault}', "begin it with https://")


@rule
def page_range(site: Site) -> Iterator[Finding]:
    """Pages run from the first to the last, with two hyphens between them.

    Bad: `pages = {54--33}`, `pages = {33-54}`
    Good: `pages = {33--54}`, `pages = {e12-3}`, `pages = {1087--92}`
    """
    for entry, field in _fields(site, "pages"):
        for found in _RANGE.finditer(field.value):
            first, last = found[1], found[4]
            full = first[: len(first) - len(last)] + last if len(last) < len(first) else last
            if int(full) < int(first):
                message = f'the pages "{found[0]}" run backwards'
                yield Finding(entry.path, field.place, message, f'did you mean "{last}--{first}"?')
            elif found[3] == "-":
                message = f'one hyphen in the pages "{found[0]}"'
                yield Finding(entry.path, field.place, message, f'write "{first}--{last}"')


@rule
def author_separator(site: Site) -> Iterator[Finding]:
    """Authors are joined by `and`; commas make one person of them, with strange first names.

    Bad: `author = {Rahmah, S., Dina, M., Demeiati, N.}`
    Good: `author = {Rahmah, S. and Dina, M. and Demeiati, N.}`, `author = {King, Jr, Martin Luther}`
    """
    for entry, field in _fields(site, "author", "editor", "translator"):
        if "{" in field.value or re.search(r"\band\b", field.value):
            continue
        parts = [part.strip() for part in field.value.split(",")]
        whole_names = len(parts) == 3 and all(len(part.split()) > 1 for part in parts)
        if len(parts) > 3 or whole_names:
            message = f'the people in "{field.name}" are joined by commas'
            yield Finding(entry.path, field.place, message, "write and between them")


@rule
def issn_digit(site: Site) -> Iterator[Finding]:
    """The last digit of an ISSN is made from the others, and shows a slip.

    Bad: `issn = {2657-0001}`
    Good: `issn = {2657-0009}`
    """
    for entry, field in _fields(site, "issn"):
        for found in re.finditer(r"\b\d{4}-?\d{3}[\dXx]\b", field.value):
            digits = found[0].replace("-", "").upper()
            rest = (
                -sum(int(digit) * weight for digit, weight in zip(digits[:7], range(8, 1, -1), strict=True))
                % 11
            )
            right = "X" if rest == 10 else str(rest)
            if digits[7] != right:
                message = f'the ISSN "{found[0]}" has a wrong digit: the last should be {right}'
                yield Finding(entry.path, field.place, message, "copy it again")


@rule
def arxiv_number(site: Site) -> Iterator[Finding]:
    """A number of arXiv has four digits, a stop and four or five digits, or an older form.

    Bad: `eprint = {2301.12}` with `eprinttype = {arxiv}`
    Good: `eprint = {2301.01234}`, `eprint = {hep-th/9901001}`
    """
    for entry, field in _fields(site, "eprint"):
        kind = entry.get("eprinttype") or entry.get("archiveprefix")
        if kind.casefold() == "arxiv" and not _ARXIV.match(field.value.strip()):
            message = f'"{field.value}" is no number of arXiv'
            yield Finding(entry.path, field.place, message, "copy it again")


@rule
def empty_field(site: Site) -> Iterator[Finding]:
    """An empty field was meant to be filled, and some programs stop at it.

    Bad: `publisher = {},`
    Good: the publisher, or no such line
    """
    for entry in site.bibliography.entries:
        required = {name for names in REQUIRED.get(entry.type, ()) for name in names.split("|")}
        for field in entry.fields.values():
            # missing-field speaks of those that an entry needs.
            if not field.value.strip() and field.name not in required:
                message = f'the field "{field.name}" of "{entry.key}" is empty'
                yield Finding(entry.path, field.name_place, message, "fill it or remove it")


@rule
def citation_key(site: Site) -> Iterator[Finding]:
    """A key is made of letters, digits, hyphens and underscores: no citation can name another.

    Bad: `@book{ikbar:2014,`
    Good: `@book{ikbar2014,`
    """
    for entry in site.bibliography.entries:
        if not _KEY.fullmatch(entry.key):
            right = re.sub(r"[^A-Za-z0-9_-]+", "", entry.key)
            message = f'the key "{entry.key}" holds characters that a citation cannot name'
            yield Finding(entry.path, entry.place, message, f'write "{right}"' if right else "write another")


@rule
def latex_special(site: Site) -> Iterator[Finding]:
    """`%` begins a comment in LaTeX and `&` a column: written bare they are lost or break the entry.

    Bad: `title = {Law & order}`
    Good: `title = {Law \\& order}`
    """
    for entry in site.bibliography.entries:
        for field in entry.fields.values():
            found = None if field.name in _NO_TEXT else _SPECIAL.search(field.value)
            if found:
                message = f'bare "{found[0]}" in the field "{field.name}" of "{entry.key}"'
                yield Finding(entry.path, field.place, message, f"write \\{found[0]}")


@advice
def url_repeats_doi(site: Site) -> Iterator[Finding]:
    """An address that only repeats the DOI is printed in its place, and says nothing more.

    Bad: `doi = {10.4324/9781315847429}` and `url = {https://doi.org/10.4324/9781315847429}`
    Good: the `doi` alone
    """
    for entry, field in _fields(site, "url"):
        doi = entry.get("doi").casefold()
        if doi and re.fullmatch(
            r"https?://(?:dx\.)?doi\.org/" + re.escape(doi), field.value.strip().casefold()
        ):
            yield Finding(entry.path, field.place, "the address only repeats the DOI", "remove url")


@rule
def isbn_digit(site: Site) -> Iterator[Finding]:
    """The last digit of an ISBN is made from the others, and shows a slip.

    Bad: `isbn = {978-0-13-449416-2}`
    Good: `isbn = {978-0-13-449416-6}`
    """
    for entry, field in _fields(site, "isbn"):
        for found in re.finditer(r"(?<![\dXx-])(?:\d[- ]?){9}(?:(?:\d[- ]?){3})?[\dXx](?![\dXx-])", field.value):
            digits = re.sub(r"[^\dXx]", "", found[0]).upper()
            if not _sound_isbn(digits):
                message = f'the ISBN "{found[0]}" has a wrong digit'
                yield Finding(entry.path, field.place, message, "copy it again")


def _sound_isbn(digits: str) -> bool:
    if len(digits) == 13:
        return digits.isdigit() and sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return "X" not in digits[:9] and sum(value * (10 - i) for i, value in enumerate(values)) % 11 == 0


@rule
def impossible_date(site: Site) -> Iterator[Finding]:
    """A day that no calendar has, or a look at the web that lies ahead, is a slip of the pen.

    Bad: `date = {2023-02-30}`, `urldate = {2032-01-05}`
    Good: `date = {2023-02-28}`, `urldate = {2023-01-05}`
    """
    for entry, field in _fields(site, "date", "urldate", "eventdate", "origdate"):
        for part in field.value.strip().strip("{}").split("/"):
            if re.fullmatch(r"\d{4}-\d{1,2}(?:-\d{1,2})?", part) and not _is_date(part):
                message = f'there is no day "{part}"'
                yield Finding(entry.path, field.place, message, "write it as 2023-02-28")
            elif field.name == "urldate" and part > site.today.isoformat() and re.match(r"\d{4}-", part):
                yield Finding(entry.path, field.place, f'the day "{part}" lies in the future', "correct it")


def _is_date(text: str) -> bool:
    year, month, *day = map(int, text.split("-"))
    try:
        date(year, month, day[0] if day else 1)
    except ValueError:
        return False
    return True


@rule
def invalid_month(site: Site) -> Iterator[Finding]:
    """A month is a number from 1 to 12 or one of the words that BibTeX knows; others are dropped.

    Bad: `month = {13}`, `month = {Mai}`
    Good: `month = {5}`, `month = may`
    """
    for entry, field in _fields(site, "month"):
        value = field.value.strip().strip("{}.").casefold()
        sound = value.isdigit() and 1 <= int(value) <= 12
        if not sound and not re.match(r"(?:\d+\W*)?(?:" + "|".join(_MONTHS) + r")[a-z]*\b", value):
            near = nearest(value, _MONTHS)
            advice = f'did you mean "{near}"?' if near else "write a number from 1 to 12"
            yield Finding(entry.path, field.place, f'"{field.value}" is no month', advice)


@rule
def unknown_crossref(site: Site) -> Iterator[Finding]:
    """An entry that takes its fields from another needs the other.

    Bad: `crossref = {proceedings2021}` without such an entry
    Good: `crossref = {proceedings2012}`
    """
    for entry, field in _fields(site, "crossref", "xdata", "xref"):
        for key in field.value.split(","):
            if key.strip() not in site.bibliography.by_key:
                message = f'no entry "{key.strip()}" for "{entry.key}" to take its fields from'
                yield Finding(entry.path, field.place, message, did_you_mean(key.strip(), site.bibliography.by_key))


@advice
def author_spelling(site: Site) -> Iterator[Finding]:
    """One person written in two ways is two persons in a list of references, out of order.

    Bad: `Hidayatullah, R.` in one entry, `Hidayatulah, R.` in another
    Good: the same name in both
    """
    known: dict[str, tuple[str, Entry]] = {}
    for entry, field in _fields(site, "author", "editor"):
        for name in re.split(r"\s+and\s+", " ".join(field.value.split())):
            known.setdefault(name, (name, entry))
    families: dict[str, list[str]] = {}
    for name in known:
        family, comma, given = name.partition(",")
        if comma and given.strip() and not name.startswith("{"):
            families.setdefault(given.strip()[0].casefold() + family.strip()[:2].casefold(), []).append(name)
    for names in families.values():
        yield from _spelt_twice(site, names)


def _spelt_twice(site: Site, names: list[str]) -> Iterator[Finding]:
    for index, name in enumerate(names):
        other = next((each for each in names[:index] if _same_person(name, each)), "")
        for entry, field in _fields(site, "author", "editor") if other else ():
            if name in re.split(r"\s+and\s+", " ".join(field.value.split())):
                yield Finding(entry.path, field.place, f'"{name}" is written "{other}" elsewhere', "write both alike")
                break


def _same_person(one: str, other: str) -> bool:
    """Whether two names differ by one slip in the family name, with the same initials."""
    (family, _, given), (other_family, _, other_given) = one.partition(","), other.partition(",")
    if [word[:1] for word in given.split()] != [word[:1] for word in other_given.split()]:
        return False
    if family == other_family:
        return _letters(given) != _letters(other_given) and len(_letters(given)) > 2 < len(_letters(other_given)) and (
            _is_slip(_letters(given), _letters(other_given))
        )
    return len(family) > 4 and _is_slip(family.casefold(), other_family.casefold())


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text).casefold()
