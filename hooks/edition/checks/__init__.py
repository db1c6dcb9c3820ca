"""A site to its problems; one family of rules a module."""

from __future__ import annotations

from edition.checks import bibliography, citations, course, evidence, links, parity, records, terms
from edition.model import Problem, Site
from edition.rules import CATALOGUE

FAMILIES = (bibliography, citations, course, evidence, links, parity, records, terms)


def run(site: Site) -> list[Problem]:
    """Everything that the rules find on a site, by path, line and column."""
    return sorted({problem for rule in CATALOGUE.values() for problem in rule.problems(site)})
