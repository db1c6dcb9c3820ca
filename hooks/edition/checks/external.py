"""External addresses: what only the web can answer. Without `edition check --external` nothing is found."""

from __future__ import annotations

from collections.abc import Iterator

from edition.addresses import ARCHIVE, Use, asked, uses
from edition.model import Answer, Site
from edition.rules import Finding, advice, rule

FAMILY = "links"


def _answered(site: Site, verdict: str) -> Iterator[tuple[Use, Answer]]:
    for use in uses(site) if site.external else ():
        answer = site.external.get(use.address)
        if answer and answer.verdict == verdict:
            yield use, answer


@rule
def dead_link(site: Site) -> Iterator[Finding]:
    """A reader who follows a link or looks up a source finds it.

    Found with `edition check --external` alone. An archived copy belongs into the archive records of `data/`.

    Bad: an address that answers 404 Not Found or 410 Gone, or whose host no longer exists
    Good: the new address of the page, another source, or the address of an archived copy
    """
    copies = _copies(site)
    for use, answer in _answered(site, "dead"):
        hint = copies.get(use.address) or (
            f"find its new address, or a copy at https://web.archive.org/web/*/{use.address}"
        )
        yield Finding(use.path, use.place, f'the address "{use.address}" {answer.text}', hint)


@advice
def unseen_link(site: Site) -> Iterator[Finding]:
    """A page that was not shown to a program may be there all the same; somebody has to look.

    Found with `edition check --external` alone: the server refuses, is down or is too slow.

    Bad: an address that answers 403 Forbidden, and that nobody has opened
    Good: look at it in a browser
    """
    copies = _copies(site)
    for use, answer in _answered(site, "unseen"):
        message = f'the address "{use.address}" {answer.text}'
        hint = copies.get(use.address) or "look at it in a browser"
        yield Finding(use.path, use.place, message, hint)


@advice
def redirected_link(site: Site) -> Iterator[Finding]:
    """A page that has moved for good is found at its old address only as long as its owner cares.

    Found with `edition check --external` alone.

    Bad: `http://www.unodc.org/x`, which answers 301 and leads to `https://www.unodc.org/x`
    Good: `https://www.unodc.org/x`
    """
    for use, answer in _answered(site, "alive"):
        if answer.moved:
            message = f'the address "{use.address}" has moved for good'
            yield Finding(use.path, use.place, message, f'if the page is the same, write "{answer.moved}"')


def _copies(site: Site) -> dict[str, str]:
    """For each address that has an archived copy, the words that say so."""
    return {
        asked(str(record.data.get("url", ""))): (
            f"an archived copy of {record.data['date']} stands at {record.data['copy']}"
        )
        for record in reversed(site.collection(ARCHIVE).all)
        if record.data.get("copy") and record.data.get("date")
    }
