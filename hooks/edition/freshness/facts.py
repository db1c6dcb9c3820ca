"""What a page states, apart from its wording: figures, citations, claims, links, ids, code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter, itemgetter

from edition.alignment import surplus
from edition.freshness import figures
from edition.freshness.figures import Fact
from edition.model import Document
from edition.patterns import late

# In which order these stand says what belongs to what: 3 men and 5 women are not 5 men and 3 women.
ORDERED = frozenset({"number", "date", "citation", "claim", "box", "code"})

_key = attrgetter("key")
_BOX = late(r"^[ \t]*[-*+][ ]+(\[[ xX]\])[ ]", re.M)
_KIND = late(r"^[ \t]*(?:!!!|\?\?\?\+?)[ ]?([\w-]+)", re.M)
_ADDRESS = late(r"\bhttps?://[^\s<>()\[\]\"']+")
_TAG = late(r"</?[A-Za-z][^<>]*>")
_ATTRIBUTES = late(r"\{:?[ ]*(?:[#.][\w-]|[\w-]+=)[^{}\n]*\}")
_NOT_NEWLINE = late(r"[^\n]")


def prose(document: Document) -> str:
    """The body without whatever is no wording (code, targets, keys, claims, tags, attribute lists), blanked
    so that every offset keeps its meaning."""
    masked = document.masked
    spans = [
        (link.offset, link.offset + len(link.target))
        for link in document.links
        if masked.startswith(link.target, link.offset)  # a label leads to its target from elsewhere
    ]
    spans += [(mark.start, mark.end) for mark in document.claims]
    for group in document.citations:
        spans += [(found.offset, found.offset + 1 + len(found.key)) for found in group.citations]
    for pattern in (_ADDRESS, _TAG, _ATTRIBUTES):
        spans += [found.span() for found in pattern.finditer(masked)]
    return _blanked(masked, spans)


def of_document(document: Document, prose: str) -> list[Fact]:
    """All facts of a page, by their offsets. `prose` is that of the page."""
    found = [*figures.find(prose), *_code(document)]
    for link in document.links:
        kind = "link" if link.kind in ("link", "html-link") else "image"
        found.append(Fact(kind, link.target, f'"{link.target}"', link.offset))
    known = {link.offset for link in document.links}
    for address in _ADDRESS.finditer(document.masked):
        if address.start() not in known:
            found.append(Fact("link", address[0], f'"{address[0]}"', address.start()))
    for group in document.citations:
        # Within one bracket the order means nothing.
        keys = sorted(citation.key for citation in group.citations)
        found += [Fact("citation", key, f"@{key}", group.start) for key in keys]
    found += [Fact("claim", mark.name, f"#{mark.name}", mark.start) for mark in document.claims]
    found += [Fact("id", mark.name, f'"{mark.name}"', mark.start) for mark in document.own_ids]
    found += [Fact("link", f"[[{mark.name}]]", f'"{mark.name}"', mark.start) for mark in document.terms]
    if "!!!" in document.masked or "???" in document.masked:
        for named in _KIND.finditer(document.masked):
            found.append(Fact("kind of box", named[1].lower(), named[1].lower(), named.start(1)))
    for box in _BOX.finditer(document.masked):
        found.append(Fact("box", box[1].lower(), box[1].lower(), box.start(1)))
    return sorted(found, key=lambda fact: fact.offset)


def without_comments(document: Document) -> str:
    """The text with its comments, which no reader sees, blanked."""
    hidden = (span for span in _comments(document.text) if not document.masked[slice(*span)].strip())
    return _blanked(document.text, hidden)


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the comments that have an end; a pattern would look for one from each beginning anew."""
    start = text.find("<!--")
    end = text.find("-->", start)
    while -1 < start < end:
        yield start, end + 3
        start = text.find("<!--", end)
        end = text.find("-->", start)


def body(document: Document) -> int:
    """The offset of the first line after the front matter."""
    offset = 0
    for _ in range(document.front_matter.end):
        offset = document.text.find("\n", offset) + 1 or len(document.text)
    return offset


def differences(old: Iterable[Fact], new: Iterable[Fact]) -> Iterator[tuple[str, Fact | None]]:
    """What became of the facts of a text, in words, each with the new fact that it is about."""
    before, after = _by_kind(old), _by_kind(new)
    for kind in sorted({*before, *after}):
        yield from _difference(kind, before.get(kind, []), after.get(kind, []))


def _difference(kind: str, old: list[Fact], new: list[Fact]) -> Iterator[tuple[str, Fact | None]]:
    gone, added = surplus(old, new, _key), surplus(new, old, _key)
    for one, other in zip(gone, added, strict=False):
        yield f"{kind} {one.name} became {other.name}", other
    for other in added[len(gone) :]:
        yield f"{kind} {other.name} is new", other
    for one in gone[len(added) :]:
        yield f"{kind} {one.name} is gone", None
    if kind in ORDERED and not gone and not added:
        moved = next((other for one, other in zip(old, new, strict=False) if one.key != other.key), None)
        if moved:
            yield f"{kind} {moved.name} stands elsewhere", moved


def _by_kind(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.kind, []).append(fact)
    return found


def _code(document: Document) -> Iterator[Fact]:
    """The words of code: what the masked text does not show, comments aside."""
    offset = 0
    text = without_comments(document)
    first = body(document)
    for line, seen in zip(text.split("\n"), document.masked.split("\n"), strict=False):
        if line != seen and offset >= first:
            hidden = ((at, sign != other) for at, (sign, other) in enumerate(zip(line, seen, strict=False)))
            for differs, run in groupby(hidden, itemgetter(1)):
                ends = [at for at, _ in run] if differs else []
                if ends:
                    word = line[ends[0] : ends[-1] + 1]
                    yield Fact("code", word, f"`{word}`", offset + ends[0])
        offset += len(line) + 1


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        start = max(start, done)
        if end > start:
            parts += text[done:start], _NOT_NEWLINE.sub(" ", text[start:end])
            done = end
    return "".join([*parts, text[done:]])
