"""What a reader does: change the language, follow a citation, use the menu, read without a script."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from .conftest import Site


def test_the_root_offers_both_languages(page: Page, site: Site) -> None:
    page.goto(site.address)
    page.get_by_role("link", name="Baca dalam bahasa Indonesia").click()
    expect(page).to_have_url(f"{site.address}id/")
    expect(page.locator("html")).to_have_attribute("lang", "id")


def test_the_language_switch_stays_on_the_page(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/paper/method/")
    page.get_by_role("link", name="Bahasa Indonesia").click()
    expect(page).to_have_url(f"{site.address}id/paper/method/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Metode¶")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{site.address}en/paper/method/")


def test_a_citation_leads_to_its_source_and_back(page: Page, site: Site) -> None:
    page.goto(f"{site.address}id/paper/method/")
    mark = page.locator("a.cite").nth(2)
    here = mark.get_attribute("id")
    entry = page.locator(mark.get_attribute("href") or "none")
    mark.click()
    expect(entry).to_be_in_viewport()
    entry.locator(f'a[href="#{here}"]').click()
    expect(mark).to_be_in_viewport()


def test_previous_and_next_stay_in_the_language(page: Page, site: Site) -> None:
    page.goto(f"{site.address}id/")
    for _ in range(80):
        following = page.locator("footer a[rel=next]")
        if not following.count():
            break
        with page.expect_navigation():  # until the whole page is there: its footer is asked next
            following.click()
        expect(page.locator("html")).to_have_attribute("lang", "id")
    assert page.url == f"{site.address}id/contributing/checks/"


def test_the_menu_of_a_narrow_screen_works_by_keyboard(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site.address}en/")
    menu = page.locator("summary", has_text="Menu")
    page.keyboard.press("Tab")
    while not menu.evaluate("summary => summary === document.activeElement"):
        assert page.evaluate("document.activeElement !== document.body")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Conclusion")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Conclusion")).to_be_hidden()
    expect(menu).to_be_focused()


def test_dark_is_chosen_by_the_system_and_changed_by_the_reader(page: Page, site: Site) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site.address}en/")
    expect(page.locator("body")).to_have_css("background-color", "rgb(20, 25, 31)")
    assert page.evaluate("localStorage.length") == 0
    button = page.get_by_role("button", name="Dark")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    page.goto(f"{site.address}en/about/")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_without_a_script_everything_but_search_is_there(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site.address}id/paper/method/")
    expect(page.get_by_role("button")).to_have_count(0)
    page.locator("summary", has_text="Menu").click()
    page.get_by_role("link", name="Simpulan").first.click()
    expect(page).to_have_url(f"{site.address}id/paper/conclusion/")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{site.address}en/paper/conclusion/")
    context.close()


def test_a_wrong_address_is_answered_in_both_languages(page: Page, site: Site) -> None:
    page.goto(f"{site.address}404.html")
    expect(page.get_by_role("heading", name="This page does not exist")).to_be_visible()
    expect(page.get_by_role("heading", name="Halaman ini tidak ada")).to_be_visible()


def test_print_shows_answers_and_addresses(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/paper/method/")
    page.emulate_media(media="print")
    expect(page.locator("header.site-header")).to_be_hidden()
    expect(page.locator("article details").first.locator("p").last).to_be_visible()
    page.goto(f"{site.address}en/about/")
    printed = page.evaluate(
        "getComputedStyle(document.querySelector('article a[href^=http]'), '::after').content"
    )
    assert "https://creativecommons.org" in printed
