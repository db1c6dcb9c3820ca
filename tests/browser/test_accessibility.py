"""axe on every page, light and dark, on a phone and on a desk, and on what opens."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .conftest import Site


def violations(page: Page) -> list[str]:
    """Each rule that the page breaks, with the first element that breaks it."""
    results = Axe().run(page).response["violations"]
    return [f"{page.url} {found['id']}: {found['nodes'][0]['html'][:160]}" for found in results]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page(browser: Browser, site: Site, scheme: str, width: int) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    found = []
    for path in [*site.pages, "404.html"]:
        page.goto(site.address + path)
        page.evaluate("document.querySelectorAll('article details').forEach(answer => answer.open = true)")
        found += violations(page)
    page.close()
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens(browser: Browser, site: Site, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page.goto(f"{site.address}id/paper/method/")
    page.locator("summary", has_text="Menu").click()
    found = violations(page)
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("searchbox").fill("perekrutan")
    page.get_by_role("listitem").get_by_role("link").first.wait_for()
    found += violations(page)
    page.close()
    assert found == []
