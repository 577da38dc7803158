"""Does a new password come only to the owner of the mailbox, once, and in time?"""

from __future__ import annotations

from datetime import timedelta

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from app.accounts.models import AccountRequest, Person
from app.accounts.rules import PersonState
from app.core import clock, passwords
from app.core.db import db
from tests.accounts.helpers import mails, send, try_to_sign_in
from tests.browsing import Browser, Page
from tests.factories import PASSWORD, make_person, sign_in

NEW = "a quite different 88 sentence"


def ask(browser: Browser, email: str) -> Page:
    return send(browser, "/password/forgot", "/password/forgot", {"email": email})


def choose(browser: Browser, path: str, password: str = NEW) -> Page:
    return browser.submit(browser.get(path).form("/password/reset/"), {"password": password})


def test_a_forgotten_password_is_replaced_by_a_link(app: Flask, client: FlaskClient) -> None:
    person = make_person(password=PASSWORD)
    browser = Browser(client)

    ask(browser, person.email)
    page = choose(browser, mails(person.email)[-1].path)

    assert page.path == "/sign-in"
    assert try_to_sign_in(browser, person.email, PASSWORD).status == 422
    assert try_to_sign_in(browser, person.email, NEW).path == "/home"
    assert mails(person.email)[-1].subject == "Your password was changed"


def test_the_answer_does_not_say_whether_the_address_has_an_account(
    app: Flask, client: FlaskClient
) -> None:
    known = make_person(email="known.one@customs.example")

    of_known = ask(Browser(client), known.email)
    of_nobody = ask(Browser(app.test_client()), "nobody.is@customs.example")

    assert of_known.path == of_nobody.path == "/password/sent"
    assert of_known.text == of_nobody.text
    assert [one.to for one in mails()] == [known.email]


def test_a_closed_account_gets_no_link(app: Flask, client: FlaskClient) -> None:
    person = make_person(state=PersonState.DEACTIVATED)

    ask(Browser(client), person.email)

    assert mails() == []


def test_the_link_works_once(app: Flask, client: FlaskClient) -> None:
    person = make_person()
    browser = Browser(client)
    ask(browser, person.email)
    path = mails(person.email)[-1].path
    choose(browser, path)

    again = browser.get(path)

    assert again.status == 410
    assert "used already" in again.text


def test_of_two_open_pages_only_the_first_sets_the_password(
    app: Flask, client: FlaskClient
) -> None:
    person = make_person()
    browser, other = Browser(client), Browser(app.test_client())
    ask(browser, person.email)
    path = mails(person.email)[-1].path
    first, second = (one.get(path).form("/password/reset/") for one in (browser, other))

    browser.submit(first, {"password": NEW})
    late = other.submit(second, {"password": "yet another 11 idea of mine"})

    assert late.status == 410
    db.session.expire_all()
    assert passwords.matches(db.session.get_one(Person, person.id).password_hash, NEW)


def test_the_link_expires_after_two_hours(app: Flask, client: FlaskClient) -> None:
    person = make_person()
    browser = Browser(client)
    ask(browser, person.email)
    path = mails(person.email)[-1].path

    with clock.frozen_at(clock.now() + timedelta(hours=1, minutes=59)):
        assert browser.get(path).status == 200
    with clock.frozen_at(clock.now() + timedelta(hours=2, minutes=1)):
        assert browser.get(path).status == 410


def test_a_newer_link_replaces_the_older(app: Flask, client: FlaskClient) -> None:
    person = make_person()
    browser = Browser(client)
    ask(browser, person.email)
    older = mails(person.email)[-1].path
    ask(browser, person.email)
    newer = mails(person.email)[-1].path

    assert browser.get(older).status == 410
    assert browser.get(newer).status == 200


def test_a_new_password_ends_every_session(app: Flask, client: FlaskClient) -> None:
    person = make_person()
    elsewhere = app.test_client()
    sign_in(elsewhere, person)
    assert Browser(elsewhere).get("/account").path == "/account"
    browser = Browser(client)
    ask(browser, person.email)

    choose(browser, mails(person.email)[-1].path)

    assert Browser(elsewhere).get("/account").path.startswith("/sign-in")


def test_an_unconfirmed_address_is_confirmed_by_its_link(app: Flask, client: FlaskClient) -> None:
    person = make_person(role=None, state=PersonState.UNCONFIRMED)
    browser = Browser(client)
    ask(browser, person.email)

    choose(browser, mails(person.email)[-1].path)

    db.session.expire_all()
    assert db.session.get_one(Person, person.id).state == PersonState.WAITING
    assert db.session.query(AccountRequest).count() == 1


@pytest.mark.parametrize("password", ("short", "passwordpassword", "Ada Lovelace 1815"))
def test_a_weak_password_leaves_the_link_usable(
    app: Flask, client: FlaskClient, password: str
) -> None:
    person = make_person("Ada Lovelace")
    browser = Browser(client)
    ask(browser, person.email)
    path = mails(person.email)[-1].path

    assert choose(browser, path, password).status == 422
    assert choose(browser, path).path == "/sign-in"


def test_links_are_limited_for_known_and_unknown_addresses_alike(
    app: Flask, client: FlaskClient
) -> None:
    person = make_person()
    browser = Browser(client)

    for email in (person.email, "nobody@customs.example"):
        statuses = [ask(browser, email).status for _number in range(6)]
        assert statuses == [200] * 5 + [429]


def test_changing_the_password_asks_for_the_current_one(app: Flask, client: FlaskClient) -> None:
    person = make_person(password=PASSWORD)
    sign_in(client, person)
    browser = Browser(client)

    page = send(
        browser, "/account", "/account/password", {"current": "not the password", "new": NEW}
    )

    assert page.status == 422
    assert "This is not your current password." in page.text
    db.session.expire_all()
    assert passwords.matches(db.session.get_one(Person, person.id).password_hash, PASSWORD)


def test_the_same_letters_composed_in_another_way_are_the_same_password(app: Flask) -> None:
    kept = passwords.hashed("caf\u00e9 sur le quai")

    assert passwords.matches(kept, "cafe\u0301 sur le quai")
    assert not passwords.matches(kept, "cafe sur le quai")
    assert not passwords.matches("!", "!")
    assert not passwords.matches(None, "nobody has this password")


def test_the_secret_of_a_link_is_not_logged(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A logger keeps the outlets of its first use: only a new one is captured.
    monkeypatch.setattr("app.core.logging._log", structlog.get_logger("greenlane.request"))
    with capture_logs() as logged:
        client.get("/password/reset/a-secret-of-somebody")
        client.get("/confirm/a-secret-of-somebody")

    shown = [one["path"] for one in logged if one["event"] == "request"]
    assert shown == ["/password/reset/<secret>", "/confirm/<secret>"]
