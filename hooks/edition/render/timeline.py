"""The timeline: what happened when, and where the paper dates it otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from edition.model import Mark, Place, Record, Records
from edition.render.dates import written
from edition.render.evidence import filter_form
from edition.render.page import Frame, options

KINDS = ("law", "meeting", "case", "figure")
SIGNS = {"law": "§", "meeting": "●", "case": "▲", "figure": "#"}

ClaimMark = Callable[[Mark], str]


def timeline(records: Records, claim: ClaimMark, frame: Frame) -> str:
    """All events as a list in the order of time; `claim` makes the mark of a claim."""
    strings = frame.strings
    kinds = [(kind, strings["kinds"][kind]) for kind in KINDS]
    form = filter_form(options("kind", strings["filter_kind"], kinds, strings["filter_all"]), frame)
    items = "\n".join(_event(record, claim, frame) for record in records.all)
    return f'<div data-no-terms>{form}\n<ol class="timeline" data-items>\n{items}\n</ol>\n</div>\n'


def _event(record: Record, claim: ClaimMark, frame: Frame) -> str:
    data = record.data
    kind, date = str(data.get("kind")), str(data.get("date"))
    sources = frame.cite([key for _, key in record.texts("cites")])
    marks = _marks([name for _, name in record.texts("claims")], claim)
    papers = "".join(_in_the_paper(each, claim, frame) for each in data.get("paper", ()))
    return (
        f'<li id="{escape(record.id)}" data-kind="{kind}" class="event event--{kind}">'
        f'<p class="event__date"><time datetime="{escape(date.partition("/")[0])}">'
        f"{escape(written(date, frame.strings))}</time> "
        f'<span class="event__kind"><span aria-hidden="true">{SIGNS.get(kind, "")}</span> '
        f"{frame.word('kinds', kind)}</span></p>"
        f"<p>{frame.text(data.get('text'))} {sources} {marks}</p>{papers}</li>"
    )


def _in_the_paper(paper: Mapping[str, Any], claim: ClaimMark, frame: Frame) -> str:
    date = str(paper.get("date", ""))
    when = f" <strong>{escape(written(date, frame.strings))}.</strong>" if date else ""
    return (
        f'<p class="event__paper">{escape(frame.strings["the_paper_has"])}{when} '
        f"{frame.text(paper.get('note'))} {_marks(paper.get('claims', ()), claim)}</p>"
    )


def _marks(names: Any, claim: ClaimMark) -> str:
    return " ".join(claim(Mark(str(name), Place(1, 1))) for name in names)
