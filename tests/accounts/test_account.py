"""What can people change of their own account, and of how pages look to them?"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.rules import PersonState
from app.core.db import db
from tests.accounts.helpers import send
from tests.browsing import Browser
from tests.factories import make_person, sign_in

DETAILS = {"name": "Amara Okafor", "language": "fr", "office": "Apapa", "job_title": "Chief"}


def kept(person: Person) -> Person:
    return db.session.get_one(Person, person.id, populate_existing=True)


def test_name_language_and_work_are_corrected(app: Flask, client: FlaskClient) -> None:
    person = make_person("Amara Okafro")
    sign_in(client, person)

    page = send(Browser(client), "/account", "/account", DETAILS)

    found = kept(person)
    assert page.path == "/account"
    assert '<html lang="fr"' in page.text
    assert (found.name, found.language, found.office, found.job_title) == tuple(DETAILS.values())
    assert found.sought.startswith("amara okafor ")


def test_a_wrong_name_changes_nothing(app: Flask, client: FlaskClient) -> None:
    person = make_person("Amara Okafor")
    sign_in(client, person)

    page = send(Browser(client), "/account", "/account", {**DETAILS, "name": "Амара"})

    assert page.status == 422
    assert "in Latin letters too" in page.text
    assert kept(person).name == "Amara Okafor"


def test_somebody_who_waits_may_see_the_own_account(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_person(role=None, state=PersonState.WAITING))

    assert Browser(client).get("/account").status == 200


def test_the_theme_is_kept_in_a_cookie_for_a_visitor(app: Flask, client: FlaskClient) -> None:
    client.post("/preferences/theme", data={"theme": "dark"})

    assert 'data-theme="dark"' in Browser(client).get("/sign-in").text
    client.post("/preferences/theme", data={"theme": "system"})
    assert "data-theme=" not in Browser(client).get("/sign-in").text


def test_the_theme_is_kept_for_a_person_everywhere(app: Flask, client: FlaskClient) -> None:
    person = make_person()
    sign_in(client, person)
    form = Browser(client).get("/account").form("/preferences/theme")

    client.post("/preferences/theme", data={**form.fields, "theme": "light"})

    elsewhere = app.test_client()
    sign_in(elsewhere, person)
    assert 'data-theme="light"' in Browser(elsewhere).get("/account").text


def test_a_persons_theme_is_not_changed_without_the_token(app: Flask, client: FlaskClient) -> None:
    person = make_person()
    sign_in(client, person)

    assert client.post("/preferences/theme", data={"theme": "dark"}).status_code == 400
    assert client.post("/preferences/language", data={"language": "fr"}).status_code == 400
    assert (kept(person).theme, kept(person).language) == ("", "en")


def test_the_language_is_kept_for_the_next_pages(app: Flask, client: FlaskClient) -> None:
    browser = Browser(client)

    client.post("/preferences/language", data={"language": "fr"})
    assert '<html lang="fr"' in browser.get("/sign-in").text
    browser.get("/sign-in?lang=en")

    assert '<html lang="en"' in browser.get("/sign-up").text


@pytest.mark.parametrize(
    ("came_from", "arrives"),
    (
        ("http://localhost/courses?q=hs", "/courses?q=hs"),
        ("https://evil.example/x", "/"),
        ("http://localhost//evil.example", "/"),
        ("", "/"),
    ),
)
def test_a_choice_leads_back_to_the_page_where_it_was_made(
    app: Flask, client: FlaskClient, came_from: str, arrives: str
) -> None:
    headers = {"Referer": came_from} if came_from else {}

    answer = client.post("/preferences/theme", data={"theme": "dark"}, headers=headers)

    assert (answer.status_code, answer.location) == (303, arrives)


@pytest.mark.parametrize(
    ("path", "data"),
    (("/preferences/theme", {"theme": "pink"}), ("/preferences/language", {"language": "xx"})),
)
def test_an_unknown_choice_is_refused(
    app: Flask, client: FlaskClient, path: str, data: dict[str, str]
) -> None:
    assert client.post(path, data=data).status_code == 400
