"""Which people, units and roles are there, for this reader?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from app.accounts.models import Person, RoleAssignment, Token, Unit
from app.accounts.policy import STAFF
from app.accounts.rules import (
    Assignment,
    Identity,
    PersonState,
    Role,
    TokenPurpose,
    UnitKind,
    path_range,
)
from app.core import clock
from app.core.db import db

_people = Person.__table__
_roles = RoleAssignment.__table__
_units = Unit.__table__

_IDENTITY = select(
    _people.c.id,
    _people.c.epoch,
    _people.c.name,
    _people.c.email,
    _people.c.language,
    _people.c.theme,
    _people.c.state,
    _people.c.unit_id,
    _people.c.unit_path,
    _roles.c.role,
    _roles.c.unit_id.label("role_unit_id"),
    _units.c.path.label("role_path"),
).select_from(
    _people.outerjoin(
        _roles, (_roles.c.person_id == _people.c.id) & (_roles.c.ended_at.is_(None))
    ).outerjoin(_units, _units.c.id == _roles.c.unit_id)
)
_ONE_IDENTITY = _IDENTITY.where(_people.c.id == bindparam("person_id"))


def identity(person_id: int) -> Identity | None:
    """The person with this id and their roles in force, in one statement."""
    rows = db.session.execute(_ONE_IDENTITY, {"person_id": person_id}).all()
    return _identity(rows[0], rows) if rows else None


def identity_of_session(kept: str) -> Identity | None:
    """The person a session stands for, unless the session was ended or the account closed."""
    number, _dot, epoch = kept.partition(".")
    if not (number.isdecimal() and epoch.isdecimal()):
        return None
    found = identity(int(number))
    if found is None or found.epoch != int(epoch) or found.state is PersonState.DEACTIVATED:
        return None
    return found


def within(
    column: InstrumentedAttribute[str] | ColumnElement[str], paths: tuple[str, ...]
) -> ColumnElement[bool]:
    """The condition that a unit path lies at or below one of ``paths``; none: nothing."""
    conditions = []
    for path in paths:
        low, high = path_range(path)
        conditions.append((column >= low) & (column < high))
    return or_(*conditions) if conditions else false()


def visible_to(person: Identity) -> Select[Person]:
    """The people whose records ``person`` may see: equal to ``policy.may_see_person``."""
    return select(Person).where(within(Person.unit_path, person.scopes(*STAFF)))


def person_seen_by(reader: Identity, person_id: int) -> Person | None:
    """The person with their unit, if ``reader`` may see them."""
    query = visible_to(reader).where(Person.id == person_id).options(joinedload(Person.unit))
    return db.session.scalar(query)


def own_record(person_id: int) -> Person:
    """The whole record of somebody, with their unit, for their own pages."""
    query = select(Person).where(Person.id == person_id).options(joinedload(Person.unit))
    return db.session.scalars(query).one()


def assignments_of(person_id: int) -> tuple[Assignment, ...]:
    """The roles in force of a person."""
    found = identity(person_id)
    return found.roles if found else ()


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role of a person with its history, for showing."""

    id: int
    role: Role
    unit: Unit
    granted_at: datetime
    granted_by: str | None
    ended_at: datetime | None
    ended_by: str | None


def roles_of(person_id: int) -> tuple[RoleRow, ...]:
    """Every role that the person has or had: those in force first, then the latest ended."""
    granter, ender = Person.__table__.alias("granter"), Person.__table__.alias("ender")
    query = (
        select(RoleAssignment, granter.c.name.label("granter"), ender.c.name.label("ender"))
        .outerjoin(granter, granter.c.id == RoleAssignment.granted_by_id)
        .outerjoin(ender, ender.c.id == RoleAssignment.ended_by_id)
        .where(RoleAssignment.person_id == person_id)
        .options(joinedload(RoleAssignment.unit))
        .order_by(RoleAssignment.ended_at.is_not(None), RoleAssignment.ended_at.desc())
        .order_by(RoleAssignment.granted_at, RoleAssignment.id)
    )
    return tuple(
        RoleRow(
            one.id, Role(one.role), one.unit, one.granted_at, granted_by, one.ended_at, ended_by
        )
        for one, granted_by, ended_by in db.session.execute(query)
    )


def roles_in_force(person_ids: Iterable[int]) -> dict[int, tuple[Role, ...]]:
    """The roles of each of these people, without their units."""
    query = select(RoleAssignment.person_id, RoleAssignment.role).where(
        RoleAssignment.person_id.in_(list(person_ids)), RoleAssignment.ended_at.is_(None)
    )
    held: dict[int, set[Role]] = {}
    for person_id, role in db.session.execute(query):
        held.setdefault(person_id, set()).add(Role(role))
    return {key: tuple(role for role in Role if role in roles) for key, roles in held.items()}


def units_to_join() -> Sequence[Unit]:
    """The units that people belong to: members, regional bodies, other organisations."""
    kinds = (UnitKind.MEMBER, UnitKind.REGIONAL_BODY, UnitKind.ORGANISATION)
    return db.session.scalars(select(Unit).where(Unit.kind.in_([one.value for one in kinds]))).all()


def units_within(paths: tuple[str, ...]) -> Sequence[Unit]:
    """The units at or below these paths."""
    return db.session.scalars(select(Unit).where(within(Unit.path, paths))).all()


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against."""

    person_id: int
    email: str
    name: str
    password_hash: str
    state: PersonState


_CREDENTIALS = select(Person.id, Person.email, Person.name, Person.password_hash, Person.state)


def credentials_of_address(email: str) -> Credentials | None:
    """What is needed to check the password given with an address."""
    return _credentials(_CREDENTIALS.where(Person.email == email))


def credentials_of(person_id: int) -> Credentials | None:
    """What is needed to check the password of somebody known."""
    return _credentials(_CREDENTIALS.where(Person.id == person_id))


def credentials_of_link(secret_hash: str, purpose: TokenPurpose) -> Credentials | None:
    """Whose link this is, as long as it works."""
    query = _CREDENTIALS.join(Token, Token.person_id == Person.id).where(
        Token.secret_hash == secret_hash,
        Token.purpose == purpose.value,
        Token.used_at.is_(None),
        Token.expires_at > clock.now(),
    )
    return _credentials(query)


def _credentials(query: Select[int, str, str, str, str]) -> Credentials | None:
    row = db.session.execute(query).one_or_none()
    if row is None:
        return None
    return Credentials(row.id, row.email, row.name, row.password_hash, PersonState(row.state))


def _identity(first: Row[*tuple[Any, ...]], rows: Sequence[Row[*tuple[Any, ...]]]) -> Identity:
    assignments = tuple(
        Assignment(Role(row.role), row.role_unit_id, row.role_path) for row in rows if row.role
    )
    return Identity(
        id=first.id,
        epoch=first.epoch,
        name=first.name,
        email=first.email,
        language=first.language,
        theme=first.theme,
        state=PersonState(first.state),
        unit_id=first.unit_id,
        unit_path=first.unit_path,
        roles=assignments,
    )
