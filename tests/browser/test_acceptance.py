"""Can an official of no account take the whole course in French and prove it to anybody?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import FOUNDATIONS, answer, asked, version_of
from tests.browser.conftest import NewContext, sign_in
from tests.browser.filling import sends
from tests.running import Running, until

pytestmark = pytest.mark.browser

EMAIL = "nadege.fotso@douanes.example"
PASSWORD = "lanterne ambre quai quarante"
NAME = "Nadège Fotso"
SLUG = "hs-foundations"


def test_from_sign_up_to_a_verified_certificate_in_french(
    product: Running, new_context: NewContext
) -> None:
    official = new_context(locale="fr-FR", accept_downloads=True).new_page()

    sign_up(official)
    confirm(official, product)
    approve(new_context().new_page())
    official.goto(f"/courses/{SLUG}")
    sends(official, official.locator("form[action$='/enrol'] button").first)
    for _item in version_of(FOUNDATIONS).outline.items():
        official.goto(f"/learn/{SLUG}")
        read_lesson(official) if "/lessons/" in official.url else pass_quiz(official)
    number = download(official)
    stranger = new_context(locale="fr-FR").new_page()
    verify(stranger, number)

    assert official.locator("html").get_attribute("lang") == "fr"
    assert [str(one["Content-Language"]) for one in product.mails(EMAIL)] == ["fr"] * 3


def sign_up(page: Page) -> None:
    page.goto("/sign-up")
    page.locator("input[name=name]").fill(NAME)
    page.locator("select[name=language]").select_option("fr")
    unit = page.locator("input[role=combobox]")
    unit.fill("camer")
    expect(page.locator("[role=option]").first).to_have_text("Cameroun")
    unit.press("Enter")
    page.locator("input[name=email]").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form [type=submit], main form button:not([type])").last.click()
    page.wait_for_url("**/sign-up/sent")


def confirm(page: Page, product: Running) -> None:
    mail = until(lambda: product.mails(EMAIL))[0]
    body = mail.get_body(("plain",))
    assert body is not None
    link = re.search(r"http://\S+/confirm/\S+", body.get_content())
    assert link
    page.goto(link[0])
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/waiting")


def approve(page: Page) -> None:
    sign_in(page, "coordinator")
    page.goto("/people/requests")
    sends(page, page.get_by_role("link", name=re.compile(NAME)).first)
    sends(page, page.locator("form[action$='/approve'] button"))


def read_lesson(page: Page) -> None:
    sends(page, page.locator("form[action$='/read'] button"))


def pass_quiz(page: Page) -> None:
    page.locator("form[action*='/quizzes/'] button").click()
    page.wait_for_url("**/attempts/*")
    for one in asked(page, FOUNDATIONS):
        answer(one)
    page.locator("form[data-submit-attempt] button").click()
    page.locator("dialog[open] [data-confirm-yes]").click()
    page.wait_for_url("**/review")
    expect(page.locator("main")).to_contain_text("100")


def download(page: Page) -> str:
    link = page.locator("a[href$='.pdf']")

    def issued() -> bool:
        page.goto("/certificates")
        return link.count() > 0

    until(issued)
    with page.expect_download() as started:
        link.first.click()
    data = started.value.path().read_bytes()
    assert data.startswith(b"%PDF-")
    href = link.first.get_attribute("href") or ""
    return href.rsplit("/", 1)[1].removesuffix(".pdf")


def verify(page: Page, number: str) -> None:
    page.goto("/verify")
    page.locator("input[name=number]").fill(number)
    page.locator("input[name=number]").press("Enter")
    page.wait_for_url(f"**/verify/{number}")
    expect(page.locator("main")).to_contain_text(NAME)
    expect(page.locator("main")).to_contain_text("Valable")
