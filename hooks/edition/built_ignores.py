"""Ignores of what is wrong with the built site: those of the built pages, and of the pages that they were made from."""

from __future__ import annotations

from collections.abc import Iterable, Set

from edition.built import Built
from edition.built_rules import FAMILY, origins
from edition.ignores import UNUSED, apply
from edition.model import Problem, Site
from edition.policy import Policy
from edition.rules import Rule
from edition.sources.lines import normalise
from edition.sources.texts import Texts


def not_ignored(
    found: Set[Problem], built: Built, site: Site, rules: Iterable[Rule], policy: Policy, texts: Texts
) -> set[Problem]:
    """The problems of a built site that nobody ignores, and those of ignores that none of them needs.

    What lies in a built page is covered too by what holds for the whole page that it was made from.
    """
    made_from, pages = origins(built, site), {built.shown(path): page for path, page in built.pages.items()}
    whole = {
        each: each._replace(path=made_from[each.path], line=1, col=1)
        for each in found
        if each.path in made_from
    }
    own = [rule for rule in rules if rule.family == FAMILY or rule.name == UNUSED]
    # The sources have needed some ignores of this family already.
    of_sources = {each for rule in own for each in rule.problems(site)}
    said = set(
        apply(
            {*found, *whole.values(), *of_sources},
            site,
            own,
            policy,
            lambda path: normalise(pages[path].text) if path in pages else texts(path),
        )
    )
    kept = {each for each in found if each in said and whole.get(each, each) in said}
    # A comment stands in the page and in what was made from it: it is enough that one of them needs it.
    needing = {made_from[each.path] for each in found - kept if each.path in made_from}
    return kept | {each for each in said if each.rule == UNUSED and each.path not in {*pages, *needing}}
