"""Translations, block by block: pictures, links, ids, figures, tables and code are those of the source,
and the words are not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from edition import built_paths as built
from edition.alignment import Counterparts
from edition.checks.targets import is_told
from edition.figures import differing, figures, is_scaled, other_scales
from edition.model import Block, Language, Link, Page, Pair, Place, Site
from edition.patterns import late
from edition.programs import skeleton
from edition.rules import Finding, advice, rule
from edition.targets import SCHEME, resolve, split

FAMILY = "parity"

Target = tuple[str, int, Link]

FEWEST_OF_SAME = 6  # of a paragraph that stands there word by word
FEWEST_WORDS = 8  # of a paragraph that can be told to be in the wrong language
SHORTEST = 0.6  # of the words of its source that a translation has
FEWEST_OF_PARAGRAPH = 20  # words of a paragraph whose length says anything
FEWEST_OF_PAGE = 80  # words of a source whose length says anything
_NOT_WORDS = late(
    r"`[^`]*`|\[[^\[\]]*\]\{(?=[^{}]*lang=)[^{}]*\}|\[(?=[^\[\]]*@)[^\[\]]*\]|\]\([^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|\[(?<=\]\[)[^\[\]]*\]|\[#[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>|https?://\S+|\[\^[^\[\]]*\]"
)
# Who says of a text that it is in another language has meant it; the title of a work stays what it is.
_OTHERS_WORDS = late(
    r"\{:?[^{}\n]*\blang=|(?s:\A[-*+\d]"
    r"(?:(?>.*?(?<![\w*])\*(?=\w).+?\*)|(?>.*?(?<![\w*])_(?=\w).+?_)).*\b(?:1[5-9]|20)\d\d\b)"
)
_SLIPPED = late(r"\)\[|\][ ]\(|\[\[|\]\[[^\]]*[./]|\]\([^)\n]{0,500}$", re.M)
_TERM = late(r"\[\[[^\[\]]*\]\]")  # a link to a term of the glossary
_EMPHASIS = late(r"([*_]{1,3})\w[^*_\n]*\1")
_COMMENT = late(r"(?:^|\s)#.*|\"[^\"]*\"|'[^']*'|<[^<>]*>")
_ONLY_DIGITS = bytes(sign if sign in b"0123456789" else 32 for sign in range(256))
_CODE = late(r"[A-Za-z]{2,3}(?:[-_]\w++)*+")  # of a language; "English" is none
_WORD = late(r"[^\W\d_]{2,}")
_UNSPACED = late(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_PROSE = frozenset(("paragraph", "item", "quote"))


def _at(pair: Pair, block: Block) -> str:
    """Where a block of the source stands."""
    place = block.place
    return f"{place.path or pair.source.path}:{place.line}"


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(_NOT_WORDS.sub(" ", text))]


@rule
def untranslated_text(site: Site) -> Iterator[Finding]:
    """A paragraph in the language of the source was forgotten: its headings may match perfectly.

    Bad: an English paragraph on an Indonesian page
    Good: its translation
    """
    for pair in site.foreign_pairs:
        known = {block.text: block for block in pair.source.document.blocks if block.kind in _PROSE}
        vocabulary = set(pair.source.document.text.split())
        for one, other in pair.blocks:
            if other is None or other.kind not in _PROSE or not _shares(set(other.text.split()), vocabulary):
                continue
            same = known.get(other.text) or one
            # A snippet that both put in is the same on purpose.
            if same and _alike(same.text, other.text) and same.place.path == "" == other.place.path:
                message = f"this {_NAMES[other.kind]} is not translated: {_at(pair, same)} has the same words"
                yield Finding(pair.translation.path, other.place, message, "translate it")
        yield from _same_description(pair)
        yield from _same_labels(pair)


def _same_labels(pair: Pair) -> Iterator[Finding]:
    """Words of links that are plain English in both languages."""
    code = pair.source.language.code if pair.source.language else ""
    ours = (
        {link.label for link in pair.source.document.links if link.kind == "link"} if code[:2] == "en" else ()
    )
    for link in pair.translation.document.links if ours else ():
        if link.kind == "link" and link.label in ours and _is_english(link.label or ""):
            message = f'the words of the link "{link.label}" are not translated'
            yield Finding(pair.translation.path, link.places.at(link.begin + 1), message, "translate them")


_JOINING = frozenset(("the", "of", "and", "with", "is", "are", "for", "from", "by", "to", "in", "a", "an"))


def _is_english(text: str) -> bool:
    """Whether a few words are plain English: small ones join them, and none but the first has a capital."""
    words = _WORD.findall(text) if text.isascii() else []
    joined = _JOINING.intersection(word.lower() for word in text.split())
    return len(words) > 2 and bool(joined) and all(word.islower() for word in text.split()[1:])


def _shares(words: set[str], others: set[str]) -> bool:
    """Whether there are words, and so many of them among others that the texts may be the same."""
    return bool(words) and len(words & others) >= 0.3 * len(words)


def _alike(text: str, other: str) -> bool:
    """Whether two texts have most of their words in common, and enough of them to tell; of the same text fewer do."""
    ours, theirs = set(text.split()), set(other.split())
    if not _shares(theirs, ours) or not _shares(ours, theirs):
        return False  # nearly all: the careful count takes ten times as long
    if _OTHERS_WORDS.search(other):
        return False
    mine, yours = _words(text), _words(other)
    shared = (Counter(mine) & Counter(yours)).total()
    if text == other:
        words = _EMPHASIS.sub(" ", other)  # a foreign word is set off
        if len(_words(words)) >= FEWEST_OF_SAME or _is_english(_NOT_WORDS.sub(" ", words).strip(" -*+.\n")):
            return True
    return len(yours) >= FEWEST_WORDS and shared > 0.7 * max(len(mine), len(yours))


def _same_description(pair: Pair) -> Iterator[Finding]:
    ours, theirs = pair.source.record, pair.translation.record
    for name in ("description", "definition"):
        text = theirs.data.get(name)
        if isinstance(text, str) and text == ours.data.get(name) and len(_words(text)) >= FEWEST_WORDS // 2:
            yield Finding(
                pair.translation.path, theirs.place(name), f'"{name}" is not translated', "translate it"
            )
    title, headings = theirs.data.get("title"), [page.document.headings[:1] for page in pair]
    translated = all(headings) and headings[0][0].text != headings[1][0].text
    if (
        isinstance(title, str) and title == ours.data.get("title") == headings[0][0].text
        if translated
        else False
    ):
        yield Finding(
            pair.translation.path, theirs.place("title"), '"title" is not translated', "translate it"
        )


@advice
def short_translation(site: Site) -> Iterator[Finding]:
    """A translation that is much shorter than its source leaves something out; so does a paragraph.

    Bad: 300 words where the source has 700
    Good: about as many
    """
    for pair in site.pairs:
        ours, theirs = _prose(pair.source), _prose(pair.translation)
        if ours >= FEWEST_OF_PAGE and theirs < SHORTEST * ours:
            theirs += _unspaced(pair.translation.document.text)
        if ours >= FEWEST_OF_PAGE and theirs < SHORTEST * ours:
            message = f"this translation has {theirs} words, {pair.source.path} has {ours}"
            yield Finding(pair.translation.path, Place(1, 1), message, "see what is missing")
            continue
        for one, other in pair.blocks:
            if (
                one
                and other
                and one.kind == other.kind == "paragraph"
                and len(other.text) < len(one.text) / 2
            ):
                yield from _cut(pair, one, other)


def _cut(pair: Pair, one: Block, other: Block) -> Iterator[Finding]:
    """A paragraph that ends long before its source does."""
    ours, theirs = len(_words(one.text)), len(_words(other.text)) + _unspaced(other.text)
    if ours >= FEWEST_OF_PARAGRAPH and theirs < 0.4 * ours:
        message = f"this paragraph has {theirs} words, that of {_at(pair, one)} has {ours}"
        yield Finding(pair.translation.path, other.place, message, "see what is missing")


def _unspaced(text: str) -> int:
    """How many words the signs of scripts are that have no blanks between words: about two signs are a word."""
    return 0 if text.isascii() else len(_UNSPACED.findall(text)) // 2


def _prose(page: Page) -> int:
    """How many words a page has; signs of Markdown are as many in every language."""
    return len(page.document.text.split())


@rule
def block_parity(site: Site) -> Iterator[Finding]:
    """A translation has the paragraphs, items, rows and boxes of its source, and no others.

    So are the columns of a table, the numbers of a list and the sign of a quotation.

    Bad: a paragraph, or a row of a table, in one language only; `1. Read` in one and `- Bacalah` in the other
    Good: the same ones, in the same order
    """
    for pair in site.pairs:
        if any(page.document.missing_snippets for page in pair):
            continue  # what they would have put in is not known
        for one, other in pair.blocks:
            if one is None and other is not None and not _is_told(site, other):
                message = f"this {_NAMES[other.kind]} has no counterpart in {pair.source.path}"
                yield Finding(pair.translation.path, other.place, message, "add it there or remove it here")
        yield from _missing_blocks(site, pair)
        yield from _other_kinds(pair)


def _other_kinds(pair: Pair) -> Iterator[Finding]:
    """Tables with more or fewer columns, lists with other marks, quotations that are paragraphs; of each the first."""
    told = ""
    for one, other in pair.blocks:
        if one is None or other is None:
            continue
        ours, theirs = _form(one, other), _form(other, one)
        if ours != theirs and told != other.kind:
            message = f"this is {theirs}, in {_at(pair, one)} it is {ours}"
            yield Finding(pair.translation.path, other.place, message, "write both in the same way")
        told = other.kind if ours != theirs or other.kind == told else ""


def _form(block: Block, other: Block) -> str:
    """What a block is, as far as it can be compared with another."""
    if block.kind == other.kind == "row" and "`" not in block.text:
        return f"a row of {len(_PIPE.findall(block.text.strip().strip('|'))) + 1} cells"
    if block.kind == other.kind == "item":
        return "an item with a number" if _NUMBERED.match(block.text) else "an item without a number"
    if {block.kind, other.kind} == {"quote", "paragraph"}:
        return f"a {_NAMES[block.kind]}"
    return ""


_PIPE = late(r"(?<!\\)\|")
_NUMBERED = late(r"\s*\d+[.)]\s")


def _is_told(site: Site, block: Block) -> bool:
    """Whether other rules speak of a block: headings, footnotes (compared by their marks), the list of sources."""
    is_note = block.text.startswith("[^") and "footnotes" in site.settings.extensions
    command = site.settings.bibliography_command
    return block.kind == "heading" or is_note or bool(command and block.text.strip() == command)


_NAMES = {"paragraph": "paragraph", "item": "item", "row": "row of a table", "quote": "quotation", "box": "box",
          "html": "piece of HTML", "code": "block of code", "heading": "heading"}  # fmt: skip


def _missing_blocks(site: Site, pair: Pair) -> Iterator[Finding]:
    """What the source alone has, placed at what follows it in the translation."""
    missing: list[tuple[Block, Block | None]] = []
    if not any(one and other is None and not _is_told(site, one) for one, other in pair.blocks):
        return
    after: Block | None = next((other for _, other in reversed(pair.blocks) if other), None)
    for one, other in reversed(pair.blocks):
        after = (
            other if other and not other.place.path else after
        )  # what a snippet puts in is not to be mended
        if one and other is None and not _is_told(site, one):
            missing.append((one, after))
    for one, after in reversed(missing):
        message = f"the {_NAMES[one.kind]} of {_at(pair, one)} is missing here"
        at = after.place if after else Place(1, 1)
        yield Finding(pair.translation.path, at, message, "translate it, or remove it there")


@rule
def code_parity(site: Site) -> Iterator[Finding]:
    """Code is the same in every language, but for its comments and texts.

    Names may be translated too; of other text than programs and commands only the number of its lines is compared.

    Bad: `make site` in one language, `make sites` in the other
    Good: the same commands
    """
    for pair in site.pairs:
        for one, other in pair.blocks:
            code = one and other and one.kind == other.kind == "code"
            if one and other and code and one.text != other.text and _is_other_code(one.text, other.text):
                message = f"this block of code is not that of {_at(pair, one)}"
                yield Finding(pair.translation.path, other.place, message, "make them the same")


def _is_other_code(one: str, other: str) -> bool:
    ours, theirs = ([line for line in code.split("\n") if line.strip()] for code in (one, other))
    if _info(ours[0]) != _info(theirs[0]):
        return True
    program = skeleton(one)
    if program is not None:
        return program != skeleton(other)
    return len(ours) != len(theirs) or _other_commands(ours, theirs)


def _info(line: str) -> list[str]:
    """What stands above code, without its title."""
    return re.sub(r"\"[^\"]*\"|'[^']*'", "", line).split()


def _other_commands(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether commands differ in more than what is written for people: a comment, a text between quotes."""
    if not re.match(r"[`~]{3,}\s*\{?\.?(?:sh|bash|shell|console|zsh|powershell)\b", ours[0].lstrip()):
        return False
    lines = zip(ours[1:], theirs[1:], strict=True)
    return any(_COMMENT.sub("", one) != _COMMENT.sub("", other) for one, other in lines)


