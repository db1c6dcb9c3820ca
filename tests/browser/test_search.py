"""Searching, in the language of the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Site


def search(page: Page, words: str) -> list[str]:
    """Open the search from the keyboard, ask, and return the addresses of the results."""
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill(words)
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(re.compile(r"\d"))
    links = page.get_by_role("dialog").get_by_role("listitem").get_by_role("link")
    expect(links.first).to_be_visible()
    return [link.get_attribute("href") or "" for link in links.all()]


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("id", "perekrutan", "id/paper/social-media-recruitment/"),
        ("id", "memperdagangkan", "id/paper/human-trafficking/"),
        ("id", "nota kesepahaman", "id/paper/bilateral-cooperation/"),
        ("id", "gugus tugas", "id/paper/government-role/"),
        ("id", "kolaborasi", "id/paper/international-cooperation/"),
        ("en", "recruitment", "en/paper/social-media-recruitment/"),
        ("en", "smuggling", "en/paper/human-trafficking/"),
        ("en", "memorandum", "en/paper/bilateral-cooperation/"),
        ("en", "task force", "en/glossary/police-task-force/"),
        ("en", "qualitative", "en/paper/method/"),
    ],
)
def test_a_search_finds_its_page_among_the_first_three(
    page: Page, site: Site, language: str, words: str, expected: str
) -> None:
    page.goto(f"{site.address}{language}/about/")
    found = search(page, words)
    assert f"/edition/{expected}" in found[:3], found[:6]
    assert all(f"/edition/{language}/" in address for address in found)


def test_searching_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto(f"{site.address}id/")
    search(page, "perekrutan")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/edition/id/paper/"))


def test_escape_closes_and_gives_the_focus_back(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/")
    button = page.get_by_role("button", name="Search")
    button.click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()


def test_nothing_found_is_said_in_the_language_of_the_page(page: Page, site: Site) -> None:
    page.goto(f"{site.address}id/")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("searchbox").fill("ωωω")
    expect(page.get_by_role("status")).to_have_text("Tidak ada yang ditemukan.")


def test_the_index_is_loaded_on_first_use_only(page: Page, site: Site, requests: list[str]) -> None:
    page.goto(f"{site.address}en/")
    page.wait_for_load_state("networkidle")
    assert not any("pagefind" in address for address in requests)
    search(page, "memorandum")
    assert any("pagefind" in address for address in requests)
