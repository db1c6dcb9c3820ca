"""The ledger of evidence: its page, the marks that lead to it, and its downloads."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from edition.model import Mark, Page, Record, Records
from edition.render.dates import written, years
from edition.render.page import Frame, downloads, options

STATUSES = ("consistent", "inconsistent", "anachronistic", "miscited", "uncited")
# Shown beside the words, so that no status is told by its colour alone.
SIGNS = {"consistent": "✓", "inconsistent": "≠", "anachronistic": "←", "miscited": "✗", "uncited": "–"}
PAGE = "evidence/index.md"


def treated_on(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """For each claim the pages that treat it, in their order."""
    found: dict[str, list[Page]] = {}
    for page in pages:
        for mark in page.document.claims:
            treating = found.setdefault(mark.name, [])
            if not treating or treating[-1] is not page:
                treating.append(page)
    return found


def claim_mark(mark: Mark, claims: Mapping[str, Record], frame: Frame) -> str:
    """The short mark of a claim in a text: its number and its status, leading to the ledger."""
    record = claims.get(mark.name)
    if record is None:
        return f'<span class="claim">{escape(mark.name)}</span>'
    status = str(record.data.get("status", ""))
    label = escape(frame.strings["claim_label"].format(id=mark.name, status=frame.word("statuses", status)))
    return (
        f'<a class="claim claim--{status}" href="{escape(frame.url(PAGE))}#{mark.name}" aria-label="{label}" '
        f'title="{label}">{mark.name} {SIGNS.get(status, "")}</a>'
    )


def ledger(records: Records, treated: Mapping[str, Sequence[Page]], frame: Frame) -> str:
    """All claims as a table that can be filtered, sorted, linked and printed."""
    rows = "\n".join(_row(record, treated.get(record.id, ()), frame) for record in records.all)
    heads = "".join(
        f'<th role="columnheader" scope="col">{escape(frame.strings[name])}</th>'
        for name in ("claim", "claim_text", "claim_source")
    )
    return (
        f'<div class="ledger" data-no-terms data-pagefind-weight="0.3">\n'
        f"{_counts(records.all, frame)}\n{_files(frame)}\n"
        f'{_filter(records.all, frame)}\n<table class="claims" role="table" data-items>\n'
        f"<caption>{escape(frame.strings['ledger_caption'])}</caption>\n"
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}\n</tbody>\n</table>\n</div>\n'
    )


def _counts(claims: Sequence[Record], frame: Frame) -> str:
    counts = Counter(str(record.data.get("status")) for record in claims)
    items = "".join(
        f"<li>{_badge(status, frame)} <strong>{counts[status]}</strong> "
        f"{frame.word('status_meanings', status)}</li>"
        for status in STATUSES
    )
    total = escape(frame.strings["claims_total"].format(number=len(claims)))
    return f'<p class="counts-total">{total}</p>\n<ul class="counts">{items}</ul>'


def _badge(status: str, frame: Frame) -> str:
    sign = f'<span aria-hidden="true">{SIGNS.get(status, "")}</span>'
    return f'<span class="status status--{status}">{sign} {frame.word("statuses", status)}</span>'


def _files(frame: Frame) -> str:
    strings = frame.strings
    return downloads(frame, [("/data/evidence.csv", strings["download_csv"]),
                             ("/data/evidence.json", strings["download_json"]),
                             ("/data/evidence.schema.json", strings["download_schema"])])  # fmt: skip


def _filter(claims: Sequence[Record], frame: Frame) -> str:
    strings = frame.strings
    sections = dict.fromkeys(str(record.data.get("section")) for record in claims)
    keys = sorted({key for record in claims for _, key in record.texts("cites")})
    all_years = sorted({str(year) for record in claims for year in years(str(record.data.get("date", "")))})
    named = [(name, strings["sections"].get(name, name)) for name in sections]
    statuses = [(status, strings["statuses"][status]) for status in STATUSES]
    orders = [("date", strings["sort_date"]), ("status", strings["sort_status"])]
    parts = [
        options("section", strings["filter_section"], named, strings["filter_all"]),
        options("status", strings["filter_status"], statuses, strings["filter_all"]),
        options("source", strings["filter_source"], [(key, key) for key in keys], strings["filter_all"]),
        options("year", strings["filter_year"], [(year, year) for year in all_years], strings["filter_all"]),
        options("sort", strings["sort"], orders, strings["sort_number"]),
    ]
    return filter_form("".join(parts), frame)


def filter_form(parts: str, frame: Frame) -> str:
    """The form around some lists of `options`; what it shows is `[data-items] > [data-...]`."""
    strings = frame.strings
    shown = escape(strings["filter_shown"])
    return (
        f'<form class="filter needs-script" data-filter data-shown="{shown}">{parts}'
        f'<button class="site-button" type="reset">{escape(strings["filter_reset"])}</button>'
        '<p role="status" data-filter-count></p></form>'
    )


def _row(record: Record, pages: Sequence[Page], frame: Frame) -> str:
    data, strings = record.data, frame.strings
    status, date = str(data.get("status")), str(data.get("date", ""))
    keys = [key for _, key in record.texts("cites")]
    when = written(date, strings) if date else strings["undated"]
    where = frame.word("sections", str(data.get("section")))
    number = _number(data)
    why = f"<p>{frame.text(data['why'])}</p>" if "why" in data else ""
    if "older_source" in data:
        why += f"<p>{frame.text(data['older_source'])}</p>"
    treated = ", ".join(frame.link(page.slug, page.title) for page in pages)
    return (
        f'<tr role="row" id="{record.id}" data-section="{escape(str(data.get("section")))}" '
        f'data-status="{status}" data-source="{" ".join(keys)}" data-sort-status="{STATUSES.index(status)}" '
        f'data-year="{" ".join(map(str, years(date)))}" data-sort-date="{escape(date or "9999")}">'
        f'<th role="rowheader" scope="row"><a href="#{record.id}">{record.id}</a> {_badge(status, frame)}</th>'
        f'<td role="cell"><p class="claim-text">{frame.text(data["text"])}{number}</p>{why}'
        f"{_check(data.get('checked'), frame)}"
        f'<p class="cited-on">{escape(strings["treated_on"])} {treated}</p></td>'
        f'<td role="cell"><p>{where}</p><p>{escape(when)}</p>'
        f"<p>{frame.cite(keys) if keys else escape(strings['no_source'])}</p></td></tr>"
    )


def _number(data: Mapping[str, Any]) -> str:
    value = " ".join(str(data[name]) for name in ("value", "unit") if name in data)
    return f' <span class="claim-value" lang="en">[{escape(value)}]</span>' if value else ""


def _check(checked: Any, frame: Frame) -> str:
    if not isinstance(checked, Mapping):
        return ""
    strings = frame.strings
    links = "".join(
        f'<li><a href="{escape(str(url))}" rel="noreferrer">{escape(urlsplit(str(url)).netloc)}</a></li>'
        for url in checked.get("urls", ())
    )
    pages = f"<p>{escape(strings['pages_seen'])}</p><ul>{links}</ul>" if links else ""
    seen = escape(strings["seen_on"].format(date=written(str(checked.get("seen", "")), strings)))
    return (
        f"<details><summary>{escape(strings['record_shows'])} "
        f"{frame.word('verdicts', str(checked.get('verdict')))}</summary>"
        f"<p>{frame.text(checked.get('note'))}</p>{pages}<p>{seen}</p></details>"
    )


_COLUMNS = ("id", "section", "value", "unit", "date", "cites", "status", "verdict", "urls", "seen")
_TEXTS = ("text", "why", "note")


def as_csv(records: Records, languages: Sequence[str]) -> str:
    """The ledger as a table: one claim a row, the texts in a column for each language."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_COLUMNS, *(f"{name}_{code}" for name in _TEXTS for code in languages)])
    for record in records.all:
        flat = {**record.data, **record.data.get("checked", {})}
        cells = [flat.get(name, "") for name in _COLUMNS]
        texts = [flat.get(name, {}).get(code, "") for name in _TEXTS for code in languages]
        writer.writerow([*(" ".join(cell) if isinstance(cell, list) else cell for cell in cells), *texts])
    return out.getvalue()


def as_json(records: Records) -> str:
    """The ledger as its schema describes it: a list of claims."""
    return json.dumps([record.data for record in records.all], ensure_ascii=False, indent=1) + "\n"
