"""Dates in EDTF as a reader of a language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def written(edtf: str, strings: Mapping[str, Any]) -> str:
    """`2023-08-21` as "21 August 2023", `2023-06/2023-11` as "June 2023 – November 2023".

    The names of the months are `months` of strings.yml.
    """
    return " – ".join(_written(part, strings) for part in edtf.split("/"))


def _written(date: str, strings: Mapping[str, Any]) -> str:
    year, *rest = date.split("-")
    if not rest:
        return year
    month = strings["months"][int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def years(edtf: str) -> range:
    """The years that a date touches; none for ""."""
    parts = [int(part[:4]) for part in edtf.split("/") if part]
    return range(parts[0], parts[-1] + 1) if parts else range(0)
