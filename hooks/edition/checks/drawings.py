"""The figures of `data/figures.yml`: whether they can be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from edition import drawings
from edition.model import Site
from edition.rules import Finding, rule

FAMILY = "records"


@rule
def figure_data(site: Site) -> Iterator[Finding]:
    """A figure has the rows that its shape draws; of one that cannot be drawn, a page shows nothing.

    bars: [group, label, number] a row; grid: [column, row, number, note]; tiles: [number, label];
    years: [year, signs]; matrix: a cell for each column of its head; path: the boxes side by side.

    Bad: `rows: [[Cases, police, many]]`, `rows: [[]]`
    Good: `rows: [[Cases, police, "755"]]`
    """
    collection = site.collection("figures")
    for record in collection.all:
        wrong = drawings.ill_formed(record)
        # With a schema, record-schema says that.
        shown = ([] if collection.schema else wrong) if wrong else drawings.faults(record)
        for fault in shown if wrong or shown else drawings.gaps(record):
            yield Finding(record.path, record.place(*fault.way), fault.message, fault.advice)
