"""Do the operator's commands make and close accounts, and does demo mode stay demo mode?"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

import config
from app.accounts.actions import DEMO_PASSWORD, create_demo_people, demo_addresses
from app.accounts.models import Person, RoleAssignment
from app.accounts.rules import Role
from app.core import passwords
from app.core.db import db, transaction
from app.core.errors import Forbidden
from tests.accounts.helpers import try_to_sign_in
from tests.browsing import Browser
from tests.conftest import settings_for
from tests.factories import PASSWORD, administrator, make_person

BASE = ("users", "create", "--email", "Boss@Customs.Example", "--name", "Zoë Boss")
OPTIONS = (*BASE, "--role", "administrator", "--unit", "WORLD")


def run(app: Flask, *words: str, text: str = "") -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=list(words), input=text)
    return result.exit_code, result.output


def boss() -> Person | None:
    return db.session.scalar(select(Person).where(Person.email == "boss@customs.example"))


def test_an_account_is_made_with_a_password_from_standard_input(app: Flask) -> None:
    code, output = run(app, *OPTIONS, "--password-stdin", text=PASSWORD + "\n")

    person = boss()
    assert code == 0, output
    assert person is not None
    assert passwords.matches(person.password_hash, PASSWORD)
    assert "http" not in output
    role = db.session.scalars(select(RoleAssignment.role)).one()
    assert role == Role.ADMINISTRATOR


def test_without_a_password_a_link_to_choose_one_is_printed(
    app: Flask, client: FlaskClient
) -> None:
    _code, output = run(app, *OPTIONS)
    path = output.strip().rpartition("http://greenlane.test")[2]
    browser = Browser(client)

    page = browser.submit(browser.get(path).form("/password/reset/"), {"password": PASSWORD})

    assert page.path == "/sign-in"
    assert try_to_sign_in(browser, "boss@customs.example", PASSWORD).path == "/home"


@pytest.mark.parametrize(
    ("words", "text", "message"),
    (
        ((*BASE, "--role", "king", "--unit", "FR"), "", "king"),
        ((*BASE, "--role", "official", "--unit", "ZZ"), "", "no unit with the code ZZ"),
        ((*OPTIONS, "--password-stdin"), "password1234\n", "this password is guessable"),
        ((*OPTIONS, "--name", "Иван"), "", "--latin-name"),
        ((*OPTIONS, "--email", "nonsense"), "", "is no address"),
    ),
)
def test_what_is_wrong_is_named_and_nothing_is_made(
    app: Flask, words: tuple[str, ...], text: str, message: str
) -> None:
    code, output = run(app, *words, text=text)

    assert code != 0
    assert message in output
    assert db.session.scalar(select(func.count(Person.id))) == 0


def test_an_address_is_used_once(app: Flask) -> None:
    run(app, *OPTIONS)

    code, output = run(app, *OPTIONS)

    assert code == 1
    assert "has an account already" in output


def test_an_account_is_closed_but_never_that_of_the_last_administrator(app: Flask) -> None:
    official, chief = make_person(), administrator()

    assert run(app, "users", "deactivate", "--email", official.email)[0] == 0
    code, output = run(app, "users", "deactivate", "--email", chief.email)
    unknown, _output = run(app, "users", "deactivate", "--email", "nobody@customs.example")

    assert (code, unknown) == (1, 1)
    assert "last administrator" in output
    assert db.session.get_one(Person, official.id, populate_existing=True).state == "deactivated"


def test_the_units_are_loaded_by_a_command(app: Flask) -> None:
    assert run(app, "units", "load") == (0, "0 units made or changed.\n")


def test_demo_accounts_are_refused_outside_demo_mode(app: Flask) -> None:
    with pytest.raises(Forbidden, match="GREENLANE_DEMO=yes"), transaction() as session:
        create_demo_people(session)

    assert db.session.scalar(select(func.count(Person.id))) == 0


class TestDemo:
    @pytest.fixture
    def settings(self, database_url: str, tmp_path: Path) -> config.Settings:
        return settings_for(database_url, tmp_path, demo=True)

    def test_there_is_one_account_for_each_role_and_making_them_again_changes_nothing(
        self, app: Flask
    ) -> None:
        with transaction() as session:
            made = create_demo_people(session)
        with transaction() as session:
            again = create_demo_people(session)

        assert (made, again) == (20, 0)
        assert [role for role, _address in demo_addresses()] == list(Role)
        for role, address in demo_addresses():
            assert address == f"{role.value}@demo.greenlane.example"
            assert (
                try_to_sign_in(Browser(app.test_client()), address, DEMO_PASSWORD).path == "/home"
            )

    def test_the_sign_in_page_offers_them(self, client: FlaskClient) -> None:
        assert DEMO_PASSWORD in Browser(client).get("/sign-in").text


def test_without_demo_mode_the_sign_in_page_offers_nothing(app: Flask, client: FlaskClient) -> None:
    assert DEMO_PASSWORD not in Browser(client).get("/sign-in").text
