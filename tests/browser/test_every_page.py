"""Every page in light, on a phone and on a desk; what opens on it, in light and in dark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from .conftest import Site
from .tours import STATES, EveryPage, Tour, violations, walk


@pytest.fixture(scope="module", params=[0, 2], ids=lambda state: "-".join(map(str, STATES[state])))
def tour(request: Any, browser: Browser, site: Site) -> Tour:
    return walk(browser, site, request.param)


class TestEveryPage(EveryPage):
    """See there."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens(browser: Browser, site: Site, scheme: Any) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page.goto(f"{site.address}id/paper/method/")
    page.locator("summary", has_text="Menu").click()
    found = violations(page)
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("searchbox").fill("perekrutan")
    page.get_by_role("listitem").get_by_role("link").first.wait_for()
    found += violations(page)
    page.keyboard.press("Escape")
    page.goto(f"{site.address}id/paper/method/")
    page.locator("article a.term").first.hover()
    page.locator(".definition:popover-open").wait_for()
    found += violations(page)
    page.close()
    assert found == []
