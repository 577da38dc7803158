"""How is the whole product started with one command?"""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.accounts.actions import DEMO_PASSWORD, demo_addresses, load_units
from app.accounts.models import Person
from app.cli.courses import report
from app.cli.demo import load_demo
from app.cli.publishing import Result, publish_folders
from app.cli.supervisor import Child, Supervisor
from app.core import logging, migrations
from app.core.db import db, transaction
from app.core.settings import courses_folder, settings

WEB = Path(__file__).with_name("web.py")
BACKLOG = 1024


@click.command("start")
@with_appcontext
def start() -> None:
    """Migrate, publish what changed, then run the web server and the worker until stopped."""
    listening = _listen()
    prepare()
    announce()
    db.session.remove()
    db.engine.dispose()
    logging.configure(settings().log_level)
    raise SystemExit(Supervisor(_children(listening)).run())


def prepare() -> None:
    """Bring the database and the published courses up to date; a second time changes nothing."""
    try:
        if migrations.upgrade():
            click.echo(f"The database was migrated to revision {migrations.head()}.")
    except migrations.UnknownSchema as error:
        raise click.ClickException(str(error)) from error
    is_new = db.session.scalar(select(Person.id).limit(1)) is None
    with transaction() as session:
        load_units(session)
    for outcome in publish_folders(courses_folder()):
        if outcome.result is not Result.UNCHANGED:
            report(outcome)
    if is_new and settings().demo:
        people, enrolments = load_demo()
        click.echo(f"The database is new: {people} demo accounts, {enrolments} enrolments made.")


def announce() -> None:
    """Say where the product is, and in demo mode who can sign in."""
    click.echo(f"\nGreenlane is starting on http://{_shown_host()}:{settings().port}")
    if settings().demo:
        _announce_demo()
    click.echo("Stop it with Ctrl-C.\n")


def _announce_demo() -> None:
    query = select(Person.email).where(Person.email.in_([one for _, one in demo_addresses()]))
    there = set(db.session.scalars(query))
    if not there:
        click.echo("Demo mode without demo accounts: `flask demo load` makes them.")
        return
    click.echo(f"Demo accounts, one for each role; the password of all is {DEMO_PASSWORD}")
    for role, address in demo_addresses():
        if address in there:
            click.echo(f"  {role.value.replace('_', ' '):<18}{address}")


def _children(listening: socket.socket) -> list[Child]:
    flask = [sys.executable, "-m", "flask", "--app", "app"]
    # -P: the folder of the script is no place to import from.
    web = [sys.executable, "-P", str(WEB), "--listening-fd", str(listening.fileno())]
    return [
        Child("web", web, settings().web_workers, inherits=(listening.fileno(),)),
        Child("worker", [*flask, "worker", "--supervised"]),
    ]


def _listen() -> socket.socket:
    """The socket of all web processes, those of a reload too: what waits there is never lost."""
    host, port = settings().host, settings().port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host}, port {port}: {error.strerror}. If another program has "
            "the port, choose another one, as in `make run PORT=9000`."
        ) from error
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _shown_host() -> str:
    host = settings().host
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - only shown
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
