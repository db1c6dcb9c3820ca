"""Pages: text that can be read, one title, and headings that go down one level at a time."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from edition.checks import generated
from edition.checks.writing import open_fences
from edition.model import Page, Site
from edition.places import Place
from edition.rules import Finding, advice, rule

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


@advice
def untitled_page(site: Site) -> Iterator[Finding]:
    """A page has a title: its heading of level 1, `title` in its front matter, or its entry in `nav`. Without one it
    is called by the name of its file, in the navigation, in the tab of the browser and in search results.

    Bad: a page `gauge-2.md` that begins with `## Reading the gauge`
    Good: `# The gauge` above it
    """
    titled = {named for titles in site.settings.nav_titles for _, named in titles}
    for page in site.pages.values():
        document = page.document
        if any(heading.level == 1 for heading in document.headings) or {page.src, page.slug} & titled:
            continue
        matter = document.front_matter
        if matter.error or any(matter.data.get(name) for name in ("title", "term")) or _is_special(page):
            continue
        if document.masked.strip() and "<h1" not in document.masked and not generated.content(page, site):
            message = "this page has no title: it is called by the name of its file"
            yield Finding(page.path, Place(1, 1), message, "write a heading of level 1")


def _is_special(page: Page) -> bool:
    """Whether a page is the first of the site or of a language, a list for a plugin, or made by a template."""
    name = posixpath.basename(page.slug)
    matter = page.document.front_matter.data
    return (
        page.slug in ("index.md", "README.md")
        or name in ("404.md", "SUMMARY.md", "tags.md")
        or "template" in matter
    )


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


@advice
def accidental_heading(site: Site) -> Iterator[Finding]:
    """A line of dashes right below a sentence makes a heading of it; a rule stands below a blank line.

    Bad: `The sea rises twice a day.` and right below it `---`
    Good: a blank line between them
    """
    for page in site.pages.values():
        text = page.document.text
        for heading in page.document.headings:
            sentence = len(heading.text) > _LONG and heading.text[-1] in ".:;,"
            dashes = text.find("\n", heading.offset) + 1
            if (
                sentence
                and heading.level == 2
                and text.startswith("-", dashes)
                and text[heading.offset] != "#"
            ):
                message = "this line makes a heading of the sentence above it"
                yield Finding(
                    page.path, page.document.places.at(dashes), message, "leave a blank line between them"
                )


_LONG = 25  # characters of a heading that is a sentence


@rule
def file_encoding(site: Site) -> Iterator[Finding]:
    """A page is text in UTF-8; anything else is shown as signs that nobody wrote.

    Bad: a file saved as "Windows-1252" or "UTF-16"
    Good: a file saved as "UTF-8"
    """
    for path, place, message in site.faults:
        said, _, advice = message.partition("; ")
        yield Finding(path, place, said, advice)
