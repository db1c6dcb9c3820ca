"""Lists: what was meant as an item is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from edition.model import Fix, Page, Site
from edition.patterns import late
from edition.rules import Finding, rule

FAMILY = "records"

_FIRST = late(r"\n[ \t]*(?:[-*+]|1[.)])[ \t]")  # the beginning of an item; a list begins with the first
# The beginning of an item, and another item below it.
_TWO_ITEMS = late(
    r"\n(?P<indent>[ \t]*)(?P<sign>[-*+]|1[.)])[ \t]+(?P<text>\S[^\n]*)\n(?P=indent)(?P<next>[-*+]|2[.)])[ \t]+\S"
)
_ITEM = late(r"(?:[-*+]|\d+[.)])[ \t]")
# What a paragraph does not begin with: something else does, of which a list may be part.
_NO_PROSE = late(r"[|<>#:=`~{}]|[-*+]{3}|\$\$|!!!|\?\?\?|///|\*?\[[^\]\n]+\]:")
_RULE = late(r"[-*_ \t]+")
_BREAKLESS = ("breakless", "prependnewline")  # extensions by which no blank line is needed
# An item whose blank was forgotten.
_GLUED = late(r"\n(?P<indent>[ \t]*)(?P<sign>[-+*]|\d+[.])(?P<text>[A-Za-z\u00c0-\u024f\[`][^\n]*)")


def _lists(text: str) -> Iterator[tuple[int, int]]:
    """The line end before the first item of each paragraph that holds items, and the end of the paragraph."""
    found = _FIRST.search(text)
    while found:
        end = text.find("\n\n", found.start() + 1)
        yield found.start(), end if end != -1 else len(text)
        found = _FIRST.search(text, end) if end != -1 else None


@rule
def glued_list(site: Site) -> Iterator[Finding]:
    """A list begins below a blank line; right below a line of text its items are printed as one paragraph.

    Reported where at least two items follow one another.

    Bad: `You need:` and in the next lines `- a pole` and `- a rope`
    Good: the same with a blank line above `- a pole`
    """
    if any(name in extension for extension in site.settings.extensions for name in _BREAKLESS):
        return
    for page in site.pages.values():
        text = page.document.text
        for at, _ in _lists(text):
            found = _TWO_ITEMS.match(text, at) if text[at - 1 : at] not in ("", "\n") else None
            if found and _is_glued(page, found):
                place = page.document.places.at(found.start("sign"))
                message = "this list continues the paragraph above it, and is printed as a part of it"
                yield Finding(page.path, place, message, "leave a blank line between them")


def _is_glued(page: Page, found: re.Match[str]) -> bool:
    """Whether what stands above an item is a paragraph that begins as deep as the item."""
    text, indent, masked = page.document.text, found["indent"], page.document.masked
    at = found.start("sign")
    if masked[at] != text[at] or found["sign"][-1:] != found["next"][-1:] or _RULE.fullmatch(found["text"]):
        return False
    above = _above(text, found.start() + 1)
    if not above or any(not line.startswith(indent) for line in above):
        return False
    own = [line[len(indent) :] for line in above]
    if own[-1].rstrip().endswith("-->") and "<!--" not in own[-1]:
        return False  # a comment of several lines is a block of its own
    return not any(line[:1] in " \t" or _ITEM.match(line) or _NO_PROSE.match(line) for line in own)


def _above(text: str, start: int) -> list[str]:
    """The lines between the blank one above an offset and the offset."""
    begin = text.rfind("\n\n", 0, start)
    lines = text[begin + 2 if begin != -1 else 0 : start].split("\n")[:-1]
    blank = max((index for index, line in enumerate(lines) if not line.strip()), default=-1)
    return lines[blank + 1 :]


@rule
def glued_item(site: Site) -> Iterator[Finding]:
    """A blank stands between the sign of an item and its words; without it the line belongs to the item above.

    Reported between two items of the same kind. In a box to tick stands one sign.

    Bad: `-two` below `- one` and above `- three`; `- [x ] done`
    Good: `- two`; `- [x] done`
    """
    for page in site.pages.values():
        text = page.document.text
        for at, end in _lists(text):
            for found in _GLUED.finditer(text, at, end):
                start = found.start("sign")
                if page.document.masked[start] == text[start] and _is_item(text, found):
                    yield _glued(page, found)
        if "pymdownx.tasklist" in site.settings.extensions:
            yield from _boxes(page)


_TO_DO = late(r"\n(?P<indent>[ \t]*)(?P<sign>-)(?P<text>\[[ xX]\] [^\n]*)")


def _boxes(page: Page) -> Iterator[Finding]:
    """Boxes to tick without a blank before them, or with one in them where none belongs, or with none at all."""
    text = page.document.text
    for found in _TO_DO.finditer(text) if "-[" in text else ():
        if page.document.masked[found.start("sign")] == "-":
            yield _glued(page, found)
    for found in _BAD_BOX.finditer(text) if "- [" in text else ():
        start = found.start("box")
        if page.document.masked[start] == "[":
            right = "[x]" if "x" in found["box"].lower() else "[ ]"
            place, fix = page.document.places.at(start), Fix(found["box"], right)
            yield Finding(page.path, place, f'"{found["box"]}" is no box to tick', f"write {right}", fix)


_BAD_BOX = late(r"\n[ \t]*- (?P<box>\[(?:[xX][ ]+|[ ]+[xX]|[ ]{2,}|)\])[ ]+\w")


def _glued(page: Page, found: re.Match[str]) -> Finding:
    sign, first = found["sign"], found["text"][:1]
    fix = Fix(sign + first, f"{sign} {first}")
    place = page.document.places.at(found.start("sign"))
    message = f'no blank stands behind the "{sign}" of this item'
    return Finding(page.path, place, message, f"write {sign} {found['text'].rstrip()}", fix)


def _is_item(text: str, found: re.Match[str]) -> bool:
    """Whether the lines around one are items with the same sign, and it is no emphasis."""
    number, before = found["sign"][:-1], text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    if (found["sign"] == "*" and "*" in found["text"]) or _TO_DO.match(text, found.start()):
        return False
    end = text.find("\n", found.end() + 1)
    after = text[found.end() + 1 : end if end != -1 else None]
    signs = (
        [f"{found['indent']}{found['sign']} "] * 2
        if not number
        else [f"{found['indent']}{int(number) + step}. " for step in (-1, 1)]
    )
    return _alike(before, after, signs, bool(number))


def _alike(before: str, after: str, signs: Sequence[str], numbered: bool) -> bool:
    """Whether the line above is an item, and the one below too or, of a list with signs, the end of it."""
    return before.startswith(signs[0]) and (
        after.startswith(signs[1]) or (not numbered and not after.strip())
    )
