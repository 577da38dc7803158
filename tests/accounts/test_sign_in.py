"""Does the right person come in, and nobody else, and not too often?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.rules import PersonState
from app.core import clock, passwords
from app.core.db import db
from tests.accounts.helpers import send, try_to_sign_in
from tests.browsing import Browser
from tests.factories import PASSWORD, cheap_hash, make_person, sign_in


def test_an_official_signs_in_and_out(app: Flask, client: FlaskClient) -> None:
    person = make_person("Amara Okafor", password=PASSWORD)
    browser = Browser(client)

    home = try_to_sign_in(browser, f"  {person.email.upper()} ", PASSWORD)
    out = browser.submit(home.form("/sign-out"))

    assert home.path == "/home"
    assert "Amara Okafor" in home.text
    assert out.path == "/sign-in"
    assert browser.get("/account").path.startswith("/sign-in?next=")


def test_signing_in_keeps_the_moment_and_renews_an_outdated_hash(
    app: Flask, client: FlaskClient
) -> None:
    person = make_person(password=PASSWORD)

    try_to_sign_in(Browser(client), person.email, PASSWORD)

    db.session.expire_all()
    kept = db.session.get_one(Person, person.id)
    assert kept.signed_in_at is not None
    assert kept.password_hash != cheap_hash(PASSWORD)
    assert not PasswordHasher().check_needs_rehash(kept.password_hash)
    assert passwords.matches(kept.password_hash, PASSWORD)


@pytest.mark.parametrize(
    ("state", "password"),
    (
        (PersonState.ACTIVE, "another password, quite wrong"),
        (PersonState.UNCONFIRMED, PASSWORD),
        (PersonState.DEACTIVATED, "another password, quite wrong"),
        (None, PASSWORD),
    ),
)
def test_every_refusal_says_the_same(
    app: Flask, client: FlaskClient, state: PersonState | None, password: str
) -> None:
    person = make_person(password=PASSWORD, state=state) if state else None
    email = person.email if person else "nobody@customs.example"

    page = try_to_sign_in(Browser(client), email, password)

    assert page.status == 422
    assert "Address and password do not belong together." in page.text
    assert "closed" not in page.text


def test_the_owner_of_a_closed_account_is_told_so(app: Flask, client: FlaskClient) -> None:
    person = make_person(password=PASSWORD, state=PersonState.DEACTIVATED)

    page = try_to_sign_in(Browser(client), person.email, PASSWORD)

    assert page.status == 422
    assert "This account was closed." in page.text


def test_a_password_is_verified_for_nobody_as_well(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []

    def notes(kept: str | None, _text: str) -> bool:
        seen.append(kept)
        return False

    monkeypatch.setattr("app.core.passwords.matches", notes)

    try_to_sign_in(Browser(client), "nobody@customs.example", PASSWORD)

    assert seen == [None]


@pytest.mark.parametrize(
    ("target", "arrives"),
    (
        ("/account", "/account"),
        ("/courses?topic=hs", "/courses?topic=hs"),
        ("https://evil.example/", "/home"),
        ("//evil.example/", "/home"),
        ("/\\evil.example", "/home"),
        ("/\t/evil.example", "/home"),
        ("javascript:alert(1)", "/home"),
        ("account", "/home"),
    ),
)
def test_after_signing_in_one_goes_only_to_a_page_of_ours(
    app: Flask, client: FlaskClient, target: str, arrives: str
) -> None:
    person = make_person(password=PASSWORD)
    page = client.get("/sign-in", query_string={"next": target})
    form = Browser(client).get(page.request.full_path).form("/sign-in")

    answer = client.post(
        form.action, data={**form.fields, "email": person.email, "password": PASSWORD}
    )

    assert (answer.status_code, answer.location) == (302, arrives)


def test_keep_me_signed_in_outlasts_the_session_until_the_password_changes(
    app: Flask, client: FlaskClient
) -> None:
    person = make_person(password=PASSWORD)
    browser = Browser(client)
    form = browser.get("/sign-in").form("/sign-in")
    browser.submit(form, {"email": person.email, "password": PASSWORD, "remember": "y"})

    client.delete_cookie("greenlane")
    assert browser.get("/account").path == "/account"

    elsewhere = Browser(app.test_client())
    try_to_sign_in(elsewhere, person.email, PASSWORD)
    new = "a quite different 88 sentence"
    changed = send(elsewhere, "/account", "/account/password", {"current": PASSWORD, "new": new})
    assert "every other session is ended" in changed.text
    assert elsewhere.get("/account").path == "/account"
    assert browser.get("/account").path.startswith("/sign-in")


def test_without_keeping_nothing_outlasts_the_session(app: Flask, client: FlaskClient) -> None:
    person = make_person(password=PASSWORD)
    browser = Browser(client)
    try_to_sign_in(browser, person.email, PASSWORD)

    client.delete_cookie("greenlane")

    assert browser.get("/account").path.startswith("/sign-in")


def test_ten_failures_close_the_door_for_a_quarter_of_an_hour(
    app: Flask, client: FlaskClient
) -> None:
    person = make_person(password=PASSWORD)
    browser = Browser(client)
    for _number in range(10):
        assert try_to_sign_in(browser, person.email, "wrong, but long enough").status == 422

    shut = try_to_sign_in(browser, person.email, PASSWORD)

    assert shut.status == 429
    assert "You can try again at" in shut.text
    assert 0 < int(shut.response.headers["Retry-After"]) <= 900
    with clock.frozen_at(clock.now() + timedelta(minutes=15, seconds=1)):
        assert try_to_sign_in(browser, person.email, PASSWORD).path == "/home"


def test_an_unknown_address_is_limited_in_the_same_way(app: Flask, client: FlaskClient) -> None:
    browser = Browser(client)
    for _number in range(10):
        try_to_sign_in(browser, "nobody@customs.example", "wrong, but long enough")

    assert try_to_sign_in(browser, "nobody@customs.example", PASSWORD).status == 429


def test_good_sign_ins_do_not_count(app: Flask, client: FlaskClient) -> None:
    person = make_person(password=PASSWORD)

    for _number in range(12):
        assert try_to_sign_in(Browser(app.test_client()), person.email, PASSWORD).status == 200


def test_two_hundred_failures_from_one_network_close_the_door_for_it(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_person(password=PASSWORD)
    monkeypatch.setattr("app.core.passwords.matches", lambda _kept, _text: False)
    form = Browser(client).get("/sign-in").form("/sign-in")
    for number in range(200):
        data = {**form.fields, "email": f"guess{number}@customs.example", "password": "x"}
        assert client.post("/sign-in", data=data).status_code == 422
    monkeypatch.undo()

    data = {**form.fields, "email": person.email, "password": PASSWORD}
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}

    assert client.post("/sign-in", data=data).status_code == 429
    assert client.post("/sign-in", data=data, environ_base=elsewhere).status_code == 302


def test_a_session_keeps_nothing_of_the_one_before_but_the_language(
    app: Flask, client: FlaskClient
) -> None:
    person = make_person(password=PASSWORD)
    browser = Browser(client)
    browser.get("/sign-in?lang=fr")
    with client.session_transaction() as kept:
        kept["planted"] = "by somebody else"

    try_to_sign_in(browser, person.email, PASSWORD)

    with client.session_transaction() as kept:
        assert "planted" not in kept
        assert kept["language"] == "fr"


def test_who_is_signed_in_already_is_not_asked_again(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_person())

    assert client.get("/sign-in?next=/account").location == "/account"
    assert client.get("/sign-up").location == "/home"


def test_a_form_without_its_token_changes_nothing(app: Flask, client: FlaskClient) -> None:
    person = make_person(password=PASSWORD)

    answer = client.post("/sign-in", data={"email": person.email, "password": PASSWORD})

    assert answer.status_code == 400
    assert client.get("/account").status_code == 302


def test_programs_get_401_and_people_the_way_to_sign_in(app: Flask, client: FlaskClient) -> None:
    as_program = client.get("/account", headers={"Accept": "application/json"})
    as_person = client.get("/account?tab=1")

    assert (as_program.status_code, as_program.is_json) == (401, True)
    assert as_person.location == "/sign-in?next=/account?tab%3D1"
