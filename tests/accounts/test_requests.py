"""Are requests decided by the right people, once, and told to the right person?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.actions import requests
from app.accounts.models import AccountRequest, Person, RoleAssignment
from app.accounts.rules import PersonState
from app.core import clock, mail
from app.core.db import db, transaction
from app.core.settings import settings
from tests.accounts.helpers import mails, send
from tests.browsing import Browser, Statements
from tests.factories import (
    administrator,
    coordinator,
    make_person,
    regional_officer,
    sign_in,
    trainer,
    unit_of,
)


def waiting(name: str = "Amara Okafor", unit_code: str = "FR", **more: object) -> AccountRequest:
    person = make_person(name, None, unit_code, PersonState.WAITING, **more)  # type: ignore[arg-type]
    with transaction() as session:
        requests.ask(session, session.get_one(Person, person.id))
    query = select(AccountRequest).where(AccountRequest.person_id == person.id)
    return db.session.scalars(query).one()


def request_of(person_id: int) -> AccountRequest:
    db.session.expire_all()
    query = select(AccountRequest).where(AccountRequest.person_id == person_id)
    return db.session.scalars(query).one()


def test_an_approval_makes_an_official_and_writes_to_them(app: Flask, client: FlaskClient) -> None:
    request, chief = waiting(language="fr"), coordinator()
    sign_in(client, chief)

    page = send(Browser(client), "/people/requests", f"/{request.id}/approve")

    assert "Amara Okafor can sign in now" in page.text
    person = db.session.get_one(Person, request.person_id, populate_existing=True)
    role = db.session.scalars(
        select(RoleAssignment).where(RoleAssignment.person_id == person.id)
    ).one()
    decided = request_of(person.id)
    assert person.state == PersonState.ACTIVE
    assert (role.role, role.unit_id, role.granted_by_id) == ("official", person.unit_id, chief.id)
    assert (decided.decision, decided.decided_by_id) == ("approved", chief.id)
    assert mails(person.email)[-1].language == "fr"


def test_a_refusal_needs_a_reason_and_sends_it(app: Flask, client: FlaskClient) -> None:
    request = waiting()
    sign_in(client, coordinator())
    browser = Browser(client)
    path = f"/people/requests/{request.id}"

    without = send(browser, path, "/refuse", {"reason": "  "})
    page = send(browser, path, "/refuse", {"reason": "Please sign up\nwith your work address."})

    person = db.session.get_one(Person, request.person_id, populate_existing=True)
    assert (without.status, page.status) == (422, 200)
    assert "Say why" in without.text
    assert person.state == PersonState.REFUSED
    assert "with your work address." in mails(person.email)[-1].text


def test_somebody_refused_reads_the_reason_corrects_and_asks_again(
    app: Flask, client: FlaskClient
) -> None:
    request, chief = waiting(unit_code="DE"), coordinator()
    sign_in(client, administrator())
    reason = {"reason": "You work in France, I think."}
    send(Browser(client), f"/people/requests/{request.id}", "/refuse", reason)
    refused = Browser(app.test_client())
    sign_in(refused.client, db.session.get_one(Person, request.person_id))

    assert "You work in France, I think." in refused.get("/waiting").text
    page = send(refused, "/waiting", "/waiting", {"unit": "FR"})

    asked = request_of(request.person_id)
    assert "Your account waits for approval" in page.text
    assert (asked.decision, asked.reason, asked.unit_path) == (None, "", unit_of("FR").path)
    assert mails(chief.email)[-1].subject == "An account waits for your decision"


def test_a_request_is_decided_once(app: Flask, client: FlaskClient) -> None:
    request = waiting()
    sign_in(client, coordinator())
    browser, path = Browser(client), f"/people/requests/{request.id}"
    approve, refuse = browser.get(path).form("/approve"), browser.get(path).form("/refuse")

    browser.submit(approve)
    late = browser.submit(refuse, {"reason": "No."})

    assert late.status == 409
    assert "meanwhile" in late.text
    assert request_of(request.person_id).decision == "approved"


@pytest.mark.parametrize("role", ("coordinator of another member", "officer of another region"))
def test_nobody_decides_outside_their_scope(app: Flask, client: FlaskClient, role: str) -> None:
    request = waiting()
    outsider = coordinator("DE") if role.startswith("coordinator") else regional_officer("AP")
    sign_in(client, outsider)
    browser = Browser(client)
    own = coordinator("FR")
    token = {"csrf_token": browser.get("/account").form("/account").fields["csrf_token"][0]}

    assert "Amara Okafor" not in browser.get("/people/requests").text
    assert browser.get(f"/people/requests/{request.id}").status == 404
    for what in ("approve", "refuse"):
        answer = client.post(
            f"/people/requests/{request.id}/{what}", data={**token, "reason": "Mine."}
        )
        assert answer.status_code == 404
    assert request_of(request.person_id).decision is None
    sign_in(client, own)
    assert "Amara Okafor" in browser.get("/people/requests").text


def test_only_staff_see_requests(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())

    assert Browser(client).get("/people/requests").status == 403


def test_a_mail_that_reminds_is_not_sent_after_a_decision(app: Flask, client: FlaskClient) -> None:
    chief = coordinator()
    request = waiting()
    sign_in(client, chief)
    send(Browser(client), "/people/requests", f"/{request.id}/approve")

    with clock.frozen_at(clock.now() + timedelta(days=8)):
        assert len(mails(chief.email)) == 1


def test_the_list_is_filtered_sorted_and_paged(app: Flask, client: FlaskClient) -> None:
    for number in range(27):
        waiting(f"Person {number:02}", "FR" if number % 2 else "DE")
    waiting("Şükrü Yıldız", "TR")
    sign_in(client, administrator())
    browser = Browser(client)

    first = browser.get("/people/requests?sort=name").text
    assert "1 to 25 of 28" in first
    assert first.index("Person 00") < first.index("Person 01")
    assert "26 to 28 of 28" in browser.get("/people/requests?sort=name&page=2").text
    assert "Şükrü Yıldız" in browser.get("/people/requests?sort=-name").text
    assert "1 to" not in browser.get("/people/requests?q=sukru+yildiz").text
    assert "Şükrü Yıldız" in browser.get("/people/requests?q=SUKRU+yildiz").text
    assert "Person 00" not in browser.get("/people/requests?unit=FR").text
    assert "Nothing matches" in browser.get("/people/requests?q=%25").text


def test_an_empty_list_says_what_will_come(app: Flask, client: FlaskClient) -> None:
    sign_in(client, coordinator())

    assert "Nobody waits" in Browser(client).get("/people/requests").text


def test_the_list_asks_as_often_for_three_as_for_one(app: Flask, client: FlaskClient) -> None:
    waiting()
    sign_in(client, administrator())
    client.get("/people/requests")

    with Statements() as of_one:
        client.get("/people/requests")
    waiting("Second", "DE")
    waiting("Third", "KE")
    with Statements() as of_three:
        text = client.get("/people/requests").get_data(as_text=True)

    assert "Third" in text
    assert of_one.count == of_three.count == 4


def test_scripts_in_names_and_reasons_are_inert(app: Flask, client: FlaskClient) -> None:
    evil = "<script>alert(1)</script>"
    chief = coordinator(name=evil)
    request = waiting(evil, office='"><img src=x onerror=alert(1)>')
    sign_in(client, chief)
    browser = Browser(client)
    pages = [
        browser.get("/people/requests"),
        browser.get(f"/people/requests/{request.id}"),
        browser.get(f"/people/{request.person_id}"),
        send(browser, f"/people/requests/{request.id}", "/refuse", {"reason": evil}),
    ]
    sign_in(client, db.session.get_one(Person, request.person_id))
    pages.append(browser.get("/waiting"))

    for page in pages:
        assert page.status == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
    for one in mails():
        assert "<script>" not in one.html


def test_a_name_cannot_add_a_header_to_a_mail(app: Flask, client: FlaskClient) -> None:
    payload = {
        "to": ["Amara\r\nBcc: everybody@customs.example", "amara@customs.example"],
        "subject": "About Amara\nBcc: everybody@customs.example",
        "text": "t",
        "html": "<p>h</p>",
        "language": "en",
        "key": "k",
    }

    message = mail.compose(payload, settings())

    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]
    assert bytes(message).count(b"\nBcc:") == 0
