"""Does an answer reach the server once, whatever happens on the way, and does the page say so?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.frontend.conftest import Server
from tests.running import until

pytestmark = [pytest.mark.browser, pytest.mark.pure]
STATUS = "[data-save-status]"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def open_quiz(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/page/quiz")
    expect(page.locator("#q-1[data-autosave-ready]")).to_be_attached()


def test_answer_is_saved_as_it_is_given(page: Page, server: Server) -> None:
    open_quiz(page, server)

    page.get_by_label("As pasta").check()

    expect(page.locator(STATUS)).to_contain_text("Saved · ")
    expect(page.locator("#q-1")).to_have_attribute("data-revision", "1")
    (sent,) = server.sent
    assert _UUID.fullmatch(sent.pop("key"))
    assert sent == {"question": "single", "fields": {"answer": ["b"]}, "revision": 0}


def test_each_type_sends_its_own_form_of_answer(page: Page, server: Server) -> None:
    open_quiz(page, server)

    page.get_by_label("Bulk").check()
    page.get_by_label("Role").check()
    page.get_by_label("Coffee").select_option("c9")
    page.locator("#q-4 [data-item=r1] [data-move=up]").click()
    page.get_by_label("Your answer").fill("12.5")

    expected = {
        "many": {"answer": ["x", "y"]},
        "match": {"stem-coffee": ["c9"], "stem-cheese": [""]},
        "order": {"answer": ["r1", "r3", "r6"]},
        "number": {"answer": ["12.5"]},
    }
    until(
        lambda: {one["question"]: one["fields"] for one in server.sent} == expected,
        said=lambda: str(server.sent),
    )


def test_why_an_answer_is_refused_stands_beside_it_until_it_is_taken(
    page: Page, server: Server
) -> None:
    server.replies = [(422, {"error": "“1,234” can be read in two ways."})]
    open_quiz(page, server)
    said = page.locator("#q-5 [data-question-wrong]")

    page.get_by_label("Your answer").fill("1,234")
    expect(said).to_have_text("“1,234” can be read in two ways.")
    expect(page.locator("#q-5 fieldset")).to_have_accessible_description(
        "“1,234” can be read in two ways."
    )
    expect(page.locator("#q-4 [data-question-wrong]")).to_be_hidden()
    page.get_by_label("Your answer").fill("1234")

    expect(said).to_be_hidden()
    expect(page.locator(STATUS)).to_contain_text("Saved · ")


def test_failed_save_is_tried_again_with_the_same_key(page: Page, server: Server) -> None:
    server.replies = [(503, {}), (503, {})]
    open_quiz(page, server)

    page.get_by_label("As pasta").check()

    expect(page.locator(STATUS)).to_have_text("Not saved, retrying…")
    expect(page.locator(STATUS)).to_contain_text("Saved · ", timeout=8000)
    assert len(server.sent) == 3
    assert len({one["key"] for one in server.sent}) == 1


def test_unsent_answer_survives_a_closed_page(page: Page, server: Server) -> None:
    server.replies = [(503, {})]
    open_quiz(page, server)
    page.get_by_label("As pasta").check()
    expect(page.locator(STATUS)).to_have_text("Not saved, retrying…")
    page.on("dialog", lambda dialog: dialog.accept())

    page.reload()

    expect(page.get_by_label("As pasta")).to_be_checked()
    expect(page.locator(STATUS)).to_contain_text("Saved · ")
    expect(page.locator('[data-navigator="1"]')).to_have_class(re.compile("navigator-answered"))
    assert len({one["key"] for one in server.sent}) == 1


def test_stale_answer_shows_both_and_the_person_decides(page: Page, server: Server) -> None:
    server.replies = [(409, {"yours": "As pasta", "stored": "As <b>cheese</b>", "revision": 7})]
    open_quiz(page, server)

    page.get_by_label("As pasta").check()
    dialog = page.get_by_role("dialog", name="This answer was changed somewhere else")
    expect(dialog).to_contain_text("As <b>cheese</b>")
    dialog.get_by_role("button", name="Keep mine").click()

    expect(page.locator(STATUS)).to_contain_text("Saved · ")
    first, second = server.sent
    assert (second["fields"], second["revision"]) == ({"answer": ["b"]}, 7)
    assert first["key"] != second["key"]


def test_keeping_the_stored_answer_forgets_mine(page: Page, server: Server) -> None:
    server.replies = [(409, {"yours": "As pasta", "stored": "As cheese", "revision": 7})]
    open_quiz(page, server)

    page.get_by_label("As pasta").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Keep the stored one").click()

    expect(page.locator("#q-1[data-autosave-ready]")).to_be_attached()
    assert server.answers == [["b"]]


@pytest.mark.parametrize(
    ("status", "words"),
    ((401, "Sign in again in a new tab"), (410, "Write a number"), (422, "Write a number")),
)
def test_refusal_says_what_to_do(page: Page, server: Server, status: int, words: str) -> None:
    server.replies = [(status, {"error": "Write a number, such as 12.5."})]
    open_quiz(page, server)

    page.get_by_label("As pasta").check()

    expect(page.locator(STATUS)).to_contain_text(words)


def test_rows_move_by_keyboard_and_say_where_they_are(page: Page, server: Server) -> None:
    open_quiz(page, server)
    button = page.locator("#q-4 [data-item=r6] [data-move=up]")

    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(page.locator("[data-ordering-status]")).to_have_text("Now at position 1 of 3.")
    expect(page.locator(STATUS)).to_contain_text("Saved")
    until(lambda: server.answers[-1] == ["r6", "r3", "r1"], said=lambda: str(server.answers))


def test_handing_in_asks_first_and_waits_for_the_answers(page: Page, server: Server) -> None:
    server.replies = [(503, {})]
    open_quiz(page, server)
    page.get_by_label("As pasta").check()
    expect(page.locator(STATUS)).to_have_text("Not saved, retrying…")

    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("dialog", name="Hand in now?").get_by_role("button", name="Hand in").click()

    expect(page.get_by_role("heading", name="Posted submit")).to_be_visible()
    assert server.answers == [["b"], ["b"]]


def test_attempt_is_handed_in_when_the_time_is_over(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/page/timed")
    page.get_by_label("Your answer").fill("3")

    expect(page.get_by_role("heading", name="Posted submit")).to_be_visible(timeout=8000)
    assert server.answers == [["3"]]


def test_answers_are_sent_by_the_form_without_scripts(server: Server, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{server.url}/page/quiz")

    page.get_by_label("As pasta").check()
    page.locator("#q-1").get_by_role("button", name="Save this answer").click()

    expect(page.get_by_role("heading", name="Posted single")).to_be_visible()
    assert server.posted[0][1]["answer"] == ["b"]
