"""Which people, units and roles are there, for this reader?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person, RoleAssignment, Unit
from app.accounts.rules import Assignment, Identity, PersonState, Role, path_range
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


def identity(person_id: int) -> Identity | None:
    """The person with this id and their roles in force, in one statement."""
    rows = db.session.execute(_IDENTITY.where(_people.c.id == person_id)).all()
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
