"""The ledger of evidence: claims, their sources and their standing agree with one another and the audit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from edition.dates import span
from edition.model import Place, Record, Records, Site
from edition.patterns import late
from edition.rules import Finding, did_you_mean, rule
from edition.slips import meant

# Between the ledger and the audit: the fields of `data/audit.csv` and the ways to them in a claim.
_AUDITED = {
    "section": ("section",),
    "value": ("value",),
    "unit": ("unit",),
    "date": ("date",),
    "cites": ("cites",),
    "status": ("status",),
    "verdict": ("checked", "verdict"),
}
_NUMBERED = late(r"([A-Z])(\d{1,9})")


@rule
def unknown_claim(site: Site) -> Iterator[Finding]:
    """A mark leads to a claim of the ledger.

    Bad: `[#C136]` where the last claim is C135
    Good: `[#C135]`
    """
    claims = site.collection("evidence").by_id
    if not claims:
        return
    for page in site.pages.values():
        for mark in page.document.claims:
            if mark.name not in claims:
                advice = did_you_mean(mark.name, claims)
                yield Finding(page.path, mark.place, f'unknown claim "{mark.name}"', advice)
    for name, collection in site.records.items():
        for record, way, claim in collection.values if name != "evidence" else ():
            if "claims" in way and isinstance(claim, str) and claim not in claims:
                place = record.place(*way)
                yield Finding(record.path, place, f'unknown claim "{claim}"', did_you_mean(claim, claims))


@rule
def untreated_claim(site: Site) -> Iterator[Finding]:
    """Each claim of the paper is treated on some page, or the reader never learns of it.

    Bad: a claim C113 in the ledger, and no `[#C113]` on any page
    Good: the mark where the page treats the claim
    """
    treated = {mark.name for page in site.pages.values() for mark in page.document.claims}
    for record in site.collection("evidence").all:
        if record.id and record.id not in treated:
            message = f'claim "{record.id}" is treated on no page'
            yield Finding(record.path, record.place("id"), message, f"write [#{record.id}] where it is")


@rule
def claim_number(site: Site) -> Iterator[Finding]:
    """The claims are numbered without a gap, so that a missing one is seen.

    Bad: C112 followed by C114
    Good: C112, C113, C114
    """
    expected, form = {1}, "C{:03}"
    for record in site.collection("evidence").all:
        found = _NUMBERED.fullmatch(record.id)
        if found:
            form = f"{found[1]}{{:0{len(found[2])}}}"
        number, right = int(found[2]) if found else 0, form.format(min(expected))
        if number not in expected:
            wrong = "is no number of a claim" if not found else f'stands where "{right}" is expected'
            place = record.place("id")
            yield Finding(record.path, place, f'"{record.id}" {wrong}', "number the claims without a gap"
                          if found else f"write {right}")  # fmt: skip
        # After a wrong number the next may go on from it, or as if it were right.
        next_ones = {number + 1} if found else set()
        expected = next_ones if number in expected else next_ones | {min(expected) + 1}


@rule
def audit_mismatch(site: Site) -> Iterator[Finding]:
    """The ledger says of each claim what the audit found; a slip of the pen must not change a finding.

    Bad: `status: consistent` where data/audit.csv has `anachronistic`
    Good: the same in both; a new finding is entered in both, with its reason in the commit
    """
    audit, ledger = site.collection("audit"), site.collection("evidence")
    if ledger.faults or not ledger.path:
        return
    columns = audit.all[0].data.keys() if audit.all else ()
    for name in columns if (lost := [each for each in _AUDITED if each not in columns]) else ():
        if name not in _AUDITED and (near := meant(name, lost)):
            message = f'unknown column "{name}"'
            yield Finding(audit.path, Place(1, 1), message, f'did you mean "{near}"?')
    for record in ledger.all if audit.all else ():
        row = audit.by_id.get(record.id)
        if row is None:
            yield Finding(record.path, record.place("id"), f'the audit has no claim "{record.id}"')
            continue
        for name, way in _AUDITED.items():
            if name not in columns:
                continue
            ours, theirs = _text(_at(record.data, way)), str(row.data.get(name, ""))
            if ours != theirs and not _is_told(ledger, record, way):
                message = f'{name} of {record.id} is "{ours}", in {audit.path}:{row.place().line} "{theirs}"'
                yield Finding(record.path, record.place(*way), message, "correct the one that is wrong")
    for row in audit.all:
        if row.id not in ledger.by_id:
            yield Finding(ledger.path, Place(1, 1), f'claim "{row.id}" of {audit.path} is missing', "add it")


def _is_told(ledger: Records, record: Record, way: tuple[str, ...]) -> bool:
    """Whether the schema has said that a value is none."""
    return any(tuple(error.instance_path) == way for error in ledger.faults_of(record))


def _at(value: Any, way: tuple[str, ...]) -> Any:
    for name in way:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _text(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


@rule
def claim_status(site: Site) -> Iterator[Finding]:
    """A source that is older than an event cannot document it, and the status of the claim says so.

    Bad: `status: consistent` for an event of 2023 with a source of 2021; `status: anachronistic` for
         one with a source of its own year
    Good: `anachronistic` or `miscited`, or `older_source:` with the reason why its age is no fault
    """
    for record in site.collection("evidence").all:
        older = _only_older_sources(record, site)
        status, date = record.data.get("status"), str(record.data.get("date", ""))
        if status == "anachronistic" and not (date and record.data.get("cites")):
            message = f'{record.id} is "anachronistic", but has no {"source" if date else "date"}'
            yield Finding(record.path, record.place("status"), message, "correct the status, date or sources")
        elif status == "anachronistic" and older is False:
            message = f'{record.id} is "anachronistic", but not all of its sources are older than {date}'
            yield Finding(record.path, record.place("status"), message, "correct the status, date or sources")
        elif older and status not in ("anachronistic", "miscited") and "older_source" not in record.data:
            message = f"every source of {record.id} is older than {date}"
            hint = "write anachronistic or miscited, or give the reason in older_source:"
            yield Finding(record.path, record.place("status"), message, hint)


def _only_older_sources(record: Record, site: Site) -> bool | None:
    """Whether each source ends before the event begins; `None` where that cannot be told."""
    event = span(str(record.data.get("date", "")))
    entries = [site.bibliography.by_key.get(key) for _, key in record.texts("cites")]
    dates = [span(entry.get("date") or entry.get("year")) if entry else None for entry in entries]
    if not event or not dates or None in dates:
        return None
    return all(days is not None and days[1] < event[0] for days in dates)
