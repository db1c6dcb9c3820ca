"""The files of `data/`: lists of records in YAML, tables in CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import yaml

from edition.model import Fault, Place, Record, Records
from edition.patterns import late
from edition.sources import yaml_text
from edition.sources.config import ConfigError
from edition.sources.lines import normalise


def parse(source: str, path: str, schema: dict[str, Any] | None = None) -> Records:
    """The records of one file, in their order. Never raises."""
    text = normalise(source)
    try:
        rows = list(_table(text, path)) if path.endswith(".csv") else _records(text, path)
    except yaml_text.YamlFault as fault:
        wrong = (path, *_merge(text)) if _MERGE.search(text) else (path, fault.place, str(fault))
        return Records(path, (), schema or {}, (wrong,))
    faults = tuple(_uneven(text, path)) if path.endswith(".csv") else ()
    return Records(path, tuple(rows), schema or {}, faults, _validator(schema) if schema else _sound)


_MERGE = late(r"^(?:<{7}|>{7})(?: [^\n]*)?$", re.M)


def _merge(text: str) -> tuple[Place, str]:
    """Where two versions of a file were put together and nobody has chosen."""
    found = _MERGE.search(text)
    place = Place(text.count("\n", 0, found.start() if found else 0) + 1, 1)
    return place, "a merge that was not finished: choose one text and remove the marks"


def _uneven(text: str, path: str) -> Iterator[Fault]:
    """The rows with more cells than the head of their table: what is in the last of them is lost."""
    import csv
    import io

    rows = csv.reader(io.StringIO(text), strict=True)
    head, line = len(next(rows, [])), rows.line_num + 1
    for row in rows:
        if len(row) > head:
            yield path, Place(line, 1), f"this row has {len(row)} cells, the head of the table has {head}"
        line = rows.line_num + 1


def _sound(record: Record) -> tuple[()]:
    return ()


def _validator(schema: dict[str, Any]) -> Callable[[Record], Iterable[Any]]:
    import jsonschema_rs  # only where there is a schema: the command must start fast

    validator = jsonschema_rs.Draft202012Validator(schema)
    return lambda record: validator.iter_errors(_typed(record.data, schema))


def _typed(value: Any, schema: Any) -> Any:
    """A value as its schema wants it: what that calls a number or a truth value is one, all else a text as written."""
    kind = schema.get("type") if isinstance(schema, Mapping) else None
    if isinstance(value, dict) and kind == "object" and isinstance(schema.get("properties"), Mapping):
        return {name: _typed(each, schema["properties"].get(name)) for name, each in value.items()}
    if isinstance(value, list) and kind == "array":
        return [_typed(each, schema.get("items")) for each in value]
    if isinstance(value, str) and kind in ("integer", "number", "boolean"):
        plain, _ = yaml_text.load(value) if _PLAIN.fullmatch(value) else (value, None)
        return plain
    return value


_PLAIN = late(r"[+-]?\d{1,300}(?:\.\d{1,300})?|true|false")


def schema(text: str, path: str) -> dict[str, Any]:
    """The JSON Schema of one file. Raises ConfigError where the text is none."""
    import json

    import jsonschema_rs

    try:
        described = json.loads(text)
        jsonschema_rs.meta.validate(described)
    except (ValueError, jsonschema_rs.ValidationError) as error:
        raise ConfigError(f"{path} is no JSON Schema: {str(error).splitlines()[0]}") from error
    # A schema of the whole file says in `items` what that of a record says.
    if (
        isinstance(described, dict)
        and described.get("type") == "array"
        and isinstance(described.get("items"), dict)
    ):
        kept = {name: each for name, each in described.items() if name in ("$schema", "$defs", "definitions")}
        return {**kept, **described["items"]}
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
