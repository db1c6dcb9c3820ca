"""The rows of figures that are counted from the records, so that picture and data never differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from edition.model import Site
from edition.render.dates import years
from edition.render.evidence import SIGNS, STATUSES
from edition.render.page import Frame
from edition.render.timeline import SIGNS as KIND_SIGNS

Rows = list[list[str]]


def standing(site: Site, frame: Frame) -> Rows:
    """How many claims have each status."""
    counts = Counter(record.data.get("status") for record in site.collection("evidence").all)
    words = frame.strings["statuses"]
    return [["", f"{SIGNS[status]} {words[status]}", str(counts[status])] for status in STATUSES]


def source_years(site: Site, frame: Frame) -> Rows:
    """How many claims about an event of one year rest on a source of another, and how many of them
    are anachronistic. The year of a claim is the first of its date, of its sources the last."""
    counts: Counter[tuple[str, str]] = Counter()
    anachronistic: Counter[tuple[str, str]] = Counter()
    for record in site.collection("evidence").all:
        entries = [site.bibliography.by_key.get(key) for _, key in record.texts("cites")]
        sources = [(entry.get("date") or entry.get("year"))[:4] for entry in entries if entry]
        events = years(str(record.data.get("date", "")))
        if events and any(sources):
            cell = (str(events[0]), max(sources))
            counts[cell] += 1
            anachronistic[cell] += record.data.get("status") == "anachronistic"
    return [
        [
            *cell,
            str(counts[cell]),
            f"{SIGNS['anachronistic']} {anachronistic[cell]}" if anachronistic[cell] else "",
        ]
        for cell in sorted(counts)
    ]


def timeline(site: Site, frame: Frame) -> Rows:
    """The signs of the events of each year."""
    signs: defaultdict[str, list[str]] = defaultdict(list)
    for record in site.collection("timeline").all:
        signs[str(record.data.get("date", ""))[:4]].append(KIND_SIGNS.get(str(record.data.get("kind")), ""))
    return [[year, " ".join(of_year)] for year, of_year in sorted(signs.items())]


COUNTED: Mapping[str, Callable[[Site, Frame], Rows]] = {
    "standing": standing,
    "source-years": source_years,
    "timeline": timeline,
}
