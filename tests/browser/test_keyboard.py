"""Can the whole way be gone by keyboard alone, and without any script?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from app.accounts.actions import DEMO_PASSWORD
from tests.browser.answering import SMALL, Asked, asked, order
from tests.browser.conftest import NewContext, newcomer, sign_in
from tests.running import Running, until

pytestmark = pytest.mark.browser

SLUG = "small-course"
HERE = "document.activeElement"


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
        answer_by_keyboard(page, one)
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
    page.locator("form[action$='/enrol'] button").first.click()
    page.locator("form[action$='/read'] button").click()
    page.locator("form[action$='/read'] button").click()
    page.locator("main form[action*='/quizzes/'] button").click()
    for place, one in enumerate(asked(page, SMALL), start=1):
        answer_without_script(page, one)
        expect(page.locator("main")).to_contain_text(f"The answer to question {place} is saved.")
    page.locator("form[data-submit-attempt] button").click()

    assert page.url.endswith("/review")
    expect(page.locator("main")).to_contain_text("100")
    assert has_certificate(page)


def answer_without_script(page: Page, one: Asked) -> None:
    key, form = one.key, one.form
    if one.question.type == "matching":
        for stem, option in key.items():
            form.locator(f"select[data-stem={stem}]").select_option(option)
    elif one.question.type == "ordering":
        for place, item in enumerate(key):
            while order(form).index(item) > place:
                sends(page, form.locator(f"[data-item={item}] [data-move=up]"))
        sends(page, form.locator("[data-keep-order]"))
        return
    elif one.question.type == "numerical":
        form.locator("input[name=answer]").fill(key)
    else:
        for choice in key if isinstance(key, list) else [key]:
            form.locator(f"input[name=answer][value='{choice}']").check()
    sends(page, form.locator("button[name=then]"))


def sends(page: Page, button: Locator) -> None:
    """Press a button whose form is answered with a page."""
    with page.expect_navigation():
        button.click()


def answer_by_keyboard(page: Page, one: Asked) -> None:
    ways = {
        "matching": match,
        "ordering": put_in_order,
        "numerical": write,
        "multiple_response": tick,
    }
    ways.get(one.question.type, choose)(page, one)


def choose(page: Page, one: Asked) -> None:
    """Radio buttons: one stop of Tab, then arrows."""
    inputs = within(one, "input[name=answer]")
    reach(page, inputs)
    page.keyboard.press("Space")
    for _turn in range(10):
        if page.evaluate(f"{HERE}.value") == one.key:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows do not reach {one.key}")


def tick(page: Page, one: Asked) -> None:
    for key in one.key:
        reach(page, within(one, f"input[value='{key}']"))
        page.keyboard.press("Space")


def match(page: Page, one: Asked) -> None:
    for stem, option in one.key.items():
        reach(page, within(one, f"select[data-stem={stem}]"))
        for _turn in range(10):
            if page.evaluate(f"{HERE}.value") == option:
                break
            page.keyboard.press("ArrowDown")
        assert page.evaluate(f"{HERE}.value") == option


def put_in_order(page: Page, one: Asked) -> None:
    for place, item in enumerate(one.key):
        while order(one.form).index(item) > place:
            reach(page, within(one, f"[data-item={item}] [data-move=up]"))
            page.keyboard.press("Enter")
    reach(page, within(one, "[data-keep-order]"))
    page.keyboard.press("Space")


def write(page: Page, one: Asked) -> None:
    reach(page, within(one, "input[name=answer]"))
    page.keyboard.type(one.key)


def within(one: Asked, selector: str) -> str:
    return f"#{one.form.get_attribute('id')} {selector}"


def press(page: Page, selector: str, leads_to: str) -> None:
    """Reach a button and press it."""
    reach(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(leads_to)


def reach(page: Page, selector: str) -> None:
    """Press Tab until the focus, which has to be visible, is on it."""
    for _stop in range(400):
        if page.evaluate(f"{HERE}.matches({selector!r})"):
            assert page.evaluate(f"{HERE}.matches(':focus-visible')")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def has_certificate(page: Page) -> bool:
    def issued() -> bool:
        page.goto("/certificates")
        return page.locator("a[href$='.pdf']").count() > 0

    return until(issued)
