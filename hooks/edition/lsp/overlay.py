"""What a site holds beside its pages, with one unsaved text in place of what is on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edition.course import Course
from edition.model import Bibliography, Document, Entry, Fault, Language, Page, Records, Rest, Site
from edition.sources import bibtex, records
from edition.sources.lines import normalise


@dataclass(frozen=True)
class _Overlaid:
    """As `base`, but for the sources and the records."""

    base: Rest
    bibliography: Bibliography
    records: Mapping[str, Records]

    def course(self, site: Site, language: Language) -> Course:
        return self.base.course(site, language)

    def snapshot(self, page: Page) -> Document | None:
        return self.base.snapshot(page)

    @property
    def snippet_names(self) -> Sequence[str]:
        return self.base.snippet_names

    @property
    def snippet_files(self) -> Sequence[str]:
        return self.base.snippet_files

    def beside(self, path: str) -> Sequence[str]:
        return self.base.beside(path)

    @property
    def theme_files(self) -> frozenset[str]:
        return self.base.theme_files

    def text(self, path: str) -> str:
        return self.base.text(path)

    def mentions(self, text: str) -> bool:
        return self.base.mentions(text)


def with_bibliography(site: Site, path: str, text: str) -> Site:
    """The site with one of its bibliography files written anew."""
    made = _bibliography(site.bibliography, path, text)
    return site._replace(rest=_Overlaid(_base(site), made, site.records))


def with_records(site: Site, path: str, text: str) -> Site:
    """The site with one of its files of records written anew."""
    made = {
        name: records.parse(text, path, dict(old.schema)) if old.path == path else old
        for name, old in site.records.items()
    }
    return site._replace(rest=_Overlaid(_base(site), site.bibliography, made))


def _base(site: Site) -> Rest:
    return site.rest.base if isinstance(site.rest, _Overlaid) else site.rest


def _bibliography(old: Bibliography, path: str, text: str) -> Bibliography:
    texts = {**old.texts, path: normalise(text)}
    entries: list[Entry] = []
    faults: list[Fault] = []
    for name in texts:
        if name == path:
            found, unread = bibtex.parse(text, path)
        else:
            found = [entry for entry in old.entries if entry.path == name]
            unread = [fault for fault in old.faults if fault[0] == name]
        entries += found
        faults += unread
    return Bibliography(tuple(entries), tuple(faults), texts)
