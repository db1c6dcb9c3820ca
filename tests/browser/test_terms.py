"""The definition of a term: by mouse, touch, keyboard, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import Site

PAGE = "id/paper/human-trafficking/"


def term_and_definition(page: Page) -> tuple[Locator, Locator]:
    term = page.locator("article a.term").nth(2)
    return term, page.locator(f"#{term.get_attribute('aria-describedby')}")


def overlap(one: Locator, other: Locator) -> bool:
    a, b = one.bounding_box(), other.bounding_box()
    assert a and b
    return not (a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"])


def test_a_mouse_shows_the_definition_and_leaves_it(page: Page, site: Site) -> None:
    page.goto(site.address + PAGE)
    term, definition = term_and_definition(page)
    term.hover()
    expect(definition).to_be_visible()
    assert not overlap(term, definition)
    definition.hover()  # it stays while the mouse is on it
    expect(definition.get_by_role("link")).to_be_visible()
    page.mouse.move(5, 5)
    expect(definition).to_be_hidden()
    term.click()
    expect(page).to_have_url(re.compile("/id/glossary/"))


def test_the_keyboard_shows_it_and_escape_closes_it(page: Page, site: Site) -> None:
    page.goto(site.address + PAGE)
    term, definition = term_and_definition(page)
    while not term.evaluate("term => term === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body")
    expect(definition).to_be_visible()
    page.keyboard.press("Escape")
    expect(definition).to_be_hidden()
    expect(term).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/id/glossary/"))


@pytest.mark.parametrize("index", [0, 2, 8])
def test_a_finger_shows_it_first_and_follows_it_then(browser: Browser, site: Site, index: int) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site.address + PAGE)
    term = page.locator("article a.term").nth(index)
    definition = page.locator(f"#{term.get_attribute('aria-describedby')}")
    term.scroll_into_view_if_needed()
    term.tap()
    expect(definition).to_be_visible()
    assert not overlap(term, definition)
    box = definition.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360
    definition.locator("p").first.tap()
    expect(definition).to_be_visible()
    page.touchscreen.tap(350, 5)
    expect(definition).to_be_hidden()
    term.tap()
    term.tap()
    expect(page).to_have_url(re.compile("/id/glossary/"))
    context.close()


def test_a_screen_reader_hears_the_definition(page: Page, site: Site) -> None:
    page.goto(site.address + PAGE)
    term, definition = term_and_definition(page)
    expect(term).to_have_accessible_description(
        re.compile(re.escape(definition.locator("p").nth(1).inner_text()))
    )


def test_without_a_script_the_term_leads_to_its_definition(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address + PAGE)
    term, definition = term_and_definition(page)
    expect(definition).to_be_hidden()
    words = (definition.locator("p").nth(1).text_content() or "").strip()
    term.click()
    expect(page.locator(".term-definition")).to_contain_text(words)
    context.close()


def test_the_index_leads_from_one_language_to_the_other(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/glossary/")
    entry = page.locator("ul.terms li", has_text="Persetujuan").first
    entry.get_by_role("link", name="Consent").click()
    page.get_by_role("link", name="Persetujuan").click()
    expect(page).to_have_url(f"{site.address}id/glossary/consent/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Persetujuan")
