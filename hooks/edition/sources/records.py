"""The files of `data/`: lists of records in YAML, tables in CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import yaml

from edition.model import Place, Record, Records
from edition.sources import yaml_text
from edition.sources.places import normalise


def parse(source: str, path: str, schema: dict[str, Any] | None = None) -> Records:
    """The records of one file, in their order. Never raises."""
    text = normalise(source)
    try:
        rows = _table(text, path) if path.endswith(".csv") else _records(text, path)
    except yaml_text.YamlFault as fault:
        return Records(path, (), schema or {}, ((path, fault.place, str(fault)),))
    return Records(path, tuple(rows), schema or {})


def _records(text: str, path: str) -> list[Record]:
    data, node = yaml_text.load(text, yaml_text.STRINGS)  # a date stays a date, a count keeps its zeros
    if not isinstance(data, list) or not isinstance(node, yaml.SequenceNode):
        raise yaml_text.YamlFault("not a list of records: each begins with `- id:`", Place(1, 1))
    yaml_text.require_plain(text, node)
    records = []
    for item, child in zip(data, node.value, strict=True):
        place = yaml_text.place(child.start_mark)
        if not isinstance(item, dict):
            raise yaml_text.YamlFault("not a record: write `- id: name` and its fields", place)
        records.append(Record(path, item, yaml_text.places(child)))
    return records


def _table(text: str, path: str) -> Iterator[Record]:
    rows = csv.reader(io.StringIO(text), strict=True)
    try:
        names = next(rows, [])
        for row in rows:
            if row:
                yield Record(path, dict(zip(names, row, strict=False)), {(): Place(rows.line_num, 1)})
    except csv.Error as error:
        raise yaml_text.YamlFault(f"invalid CSV: {error}", Place(rows.line_num, 1)) from error
