"""Show the records of `data/` where a page asks for them, and offer them for download.

A page asks with a comment that stands by itself: `<!-- evidence -->`, `<!-- timeline -->`,
`<!-- numbers -->` and `<!-- contacts -->` (the same contacts, short and whole), `<!-- figure: standing -->`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from edition.drawings import can_be_drawn
from edition.model import Mark, Place, Site
from edition.render import contacts, evidence, figures, timeline
from edition.render.page import Frame

_MARKER = re.compile(r"<!-- (evidence|timeline|numbers|contacts|figure)(?:: ([\w-]+))? -->")


def _evidence(site: Site, frame: Frame, name: str) -> str:
    language = next(each for each in site.settings.languages if each.code == frame.language)
    return evidence.ledger(site.collection("evidence"), evidence.treated_on(site.pages_of(language)), frame)


def _timeline(site: Site, frame: Frame, name: str) -> str:
    claims = site.collection("evidence").by_id
    return timeline.timeline(
        site.collection("timeline"), lambda mark: evidence.claim_mark(mark, claims, frame), frame
    )


def _numbers(site: Site, frame: Frame, name: str) -> str:
    return contacts.numbers(site.collection("contacts"), frame)


def _contacts(site: Site, frame: Frame, name: str) -> str:
    return contacts.contacts(site.collection("contacts"), frame)


def _figure(site: Site, frame: Frame, name: str) -> str:
    record, claims = site.collection("figures").by_id.get(name), site.collection("evidence").by_id
    if record is None:
        return ""
    marks = [Mark(claim, Place(1, 1)) for _, claim in record.texts("claims")]
    return figures.figure(
        record, site, frame, " ".join(evidence.claim_mark(each, claims, frame) for each in marks)
    )


SHOWN: Mapping[str, Callable[[Site, Frame, str], str]] = {
    "evidence": _evidence,
    "timeline": _timeline,
    "numbers": _numbers,
    "contacts": _contacts,
    "figure": _figure,
}


@event_priority(150)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the records where the page asks for them."""
    shared = config.extra["edition"]
    frame: Frame | None = shared["frames"].get(page.file.src_uri)
    if frame is None:
        return html
    return _MARKER.sub(lambda found: SHOWN[found[1]](shared["site"], frame, found[2] or ""), html)


def on_post_build(config: MkDocsConfig) -> None:
    """Offer the ledger as CSV and JSON with its schema, and the data of each figure as CSV."""
    shared = config.extra["edition"]
    site: Site = shared["site"]
    _offer_ledger(site, config)
    by_language = {frame.language: frame for frame in shared["frames"].values()}
    for code, frame in by_language.items():
        for record in filter(can_be_drawn, site.collection("figures").all):
            _write(
                Path(config.site_dir) / code / "data" / f"{record.id}.csv",
                figures.as_csv(record, site, frame),
            )


def _offer_ledger(site: Site, config: MkDocsConfig) -> None:
    ledger = site.collection("evidence")
    if not ledger.all:
        return
    folder = Path(config.site_dir) / "data"
    codes = [language.code for language in site.settings.languages]
    _write(folder / "evidence.csv", evidence.as_csv(ledger, codes))
    _write(folder / "evidence.json", evidence.as_json(ledger))
    schema = (Path(config.config_file_path).parent / ledger.path).with_suffix(".schema.json")
    if schema.is_file():
        shutil.copyfile(schema, folder / schema.name)


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")
