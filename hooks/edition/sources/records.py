"""The files of `data/`: lists of records in YAML, tables in CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import yaml

from edition.model import Place, Record, Records
from edition.sources import yaml_text
from edition.sources.config import ConfigError
from edition.sources.lines import normalise


def parse(source: str, path: str, schema: dict[str, Any] | None = None) -> Records:
    """The records of one file, in their order. Never raises."""
    text = normalise(source)
    try:
        rows = list(_table(text, path)) if path.endswith(".csv") else _records(text, path)
    except yaml_text.YamlFault as fault:
        return Records(path, (), schema or {}, ((path, fault.place, str(fault)),))
    return Records(path, tuple(rows), schema or {}, faults_of=_validator(schema) if schema else _sound)


def _sound(record: Record) -> tuple[()]:
    return ()


def _validator(schema: dict[str, Any]) -> Callable[[Record], Iterable[Any]]:
    import jsonschema_rs  # only where there is a schema: the command must start fast

    validator = jsonschema_rs.Draft202012Validator(schema)
    return lambda record: validator.iter_errors(record.data)


def schema(text: str, path: str) -> dict[str, Any]:
    """The JSON Schema of one file. Raises ConfigError where the text is none."""
    import json

    import jsonschema_rs

    try:
        described = json.loads(text)
        jsonschema_rs.meta.validate(described)
    except (ValueError, jsonschema_rs.ValidationError) as error:
        raise ConfigError(f"{path} is no JSON Schema: {str(error).splitlines()[0]}") from error
    return dict(described)


def _records(text: str, path: str) -> list[Record]:
    data, node = yaml_text.load_strings(text)
    if not isinstance(data, list) or not isinstance(node, yaml.SequenceNode):
        raise yaml_text.YamlFault("not a list of records: each begins with `- id:`", Place(1, 1))
    records = []
    for item, child in zip(data, node.value, strict=True):
        place = yaml_text.place(child.start_mark)
        if not isinstance(item, dict):
            raise yaml_text.YamlFault("not a record: write `- id: name` and its fields", place)
        records.append(Record(path, item, yaml_text.NodePlaces(child)))
    return records


def _table(text: str, path: str) -> Iterator[Record]:
    """The rows of a table, each placed at its first line: a cell in quotes may have several."""
    import csv  # few sites have a table
    import io

    rows = csv.reader(io.StringIO(text), strict=True)
    line = 1
    try:
        names = next(rows, [])
        line = rows.line_num + 1
        for row in rows:
            if row:
                yield Record(path, dict(zip(names, row, strict=False)), {(): Place(line, 1)})
            line = rows.line_num + 1
    except csv.Error as error:
        raise yaml_text.YamlFault(f"invalid CSV: {error}", Place(line, 1)) from error
