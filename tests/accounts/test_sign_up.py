"""Does somebody new come by an account, and does nobody learn who has one?"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import AccountRequest, Person, RoleAssignment, Token
from app.accounts.rules import PersonState
from app.core import clock
from app.core.db import db
from tests.accounts.helpers import NEWCOMER, confirm, mails, sign_up, try_to_sign_in
from tests.browsing import Browser
from tests.factories import (
    PASSWORD,
    administrator,
    coordinator,
    make_person,
    regional_officer,
    unit_of,
)

EMAIL = NEWCOMER["email"]


def newcomer() -> Person:
    db.session.expire_all()
    return db.session.scalars(select(Person).where(Person.email == EMAIL)).one()


def test_a_newcomer_confirms_waits_and_is_told_what_happens_next(
    app: Flask, client: FlaskClient
) -> None:
    browser = Browser(client)

    sent = sign_up(browser)
    page = confirm(browser)

    person = newcomer()
    assert "Look into your mailbox" in sent.text
    assert EMAIL in sent.text
    assert (page.path, page.status) == ("/waiting", 200)
    assert "What happens next" in page.text
    assert (person.state, person.unit_path) == ("waiting", unit_of("NG").path)
    assert (person.name, person.office, person.job_title) == (
        "Amara Okafor",
        "Apapa Port",
        "Superintendent",
    )


def test_a_waiting_account_reads_the_catalogue_but_not_the_learners_pages(
    app: Flask, client: FlaskClient
) -> None:
    browser = Browser(client)
    sign_up(browser)
    confirm(browser)

    assert browser.get("/courses").status == 200
    closed = browser.get("/home")
    assert closed.status == 403
    assert "What happens next" in closed.text


def test_the_link_alone_confirms_nothing(app: Flask, client: FlaskClient) -> None:
    browser = Browser(client)
    sign_up(browser)

    browser.get(mails(EMAIL)[-1].path)

    assert newcomer().state == PersonState.UNCONFIRMED


def test_a_wrong_password_confirms_nothing(app: Flask, client: FlaskClient) -> None:
    browser = Browser(client)
    sign_up(browser)

    page = confirm(browser, password="somebody else's words")

    assert page.status == 422
    assert newcomer().state == PersonState.UNCONFIRMED


def test_a_link_works_once(app: Flask, client: FlaskClient) -> None:
    browser = Browser(client)
    sign_up(browser)
    path = mails(EMAIL)[-1].path
    confirm(browser)

    again = Browser(app.test_client()).get(path)

    assert again.status == 410
    assert "used already" in again.text
    assert db.session.scalar(select(func.count(AccountRequest.id))) == 1


def test_a_link_expires_after_48_hours(app: Flask, client: FlaskClient) -> None:
    browser = Browser(client)
    sign_up(browser)
    path = mails(EMAIL)[-1].path

    with clock.frozen_at(clock.now() + timedelta(hours=47, minutes=59)):
        assert browser.get(path).status == 200
    with clock.frozen_at(clock.now() + timedelta(hours=48, minutes=1)):
        assert browser.get(path).status == 410


def test_a_new_link_replaces_the_old_one(app: Flask, client: FlaskClient) -> None:
    browser = Browser(client)
    old = mails(EMAIL)[-1].path if sign_up(browser).status == 200 else ""

    page = browser.submit(browser.get("/sign-up/sent").form("/sign-up/resend"))
    new = mails(EMAIL)[-1].path

    assert "a new link is on its way" in page.text
    assert old != new
    assert browser.get(old).status == 410
    assert confirm(browser).path == "/waiting"


def test_whoever_signed_up_first_with_a_foreign_address_gains_nothing(
    app: Flask, client: FlaskClient
) -> None:
    sign_up(Browser(app.test_client()), password="the intruder waits 99 days", name="Intruder")
    browser = Browser(client)
    sign_up(browser)

    confirm(browser)

    assert newcomer().name == "Amara Okafor"
    intruder = try_to_sign_in(Browser(app.test_client()), EMAIL, "the intruder waits 99 days")
    assert intruder.status == 422


def test_an_address_with_an_account_gets_a_mail_and_the_same_page(
    app: Flask, client: FlaskClient
) -> None:
    known = make_person("Old Hand", email="old.hand@customs.example", password=PASSWORD)
    before = (known.name, known.password_hash, known.state)

    of_known = sign_up(Browser(client), email=known.email)
    of_new = sign_up(Browser(app.test_client()), email="new.hand@customs.example")

    db.session.expire_all()
    kept = db.session.get_one(Person, known.id)
    assert _without_tokens(of_known.text, "old.hand@customs.example") == _without_tokens(
        of_new.text, "new.hand@customs.example"
    )
    assert (kept.name, kept.password_hash, kept.state) == before
    assert [one.subject for one in mails(known.email)] == [
        "You already have an account at Greenlane"
    ]
    assert db.session.scalar(select(func.count(Token.id)).where(Token.person_id == kept.id)) == 0


def test_as_many_passwords_are_hashed_for_a_known_address_as_for_a_new_one(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(email="old.hand@customs.example")
    hashed: list[str] = []

    def notes(text: str) -> str:
        hashed.append(text)
        return "!"

    monkeypatch.setattr("app.core.passwords.hashed", notes)

    sign_up(Browser(client), email="old.hand@customs.example")
    sign_up(Browser(client), email="new.hand@customs.example")

    assert hashed == [PASSWORD, PASSWORD]


def test_an_unconfirmed_account_is_refused_as_an_unknown_one_is(
    app: Flask, client: FlaskClient
) -> None:
    sign_up(Browser(client))

    of_waiting = try_to_sign_in(Browser(app.test_client()), EMAIL, PASSWORD)
    of_nobody = try_to_sign_in(Browser(app.test_client()), "nobody.here@customs.example", PASSWORD)

    assert of_waiting.status == of_nobody.status == 422
    assert _without_tokens(of_waiting.text, EMAIL) == _without_tokens(
        of_nobody.text, "nobody.here@customs.example"
    )


def test_a_name_in_another_script_asks_for_its_latin_form(app: Flask, client: FlaskClient) -> None:
    browser = Browser(client)

    without = sign_up(browser, name="Ελένη Παπαδάκη")
    with_it = sign_up(browser, name="Ελένη Παπαδάκη", latin_name="Eleni Papadaki")

    assert without.status == 422
    assert "in Latin letters too" in without.text
    assert with_it.status == 200
    assert newcomer().latin_name == "Eleni Papadaki"


@pytest.mark.parametrize(
    ("changes", "message"),
    (
        ({"unit": "ZZ"}, "Choose one of the list"),
        ({"unit": ""}, "Choose where you work."),
        ({"unit": "EUR"}, "Choose one of the list"),
        ({"unit": "ORG"}, "Write the name of the regional body"),
        ({"unit": "EUR-BODIES"}, "Write the name of the regional body"),
        ({"email": "amara"}, "Write the whole address"),
        ({"email": "a@b.example\r\nBcc: x@y.example"}, "Write the whole address"),
        ({"name": "   "}, "Please fill this in."),
        ({"name": "A" * 121}, "At most 120 characters"),
        ({"name": "Amara\u202eroomA"}, "characters that cannot be seen"),
        ({"password": "too short"}, "at least 12 characters"),
        ({"password": "amara.okafor"}, "first things that somebody would try"),
        ({"language": "xx"}, "Choose one of what is offered."),
    ),
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(
    app: Flask, client: FlaskClient, changes: dict[str, str], message: str
) -> None:
    page = sign_up(Browser(client), **changes)

    assert page.status == 422
    assert message in page.text
    assert db.session.scalar(select(func.count(Person.id))) == 0


def test_another_organisation_keeps_its_name(app: Flask, client: FlaskClient) -> None:
    sign_up(Browser(client), unit="ORG", organisation="World Trade Organization")

    assert newcomer().organisation == "World Trade Organization"
    assert newcomer().unit_path == unit_of("ORG").path


def test_the_form_offers_all_members_bodies_and_other_organisations(
    app: Flask, client: FlaskClient
) -> None:
    text = Browser(client).get("/sign-up?lang=fr").text

    assert text.count("<optgroup") == 3
    assert text.count("<option") == 2 + 1 + 187 + 6 + 1
    assert ">Allemagne<" in text


@pytest.mark.parametrize("who", ("coordinator", "regional officer", "administrator"))
def test_the_nearest_who_decide_are_asked(app: Flask, client: FlaskClient, who: str) -> None:
    boss = administrator()
    officer = regional_officer("WCA") if who != "administrator" else None
    nearest = coordinator("NG") if who == "coordinator" else officer or boss
    coordinator("GH")
    make_person(role=None, unit_code="NG")
    browser = Browser(client)

    sign_up(browser)
    confirm(browser)

    asked = [one.to for one in mails() if one.subject == "An account waits for your decision"]
    assert asked == [nearest.email]


def test_a_coordinator_whose_account_is_closed_is_not_asked(
    app: Flask, client: FlaskClient
) -> None:
    boss = administrator(language="fr")
    coordinator("NG", state=PersonState.DEACTIVATED)
    browser = Browser(client)

    sign_up(browser)
    confirm(browser)

    assert [one.to for one in mails() if "/people/requests" in one.text] == [boss.email]


def test_a_reminder_goes_out_after_seven_days_and_only_once(
    app: Flask, client: FlaskClient
) -> None:
    chief = coordinator("NG")
    browser = Browser(client)
    sign_up(browser)
    confirm(browser)
    assert len(mails(chief.email)) == 1

    with clock.frozen_at(clock.now() + timedelta(days=6, hours=23)):
        assert len(mails(chief.email)) == 1
    with clock.frozen_at(clock.now() + timedelta(days=7, minutes=1)):
        assert [one.subject for one in mails(chief.email)][1:] == [
            "An account has waited for a week"
        ]
    with clock.frozen_at(clock.now() + timedelta(days=30)):
        assert len(mails(chief.email)) == 2


def test_no_role_comes_before_the_approval(app: Flask, client: FlaskClient) -> None:
    browser = Browser(client)
    sign_up(browser)
    confirm(browser)

    assert db.session.scalar(select(func.count(RoleAssignment.id))) == 0


def test_too_many_sign_ups_with_one_address_are_refused_with_the_time(
    app: Flask, client: FlaskClient
) -> None:
    browser = Browser(client)
    for _number in range(5):
        assert sign_up(browser).status == 200

    page = sign_up(browser)

    assert page.status == 429
    assert "You can try again at" in page.text
    assert int(page.response.headers["Retry-After"]) > 0


def _without_tokens(text: str, email: str) -> str:
    bare = re.sub(r'name="csrf_token" value="[^"]+"', "", text)
    return re.sub(r'name="csrf-token" content="[^"]+"', "", bare).replace(email, "")
