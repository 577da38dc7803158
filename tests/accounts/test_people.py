"""Who sees whom, who gives which role, and what happens to an account?"""

from __future__ import annotations

import itertools

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts import policy, queries
from app.accounts.actions import people, roles
from app.accounts.actions.people import Place
from app.accounts.models import Person, RoleAssignment
from app.accounts.rules import PersonState, Role
from app.core.db import db, transaction
from app.core.errors import Conflict, DomainError, Forbidden, NotFound
from tests.accounts.helpers import send, try_to_sign_in
from tests.browsing import Browser, Statements
from tests.factories import (
    PASSWORD,
    administrator,
    coordinator,
    give_role,
    identity_of,
    make_person,
    regional_officer,
    sign_in,
    trainer,
    unit_of,
)

PLACES = ("FR", "DE", "KE", "EUR-BODIES", "ORG", "WORLD", "EUR")


def in_force(person: Person) -> set[tuple[str, str]]:
    """The roles of a person with their units' codes."""
    query = (
        select(RoleAssignment)
        .where(RoleAssignment.person_id == person.id, RoleAssignment.ended_at.is_(None))
        .execution_options(populate_existing=True)
    )
    units = {unit_of(code).id: code for code in PLACES}
    return {(one.role, units[one.unit_id]) for one in db.session.scalars(query)}


def test_the_people_one_may_see_are_those_the_policy_allows(app: Flask) -> None:
    everybody = [make_person(unit_code=code) for code in PLACES]
    readers = [
        make_person(role=role, unit_code=code)
        for role, code in itertools.product(Role, ("FR", "EUR", "WORLD"))
    ]
    everybody += readers

    for reader in map(identity_of, readers):
        visible = {one.id for one in db.session.scalars(queries.visible_to(reader))}
        allowed = {one.id for one in everybody if policy.may_see_person(reader, one.unit_path)}
        assert visible == allowed, reader


def test_an_ended_role_shows_nobody(app: Flask) -> None:
    chief, official = coordinator(), make_person()
    boss = administrator()
    assignment = db.session.scalars(
        select(RoleAssignment).where(RoleAssignment.person_id == chief.id)
    ).one()

    with transaction() as session:
        roles.end(session, identity_of(boss), chief.id, assignment.id)

    assert queries.person_seen_by(identity_of(chief), official.id) is None


@pytest.mark.parametrize(
    ("giver", "role", "unit", "allowed"),
    (
        (Role.COORDINATOR, Role.TRAINER, "FR", True),
        (Role.COORDINATOR, Role.TUTOR, "FR", True),
        (Role.COORDINATOR, Role.COORDINATOR, "FR", False),
        (Role.COORDINATOR, Role.ADMINISTRATOR, "FR", False),
        (Role.COORDINATOR, Role.TRAINER, "DE", False),
        (Role.COORDINATOR, Role.TRAINER, "EUR", False),
        (Role.REGIONAL_OFFICER, Role.COORDINATOR, "FR", True),
        (Role.REGIONAL_OFFICER, Role.REGIONAL_OFFICER, "EUR", False),
        (Role.REGIONAL_OFFICER, Role.COORDINATOR, "KE", False),
        (Role.ADMINISTRATOR, Role.ADMINISTRATOR, "WORLD", True),
        (Role.ADMINISTRATOR, Role.REGIONAL_OFFICER, "EUR", True),
        (Role.TRAINER, Role.TRAINER, "FR", False),
        (Role.OFFICIAL, Role.TUTOR, "FR", False),
    ),
)
def test_roles_are_given_within_ones_own_scope(
    app: Flask, giver: Role, role: Role, unit: str, allowed: bool
) -> None:
    home = {Role.REGIONAL_OFFICER: "EUR", Role.ADMINISTRATOR: "WORLD"}.get(giver, "FR")
    by, person = identity_of(make_person(role=giver, unit_code=home)), make_person()

    with_error = None
    try:
        with transaction() as session:
            roles.grant(session, by, person.id, role, unit)
    except (Forbidden, NotFound) as error:
        with_error = error

    assert (with_error is None) == allowed
    assert ((role.value, unit) in in_force(person)) == allowed


