"""What keeps a figure of `data/figures.yml` from being drawn, by what its shape asks of its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from edition.model import Path, Record
from edition.patterns import late

MOST_COLUMNS = 12  # side by side on a screen of 360 px
_MOST_ROWS = 1000  # of those that are counted
_MOST_DIGITS = 15  # which a computer still tells from their neighbours
_ID = late(r"[a-z0-9-]+")
_THOUSANDS = late(r"[.,](?=\d{3}(?!\d))")  # in either language
_NUMBER = late(r"-?\d+(?:[.,]\d+)?", re.A)
_COUNTED = {"standing": 3, "source-years": 4, "timeline": 2}  # how many cells the rows of `data` have
_WIDTHS = {
    "bars": (3, 3),
    "grid": (4, 4),
    "tiles": (2, MOST_COLUMNS),
    "years": (2, 2),
    "path": (1, MOST_COLUMNS),
}
_LABELS = {"bars": (1,), "grid": (0, 1), "tiles": (0, 1), "years": (0,)}  # the cells that say what is shown
_TEXTS = ("title", "description")


class Fault(NamedTuple):
    """What is wrong at a way into the record, and what to write instead."""

    way: Path
    message: str
    advice: str = ""


def number(text: str) -> float | None:
    """The number that a text says, `None` for none: three digits behind a sign are thousands, others are decimals."""
    plain = _THOUSANDS.sub("", text.strip())
    return float(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def ill_formed(record: Record) -> list[Fault]:
    """Values of another kind than a figure has; a schema says the same."""
    return [*_fields(record.data), *_lists(record.data)]


def faults(record: Record) -> list[Fault]:
    """What keeps a well formed figure from being drawn."""
    data = record.data
    shape, rows = str(data["shape"]), data.get("rows", [])
    least, most = _widths(shape, data.get("head", []))
    if most < 1:
        return [Fault((), '"head" is missing', "name the columns of the matrix")]
    if "data" in data:
        fits = least <= _COUNTED[data["data"]] <= most
        return list(_hollow(data.get("hollow", []))) if fits else [_uncountable(shape, data["data"])]
    if not rows:
        return [Fault(("rows",), "the figure has no rows", "write its data below rows:")]
    return [*_rows(shape, rows, least, most), *_hollow(data.get("hollow", []), len(rows))]


def gaps(record: Record) -> list[Fault]:
    """What a figure that can be drawn does not tell its readers."""
    data = record.data
    shape, head, rows = data["shape"], data.get("head", []), data.get("rows", [])
    found = [] if head else [Fault((), '"head" is missing', "name the columns of its table")]
    if head and "data" in data and len(head) != _COUNTED[data["data"]]:
        message = f'its head has {_cells(len(head))}, the rows of "{data["data"]}" {_COUNTED[data["data"]]}'
        found.append(Fault(("head",), message, "name each column once"))
    for index, row in enumerate(rows if "data" not in data else ()):
        if head and shape != "path" and len(row) != len(head):
            message = f"the row has {_cells(len(row))}, its head {len(head)}"
            found.append(Fault(("rows", index), message, "name each column once"))
        for column in _LABELS.get(shape, ()):
            if not _said(row[column]):
                message = "the cell that says what is shown is empty"
                found.append(Fault(("rows", index, column), message, "write a label"))
    return found


def can_be_drawn(record: Record) -> bool:
    """Whether a figure can be drawn: nothing is shown of one that cannot."""
    return not ill_formed(record) and not faults(record)


def _fields(data: Mapping[str, Any]) -> Iterator[Fault]:
    if not _ID.fullmatch(str(data.get("id", ""))):
        yield Fault(("id",), "a figure needs an id", "write small letters, digits and hyphens")
    if data.get("shape") not in (*_WIDTHS, "matrix"):
        yield Fault(
            ("shape",), f'"{data.get("shape", "")}" is no shape', f"write {', '.join(_WIDTHS)} or matrix"
        )
    if "data" in data and str(data["data"]) not in _COUNTED:
        yield Fault(("data",), f'"{data["data"]}" is nothing to count', f"write {', '.join(_COUNTED)}")
    for name in _TEXTS:
        if not _is_text(data.get(name)) or not _said(data[name]):
            yield Fault((name,), f'a figure needs a "{name}"', f"add {name}: {{en: ...}}")


def _lists(data: Mapping[str, Any]) -> Iterator[Fault]:
    kinds: Mapping[str, Callable[[Any], bool]] = {
        "head": _is_text,
        "rows": _is_row,
        "hollow": _is_plain,
        "join": _is_plain,
    }
    for name, is_kind in kinds.items():
        values = data.get(name, [])
        if not isinstance(values, list):
            yield Fault(
                (name,), f'"{name}" is no list', "write each of its items on a line that begins with -"
            )
            continue
        for index, value in enumerate(values):
            if not is_kind(value):
                what = "row of cells" if name == "rows" else "text"
                yield Fault(
                    (name, index), f'an item of "{name}" is no {what}', "see data/figures.schema.json"
                )


def _is_row(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_text(value: Any) -> bool:
    """A text, or a text by language."""
    return _is_plain(value) or (isinstance(value, Mapping) and all(map(_is_plain, value.values())))


def _is_plain(value: Any) -> bool:
    return isinstance(value, str)


def _said(value: Any) -> bool:
    texts = value.values() if isinstance(value, Mapping) else (value,)
    return any(str(text).strip() for text in texts)


def _widths(shape: str, head: list[Any]) -> tuple[int, int]:
    """How many cells a row has at least and at most."""
    return _WIDTHS.get(shape) or (len(head), min(len(head), MOST_COLUMNS))


def _uncountable(shape: str, counted: str) -> Fault:
    return Fault(("shape",), f'{shape} cannot show "{counted}", whose rows have {_cells(_COUNTED[counted])}')


def _rows(shape: str, rows: list[list[Any]], least: int, most: int) -> Iterator[Fault]:
    if least > most:
        yield Fault(("head",), f"{least} columns have no room side by side", f"write at most {most}")
        return
    for index, row in enumerate(rows):
        if not row or (shape == "path" and not any(map(_said, row))):
            yield Fault(("rows", index), "the row is empty", "write its cells or remove it")
        elif not least <= len(row) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            message = f"the row has {_cells(len(row))}, a row of {shape} {wanted}"
            yield Fault(("rows", index), message, "write one cell for each column")
        elif shape in ("bars", "grid"):
            yield from _measured(shape, index, row[2])


def _measured(shape: str, index: int, cell: Any) -> Iterator[Fault]:
    """The cell of a row that has to be a number, in each of its languages; an empty one is nothing, or zero."""
    for text in cell.values() if isinstance(cell, Mapping) else (cell,):
        found = number(text) if text.strip() else 0.0
        if found is None:
            yield Fault(("rows", index, 2), f'"{text}" is no number', 'write digits alone, such as "1,250"')
        elif sum(sign.isdigit() for sign in text) > _MOST_DIGITS:
            yield Fault(("rows", index, 2), "the number is too large to be drawn", "count in millions")
        elif found < 0 and shape == "bars":
            yield Fault(
                ("rows", index, 2), f'"{text}" is below zero, which no bar shows', "use the shape tiles"
            )


def _hollow(numbers: list[str], rows: int = _MOST_ROWS) -> Iterator[Fault]:
    for index, text in enumerate(numbers):
        if not (text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS and 1 <= int(text) <= rows):
            hint = "count the rows from 1" if rows == _MOST_ROWS else f"write a number from 1 to {rows}"
            yield Fault(("hollow", index), f'"{text}" is no row', hint)


def _cells(count: int) -> str:
    return f"{count} cell{'' if count == 1 else 's'}"
