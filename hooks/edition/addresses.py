"""Where a site uses the addresses of the web: in its pages, its bibliography and its records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from edition.model import Bibliography, Page, Place, Record, Site
from edition.patterns import late

ARCHIVE = "archive"  # the records that name archived copies, as mkdocs.yml calls them

_WEB = late(r"https?://\S", re.I)
_WHOLE = late(r"https?://\S+", re.I)
_DOI = late(r"10\.\d{4,9}/\S+")
_INVISIBLE = late(r"[\t\r\n]")


class Use(NamedTuple):
    """An address as it is asked for (see `asked`), and where it stands."""

    address: str
    path: str
    place: Place


def asked(address: str) -> str:
    """An address without what no server sees: its fragment, and the line breaks that a browser drops."""
    return _INVISIBLE.sub("", address.strip()).partition("#")[0]


def uses(site: Site) -> Iterator[Use]:
    """Every use of an http(s) address; the records of archived copies use none, they say more of it."""
    for page in site.pages.values():
        yield from _of_page(page)
    yield from _of_bibliography(site.bibliography)
    for name, records in site.records.items():
        yield from _of_records(records.all) if name != ARCHIVE else ()


def _of_page(page: Page) -> Iterator[Use]:
    for link in page.document.links:
        # The other half of a reference: the definition is a link of its own.
        if link.kind != "image-reference" and _WEB.match(link.target):
            yield Use(asked(link.target.replace("&amp;", "&")), page.path, link.place)
    yield from _of_records([page.record])


def _of_bibliography(bibliography: Bibliography) -> Iterator[Use]:
    for entry in bibliography.entries:
        if _WEB.match(entry.get("url")):
            yield Use(asked(entry.get("url")), entry.path, entry.fields["url"].place)
        if _DOI.fullmatch(entry.get("doi")):
            address = f"https://doi.org/{quote(entry.get('doi'), safe='/:;()<>')}"
            yield Use(address, entry.path, entry.fields["doi"].place)


def _of_records(records: Iterable[Record]) -> Iterator[Use]:
    """The values that are an address and nothing else, whatever their field is called."""
    for record in records:
        for way, value in record.walk():
            if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
                yield Use(asked(value), record.path, record.place(*way))
