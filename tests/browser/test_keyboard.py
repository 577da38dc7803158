"""Can the whole way be gone by keyboard alone, and without any script?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app.accounts.actions import DEMO_PASSWORD
from tests.browser.answering import SMALL, Asked, asked
from tests.browser.conftest import NewContext, newcomer, sign_in
from tests.browser.every_type import KINDS, MARKED_AT_ONCE, PLAIN
from tests.browser.filling import Fields, back_to, by_keyboard, reach, sends, without_script
from tests.browser.states import Pages
from tests.quizzes.every import samples
from tests.running import Running, until
from tests.small_course import QUIZ

pytestmark = pytest.mark.browser

SLUG = "small-course"


def test_whole_way_by_keyboard_alone(product: Running, new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(f"/sign-in?next=/courses/{SLUG}")

    reach(page, "input[name=email]")
    page.keyboard.type(newcomer(product))
    reach(page, "input[name=password]")
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"^[^?]*/courses/{SLUG}"))
    press(page, "form[action$='/enrol'] button", "**/lessons/*")
    press(page, "form[action$='/read'] button", "**/lessons/dashes")
    press(page, "form[action$='/read'] button", "**/quizzes/*")
    press(page, "main form[action*='/quizzes/'] button", "**/attempts/*")
    for one in asked(page, SMALL):
        by_keyboard(page, one.form, fields_of(one))
    reach(page, "form[data-submit-attempt] button")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_be_visible()
    press(page, "[data-confirm-yes]", "**/review")

    expect(page.locator("main")).to_contain_text("100")
    assert has_certificate(page)


def test_whole_way_without_scripts(product: Running, new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, newcomer(product))

    page.goto(f"/courses/{SLUG}?lang=en")
    for action in ("enrol", "read", "read"):
        sends(page, page.locator(f"form[action$='/{action}'] button").first)
    sends(page, page.locator("main form[action*='/quizzes/'] button"))
    for place, one in enumerate(asked(page, SMALL), start=1):
        without_script(page, one.form, fields_of(one))
        expect(page.locator("main")).to_contain_text(f"The answer to question {place} is saved.")
    sends(page, page.locator("form[data-submit-attempt] button"))

    assert page.url.endswith("/review")
    expect(page.locator("main")).to_contain_text("100")
    assert has_certificate(page)


def test_every_type_is_answered_by_keyboard_alone(
    product: Running, new_context: NewContext, every_type: Pages
) -> None:
    page = new_context().new_page()
    sign_in(page, newcomer(product, PLAIN))
    page.goto(f"/courses/{PLAIN}?lang=en")
    press(page, "form[action$='/enrol'] button", "**/learn/**")
    page.goto(f"/learn/{PLAIN}/quizzes/{QUIZ}")
    press(page, "main form[action*='/quizzes/'] button", "**/attempts/*")

    page.evaluate("window.isThePageOfTheBeginning = true")
    for kind, form in questions(page):
        by_keyboard(page, form, samples()[kind].form)
    reach(page, "form[data-submit-attempt] button")
    back_to(page, "#q-1 *")
    reach(page, "form[data-submit-attempt] button")
    for _kind, form in questions(page):
        expect(form).to_have_attribute("data-revision", re.compile("[1-9]"))
    expect(page.locator("[data-save-status]").first).to_contain_text("Saved")
    assert page.evaluate("window.isThePageOfTheBeginning")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_be_visible()
    press(page, "[data-confirm-yes]", "**/review")

    assert verdicts(page) == (len(MARKED_AT_ONCE), 1)


def test_every_type_is_answered_without_scripts(
    product: Running, new_context: NewContext, every_type: Pages, tmp_path: Path
) -> None:
    sheet = tmp_path / "notes.txt"
    sheet.write_text("Rule 3(b) decides.")
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, newcomer(product, PLAIN))
    page.goto(f"/courses/{PLAIN}?lang=en")
    sends(page, page.locator("form[action$='/enrol'] button").first)
    page.goto(f"/learn/{PLAIN}/quizzes/{QUIZ}")
    sends(page, page.locator("main form[action*='/quizzes/'] button"))

    for place, (kind, form) in enumerate(questions(page), start=1):
        without_script(page, form, samples()[kind].form, str(sheet))
        expect(page.locator("main")).to_contain_text(f"The answer to question {place} is saved.")
    sends(page, page.locator("form[data-submit-attempt] button"))

    assert verdicts(page) == (len(MARKED_AT_ONCE), 1)
    expect(page.locator("main")).to_contain_text("notes.txt")


def questions(page: Page) -> list[tuple[str, Locator]]:
    """Type and form of each question on the page; every type is there."""
    forms = page.locator("form[data-question-type]").all()
    found = [
        (one.get_attribute("data-question-type") or "", page.locator(f"#q-{place}"))
        for place, one in enumerate(forms, start=1)
    ]
    assert sorted(kind for kind, _form in found) == sorted(KINDS)
    return found


def verdicts(page: Page) -> tuple[int, int]:
    """How many questions of the review are right, and how many are being marked."""
    assert page.url.endswith("/review")
    right, waiting = page.locator(".verdict-right"), page.locator(".verdict-waiting")
    return right.count(), waiting.count()


def fields_of(one: Asked) -> Fields:
    """The right answer to a question of the small course, as its form posts it."""
    if isinstance(one.key, dict):
        return {f"stem-{stem}": [option] for stem, option in one.key.items()}
    return {"answer": one.key if isinstance(one.key, list) else [one.key]}


def press(page: Page, selector: str, leads_to: str) -> None:
    """Reach a button and press it."""
    reach(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(leads_to)


def has_certificate(page: Page) -> bool:
    def issued() -> bool:
        page.goto("/certificates")
        return page.locator("a[href$='.pdf']").count() > 0

    return until(issued)
