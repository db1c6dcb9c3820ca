"""The bibliography: each entry complete, each identifier sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from edition.checks.fields import fields, value_fix
from edition.model import Entry, Field, Fix, Site
from edition.patterns import late
from edition.places import Places
from edition.rules import Finding, advice, rule
from edition.slips import is_slip

_DOI = late(r"10\.\d{4,9}/\S+")
_RESOLVER = late(r"https?://(?:dx\.)?doi\.org/", re.I)
_NEAR_RESOLVER = late(r"(?:https?://)?([A-Za-z.-]+)/(?=10\.\d{4,9}/)")
_RESOLVERS = ("doi.org", "dx.doi.org", "www.doi.org")
_IP_ADDRESS = late(r"(?:https?://)?(?:\d{1,3}\.){3}\d{1,3}(?=/|$)")
_URL_DATE = late(
    r"/((?:19|20)\d\d)[/-](?:0?[1-9]|1[0-2])(?=[/-]|$)"
    r"|(?<!\d)((?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=\d{6}(?!\d)|(?!\d))"
)
_TYPESET = late("[\u2010-\u2015\u2212]")  # hyphens and dashes of typesetters
_STRAY = late(r"^([ \t]*)([^\W\d_][^\n]*)", re.M)
_LOST = late(r"^[ \t]*\w+[ \t]*\{", re.M)  # bibliography-syntax speaks of it
_YEAR = late(r"\d{4}")
_ARCHIVE = late(r"https?://web\.archive\.org/web/\w+/")  # dated by the copy, not by the work

# What each type needs (biblatex manual, 2.1.1); of the names joined by | one is enough. A missing
# date is no fault: an undated page is cited as such.
REQUIRED = {
    "article": ("author", "title", "journaltitle|journal", "date|year"),
    "book": ("author|editor", "title", "date|year"),
    "inbook": ("author", "title", "booktitle", "date|year"),
    "incollection": ("author", "title", "booktitle", "date|year"),
    "inproceedings": ("author", "title", "booktitle", "date|year"),
    "legislation": ("title",),
    "misc": ("title",),
    "online": ("title", "url|doi"),
    "phdthesis": ("author", "title", "school|institution", "date|year"),
    "report": ("author|institution", "title"),
    "techreport": ("author", "title", "institution", "date|year"),
    "thesis": ("author", "title", "institution|school", "date|year"),
}


REQUIRED_NAMES = frozenset(
    name for wanted in REQUIRED.values() for names in wanted for name in names.split("|")
)


def _dois(site: Site) -> Iterator[tuple[Entry, Field, str]]:
    for entry in site.bibliography.entries:
        if entry.get("doi"):
            yield entry, entry.fields["doi"], entry.get("doi")


def _sound_doi(text: str) -> str:
    """The DOI within a text, without LaTeX's and the web's ways of writing it; "" where there is none."""
    found = _DOI.search(unquote(re.sub(r"\\(?=[_&%#$])", "", text)))
    return found[0].rstrip(".,; ") if found else ""


def _advice(text: str) -> str:
    doi = _sound_doi(text)
    return f'write "{doi}"' if doi else ""


@rule
def bibliography_syntax(site: Site) -> Iterator[Finding]:
    """What cannot be read is lost, with every entry up to the next.

    Bad: `title = {Perdagangan orang,` (the brace is never closed)
    Good: `title = {Perdagangan orang},`
    """
    for path, place, message in site.bibliography.faults:
        said, _, advice = message.partition("; ")
        yield Finding(path, place, said, advice)


@advice
def stray_text(site: Site) -> Iterator[Finding]:
    """What stands between two entries is not read; a remark begins with `%`.

    Bad: `Books to be read` on a line between two entries
    Good: `% Books to be read`
    """
    texts = site.bibliography.texts
    places = {path: Places(text) for path, text in texts.items()}
    for entry in site.bibliography.entries:
        text = texts[entry.path]
        if is_whole(site, entry) and (lines := _stray(text, entry.end)):
            first, last = lines[0], lines[-1]
            message = f'"{first[2][:40].rstrip()}" stands outside of all entries'
            old = text[first.start(2) : last.start(2) + 1]
            fix = Fix(old, _STRAY.sub(r"\1% \2", old))
            place = places[entry.path].at(first.start(2))
            yield Finding(entry.path, place, message, "begin a remark with %", fix)


def _stray(text: str, start: int) -> list[re.Match[str]]:
    """The lines between an entry and the next `@` that are neither empty nor remarks; none where one of them is
    a lost entry."""
    after = text.find("@", start)
    end = len(text) if after == -1 else after
    if text[start:end].isspace() or _LOST.search(text, start, end):
        return []
    return list(_STRAY.finditer(text, start, end))


@rule
def duplicate_key(site: Site) -> Iterator[Finding]:
    """Of two entries with one key only one is ever printed.

    Bad: two entries `@book{creswell2013,`
    Good: `creswell2013` and `creswell2013a`
    """
    first: dict[str, Entry] = {}
    for entry in site.bibliography.entries:
        known = first.setdefault(entry.key.casefold(), entry)
        if known is not entry:
            message = f'duplicate key "{entry.key}", first used at {known.path}:{known.place.line}'
            yield Finding(entry.path, entry.place, message, "give one of them another key")


@rule
def missing_field(site: Site) -> Iterator[Finding]:
    """Each type of entry needs certain fields, or the reference cannot be found by a reader.

    Bad: an `@article` without `journaltitle`
    Good: an `@article` with `author`, `title`, `journaltitle` and `date`
    """
    for entry in site.bibliography.entries:
        if entry.get("crossref") or not is_whole(site, entry):
            continue
        for names in REQUIRED.get(entry.type, ()):
            known = names.split("|")
            if not any(entry.get(name) for name in known) and not _is_misspelt(entry, known):
                wanted = names.replace("|", " or ")
                message = f'entry "{entry.key}" (@{entry.type}) has no {wanted}'
                yield Finding(entry.path, entry.place, message, f"add {names.split('|')[0]} = {{...}}")


def is_whole(site: Site, entry: Entry) -> bool:
    """Whether all of an entry could be read; bibliography-syntax speaks of those that could not."""
    return not any(
        path == entry.path and entry.place <= place <= entry.places.at(entry.end)
        for path, place, _ in site.bibliography.faults
    )


def _is_misspelt(entry: Entry, wanted: Iterable[str]) -> bool:
    """Whether an entry has a field that was meant to be a wanted one: unknown-field speaks of it."""
    return any(is_slip(name, each) for each in wanted for name in entry.fields if name not in REQUIRED_NAMES)


@rule
def doi_doubled(site: Site) -> Iterator[Finding]:
    """A DOI whose beginning was pasted twice leads nowhere.

    Bad: `doi = {https://doi.org/https://doi.org/10.4324/9781315847429}`
    Good: `doi = {10.4324/9781315847429}`
    """
    for entry in site.bibliography.entries:
        for name in ("doi", "url"):
            value = entry.get(name)
            if len(_RESOLVER.findall(value)) > 1 or re.match(r"(?:doi:\s*)?(10\.\d+/)\1", value):
                inner = re.sub(r"^(10\.\d+/)\1", r"\1", _sound_doi(value))
                right = f"https://doi.org/{inner}" if name == "url" else inner
                fix = value_fix(site, entry, name, value, right)
                yield Finding(
                    entry.path, entry.fields[name].place, f'doubled DOI "{value}"', f'write "{right}"', fix
                )


@rule
def doi_url(site: Site) -> Iterator[Finding]:
    """The field holds the DOI alone; the resolver before it is added when it is printed.

    Bad: `doi = {https://doi.org/10.21831/hum.v21i1.38075}`, `doi = {doi:10.21831/...}`
    Good: `doi = {10.21831/hum.v21i1.38075}`
    """
    for entry, field, doi in _dois(site):
        written = _RESOLVER.match(doi) or re.match(r"doi:|www\.|(?:dx\.)?doi\.org/", doi, re.I)
        if written and len(_RESOLVER.findall(doi)) < 2 and not _has_ip_address(doi):
            right = _sound_doi(doi)
            fix = value_fix(site, entry, "doi", doi, right) if right else None
            yield Finding(entry.path, field.place, f'DOI written as an address "{doi}"', _advice(doi), fix)


@rule
def doi_resolver(site: Site) -> Iterator[Finding]:
    """DOIs are resolved by doi.org alone: an address with a letter too few leads nowhere, or to strangers.

    Bad: `url = {https://doi.og/10.21831/hum.v21i1.38075}`
    Good: `doi = {10.21831/hum.v21i1.38075}`, `url = {https://doi.org/10.21831/...}`
    """
    for entry in site.bibliography.entries:
        for name in ("doi", "url"):
            value = entry.get(name)
            found = _NEAR_RESOLVER.match(value) if "/" in value else None
            host = found[1].lower() if found else ""
            right = (
                next((each for each in _RESOLVERS if is_slip(host, each)), "")
                if host not in _RESOLVERS
                else ""
            )
            if found and right:
                message = f'"{found[1]}" is no address of the DOI resolver'
                better = "https://doi.org/" if name == "url" else ""
                advice = f'write "{better}{_sound_doi(value)}"'
                fix = value_fix(site, entry, name, found[0], better)
                yield Finding(entry.path, entry.fields[name].place, message, advice, fix)


@rule
def doi_ip(site: Site) -> Iterator[Finding]:
    """A prefix such as 10.52617 is sometimes "repaired" into the IP address 10.0.205.137.

    Bad: `doi = {10.0.205.137/jikk.v7i1.544}`
    Good: `doi = {10.52617/jikk.v7i1.544}`
    """
    for entry in site.bibliography.entries:
        for name in ("doi", "url"):
            found = _has_ip_address(entry.get(name))
            if found and (name == "doi" or found.startswith("10.")):
                message = f'DOI turned into an IP address "{entry.get(name)}"'
                right = f"10.{_registrant(found)}" if found.startswith("10.") else ""
                fix = value_fix(site, entry, name, found, right) if right else None
                advice = f'write "{right}/..."' if right else ""
                yield Finding(entry.path, entry.fields[name].place, message, advice, fix)


def _has_ip_address(value: str) -> str:
    """The IP address at the start of a DOI or address, "" where there is none."""
    found = _IP_ADDRESS.match(_RESOLVER.sub("", value))
    return re.sub(r"https?://", "", found[0]) if found else ""


def _registrant(address: str) -> int:
    """The number that was read as an address: 10.0.205.137 is 10 and 0*65536 + 205*256 + 137."""
    _, high, middle, low = map(int, address.split("."))
    return high * 65536 + middle * 256 + low


@rule
def doi_trailing(site: Site) -> Iterator[Finding]:
    """A stop or a blank copied along with a DOI breaks its link; so does a hyphen that was set as a dash.

    Bad: `doi = {10.21831/hum.v21i1.38075.}`
    Good: `doi = {10.21831/hum.v21i1.38075}`
    """
    for entry, field, doi in _dois(site):
        if dash := _TYPESET.search(doi):
            right = _TYPESET.sub("-", doi)
            fix = value_fix(site, entry, "doi", field.value, right)
            yield Finding(
                entry.path,
                field.place,
                f'"{dash[0]}" in the DOI "{doi}" is no hyphen',
                f'write "{right}"',
                fix,
            )
        elif re.search(r"[.,;]$", doi) or re.search(r"\s", field.value):
            right = re.sub(r"\s", "", doi).rstrip(".,;")
            message = f'stop or blank in the DOI "{field.value}"'
            fix = value_fix(site, entry, "doi", field.value, right)
            yield Finding(entry.path, field.place, message, f'write "{right}"', fix)


@rule
def doi_prefix(site: Site) -> Iterator[Finding]:
    """Every DOI begins with `10.`, the number of its registrant and a slash.

    Bad: `doi = {hum.v21i1.38075}`
    Good: `doi = {10.21831/hum.v21i1.38075}`
    """
    for entry, field, doi in _dois(site):
        closed = "".join(doi.split())  # doi-trailing speaks of the blanks
        if not _DOI.search(closed) and not _has_ip_address(closed):
            message = f'the DOI "{doi}" does not begin with 10. and a registrant'
            prefix, slash, rest = closed.partition("/")
            right = (
                prefix.translate(str.maketrans("lIOo", "1100")) + slash + rest
            )  # letters that look like digits
            sound = _DOI.fullmatch(right) is not None
            advice = f'did you mean "{right}"?' if sound else "write 10.<registrant>/<suffix>"
            yield Finding(entry.path, field.place, message, advice)


@advice
def misplaced_doi(site: Site) -> Iterator[Finding]:
    """A DOI becomes a link in the field `doi`; in another it is printed as a text.

    Bad: `note = {https://doi.org/10.21831/hum.v21i1.38075}`
    Good: `doi = {10.21831/hum.v21i1.38075}`
    """
    for entry, field in fields(
        site, "note", "howpublished", "number", "pages", "publisher", "address", "isbn"
    ):
        doi = _sound_doi(field.value)
        if doi and re.match(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?10\.\d", field.value.strip(), re.I):
            message = f'a DOI in the field "{field.name}"'
            right = (
                f"write doi = {{{doi}}}" if not entry.get("doi") else "remove it, for the entry has its DOI"
            )
            yield Finding(entry.path, field.place, message, right)


@rule
def doi_mismatch(site: Site) -> Iterator[Finding]:
    """Where the address is a DOI as well, both must name the same work.

    Bad: `doi = {10.14710/ip.v7i1.48597}` with `url = {https://doi.org/10.14710/ip.v7i1.48579}`
    Good: the same DOI in both, or no `url`
    """
    for entry, _, doi in _dois(site):
        url = entry.get("url")
        ours, theirs = _sound_doi(doi).casefold(), _sound_doi(url).casefold()
        if _RESOLVER.match(url) and ours and theirs and ours != theirs:
            message = f'url "{url}" and doi "{doi}" name different works'
            yield Finding(entry.path, entry.fields["url"].place, message, "keep the right one")


@rule
def year_mismatch(site: Site) -> Iterator[Finding]:
    """The date in the address of a news page, or a second year in the entry, shows when one was mistyped.

    Bad: `date = {2022}` with `url = {https://example.org/2023/05/09/news}`
    Good: `date = {2023-05-09}`
    """
    for entry in site.bibliography.entries:
        name = "date" if entry.get("date") else "year"
        written = _YEAR.search(entry.get(name))
        found = _URL_DATE.search(_ARCHIVE.sub("", entry.get("url")))
        year = (found[1] or found[2]) if found else ""
        if written and year and written[0] != year:
            message = f"year {written[0]}, but the address is dated {year}"
            yield Finding(entry.path, entry.fields[name].place, message, "see which of them is right")
        other = _YEAR.search(entry.get("year")) if name == "date" else None
        if written and other and written[0] != other[0]:
            message = f"year {other[0]}, but the date is of {written[0]}"
            yield Finding(entry.path, entry.fields["year"].place, message, "keep the right one")


@advice
def address_year(site: Site) -> Iterator[Finding]:
    """A news page has its year in its address; that of another year than the entry's shows when one was mistyped.

    Reported of online sources whose address holds one year, in a part of its own, two or more away from the date;
    a year in the title may be what the page is about.

    Bad: `date = {2020}` with `url = {https://example.org/news/2023/the-law}`
    Good: `date = {2023}`
    """
    for entry in site.bibliography.entries:
        name = "date" if entry.get("date") else "year"
        written = _YEAR.match(entry.get(name)) if entry.type in _NEWS else None
        url = _ARCHIVE.sub("", entry.get("url"))
        years = _ANY_YEAR.findall(url) if written else []
        found = _YEAR_ALONE.search(url) if len(years) == 1 and not _UPLOADED.search(url) else None
        if (
            written
            and found
            and abs(int(found[1]) - int(written[0])) > 1
            and found[1] not in entry.get("title")
        ):
            message = f"year {written[0]}, but the address is of {found[1]}"
            yield Finding(entry.path, entry.fields[name].place, message, "see which of them is right")


_NEWS = frozenset(("online", "www", "electronic", "misc"))
_ANY_YEAR = late(r"(?:19|20)\d\d")
_YEAR_ALONE = late(r"/((?:19|20)\d\d)/(?!(?:0?[1-9]|1[0-2])(?:[/-]|$))[^/?#]*-")
_UPLOADED = late(
    r"/(?:uploads?|files?|documents?|assets|media|pdfs?|downloads?|publications?)/|\.\w{3,4}$", re.I
)
