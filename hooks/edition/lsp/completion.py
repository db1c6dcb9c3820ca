"""What may be written at a place of a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from edition import terms
from edition.lsp import hover, paths, reference
from edition.model import Page, Site
from edition.patterns import late


@dataclass(frozen=True)
class Suggestion:
    """`text` may be written. `kind` is "citation", "term", "claim", "page", "file", "anchor" or "footnote";
    `order` sorts: what fits best comes first."""

    text: str
    kind: str
    detail: str = ""
    documentation: str = ""
    order: str = ""
    filter: str = ""


class Completions(NamedTuple):
    """`suggestions` replace the columns from `start` to the cursor, or, where the editor knows how to, to `end`."""

    start: int
    end: int
    suggestions: list[Suggestion]


Source = Callable[[Site, Page, str], Iterable[Suggestion]]


def at(site: Site, page: Page, line: str, column: int) -> Completions | None:
    """What may be written at a column of a line of a page; `None` where nothing is known."""
    before, after = line[: column - 1], line[column - 1 :]
    for opening, rest, source in _CONTEXTS:
        found = opening.search(before)
        if found:
            more = rest.match(after)
            return Completions(
                found.start(1) + 1,
                column + (more.end() if more else 0),
                list(source(site, page, found[1] if source is not _anchors else found[0])),
            )
    return None


def _citations(site: Site, page: Page, typed: str) -> Iterator[Suggestion]:
    for key, entry in site.bibliography.by_key.items():
        detail = f"{reference.short(entry)} {reference.title(entry)}".strip()
        yield Suggestion(key, "citation", detail, reference.formatted(entry), key, f"{key} {detail}")


def _terms(site: Site, page: Page, typed: str) -> Iterator[Suggestion]:
    for term in terms.glossary(site, page.language).values():
        words = " ".join((term.name, term.slug, *term.forms))
        yield Suggestion(term.name, "term", term.abbr, term.definition, term.name.casefold(), words)


def _claims(site: Site, page: Page, typed: str) -> Iterator[Suggestion]:
    for name in site.collection("evidence").by_id if "evidence" in site.records else ():
        text = hover.claim(site, name, page.language)
        yield Suggestion(name, "claim", text.split("\n")[0].partition(": ")[2], text, name)


def _targets(site: Site, page: Page, typed: str) -> Iterator[Suggestion]:
    """Pages and other files, those of the page's own language first."""
    for src in sorted(site.files):
        other = site.pages.get(src)
        text = paths.relative(page.src, src)
        folder = page.language.folder if page.language else ""
        near = src.startswith(f"{folder}/") if folder else True
        order = f"{'0' if near else '1'}{'0' if other else '1'}{text.count('/')}{text}"
        if src != page.src:
            kind = "page" if other else "file"
            yield Suggestion(text, kind, other.title if other else "", "", order, f"{text} {src}")


def _anchors(site: Site, page: Page, typed: str) -> Iterator[Suggestion]:
    """The anchors of the page that the target before the `#` names."""
    target = re.split(r"[\s(<]", typed.rpartition("#")[0])[-1]
    found = site.pages.get(paths.resolve(page.src, target) or "")
    if found is None:
        return
    headings = {heading.id: heading.text for heading in found.document.headings}
    for number, (anchor, text) in enumerate(headings.items()):
        yield Suggestion(anchor, "anchor", text, "", f"0{number:05}", f"{anchor} {text}")
    for mark in sorted(found.document.own_ids, key=lambda mark: mark.name):
        if mark.name not in headings:
            yield Suggestion(mark.name, "anchor", "", "", f"1{mark.name}")


def _footnotes(site: Site, page: Page, typed: str) -> Iterator[Suggestion]:
    for found in re.finditer(r"^[ ]*\[\^([^\[\]\n]+)\]:[ ]*(.*)", page.document.text, re.M):
        yield Suggestion(found[1], "footnote", found[2], "", found[1])


_WORD = late(r"[\w-]*")
_TARGET = late(r"[^\s()<>#]*")
_TERM = late(r"[^\[\]|]*(?=[\]|])")

# What stands before the cursor, what may follow it and belongs to the same word, and who knows more.
_CONTEXTS: tuple[tuple[re.Pattern[str], re.Pattern[str], Source], ...] = (
    (late(r"\[(?:[^\[\]]*[\s;(-])?@([\w-]*)$"), _WORD, _citations),
    (late(r"\[#(\w*)$"), _WORD, _claims),
    (late(r"\[\^([^\[\]]*)$"), late(r"[^\[\]]*(?=\])"), _footnotes),
    (late(r"\[\[([^\[\]|]*)$"), _TERM, _terms),
    (late(r"\]\(<?[^\s()<>#]*#([^\s()<>#]*)$"), _TARGET, _anchors),
    (late(r"^[ ]{0,3}\[[^\[\]^][^\[\]]*\]:[ ]*<?[^\s<>#]*#([^\s<>#]*)$"), _TARGET, _anchors),
    (late(r"\]\(<?([^\s()<>#]*)$"), _TARGET, _targets),
    (late(r"^[ ]{0,3}\[[^\[\]^][^\[\]]*\]:[ ]*<?([^\s<>#]*)$"), _TARGET, _targets),
)