def test_a_role_is_given_and_ended_on_the_page_of_a_person(app: Flask, client: FlaskClient) -> None:
    person = make_person("Amara Okafor")
    sign_in(client, coordinator(name="Chief of Training"))
    browser, path = Browser(client), f"/people/{person.id}"

    form = next(one for one in browser.get(path).forms if one.action == f"{path}/roles")
    given = browser.submit(form, {"role": "trainer", "unit": "FR"})
    assert "The role is given." in given.text
    assert in_force(person) == {("official", "FR"), ("trainer", "FR")}
    trainers = db.session.scalars(
        select(RoleAssignment).where(RoleAssignment.role == "trainer")
    ).one()
    ended = browser.submit(given.form(f"{path}/roles/{trainers.id}/end"))

    assert in_force(person) == {("official", "FR")}
    assert ended.text.count("by Chief of Training") == 2


def test_a_role_given_twice_is_held_once(app: Flask) -> None:
    boss, person = identity_of(administrator()), make_person()

    for _number in range(2):
        with transaction() as session:
            roles.grant(session, boss, person.id, Role.TUTOR, "FR")

    assert in_force(person) == {("official", "FR"), ("tutor", "FR")}


def test_a_role_ends_with_the_next_request(app: Flask, client: FlaskClient) -> None:
    boss, chief = administrator(), coordinator()
    sign_in(client, chief)
    assert client.get("/people").status_code == 200
    assignment = db.session.scalars(
        select(RoleAssignment).where(RoleAssignment.person_id == chief.id)
    ).one()

    with transaction() as session:
        roles.end(session, identity_of(boss), chief.id, assignment.id)

    assert client.get("/people").status_code == 403


def test_the_last_administrator_stays(app: Flask) -> None:
    boss, other = administrator(), administrator(state=PersonState.DEACTIVATED)
    assignment = db.session.scalars(
        select(RoleAssignment).where(RoleAssignment.person_id == boss.id)
    ).one()

    with pytest.raises(Conflict, match="last administrator"), transaction() as session:
        roles.end(session, identity_of(boss), boss.id, assignment.id)
    with pytest.raises(Conflict, match="last administrator"), transaction() as session:
        people.close(session, session.get_one(Person, boss.id))

    assert in_force(boss) == {("administrator", "WORLD")}
    assert other.id != boss.id


def test_one_of_two_administrators_may_go(app: Flask) -> None:
    boss, other = administrator(), administrator()

    with transaction() as session:
        people.deactivate(session, identity_of(boss), other.id)

    assert db.session.get_one(Person, other.id).state == PersonState.DEACTIVATED


def test_a_closed_account_is_out_at_once_and_comes_back_with_its_roles(
    app: Flask, client: FlaskClient
) -> None:
    person = make_person(password=PASSWORD)
    learner = Browser(app.test_client())
    sign_in(learner.client, person)
    assert learner.get("/account").path == "/account"
    sign_in(client, coordinator())
    browser, path = Browser(client), f"/people/{person.id}"

    closed = send(browser, path, "/deactivate")
    assert "is closed" in closed.text
    assert learner.get("/account").path.startswith("/sign-in")
    assert try_to_sign_in(learner, person.email, PASSWORD).status == 422
    browser.submit(closed.form("/reactivate"))

    assert try_to_sign_in(learner, person.email, PASSWORD).path == "/home"
    assert in_force(person) == {("official", "FR")}


@pytest.mark.parametrize("case", ("themselves", "a fellow coordinator", "an official elsewhere"))
def test_a_coordinator_cannot_close_the_account_of(app: Flask, case: str) -> None:
    chief = coordinator()
    others = {
        "themselves": chief,
        "a fellow coordinator": coordinator(),
        "an official elsewhere": make_person(unit_code="DE"),
    }
    other = others[case]

    with pytest.raises((Forbidden, NotFound)), transaction() as session:
        people.deactivate(session, identity_of(chief), other.id)

    assert db.session.get_one(Person, other.id).state == PersonState.ACTIVE