@rule
def number_parity(site: Site) -> Iterator[Finding]:
    """Figures are the same in every language; a slip of the pen makes two facts of one.

    Compared where both have as many figures: what one language spells out is no difference, and "1,000,000" is
    "1 juta".

    Bad: `679 cases` in one language, `697 kasus` in the other
    Good: `1,045 cases` and `1.045 kasus`
    """
    for pair in site.pairs:
        for one, other in pair.blocks:
            if one and other and one.kind == other.kind != "code":
                ours = _digits(one)
                if ours != _digits(other) or (ours and is_scaled(one.text)):
                    yield from _other_numbers(pair, one, other)


def _digits(block: Block) -> list[bytes]:
    """The groups of digits of a block, sorted; ten times as fast as to look for numbers."""
    return sorted(block.text.encode("ascii", "replace").translate(_ONLY_DIGITS).split())


def _other_numbers(pair: Pair, one: Block, other: Block) -> Iterator[Finding]:
    ours, theirs = figures(_prose_of(one)), figures(_prose_of(other))
    lost, extra = differing(ours, theirs)
    wrong = list(zip(lost, extra, strict=True)) if len(lost) == len(extra) else []
    for right, written in (*wrong, *other_scales(ours, theirs)):
        shown = [f"{each.written} {each.scale}".strip() for each in (written, right)]
        message = f'the figure "{shown[0]}" is "{shown[1]}" in {_at(pair, one)}'
        yield Finding(
            pair.translation.path,
            other.places.at(other.offset + written.offset),
            message,
            "see which is right",
        )


