"""Can the HS list be walked and searched by keyboard and ear, with scripts and without?"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.frontend.conftest import Server

pytestmark = [pytest.mark.browser, pytest.mark.pure]
TREE = "[data-hs-tree]"
STATUS = "[data-hs-status]"


def open_question(page: Page, server: Server, language: str = "en") -> None:
    page.goto(f"{server.url}/question/hs_classification?lang={language}")
    expect(page.locator("#q-1[data-autosave-ready]")).to_be_attached()


def row(page: Page, code: str) -> Locator:
    return page.locator(f'{TREE} [data-hs-code="{code}"]')


def paths_sent(page: Page, server: Server, count: int) -> list[str]:
    """The paths that were sent, so many, each of them saved."""
    expect(page.locator("#q-1")).to_have_attribute("data-revision", str(count))
    return [one["fields"]["path"][0] for one in server.sent]


def test_rows_open_down_to_a_subheading_without_reloading(page: Page, server: Server) -> None:
    open_question(page, server)
    expect(page.get_by_role("treeitem")).to_have_count(21)

    for place, code in enumerate(("IV", "19", "1902", "190220"), start=1):
        row(page, code).click()
        expect(row(page, code)).to_be_focused()
        assert paths_sent(page, server, place)[-1] == code

    chosen = page.get_by_role("treeitem", selected=True)
    expect(chosen).to_contain_text("1902.20")
    expect(page.locator(STATUS)).to_have_text("1902.20 is your answer.")
    expect(page.get_by_role("treeitem")).to_have_count(3 + 5)
    expect(page.locator('[data-navigator="1"]')).to_contain_class("navigator-answered")


def test_keys_of_a_tree_walk_it(page: Page, server: Server) -> None:
    open_question(page, server)
    page.get_by_role("treeitem").first.focus()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator(STATUS)).to_have_text("II is open. Rows below it: 9.")
    assert paths_sent(page, server, 1) == ["II"]
    page.keyboard.press("ArrowRight")
    expect(row(page, "06")).to_be_focused()
    page.keyboard.press("End")
    expect(row(page, "14")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(row(page, "II")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("treeitem")).to_have_count(21)
    page.keyboard.press("Home")

    assert paths_sent(page, server, 2) == ["II", ""]


def test_only_one_row_is_in_the_tab_order(page: Page, server: Server) -> None:
    open_question(page, server)

    row(page, "IV").click()

    expect(page.locator(f"{TREE} [tabindex='0']")).to_have_count(1)
    expect(page.locator(f"{TREE} [tabindex='0']")).to_be_focused()


def test_search_shows_rows_and_says_how_many(page: Page, server: Server) -> None:
    open_question(page, server)

    page.get_by_label("Find in the list").fill("stuffed pasta")
    expect(page.locator(STATUS)).to_have_text("Rows found: 5. Rows shown: 5.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.get_by_role("treeitem", selected=True)).to_be_focused()
    expect(page.locator(STATUS)).not_to_have_text("Rows found: 5. Rows shown: 5.")
    assert len(paths_sent(page, server, 1)) == 1


def test_what_is_looked_for_is_no_answer(page: Page, server: Server) -> None:
    open_question(page, server)

    page.get_by_label("Find in the list").fill("nothing of that name")
    page.keyboard.press("Enter")

    expect(page.locator(STATUS)).to_contain_text("Nothing matches.")
    page.get_by_label("General Rule 6").check()
    expect(page.locator("#q-1")).to_have_attribute("data-revision", "1")
    assert server.sent[0]["fields"] == {"path": [""], "reason": ["rule-6"]}


def test_failure_is_said_and_the_next_try_works(page: Page, server: Server) -> None:
    open_question(page, server)
    page.route("**/hs/**", lambda route: route.abort())
    row(page, "IV").click()
    expect(page.locator(STATUS)).to_contain_text("could not be loaded")
    page.unroute("**/hs/**")

    row(page, "IV").click()

    expect(row(page, "19")).to_be_visible()


def test_rows_without_words_of_the_page_are_marked_as_english(page: Page, server: Server) -> None:
    open_question(page, server, "fr")

    for code in ("XVI", "85", "8512"):
        row(page, code).click()

    english = page.locator(f"{TREE} .hs-words[lang=en]")
    expect(english.first).to_be_visible()
    expect(page.locator(f"{TREE} .hs-open .hs-words").first).not_to_have_attribute("lang", "en")


def test_row_whose_description_is_cut_shows_its_code_alone(page: Page, server: Server) -> None:
    open_question(page, server)

    for name in ("Section IV", "19 Preparations"):
        page.get_by_role("treeitem", name=name).click()

    expect(page.get_by_role("treeitem", name="19.01")).to_contain_text(
        "No usable short description"
    )


def test_answer_that_was_not_sent_is_put_back(page: Page, server: Server) -> None:
    server.replies = [(503, {}), (503, {})]
    open_question(page, server)
    row(page, "IV").click()
    expect(page.locator("[data-save-status]")).to_have_text("Not saved, retrying…")
    page.on("dialog", lambda dialog: dialog.accept())

    page.reload()

    expect(row(page, "19")).to_be_visible()


def test_every_row_is_a_button_without_scripts(browser: Browser, server: Server) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{server.url}/question/hs_classification")
        page.get_by_label("Find in the list").fill("pasta")

        with page.expect_navigation():
            page.get_by_label("Find in the list").press("Enter")
        page.goto(f"{server.url}/question/hs_classification")
        with page.expect_navigation():
            page.get_by_role("button", name="Section IV").click()

    (_, searched), (_, moved) = server.posted
    assert (searched["find"], searched["then"], "move" in searched) == (["pasta"], ["save"], False)
    assert (moved["path"], moved["move"]) == ([""], ["to:IV"])


@pytest.mark.parametrize("width", (320, 1280))
def test_list_fits_the_screen(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_question(page, server, "fr")
    row(page, "XVI").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ("light", "dark"))
@pytest.mark.parametrize("path", ("question/{}?lang=fr", "reviewed/{}/0", "reviewed/{}/1"))
def test_axe_finds_nothing(browser: Browser, server: Server, path: str, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type] # a literal
    page.goto(f"{server.url}/{path.format('hs_classification')}")
    if path.startswith("question"):
        page.get_by_label("Find in the list").fill("machines")
        expect(page.locator(STATUS)).to_contain_text("Rows found")
        for code in ("XVI", "85", "8512", "851220"):
            row(page, code).click()

    found = Axe().run(page).response["violations"]

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert [one["id"] for one in found] == []
