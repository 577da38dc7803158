"""Is this text fit to be a name, an office, an address, and in which form is it kept?"""

from __future__ import annotations

import unicodedata

from email_validator import EmailNotValidError, validate_email

LONGEST_EMAIL = 254
# Joiners shape words in Persian and in Indian scripts; other format characters can only deceive.
_JOINERS = "\u200c\u200d"


def cleaned(text: str) -> str:
    """The text in its composed form, without blanks around it or doubled within."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def has_hidden_characters(text: str) -> bool:
    """Whether control or format characters are in it: line breaks, changes of direction."""
    return any(
        unicodedata.category(one) in {"Cc", "Cf", "Cs", "Co"} and one not in _JOINERS
        for one in text
    )


def address_key(text: str) -> str:
    """The form in which an e-mail address is kept and looked up, valid or not."""
    return _valid(text) or cleaned(text).lower()


def is_email_address(text: str) -> bool:
    """Whether a mail could be sent to the address."""
    return _valid(text) is not None


def _valid(text: str) -> str | None:
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    address = found.ascii_email
    return address.lower() if address and len(address) <= LONGEST_EMAIL else None