def _prose_of(block: Block) -> str:
    """The text of a block, blank where the languages write figures in different ways."""
    text = _NOT_WORDS.sub(lambda found: " " * len(found[0]), block.text)
    if block.kind == "item":
        text = re.sub(r"^\s*\d+[.)]", lambda found: " " * len(found[0]), text)
    return text


@rule
def image_parity(site: Site) -> Iterator[Finding]:
    """Both languages show the same pictures.

    Bad: `![The routes](routes.svg)` on the English page only
    Good: on both, each with its own words; `routes.id.svg` for a picture with words in it
    """
    for pair in site.pairs:
        yield from _other_targets(site, pair, ("image", "html-image"), "image")


@rule
def link_parity(site: Site) -> Iterator[Finding]:
    """Both languages lead to the same pages and sources.

    Bad: a link to `law.md` on the English page, to `method.md` in its place on the Indonesian one
    Good: the same targets, each in its language
    """
    for pair in site.pairs:
        yield from _other_targets(site, pair, ("link",), "link")
        yield from _other_anchors(site, pair)


def _other_anchors(site: Site, pair: Pair) -> Iterator[Finding]:
    """Links to the same page, but to another heading of it."""
    ours, theirs = (_targets(site, page, ("link",)) for page in pair)
    if [name for name, _, _ in ours] != [name for name, _, _ in theirs]:
        return  # which of them belong together is not known
    known: dict[str, Mapping[str, str | int]] = {}
    for (_, _, one), (_, _, other) in zip(ours, theirs, strict=True):
        wanted = _anchor(site, pair.source, one, known)
        written = _anchor(site, pair.translation, other, known)
        if wanted and written and wanted[0] != written[0] and wanted[1] != written[1]:
            place = f"{pair.source.path}:{one.place.line}"
            message = f'the link leads to "#{written[1]}", that of {place} to "#{wanted[1]}"'
            yield Finding(pair.translation.path, other.place, message, "lead both to the same heading")