def test_a_move_keeps_the_person_and_ends_the_roles_of_the_old_unit(
    app: Flask, client: FlaskClient
) -> None:
    person = trainer()
    give_role(person, Role.REGIONAL_OFFICER, "EUR")
    sign_in(client, administrator())
    browser, path = Browser(client), f"/people/{person.id}"

    page = send(browser, path, "/move", {"unit": "KE", "office": "Mombasa"})

    moved = db.session.get_one(Person, person.id, populate_existing=True)
    assert "every record stays" in page.text
    assert (moved.unit_path, moved.office) == (unit_of("KE").path, "Mombasa")
    assert in_force(person) == {("official", "KE"), ("regional_officer", "EUR")}


def test_a_coordinator_cannot_move_somebody_out_of_their_scope(app: Flask) -> None:
    chief, person = coordinator(), make_person()

    with pytest.raises(Forbidden), transaction() as session:
        people.move(session, identity_of(chief), person.id, Place("DE"))

    assert db.session.get_one(Person, person.id).unit_path == unit_of("FR").path


def test_a_regional_officer_moves_within_the_region_only(app: Flask) -> None:
    officer, person = identity_of(regional_officer()), make_person()

    with transaction() as session:
        people.move(session, officer, person.id, Place("DE"))
    with pytest.raises(DomainError), transaction() as session:
        people.move(session, officer, person.id, Place("KE"))

    kept = db.session.get_one(Person, person.id, populate_existing=True)
    assert kept.unit_path == unit_of("DE").path


def test_somebody_outside_the_scope_is_not_there(app: Flask, client: FlaskClient) -> None:
    hidden = make_person("Hidden Person", unit_code="DE")
    shown = make_person("Shown Person")
    sign_in(client, coordinator())
    browser = Browser(client)

    listed = browser.get("/people").text

    assert "Shown Person" in listed
    assert "Hidden Person" not in listed
    assert browser.get(f"/people/{shown.id}").status == 200
    assert browser.get(f"/people/{hidden.id}").status == 404
    assert browser.get("/people/999999").status == 404


def test_the_list_is_searched_filtered_and_sorted(app: Flask, client: FlaskClient) -> None:
    make_person("Émile Zola", unit_code="FR")
    make_person("Ada Lovelace", Role.TRAINER, "GB")
    make_person("عمر حداد", None, "JO", PersonState.WAITING, latin_name="Omar Haddad")
    sign_in(client, administrator(name="Boss"))
    browser = Browser(client)

    def shown(query: str) -> list[str]:
        text = browser.get(f"/people?{query}").text
        names = ("Émile Zola", "Ada Lovelace", "عمر حداد", "Boss")
        body = text[text.index("<tbody>") :] if "<tbody>" in text else ""
        return sorted((one for one in names if one in body), key=body.index)

    assert shown("") == ["Ada Lovelace", "Boss", "Émile Zola", "عمر حداد"]
    assert shown("sort=-name") == ["عمر حداد", "Émile Zola", "Boss", "Ada Lovelace"]
    assert shown("q=emile") == ["Émile Zola"]
    assert shown("q=haddad+omar") == ["عمر حداد"]
    assert shown("unit=EUR") == ["Ada Lovelace", "Émile Zola"]
    assert shown("role=trainer") == ["Ada Lovelace"]
    assert shown("state=waiting") == ["عمر حداد"]
    assert shown("q=nobody") == []
    assert shown("sort=nonsense&page=none&role=none&state=none&unit=none") == shown("")
    assert shown("page=99999999") == shown("")


def test_the_list_asks_as_often_for_three_as_for_one(app: Flask, client: FlaskClient) -> None:
    sign_in(client, coordinator())
    client.get("/people")

    with Statements() as of_one:
        client.get("/people")
    make_person("Second")
    trainer(name="Third")
    with Statements() as of_three:
        text = client.get("/people").get_data(as_text=True)

    assert "Third" in text
    assert of_one.count == of_three.count == 6


def test_the_page_of_a_person_asks_as_often_for_three_roles_as_for_one(
    app: Flask, client: FlaskClient
) -> None:
    person = make_person()
    sign_in(client, coordinator())

    with Statements() as of_one:
        client.get(f"/people/{person.id}")
    give_role(person, Role.TRAINER, "FR")
    give_role(person, Role.TUTOR, "FR")
    with Statements() as of_three:
        client.get(f"/people/{person.id}")

    assert of_one.count == of_three.count
