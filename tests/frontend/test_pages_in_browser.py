"""Do menus, checks, comboboxes and dialogs work, and does axe find nothing on the components?"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.frontend.conftest import Server

pytestmark = [pytest.mark.browser, pytest.mark.pure]


def open_lesson(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/page/lesson")
    expect(page.locator("html.js")).to_be_attached()


def test_typing_finds_an_option_without_its_accents(page: Page, server: Server) -> None:
    open_lesson(page, server)
    box = page.get_by_role("combobox", name="Administration")

    box.fill("cote d")
    expect(page.get_by_role("option")).to_have_text(["Côte d'Ivoire"])
    box.press("Enter")

    expect(box).to_have_value("Côte d'Ivoire")
    expect(page.locator("#unit")).to_have_value("Côte d'Ivoire")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_arrows_walk_the_options_and_escape_keeps_the_choice(page: Page, server: Server) -> None:
    open_lesson(page, server)
    box = page.get_by_role("combobox", name="Administration")

    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "unit-option-0")
    box.press("Enter")
    box.fill("nothing like this")
    expect(page.get_by_role("option")).to_have_text(["Nothing matches."])
    box.press("Escape")

    expect(box).to_have_value("Benin")


def test_check_answers_in_place_and_takes_the_focus(page: Page, server: Server) -> None:
    open_lesson(page, server)

    page.get_by_label("Loose").check()
    page.get_by_role("button", name="Check my answer").click()

    feedback = page.locator("[data-check-feedback]")
    expect(feedback).to_contain_text("Packed for sale.")
    expect(feedback).to_be_focused()
    expect(page.get_by_role("heading", name="Lesson")).to_be_visible()


def test_nothing_is_deleted_before_the_person_agrees(page: Page, server: Server) -> None:
    open_lesson(page, server)
    dialog = page.get_by_role("dialog", name="Delete it?")

    page.get_by_role("button", name="Delete", exact=True).click()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    assert server.posted == []
    page.get_by_role("button", name="Delete", exact=True).click()
    dialog.get_by_role("button", name="Delete for ever").click()

    expect(page.get_by_role("heading", name="Posted delete")).to_be_visible()


def test_theme_changes_at_once(page: Page, server: Server) -> None:
    page.emulate_media(color_scheme="light")
    open_lesson(page, server)

    page.get_by_label("Appearance").click()
    page.get_by_role("button", name="Dark").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert background == "rgb(13, 21, 34)"


def test_language_link_keeps_the_place(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 1600})
    open_lesson(page, server)

    page.get_by_role("link", name="Français").click()

    expect(page).to_have_url(f"{server.url}/page/lesson?lang=fr#s1")


def test_j_goes_on_unless_one_is_typing(page: Page, server: Server) -> None:
    open_lesson(page, server)

    page.get_by_role("combobox", name="Administration").press("j")
    expect(page.get_by_role("heading", name="Lesson")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("j")

    expect(page.get_by_role("heading", name="Quiz")).to_be_visible()


@pytest.mark.parametrize("theme", ("light", "dark"))
@pytest.mark.parametrize("width", (360, 1280))
def test_components_have_no_fault_that_axe_finds(
    page: Page, server: Server, theme: str, width: int
) -> None:
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("warning", "error"):
            said.append(message.text)

    page.on("console", hear)
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(f"{server.url}/page/dev/components?theme={theme}")
    found = Axe().run(page).response["violations"]

    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
