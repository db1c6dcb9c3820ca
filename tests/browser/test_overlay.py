"""The panel with the problems in a browser, under a real `mkdocs serve`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ..build.conftest import write_site
from ..build.serving import Server, serving
from .test_every_page import violations

ERRORS = "\n\n".join(f"[A page](missing-{number}.md)" for number in range(12))
# Where the panel and what is last on the page are, with the page scrolled to its end.
AT_THE_END = """() => {
    scrollTo(0, document.documentElement.scrollHeight);
    const last = document.querySelector("footer").getBoundingClientRect();
    const bar = document.querySelector("[data-problems]").getBoundingClientRect();
    return { last: last.bottom, top: bar.top, height: bar.height, bottom: bar.bottom };
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site with twelve errors on a page, advice on its twin, and an error in a file that is no page."""
    folder = write_site(tmp_path_factory.mktemp("serve"))
    for file, addition in {
        "docs/en/paper/method.md": f"\n{ERRORS}\n",
        "docs/id/paper/method.md": "\n![](peta.svg)\n",
        "references.bib": "\n@book{empty2000, title = {}, date = {20000}}\n",
    }.items():
        with (folder / file).open("a", encoding="utf-8") as changed:
            changed.write(addition)
    with serving(folder) as started:
        yield started


def bar(page: Page) -> Any:
    return page.locator("[data-problems] summary").first


def first(page: Page) -> Any:
    return page.locator("[data-problems] li").first


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, server: Server, width: int, scheme: Any) -> None:
    page = browser.new_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
    found = []
    for path in ("en/paper/method/", "id/paper/method/"):
        page.goto(server.address + path)
        page.evaluate("sessionStorage.clear()")
        page.reload()
        found += violations(page)
        bar(page).click()
        page.locator("[data-problems] details details summary").click()
        found += violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
    assert found == []


def test_the_bar_takes_little_room_and_covers_nothing_at_the_end(browser: Browser, server: Server) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{server.address}en/paper/method/")
    at = page.evaluate(AT_THE_END)
    assert at["height"] < 90
    assert at["last"] <= at["top"] + 1
    assert abs(at["bottom"] - 740) <= 1
    bar(page).click()
    opened = page.evaluate(AT_THE_END)
    assert opened["height"] < 740 / 2 + 90
    assert opened["last"] <= opened["top"] + 1
    page.close()


def test_it_is_reached_and_opened_with_the_keyboard(page: Page, server: Server) -> None:
    page.goto(f"{server.address}en/paper/method/")
    page.keyboard.press("Shift+Tab")
    focused = "document.activeElement.shadowRoot?.activeElement.localName"
    assert page.evaluate(focused) == "summary"
    assert not first(page).is_visible()
    page.keyboard.press("Enter")
    first(page).wait_for(state="visible")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.shadowRoot?.activeElement.className") == "list"


def test_the_focus_is_never_behind_the_bar(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto(f"{server.address}en/paper/method/")
    covered = """() => {
        const focused = document.activeElement.getBoundingClientRect();
        const bar = document.querySelector("[data-problems]");
        return !bar.contains(document.activeElement) && focused.bottom > bar.getBoundingClientRect().top;
    }"""
    for _ in range(25):
        page.keyboard.press("Tab")
        assert not page.evaluate(covered), page.evaluate("document.activeElement.outerHTML")


def test_it_says_what_is_wrong_in_words(page: Page, server: Server) -> None:
    page.goto(f"{server.address}en/paper/method/")
    assert "On this page: 12" in bar(page).inner_text()
    bar(page).click()
    said = first(page).inner_text()
    assert said.startswith("Error docs/en/paper/method.md:13:10")
    assert 'page "missing-0.md" does not exist' in said


def test_another_page_is_one_step_away(page: Page, server: Server) -> None:
    page.goto(f"{server.address}id/help/")
    bar(page).click()
    page.locator("[data-problems] details details summary").click()
    page.locator("[data-problems] details details a").first.click()
    page.wait_for_url(f"{server.address}en/paper/method/")


def test_it_stays_open_while_somebody_mends(page: Page, server: Server) -> None:
    page.goto(f"{server.address}en/paper/method/")
    bar(page).click()
    first(page).wait_for(state="visible")
    page.reload()
    first(page).wait_for(state="visible")
    bar(page).click()
    first(page).wait_for(state="hidden")
    page.reload()
    assert not first(page).is_visible()


def test_an_edit_is_shown_without_a_key_pressed(page: Page, server: Server) -> None:
    file: Path = server.folder / "docs/en/help/index.md"
    right = file.read_text(encoding="utf-8")
    page.goto(f"{server.address}en/help/")
    assert "On this page: 0" in bar(page).inner_text()
    server.write("docs/en/help/index.md", f"{right}\n[A page](missing.md)\n")
    page.locator("[data-problems] summary", has_text="On this page: 1").wait_for()
    server.write("docs/en/help/index.md", right)
    page.locator("[data-problems] summary", has_text="On this page: 0").wait_for()


def test_it_opens_without_a_script(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}en/paper/method/")
    assert not first(page).is_visible()
    bar(page).click()
    first(page).wait_for(state="visible")
    context.close()


def test_it_is_not_printed(page: Page, server: Server) -> None:
    page.goto(f"{server.address}en/paper/method/")
    page.emulate_media(media="print")
    assert not bar(page).is_visible()
