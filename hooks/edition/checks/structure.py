"""Pages: text that can be read, one title, and headings that go down one level at a time."""

from __future__ import annotations

from collections.abc import Iterator

from edition.checks import generated
from edition.checks.writing import open_fences
from edition.model import Page, Site
from edition.rules import Finding, rule

FAMILY = "records"


@rule
def heading_level(site: Site) -> Iterator[Finding]:
    """A page has one heading of level 1, and no level is left out: readers and screen readers go by them.

    Where a plugin puts content between two headings, it may hold the level that seems to be left out; below a
    fence that is not closed, code looks like headings.

    Bad: `# Method` twice on a page; `## Data` followed by `#### Sources`
    Good: `## Data` followed by `### Sources`
    """
    for page in site.pages.values():
        found = list(_wrong_levels(page, site))
        if found:
            end = _end_of_sound(page)
            yield from (finding for offset, finding in found if offset < end)


def _wrong_levels(page: Page, site: Site) -> Iterator[tuple[int, Finding]]:
    """What is wrong with the levels of a page, each with the offset of its heading."""
    titled, level, before = False, 0, 0
    for heading in page.document.headings:
        message = ""
        if heading.level == 1 and titled:
            message, right = f'"{heading.text}" is a second heading of level 1', "##"
        elif 0 < level < heading.level - 1 and not generated.content(page, site, before, heading.offset):
            message = f'"{heading.text}" has level {heading.level} below level {level}'
            right = "#" * (level + 1)
        if message:
            yield heading.offset, Finding(page.path, heading.place, message, f"write {right}")
        titled |= heading.level == 1
        level, before = heading.level, heading.offset


def _end_of_sound(page: Page) -> int:
    """Where the first fence begins that is not closed: what follows may be no headings."""
    return next((fence.start() for fence in open_fences(page.document.text)), len(page.document.text))


@rule
def file_encoding(site: Site) -> Iterator[Finding]:
    """A page is text in UTF-8; anything else is shown as signs that nobody wrote.

    Bad: a file saved as "Windows-1252" or "UTF-16"
    Good: a file saved as "UTF-8"
    """
    for path, place, message in site.faults:
        said, _, advice = message.partition("; ")
        yield Finding(path, place, said, advice)
