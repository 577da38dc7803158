"""How is an account made, changed, moved, closed and reopened?"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import policy, queries
from app.accounts.actions.roles import assign, finish, in_scope, keep_one_administrator
from app.accounts.models import Person, RoleAssignment, Unit
from app.accounts.rules import Identity, PersonState, Role
from app.core import clock, jobs
from app.core.errors import Conflict, Forbidden, NotFound

# Told upward, to features that keep where somebody belongs beside records of their own:
# ``{"person": id}`` after a move, ``{"unit": id}`` after a unit came to another place in the tree.
MOVED = "accounts.moved"

# What a person was in the old unit ends with the move; what they are above it does not.
_OF_THE_UNIT = (Role.OFFICIAL, Role.TRAINER, Role.TUTOR, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody works: the code of the unit, and what the tree does not know of it."""

    unit_code: str
    organisation: str = ""
    office: str = ""
    job_title: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """What somebody is called, and in which language they read."""

    name: str
    latin_name: str | None
    language: str


def create(
    session: Session, who: Who, email: str, place: Place, role: Role, password_hash: str
) -> Person:
    """Make an account that is open at once, with a role in its unit.

    Raises:
        Conflict: the address has an account.
        NotFound: there is no such unit.
    """
    if session.scalar(select(Person.id).where(Person.email == email)) is not None:
        raise Conflict(_("The address %(email)s has an account already.", email=email))
    moment = clock.now()
    person = Person(
        email=email,
        password_hash=password_hash,
        state=PersonState.ACTIVE.value,
        created_at=moment,
        confirmed_at=moment,
    )
    describe(person, who)
    put(person, place, unit_with(session, place.unit_code))
    session.add(person)
    session.flush()
    assign(session, person.id, role, person.unit_id, None)
    return person


def change_details(session: Session, person_id: int, who: Who, office: str, job_title: str) -> None:
    """Let a person correct what is theirs to say."""
    person = session.get_one(Person, person_id, with_for_update=True)
    describe(person, who)
    person.office, person.job_title = office, job_title
    session.flush()


def change_preference(
    session: Session, person_id: int, *, language: str | None = None, theme: str | None = None
) -> None:
    """Keep the language or the theme that a person chose on any page."""
    person = session.get_one(Person, person_id, with_for_update=True)
    person.language = language or person.language
    person.theme = person.theme if theme is None else theme
    session.flush()


def move(session: Session, by: Identity, person_id: int, place: Place) -> Person:
    """Put a person into another unit. Every record stays; roles of the old unit end.

    Raises:
        NotFound: the person is not within the scope of ``by``, or there is no such unit.
        Forbidden: the other unit is not, or the person has a role that ``by`` could not give.
        Conflict: the account is not open.
    """
    person = in_scope(session, by, person_id)
    unit = unit_with(session, place.unit_code)
    held = queries.assignments_of(person.id)
    if not policy.may_move(by, person.id, (person.unit_path, unit.path), held):
        raise Forbidden(_("You can move people only between units that are both in your scope."))
    if person.state != PersonState.ACTIVE:
        raise Conflict(_("Only somebody whose account is open can be moved."))
    if unit.id != person.unit_id:
        _end_roles_of_unit(session, person, by)
        assign(session, person.id, Role.OFFICIAL, unit.id, by.id)
        jobs.enqueue(session, MOVED, {"person": person.id})
    put(person, place, unit)
    session.flush()
    return person


def deactivate(session: Session, by: Identity, person_id: int) -> Person:
    """Close an account: its sessions end, its records stay.

    Raises:
        NotFound: the person is not within the scope of ``by``.
        Forbidden: it is their own, or that of somebody with a role that ``by`` could not give.
        Conflict: it is the last administrator's, or not open.
    """
    person = _changeable(session, by, person_id)
    return close(session, person)


def close(session: Session, person: Person) -> Person:
    """Close an account, whoever asks."""
    if person.state == PersonState.DEACTIVATED:
        return person
    if person.state != PersonState.ACTIVE:
        raise Conflict(_("Only an open account can be closed; decide about the request instead."))
    keep_one_administrator(session, without=person.id)
    person.state = PersonState.DEACTIVATED.value
    person.epoch += 1
    session.flush()
    return person


def reactivate(session: Session, by: Identity, person_id: int) -> Person:
    """Open a closed account again, with the roles that it had.

    Raises:
        NotFound: the person is not within the scope of ``by``.
        Forbidden: the person has a role that ``by`` could not give.
        Conflict: the account was not closed.
    """
    person = _changeable(session, by, person_id)
    if person.state not in {PersonState.DEACTIVATED, PersonState.ACTIVE}:
        raise Conflict(
            _("Only a closed account can be reopened; decide about the request instead.")
        )
    person.state = PersonState.ACTIVE.value
    session.flush()
    return person


def describe(person: Person, who: Who) -> None:
    """Write who the person is."""
    person.name, person.latin_name, person.language = who.name, who.latin_name, who.language


def put(person: Person, place: Place, unit: Unit) -> None:
    """Write where the person works."""
    person.unit_id, person.unit_path = unit.id, unit.path
    person.organisation = place.organisation
    person.office, person.job_title = place.office, place.job_title


def unit_with(session: Session, code: str) -> Unit:
    """The unit with this code.

    Raises:
        NotFound: there is none.
    """
    unit = session.scalar(select(Unit).where(Unit.code == code))
    if unit is None:
        raise NotFound(_("There is no unit with the code %(code)s.", code=code))
    return unit


def _changeable(session: Session, by: Identity, person_id: int) -> Person:
    person = in_scope(session, by, person_id)
    held = queries.assignments_of(person.id)
    if not policy.may_change_person(by, person.id, person.unit_path, held):
        raise Forbidden(_("You cannot close or reopen this account."))
    return person


def _end_roles_of_unit(session: Session, person: Person, by: Identity) -> None:
    query = select(RoleAssignment).where(
        RoleAssignment.person_id == person.id,
        RoleAssignment.unit_id == person.unit_id,
        RoleAssignment.ended_at.is_(None),
        RoleAssignment.role.in_([role.value for role in _OF_THE_UNIT]),
    )
    for assignment in session.scalars(query).all():
        finish(session, assignment, by.id)
