"""Is this the password that was chosen, and how is it kept?"""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

UNUSABLE = "!"
_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """The Argon2id hash to keep; takes tens of milliseconds, so call it outside transactions."""
    return _hasher.hash(_composed(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether ``kept`` is the hash of the password; None, for nobody, costs as much as a hash."""
    try:
        _hasher.verify(kept or _nobody(), _composed(password))
    except InvalidHashError:
        return matches(None, password)
    except VerificationError:
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with other parameters than those of today."""
    return _hasher.check_needs_rehash(kept)


def _composed(password: str) -> str:
    """One form for each text: keyboards write é in one character or in two."""
    return unicodedata.normalize("NFC", password)


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")
