"""A site to its problems; one family of rules a module."""

from __future__ import annotations

from collections.abc import Iterable

from edition.ignores import apply
from edition.model import Problem, Site, in_order
from edition.policy import EVERYTHING, Policy
from edition.rules import Rule
from edition.sources.texts import Texts, reader


def run(
    site: Site,
    rules: Iterable[Rule] | None = None,
    policy: Policy = EVERYTHING,
    texts: Texts | None = None,
) -> list[Problem]:
    """Everything that the rules (those of the policy, unless some are named) find on a site and that nobody
    ignores, by path, line and column. `texts` gives those that are no pages; `None`: none is read."""
    chosen = policy.rules() if rules is None else list(rules)
    found = in_order(problem for rule in chosen for problem in rule.problems(site))
    able = [rule for rule in chosen if _able(rule, site)]
    return apply(found, site, able, policy, texts or reader(site, None))


def _able(rule: Rule, site: Site) -> bool:
    """Whether a rule could have found something: what only the web or the built site knows is not always asked
    for, and an ignore of such a rule is not unused because of that."""
    return rule.family != "html" and (
        rule.check.__module__ != "edition.checks.external" or bool(site.external)
    )
