"""Dates in EDTF (ISO 8601-2, level 0): a day, a month, a year, or an interval of two of them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from edition.patterns import late

_DATE = late(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.A)


@lru_cache(maxsize=1000)  # a year is asked for again and again
def span(edtf: str) -> tuple[date, date] | None:
    """The first and the last day that a date can mean; `None` where it is no date."""
    start, slash, end = edtf.partition("/")
    first, last = _days(start), _days(end if slash else start)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _days(text: str) -> tuple[date, date] | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month or found[2]:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:  # month 13, 30 February, year 0
        return None
