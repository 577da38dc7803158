"""Can a question of every type be read, filled in and saved in a real browser, however narrow?"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.frontend.conftest import Server
from tests.quizzes.every import samples
from tests.running import until

pytestmark = [pytest.mark.browser, pytest.mark.pure]

KINDS = tuple(samples())
TYPED = {
    "numerical": ({"answer": "1 234,5"}, {"answer-unit": "g"}),
    "short_answer": ({"answer": "heading"}, {}),
    "cloze": (
        {"gap-amount": "10 850", "gap-mass": "25", "gap-paid": "buying"},
        {"gap-mass-unit": "kg", "gap-added": "out"},
    ),
}


@pytest.mark.parametrize("width", (320, 1280))
@pytest.mark.parametrize("kind", KINDS)
def test_question_is_accessible_and_no_wider_than_the_screen(
    page: Page, server: Server, kind: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in (f"question/{kind}?lang=fr", f"question/{kind}", f"reviewed/{kind}/1"):
        page.goto(f"{server.url}/{path}")

        too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")

        assert not too_wide, path
        assert Axe().run(page).violations_count == 0, path


@pytest.mark.parametrize("kind", TYPED)
def test_fields_that_are_filled_in_are_saved(page: Page, server: Server, kind: str) -> None:
    written, chosen = TYPED[kind]
    page.goto(f"{server.url}/question/{kind}")
    expect(page.locator("#q-1[data-autosave-ready]")).to_be_attached()

    for name, text in written.items():
        page.locator(f"[name={name}]").fill(text)
    for name, option in chosen.items():
        page.locator(f"select[name={name}]").select_option(option)
    page.locator("h1").click()

    expected = {name: [value] for name, value in {**written, **chosen}.items()}
    until(
        lambda: bool(server.sent) and server.sent[-1]["fields"] == expected,
        said=lambda: str(server.sent),
    )


def test_items_go_into_groups_by_keyboard(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/question/categorise")
    expect(page.locator("#q-1[data-autosave-ready]")).to_be_attached()

    page.locator("[name=item-adverts]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    expect(page.locator("#q-1")).to_have_attribute("data-revision", "2")
    assert server.sent[-1]["fields"] == {"item-adverts": ["stay"], "item-buying": ["join"]}
