"""Translations: their snippets, boxes, headings, descriptions of pictures and fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from edition.model import Block, Heading, Page, Pair, Site
from edition.patterns import late
from edition.places import Place, Places
from edition.rules import Finding, rule
from edition.sources.lines import holds

FAMILY = "parity"

_INCLUDED = late(r"^[ \t]*-+8<-+[ \t]+(?P<quote>['\"])(?P<name>[^'\"\n]+)(?P=quote)", re.M)
_WORD = late(r"[^\W\d_]{2,}")
# English words that Indonesian has not borrowed as they are: plurals and some nouns with an ending.
_ENGLISH = late(r"\b[A-Za-z]{3,}(?:[^aiuos\W]s|tions?|ness|ments?|ities)\b")
_TARGET = late(r"\]\([^()\n]*\)|\{[^{}\n]*\}")  # the words in them are none of the text
FEWEST_WORDS = 3  # of a heading that is no name
FEWEST_IN_ALT = 4
_BOX = late(r"(?:!!!|\?\?\?\+?)[ ]?([\w-]+)")
# Boxes of one look, by their names in Material for MkDocs.
_ALIKE = {"summary": "abstract", "tldr": "abstract", "todo": "info", "hint": "tip", "important": "tip",
          "check": "success", "done": "success", "help": "question", "faq": "question", "caution": "warning",
          "attention": "warning", "fail": "failure", "missing": "failure", "error": "danger", "cite": "quote",
          "seealso": "note"}  # fmt: skip
KINDS = frozenset(
    (*_ALIKE, *_ALIKE.values(), "note", "abstract", "info", "tip", "success", "question", "warning", "failure",
     "danger", "bug", "example", "quote")
)  # fmt: skip
_LISTED = frozenset(("tags",))  # by which readers find a page
SHARE = 2 / 3  # of the translations that have a field where their source has it


@rule
def snippet_language(site: Site) -> Iterator[Finding]:
    """A page includes the snippets of its own language.

    Bad: `--8<-- "help.en.md"` on an Indonesian page
    Good: `--8<-- "help.id.md"`
    """
    if len(site.settings.languages) < 2:
        return
    including = [page for page in site.pages.values() if "8<-" in page.document.source and page.language]
    if not including:
        return
    found = [(page, mark) for page in including for mark in _INCLUDED.finditer(page.document.source)]
    known = {*site.rest.snippet_names, *(mark["name"].partition(":")[0] for _, mark in found)}
    for page, mark in found:
        right = _in_own_language(site, page, mark["name"])
        if right and right.partition(":")[0] in known:
            place = Places(page.document.source).at(mark.start("name"))
            yield Finding(
                page.path, place, f'"{mark["name"]}" is not of the language of this page', f'write "{right}"'
            )


def _in_own_language(site: Site, page: Page, name: str) -> str:
    own = page.language.code if page.language else ""
    for other in site.settings.languages:
        if other.code != own:
            right = re.sub(rf"(^|[./_-]){re.escape(other.code)}(?=[./])", rf"\g<1>{own}", name)
            if right != name:
                return right
    return ""


@rule
def box_parity(site: Site) -> Iterator[Finding]:
    """A box is of the same kind in every language: a warning in one is no note in the other.

    Bad: `!!! warning` in one language, `!!! note` in the other
    Good: `!!! warning "Before you go"` and `!!! warning "Sebelum berangkat"`
    """
    for pair in site.pairs:
        text = pair.translation.document.text
        if not holds(text, "!!!", "???"):
            continue
        for one, other in pair.blocks:
            if one and other and one.kind == other.kind == "box":
                ours, theirs = _box(one), _box(other)
                if (
                    ours
                    and theirs
                    and _ALIKE.get(ours, ours) != _ALIKE.get(theirs, theirs)
                    and theirs in KINDS
                ):
                    message = f'the box is "{theirs}", in {pair.source.path}:{one.place.line} "{ours}"'
                    yield Finding(pair.translation.path, other.place, message, f"write {ours}")


def _box(block: Block) -> str:
    found = _BOX.match(block.text)
    return found[1].lower() if found else ""


@rule
def untranslated_heading(site: Site) -> Iterator[Finding]:
    """A heading in the language of the source was forgotten.

    So were titles of boxes and tabs.

    Names are the same in every language, and some words are; what has fewer than three words is reported on
    Indonesian pages only, where it is plain English.

    Bad: `## What the law says` on an Indonesian page
    Good: `## Apa kata undang-undang`
    """
    texts: dict[str, str] = {}
    for pair in site.foreign_pairs:
        ours = {heading.text for heading in pair.source.document.headings}
        for heading in pair.translation.document.headings:
            if (
                heading.text in ours
                and _is_foreign(site, pair, heading.text, texts)
                and not _is_code(pair.translation, heading)
            ):
                message = f'the heading "{heading.text}" is not translated'
                yield Finding(pair.translation.path, heading.place, message, "translate it")
        yield from _untranslated_titles(site, pair, texts)


def _is_code(page: Page, heading: Heading) -> bool:
    """Whether a heading is nothing but code, which is the same in every language."""
    masked, start = page.document.masked, heading.offset
    end = masked.find("\n", start)
    return not _WORD.search(_TARGET.sub("", masked[start : end if end != -1 else None]))


def _untranslated_titles(site: Site, pair: Pair, texts: dict[str, str]) -> Iterator[Finding]:
    """Titles of boxes and tabs that are those of the source."""
    for one, other in pair.blocks if holds(pair.translation.document.text, "!!!", "???", "===") else ():
        if one and other and one.kind == other.kind == "box":
            ours, theirs = _TITLE.search(one.text), _TITLE.search(other.text)
            title = theirs[1] if ours and theirs and ours[1] == theirs[1] else ""
            if theirs and title and (_is_foreign(site, pair, title, texts) or _is_plain(title)):
                place = other.places.at(other.offset + theirs.start(1))
                yield Finding(
                    pair.translation.path, place, f'the title "{title}" is not translated', "translate it"
                )


_TITLE = late(r"^[^\n\"]*\"([^\"\n]+)\"")
_VERBS = frozenset(
    ("ask", "read", "try", "see", "do", "before", "after", "first", "your", "the", "how", "what", "why")
)


def _is_plain(title: str) -> bool:
    """Whether a title of two words is plain English, and no name."""
    words = title.lower().split()
    return len(words) > 1 and bool(_VERBS.intersection(words)) and title.split()[-1].islower()


def _is_foreign(site: Site, pair: Pair, title: str, texts: dict[str, str]) -> bool:
    """Whether a title is no name: it has words without a capital, or one that is nowhere else in the language."""
    words = _WORD.findall(title)
    if len(words) >= FEWEST_WORDS:
        return not all(word[0].isupper() for word in words)
    language = pair.translation.language
    if language is None or language.code != "id" or not (word := _ENGLISH.search(title)):
        return False
    if language.code not in texts:
        whole = "\n".join(page.document.text for page in site.pages_of(language))
        texts[language.code] = _TARGET.sub(" ", whole).casefold()
    return texts[language.code].count(word[0].casefold()) == 1


@rule
def untranslated_alt(site: Site) -> Iterator[Finding]:
    """Who hears a page hears its pictures in the language of the page.

    Bad: `![A boat at the harbour wall](boat.svg)` on an Indonesian page
    Good: `![Perahu di dinding pelabuhan](boat.svg)`
    """
    for pair in site.foreign_pairs:
        if "![" not in pair.translation.document.text and "<img" not in pair.translation.document.text:
            continue
        ours = {link.label for link in pair.source.document.links if "image" in link.kind}
        for link in pair.translation.document.links:
            words = _WORD.findall(link.label or "")
            is_image = "image" in link.kind and link.label in ours and len(words) >= FEWEST_IN_ALT
            if is_image and not all(word[0].isupper() for word in words):
                message = f'the alternative text "{link.label}" is not translated'
                yield Finding(pair.translation.path, link.start, message, "translate it")


@rule
def field_parity(site: Site) -> Iterator[Finding]:
    """What the front matter of a page says of it, that of its translation says too.

    Reported of what most translations have where their source has it, and of `tags`.

    Bad: `tags: [sea]` in one language only
    Good: `tags: [sea]` and `tags: [laut]`
    """
    pairs = [pair for pair in site.pairs if not any(page.document.front_matter.error for page in pair)]
    having = Counter(name for pair in pairs for name in _fields(pair.source))
    shared = Counter(
        name for pair in pairs for name in _fields(pair.source) if name in _fields(pair.translation)
    )
    required = frozenset(site.settings.required_front_matter)  # front-matter speaks of these
    wanted = {
        name for name in having if name in _LISTED or 2 <= SHARE * having[name] <= shared[name]
    } - required
    for pair in pairs:
        lost = wanted.intersection(_fields(pair.source)).difference(_fields(pair.translation))
        for name in sorted(lost) if pair.translation.document.front_matter.present else ():
            message = f'the front matter lacks the field "{name}" that {pair.source.path} has'
            yield Finding(pair.translation.path, Place(1, 1), message, f"add {name}: ...")


def _fields(page: Page) -> Mapping[str, object]:
    return page.document.front_matter.data