def _anchor(
    site: Site, page: Page, link: Link, known: dict[str, Mapping[str, str | int]]
) -> tuple[str | int, str] | None:
    """What a fragment means in every language, with the fragment; `None` where it means nothing or only one
    language has it. `known`: what those of each page mean."""
    fragment = split(link.target)[1]
    linked = (
        site.pages.get(resolve(page.src, link.target)) if fragment and not SCHEME.match(link.target) else None
    )
    if linked is None or not fragment or linked.language != page.language:
        return None
    if linked.src not in known:
        known[linked.src] = _meanings(site, linked)
    meaning = known[linked.src].get(fragment)
    return None if meaning is None else (meaning, fragment)


def _meanings(site: Site, page: Page) -> Mapping[str, str | int]:
    """What each anchor of a page means in every language: that which somebody gave itself; another the number of
    its heading, where all have the same headings."""
    pages = site.translations.get(page.slug, {}).values()
    alike = len({tuple(heading.level for heading in each.document.headings) for each in pages}) == 1
    found: dict[str, str | int] = {mark.name: mark.name for mark in page.document.own_ids}
    for number, heading in enumerate(page.document.headings if alike else ()):
        found.setdefault(heading.id, number)
    return found


def _other_targets(site: Site, pair: Pair, kinds: tuple[str, ...], thing: str) -> Iterator[Finding]:
    ours, theirs = _targets(site, pair.source, kinds), _targets(site, pair.translation, kinds)
    if [name for name, _, _ in ours] == [name for name, _, _ in theirs]:
        return
    for one, other in pair.blocks:
        if one and other:
            yield from _unlike_targets(pair, thing, one, other, _within(ours, one), _within(theirs, other))


