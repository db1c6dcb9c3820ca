"""Small edits of texts that people keep by hand: their comments, order and line ends stay as they are."""

from __future__ import annotations

import csv
import io
import posixpath
from collections.abc import Iterable, Mapping, Sequence

from edition.model import Mark
from edition.patterns import late

_NAV_ENTRY = late(r"(?P<dash>\s*-\s+)(?:[^\s#\[{][^#\[{]*:\s+)?[\"']?(?P<src>[^\s\"'#]+)[\"']?\s*(?:#.*)?")


def nav_entry(nav: Iterable[Mark], src: str, after: str = "") -> Mark | None:
    """The entry of nav below which a page belongs: that of the page `after` where nav names it, else the last
    of the page's folder, else of the next folder above that has any. `None`: nav has no such entry."""
    entries = [mark for mark in nav if "://" not in mark.name]
    if found := [mark for mark in entries if mark.name == after]:
        return found[-1]
    folder = posixpath.dirname(src)
    while not (found := [mark for mark in entries if posixpath.dirname(mark.name) == folder]) and folder:
        folder = posixpath.dirname(folder)
    return max(found, key=lambda mark: mark.place.line, default=None)


def below_nav_entry(text: str, entry: Mark, srcs: Sequence[str]) -> str:
    """mkdocs.yml with pages named below an entry of nav, "" where that entry has no line of its own."""
    newline = _newline(text)
    lines = text.split(newline)
    # From its line on: edits above may have moved it down.
    for index in range(entry.place.line - 1, len(lines)):
        found = _NAV_ENTRY.fullmatch(lines[index])
        if found and found["src"] == entry.name:
            lines[index + 1 : index + 1] = [f"{found['dash']}{src}" for src in srcs]
            return newline.join(lines)
    return ""


def with_record(text: str, record: str) -> str:
    """A YAML list with a record at its end, below a blank line."""
    body = "" if text.strip("\ufeff \r\n") == "[]" else text.rstrip("\r\n \ufeff")
    return _joined(body, f"\n{record}" if body else record, _newline(text))


def with_row(table: str, values: Mapping[str, str]) -> str:
    """A CSV table with a row at its end; the columns without a value stay empty."""
    names = next(csv.reader(io.StringIO(table.removeprefix("\ufeff"))), [])
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow([values.get(name, "") for name in names])
    return _joined(table.rstrip("\r\n"), row.getvalue(), _newline(table))


def _joined(body: str, addition: str, newline: str) -> str:
    return (f"{body}{newline}" if body else "") + addition.replace("\n", newline)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
