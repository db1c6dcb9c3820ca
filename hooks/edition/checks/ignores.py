"""Inline ignores. What these rules find depends on what the others have found: see `edition.ignores`."""

from __future__ import annotations

from collections.abc import Iterable

from edition.model import Site
from edition.rules import Finding, rule

FAMILY = "records"


@rule
def ignore_reason(site: Site) -> Iterable[Finding]:
    """Who reads an ignore learns what it is for and why it is there.

    It names rules or families, and behind a colon the reason; in YAML it begins with `#`, in BibTeX with
    `%`. It holds for the line on which it stands; alone on a line, for what follows.

    Bad: `<!-- edition: ignore missing-page -->`, or a name that no rule has
    Good: `<!-- edition: ignore missing-page: the page comes with the next lesson -->`
    """
    return ()


@rule
def unused_ignore(site: Site) -> Iterable[Finding]:
    """An ignore that nothing needs any more would hide the next defect at its place.

    Bad: `[Law](law.md) <!-- edition: ignore missing-page: not yet written -->` once law.md is there
    Good: `[Law](law.md)`
    """
    return ()
