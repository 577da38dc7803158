"""Does the tree of units follow the list of members? A command brings it up to date."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.accounts.actions import load_units
from app.accounts.members import MemberListError
from app.core.db import transaction

units = AppGroup("units", help="The world, its regions and the member administrations.")


@units.command("load")
def load() -> None:
    """Make or update the units from the reference list of members; a second run changes nothing."""
    try:
        with transaction() as session:
            changed = load_units(session)
    except MemberListError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{changed} units made or changed.")
