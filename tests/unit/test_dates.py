"""Dates: only what is valid EDTF is taken, and it means the days that a calendar has."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from edition.dates import span
from edition.render.dates import written

MONTHS = {"months": ["Januari", "Februari", "Maret"] + ["x"] * 9}


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-08-21", date(2023, 8, 21), date(2023, 8, 21)),
        ("2022-05/2024", date(2022, 5, 1), date(2024, 12, 31)),
    ],
)
def test_what_a_date_means(edtf: str, first: date, last: date) -> None:
    assert span(edtf) == (first, last)
    parse_edtf(edtf)  # the library knows it too


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21 August 2023",
        "2023-13",
        "2023-02-30",
        "23-08",
        "2023-8",
        "2023/",
        "2024/2023",
        "2023-00",
        "0000",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert span(text) is None


@pytest.mark.parametrize("text", ["21 August 2023", "2023-13", "2023-8", "2023-02-30"])
def test_the_library_knows_no_such_date_either(text: str) -> None:
    with pytest.raises(EDTFParseException):
        parse_edtf(text)


def test_a_date_as_it_is_written() -> None:
    assert written("2024-03-13", MONTHS) == "13 Maret 2024"
    assert written("2022-01/2022-03", MONTHS) == "Januari 2022 – Maret 2022"
    assert written("2022", MONTHS) == "2022"
