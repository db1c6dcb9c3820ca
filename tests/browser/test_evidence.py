"""The ledger, the timeline, the figures and the help page as their readers use them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Site

STATUSES = {"consistent": 63, "inconsistent": 28, "anachronistic": 22, "miscited": 13, "uncited": 9}


def test_the_ledger_is_filtered_by_keyboard_and_counts_what_it_shows(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/evidence/")
    rows = page.locator("table.claims tbody tr:visible")
    expect(rows).to_have_count(135)
    page.locator("select[name=status]").focus()
    page.keyboard.type("anach")
    expect(rows).to_have_count(22)
    expect(page.get_by_role("status").filter(has_text="shown")).to_have_text("22 of 135 shown")
    page.get_by_label("Source in the paper").select_option("rustam2022")
    expect(rows).to_have_count(6)
    page.get_by_role("button", name="Show all").press("Enter")
    expect(rows).to_have_count(135)


@pytest.mark.parametrize(("status", "count"), STATUSES.items())
def test_the_counts_are_those_of_the_rows(page: Page, site: Site, status: str, count: int) -> None:
    page.goto(f"{site.address}id/evidence/")
    badge = page.locator(f".counts li:has(.status--{status}) strong")
    expect(badge).to_have_text(str(count))
    page.locator("select[name=status]").select_option(status)
    expect(page.locator("table.claims tbody tr:visible")).to_have_count(count)


def test_the_ledger_is_sorted_and_put_back(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/evidence/")
    first = page.locator("table.claims tbody tr").first
    page.get_by_label("Order").select_option("date")
    expect(first).to_have_attribute("data-year", re.compile("^2007"))
    page.get_by_label("Order").select_option("")
    expect(first).to_have_id("C001")


def test_a_mark_leads_to_its_claim_and_the_claim_back_to_the_page(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/paper/bilateral-cooperation/")
    page.get_by_role("link", name="Claim C113").first.click()
    expect(page).to_have_url(f"{site.address}en/evidence/#C113")
    row = page.locator("#C113")
    expect(row).to_be_in_viewport()
    row.get_by_role("link", name="Bilateral cooperation with Cambodia").click()
    expect(page).to_have_url(f"{site.address}en/paper/bilateral-cooperation/")


def test_a_link_to_a_claim_shows_it_though_it_was_filtered_out(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/evidence/")
    page.locator("select[name=status]").select_option("uncited")
    expect(page.locator("#C077")).to_be_hidden()
    page.evaluate("location.hash = 'C077'")
    expect(page.locator("#C077")).to_be_in_viewport()


def test_the_timeline_is_filtered(page: Page, site: Site) -> None:
    page.goto(f"{site.address}id/evidence/timeline/")
    events = page.locator("ol.timeline > li:visible")
    expect(page.locator("#police-memorandum .event__paper").first).to_contain_text("Agustus 2022")
    page.get_by_label("Jenis").select_option("law")
    expect(page.locator("#police-memorandum")).to_be_hidden()
    expect(events.first).to_have_attribute("data-kind", "law")


def test_without_a_script_every_claim_event_and_number_is_there(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site.address}id/evidence/#C135")
    expect(page.locator("table.claims tbody tr:visible")).to_have_count(135)
    expect(page.locator("#C135")).to_be_in_viewport()
    expect(page.locator("form.filter")).to_be_hidden()
    page.goto(f"{site.address}id/evidence/timeline/")
    assert page.locator("ol.timeline > li:visible").count() > 40
    page.goto(f"{site.address}id/evidence/figures/")
    expect(page.locator("svg.figure-drawing:visible")).to_have_count(9)
    page.goto(f"{site.address}id/help/")
    expect(page.locator("a.channel:visible").first).to_have_attribute("href", "https://wa.me/85512813282")
    context.close()


@pytest.mark.parametrize("code", ["en", "id"])
def test_the_first_numbers_stand_on_the_first_screen_of_a_phone(page: Page, site: Site, code: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site.address}{code}/help/")
    numbers = page.locator('a.channel[href^="tel:"]')
    for index in range(3):
        expect(numbers.nth(index)).to_be_in_viewport(ratio=1)
        box = numbers.nth(index).bounding_box()
        assert box and box["height"] >= 24


TEXTS = """
drawing => [...drawing.querySelectorAll("text")].map(text => {
  const own = text.getBoundingClientRect(), whole = drawing.getBoundingClientRect();
  const box = text.getBBox();
  const behind = [...drawing.querySelectorAll("rect")].findLast(rect => {
    const { x, y, width, height } = rect.getBBox();
    return x <= box.x && y <= box.y && x + width >= box.x + box.width && y + height >= box.y + box.height;
  });
  const fill = behind ? getComputedStyle(behind).fill : "none";
  return {
    text: text.textContent,
    size: parseFloat(getComputedStyle(text).fontSize) * own.height / box.height,
    inside: own.left >= whole.left - 1 && own.right <= whole.right + 1 && own.bottom <= whole.bottom + 1,
    colour: getComputedStyle(text).fill,
    behind: fill === "none" ? getComputedStyle(document.body).backgroundColor : fill,
  };
})
"""


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["en/evidence/figures/", "id/evidence/figures/", "id/evidence/timeline/"])
def test_figures_can_be_read_on_a_phone(browser: Browser, site: Site, scheme: Any, path: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page.goto(site.address + path)
    for drawing in page.locator("svg.figure-drawing").all():
        for text in drawing.evaluate(TEXTS):
            assert text["size"] >= 11, text
            assert text["inside"], text
            assert contrast(text["colour"], text["behind"]) >= 4.5, text
        expect(drawing).to_have_role("img")
        expect(drawing).to_have_accessible_name(re.compile(r"\w{3}"))
        expect(drawing).to_have_accessible_description(re.compile(r"\w{3}"))
    page.close()
