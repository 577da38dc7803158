"""How does somebody come by an account, without anybody learning whether an address has one?"""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.actions import mails, requests, tokens
from app.accounts.actions.people import Place, Who, describe, put, unit_with
from app.accounts.models import Person
from app.accounts.rules import CONFIRM_WITHIN, PersonState, TokenPurpose
from app.core import clock, jobs
from app.core.errors import Conflict

RESEND = "accounts.resend"


def register(session: Session, who: Who, email: str, place: Place, password_hash: str) -> None:
    """Write the sign-up and ask for the confirmation of its address, or write to its owner.

    As long as nobody has confirmed the address, whoever signs up last replaces what was given
    before. That takes nothing from the owner of the mailbox: a link works only together with the
    password that was given with it.

    Raises:
        NotFound: there is no such unit.
    """
    unit = unit_with(session, place.unit_code)
    person = _of_address(session, email) or _new(session, email, unit.id, unit.path)
    if person.state != PersonState.UNCONFIRMED:
        mails.has_account_already(session, person)
        return
    describe(person, who)
    put(person, place, unit)
    person.password_hash = password_hash
    session.flush()
    _ask_to_confirm(session, person)


def ask_resend(session: Session, email: str) -> None:
    """Leave it to the worker to look whether the address waits: see :func:`resend`."""
    jobs.enqueue(session, RESEND, {"email": email})


def resend(session: Session, email: str) -> None:
    """Send the link once more, if the address waits for its confirmation."""
    person = _of_address(session, email)
    if person is not None and person.state == PersonState.UNCONFIRMED:
        _ask_to_confirm(session, person)


def confirm(session: Session, secret: str) -> Person:
    """Take the address as confirmed and ask those who decide; the person.

    Raises:
        Gone: the link does not work any more.
    """
    person = session.get_one(
        Person, tokens.use(session, secret, TokenPurpose.CONFIRM), with_for_update=True
    )
    address_proven(session, person)
    return person


def address_proven(session: Session, person: Person) -> None:
    """Note that a mail has reached the person; the first time, the account asks for approval."""
    if person.state != PersonState.UNCONFIRMED:
        return
    person.confirmed_at = clock.now()
    tokens.revoke(session, person.id, TokenPurpose.CONFIRM)
    requests.ask(session, person)


def ask_again(session: Session, person_id: int, place: Place) -> None:
    """Let somebody who was refused correct where they work and ask once more.

    Raises:
        Conflict: the account was not refused, or is open meanwhile.
    """
    person = session.get_one(Person, person_id, with_for_update=True)
    if person.state != PersonState.REFUSED:
        raise Conflict(_("Your account was decided about meanwhile. Reload the page."))
    put(person, place, unit_with(session, place.unit_code))
    requests.ask(session, person)


def _of_address(session: Session, email: str) -> Person | None:
    return session.scalar(select(Person).where(Person.email == email).with_for_update())


def _new(session: Session, email: str, unit_id: int, unit_path: str) -> Person:
    """A new row; where another request has just made it, that one."""
    person = Person(
        email=email,
        password_hash="",
        name="",
        language="",
        state=PersonState.UNCONFIRMED.value,
        unit_id=unit_id,
        unit_path=unit_path,
        created_at=clock.now(),
    )
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError:
        return session.scalars(select(Person).where(Person.email == email)).one()
    return person


def _ask_to_confirm(session: Session, person: Person) -> None:
    secret = tokens.issue(session, person.id, TokenPurpose.CONFIRM, CONFIRM_WITHIN)
    mails.confirm_address(session, person, secret)
