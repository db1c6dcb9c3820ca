"""The titles and the languages of the bibliography, and works that stand in it twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.fields import fields, value_fix
from edition.model import Entry, Site
from edition.patterns import late
from edition.rules import Finding, advice, rule
from edition.slips import meant

FAMILY = "bibliography"

_TITLES = ("title", "subtitle", "booktitle", "journaltitle", "journal", "maintitle", "publisher", "series")
_TAG = late(
    r"</?(?:i|b|em|strong|sub|sup|span|p|br|scp|jats:\w+)\b[^<>]*>|&(?:#\d+|#x[\da-f]+|amp|lt|gt|quot|apos|nbsp|[nm]dash|[lr]s?quo)"
    r"|(?:\{\\textless\}|\$\\less\$|\$<\$)/?\w{1,6}(?:\{\\textgreater\}|\$\\greater\$|\$>\$)"
    r"|\\&amp;|\\textbackslash\b",
    re.I,
)
# A stop that belongs to the last word: a shortened one, an initial, "U.S.", three of them.
_SHORT = late(
    r"(?:\b\w|\.\w+|\.\.|\b(?:al|approx|assoc|bros|ca|cf|co|conf|corp|dept|dr|eds?|etc|govt|inc|jr|llc|ltd|mrs?|nos?"
    r"|proc|pts?|rev|sr|st|supp|suppl|symp|tbk|trans|univ|vols?|vs))\.$",
    re.I,
)
_QUOTED = late(r"(?:\"[^\"]+\"|“[^“”]+”|``[^`']+'')$")
# The names of babel and polyglossia for which pandoc knows a language.
_LANGUAGES = """
acadian afrikaans albanian american amharic arabic armenian australian austrian bahasa bahasai bahasam basque
belarusian bengali bosnian brazil brazilian breton british bulgarian canadian canadien catalan chinese croatian
czech danish dutch english esperanto estonian finnish francais french galician georgian german germanb greek hebrew
hindi hungarian icelandic indonesian irish italian japanese javanese kannada khmer korean kurdish latin latvian
lithuanian lowersorbian macedonian malay malayalam marathi mexican mongolian naustrian newzealand ngerman norsk
norwegian nswissgerman nynorsk occitan persian piedmontese polish polutonikogreek portuges portuguese punjabi
romanian romansh russian sanskrit scottish serbian slovak slovene slovenian spanish sundanese swedish swissgerman
tagalog tamil telugu thai tibetan turkish turkmen ukrainian uppersorbian urdu ukenglish usenglish vietnamese welsh
"""
LANGUAGES = tuple(_LANGUAGES.split())


@rule
def unknown_language(site: Site) -> Iterator[Finding]:
    """The language of an entry says how its title is written; one that is misspelt says nothing.

    Bad: `langid = {indonesain}`
    Good: `langid = {indonesian}`, `langid = {id}`
    """
    for entry, field in fields(site, "langid", "language", "hyphenation"):
        for word in re.findall(r"[^\W\d_]{5,}", field.value):
            near = meant(word.lower(), LANGUAGES)
            if near:
                right = near.capitalize() if word[0].isupper() else near
                message = f'unknown language "{word}"'
                fix = value_fix(site, entry, field.name, word, right)
                yield Finding(entry.path, field.place, message, f'did you mean "{right}"?', fix)


@rule
def title_markup(site: Site) -> Iterator[Finding]:
    """Tags and entities of HTML, left over from a catalogue, are printed as they stand.

    Bad: `title = {The <i>Law</i> &amp; the sea}`
    Good: `title = {The \\emph{Law} \\& the sea}`
    """
    for entry, field in fields(site, *_TITLES):
        found = _TAG.search(field.value)
        if found:
            message = f'"{found[0]}" in the field "{field.name}" of "{entry.key}"'
            advice = "write \\&" if "&amp" in found[0] else "write the sign itself, or \\emph{...}"
            yield Finding(entry.path, field.place, message, advice)


@advice
def title_end(site: Site) -> Iterator[Finding]:
    """The stop after a title is set by the style; another one makes two.

    So are the quotation marks around a title.

    Bad: `title = {Law and order.}`, `title = {"Law and order"}`
    Good: `title = {Law and order}`, `title = {Who pays?}`
    """
    for entry, field in fields(site, "title", "booktitle", "journaltitle", "journal"):
        value = field.value.strip()
        if value[-1] in ",;" or (value[-1] == "." and len(value.split()) > 1 and not _SHORT.search(value)):
            message = f'the field "{field.name}" of "{entry.key}" ends in "{value[-1]}"'
            fix = value_fix(site, entry, field.name, value, value.rstrip(".,; "))
            yield Finding(entry.path, field.place, message, "remove it", fix)
        elif _QUOTED.match(value) and len(value.split()) > 2:
            message = f'the field "{field.name}" of "{entry.key}" stands in quotation marks'
            yield Finding(entry.path, field.place, message, "remove them")


@advice
def capital_title(site: Site) -> Iterator[Finding]:
    """A title in capitals throughout was copied from a cover; no style can set it like the others.

    Bad: `title = {HUMAN TRAFFICKING IN INDONESIA}`
    Good: `title = {Human trafficking in {Indonesia}}`
    """
    for entry, field in fields(site, "title", "booktitle"):
        if field.value.isupper() and len(field.value.split()) > 2 and sum(map(str.isalpha, field.value)) > 15:
            message = f'the field "{field.name}" of "{entry.key}" is in capitals throughout'
            yield Finding(entry.path, field.place, message, "write it in small letters")


@advice
def field_label(site: Site) -> Iterator[Finding]:
    """The style itself writes "vol." before a volume and "pp." before pages; a second one is printed too.

    Bad: `volume = {vol. 14}`, `pages = {pp. 55--79}`, `edition = {2nd edition}`
    Good: `volume = {14}`, `pages = {55--79}`, `edition = {2}`
    """
    for entry, field in fields(site, "volume", "number", "issue", "pages", "edition", "chapter"):
        if found := _LABEL.search(field.value):
            message = f'"{found[0].strip()}" in the field "{field.name}" of "{entry.key}" is printed twice'
            yield Finding(entry.path, field.place, message, "write the number alone")


_LABEL = late(
    r"^\s*(?:vol(?:ume)?|nos?|nr|number|issue|pp?|pages?|ch(?:ap(?:ter)?)?|jilid|hlm|hal(?:aman)?|edisi)\b\.?\s*(?=\d)"
    r"|(?<=\d|[a-z]) (?:ed(?:ition|n)?)\b\.?\s*$",
    re.I,
)


@advice
def duplicate_entry(site: Site) -> Iterator[Finding]:
    """One work under two keys is listed twice, and cited as if there were two.

    Bad: two entries with the same author, title and year
    Good: one of them; or what tells them apart: pages, a volume, an address
    """
    known: dict[tuple[str, ...], list[Entry]] = {}
    for entry in site.bibliography.entries:
        work = _work(entry)
        if not all(work):
            continue
        others = known.setdefault(work, [])
        same = next((other for other in others[:9] if _agree(entry, other)), None)
        others.append(entry)
        if same:
            message = (
                f'the work of "{entry.key}" is also that of "{same.key}" ({same.path}:{same.place.line})'
            )
            yield Finding(entry.path, entry.place, message, "keep one entry, or tell them apart")


def _work(entry: Entry) -> tuple[str, ...]:
    """Title, year, first author and type; "" for what an entry does not say."""
    title = re.sub(r"[\W_]+", " ", re.sub(r"\\[A-Za-z]+|[{}]", "", entry.get("title"))).casefold().strip()
    people = entry.get("author") or entry.get("editor") or entry.get("institution")
    first = people.partition(" and ")[0].strip("{}").partition(",")[0].casefold()
    return title, (entry.get("date") or entry.get("year"))[:4], first, entry.type


def _agree(entry: Entry, other: Entry) -> bool:
    """Whether nothing tells two entries apart; those with one key or one DOI are spoken of elsewhere."""
    names = ("subtitle", "doi", "url", "isbn", "edition", "volume", "number", "issue", "part", "chapter", "eprint",
             "titleaddon", "version", "date", "month", "eventtitle", "type", "translator", "langid")  # fmt: skip
    if entry.key.casefold() == other.key.casefold() or (
        entry.get("doi") and entry.get("doi") == other.get("doi")
    ):
        return False
    return all(
        entry.get(name) == other.get(name) or not (entry.get(name) and other.get(name)) for name in names
    ) and (_first_page(entry) == _first_page(other) or not (entry.get("pages") and other.get("pages")))


def _first_page(entry: Entry) -> str:
    return re.split(r"[-–]", entry.get("pages"))[0].strip()
