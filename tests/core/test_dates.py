"""Are days written as each language writes them?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from app.core.dates import format_date, format_datetime

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def app() -> Iterator[Flask]:
    made = Flask("dates")
    Babel(made)
    with made.app_context():
        yield made


@pytest.mark.parametrize(
    ("value", "language", "style", "written"),
    (
        (date(2026, 12, 1), "fr", "long", "1er décembre 2026"),
        (date(2026, 12, 1), "fr", "full", "mardi 1er décembre 2026"),
        (date(2026, 8, 1), "fr", "medium", "1er août 2026"),
        (date(2026, 12, 1), "fr", "short", "01/12/2026"),
        (date(2026, 12, 21), "fr", "long", "21 décembre 2026"),
        (date(2026, 12, 1), "en", "long", "December 1, 2026"),
    ),
)
def test_first_of_a_month_is_an_ordinal_in_french(
    value: date, language: str, style: str, written: str
) -> None:
    with force_locale(language):
        assert format_date(value, style) == written


def test_time_follows_the_day() -> None:
    with force_locale("fr"):
        assert format_datetime(datetime(2026, 12, 1, 8, 5), "long").startswith("1er décembre 2026")  # noqa: DTZ001 - as shown
