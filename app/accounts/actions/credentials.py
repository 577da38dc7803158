"""How is a password changed, and a sign-in noted?"""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions import mails, tokens
from app.accounts.actions.sign_up import address_proven
from app.accounts.models import Person
from app.accounts.rules import RESET_WITHIN, PersonState, TokenPurpose
from app.core import clock, jobs
from app.core.errors import Gone

FORGOTTEN = "accounts.forgotten"


def note_sign_in(session: Session, person_id: int, new_hash: str | None = None) -> None:
    """Keep the moment, and the password's hash where it was made anew with today's parameters."""
    person = session.get_one(Person, person_id, with_for_update=True)
    person.signed_in_at = clock.now()
    if new_hash is not None:
        person.password_hash = new_hash
    session.flush()


def ask_reset(session: Session, email: str) -> None:
    """Leave it to the worker to look whether the address has an account: see :func:`forgotten`."""
    jobs.enqueue(session, FORGOTTEN, {"email": email})


def forgotten(session: Session, email: str) -> None:
    """Send a link to choose a new password, if the address has an account that is not closed."""
    person = session.scalar(select(Person).where(Person.email == email))
    if person is None or person.state == PersonState.DEACTIVATED:
        return
    secret = tokens.issue(session, person.id, TokenPurpose.RESET, RESET_WITHIN)
    mails.reset_password(session, person, secret)


def invite(session: Session, person_id: int, lasting: timedelta) -> str:
    """Make the secret with which somebody chooses a first password."""
    return tokens.issue(session, person_id, TokenPurpose.RESET, lasting)


def reset(session: Session, secret: str, password_hash: str) -> None:
    """Set the password by a link that came by mail; this confirms the address as well.

    Raises:
        Gone: the link does not work any more, or the account was closed.
    """
    person_id = tokens.use(session, secret, TokenPurpose.RESET)
    person = session.get_one(Person, person_id, with_for_update=True)
    if person.state == PersonState.DEACTIVATED:
        raise Gone(_("This account was closed. Ask your coordinator to reopen it."))
    _set(session, person, password_hash)
    address_proven(session, person)


def change_password(session: Session, person_id: int, password_hash: str) -> None:
    """Set another password; every session that was begun before ends."""
    _set(session, session.get_one(Person, person_id, with_for_update=True), password_hash)


def _set(session: Session, person: Person, password_hash: str) -> None:
    person.password_hash = password_hash
    person.epoch += 1
    tokens.revoke(session, person.id, TokenPurpose.RESET)
    session.flush()
    mails.password_changed(session, person)
