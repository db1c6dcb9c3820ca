"""Tables: each row has as many cells as its head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Document, Page, Site
from edition.rules import Finding, rule

FAMILY = "records"

_RULE = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*+\|?[ \t]*$", re.M)
# A bar that divides no cells: it is escaped, or stands in a term or a variable, which are put in before.
_NO_BAR = re.compile(r"\\\||\[\[[^\[\]\n]*\]\]|\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}")


@rule
def table_cells(site: Site) -> Iterator[Finding]:
    """Of a row with more cells than the head of its table the last ones are lost.

    Bad: a row `| Demak | 2.0 | 8.7 |` below the head `| Town | 2010 |`
    Good: as many cells as the head has; `\\|` for a bar in a cell
    """
    for page in site.pages.values():
        masked = page.document.masked
        for line in _RULE.finditer(masked) if "|" in masked and "--" in masked else ():
            if "|" in line[0]:
                yield from _wide_rows(page, line)


def _wide_rows(page: Page, line: re.Match[str]) -> Iterator[Finding]:
    masked = page.document.masked
    head = masked[masked.rfind("\n", 0, max(line.start() - 1, 0)) + 1 : max(line.start() - 1, 0)]
    cells, columns = _cells(head), _cells(line[0])
    if not head.strip(" \t>"):
        return
    if cells != columns:
        if head.strip(" \t>").startswith("|") and line[0].strip(" \t>").startswith("|"):
            message = (
                f"the head of the table has {cells} cells, the line below it {columns}: this is no table"
            )
            yield _at_line(page, line.start(), message, "make them as many")
        return
    for start, row in _rows(page.document, line.end() + 1):
        if _cells(row) > cells:
            message = f"this row has {_cells(row)} cells, the head of its table {cells}"
            yield _at_line(
                page, start, message, "remove one, add one to the head, or write \\| for a bar in a cell"
            )


def _rows(document: Document, start: int) -> Iterator[tuple[int, str]]:
    """The lines up to the next blank one, without their code, and their offsets."""
    text = document.text
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end == -1 else end
        if not text[start:end].strip():
            return
        yield start, document.masked[start:end]
        start = end + 1


def _cells(row: str) -> int:
    row = _NO_BAR.sub("", row).strip(" \t>")
    return row.removeprefix("|").removesuffix("|").count("|") + 1


def _at_line(page: Page, start: int, message: str, hint: str) -> Finding:
    line = page.document.text[start:].split("\n", 1)[0]
    offset = start + len(line) - len(line.lstrip(" \t>"))
    return Finding(page.path, page.document.places.at(offset), message, hint)
