"""Is the way from sign-up to certificate the same on PostgreSQL, by setting only its address?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from app.accounts.actions import DEMO_PASSWORD
from tests.browser.answering import FOUNDATIONS, version_of
from tests.browsing import Form, _FormReader
from tests.running import START, Running, running, until

EMAIL, PASSWORD = "nadege.fotso@douanes.example", "lanterne ambre quai quarante"
NAME, SLUG = "Nadège Fotso", "hs-foundations"
FRENCH = {"Accept-Language": "fr", "Accept": "text/html"}


@pytest.fixture
def product(postgresql_server: str, tmp_path: Path) -> Iterator[Running]:
    """The whole product on an empty PostgreSQL database."""
    url = make_url(postgresql_server).set(drivername="postgresql+psycopg")
    engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE acceptance"))
    address = url.set(database="acceptance").render_as_string(hide_password=False)
    settings = {"demo": "yes", "database_url": address}
    try:
        with running(START, tmp_path, wait_for="/readyz", settings=settings) as started:
            yield started
    finally:
        with engine.connect() as connection:
            connection.execute(text("DROP DATABASE acceptance WITH (FORCE)"))
        engine.dispose()


class Visitor:
    """A person at a browser without scripts, over real HTTP."""

    def __init__(self, product: Running) -> None:
        self.client = httpx.Client(
            base_url=product.url, headers=FRENCH, follow_redirects=True, timeout=30
        )

    def open(self, path: str) -> httpx.Response:
        """Open a page."""
        self.page = self.client.get(path)
        assert self.page.status_code == 200, (path, self.page.status_code)
        return self.page

    def send(self, action: str, values: Mapping[str, Any] | None = None) -> httpx.Response:
        """Send the form of the present page whose address ends so, or goes on after a slash."""
        ends = "" if action.endswith("/") else "$"
        form = next(one for one in self.forms() if re.search(re.escape(action) + ends, one.action))
        self.page = self.client.post(form.action, data={**form.fields, **(values or {})})
        assert self.page.status_code == 200, (form.action, self.page.status_code)
        return self.page

    def forms(self) -> list[Form]:
        """The forms of the present page."""
        reader = _FormReader(self.page.url.raw_path.decode())
        reader.feed(self.page.text)
        return reader.forms


def test_from_sign_up_to_a_verified_certificate(product: Running) -> None:
    official, coordinator, stranger = (Visitor(product) for _ in range(3))

    sign_up(official)
    confirm(official, product)
    approve(coordinator)
    official.open(f"/courses/{SLUG}")
    official.send("/enrol")
    for _item in version_of(FOUNDATIONS).outline.items():
        official.open(f"/learn/{SLUG}")
        if "/lessons/" in official.page.url.path:
            official.send("/read")
        else:
            pass_quiz(official)
    number = certificate(official)
    page = stranger.open(f"/verify/{number}")

    assert NAME in page.text
    assert (product.folder / "greenlane.sqlite").exists() is False
    for one in (official, coordinator, stranger):
        one.client.close()


def sign_up(visitor: Visitor) -> None:
    visitor.open("/sign-up")
    who = {"name": NAME, "language": "fr", "unit": "CM", "email": EMAIL, "password": PASSWORD}
    visitor.send("/sign-up", who)
    assert visitor.page.url.path == "/sign-up/sent"


def confirm(visitor: Visitor, product: Running) -> None:
    body = until(lambda: product.mails(EMAIL))[0].get_body(("plain",))
    assert body is not None
    link = re.search(r"http://\S+/confirm/\S+", body.get_content())
    assert link
    visitor.open(urlsplit(link[0]).path)
    visitor.send("/confirm/", {"password": PASSWORD})
    assert visitor.page.url.path == "/waiting"


def approve(visitor: Visitor) -> None:
    visitor.open("/sign-in")
    who = {"email": "coordinator@demo.greenlane.example", "password": DEMO_PASSWORD}
    visitor.send("/sign-in", who)
    listed = visitor.open("/people/requests?q=Fotso").text
    request = re.search(r'href="(/people/requests/\d+)"', listed)
    assert request
    visitor.open(request[1])
    visitor.send("/approve")


def pass_quiz(visitor: Visitor) -> None:
    visitor.send("/quizzes/")
    bank = version_of(FOUNDATIONS).bank
    known = {one.id: one for quiz in bank.quizzes.values() for one in quiz.questions}
    asked = [one for one in visitor.forms() if "/answers/" in one.action]
    for form in asked:
        question = known[form.action.rsplit("/", 1)[1]]
        visitor.send(f"/answers/{question.id}", fields(question.type, question.spec["key"]))
    visitor.send("/submit")
    assert visitor.page.url.path.endswith("/review")
    assert re.search(r"\b100\b", visitor.page.text)


def fields(kind: str, key: Any) -> dict[str, Any]:
    """What the form of a question sends when it is answered rightly."""
    if kind == "matching":
        return {f"stem-{stem}": option for stem, option in key.items()}
    return {"answer": str(key).lower() if isinstance(key, (bool, int, float)) else key}


def certificate(visitor: Visitor) -> str:
    link = until(lambda: re.search(r'"(/certificates/([^"/]+)\.pdf)"', mine(visitor)), 30)
    sheet = visitor.client.get(link[1])
    assert (sheet.headers["Content-Type"], sheet.content[:5]) == ("application/pdf", b"%PDF-")
    return str(link[2])


def mine(visitor: Visitor) -> str:
    return visitor.open("/certificates").text
