"""The `@string` definitions of the bibliography, and fields that have two names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.fields import fields
from edition.model import Entry, Field, Site
from edition.patterns import late
from edition.places import Places
from edition.rules import Finding, advice, rule
from edition.sources.bibtex import MONTHS

FAMILY = "bibliography"

_STRING = late(r"@[sS][tT][rR][iI][nN][gG]\s*[{(]\s*(?P<name>[^\s={}(),\"#]+)\s*=\s*(?P<value>[^\n]*)")
_USED = late(r"[=#]\s*([^\s={}(),\"#]+)")
_REMARK = late(r"^[ \t]*%[^\n]*", re.M)
_NAMED = (
    "journal",
    "journaltitle",
    "publisher",
    "series",
    "institution",
    "organization",
    "school",
    "booktitle",
)
_MOST = 5  # unused ones, each by itself; more of them come from a list of journals
# Of BibLaTeX's names of one field (its manual, 2.2.5) only the first is read.
_ALIASES = (
    ("location", "address"), ("journaltitle", "journal"), ("institution", "school"), ("annotation", "annote"),
    ("eprinttype", "archiveprefix"), ("eprintclass", "primaryclass"),
)  # fmt: skip


def _definitions(site: Site) -> Iterator[tuple[str, str, list[re.Match[str]]]]:
    """Each file that defines some, as its path, its text and the definitions, in their order."""
    for path, text in site.bibliography.texts.items():
        if "@string" in text.lower():
            whole = _REMARK.sub(lambda found: " " * len(found[0]), text)
            yield path, whole, list(_STRING.finditer(whole))


@advice
def unused_string(site: Site) -> Iterator[Finding]:
    """An `@string` that no entry uses is left over, or its name was put in braces, where it is only a text.

    Of a long list of journals only the number is given.

    Bad: `@string{cup = {Cambridge University Press}}` and `publisher = {Cambridge University Press}` or `{cup}`
    Good: `publisher = cup`
    """
    for path, text, found in _definitions(site):
        used = {name.casefold() for name in _USED.findall(text)} | set(MONTHS)
        unused = [each for each in found if each["name"].casefold() not in used]
        others = f", nor {len(unused) - 1} others" if len(unused) > _MOST else ""
        for each in unused[: 1 if others else None]:
            place = Places(text).at(each.start("name"))
            message = f'no entry uses the @string "{each["name"]}"{others}'
            yield Finding(path, place, message, "use it without braces, or remove it")


@rule
def string_name(site: Site) -> Iterator[Finding]:
    """An `@string` has one meaning, and its name stands without braces: in them it is printed as it is.

    Bad: `publisher = {cup}` where `cup` is an @string; two definitions of `cup` that differ
    Good: `publisher = cup`
    """
    names: dict[str, dict[str, str]] = {}
    for path, text, found in _definitions(site):
        first = names.setdefault(path, {})
        for each in found:
            value = each["value"].strip(' {}",()')
            if first.setdefault(each["name"], value) != value:
                message = f'the @string "{each["name"]}" is defined already, with another value'
                yield Finding(path, Places(text).at(each.start("name")), message, "give one another name")
    for entry, field in fields(site, *_NAMED) if names else ():
        value = field.value.strip()
        if names.get(entry.path, {}).get(value, value) != value and _is_in_braces(site, entry, field):
            message = f'the @string "{value}" stands in braces'
            yield Finding(entry.path, field.place, message, f"write {value} without them")


def _is_in_braces(site: Site, entry: Entry, field: Field) -> bool:
    """Whether a value is written between braces or quotation marks, and not made by an @string."""
    text = site.bibliography.texts[entry.path]
    return text[field.offset - 1 : field.offset] in ("{", '"') and text.startswith(field.value, field.offset)


@rule
def repeated_field(site: Site) -> Iterator[Finding]:
    """Some fields have two names; where both stand in an entry, one of the two values is lost.

    Bad: `location = {Berlin}` and `address = {Bonn}` in one entry
    Good: `location = {Berlin}`
    """
    for entry in site.bibliography.entries:
        for name, other in _ALIASES:
            if entry.get(other) and entry.get(name) not in ("", entry.get(other)):
                message = f'"{other}" is another name of the field "{name}", which "{entry.key}" has too'
                yield Finding(entry.path, entry.fields[other].name_place, message, "keep one of them")
