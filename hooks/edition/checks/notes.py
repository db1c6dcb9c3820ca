"""Footnotes, reference-style links, abbreviations and snippets: what is named is defined, once, and used."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence

from edition.model import Fix, Mark, Page, Site
from edition.patterns import late
from edition.places import Place, Places
from edition.rules import Finding, did_you_mean, nearest, rule
from edition.sources.code import mask
from edition.sources.lines import holds

FAMILY = "links"

# Plugins by which `[text][identifier]` leads to code or to a heading anywhere.
_AUTOREFS = frozenset(("autorefs", "mkdocstrings", "ezlinks", "roamlinks"))
_HALF_DEFINED = late(
    r"(?:\A|\n)[ ]{0,3}(?P<label>\[(?P<name>[^\[\]\n]+)\])"
    r"(?::[^\n]*|[ ]+(?:https?://|<https?://|[\w./-]+\.md\b)\S*[ \t]*)(?=\n|\Z)"
)
_MOST = 1_000_000  # comparisons of names on one page; with more, nobody is told which is near


@rule
def undefined_reference(site: Site) -> Iterator[Finding]:
    """A reference-style link needs the line that says where it leads.

    Bad: `[the law][law]` without a line `[law]: law.md`
    Good: `[the law][law]` and `[law]: law.md`
    """
    for page in site.pages.values():
        undefined = page.document.undefined_labels
        known = _known(undefined, page.document.labels) if undefined else ()
        half = _half_defined(page) if undefined else {}
        for mark in undefined:
            if line := half.get(mark.name):
                message = f'this line does not define the label "{mark.name}": no target stands there alone'
                advice = f'write [{mark.name}]: target, and a title in "quotation marks"'
                yield Finding(page.path, page.document.places.at(line.start("label")), message, advice)
                continue
            message = f'undefined reference label "{mark.name}"'
            advice = did_you_mean(mark.name, known)
            if not advice and site.settings.plugins & _AUTOREFS:
                continue  # it may be an identifier, or a heading of any page
            yield Finding(page.path, mark.place, message, advice or f"add a line [{mark.name}]: target")


def _half_defined(page: Page) -> dict[str, re.Match[str]]:
    """The lines that were meant to define labels, by these: without a colon, a target or the marks of a title."""
    found: dict[str, re.Match[str]] = {}
    for line in _HALF_DEFINED.finditer(page.document.masked):
        found.setdefault(line["name"], line)
    return found


@rule
def undefined_footnote(site: Site) -> Iterator[Finding]:
    """A footnote mark needs its note.

    Bad: `text[^1]` without a line `[^1]: The note.`
    Good: `text[^1]` and `[^1]: The note.`
    """
    for page in site.pages.values() if "footnotes" in site.settings.extensions else ():
        undefined = page.document.undefined_footnotes
        known = _known(undefined, page.document.footnotes) if undefined else ()
        for mark in undefined:
            message = f'undefined footnote "{mark.name}"'
            advice = f"write [{mark.name}]" if mark.name.startswith("@") else did_you_mean(mark.name, known)
            yield Finding(page.path, mark.place, message, advice or f"add a line [^{mark.name}]: text")
        for found in _EXCHANGED.finditer(page.document.masked) if holds(page.document.masked, "^]") else ():
            if found["name"] in {mark.name for mark in page.document.footnotes}:
                place = page.document.places.at(found.start())
                message = f'"{found[0]}" is no mark of a footnote'
                yield Finding(page.path, place, message, f"write [^{found['name']}]")


_EXCHANGED = late(r"\[(?P<name>[\w-]+)\^\](?![(\[])")


def _known(wrong: Sequence[Mark], defined: Sequence[Mark]) -> Sequence[str]:
    """What the wrong names can have meant."""
    return sorted({mark.name for mark in defined}) if len(wrong) * len(defined) < _MOST else ()


@rule
def unused_reference(site: Site) -> Iterator[Finding]:
    """A target that no link uses is left over, or its link was misspelt.

    Bad: `[law]: law.md` on a page without `[the law][law]`
    Good: both, or neither
    """
    for page, mark in _unused(site, "labels", "used_labels"):
        yield Finding(page.path, mark.place, f'no link uses the label "{mark.name}"', "use it or remove it")


@rule
def unused_footnote(site: Site) -> Iterator[Finding]:
    """A note without a mark in the text stands at the foot of the page, and nobody knows why.

    Bad: `[^law]: Law 21 of 2007.` on a page without `[^law]` in the text
    Good: both, or neither
    """
    for page, mark in _unused(site, "footnotes", "used_footnotes"):
        message = f'no mark refers to the footnote "{mark.name}"'
        yield Finding(page.path, mark.place, message, f"write [^{mark.name}] where it belongs, or remove it")


def _unused(site: Site, defined: str, used: str) -> Iterator[tuple[Page, Mark]]:
    """What a page defines and does not use. A snippet may be used on any page that it is put into."""
    waiting: dict[object, tuple[Page, Mark]] = {}
    done: set[object] = set()
    for page in site.pages.values():
        marks: Sequence[Mark] = getattr(page.document, defined)
        names: frozenset[str] = getattr(page.document, used) if marks else frozenset()
        meant = _meant(page, marks) if marks else frozenset()
        for mark in marks:
            if not mark.place.path and mark.name not in names:
                if mark.name not in meant:
                    yield page, mark
            elif mark.place.path and mark.name in names:
                done.add(mark.place)
            elif mark.place.path:
                waiting.setdefault(mark.place, (page, mark))
    yield from (found for place, found in waiting.items() if place not in done)


def _meant(page: Page, marks: Sequence[Mark]) -> frozenset[str]:
    """Names that a misspelt one means: that one is reported, and to mend it mends this."""
    wrong = [*page.document.undefined_labels, *page.document.undefined_footnotes]
    known = _known(wrong, marks)
    return frozenset(nearest(mark.name, known) for mark in wrong) if known else frozenset()


@rule
def duplicate_reference(site: Site) -> Iterator[Finding]:
    """Of two targets with one label only one counts, and not every program takes the same.

    Bad: `[law]: law-2007.md` and `[law]: law-2017.md` on one page
    Good: `[law 2007]: law-2007.md` and `[law 2017]: law-2017.md`
    """
    for page in site.pages.values():
        yield from _twice(page, page.document.labels, "label")


@rule
def duplicate_footnote(site: Site) -> Iterator[Finding]:
    """Of two notes with one name the first is lost.

    Bad: two lines `[^law]:` on one page
    Good: `[^law]:` and `[^law-2]:`
    """
    for page in site.pages.values():
        yield from _twice(page, page.document.footnotes, "footnote")


@rule
def duplicate_abbreviation(site: Site) -> Iterator[Finding]:
    """Of two explanations of one abbreviation only one is ever shown.

    Bad: `*[TPPO]: Trafficking in persons` and `*[TPPO]: The crime of trafficking` on one page
    Good: one of them
    """
    for page in site.pages.values():
        yield from _twice(page, page.document.abbreviations, "abbreviation")


def _twice(page: Page, marks: Iterable[Mark], thing: str) -> Iterator[Finding]:
    first: dict[str, Mark] = {}
    for mark in marks:
        known = first.setdefault(mark.name, mark)
        if known.place != mark.place:
            before = f" of {known.place.path or page.path}" if known.place.path != mark.place.path else ""
            message = f'the {thing} "{mark.name}" is defined twice, first in line {known.place.line}{before}'
            yield Finding(page.path, mark.place, message, "keep one, or name one of them otherwise")


@rule
def unused_abbreviation(site: Site) -> Iterator[Finding]:
    """An abbreviation that the text does not hold explains nothing.

    Bad: `*[TPPO]: Trafficking in persons` on a page without TPPO
    Good: both, or neither
    """
    for page, mark in _unused(site, "abbreviations", "used_abbreviations"):
        message = f'the abbreviation "{mark.name}" is not on the page'
        yield Finding(page.path, mark.place, message, "use it or remove it")


@rule
def malformed_abbreviation(site: Site) -> Iterator[Finding]:
    """A colon follows the bracket of an abbreviation at once; without it the line is printed as a part of the text.

    Bad: `*[TPPO] Trafficking in persons`
    Good: `*[TPPO]: Trafficking in persons`
    """
    for page in site.pages.values() if "abbr" in site.settings.extensions else ():
        masked = page.document.masked
        for found in _NO_COLON.finditer(masked) if "\n*[" in masked else ():
            old = page.document.text[slice(*found.span("mark"))]
            fix = Fix(old, f"{found['bracket']}: ")
            place = page.document.places.at(found.start("mark"))
            yield Finding(
                page.path, place, "no colon stands behind this abbreviation", f"write {fix.new.strip()}", fix
            )


_NO_COLON = late(r"\n[ ]{0,3}(?P<mark>(?P<bracket>\*\[[^\[\]\n*]+\])[ ]+)(?=[^\s:(*][^\n*]*(?:\n|\Z))")


@rule
def empty_footnote(site: Site) -> Iterator[Finding]:
    """A footnote without a text sends a reader to the foot of the page for nothing.

    Bad: a line `[^law]:` and nothing behind it
    Good: `[^law]: Law 21 of 2007.`
    """
    for page in site.pages.values() if "footnotes" in site.settings.extensions else ():
        text = page.document.text
        for mark in page.document.footnotes:
            if _NOTHING.match(text, mark.end):
                message = f'the footnote "{mark.name}" has no text'
                yield Finding(page.path, mark.place, message, "write it, or remove its mark")


# Up to the end of the line, and below it nothing that is indented as the text of a note is.
_NOTHING = late(r"[ \t]*(?:\n(?![ \t]*\S)|\n(?![ ]{4}|\t| {1,3}\S)[^\s\[]?(?=\[\^)|\Z)(?!\n*(?:[ ]{4}|\t)\S)")


@rule
def missing_snippet(site: Site) -> Iterator[Finding]:
    """A snippet is a file of its own; without it the page has a gap that nobody sees.

    Bad: `--8<-- "helpp.md"`, `--8<-- help.md`
    Good: `--8<-- "help.md"`
    """
    for page in site.pages.values() if _has_folder(site) else ():
        for found in _UNQUOTED.finditer(page.document.masked) if "<" in page.document.masked else ():
            place = page.document.places.at(found.start(1))
            hint = f'write "{found[1]}"'
            message = f"the name of the snippet {found[1]} stands in no quotation marks"
            yield Finding(page.path, place, message, hint, Fix(found[1], f'"{found[1]}"'))
        for found in _WITHIN.finditer(page.document.masked) if holds(page.document.masked, "<-") else ():
            place = page.document.places.at(found.start("mark"))
            yield Finding(page.path, place, "a snippet stands on a line of its own; here it is printed as it was typed",
                          "break the line before it")  # fmt: skip
        yield from _open_block(page)
        for mark in page.document.missing_snippets:
            path = page.path if mark.place.line else site.settings.path
            place = mark.place if mark.place.line else _appended(site, mark.name)
            yield Finding(path, place, *_gap(site, mark.name))


def _appended(site: Site, name: str) -> Place:
    """Where mkdocs.yml names a snippet with which every page ends; a snippet in that one: where the file begins."""
    return next((mark.place for mark in site.settings.appended if mark.name == name), Place(1, 1))


# Behind words; behind the beginning of a comment stands the mark of a section.
_WITHIN = late(r"[^\s;<>!#/*-][ \t]+(?P<mark>-+8<-+[ \t]+(?:\"[^\"\n]+\"|'[^'\n]+'))[ \t]*(?=\n|\Z)")
_BLOCK = late(r"(?:\A|\n)[ \t]*(?P<mark>-+8<-+)[ \t]*(?=\n|\Z)")


def _open_block(page: Page) -> Iterator[Finding]:
    """A list of snippets without an end: all that follows on the page is taken for names of files."""
    source = page.document.source
    marks = [*_BLOCK.finditer(mask(source))] if holds(source, "<-") else []
    if len(marks) % 2:
        place = Places(source).at(marks[-1].start("mark"))
        message = "this list of snippets does not end: what follows is read as names of files"
        yield Finding(page.path, place, message, f"write {marks[-1]['mark']} below the last name")


_UNQUOTED = late(r"^[ \t]*-+8<-+[ \t]+([^\s\"'\n]+)[ \t]*$", re.M)


def _has_folder(site: Site) -> bool:
    """Whether one of the folders of snippets is there: pymdownx looks for them where MkDocs is run, and that may
    be elsewhere."""
    return any(
        name == "." or {name, f"{name}/"} & set(site.rest.beside(name))
        for name in map(posixpath.normpath, site.settings.snippets)
    )


_SECTION = late(r"8<-+[ \t]+\[[ \t]*start[ \t]*:[ \t]*([a-z][-\w]*)", re.I)


def _sections(site: Site, path: str) -> Sequence[str]:
    """The sections that a snippet has."""
    folders = (posixpath.normpath(posixpath.join(folder, path)) for folder in site.settings.snippets)
    text = next((found for folder in folders if (found := site.rest.text(folder))), "")
    return sorted(set(_SECTION.findall(text)))


def _gap(site: Site, name: str) -> tuple[str, str]:
    """What is wrong with a snippet, and what to do; see `edition.sources.snippets`."""
    path, _, section = name.partition(":")
    if " → " in name:
        return f"snippets in one another without end: {name}", "take one of them out"
    if section:
        near = did_you_mean(section, _sections(site, path))
        return (
            f'snippet "{path}" has no section "{section}"',
            near or "name another, or mark where it begins and ends",
        )
    if posixpath.normpath(path).startswith(("/", "..")):
        return f'snippet "{path}" lies outside of the project', "copy it into the project"
    folders = ", ".join(site.settings.snippets)
    advice = did_you_mean(path, site.rest.snippet_names) or f"it is looked for in: {folders}"
    return f'snippet "{path}" does not exist', advice
