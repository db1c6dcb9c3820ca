"""Letters that look like others, and signs that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from edition.model import Fix, Page, Site
from edition.patterns import late
from edition.places import Places
from edition.rules import Finding, advice

FAMILY = "records"

Say = Callable[[re.Match[str]], tuple[str, str, Fix | None]]

_MANY = 5  # at more places a whole file is written so; the first of them is shown
_HIDDEN = "\u200b\u00ad\u2060\u2028\u2029\u180e"  # zero width space, soft hyphen, word joiner, line ends
_UNSEEN = late(f"[{_HIDDEN}]+")
# Scripts without blanks between words, where a zero width space says where a line may end.
_BREAKING = late("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_LIGATURES = "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"
_LIGATURE = late(f"[{_LIGATURES}]")
_MIXED = late(
    r"(?<![^\W_])(?=[\w'-]*[A-Za-z])[A-Za-z]*[\u0391-\u03c9\u0410-\u044f\u0454-\u0458]+[A-Za-z]+(?!\w)"
)
# Letters of other alphabets that look like a Latin one.
_ALIKE = dict(
    zip("АВЕКМНОРСТХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxijsABEZHIKMNOPTYXo", strict=True)
)
_DECOMPOSED = late("\\w[\u0300-\u036f]+")


@advice
def hidden_character(site: Site) -> Iterator[Finding]:
    """A sign that nobody sees parts a word for everybody who searches for it, and is copied along.

    Zero width spaces, soft hyphens and line ends of other programs come from web pages and PDF files.

    Bad: `news\u00adpaper` with a soft hyphen (U+00AD) in it
    Good: `newspaper`
    """
    for page in site.pages.values():
        masked = page.document.masked
        if not masked.isascii() and any(sign in masked for sign in _HIDDEN) and not _BREAKING.search(masked):
            yield from _few(page, list(_UNSEEN.finditer(masked)), _unseen)
    for path, text in site.bibliography.texts.items():
        if not text.isascii() and any(sign in text for sign in _HIDDEN) and (found := _UNSEEN.search(text)):
            yield Finding(path, Places(text).at(found.start()), *_unseen(found))


def _few(page: Page, found: list[re.Match[str]], say: Say) -> Iterator[Finding]:
    for each in found[: 1 if len(found) > _MANY else None]:
        message, hint, fix = say(each)
        others = f", and {len(found) - 1} more on this page" if len(found) > _MANY else ""
        # A repair of one at a time would never come to an end.
        own_fix = None if others else fix
        yield Finding(page.path, page.document.places.at(each.start()), message + others, hint, own_fix)


def _unseen(found: re.Match[str]) -> tuple[str, str, Fix | None]:
    message = (
        f"the {unicodedata.name(found[0][0], 'line separator').lower()} U+{ord(found[0][0]):04X} stands here"
    )
    return message, "remove it", Fix(found[0], "") if found[0][0] not in "\u2028\u2029" else None


@advice
def strange_letter(site: Site) -> Iterator[Finding]:
    """A letter that only looks like the one that belongs there is not found by those who type that.

    Such are letters of another alphabet within a word, the ligatures of a PDF file, and an accent that is a sign
    of its own behind its letter.

    Bad: `s\u043eurce` with a Cyrillic letter, `\ufb01rst` with a ligature, `u\u0308ber` with two signs for one
    Good: `source`, `first`, `\u00fcber`
    """
    for page in site.pages.values():
        masked = page.document.masked
        if masked.isascii():
            continue
        if any(sign in masked for sign in _LIGATURES):
            yield from _few(page, list(_LIGATURE.finditer(masked)), _ligature)
        if not unicodedata.is_normalized("NFC", masked):
            found = [each for each in _DECOMPOSED.finditer(masked) if _composed(each[0]) != each[0]]
            yield from _few(page, found, _decomposed)
        written = masked.encode("utf-8", "replace")
        if b"\xd0" in written or b"\xd1" in written or b"\xce" in written or b"\xcf" in written:
            yield from _few(page, [each for each in _MIXED.finditer(masked) if _is_latin(each[0])], _mixed)


def _is_latin(word: str) -> bool:
    """Whether all letters of a word are Latin or look like such: "μm" and "Вася" are what they are."""
    return all(letter in _ALIKE for letter in word if not letter.isascii()) and len(word) > 2


def _ligature(found: re.Match[str]) -> tuple[str, str, Fix | None]:
    right = unicodedata.normalize("NFKC", found[0])
    return f'"{found[0]}" is one sign for "{right}"', f'write "{right}"', Fix(found[0], right)


def _decomposed(found: re.Match[str]) -> tuple[str, str, Fix | None]:
    right = _composed(found[0])
    return f'"{found[0]}" is {len(found[0])} signs for "{right}"', f'write "{right}"', Fix(found[0], right)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _mixed(found: re.Match[str]) -> tuple[str, str, Fix | None]:
    right = "".join(_ALIKE.get(letter, letter) for letter in found[0])
    return f'"{found[0]}" holds letters of another alphabet', f'write "{right}"', Fix(found[0], right)
