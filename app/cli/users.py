"""How does the operator make the first accounts, and close one?"""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions import credentials, people
from app.accounts.actions.people import Place, Who
from app.accounts.models import Person
from app.accounts.rules import INVITATION_WITHIN, Role
from app.accounts.rules.names import (
    address_key,
    cleaned,
    has_hidden_characters,
    is_email_address,
)
from app.accounts.rules.passwords import LONGEST, SHORTEST, password_fault
from app.core import mail, passwords
from app.core.db import transaction
from app.core.errors import DomainError
from app.core.i18n import LANGUAGES
from app.core.scripts import is_latin, needs_latin_form
from app.core.settings import settings

users = AppGroup("users", help="Accounts of people.")


@users.command("create")
@click.option("--email", required=True, help="The address, with which the person signs in.")
@click.option("--name", required=True, help="The name, as it should stand on certificates.")
@click.option("--latin-name", default="", help="Its Latin form, where it is in another script.")
@click.option("--role", required=True, type=click.Choice([one.value for one in Role]))
@click.option("--unit", required=True, help="A code: FR, EUR, WORLD, ORG.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), help="Of pages and mails.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create(  # noqa: PLR0913 - one parameter for each option of the command
    *,
    email: str,
    name: str,
    latin_name: str,
    role: str,
    unit: str,
    language: str | None,
    password_stdin: bool,
) -> None:
    """Make an account that is open at once; prints a link to choose the password, unless given."""
    who = _who(name, latin_name, language)
    if not is_email_address(email):
        raise click.BadParameter(f"{email!r} is no address", param_hint="--email")
    password = _password(who.name, email) if password_stdin else None
    password_hash = passwords.hashed(password) if password else passwords.UNUSABLE
    try:
        with transaction() as session:
            place = Place(unit)
            person = people.create(
                session, who, address_key(email), place, Role(role), password_hash
            )
            secret = None if password else _invite(session, person)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{person.email} is {role} of {unit}.")
    if secret:
        click.echo("Choose the password within seven days:")
        click.echo(mail.link(f"/password/reset/{secret}"))


@users.command("deactivate")
@click.option("--email", required=True, help="The address of the account.")
def deactivate(*, email: str) -> None:
    """Close an account: its sessions end, its records stay."""
    try:
        with transaction() as session:
            query = select(Person).where(Person.email == address_key(email)).with_for_update()
            person = session.scalar(query)
            if person is None:
                raise click.ClickException(f"No account has the address {email}.")
            people.close(session, person)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"The account of {person.name} is closed.")


def _who(name: str, latin_name: str, language: str | None) -> Who:
    name, latin_name = cleaned(name), cleaned(latin_name)
    if not name or has_hidden_characters(name + latin_name):
        raise click.BadParameter("give a name without control characters", param_hint="--name")
    if needs_latin_form(name) and not is_latin(latin_name):
        raise click.BadParameter(
            "the name is not in Latin letters: give its Latin form", param_hint="--latin-name"
        )
    return Who(name, latin_name or None, language or settings().default_language)


def _password(name: str, email: str) -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    fault = password_fault(password, (name, email))
    if fault is not None:
        raise click.BadParameter(
            f"this password is {fault.value}: use {SHORTEST} to {LONGEST} characters, "
            "nothing common, nothing of the name or the address",
            param_hint="--password-stdin",
        )
    return password


def _invite(session: Session, person: Person) -> str:
    return credentials.invite(session, person.id, INVITATION_WITHIN)
