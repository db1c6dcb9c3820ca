"""Dates in EDTF (ISO 8601-2, level 0): a day, a month, a year, or an interval of two of them; and the months of dates
in a text."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from edition.patterns import late

# The months by the words of some languages, the shortened ones too.
_NAMES = (
    "january jan januari januar jänner janvier", "february feb februari februar février", "march mar maret märz mars",
    "april apr avril", "may mei mai", "june jun juni juin", "july jul juli juillet",
    "august aug agustus agt agu août", "september sep sept septembre", "october oct oktober okt octobre",
    "november nov novembre", "december dec desember des dezember dez décembre",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATED = late(
    rf"(?<![\w.,])(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?)[ \u00a0](?P<one>{_MONTH})\b"
    rf"|\b(?P<two>{_MONTH})\.?[ \u00a0](?=\d{{4}}\b|\d{{1,2}},? \d{{4}}\b)",
    re.I,
)


def months(text: str) -> list[tuple[int, str, int]]:
    """The months of dates in a text, each with its number and its offset: "2 May", "May 2, 1998", "Mei 1998"."""
    found = []
    for date_of in _DATED.finditer(text):
        group = "one" if date_of["one"] else "two"
        found.append((MONTHS[date_of[group].lower()], date_of[group], date_of.start(group)))
    return found


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
