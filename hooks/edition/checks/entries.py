"""The bibliography, field by field: names, years, addresses, pages, people and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from edition.checks.bibliography import REQUIRED
from edition.checks.fields import fields, is_citable, page_span, value_fix, written_fix
from edition.model import Entry, Field, Fix, Site
from edition.patterns import late
from edition.rules import Finding, advice, did_you_mean, nearest, rule
from edition.slips import is_slip, meant
from edition.sources.bibtex import MONTHS

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
_ONLINE = frozenset(("online", "electronic", "www"))
_RECENT = _ONLINE | {
    "article", "dataset", "inproceedings", "mastersthesis", "phdthesis", "software", "techreport", "thesis"
}  # fmt: skip
_UNDATED = late(r"(?:n\.?\s?d\.?|t\.?\s?t\.?|forthcoming|in press|submitted|to appear)\.?$", re.I)
_DATE = late(r"(?:c\.|ca\.)?\s*-?\d{2}[\dXu?]{2}(?!\d)(?:[-/~?%.,\sa-z\d]*)$", re.I)
_SCHEME = late(r"[A-Za-z][A-Za-z+.-]*(?=:/)")
_COMMAND = late(r"\\(?:url|nolinkurl|path)\s*\{([^{}\s]+)\}")
_HOST = late(r"https?://(?:\[[\da-f:]+\]|[^\s/?#,.]+(?:\.[^\s/?#,.]+)+)\.?(?:[/?#]|$)", re.I)
_SCHEMES = ("http", "https", "ftp", "ftps", "file", "gopher")
_RANGE = late(r"(?<![\w-])(\d{1,6})(\s*)(-+|–)\s*(\d{1,6})(?![\w-])")
_OPEN_RANGE = late(r"^\s*[-–]+\s*\d+\s*$|(?<!\d)\d+\s*[-–]+\s*$")
_LETTER_FOR_DIGIT = late(r"(?<![\w.])\d+[lIO]\d*(?!\w)")
_ARXIV = late(r"(?:arxiv:)?(?:\d\d(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?$", re.I)
_OTHER_DATE = late(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")
_MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                "november", "december")  # fmt: skip
# An entity of HTML is what title-markup speaks of.
_SPECIAL = late(r"(?<!\\)(?:&(?!#?\w+;)|%)")
_DOLLAR = late(r"(?<!\\)\$")
_NO_TEXT = frozenset(
    ("url", "doi", "file", "note", "note_id", "annotation", "annote", "abstract", "eprint", "urldate")
)


@rule
def unknown_field(site: Site) -> Iterator[Finding]:
    """A field whose name is misspelt is not printed, and nothing says so.

    Bad: `auhtor = {Fadli, M.}`
    Good: `author = {Fadli, M.}`; a field of your own, such as `reviewed`
    """
    for entry in site.bibliography.entries:
        for name, field in entry.fields.items():
            near = "" if name in FIELDS else _near_field(name)
            # One of one's own may have a name like that of a field that is there; not with its very letters.
            if near and (near not in entry.fields or sorted(near) == sorted(name)):
                message = f'unknown field "{name}" in the entry "{entry.key}"'
                fix = written_fix(site, entry, field.name_place, name, near)
                yield Finding(entry.path, field.name_place, message, f'did you mean "{near}"?', fix)


@lru_cache(maxsize=1000)  # fields of one's own stand in every entry
def _near_field(name: str) -> str:
    slips = sorted(field for field in FIELDS if is_slip(name, field))
    exchanged = [field for field in slips if sorted(field) == sorted(name)]  # the likeliest slip of all
    return exchanged[0] if exchanged else nearest(name, slips) if slips and len(name) > 3 else ""


@rule
def unknown_type(site: Site) -> Iterator[Finding]:
    """An entry of a type that there is not is printed as if it were anything.

    Bad: `@artcle{fadli2021,`
    Good: `@article{fadli2021,`
    """
    for entry in site.bibliography.entries:
        exchanged = (each for each in sorted(TYPES) if sorted(each) == sorted(entry.type))
        near = "" if entry.type in TYPES else next(exchanged, "") or nearest(entry.type, TYPES)
        if near:
            message = f'unknown type "@{entry.type}" of the entry "{entry.key}"'
            certain = is_slip(entry.type, near)
            fix = written_fix(site, entry, entry.type_place, entry.type, near) if certain else None
            yield Finding(entry.path, entry.type_place, message, f'did you mean "@{near}"?', fix)


@rule
def duplicate_doi(site: Site) -> Iterator[Finding]:
    """A DOI names one work: under two keys it is listed twice, or one of them is wrong.

    Bad: `doi = {10.21831/hum.v21i1.38075}` in `fadli2021` and in `fadli2021b`
    Good: one entry, or two DOIs
    """
    first: dict[str, Entry] = {}
    for entry, field in fields(site, "doi"):
        known = first.setdefault(field.value.strip().casefold(), entry)
        if known.key != entry.key:
            message = f'the DOI "{field.value}" is also that of "{known.key}"'
            yield Finding(entry.path, field.place, message, "keep one entry, or correct the DOI")


@rule
def invalid_year(site: Site) -> Iterator[Finding]:
    """A year is a number, and no later than next year: otherwise the reference is printed wrongly.

    Bad: `date = {20223}`, `date = {2022/08/21}`, `date = {2022/2021}`, `year = {two thousand}`
    Good: `date = {2022-08}`, `date = {2021/2022}`, `year = {2022}`, `year = {in press}`
    """
    for entry, field in fields(site, "date", "year"):
        value = field.value.strip().strip("{}")
        if _UNDATED.match(value):
            continue
        if not _DATE.match(value) or (field.name == "date" and _NOT_EDTF.match(value)):
            right = _edtf(value) if field.name == "date" else ""
            advice = f'write "{right}"' if right else "write it as 2022 or 2022-08-21"
            yield Finding(entry.path, field.place, f'"{value}" is no {"date" if right else "year"}', advice)
        elif _runs_backwards(value):
            yield Finding(
                entry.path, field.place, f'the date "{value}" ends before it begins', "exchange the two"
            )
        elif value[:4].isdecimal() and int(value[:4]) > site.today.year + 1:
            yield Finding(entry.path, field.place, f'the year "{value}" lies in the future', "correct it")


_NOT_EDTF = late(r"\d{4}/\d{1,2}/\d{1,2}$|\d{4}/(?:0[1-9]|1[0-2])$|\d{4}\s*(?:-{1,3}|–)\s*\d{4}$")
_SLASHED = late(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")
_FROM_THE_DAY = late(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_WITH_MONTH = late(r"(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?(?:\s+(\d{1,2}),)?\s+(\d{4})$")


def _edtf(written: str) -> str:
    """A date as it should be written, "" where that is not certain."""
    if years := re.fullmatch(r"(\d{4})\s*(?:-{1,3}|–)\s*(\d{4})", written):
        return f"{years[1]}/{years[2]}"
    if found := _SLASHED.match(written):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    if found := re.fullmatch(r"(\d{4})/(\d{2})", written):
        return f"{found[1]}-{found[2]}"
    if found := _FROM_THE_DAY.match(written):
        day, month = int(found[1]), int(found[2])
        return f"{found[3]}-{month:02}-{day:02}" if month <= 12 < day or day == month else ""
    found = _WITH_MONTH.match(written)
    number = next((n for n, name in enumerate(_MONTH_NAMES, 1) if found and _is_month(found[2], name)), 0)
    if not found or not number:
        return ""
    day_of_month = found[1] or found[3]
    return f"{found[4]}-{number:02}" + (f"-{int(day_of_month):02}" if day_of_month else "")


def _is_month(word: str, name: str) -> bool:
    return word.casefold() in (name, name[:3]) or (word.casefold(), name) == ("sept", "september")


def _runs_backwards(written: str) -> bool:
    start, slash, end = (part.strip("~?% ") for part in written.partition("/"))
    return (
        bool(slash and re.match(r"\d{4}\b", start) and re.match(r"\d{4}\b", end)) and end < start[: len(end)]
    )


@rule
def malformed_url(site: Site) -> Iterator[Finding]:
    """An address with a blank, no beginning, two of them or a misspelt one leads nowhere.

    Bad: `url = {http://https://example.org/a}`, `url = {htps://example.org}`, `url = {www.example.org/a}`
    Good: `url = {https://example.org/a}`, `url = {https://web.archive.org/web/2023/https://example.org/a}`
    """
    for entry, field in fields(site, "url"):
        value = field.value.strip().strip("{}")
        scheme = _SCHEME.match(value)
        fault, advice, fix = "", "begin it with https://", None
        if command := _COMMAND.search(field.value):
            value, fault = command[0], "stands in a command, which becomes part of it"
            advice = f'write "{command[1]}"'
            fix = value_fix(site, entry, "url", field.value, command[1])
        elif re.search(r"\s", value):
            fault = "holds a blank"
        elif re.match(r"[A-Za-z]+:?//?[A-Za-z]+:?//", value) and not re.match(r"https?://\w+\.", value):
            fault = "begins twice"
        elif scheme and scheme[0].lower() == "file":
            fault, advice = "is that of a file of one machine", "give its address on the web"
        elif scheme and scheme[0].lower() not in _SCHEMES:
            fault = f'begins with "{scheme[0]}:"'
        elif not scheme and not value.startswith(("\\", "urn:", "mailto:", "doi:")):
            fault, advice, fix = _without_scheme(site, entry, value)
        elif not _HOST.match(value) and value.startswith("http"):
            fault, advice = "names no host", "write it as https://example.org/page"
        elif value.endswith((".", ",", ";")):
            right = value.rstrip(".,;")
            fault, advice = f'ends in "{value[-1]}"', f'write "{right}"'
            fix = value_fix(site, entry, "url", value, right)
        if fault:
            yield Finding(entry.path, field.place, f'the address "{value}" {fault}', advice, fix)
    for entry, field in fields(site, "howpublished", "note"):
        for command in _COMMAND.finditer(field.value) if "\\" in field.value else ():
            scheme = _SCHEME.match(command[1])
            if scheme and scheme[0].lower() not in _SCHEMES:
                near = nearest(scheme[0], _SCHEMES[:4])
                message = f'the address "{command[1]}" begins with "{scheme[0]}:"'
                yield Finding(entry.path, field.place, message, f'write "{near}:"' if near else "")


def _without_scheme(site: Site, entry: Entry, value: str) -> tuple[str, str, Fix | None]:
    """What is wrong with an address that does not begin with `https://`, what to write, and the repair."""
    if re.match(r"10\.\d{4,9}/", value):
        return "is a DOI", f"write doi = {{{value}}}", None
    if not re.match(r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?::\d+)?(?:[/?#]|$)", value):
        return "is none", "write it as https://example.org/page", None
    right = f"https://{value}"
    return "has no beginning", f'write "{right}"', value_fix(site, entry, "url", value, right)


@rule
def page_range(site: Site) -> Iterator[Finding]:
    """Pages run from the first to the last, with two hyphens between them.

    Bad: `pages = {54--33}`, `pages = {33-54}`
    Good: `pages = {33--54}`, `pages = {e12-3}`, `pages = {1087--92}`
    """
    for entry, field in fields(site, "pages"):
        if open_range := _OPEN_RANGE.search(field.value):
            message = f'the pages "{open_range[0].strip()}" have no end'
            yield Finding(entry.path, field.place, message, "write the last page")
        if misread := _LETTER_FOR_DIGIT.search(field.value):
            right = misread[0].translate(str.maketrans("lIO", "110"))
            message = f'the pages "{misread[0]}" hold a letter that looks like a digit'
            yield Finding(entry.path, field.place, message, f'write "{right}"')
        for found in _RANGE.finditer(field.value):
            first, last = found[1], found[4]
            begin, end = page_span(first, last)
            if end < begin:
                message = f'the pages "{found[0]}" run backwards'
                yield Finding(entry.path, field.place, message, f'did you mean "{last}--{first}"?')
            elif len(found[3]) > 2:
                message = f'{len(found[3])} hyphens in the pages "{found[0]}"'
                yield Finding(entry.path, field.place, message, f'write "{first}--{last}"')
            elif found[3] == "-":
                message = f'one hyphen in the pages "{found[0]}"'
                right = field.value.replace(found[0], f"{first}--{last}", 1)
                fix = value_fix(site, entry, "pages", field.value, right)
                yield Finding(entry.path, field.place, message, f'write "{first}--{last}"', fix)


@rule
def issn_digit(site: Site) -> Iterator[Finding]:
    """The last digit of an ISSN is made from the others, and shows a slip.

    Bad: `issn = {2657-0001}`
    Good: `issn = {2657-0009}`
    """
    for entry, field in fields(site, "issn"):
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
        yield from _other_length(entry, field, "ISSN", (8, 16))


def _other_length(entry: Entry, field: Field, name: str, sound: Sequence[int]) -> Iterator[Finding]:
    """A number that has lost a digit or has one too many."""
    digits = len(re.sub(r"[ -]", "", field.value))
    if re.fullmatch(r"[\dXx -]+", field.value) and digits not in sound and digits < 2 * sound[-1]:
        message = f'the {name} "{field.value}" has {digits} digits'
        yield Finding(entry.path, field.place, message, "copy it again")


@rule
def arxiv_number(site: Site) -> Iterator[Finding]:
    """A number of arXiv has four digits, a stop and four or five digits, or an older form.

    Bad: `eprint = {2301.12}` with `eprinttype = {arxiv}`
    Good: `eprint = {2301.01234}`, `eprint = {hep-th/9901001}`
    """
    for entry, field in fields(site, "eprint"):
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
        if not is_citable(entry):
            right = re.sub(r"[^A-Za-z0-9_-]+", "", entry.key)
            message = f'the key "{entry.key}" holds characters that a citation cannot name'
            yield Finding(entry.path, entry.place, message, f'write "{right}"' if right else "write another")


@rule
def latex_special(site: Site) -> Iterator[Finding]:
    """`%` begins a comment in LaTeX and `&` a column: written bare they are lost or break the entry.

    So is a `$` that no second one follows: it begins a formula.

    Bad: `title = {Law & order}`
    Good: `title = {Law \\& order}`
    """
    for entry in site.bibliography.entries:
        for field in entry.fields.values():
            text = field.value if field.name not in _NO_TEXT else ""
            found = _SPECIAL.search(text) or (
                _DOLLAR.search(text) if len(_DOLLAR.findall(text)) == 1 else None
            )
            if found:
                message = f'bare "{found[0]}" in the field "{field.name}" of "{entry.key}"'
                right = text[: found.start()] + _SPECIAL.sub(r"\\\g<0>", text[found.start() :])
                fix = value_fix(site, entry, field.name, text, right) if found[0] != "$" else None
                yield Finding(entry.path, field.place, message, f"write \\{found[0]}", fix)


@advice
def url_repeats_doi(site: Site) -> Iterator[Finding]:
    """An address that only repeats the DOI is printed in its place, and says nothing more.

    Bad: `doi = {10.4324/9781315847429}` and `url = {https://doi.org/10.4324/9781315847429}`
    Good: the `doi` alone
    """
    for entry, field in fields(site, "url"):
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
    for entry, field in fields(site, "isbn"):
        for found in re.finditer(
            r"(?<![\dXx-])(?:\d[- ]?){9}(?:(?:\d[- ]?){3})?[\dXx](?![\dXx-])", field.value
        ):
            digits = re.sub(r"[^\dXx]", "", found[0]).upper()
            if not _sound_isbn(digits):
                message = f'the ISBN "{found[0]}" has a wrong digit'
                yield Finding(entry.path, field.place, message, "copy it again")
        yield from _other_length(entry, field, "ISBN", (10, 13, 20, 23, 26))


def _sound_isbn(digits: str) -> bool:
    if len(digits) == 13:
        return digits.isdigit() and sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return "X" not in digits[:9] and sum(value * (10 - i) for i, value in enumerate(values)) % 11 == 0


@rule
def impossible_date(site: Site) -> Iterator[Finding]:
    """A day that no calendar has, a page looked at before it was written or in days to come: a slip of the pen.

    Bad: `date = {2023-02-30}`, `urldate = {2032-01-05}`, an article with `date = {1023}`
    Good: `date = {2023-02-28}`, `urldate = {2023-03-05}`
    """
    # It is tomorrow elsewhere.
    latest = (site.today + timedelta(1)).isoformat() if site.today < date.max else "9999"
    for entry, field in fields(site, "date", "urldate", "eventdate", "origdate"):
        for part in field.value.strip().strip("{}").split("/"):
            if re.fullmatch(r"\d{4}-2[1-4]", part):
                continue  # a season
            if re.fullmatch(r"\d{4}-\d{1,2}(?:-\d{1,2})?", part) and not _is_date(part):
                message = f'there is no day "{part}"'
                yield Finding(entry.path, field.place, message, "write it as 2023-02-28")
            elif field.name == "urldate" and _OTHER_DATE.fullmatch(field.value.strip("{} ")):
                message = f'the day "{field.value}" can be read in two ways'
                yield Finding(entry.path, field.place, message, "write it as 2023-02-28")
                break
            elif field.name == "urldate" and part > latest and re.match(r"\d{4}-", part):
                yield Finding(entry.path, field.place, f'the day "{part}" lies in the future', "correct it")
    yield from _too_early(site)


def _too_early(site: Site) -> Iterator[Finding]:
    """Articles older than journals, and web pages that were looked at before their date (by more than the day
    that clocks can differ)."""
    for entry, field in fields(site, "date", "year"):
        value = field.value.strip().strip("{}")
        seen = entry.get("urldate").strip("{}") if entry.type in _ONLINE else ""
        if entry.type in _RECENT and re.match(r"[01]\d{3}(?!\d)", value) and value[:4] < "1400":
            yield Finding(entry.path, field.place, f'the year "{value[:4]}" is too early', "correct it")
        elif (
            _is_day(seen)
            and _is_day(value)
            and date.fromisoformat(seen) < date.fromisoformat(value) - timedelta(1)
        ):
            message = f"it was looked at on {seen}, before its date, {value}"
            yield Finding(entry.path, entry.fields["urldate"].place, message, "correct one of them")


def _is_day(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None and _is_date(text)


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

    Bad: `month = {13}`, `month = {Mai}`, `month = {Juni}`
    Good: `month = {5}`, `month = may`
    """
    for entry, field in fields(site, "month"):
        value = field.value.strip().strip("{}.").casefold()
        sound = re.fullmatch("0?[1-9]|1[0-2]", value)
        word = re.match(r"(?:\d+\W*)?([a-z]+)", value)
        known = word is not None and any(_is_month(word[1], name) for name in _MONTH_NAMES)
        if not sound and not known and not (word and meant(word[1], _MONTH_NAMES) and len(value) > 4):
            near = value[:3] if value[:3] in MONTHS else nearest(value, MONTHS)
            advice = f'did you mean "{near}"?' if near else "write a number from 1 to 12"
            yield Finding(entry.path, field.place, f'"{field.value}" is no month', advice)
        elif near := meant(value, _MONTH_NAMES) if len(value) > 4 else "":
            yield Finding(
                entry.path,
                field.place,
                f'"{field.value}" is no month',
                f'did you mean "{near.capitalize()}"?',
            )


@rule
def unknown_crossref(site: Site) -> Iterator[Finding]:
    """An entry that takes its fields from another needs the other.

    Bad: `crossref = {proceedings2021}` without such an entry
    Good: `crossref = {proceedings2012}`
    """
    for entry, field in fields(site, "crossref", "xdata", "xref"):
        for key in field.value.split(","):
            if key.strip() == entry.key:
                message = f'"{entry.key}" takes its fields from itself'
                yield Finding(entry.path, field.place, message, "name the other entry")
            elif key.strip() not in site.bibliography.by_key:
                message = f'no entry "{key.strip()}" for "{entry.key}" to take its fields from'
                yield Finding(
                    entry.path, field.place, message, did_you_mean(key.strip(), site.bibliography.by_key)
                )
