"""Pages: text that can be read, one title, and headings that go down one level at a time."""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Site
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
def file_encoding(site: Site) -> Iterator[Finding]:
    """A page is text in UTF-8; anything else is shown as signs that nobody wrote.

    Bad: a file saved as "Windows-1252" or "UTF-16"
    Good: a file saved as "UTF-8"
    """
    for path, place, message in site.faults:
        yield Finding(path, place, message, "save the file as UTF-8")
