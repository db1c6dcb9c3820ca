"""What an editor shows where the pointer rests, as plain text."""

from __future__ import annotations

from edition import terms
from edition.lsp import paths, reference
from edition.lsp.spans import footnotes
from edition.lsp.things import Thing
from edition.model import Language, Page, Site


def text(site: Site, page: Page | None, thing: Thing, lines: list[str]) -> str:
    """What is known about a thing, "" for nothing. `page` is where it stands, `lines` those of its file."""
    language = page.language if page else site.settings.languages[0]
    if thing.kind == "citation":
        entry = site.bibliography.by_key.get(thing.name)
        return reference.formatted(entry) if entry else ""
    if thing.kind in ("term", "slug"):
        term = terms.by_name(terms.glossary(site, language)).get(thing.name.casefold())
        return f"{term.title}\n\n{term.definition}".strip() if term else ""
    if thing.kind == "claim":
        return claim(site, thing.name, language)
    if thing.kind == "link":
        return _target(site, thing.src, paths.fragment(thing.name))
    if thing.kind == "footnote" and page:
        return _footnote(page, lines, thing.name)
    return ""


def claim(site: Site, name: str, language: Language | None) -> str:
    """The text of a claim and how it stands, "" where there is no such claim."""
    record = site.collection("evidence").by_id.get(name)
    if record is None:
        return ""
    words = record.data.get("text")
    code = language.code if language else ""
    said = words.get(code) or next(iter(words.values()), "") if isinstance(words, dict) else words or ""
    standing = record.data.get("status")
    return f"{name}: {said}" + (f"\n\n{standing}" if standing else "")


def _target(site: Site, src: str, anchor: str) -> str:
    found = site.pages.get(src)
    if found is None:
        return ""
    heading = next((heading.text for heading in found.document.headings if heading.id == anchor), "")
    return f"{found.title} › {heading}" if anchor and heading else found.title


def _footnote(page: Page, lines: list[str], name: str) -> str:
    for defines, span in footnotes(page, lines, name):
        if defines:
            return lines[span.line - 1].partition("]:")[2].strip()
    return ""
