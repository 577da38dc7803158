"""How does a browser's session begin and end, and is a password right?"""

from __future__ import annotations

from flask import request, session, url_for
from flask_login import current_user, login_user, logout_user

from app.accounts import queries
from app.accounts.actions import credentials, throttle
from app.accounts.queries import Credentials
from app.core import passwords
from app.core.db import transaction
from app.core.i18n import remember_language

_LANGUAGE = "language"


def password_is_right(found: Credentials | None, account: str, password: str) -> bool:
    """Check a password; for nobody it takes as long. A right one does not count as a try.

    Raises:
        TooMany: for this account or from this network there were too many wrong ones.
    """
    with transaction() as write:
        throttle.count_sign_in(write, account, network_address())
    if not passwords.matches(found.password_hash if found else None, password):
        return False
    return found is not None


def begin(found: Credentials, password: str, *, remember: bool) -> None:
    """Sign the person in: note it, and keep nothing of the session before but its language."""
    outdated = passwords.is_outdated(found.password_hash)
    new_hash = passwords.hashed(password) if outdated else None
    with transaction() as write:
        throttle.give_back_sign_in(write, found.email, network_address())
        credentials.note_sign_in(write, found.person_id, new_hash)
    start_session(found.person_id, remember=remember)


def start_session(person_id: int, *, remember: bool) -> None:
    """Make this browser's session that of the person, as they are now."""
    clear_session()
    login_user(queries.identity(person_id), remember=remember, force=True)


def end_session() -> None:
    """Sign out on this browser."""
    clear_session()
    logout_user()


def clear_session() -> None:
    """Forget all but the language."""
    language = session.get(_LANGUAGE, "")
    session.clear()
    remember_language(language)


def network_address() -> str:
    """Where the request comes from, as far as trusted proxies say."""
    return request.remote_addr or "unknown"


def home_url() -> str:
    """Where somebody who is signed in begins."""
    active = current_user.is_authenticated and current_user.is_active
    return url_for("learning.home" if active else "accounts.waiting")
