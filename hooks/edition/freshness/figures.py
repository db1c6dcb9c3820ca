"""The figures, dates and negations of a text without markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from edition.patterns import late


class Fact(NamedTuple):
    """Something stated at an offset of a text. Two facts are the same if `kind` and `key` are; `name` is
    what a reader knows it by."""

    kind: str
    key: str
    name: str
    offset: int


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "January Jan Januari",
            "February Feb Februari",
            "March Mar Maret",
            "April Apr",
            "May Mei",
            "June Jun Juni",
            "July Jul Juli",
            "August Aug Agustus Agu",
            "September Sep Sept",
            "October Oct Oktober Okt",
            "November Nov",
            "December Dec Desember Des",
        ),
        1,
    )
    for name in names.split()
}
NUMERALS = {
    word: value
    for words, value in (
        ("zero nol", "0"),
        ("half setengah", "0.5"),
        ("two dua twice", "2"),
        ("three tiga thrice", "3"),
        ("four empat", "4"),
        ("five lima", "5"),
        ("six enam", "6"),
        ("seven tujuh", "7"),
        ("eight delapan", "8"),
        ("nine sembilan", "9"),
        ("ten sepuluh puluh", "10"),
        ("eleven sebelas", "11"),
        ("twelve dozen", "12"),
        ("thirteen", "13"),
        ("fourteen", "14"),
        ("fifteen", "15"),
        ("sixteen", "16"),
        ("seventeen", "17"),
        ("eighteen", "18"),
        ("nineteen belas", "19"),
        ("twenty", "20"),
        ("thirty", "30"),
        ("forty", "40"),
        ("fifty", "50"),
        ("sixty", "60"),
        ("seventy", "70"),
        ("eighty", "80"),
        ("ninety", "90"),
        ("hundred ratus seratus", "100"),
        ("thousand ribu seribu", "1000"),
        ("million juta sejuta", "1000000"),
        ("billion miliar semiliar", "1000000000"),
        ("trillion triliun", "1000000000000"),
    )
    for word in words.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_FIGURES = late(
    rf"(?P<iso>(?<![\d-])\d{{4}}-\d\d-\d\d(?![\d-]))"
    rf"|(?<!\d)(?P<day>{_DAY})\s{{1,4}}(?P<month>{_MONTH})(?:,?\s{{1,4}}(?P<year>\d{{4}})(?!\d))?"
    rf"|\b(?P<month2>{_MONTH})(?:\s{{1,4}}(?P<day2>{_DAY})(?!\w))?(?:,?\s{{1,4}}(?P<year2>\d{{4}})(?!\d))?"
    r"|(?P<number>(?<!\d)\d{1,3}(?:[.,\u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"(?P<percent>\s?(?:%|(?i:per\s?cent|persen)\b))?"
    r"(?P<unit>[ \u00a0]?(?:°[CF]|[kKMGm]?Hz|[kMG]?Wh?|[kMGT]?B|[kmcµ]?g|[kcm]m[²³]?|m[²³]|ha|m?[lL]|bit|t)"
    r"(?![\w°²³-]))?"
    rf"|\b(?P<numeral>(?i:{'|'.join(sorted(NUMERALS, key=len, reverse=True))}))\b"
)
_GROUPED = late(r"(\d{1,3}(?:[.,\u00a0\u2009\u202f]\d{3})+)(?:[.,](\d+))?", re.A)
_NEGATION = late(
    r"\b(?:not|no|never|none|neither|nor|nobody|nothing|without|cannot|[a-z]{2,7}n['’]t"
    r"|tidak|bukan|tanpa|belum|jangan|tak)\b",
    re.I,
)


def find(text: str, start: int = 0) -> Iterator[Fact]:
    """The figures, dates and negations of a text without markup, which begins at an offset."""
    for found in _FIGURES.finditer(text):
        fact = _figure(found, start + found.start())
        if fact:
            yield fact
    for found in _NEGATION.finditer(text):
        yield Fact("negation", "not", f'"{found[0]}"', start + found.start())


def _figure(found: re.Match[str], offset: int) -> Fact | None:
    shown = " ".join(found[0].split())
    if found["number"]:
        key = (
            _plain(found["number"])
            + ("%" if found["percent"] else "")
            + (found["unit"] or "").strip(" \u00a0")
        )
        return Fact("number", key, shown, offset)
    if found["numeral"]:
        return Fact("number", NUMERALS[found["numeral"].lower()], shown, offset)
    if found["iso"]:
        return Fact("date", found["iso"], shown, offset)
    month, day, year = (found[name] or found[f"{name}2"] for name in ("month", "day", "year"))
    if not day and not year and (len(month) < 4 or month == "March"):
        return None  # "May" alone may begin a question, and "March" an order
    parts = [year, f"{_MONTHS[month.rstrip('.')]:02}", day and f"{int(day.rstrip('stndrh')):02}"]
    return Fact("date", "-".join(part for part in parts if part), shown, offset)


def _plain(number: str) -> str:
    """`1,045`, `1.045` and `1045` are one number, and so are `3,5` and `3.5`."""
    grouped = _GROUPED.fullmatch(number)
    if grouped:
        whole = re.sub(r"\D", "", grouped[1])
        return f"{whole}.{grouped[2]}" if grouped[2] else whole
    return number.replace(",", ".")
