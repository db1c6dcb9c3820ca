"""Signs that nobody wrote on purpose: of a broken file, of another program, of a merge that was not finished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Fix, Page, Site
from edition.patterns import late
from edition.places import Places
from edition.rules import Finding, rule
from edition.sources.lines import holds

FAMILY = "records"

# Without tab, line ends and form feed, which old texts have between their pages; with the byte order mark.
_UNSEEN = late("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff]+")
_CONTROLS = bytes(sign for sign in range(128) if _UNSEEN.match(chr(sign)))
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # they turn the direction of what follows
_TURNING = late(f"[{_TURNS}]+")
_FROM_THE_RIGHT = late("[\u0590-\u08ff]")  # Hebrew, Arabic and their neighbours
_MISREAD = late(
    "\u00c3[\u0080-\u00bf\u0152-\u0178\u2013-\u2122]|\u00c2[\u00a0-\u00bf]|\u00e2\u20ac[\u0080-\u00bf\u0152-\u0178\u2013-\u2122]"
)
_FIRST = "\u00c3\u00c2\u00e2"  # how such signs begin
_MANY = 20  # where signs that nobody sees stand at more places, the whole file is something else
_LOST = late("^[^\n\ufffd]*(\ufffd)[^\n]*$", re.M)
_CONFLICT = late(r"^(?:<{7}|>{7}|\|{7})(?:[ ][^\n]*)?$|^={7}$", re.M)


@rule
def control_character(site: Site) -> Iterator[Finding]:
    """What cannot be seen does harm: searches miss the word in which it stands, and some programs stop there.

    Bad: a NUL, or a byte order mark (U+FEFF) in the middle of a text, as files have that were put together
    Good: none; a file may begin with U+FEFF
    """
    for page in site.pages.values():
        found = list(_UNSEEN.finditer(page.document.text)) if _has_unseen(page.document.text) else []
        masked = page.document.masked
        turned = list(_TURNING.finditer(masked)) if _has(masked, _TURNS) else []
        if turned and not _FROM_THE_RIGHT.search(page.document.text):
            found += turned
        if len(found) > _MANY:
            others = f", and {len(found) - 1} more on this page"
            yield _unseen(page, found[0], others, "remove them, or save the file as UTF-8 text")
        else:
            yield from (_unseen(page, each, "", "remove it", Fix(each[0], "")) for each in found)


def _has(text: str, signs: str) -> bool:
    """Whether one of the signs is there: one by one they are looked for much faster than as a set."""
    return not text.isascii() and any(sign in text for sign in signs)


def _has_unseen(text: str) -> bool:
    """Whether one of the signs is there: bytes are looked through twenty times as fast as signs are."""
    written = text.encode("utf-8", "replace")
    return "\ufeff" in text or len(written.translate(None, _CONTROLS)) < len(written)


def _unseen(page: Page, found: re.Match[str], others: str, advice: str, fix: Fix | None = None) -> Finding:
    sign = found[0][0]
    name = "byte order mark" if sign == "\ufeff" else "control character"
    message = f"the {name} U+{ord(sign):04X} stands here{others}"
    return Finding(page.path, page.document.places.at(found.start()), message, advice, fix)


@rule
def replacement_character(site: Site) -> Iterator[Finding]:
    """This sign stands where a program could not read another one: something is lost. Where it took the bytes of a
    sign for signs of their own, two or three stand for one.

    Bad: `caf\ufffd`, `cafÃ©`
    Good: `café`
    """
    yield from _misread(site)
    unread = {path for path, _, _ in site.faults}  # file-encoding has said so already
    for page in site.pages.values():
        text = page.document.text
        if "\ufffd" in text and page.path not in unread:
            for line in _LOST.finditer(page.document.masked):
                if "FFFD" in text[slice(*line.span())]:
                    continue  # it speaks of the sign itself
                place = page.document.places.at(line.start(1))
                yield Finding(
                    page.path, place, "U+FFFD stands for a sign that was lost", "write what stood there"
                )


def _misread(site: Site) -> Iterator[Finding]:
    """UTF-8 that was read as Windows-1252: `Ã©` for `é`, `â€™` for an apostrophe."""
    for page in site.pages.values():
        masked = page.document.masked
        if _has(masked, _FIRST) and (found := _MISREAD.search(masked)):
            yield Finding(page.path, page.document.places.at(found.start()), *_was(found[0]))
    for path, text in site.bibliography.texts.items():
        if _has(text, _FIRST) and (found := _MISREAD.search(text)):
            yield Finding(path, Places(text).at(found.start()), *_was(found[0]))


def _was(misread: str) -> tuple[str, str]:
    try:
        right = f'write "{misread.encode("cp1252").decode()}"'
    except UnicodeError:
        right = "write the sign that was meant"
    return f'"{misread}" is one sign that was read as {len(misread)}', right


@rule
def merge_conflict(site: Site) -> Iterator[Finding]:
    """Git marks what two people changed in the same place; somebody has to choose, and to remove the marks.

    Bad: a line `<<<<<<< HEAD`
    Good: one of the two texts, and no marks
    """
    for page in site.pages.values():
        text = page.document.text
        if holds(text, "<<<<<<<", ">>>>>>>"):
            yield from _conflicts(page)
    for path, text in site.bibliography.texts.items():
        for mark in _CONFLICT.finditer(text) if "<<<<<<<" in text or ">>>>>>>" in text else ():
            place = Places(text).at(mark.start())
            message = f'"{mark[0]}" is the mark of a merge that was not finished'
            yield Finding(path, place, message, "choose one text and remove the marks")


def _conflicts(page: Page) -> Iterator[Finding]:
    document = page.document
    found = [mark for mark in _CONFLICT.finditer(document.text) if _is_shown(page, mark.start())]
    if not any(mark[0][0] == "<" or (mark[0][0] == ">" and " " in mark[0]) for mark in found):
        return  # seven quotations in one another, the line below a heading
    for mark in found:
        message = f'"{mark[0]}" is the mark of a merge that was not finished'
        yield Finding(
            page.path, document.places.at(mark.start()), message, "choose one text and remove the marks"
        )


def _is_shown(page: Page, offset: int) -> bool:
    """Whether an offset lies in no code: a page about git shows such marks. The front matter is no code."""
    document = page.document
    return (
        not document.masked[offset].isspace() or document.places.at(offset).line <= document.front_matter.end
    )


@rule
def duplicate_field(site: Site) -> Iterator[Finding]:
    """Of two fields of the front matter with one name the first is lost.

    Bad: `title: Help` and, further down, `title: Aid`
    Good: one of them
    """
    for page in site.pages.values():
        for mark in page.document.front_matter.repeated:
            message = f'the front matter has the field "{mark.name}" twice'
            yield Finding(page.path, mark.place, message, "keep one of them")
