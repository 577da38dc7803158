"""How is a day written in the reader's language?"""

from __future__ import annotations

import re
from datetime import date, datetime

import flask_babel

from app.core.i18n import language

_FIRST = re.compile(r"(?<!\d)1 (?=[^\W\d_])")


def format_date(value: date | None = None, style: str | None = None) -> str:
    """Return a date in ``style`` (short, medium, long or full), today's without one."""
    return _first(str(flask_babel.format_date(value, style)))


def format_datetime(value: datetime | None = None, style: str | None = None) -> str:
    """Return a date with its time, likewise."""
    return _first(str(flask_babel.format_datetime(value, style)))


def _first(written: str) -> str:
    """French writes the first of a month "1er", which Babel leaves out."""
    return _FIRST.sub("1er ", written, count=1) if language() == "fr" else written
