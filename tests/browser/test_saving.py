"""Does an answer get through a lost connection, a second tab and a reload, and is a page light?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.answering import SMALL, answer, asked
from tests.browser.conftest import NewContext, sign_in
from tests.running import Running

pytestmark = pytest.mark.browser

STATUS = "[data-save-status]"
SMALL_QUIZ = "/learn/small-course/quizzes/quiz-reading-codes"
RESTED_MS = 2500
LESSON = "/learn/hs-foundations/lessons/one-language-for-goods"
UNREAD = "/learn/hs-foundations/lessons/rulings-disputes-and-help"


def test_answer_given_offline_is_saved_when_the_connection_is_back(
    product: Running, new_context: NewContext
) -> None:
    context = new_context()
    page = running_attempt(context, "samuel.tabe")
    field = page.locator("input[inputmode=decimal]")

    context.set_offline(True)
    field.fill("12.5")
    field.blur()
    expect(page.locator(STATUS)).to_contain_text("Not saved, retrying")
    context.set_offline(False)
    expect(page.locator(STATUS)).to_contain_text("Saved", timeout=15_000)
    page.reload()

    expect(field).to_have_value("12.5")


def test_every_answer_is_there_after_a_reload(product: Running, new_context: NewContext) -> None:
    page = running_attempt(new_context(), "paul.ngono")

    for one in asked(page, SMALL):
        answer(one)
        expect(one.form).not_to_have_attribute("data-revision", "0")
    expect(page.locator(STATUS)).to_contain_text("Saved")
    before = answers(page)
    page.reload()

    assert answers(page) == before


def test_second_tab_is_told_and_shown_both_answers(
    product: Running, new_context: NewContext
) -> None:
    context = new_context()
    first = running_attempt(context, "solange.atangana")
    second = context.new_page()
    second.goto(first.url)

    first.locator("input[inputmode=decimal]").fill("1.5")
    first.locator("input[inputmode=decimal]").blur()
    expect(first.locator(STATUS)).to_contain_text(["Enregistré", "Saved"][1])
    second.locator("input[inputmode=decimal]").fill("2.5")
    second.locator("input[inputmode=decimal]").blur()
    dialog = second.locator("dialog[data-conflict-dialog]")
    expect(dialog).to_be_visible()
    expect(dialog.locator("[data-conflict-yours]")).to_contain_text(re.compile("2[.,]5"))
    expect(dialog.locator("[data-conflict-stored]")).to_contain_text(re.compile("1[.,]5"))
    dialog.locator("button[value=mine]").click()
    expect(dialog).to_be_hidden()
    first.reload()

    expect(first.locator("input[inputmode=decimal]")).to_have_value("2.5")


def test_other_language_opens_at_the_same_heading(
    product: Running, new_context: NewContext
) -> None:
    page = signed_in(new_context(), "official")
    enrolled(page, "hs-foundations")
    page.goto(f"{LESSON}?lang=en")
    heading = page.locator("main .prose :is(h2, h3)[id]").nth(2)
    name = heading.get_attribute("id")

    heading.evaluate("element => element.scrollIntoView()")
    page.wait_for_timeout(RESTED_MS)
    page.locator("a[data-keep-position]").first.click()
    page.wait_for_url(f"**#{name}")

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator(f"#{name}")).to_be_in_viewport()


def test_resting_at_the_top_of_a_lesson_is_where_another_device_goes_on(
    product: Running, new_context: NewContext
) -> None:
    page = signed_in(new_context(), "official")
    enrolled(page, "hs-foundations")
    with page.expect_response(lambda answer: answer.url.endswith("/position")) as kept:
        page.goto(UNREAD)
        page.wait_for_timeout(2 * RESTED_MS)
    assert kept.value.status == 200

    elsewhere = signed_in(new_context(), "official")
    elsewhere.goto("/learn/hs-foundations")

    assert elsewhere.url.endswith(UNREAD)


def test_a_lesson_offers_to_print_itself(product: Running, new_context: NewContext) -> None:
    page = signed_in(new_context(), "official")
    enrolled(page, "hs-foundations")
    page.goto(f"{UNREAD}?lang=en")
    page.evaluate("window.print = () => { document.title = 'printed' }")

    page.get_by_role("button", name="Print this lesson").click()
    assert page.title() == "printed"
    page.emulate_media(media="print")

    expect(page.locator("main .prose")).to_be_visible()
    expect(page.locator(".site-header")).to_be_hidden()


def test_first_and_second_view_are_light(product: Running, new_context: NewContext) -> None:
    context = new_context()
    state = signed_in(new_context(), "peter.kimani").context.storage_state()
    context.add_cookies(state["cookies"])  # type: ignore[arg-type]
    for path in ("/home", "/learn/hs-foundations"):
        context.clear_cookies()
        fresh = new_context(storage_state=state)
        page = fresh.new_page()
        traffic = Traffic.of(fresh, page)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        first = traffic.take()
        page.goto(page.url)
        page.wait_for_load_state("networkidle")
        second = traffic.take()

        assert first.bytes_without_fonts <= 60_000, (path, first)
        assert first.requests_without_fonts <= 8, (path, first)
        assert first.bytes <= 120_000, (path, first)
        assert second.bytes <= 15_000, (path, second)


@dataclass
class Traffic:
    """What went over the wire, by the browser's own count: address, kind, bytes."""

    kinds: dict[str, tuple[str, str]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    @staticmethod
    def of(context: BrowserContext, page: Page) -> Traffic:
        traffic, session = Traffic(), context.new_cdp_session(page)
        session.on("Network.responseReceived", traffic.received)
        session.on("Network.loadingFinished", traffic.finished)
        session.send("Network.enable")
        return traffic

    def received(self, told: dict[str, Any]) -> None:
        self.kinds[told["requestId"]] = (told["response"]["url"], told["type"])

    def finished(self, told: dict[str, Any]) -> None:
        self.sizes[told["requestId"]] = int(told["encodedDataLength"])

    def take(self) -> Traffic:
        """What there was until now; counting begins anew."""
        done = Traffic(dict(self.kinds), dict(self.sizes))
        self.kinds.clear()
        self.sizes.clear()
        return done

    @property
    def bytes(self) -> int:
        return sum(self.sizes.values())

    @property
    def bytes_without_fonts(self) -> int:
        return sum(size for name, size in self.sizes.items() if self.kind(name) != "Font")

    @property
    def requests_without_fonts(self) -> int:
        sent = [name for name, size in self.sizes.items() if size]
        return sum(self.kind(name) != "Font" for name in sent)

    def kind(self, name: str) -> str:
        return self.kinds.get(name, ("", ""))[1]


def signed_in(context: BrowserContext, who: str) -> Page:
    page = context.new_page()
    sign_in(page, who)
    return page


def enrolled(page: Page, slug: str) -> None:
    page.goto(f"/courses/{slug}?lang=en")
    button = page.locator("form[action$='/enrol'] button")
    if button.count():
        button.first.click()
        page.wait_for_url("**/learn/**")


def running_attempt(context: BrowserContext, who: str) -> Page:
    """A new attempt at the quiz of the small course."""
    page = signed_in(context, who)
    enrolled(page, "small-course")
    page.goto(SMALL_QUIZ)
    page.locator("main form[action*='/quizzes/'] button").click()
    page.wait_for_url("**/attempts/*")
    return page


def answers(page: Page) -> Any:
    return page.evaluate(
        """[...document.querySelectorAll("form[data-save-url]")].map(form =>
             [...new FormData(form)].filter(([name]) => !["csrf_token", "revision"].includes(name)))
        """
    )
