"""Signs that nobody wrote on purpose: of a broken file, of another program, of a merge that was not finished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Fix, Page, Site
from edition.rules import Finding, rule

FAMILY = "records"

# Without tab, line ends and form feed, which old texts have between their pages.
_CONTROLS = "".join(map(chr, (*range(9), 11, *range(14, 32), 127)))
_LOST = re.compile("^[^\n\ufffd]*(\ufffd)[^\n]*$", re.M)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?:[ ][^\n]*)?$|^={7}$", re.M)


@rule
def control_character(site: Site) -> Iterator[Finding]:
    """What cannot be seen does harm: searches miss the word in which it stands, and some programs stop there.

    Bad: a NUL, or a byte order mark (U+FEFF) in the middle of a text, as files have that were put together
    Good: none; a file may begin with U+FEFF
    """
    for page in site.pages.values():
        text = page.document.text
        for sign in _CONTROLS:
            if sign in text:
                yield _unseen(page, text, sign, "control character")
        if "\ufeff" in text:
            yield _unseen(page, text, "\ufeff", "byte order mark")


def _unseen(page: Page, text: str, sign: str, name: str) -> Finding:
    times = text.count(sign)
    message = f"the {name} U+{ord(sign):04X} stands here" + (
        f", and {times - 1} more on this page" if times > 1 else ""
    )
    return Finding(page.path, page.document.places.at(text.index(sign)), message, "remove it", Fix(sign, ""))


@rule
def replacement_character(site: Site) -> Iterator[Finding]:
    """This sign stands where a program could not read another one: something is lost.

    Bad: `caf\ufffd`
    Good: `café`
    """
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


@rule
def merge_conflict(site: Site) -> Iterator[Finding]:
    """Git marks what two people changed in the same place; somebody has to choose, and to remove the marks.

    Bad: a line `<<<<<<< HEAD`
    Good: one of the two texts, and no marks
    """
    for page in site.pages.values():
        text = page.document.text
        if "<<<<<<<" in text or ">>>>>>>" in text:
            yield from _conflicts(page)


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