def _unlike_targets(
    pair: Pair, thing: str, one: Block, other: Block, ours: Sequence[Target], theirs: Sequence[Target]
) -> Iterator[Finding]:
    if not all(name for name, _, _ in (*ours, *theirs)):
        return  # what is not there has been reported as such, and what it should be is not known
    if any(_SLIPPED.search(_TERM.sub(" ", block.text)) for block in (one, other)):
        return  # a link that was written down wrongly: its rule has said so
    missing = Counter(name for name, _, _ in ours) - Counter(name for name, _, _ in theirs)
    extra = Counter(name for name, _, _ in theirs) - Counter(name for name, _, _ in ours)
    place, lost = _at(pair, one), list(missing.elements())[::-1]
    for name, _, link in theirs:
        if extra[name] > 0:
            extra[name] -= 1
            hint = f'there it is "{lost.pop()}"' if lost else "add it there or remove it here"
            yield Finding(
                pair.translation.path, link.place, f'{thing} to "{name}", which is not in {place}', hint
            )
    for name in reversed(lost):
        message = f'{thing} to "{name}" of {place} is missing here'
        yield Finding(pair.translation.path, other.place, message, "add it here")


def _targets(site: Site, page: Page, kinds: tuple[str, ...]) -> list[Target]:
    """What a page links to, by names that are the same in every language ("": nothing is there), with the
    offset of each link."""
    links = [link for link in page.document.links if link.kind in kinds]
    named = ((_neutral(site, page, link), link.begin, link) for link in links)
    return sorted(named, key=lambda each: each[1])


def _within(targets: Sequence[Target], block: Block) -> list[Target]:
    """Those of the targets, which are in their order, that stand in a block."""
    first = bisect_left(targets, block.offset, key=lambda target: target[1])
    last = bisect_left(targets, block.offset + len(block.text), key=lambda target: target[1])
    return list(targets[first:last])


