"""How often may a sign-in, a sign-up or a request for a link be tried?

Each try is counted before it is made, so that parallel tries cannot slip through, and a good one
is given back. A customs house shares one network address: the limit per address is generous.
"""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.core.limits import Limit, refund, take

QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)

SIGN_IN_ACCOUNT = Limit("sign-in account", 10, QUARTER)
SIGN_IN_ADDRESS = Limit("sign-in address", 200, QUARTER)
SIGN_UP_ACCOUNT = Limit("sign-up account", 5, HOUR)
SIGN_UP_ADDRESS = Limit("sign-up address", 100, HOUR)
LINK_ACCOUNT = Limit("link account", 5, HOUR)
LINK_ADDRESS = Limit("link address", 100, HOUR)
ASK_AGAIN = Limit("ask again", 3, timedelta(days=1))


def count_sign_in(session: Session, account: str, address: str) -> None:
    """Count a try to sign in to ``account`` from the network address.

    Raises:
        TooMany: one of the two was tried too often.
    """
    message = _("There were too many failed tries to sign in.")
    take(session, SIGN_IN_ACCOUNT, account, message)
    take(session, SIGN_IN_ADDRESS, address, message)


def give_back_sign_in(session: Session, account: str, address: str) -> None:
    """The try was a good one."""
    refund(session, SIGN_IN_ACCOUNT, account)
    refund(session, SIGN_IN_ADDRESS, address)


def count_sign_up(session: Session, account: str, address: str) -> None:
    """Count a sign-up.

    Raises:
        TooMany: too many with this e-mail address, or from this network address.
    """
    message = _("There were too many sign-ups with this address or from this network.")
    take(session, SIGN_UP_ACCOUNT, account, message)
    take(session, SIGN_UP_ADDRESS, address, message)


def count_link(session: Session, account: str, address: str) -> None:
    """Count a request for a link by mail.

    Raises:
        TooMany: too many for this e-mail address, or from this network address.
    """
    message = _("There were too many requests for a link. Look into your mailbox first.")
    take(session, LINK_ACCOUNT, account, message)
    take(session, LINK_ADDRESS, address, message)


def count_asking_again(session: Session, person_id: int) -> None:
    """Count that somebody who was refused asks once more.

    Raises:
        TooMany: too often in a day.
    """
    take(session, ASK_AGAIN, str(person_id), _("You have asked several times today."))
