"""The way through every page, on a phone or on a desk, in light or in dark; two files share it, so that two
processes can go at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .conftest import Site

STATES = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]
# Pages of every make, opened in every state. Of all other pages each is opened in one of the states,
# so that all of them are opened; of the terms of the glossary, which differ in their words alone, axe looks
# at every third. With EDITION_AXE=all it looks at every page in every state.
OF_EVERY_MAKE = (
    "", "404.html", "en/", "id/about/", "id/paper/government-role/", "en/evidence/figures/", "id/evidence/timeline/",
    "id/help/", "en/glossary/", "id/glossary/consent/", "en/classroom/", "id/classroom/lesson-5/",
    "en/classroom/quiz-1/", "id/classroom/downloads/", "id/contributing/checks/",
)  # fmt: skip
THOROUGH = os.environ.get("EDITION_AXE") == "all"


@dataclass
class Tour:
    """What was seen on the way through all pages in one state."""

    violations: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    visited: int = 0


def violations(page: Page) -> list[str]:
    """Each rule of axe that the page breaks, with the first element that breaks it."""
    results = Axe().run(page).response["violations"]
    return [f"{page.url} {found['id']}: {found['nodes'][0]['html'][:160]}" for found in results]


def pages_of(site: Site, state: int) -> Iterator[str]:
    for index, path in enumerate([*site.pages, "404.html"]):
        if THOROUGH or path in OF_EVERY_MAKE or index % len(STATES) == state:
            yield path


def walk(browser: Browser, site: Site, state: int) -> Tour:
    """Go through the pages in one state."""
    width, scheme = STATES[state]
    seen = Tour()
    host = site.address.removesuffix("edition/")
    page = browser.new_page(
        viewport={"width": width, "height": 740}, color_scheme=scheme, reduced_motion="reduce"
    )
    page.on("request", lambda asked: seen.foreign.append(asked.url) if not own(asked.url, host) else None)
    for path in pages_of(site, state):
        page.goto(site.address + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            seen.wide.append(path)
        seen.visited += 1
        if THOROUGH or path in OF_EVERY_MAKE or "/glossary/" not in path or seen.visited % 3 == 0:
            page.evaluate("document.querySelectorAll('article details').forEach(each => each.open = true)")
            seen.violations += violations(page)
    page.close()
    return seen


def own(address: str, host: str) -> bool:
    return address.startswith((host, "data:"))


class EveryPage:
    """What holds of all pages, in each of the states."""

    def test_axe_finds_nothing(self, tour: Tour) -> None:
        assert tour.violations == []
        assert tour.visited > 30

    def test_nothing_is_asked_of_another_host(self, tour: Tour) -> None:
        assert tour.foreign == []

    def test_no_page_is_wider_than_the_screen(self, tour: Tour) -> None:
        assert tour.wide == []
