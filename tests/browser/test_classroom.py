"""Lessons and quizzes as a class uses them: answers, the lecturer's view, the projector, three clicks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Site


def test_a_lecturer_finds_plan_slides_and_quiz_of_lesson_6_in_three_clicks(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/")
    page.get_by_role("article").get_by_role("link", name="Lessons").click()
    expect(page).to_have_url(f"{site.address}en/classroom/")
    page.get_by_role("article").get_by_role("link", name="Reading evidence").first.click()
    expect(page.locator("h2[data-minutes]")).to_have_count(6)  # the plan
    page.get_by_role("link", name="Quiz 6").first.click()
    expect(page.locator("form.question")).to_have_count(13)


def test_the_minutes_of_a_lesson_are_shown_and_add_up(page: Page, site: Site) -> None:
    page.goto(f"{site.address}id/classroom/lesson-6/")
    minutes = page.locator("h2 .minutes").all_inner_texts()
    assert sum(int(re.findall(r"\d+", text)[0]) for text in minutes) == 100
    assert all("menit" in text for text in minutes)


def test_the_lecturer_s_view_opens_notes_and_solutions(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/classroom/lesson-1/")
    solution = page.locator("details.solution").first
    notes = page.locator("details.lecturer").first
    expect(solution.locator("p, li").last).to_be_hidden()
    expect(notes.locator("p").last).to_be_hidden()
    button = page.get_by_role("button", name="Lecturer's view")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(solution.locator("p, li").last).to_be_visible()
    expect(notes.locator("p").last).to_be_visible()
    button.press("Enter")
    expect(notes.locator("p").last).to_be_hidden()


def test_the_projector_shows_one_segment_and_goes_on_by_keyboard(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/classroom/lesson-6/")
    button = page.get_by_role("button", name="Projector")
    button.press("Enter")
    shown = page.locator("article h2:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("A claim is one thing")
    page.keyboard.press("ArrowRight")
    expect(shown).to_contain_text("Two tests")
    expect(page.locator("details.lecturer:visible")).to_have_count(0)
    page.get_by_role("button", name="Start the timer").click()
    expect(page.locator("[data-clock]")).to_have_text(re.compile(r"20:00|19:5\d"))
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-clock]")).to_have_text("")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    assert page.locator("article h2:visible").count() > 5
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def question(page: Page, kind: str):
    return page.locator(f'form.question[data-kind="{kind}"]').first


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_choice_is_judged_at_once_by_keyboard(page: Page, site: Site, language: str) -> None:
    page.goto(f"{site.address}{language}/classroom/quiz-1/")
    form = question(page, "single")
    status = form.get_by_role("status")
    form.locator("button").press("Enter")
    expect(status).to_have_text(re.compile("first|dahulu"))
    wrong = form.locator('.answer[data-right="false"]').first
    wrong.locator("input").press("Space")
    form.locator("button").press("Enter")
    expect(status).to_have_text(re.compile("Not quite|Belum tepat"))
    expect(wrong.locator(".feedback")).to_be_visible()
    form.locator('.answer[data-right="true"] input').press("Space")
    expect(status).to_have_text("")
    form.locator("button").press("Enter")
    expect(status).to_have_text(re.compile("^(That is right|Benar)"))
    expect(wrong.locator(".feedback")).to_be_hidden()


def test_several_answers_must_all_be_right(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/classroom/quiz-1/")
    form = question(page, "multiple")
    right = form.locator('.answer[data-right="true"] input')
    right.first.check()
    form.locator("button").click()
    expect(form.get_by_role("status")).to_have_text(re.compile("Not quite"))
    for box in right.all():
        box.check()
    form.locator("button").click()
    expect(form.get_by_role("status")).to_have_text("That is right.")


@pytest.mark.parametrize("kind", ["matching", "ordering"])
def test_pairs_and_orders_are_judged(page: Page, site: Site, kind: str) -> None:
    page.goto(f"{site.address}en/classroom/quiz-1/")
    form = question(page, kind)
    for choice in form.locator("select").all():
        choice.select_option("right")
    form.locator("button").click()
    expect(form.get_by_role("status")).to_have_text("That is right.")


def test_words_and_numbers_are_judged(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/classroom/quiz-1/")
    short, numeric = question(page, "short"), question(page, "numeric")
    short.get_by_role("textbox").fill("  The   MEANS ")
    short.locator("button").click()
    expect(short.get_by_role("status")).to_have_text("That is right.")
    numeric.get_by_role("textbox").fill("17")
    numeric.get_by_role("textbox").press("Enter")
    expect(numeric.get_by_role("status")).to_have_text(re.compile("Not quite"))
    numeric.get_by_role("textbox").fill("18,0")
    numeric.get_by_role("textbox").press("Enter")
    expect(numeric.get_by_role("status")).to_have_text("That is right.")


def test_without_a_script_the_answers_are_folded_and_the_notes_too(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site.address}id/classroom/quiz-2/")
    expect(page.locator("form input:visible, form select:visible, form button:visible")).to_have_count(0)
    answer = page.locator("details.solution").first
    expect(answer.locator("li").first).to_be_hidden()
    answer.locator("summary").click()
    expect(answer.locator("li", has_text="✓").first).to_be_visible()
    page.goto(f"{site.address}id/classroom/lesson-2/")
    page.locator("details.lecturer summary").first.click()
    expect(page.locator("details.lecturer p").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("code", ["en", "id"])
def test_a_short_address_leads_to_the_lesson(page: Page, site: Site, code: str) -> None:
    page.goto(f"{site.address}{code}6/")
    expect(page).to_have_url(f"{site.address}{code}/classroom/lesson-6/")
    page.locator(".short-address summary").click()
    expect(page.locator(".short-address")).to_contain_text(f"https://edition.example/edition/{code}6/")
    expect(page.locator(".short-address svg")).to_be_visible()


def test_a_print_has_the_questions_only_until_the_answers_are_opened(page: Page, site: Site) -> None:
    page.goto(f"{site.address}en/classroom/quiz-1/")
    page.emulate_media(media="print")
    expect(page.locator("legend:visible")).to_have_count(13)
    expect(page.locator("details.solution:visible")).to_have_count(0)
    expect(page.locator("form button:visible")).to_have_count(0)
    page.goto(f"{site.address}en/classroom/lesson-1/")
    expect(page.locator("details.solution:visible")).to_have_count(0)
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Lecturer's view").click()
    page.emulate_media(media="print")
    assert page.locator("details.solution:visible").count() > 3
