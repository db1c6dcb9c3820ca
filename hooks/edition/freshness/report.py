"""How fresh the translations are, as text, as JSON and as a diff."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass

from edition.freshness.changes import FRESH, STATES, UNSTAMPED
from edition.freshness.states import PageState, SectionState
from edition.model import Page, Site
from edition.places import Place

OFF = """\
Nothing is recorded about translations. To switch it on, add to mkdocs.yml:

    extra:
      translations: translations

and run: edition stamp --all
"""


def text(states: Sequence[PageState]) -> str:
    """A line a page; below it, unless all of it is up to date, its sections with what changed in them; at
    the end how many pages and sections are in which state."""
    lines = [line for page in states for line in _page(page)]
    sections = [section.state for page in states for section in page.sections]
    lines += ["", _counts("pages", [page.state for page in states]), _counts("sections", sections)]
    return "\n".join(lines) + "\n"


def as_json(states: Sequence[PageState]) -> str:
    """A JSON object: "pages", each with its sections, and "counts" of the states of pages and sections."""
    counts = {
        "pages": Counter(page.state for page in states),
        "sections": Counter(section.state for page in states for section in page.sections),
    }
    content = {"pages": [_plain(page) for page in states], "counts": counts}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _plain(value: object) -> object:
    """A state as mappings and lists; a place as its line and column."""
    if isinstance(value, Place):
        return {"line": value.line, "col": value.col}
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


FORMATS: Mapping[str, Callable[[Sequence[PageState]], str]] = {"text": text, "json": as_json}


def diff(site: Site, states: Iterable[PageState]) -> str:
    """For each translation what has changed in its source page since, as a unified diff."""
    from difflib import unified_diff

    parts: list[str] = []
    pages = {page.path: page for page in site.pages.values()}
    for state in states:
        translation = pages.get(state.translation)
        snapshot = site.snapshots.get(translation.src) if translation else None
        if translation and snapshot:
            old, new = (document.text.splitlines() for document in (snapshot, pages[state.source].document))
            parts += unified_diff(old, new, snapshot_path(site, translation), state.source, lineterm="")
    return "".join(f"{line}\n" for line in parts)


def snapshot_path(site: Site, translation: Page) -> str:
    """Where the snapshot of a translation lies, relative to the project."""
    code = translation.language.code if translation.language else ""
    return f"{site.settings.translations}/{code}/{translation.slug}"


def _page(page: PageState) -> list[str]:
    lines = [f"{page.translation}: {page.state}"]
    if any(section.state != page.state for section in page.sections) or page.state not in (FRESH, UNSTAMPED):
        lines += [line for section in page.sections for line in _section(section, page.source)]
    return lines


def _section(section: SectionState, source: str) -> list[str]:
    anchor = f" #{section.id}" if section.id else ""
    head = f'  {section.state}: "{section.name}"{anchor} ({source}:{section.place.line})'
    return [head, *(f"    line {change.place.line}: {change.text}" for change in section.changes)]


def _counts(what: str, states: Iterable[str]) -> str:
    counted = Counter(states)
    return f"{what}: " + ", ".join(f"{counted[state]} {state}" for state in STATES)
