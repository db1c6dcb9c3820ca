"""One Markdown text to a `Document`: one pass, everything with its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edition.model import Document
from edition.sources import code, front_matter, headings, inline
from edition.sources.places import Places, normalise


def parse(source: str, extensions: Mapping[str, Mapping[str, Any]] | None = None) -> Document:
    """Read a page as Python-Markdown with the configured extensions would see it.

    `extensions` maps the names of `markdown_extensions` to their options. Never raises.
    """
    text = normalise(source)
    places = Places(text)
    matter, start = front_matter.parse(text)
    body, comments = code.mask(text[start:])
    masked = code.blank(text[:start]) + body
    attribute_lists = extensions is None or "attr_list" in extensions
    found = inline.find(text, masked, places, attribute_lists)
    ids = found.ids | set(inline.footnote_ids(masked))
    slug = headings.slugifier((extensions or {}).get("toc", {}))
    titles = headings.find(text, masked, places, found.taken, slug, attribute_lists)
    return Document(
        text=text,
        front_matter=matter,
        headings=tuple(titles),
        links=tuple(found.links),
        citations=tuple(found.groups),
        bare_citations=tuple(found.bare),
        claims=tuple(found.claims),
        terms=tuple(found.terms),
        undefined_labels=tuple(found.undefined_labels),
        undefined_footnotes=tuple(found.undefined_footnotes),
        labels=frozenset(found.labels),
        footnotes=frozenset(found.footnotes),
        ids=frozenset(ids | {heading.id for heading in titles}),
        commented=tuple((begin + start, end + start) for begin, end in comments),
    )
