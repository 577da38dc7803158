"""Which `flask` commands does the product have?"""

from __future__ import annotations

from flask import Flask

from app.cli.backup import backup
from app.cli.courses import courses
from app.cli.demo import demo
from app.cli.questions import questions
from app.cli.start import start
from app.cli.units import units
from app.cli.users import users
from app.cli.worker import worker


def register(app: Flask) -> None:
    """Add the commands to the application."""
    for command in (backup, courses, demo, questions, start, units, users, worker):
        app.cli.add_command(command)
