"""How is an account asked for, and who decides about it?"""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import policy
from app.accounts.actions import mails
from app.accounts.actions.roles import assign
from app.accounts.models import AccountRequest, Person, RoleAssignment, Unit
from app.accounts.rules import (
    REMIND_AFTER,
    Identity,
    PersonState,
    Role,
    ancestors,
)
from app.core import clock, jobs
from app.core.errors import Conflict, Invalid, NotFound

REMIND = "accounts.remind"


def ask(session: Session, person: Person) -> None:
    """Put the confirmed account before those who decide, and remind them after seven days."""
    moment = clock.now()
    request = session.scalar(select(AccountRequest).where(AccountRequest.person_id == person.id))
    if request is None:
        request = AccountRequest(person_id=person.id)
        session.add(request)
    request.unit_path = person.unit_path
    request.created_at = moment
    request.reminded_at = request.decided_at = request.decided_by_id = request.decision = None
    request.reason = ""
    person.state = PersonState.WAITING.value
    session.flush()
    mails.request_waits(
        session, deciders(session, person.unit_path), person, _unit(session, person)
    )
    jobs.enqueue(
        session,
        REMIND,
        {"request": request.id, "asked": moment.isoformat()},
        not_before=moment + REMIND_AFTER,
        unique_key=f"{REMIND}:{request.id}:{moment.isoformat()}",
    )


def decide(
    session: Session, by: Identity, request_id: int, *, approve: bool, reason: str = ""
) -> Person:
    """Approve the account, which makes an official of its unit, or refuse it with a reason.

    Raises:
        NotFound: there is no such request within the scope of ``by``.
        Conflict: it was decided meanwhile.
        Invalid: a refusal gives no reason.
    """
    request = session.scalar(
        select(AccountRequest).where(AccountRequest.id == request_id).with_for_update()
    )
    if request is None or not policy.may_decide_request(by, request.unit_path):
        raise NotFound
    if request.decided_at is not None:
        raise Conflict(_("Somebody has decided about this account meanwhile."))
    if not approve and not reason:
        raise Invalid(fields={"reason": _("Say why: the person reads it in a mail.")})
    request.decision = "approved" if approve else "refused"
    request.reason = reason
    request.decided_at = clock.now()
    request.decided_by_id = by.id
    person = session.get_one(Person, request.person_id)
    person.state = (PersonState.ACTIVE if approve else PersonState.REFUSED).value
    session.flush()
    _tell(session, person, by, approve=approve, reason=reason)
    return person


def remind(session: Session, request_id: int, asked: str) -> None:
    """Write once more to those who decide, if the request still waits as it was asked then."""
    request = session.get(AccountRequest, request_id, with_for_update=True)
    if request is None or request.decided_at is not None or request.reminded_at is not None:
        return
    if request.created_at.isoformat() != asked:
        return
    person = session.get_one(Person, request.person_id)
    unit = _unit(session, person)
    mails.request_still_waits(session, deciders(session, person.unit_path), person, unit)
    request.reminded_at = clock.now()
    session.flush()


def deciders(session: Session, unit_path: str) -> Sequence[Person]:
    """Who is asked about accounts of a unit.

    Its coordinators; without any, the officers of its region; without these, the administrators.
    """
    for role in policy.DECIDING_ROLES:
        query = (
            select(Person)
            .join(RoleAssignment, RoleAssignment.person_id == Person.id)
            .join(Unit, Unit.id == RoleAssignment.unit_id)
            .where(
                RoleAssignment.role == role.value,
                RoleAssignment.ended_at.is_(None),
                Unit.path.in_(ancestors(unit_path)),
                Person.state == PersonState.ACTIVE.value,
            )
            .distinct()
            .order_by(Person.id)
        )
        if found := session.scalars(query).all():
            return found
    return ()


def _tell(session: Session, person: Person, by: Identity, *, approve: bool, reason: str) -> None:
    if approve:
        assign(session, person.id, Role.OFFICIAL, person.unit_id, by.id)
        mails.approved(session, person)
    else:
        mails.refused(session, person, reason)


def _unit(session: Session, person: Person) -> Unit:
    return session.get_one(Unit, person.unit_id)
