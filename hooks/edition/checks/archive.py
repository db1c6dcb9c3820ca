"""The records of archived copies: each is what it says, as far as its address tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from edition.addresses import ARCHIVE, asked, uses
from edition.model import Record, Site
from edition.patterns import late
from edition.rules import Finding, did_you_mean, rule

FAMILY = "records"

_ARCHIVES = ("archive.org", "archive.ph", "archive.today", "archive.is", "perma.cc")
# web.archive.org/web/20230509120000id_/https://..., archive.ph/2023.05.09-120000/https://...
_COPY = late(
    r"https?://[^/]+/(?:web/)?(\d{4})[.]?(\d\d)[.]?(\d\d)(?:-?\d{2,6})?(?:[a-z]{2}_)?/(https?:/.+)?", re.I
)


@rule
def archive_record(site: Site) -> Iterator[Finding]:
    """An archived copy helps where the site uses its address, and where it is a copy of that, of that day.

    Bad: `copy: https://web.archive.org/web/20230509120000/https://a.org/` and `date: 2023-05-08`
    Good: the same `copy`, and `date: 2023-05-09`
    """
    records = site.collection(ARCHIVE).all
    used = {use.address for use in uses(site)} if records else set()
    for record in records:
        yield from _use(record, used)
        yield from _copy(record)


def _use(record: Record, used: set[str]) -> Iterator[Finding]:
    url = _text(record, "url")
    if url and asked(url) not in used:
        hint = did_you_mean(url, sorted(used)) or "write it as it stands there, or remove this record"
        yield Finding(record.path, record.place("url"), f'nothing on the site uses the address "{url}"', hint)


def _copy(record: Record) -> Iterator[Finding]:
    copy = _text(record, "copy")
    if copy and not _is_archive(copy):
        message = f'"{copy}" is no address of an archive'
        hint = "write one of web.archive.org, archive.org, archive.ph or perma.cc"
        yield Finding(record.path, record.place("copy"), message, hint)
    elif found := _COPY.match(copy):
        yield from _stamp(record, "-".join(found.group(1, 2, 3)), found[4] or "")


def _stamp(record: Record, day: str, original: str) -> Iterator[Finding]:
    """What the address of a copy says of its day and of the address that was copied."""
    date, url = _text(record, "date"), _text(record, "url")
    if date and date != day:
        message = f'the copy is of {day}, not of "{date}"'
        yield Finding(record.path, record.place("date"), message, f"write {day}")
    if url and original and _bare(url) != _bare(original):
        message = f'the copy is one of "{original}", not of "{url}"'
        yield Finding(record.path, record.place("copy"), message, "find a copy of the address itself")


def _is_archive(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return any(host == archive or host.endswith(f".{archive}") for archive in _ARCHIVES)


def _bare(address: str) -> str:
    """What is the same in the ways in which archives write one address."""
    return re.sub(r"^https?:/+(?:www\.)?|:(?:80|443)(?=/|$)|/$", "", asked(address).lower())


def _text(record: Record, name: str) -> str:
    value = record.data.get(name)
    return value.strip() if isinstance(value, str) else ""
