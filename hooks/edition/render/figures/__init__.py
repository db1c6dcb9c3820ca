"""The figures of `data/figures.yml`: pictures that are drawn at build time, with their data as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from edition.drawings import can_be_drawn
from edition.model import Record, Site
from edition.render.figures import shapes
from edition.render.figures.canvas import drawing
from edition.render.figures.counted import COUNTED
from edition.render.page import Frame, downloads


def figure(record: Record, site: Site, frame: Frame, claims: str) -> str:
    """One figure with its title, caveat, sources, table and download; nothing of one that cannot be drawn.
    `claims`: the marks of its claims."""
    if not can_be_drawn(record):
        return ""
    name, data, strings = f"figure-{record.id}", record.data, frame.strings
    title, description = (_plain(data[field], frame) for field in ("title", "description"))
    rows = _rows(record, site, frame)
    elements, height = _drawn(record, rows, frame)
    sources = frame.cite([key for _, key in record.texts("cites")])
    table = f"/{frame.language}/data/{record.id}.csv"
    return (
        f'<figure class="figure" id="{name}" data-no-terms>\n'
        f'<figcaption><p class="figure__title">{escape(title)}</p></figcaption>\n'
        f"{drawing(elements, height, name, title, description)}\n"
        f'<p class="figure__caveat">{frame.text(data.get("caveat"))} {sources} {claims}</p>\n'
        f"<details><summary>{escape(strings['figure_data'])}</summary>{_table(_head(record, frame), rows)}"
        f"{downloads(frame, [(table, strings['download_csv'])])}</details>\n</figure>\n"
    )


def as_csv(record: Record, site: Site, frame: Frame) -> str:
    """The data of a figure as a table in the language of the frame."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_head(record, frame))
    writer.writerows(_rows(record, site, frame))
    return out.getvalue()


def _plain(value: Any, frame: Frame) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    return str(value.get(frame.language) or next(iter(value.values()), ""))


def _head(record: Record, frame: Frame) -> list[str]:
    return [_plain(cell, frame) for cell in record.data.get("head", ())]


def _rows(record: Record, site: Site, frame: Frame) -> list[list[str]]:
    counted = COUNTED.get(str(record.data.get("data")))
    if counted:
        return counted(site, frame)
    return [[_plain(cell, frame) for cell in row] for row in record.data.get("rows", ())]


def _drawn(record: Record, rows: Sequence[shapes.Row], frame: Frame) -> shapes.Drawn:
    match str(record.data.get("shape")):
        case "bars":
            return shapes.bars(rows, frozenset(int(number) - 1 for _, number in record.texts("hollow")))
        case "matrix":
            return shapes.matrix(rows, _head(record, frame))
        case "path":
            return shapes.path(rows, [sign for _, sign in record.texts("join")])
        case shape:
            return shapes.SHAPES[shape](rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
