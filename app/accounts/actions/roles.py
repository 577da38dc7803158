"""How does a person come by a role, and lose it?"""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import policy
from app.accounts.models import Person, RoleAssignment, Unit
from app.accounts.rules import WORLD, Identity, PersonState, Role
from app.core import clock
from app.core.errors import Conflict, Forbidden, NotFound


def grant(session: Session, by: Identity, person_id: int, role: Role, unit_code: str) -> None:
    """Give a role in a unit; giving it a second time changes nothing.

    Raises:
        NotFound: the person or the unit is not within the scope of ``by``.
        Forbidden: ``by`` may not give this role there.
        Conflict: the account is not open.
    """
    person = in_scope(session, by, person_id)
    unit = session.scalar(select(Unit).where(Unit.code == unit_code))
    if unit is None:
        raise NotFound
    if not policy.may_grant(by, role, unit.path):
        raise Forbidden(_("You cannot give this role there."))
    if person.state != PersonState.ACTIVE:
        raise Conflict(_("Roles are given only to people whose account is open."))
    assign(session, person.id, role, unit.id, by.id)


def end(session: Session, by: Identity, person_id: int, assignment_id: int) -> None:
    """End a role; one that has ended stays as it is.

    Raises:
        NotFound: the person is not within the scope of ``by``, or has no such role.
        Forbidden: ``by`` may not end it.
        Conflict: it is the last administrator's.
    """
    person = in_scope(session, by, person_id)
    assignment = session.get(RoleAssignment, assignment_id, with_for_update=True)
    if assignment is None or assignment.person_id != person.id:
        raise NotFound
    path = session.get_one(Unit, assignment.unit_id).path
    if not policy.may_grant(by, Role(assignment.role), path):
        raise Forbidden(_("You cannot end this role."))
    if assignment.ended_at is not None:
        return
    if assignment.role == Role.ADMINISTRATOR:
        keep_one_administrator(session, without=person.id)
    finish(session, assignment, by.id)


def assign(
    session: Session, person_id: int, role: Role, unit_id: int, by_id: int | None
) -> RoleAssignment:
    """Write the assignment, unless it is in force already."""
    found = session.scalar(
        select(RoleAssignment).where(
            RoleAssignment.person_id == person_id,
            RoleAssignment.role == role.value,
            RoleAssignment.unit_id == unit_id,
            RoleAssignment.ended_at.is_(None),
        )
    )
    if found is not None:
        return found
    made = RoleAssignment(
        person_id=person_id,
        role=role.value,
        unit_id=unit_id,
        granted_at=clock.now(),
        granted_by_id=by_id,
    )
    session.add(made)
    session.flush()
    return made


def finish(session: Session, assignment: RoleAssignment, by_id: int | None) -> None:
    """End the assignment now."""
    assignment.ended_at = clock.now()
    assignment.ended_by_id = by_id
    session.flush()


def in_scope(session: Session, by: Identity, person_id: int) -> Person:
    """The person, held until the transaction ends.

    Raises:
        NotFound: there is nobody with this number whom ``by`` may see.
    """
    person = session.scalar(select(Person).where(Person.id == person_id).with_for_update())
    if person is None or not policy.may_see_person(by, person.unit_path):
        raise NotFound
    return person


def keep_one_administrator(session: Session, without: int) -> None:
    """Refuse what would leave the product without anybody who administers all of it.

    The assignments are locked: two administrators who end each other's role at once are refused
    as well.

    Raises:
        Conflict: nobody but the person ``without`` is an active administrator of the world.
    """
    query = (
        select(RoleAssignment.person_id)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .join(Person, Person.id == RoleAssignment.person_id)
        .where(
            RoleAssignment.role == Role.ADMINISTRATOR.value,
            RoleAssignment.ended_at.is_(None),
            Unit.code == WORLD,
            Person.state == PersonState.ACTIVE.value,
        )
        .order_by(RoleAssignment.id)
        .with_for_update(of=RoleAssignment)
    )
    holders = set(session.scalars(query))
    if without in holders and len(holders) == 1:
        raise Conflict(
            _("This is the last administrator. Make somebody else an administrator first.")
        )
