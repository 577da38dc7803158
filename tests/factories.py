"""How does a test come by people, signed in or not?"""

from __future__ import annotations

import itertools
from functools import cache

from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person, RoleAssignment, Unit
from app.accounts.queries import identity
from app.accounts.rules import Identity, PersonState, Role
from app.core import clock
from app.core.db import db, transaction

PASSWORD = "amber lantern 47 on the quay"
_numbers = itertools.count(1)


def make_person(
    name: str = "",
    role: Role | None = Role.OFFICIAL,
    unit_code: str = "FR",
    state: PersonState = PersonState.ACTIVE,
    language: str = "en",
    *,
    email: str = "",
    password: str | None = None,
    session: Session | None = None,
    **more: object,
) -> Person:
    """A person with a role in a unit, committed unless a ``session`` is given.

    Without a ``password`` nobody can sign in by the form; use :func:`sign_in`. ``more`` are other
    columns of Person. ``role=None`` gives none, as before an approval.
    """
    if session is None:
        with transaction() as own:
            return make_person(
                name, role, unit_code, state, language,
                email=email, password=password, session=own, **more,
            )  # fmt: skip
    number = next(_numbers)
    unit = unit_of(unit_code, session)
    moment = clock.now()
    person = Person(
        email=email or f"person{number}@customs.example",
        password_hash=cheap_hash(password) if password else "!",
        name=name or f"Person {number}",
        language=language,
        state=state.value,
        unit_id=unit.id,
        unit_path=unit.path,
        created_at=moment,
        confirmed_at=None if state is PersonState.UNCONFIRMED else moment,
        **more,
    )
    session.add(person)
    session.flush()
    if role is not None:
        give_role(person, role, unit_code, session=session)
    return person


def give_role(
    person: Person, role: Role, unit_code: str, session: Session | None = None
) -> RoleAssignment:
    """Give a person one more role."""
    if session is None:
        with transaction() as own:
            return give_role(person, role, unit_code, own)
    unit = unit_of(unit_code, session)
    assignment = RoleAssignment(
        person_id=person.id, role=role.value, unit_id=unit.id, granted_at=clock.now()
    )
    session.add(assignment)
    session.flush()
    return assignment


def coordinator(unit_code: str = "FR", **more: object) -> Person:
    """A national coordinator."""
    return make_person(role=Role.COORDINATOR, unit_code=unit_code, **more)  # type: ignore[arg-type]


def trainer(unit_code: str = "FR", **more: object) -> Person:
    """A trainer."""
    return make_person(role=Role.TRAINER, unit_code=unit_code, **more)  # type: ignore[arg-type]


def regional_officer(unit_code: str = "EUR", **more: object) -> Person:
    """An officer of a region."""
    return make_person(role=Role.REGIONAL_OFFICER, unit_code=unit_code, **more)  # type: ignore[arg-type]


def administrator(**more: object) -> Person:
    """An administrator of the world."""
    return make_person(role=Role.ADMINISTRATOR, unit_code="WORLD", **more)  # type: ignore[arg-type]


def unit_of(code: str, session: Session | None = None) -> Unit:
    """The unit with this code: FR, EUR, WORLD, ORG, EUR-BODIES."""
    return (session or db.session).scalars(select(Unit).where(Unit.code == code)).one()


def identity_of(person: Person) -> Identity:
    """The person as a request sees them, read anew."""
    found = identity(person.id)
    assert found is not None
    return found


def sign_in(client: FlaskClient, person: Person) -> None:
    """Sign the client in as the person, without the form and its hashing."""
    with client.session_transaction() as kept:
        kept["_user_id"] = f"{person.id}.{person.epoch}"
        kept["_fresh"] = True


@cache
def cheap_hash(password: str) -> str:
    """A real hash with the smallest parameters, so that tests do not wait for it."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)
