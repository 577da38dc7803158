"""How is a single-use link made and used up?"""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from flask_babel import gettext as _
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.accounts.models import Token
from app.accounts.rules import TokenPurpose
from app.core import clock
from app.core.errors import Gone


def issue(session: Session, person_id: int, purpose: TokenPurpose, lasting: timedelta) -> str:
    """Make a secret for a link; every earlier one for the same purpose stops working."""
    revoke(session, person_id, purpose)
    secret = secrets.token_urlsafe(32)
    moment = clock.now()
    session.add(
        Token(
            person_id=person_id,
            purpose=purpose.value,
            secret_hash=hash_of(secret),
            created_at=moment,
            expires_at=moment + lasting,
        )
    )
    session.flush()
    return secret


def use(session: Session, secret: str, purpose: TokenPurpose) -> int:
    """Use the secret up and return whose it is; of two uses at once only one succeeds.

    Raises:
        Gone: it was used, replaced, has expired, or never was.
    """
    moment = clock.now()
    person_id: int | None = session.scalar(
        update(Token)
        .where(
            Token.secret_hash == hash_of(secret),
            Token.purpose == purpose.value,
            Token.used_at.is_(None),
            Token.expires_at > moment,
        )
        .values(used_at=moment)
        .returning(Token.person_id)
    )
    if person_id is None:
        raise Gone(spent(purpose))
    return person_id


def revoke(session: Session, person_id: int, purpose: TokenPurpose) -> None:
    """Let no earlier link of the person for this purpose work any more."""
    session.execute(
        delete(Token).where(
            Token.person_id == person_id,
            Token.purpose == purpose.value,
            Token.used_at.is_(None),
        )
    )


def hash_of(secret: str) -> str:
    """What is kept of a secret: enough to recognise it, too little to use it."""
    return sha256(secret.encode()).hexdigest()


def spent(purpose: TokenPurpose) -> str:
    """What to tell somebody whose link does not work, and what helps."""
    messages = {
        TokenPurpose.CONFIRM: _(
            "This link was used already, replaced by a newer one, or is older than 48 hours. "
            "If your address is not confirmed yet, ask for a new link."
        ),
        TokenPurpose.RESET: _(
            "This link was used already, replaced by a newer one, or is too old. "
            "Ask for a new one with “Forgotten your password?” on the sign-in page."
        ),
    }
    return str(messages[purpose])
