"""A site to its problems; one family of rules a module."""

from __future__ import annotations

from collections.abc import Iterable

from edition.checks import (
    bibliography,
    citations,
    course,
    entries,
    evidence,
    links,
    parity,
    records,
    structure,
    targets,
    terms,
)
from edition.model import Problem, Site
from edition.rules import CATALOGUE, Rule

FAMILIES = (
    bibliography, citations, course, entries, evidence, links, parity, records, structure, targets, terms,
)  # fmt: skip


def run(site: Site, rules: Iterable[Rule] | None = None) -> list[Problem]:
    """Everything that the rules (all of them, unless some are named) find on a site, by path, line and
    column."""
    chosen = CATALOGUE.values() if rules is None else rules
    return sorted({problem for rule in chosen for problem in rule.problems(site)})
