"""The brackets of citations: closed, and each source in them once."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Citation, CitationGroup, Site
from edition.patterns import late
from edition.rules import Finding, rule

FAMILY = "citations"

_OPENED = late(r"\[(?<!\\\[)(?:[^\[\]\n@]{1,80}[ ])?-?@[A-Za-z0-9_]")
_BRACKET = late(r"(?<!\\)[\[\]]")
_BLANK_LINE = late(r"\n[ \t]*\n")


@rule
def unclosed_citation(site: Site) -> Iterator[Finding]:
    """A citation ends with a bracket; without it it is printed as it was typed.

    Bad: `[@fadli2021, p. 3`
    Good: `[@fadli2021, p. 3]`
    """
    for page in site.pages.values() if site.has_bibliography else ():
        masked = page.document.masked
        if "[" in page.document.loose and "@" in masked:
            for at in _unclosed(masked):
                place = page.document.places.at(at)
                yield Finding(
                    page.path, place, "the bracket of a citation is not closed", "write ] where it ends"
                )


def _unclosed(masked: str) -> Iterator[int]:
    """The offset of each bracket that begins a citation and has no end in its paragraph."""
    at = 0
    while found := _OPENED.search(masked, at):
        end = _BLANK_LINE.search(masked, found.end())
        at = end.start() if end else len(masked)
        opened: list[int] = []
        for bracket in _BRACKET.finditer(masked, found.start(), at):
            if bracket[0] == "[":
                opened.append(bracket.start())
            elif opened:
                opened.pop()
        yield from (start for start in opened if _OPENED.match(masked, start))


@rule
def repeated_citation(site: Site) -> Iterator[Finding]:
    """A source that stands twice in one bracket is printed twice; another one was meant, or none.

    Bad: `[@fadli2021; @fadli2021]`
    Good: `[@fadli2021]`, `[@fadli2021, p. 3; @fadli2021, p. 9]`
    """
    for page in site.pages.values() if site.has_bibliography else ():
        for group in page.document.citations:
            if len(group.citations) > 1:
                for citation in _repeated(group):
                    message = f'"@{citation.key}" stands twice in one citation'
                    yield Finding(page.path, citation.place, message, "keep one, or name the other source")


def _repeated(group: CitationGroup) -> Iterator[Citation]:
    seen: set[tuple[str, str]] = set()
    for citation in group.citations:
        named = citation.key, citation.locator or ""
        if named in seen or ((citation.key, "") in seen and not citation.locator):
            yield citation
        seen.add(named)
