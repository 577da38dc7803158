"""What do we write to people about their accounts?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.models import Person, Unit
from app.core import mail
from app.core.mail import Recipient, Words


def recipient(person: Person) -> Recipient:
    """The person as a reader of mails."""
    return Recipient(person.name, person.email, person.language)


def confirm_address(session: Session, person: Person, secret: str) -> None:
    """Ask whether the address belongs to whoever signed up."""
    address = mail.link(f"/confirm/{secret}")

    def words() -> Words:
        return Words(
            _("Confirm your address for Greenlane"),
            (
                _("somebody, hopefully you, signed up at Greenlane with this address."),
                _(
                    "Open the link within 48 hours and enter the password that you chose. "
                    "Your coordinator is then asked to approve your account."
                ),
                _("If it was not you, do nothing: the account will not be opened."),
            ),
            (_("Confirm the address"), address),
        )

    mail.send(session, recipient(person), words)


def has_account_already(session: Session, person: Person) -> None:
    """Tell the owner of an account that somebody signed up with its address."""
    address = mail.link("/password/forgot")

    def words() -> Words:
        return Words(
            _("You already have an account at Greenlane"),
            (
                _(
                    "somebody, perhaps you, has just signed up at Greenlane with this address. "
                    "It has an account already, and nothing about it was changed."
                ),
                _("Sign in as usual. If you no longer know the password, choose a new one."),
            ),
            (_("Choose a new password"), address),
        )

    mail.send(session, recipient(person), words)


def reset_password(session: Session, person: Person, secret: str) -> None:
    """Send the link with which a new password is chosen."""
    address = mail.link(f"/password/reset/{secret}")

    def words() -> Words:
        return Words(
            _("Choose a new password"),
            (
                _("somebody, hopefully you, asked for a new password at Greenlane."),
                _("The link works once, within two hours."),
                _("If it was not you, do nothing: your password stays as it is."),
            ),
            (_("Choose a new password"), address),
        )

    mail.send(session, recipient(person), words)


def password_changed(session: Session, person: Person) -> None:
    """Tell the person that their password is another one now."""
    address = mail.link("/password/forgot")

    def words() -> Words:
        return Words(
            _("Your password was changed"),
            (
                _(
                    "the password of your account at Greenlane was changed, "
                    "and every other session was ended."
                ),
                _("If it was not you, choose a new password at once."),
            ),
            (_("Choose a new password"), address),
        )

    mail.send(session, recipient(person), words)


def request_waits(session: Session, deciders: Sequence[Person], person: Person, unit: Unit) -> None:
    """Ask those who decide about the account of somebody new."""
    for one in deciders:
        mail.send(session, recipient(one), _waiting_words(one.language, person, unit))


def request_still_waits(
    session: Session, deciders: Sequence[Person], person: Person, unit: Unit
) -> None:
    """Remind those who decide of an account that waits since a week."""
    for one in deciders:
        mail.send(session, recipient(one), _still_waiting_words(one.language, person, unit))


def approved(session: Session, person: Person) -> None:
    """Tell the person that the account is open."""
    address = mail.link("/sign-in")

    def words() -> Words:
        return Words(
            _("Your account is open"),
            (_("your account at Greenlane was approved. You can enrol in courses now."),),
            (_("Sign in"), address),
        )

    mail.send(session, recipient(person), words)


def refused(session: Session, person: Person, reason: str) -> None:
    """Tell the person that the account was refused, why, and what they can do."""
    address = mail.link("/waiting")

    def words() -> Words:
        return Words(
            _("Your account was not approved"),
            (
                _("your account at Greenlane was not approved. The reason given:"),
                reason,
                _("If something was entered wrongly, sign in, correct it and ask again."),
            ),
            (_("Correct and ask again"), address),
        )

    mail.send(session, recipient(person), words)


def _waiting_words(language: str, person: Person, unit: Unit) -> Callable[[], Words]:
    place, address = unit.name(language), mail.link("/people/requests")

    def words() -> Words:
        return Words(
            _("An account waits for your decision"),
            (
                _("%(name)s (%(unit)s) asks for an account.", name=person.name, unit=place),
                _("Their address: %(email)s. It is confirmed.", email=person.email),
                _("Please approve the account, or refuse it and say why."),
            ),
            (_("See the accounts that wait"), address),
        )

    return words


def _still_waiting_words(language: str, person: Person, unit: Unit) -> Callable[[], Words]:
    place, address = unit.name(language), mail.link("/people/requests")

    def words() -> Words:
        return Words(
            _("An account has waited for a week"),
            (
                _(
                    "%(name)s (%(unit)s) asked for an account a week ago and still waits.",
                    name=person.name,
                    unit=place,
                ),
                _("Please approve the account, or refuse it and say why."),
            ),
            (_("See the accounts that wait"), address),
        )

    return words