def _neutral(site: Site, page: Page, link: Link) -> str:
    """What a link leads to, without what says its language; "" where nothing is there."""
    own = built.own_address(site, link.target)
    if own is None and (not link.target.strip() or is_told(link.target)):
        return ""
    if own is None and SCHEME.match(link.target):
        address = link.target.partition("#")[0]
        if address.startswith("mailto:"):
            return address.partition("?")[0]  # a subject is written in the language of the page
        host = re.match(r"(?:[a-z+.-]+:)?//[^/?]*", address, re.I)
        # The same site in another language: its paths may be translated too.
        codes = _any_of(language.code.split("-")[0] for language in site.settings.languages)
        other = host and re.search(rf"(?i)^(?:[a-z]+:)?//(?:{codes})\.|/(?:{codes})(?:-\w+)?(?:/|$)", address)
        return re.sub(rf"(?i)(?<=//)(?:{codes})\.", "", host[0]) if other and host else address
    if own is not None:
        path = built.source(site, own)
    elif link.kind == "html-image":
        path = built.source(site, built.path(site, page, split(link.target)[0]))
    else:
        path = resolve(page.src, link.target)
    return _without_language(path, site.settings.languages) if path in site.files else ""


def _any_of(names: Iterable[str]) -> str:
    return "|".join(sorted({re.escape(name) for name in names}))


@lru_cache(maxsize=10_000)  # the same pages are linked to again and again
def _without_language(path: str, languages: tuple[Language, ...]) -> str:
    """A path without the folder and the suffix that say its language."""
    codes = _any_of(language.code.split("-")[0] for language in languages)
    folders = _any_of(language.folder or language.code for language in languages)
    return re.sub(rf"[._-](?:{codes})(?=\.[^./]+$)", "", re.sub(rf"(?:^|(?<=/))(?:{folders})/", "", path))


@rule
def id_parity(site: Site) -> Iterator[Finding]:
    """An id that somebody gave is the same in every language, so that links can be translated with the text.

    Bad: `## Data {#data}` and `## Data {#datanya}`
    Good: `{#data}` on both
    """
    for pair in site.pairs:
        ours, theirs = pair.source.document.own_ids, pair.translation.document.own_ids
        known, there = {mark.name for mark in ours}, {mark.name for mark in theirs}
        # What a heading has by itself need not be given: `## Data` is "data", as `## Datanya {#data}` is.
        known.update(heading.id for heading in pair.source.document.headings if theirs)
        there.update(heading.id for heading in pair.translation.document.headings if ours)
        lost = [mark for mark in ours if mark.name not in there][::-1]
        for mark in theirs:
            if mark.name not in known:
                hint = f'there it is "{lost.pop().name}"' if lost else "add it there or remove it here"
                message = f'the id "{mark.name}" is not on {pair.source.path}'
                yield Finding(pair.translation.path, mark.place, message, hint)
        if not lost:
            continue
        places = Counterparts(pair.blocks, lambda block: block.offset)
        for mark in reversed(lost):
            at = f"{mark.place.path or pair.source.path}:{mark.place.line}"
            message = f'the id "{mark.name}" of {at} is missing here'
            yield Finding(pair.translation.path, places.at(mark.start), message, f"add {{#{mark.name}}}")


@rule
def wrong_language(site: Site) -> Iterator[Finding]:
    """A page says in its front matter the language of the folder in which it lies, or none.

    Bad: `lang: en` on a page in docs/id/
    Good: `lang: id`
    """
    for page in site.pages.values():
        for name in ("lang", "language", "locale"):
            written = page.document.front_matter.data.get(name)
            if (
                page.language
                and (page.language.folder or len(site.settings.languages) > 1)
                and isinstance(written, str)
                and _CODE.fullmatch(written)
            ):
                code = page.language.code
                if re.split(r"[-_]", written)[0].casefold() != re.split(r"[-_]", code)[0].casefold():
                    message = f'"{name}: {written}" on a page of the language "{code}"'
                    yield Finding(page.path, page.record.place(name), message, f"write {code}")
