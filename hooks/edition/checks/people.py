"""The people of the bibliography: who they are, and one way to write each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from edition.checks.fields import fields
from edition.model import Entry, Field, Site
from edition.patterns import late
from edition.rules import Finding, advice, rule
from edition.slips import is_slip

FAMILY = "bibliography"

_ROLES = ("author", "editor", "translator")
_OTHERS = late(
    r"\bet[\s.]+al\b\.?|\bdkk\b\.?|\bdan kawan-kawan\b|\b(?:and|dan) (?:other|lainnya|lain-lain)$", re.I
)


@rule
def author_separator(site: Site) -> Iterator[Finding]:
    """Authors are joined by `and`; commas make one person of them, with strange first names.

    So do a semicolon, `&`, `dan` and `And`; an `and` or a comma with nobody behind it makes a person without a name.

    Bad: `author = {Rahmah, S., Dina, M., Demeiati, N.}`
    Good: `author = {Rahmah, S. and Dina, M. and Demeiati, N.}`, `author = {King, Jr, Martin Luther}`
    """
    for entry, field in fields(site, *_ROLES):
        outside = _GROUP.sub("{}", field.value)
        if (found := _OTHER_AND.search(outside)) and not _OTHERS.search(outside):
            message = f'the people in "{field.name}" are joined by "{found[0].strip()}"'
            yield Finding(entry.path, field.place, message, "write and between them")
        elif _NOBODY.search(outside):
            message = f'an "and" in "{field.name}" has nobody beside it'
            yield Finding(entry.path, field.place, message, "name them, or remove it")
        elif again := _twice(outside):
            message = f'"{again}" stands in "{field.name}" twice'
            yield Finding(entry.path, field.place, message, "keep one, or name the other")
        elif _LOOSE_COMMA.search(outside):
            message = f'a comma in "{field.name}" has nothing behind it'
            yield Finding(entry.path, field.place, message, "write the other part of the name, or remove it")
        if "{" in field.value or "=" in field.value or re.search(r"\band\b", field.value):
            continue  # `family=Berg, given=Anna` is biblatex's own way
        parts = [part.strip() for part in field.value.split(",")]
        whole_names = len(parts) == 3 and all(len(part.split()) > 1 for part in parts)
        if len(parts) > 3 or whole_names:
            message = f'the people in "{field.name}" are joined by commas'
            yield Finding(entry.path, field.place, message, "write and between them")


def _twice(people: str) -> str:
    """A name that is among the people twice, "" for none."""
    times = Counter(name.strip() for name in people.split(" and "))
    return next((name for name, count in times.items() if count > 1 and "{" not in name), "")


@advice
def unbraced_organization(site: Site) -> Iterator[Finding]:
    """An organization among authors stands in braces of its own; otherwise its last word becomes a family name.

    Bad: `author = {World Health Organization}`
    Good: `author = {{World Health Organization}}`
    """
    for entry, field in fields(site, *_ROLES):
        for name in field.value.split(" and ") if "{" not in field.value else ():
            if "," not in name and len(name.split()) > 1 and _ORGANIZATION.search(name):
                message = f'"{name.strip()}" in "{field.name}" is read as the name of a person'
                right = f"{{{name.strip()}}}"
                yield Finding(
                    entry.path, field.place, message, f"write {right} within the braces of the field"
                )


@rule
def other_authors(site: Site) -> Iterator[Finding]:
    """Those who are not named are `and others`; `et al.` would be printed as a part of a name.

    Bad: `author = {Fadli, M. et al.}`
    Good: `author = {Fadli, M. and others}`
    """
    for entry, field in fields(site, *_ROLES):
        found = _OTHERS.search(field.value) if "{" not in field.value else None
        if found:
            right = field.value[: found.start()].rstrip(" ,").removesuffix(" and").rstrip(" ,")
            message = f'"{found[0]}" among the people in "{field.name}"'
            yield Finding(entry.path, field.place, message, f'write "{right} and others"' if right else "")


_GROUP = late(r"\{[^{}]*\}")
_OTHER_AND = late(r";|(?<=\S) (?:And|AND|dan|und|\\?&) (?=\S)")
_LOOSE_COMMA = late(r",\s*(?:$|and\b)")
_NOBODY = late(r"^\s*and\b|\band\s*$|\band\s+and\b")
_ORGANIZATION = late(
    r"\b(?:of|for|untuk)\b|\b(?:Universit(?:y|as)|Ministry|Organi[sz]ation|Institut[e]?|Council|Committee|Commission"
    r"|Foundation|Association|Agency|Department|Society|(?:Working|Expert) Group|Programme"
    r"|Kementerian|Badan|Komisi|Lembaga|Yayasan|Pusat|Bank|Nations|Press)\b"
)


_WRITTEN = (
    (late(r"[^\W\d_]{2}(?:\d{1,2}\b|\*$)"), "holds the mark of a footnote"),
    (late(r"\((?i:eds?|hrsg|penyunting|trans)\b\.?\)"), "holds what the person did"),
    (late(r"(?:^|, ?| )(?:Prof|Drs?|Dra|Ir)\. "), "holds an academic title"),
)
_SPELT_OUT = late(r"[^\W\d_]{4,}, [^\W\d_]{4,}(?: [^\W\d_]+\.?)*$")


@advice
def author_form(site: Site) -> Iterator[Finding]:
    """A name is a name: marks of footnotes, titles and "(Ed.)" would be printed as parts of it, capitals as they are.

    Bad: `author = {Fadli, Muhammad1}`, `author = {FADLI, MUHAMMAD}`, `editor = {Fadli, M. (Ed.)}`
    Good: `author = {Fadli, Muhammad}`
    """
    for entry, field in fields(site, *_ROLES):
        for name in field.value.split(" and ") if "{" not in field.value and "=" not in field.value else ():
            wrong = next((said for pattern, said in _WRITTEN if pattern.search(name.strip())), "")
            if not wrong and name.isupper() and _SPELT_OUT.match(name.strip()):
                wrong = "is in capitals throughout"
            if wrong:
                message = f'"{name.strip()}" in "{field.name}" {wrong}'
                yield Finding(entry.path, field.place, message, "write the name alone, as Family, Given")


class _Name(NamedTuple):
    """A name `Family, Given`, where it stands first, and whether somebody beside it has a full given name."""

    text: str
    family: str
    given: str
    entry: Entry
    field: Field
    mixed: bool

    @property
    def full(self) -> bool:
        """Whether one of the given names is written out."""
        return _is_full(self.given)

    @property
    def initials(self) -> str:
        """The first letters of the given names."""
        if self.given.isupper() and self.given.isalpha() and len(self.given) < 4:
            return self.given.casefold()  # "Pandey, SK"
        return "".join(word[0] for word in re.findall(r"[^\W\d_]+", self.given)).casefold()


def _is_full(given: str) -> bool:
    return any(len(word) > 2 and not word.isupper() for word in re.findall(r"[^\W\d_]+", given))


@advice
def author_spelling(site: Site) -> Iterator[Finding]:
    """One person written in two ways is two persons in a list of references, out of order.

    Bad: `Hidayatullah, R.` in one entry, `Hidayatulah, R.` in another; `Hadi, S. and Maulana, Rizki` beside
    `Hadi, Slamet`
    Good: the same name in both
    """
    names = list(_names(site))
    yield from _abbreviated(names)
    yield from _misspelt(names)


def _names(site: Site) -> Iterator[_Name]:
    """Each name once, as far as it can be taken apart."""
    seen: set[tuple[str, bool]] = set()
    for entry, field in fields(site, "author", "editor"):
        people = [part.partition(", ") for part in field.value.strip().split(" and ")]
        full = sum(_is_full(given) for _, _, given in people)
        for family, comma, given in people:
            text, mixed = family + comma + given, bool(full) and not _is_full(given)
            if (text, mixed) not in seen and given and family.replace("-", "").replace(" ", "").isalpha():
                seen.add((text, mixed))
                yield _Name(text, family.casefold(), given, entry, field, mixed)


def _abbreviated(names: list[_Name]) -> Iterator[Finding]:
    """Initials beside names that are written out, where the same family has one such name that fits."""
    full: dict[tuple[str, str], list[_Name]] = {}
    for name in names:
        if name.full:
            full.setdefault((name.family, name.initials[:1]), []).append(name)
    for name in names:
        known = full.get((name.family, name.initials[:1]), []) if name.mixed else []
        if len({each.text for each in known}) == 1 and known[0].initials.startswith(name.initials):
            yield _written(name, known[0])


def _written(name: _Name, other: _Name) -> Finding:
    message = f'"{name.text}" is written "{other.text}" elsewhere'
    return Finding(name.entry.path, name.field.place, message, "write both alike, if they are one person")


def _misspelt(names: list[_Name]) -> Iterator[Finding]:
    """Names with one slip in the family name or in a given name.

    Names that differ by a slip have a text in common that lacks one letter of each: so each name is compared
    with few others.
    """
    near: dict[tuple[str, ...], dict[str, _Name]] = {}
    done: set[str] = set()
    for name in names:
        if name.text in done:
            continue
        done.add(name.text)
        found = None
        for key, word in _keys(name):
            others = near.setdefault(key, {})
            found = found or next((each for each in others.values() if _same_person(name, each)), None)
            others.setdefault(word, name)
        if found:
            yield _written(name, found)


def _keys(name: _Name) -> Iterator[tuple[tuple[str, ...], str]]:
    """What a name shares with those that differ from it by a slip, and the word that differs. Few share one."""
    family, given = name.family, _letters(name.given)
    if len(family) > 4 and name.full and len(given) > 3:
        yield from (((given, "", shorter), family) for shorter in _shorter(family))
    if len(family) > 7:
        yield from (((name.initials, shorter), family) for shorter in _shorter(family))
    if len(given) > 5:
        yield from (((family, "given", shorter), given) for shorter in _shorter(given))


def _shorter(word: str) -> Iterator[str]:
    yield word
    yield from (word[:index] + word[index + 1 :] for index in _runs(word))


def _runs(word: str) -> list[int]:
    """The letters that make a difference when they are left out: of two alike the first."""
    return [0, *(index + 1 for index, (one, other) in enumerate(pairwise(word)) if one != other)]


def _same_person(one: _Name, other: _Name) -> bool:
    given, other_given = _letters(one.given), _letters(other.given)
    if one.family == other.family:
        # Daniel and Daniela, Christian and Christina are not one.
        return given != other_given and given[-2:] == other_given[-2:] and _is_dropped(given, other_given)
    if one.full and given == other_given:
        return is_slip(one.family, other.family)
    if one.full and other.full:
        return False
    alike = one.initials == other.initials and min(len(one.family), len(other.family)) > 7
    return alike and _is_dropped(one.family, other.family)


def _is_dropped(one: str, other: str) -> bool:
    """Whether a letter is missing or two are exchanged: with another letter it is often another name."""
    return is_slip(one, other) and (len(one) != len(other) or sorted(one) == sorted(other))


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text).casefold()
