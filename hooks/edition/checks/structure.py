"""Pages: one title, and headings that go down one level at a time; a navigation that names each page once."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Mark, Site
from edition.rules import Finding, rule

FAMILY = "records"


@rule
def heading_level(site: Site) -> Iterator[Finding]:
    """A page has one heading of level 1, and no level is left out: readers and screen readers go by them.

    Bad: `# Method` twice on a page; `## Data` followed by `#### Sources`
    Good: `## Data` followed by `### Sources`
    """
    for page in site.pages.values():
        titles, level = 0, 0
        for heading in page.document.headings:
            titles += heading.level == 1
            if heading.level == 1 and titles > 1:
                message = f'"{heading.text}" is a second heading of level 1'
                yield Finding(page.path, heading.place, message, "write ##")
            elif level and heading.level > level + 1:
                message = f'"{heading.text}" has level {heading.level} below level {level}'
                yield Finding(page.path, heading.place, message, f"write {'#' * (level + 1)}")
            level = heading.level


@rule
def nav_repeated(site: Site) -> Iterator[Finding]:
    """A page stands once in the navigation: otherwise previous and next go astray.

    Bad: `- method.md` twice under `nav:`
    Good: once
    """
    first: dict[str, Mark] = {}
    for mark in site.settings.nav:
        known = first.setdefault(mark.name, mark)
        if known is not mark and "://" not in mark.name:
            message = f'"{mark.name}" stands in nav twice, first at line {known.place.line}'
            yield Finding(site.settings.path, mark.place, message, "keep one")
