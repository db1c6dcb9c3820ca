"""Translations that the page they translate has left behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from edition.model import Page, Site
from edition.places import Place, Spliced
from edition.rules import Finding, advice, rule

if TYPE_CHECKING:
    from edition.freshness.changes import Change
    from edition.freshness.states import SectionState

FAMILY = "parity"

_HASHES = ("source_hash", "source-hash")
_SEEN = ("source_date", "source-date", "source_updated", "source-updated", "translated")
_UPDATED = ("date", "updated", "last_modified")
_ALGORITHMS = ("sha256", "md5", "sha1", "blake2b", "blake2s", "sha512", "sha384", "sha224")
_SHORTEST = 6  # hexadecimal digits that still tell two pages apart
_SHOWN = 3  # changes of a section; `edition status` prints them all


@rule
def stale_translation(site: Site) -> Iterator[Finding]:
    """A translation says what the page that it translates says now: a figure, a source or a section that
    has changed there changes here too.

    Bad: a copy in `translations/` with "679 cases", "697 cases" on the English page
    Good: the new figure on both pages, then `edition stamp docs/id/paper/method.md`
    """
    for translation, source, section in _overtaken(site):
        if section.changes:
            message = f"{_named(section, source)} has changed: {_listed(section.changes)}"
            yield _finding(translation, section, message, "translate it")


@advice
def touched_translation(site: Site) -> Iterator[Finding]:
    """Where the source page was reworded, the translator has a look, even if nothing follows from it.

    Bad: a comma moved on the English page since the copy in `translations/` was made
    Good: somebody has looked: `edition stamp docs/id/paper/method.md`
    """
    for translation, source, section in _overtaken(site):
        if section.state == "touched":
            message = f"{_named(section, source)} has been reworded"
            yield _finding(translation, section, message, "see whether this still says the same")


@advice
def unstamped_translation(site: Site) -> Iterator[Finding]:
    """Of each translation it is on record from which text it was made, so that a change of it is noticed.

    Bad: `docs/id/paper/method.md` without `translations/id/paper/method.md`
    Good: both, after `edition stamp docs/id/paper/method.md`
    """
    for source, translation in site.pairs if site.settings.translations else ():
        if translation.src not in site.snapshots:
            message = f"it is not on record which text of {source.path} this translates"
            yield Finding(translation.path, Place(1, 1), message, _then("compare the two", translation))


@rule
def source_hash(site: Site) -> Iterator[Finding]:
    """A digest or a date of the source page in the front matter is that of the page as it is now.

    Bad: `source_hash: 3f2a9c…` of a text that has changed since; `translated: 2024-03-01` where the
    source page has `updated: 2024-05-20`
    Good: the digest (MD5, SHA or BLAKE2, or its beginning) of the source page; a date that is no earlier
    """
    for source, translation in site.pairs:
        data = translation.document.front_matter.data
        message = f"the source page {source.path} has changed since this translation was made"
        for name in _HASHES:
            if name in data and not _is_digest(_written(translation, name), source):
                then = f"translate what has changed, then renew {name}"
                yield Finding(translation.path, translation.record.place(name), message, then)
        changed = max(filter(None, (_day(source, name) for name in _UPDATED)), default=None)
        for name in _SEEN if changed else ():
            seen = _day(translation, name)
            if seen and changed and seen < changed:
                then = f"translate what has changed since {seen}, then renew {name}"
                yield Finding(translation.path, translation.record.place(name), message, then)


def _overtaken(site: Site) -> Iterator[tuple[Page, Page, SectionState]]:
    """Each section that is not as its translator saw it, with the translation and its source page."""
    for source, translation in site.pairs if site.settings.translations else ():
        snapshot = site.snapshots.get(translation.src)
        if snapshot is not None and snapshot.text != source.document.text:
            from edition.freshness.states import overtaken  # rarely needed, and the command must start fast

            yield from (
                (translation, source, section) for section in overtaken(snapshot, source, translation)
            )


def _named(section: SectionState, source: Page) -> str:
    return f'section "{section.name}" of {source.path}:{section.place.line}'


def _listed(changes: tuple[Change, ...]) -> str:
    listed = ", ".join(f"{change.text} (line {change.place.line})" for change in changes[:_SHOWN])
    return f"{listed} and {len(changes) - _SHOWN} more" if len(changes) > _SHOWN else listed


def _finding(translation: Page, section: SectionState, message: str, then: str) -> Finding:
    place = section.translated or Place(1, 1)
    return Finding(translation.path, place, message, _then(then, translation))


def _then(what: str, translation: Page) -> str:
    return f"{what}, then run: edition stamp {translation.path}"


def _written(page: Page, name: str) -> str:
    """A value as it was written: YAML reads a digest of digits alone as a number."""
    value = page.document.front_matter.data[name]
    if isinstance(value, str):
        return value
    place = page.record.place(name)
    line = page.document.text.split("\n")[place.line - 1][place.col - 1 :]
    return line.split(" #")[0].strip()


def _is_digest(written: str, source: Page) -> bool:
    """Whether a value is a digest, or the beginning of one, of a page, however that was read."""
    from hashlib import new

    if isinstance(source.document.places, Spliced):
        return True  # of the page without its snippets nothing is known here
    wanted = written.rpartition(":")[2].strip().lower()
    if len(wanted) < _SHORTEST:
        return False
    texts = _readings(source)
    return any(new(name, text).hexdigest().startswith(wanted) for name in _ALGORITHMS for text in texts)


def _readings(page: Page) -> list[bytes]:
    """The bytes of which somebody can have taken the digest: the body or the whole file, with either
    line end, stripped or not."""
    from edition.freshness.facts import body

    text = page.document.text
    read = []
    for whole in (text[body(page.document) :], text):
        read += [whole, whole.strip(), whole.strip() + "\n", whole.lstrip()]
    read += [part.replace("\n", "\r\n") for part in read]
    return [part.encode(errors="surrogatepass") for part in dict.fromkeys(read)]


def _day(page: Page, name: str) -> date | None:
    value: Any = page.document.front_matter.data.get(name)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip()[:10])
        except ValueError:
            return None
    return value if isinstance(value, date) else None
