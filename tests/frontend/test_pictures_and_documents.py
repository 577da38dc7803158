"""Can places and discrepancies be marked with a pointer, by keyboard, and without scripts?"""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.frontend.conftest import Server

pytestmark = [pytest.mark.browser, pytest.mark.pure]
KINDS = ("hotspot", "document_check")


def open_question(page: Page, server: Server, kind: str) -> None:
    page.goto(f"{server.url}/question/{kind}")
    expect(page.locator("#q-1[data-autosave-ready]")).to_be_attached()


def last_sent(page: Page, server: Server, count: int) -> dict[str, list[str]]:
    """The answer that was sent last, of so many."""
    expect(page.locator("#q-1")).to_have_attribute("data-revision", str(count))
    fields: dict[str, list[str]] = server.sent[-1]["fields"]
    return {name: values for name, values in fields.items() if values != [""]}


def test_pointing_at_an_area_picks_it_in_the_list(page: Page, server: Server) -> None:
    open_question(page, server, "hotspot")

    page.locator("[data-area=seal] > circle").click()

    expect(page.get_by_label("The round field at the bottom")).to_be_checked()
    expect(page.locator("[data-area=seal]")).to_have_class(re.compile("is-chosen"))
    assert last_sent(page, server, 1) == {"answer": ["seal"]}
    page.locator("[data-area=consignee] > rect").click()
    expect(page.locator("[data-area=seal]")).not_to_have_class(re.compile("is-chosen"))
    assert last_sent(page, server, 2) == {"answer": ["consignee"]}


def test_picking_in_the_list_shows_on_the_picture(page: Page, server: Server) -> None:
    open_question(page, server, "hotspot")

    page.get_by_label("The box at the top, on the left").focus()
    expect(page.locator("[data-area=consignor]")).to_have_class(re.compile("is-focused"))
    page.keyboard.press("ArrowDown")

    expect(page.locator("[data-area=consignee]")).to_have_class(re.compile("is-chosen is-focused"))
    expect(page.locator(".is-chosen")).to_have_count(1)
    assert last_sent(page, server, 1) == {"answer": ["consignee"]}


def test_areas_lie_where_they_were_drawn_at_every_width(page: Page, server: Server) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        open_question(page, server, "hotspot")

        picture = page.locator(".hotspot-picture > .diagram").bounding_box()
        area = page.locator("[data-area=gross-mass] > rect").bounding_box()

        assert picture
        assert area
        assert abs(area["x"] - picture["x"] - 0.76 * picture["width"]) < 3
        assert abs(area["y"] - picture["y"] - 0.60 * picture["height"]) < 3
        assert abs(area["width"] - 0.20 * picture["width"]) < 6


def test_ticking_a_field_asks_for_its_kind_and_says_so_at_once(page: Page, server: Server) -> None:
    open_question(page, server, "document_check")
    waybill = page.get_by_role("group", name="Sea waybill")
    expect(page.locator("select:visible")).to_have_count(0)

    waybill.get_by_label("Bags 38").check()

    kinds = waybill.get_by_label("Bags: kind of discrepancy")
    expect(kinds).to_be_visible()
    assert last_sent(page, server, 1) == {"kind-waybill.bags": ["?"]}
    kinds.select_option("Number of packages")
    assert last_sent(page, server, 2) == {"kind-waybill.bags": ["quantity"]}
    waybill.get_by_label("Bags 38").uncheck()
    expect(kinds).to_be_hidden()
    assert last_sent(page, server, 3) == {}


def test_fields_are_marked_by_keyboard_alone(page: Page, server: Server) -> None:
    open_question(page, server, "document_check")
    tick = page.get_by_role("group", name="Goods declaration").get_by_label("Gross mass 2 044 kg")

    tick.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Mass")
    assert last_sent(page, server, 2) == {"kind-declaration.gross": ["mass"]}
    page.locator("select:visible").select_option("No discrepancy")

    expect(tick).to_be_focused()
    expect(tick).not_to_be_checked()


def test_agreement_and_discrepancies_exclude_each_other(page: Page, server: Server) -> None:
    open_question(page, server, "document_check")
    agree = page.get_by_label("The documents agree: there is no discrepancy")
    bags = page.get_by_role("group", name="Sea waybill").get_by_label("Bags 38")

    agree.check()
    assert last_sent(page, server, 1) == {"nothing": ["1"]}
    bags.check()

    expect(agree).not_to_be_checked()
    expect(agree).to_be_disabled()
    assert last_sent(page, server, 2) == {"kind-waybill.bags": ["?"]}
    bags.uncheck()
    expect(agree).to_be_enabled()


@pytest.mark.parametrize("kind", KINDS)
def test_answer_that_was_not_sent_is_put_back(page: Page, server: Server, kind: str) -> None:
    server.replies = [(503, {})]
    open_question(page, server, kind)
    page.on("dialog", lambda dialog: dialog.accept())
    shown = ".hotspot-area.is-chosen" if kind == "hotspot" else ".document-row.is-marked"
    if kind == "hotspot":
        page.locator("[data-area=consignor] > rect").click()
    else:
        page.get_by_label("Bags 38").check()
    expect(page.locator("[data-save-status]")).to_have_text("Not saved, retrying…")

    page.reload()

    expect(page.locator(shown)).to_have_count(1)
    expect(page.locator("[data-save-status]")).to_contain_text("Saved · ")


def test_without_scripts_every_field_has_its_list(browser: Browser, server: Server) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{server.url}/question/document_check")

    page.get_by_role("group", name="Sea waybill").locator("select").first.select_option("Value")
    with page.expect_navigation():
        page.get_by_role("button", name="Save this answer").click()

    ((_name, form),) = server.posted
    assert form["kind-waybill.bags"] == ["value"]
    assert "nothing" not in form
    page.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", ("question/{}", "question/{}?lang=fr", "reviewed/{}/1"))
@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_page_fits_a_phone_and_axe_finds_nothing(
    browser: Browser, server: Server, kind: str, path: str, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type] # a literal
    page.goto(f"{server.url}/{path.format(kind)}")
    for tick in page.locator("[data-document-tick]").all()[:2]:
        tick.check()

    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    found = Axe().run(page).response["violations"]

    assert wider <= 0
    assert [one["id"] for one in found] == []
    page.close()
