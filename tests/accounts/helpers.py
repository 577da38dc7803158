"""What do the tests of accounts share: reading mails, and the path of somebody new?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.core import jobs
from app.core.db import db
from app.core.jobs import OutboxJob
from tests.browsing import Browser, Page
from tests.factories import PASSWORD

NEWCOMER = {
    "name": "Amara Okafor",
    "latin_name": "",
    "language": "en",
    "email": "amara.okafor@customs.example",
    "password": PASSWORD,
    "unit": "NG",
    "organisation": "",
    "office": "Apapa Port",
    "job_title": "Superintendent",
}


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in the outbox."""

    to: str
    name: str
    subject: str
    text: str
    html: str
    language: str

    @property
    def path(self) -> str:
        """The path of its link."""
        found = re.search(r"http://greenlane\.test(/\S+)", self.text)
        assert found, self.text
        return found[1]


def mails(to: str | None = None) -> list[Mail]:
    """The mails written so far, the latest last; work that waits is done first."""
    jobs.run_all_due()
    query = select(OutboxJob.payload).where(OutboxJob.name == "mail.send").order_by(OutboxJob.id)
    found = [
        Mail(one["to"][1], one["to"][0], one["subject"], one["text"], one["html"], one["language"])
        for one in db.session.scalars(query)
    ]
    return [one for one in found if to is None or one.to == to]


def sign_up(browser: Browser, **changes: str) -> Page:
    """Fill in the form of somebody new and send it."""
    form = browser.get("/sign-up").form("/sign-up")
    return browser.submit(form, {**NEWCOMER, **changes})


def confirm(browser: Browser, email: str = NEWCOMER["email"], password: str = PASSWORD) -> Page:
    """Open the latest link of confirmation and enter the password."""
    page = browser.get(mails(email)[-1].path)
    return browser.submit(page.form("/confirm/"), {"password": password})


def try_to_sign_in(browser: Browser, email: str, password: str, path: str = "/sign-in") -> Page:
    """Send the form of the sign-in page."""
    form = browser.get(path).form("/sign-in")
    return browser.submit(form, {"email": email, "password": password})


def send(
    browser: Browser, page: str, form: str, values: Mapping[str, object] | None = None
) -> Page:
    """Open a page and send one of its forms."""
    return browser.submit(browser.get(page).form(form), values)
