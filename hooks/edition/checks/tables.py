"""Tables: each row has as many cells as its head."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from edition.model import Page, Site
from edition.patterns import late
from edition.rules import Finding, advice, rule
from edition.sources.lines import holds

FAMILY = "records"

# A bar that divides no cells: it is escaped, or stands in a term or a variable, which are put in before.
_NO_BAR = late(r"\\\||\[\[[^\[\]\n]*\]\]|\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}")


@rule
def table_cells(site: Site) -> Iterator[Finding]:
    """Of a row with more cells than the head of its table the last ones are lost; a table without a blank line
    above it is none, and rows below a blank line belong to none.

    Bad: a row `| Demak | 2.0 | 8.7 |` below the head `| Town | 2010 |`
    Good: as many cells as the head has; `\\|` for a bar in a cell
    """
    for page in site.pages.values():
        masked = page.document.masked
        at = masked.find("--") if "|" in masked else -1
        while at != -1:
            start, end = masked.rfind("\n", 0, at) + 1, _line_end(masked, at)
            line = masked[start:end]
            if "|" in line and not line.strip("|-: \t>"):
                below = end
                end = yield from _wide_rows(page, start, end)
                if end > below:
                    yield from _torn_row(page, end)
            at = masked.find("--", end)


@rule
def table_rule(site: Site) -> Iterator[Finding]:
    """Below the head of a table stands a line of dashes, three for each cell; without it there is no table.

    Bad: `| Town | 2010 |` and right below it `| Demak | 2.0 |`
    Good: `|---|---|` between them
    """
    readers = [name for name in (*site.settings.extensions, *site.settings.plugins) if "table" in name]
    if readers != ["tables"]:
        return  # another one may read tables without a head
    for page in site.pages.values():
        masked = page.document.masked
        for found in _ROWS.finditer(masked) if holds(masked, "|\n|") else ():
            lines = [line.strip() for line in found[0].split("\n") if line.strip()]
            if all(line.startswith("|") and line.endswith("|") for line in lines) and not _has_rule(lines):
                first = found.start() + 1
                second = first + found[0][1:].index("\n") + 1
                message = "the table has no line of dashes below its head: it is none"
                meant = len(lines[1].strip("|-: \t")) < lines[1].count(
                    "-"
                )  # one of dashes, with a slip in it
                hint = f"write {'|---' * _cells(lines[0])}|"
                yield _at_line(page, second if meant else first, message, hint)


# Successive lines that begin and end with a bar; the first below a blank line or at the beginning.
_ROWS = late(r"\n(?<=\n\n)(?:[ \t]*\|[^\n]*\|[ \t]*(?:\n|\Z)){2,}(?=\s*(?:\n|\Z)|\Z)")


def _has_rule(lines: list[str]) -> bool:
    """Whether one of the first lines is that of the dashes, or at least has some: table-cells speaks of it."""
    cells = min(map(_cells, lines))
    return cells < 2 or any("-" in line and not line.strip("|-: \t") for line in lines[:3])


@advice
def short_row(site: Site) -> Iterator[Finding]:
    """A row with fewer cells than the head of its table was not finished, or two of its cells are one.

    A row with one cell is a heading within the table.

    Bad: a row `| Demak | 2.0 |` below the head `| Town | 2010 | 2020 |`
    Good: `| Demak | 2.0 | 8.7 |`; an empty cell has bars too
    """
    for page in site.pages.values():
        masked = page.document.masked
        at = masked.find("|--") if "|" in masked else -1
        at = masked.find("| --") if at == -1 and "|" in masked else at
        while at != -1:
            start, end = masked.rfind("\n", 0, at) + 1, _line_end(masked, at)
            if not masked[start:end].strip("|-: \t>"):
                yield from _short_rows(page, _cells(masked[start:end].strip(" \t>")), end)
            at = min(
                (found for sign in ("|--", "| --") if (found := masked.find(sign, end)) != -1), default=-1
            )


def _short_rows(page: Page, cells: int, end: int) -> Iterator[Finding]:
    for start, stop in _rows(page.document.text, end + 1):
        row = page.document.masked[start:stop].strip(" \t>")
        whole = page.document.text[start:stop].strip(" \t>")  # with its code, which may be a cell
        barred = whole.startswith("|") and whole.endswith("|")
        number = _cells(row) if barred and row.count("|") <= cells else cells
        if number < cells and (number > 1 or (cells == 2 and _is_word(row))):
            message = f"this row has {number} cell{'s' * (number > 1)}, the head of its table {cells}"
            yield _at_line(page, start, message, "write the missing ones, empty if need be")


def _is_word(row: str) -> bool:
    """Whether the one cell of a row is no heading of those below it: these are bold or long."""
    return "*" not in row and "_" not in row and len(row.split()) < 4


def _torn_row(page: Page, end: int) -> Iterator[Finding]:
    """A row alone below the blank line that ends a table."""
    found = _TORN.match(page.document.masked, end)
    if found and _cells(found["row"].strip()) > 1:
        message = "this row belongs to no table: a blank line parts it from the one above"
        yield _at_line(page, found.start("row"), message, "remove the blank line")


_TORN = late(r"\n?[ \t]*\n(?P<row>[ \t]*\|[^\n]*\|[ \t]*)(?=\n[ \t]*(?:\n|\Z)|\n?\Z)")


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end == -1 else end


def _wide_rows(page: Page, start: int, end: int) -> Generator[Finding, None, int]:
    """What is wrong with the table whose second line is given; where the table ends."""
    masked = page.document.masked
    line, above = masked[start:end].strip(" \t>"), max(start - 1, 0)
    first = masked.rfind("\n", 0, above) + 1
    head = masked[first:above].strip(" \t>")
    if head.startswith("|") and _is_glued(page.document.text, first):
        yield _at_line(
            page, first, "this table continues the paragraph above it", "leave a blank line between them"
        )
        return end
    cells, columns = _cells(head), _cells(line)
    if cells != columns:
        if head.startswith("|") and line.startswith("|"):
            message = f"the head of this table has {cells} cells, the line below it {columns}: it is no table"
            yield _at_line(page, start, message, "make them as many")
        return end
    for start, end in _rows(page.document.text, end + 1):  # noqa: B020 (the end of the last row is that of the table)
        number = _cells(masked[start:end].strip(" \t>"))
        if head and number > cells:
            message = f"this row has {number} cells, the head of its table {cells}"
            hint = "remove one, add one to the head, or write \\| for a bar in a cell"
            yield _at_line(page, start, message, hint)
    return end


def _is_glued(text: str, start: int) -> bool:
    """Whether the line above a table is one of a paragraph: what begins with a sign may be of another kind."""
    line = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)]
    indent = re.match(r"[ \t]*", text[start:])
    own = indent[0] if indent else ""
    return line.startswith(own) and line[len(own) : len(own) + 1].isalpha() and "|" not in line


def _rows(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Beginning and end of each line up to the next blank one."""
    while start < len(text):
        end = _line_end(text, start)
        if not text[start:end].strip():
            return
        yield start, end
        start = end + 1


def _cells(row: str) -> int:
    """How many cells there are in a row without its outer blanks."""
    if "\\" in row or "{" in row or "[[" in row:
        row = _NO_BAR.sub("", row)
    return row.count("|") + 1 - row.startswith("|") - row.endswith("|")


def _at_line(page: Page, start: int, message: str, hint: str) -> Finding:
    line = page.document.text[start : _line_end(page.document.text, start)]
    offset = start + len(line) - len(line.lstrip(" \t>"))
    return Finding(page.path, page.document.places.at(offset), message, hint)
