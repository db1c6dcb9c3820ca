"""Tables: each row has as many cells as its head."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from edition.model import Page, Site
from edition.patterns import late
from edition.rules import Finding, rule

FAMILY = "records"

# A bar that divides no cells: it is escaped, or stands in a term or a variable, which are put in before.
_NO_BAR = late(r"\\\||\[\[[^\[\]\n]*\]\]|\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}")


@rule
def table_cells(site: Site) -> Iterator[Finding]:
    """Of a row with more cells than the head of its table the last ones are lost; a table without a blank line
    above it is none.

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
                end = yield from _wide_rows(page, start, end)
            at = masked.find("--", end)


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
