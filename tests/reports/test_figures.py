"""Do the figures of a report count what the rules mean?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.clock import frozen_at
from app.core.db import db
from app.learning.models import Enrolment
from app.learning.rules import EnrolmentState, is_overdue
from app.reports.queries import Wanted, completion
from app.reports.rules import Tally, mondays
from tests.certificates.issuing import certified
from tests.factories import make_person, unit_of
from tests.reports.enrolments import NOW, TODAY, put, put_many

PAST, FUTURE = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with frozen_at(NOW):
        yield


def test_weeks_hold_the_completions_of_seven_days_each(app: Flask) -> None:
    days = mondays(TODAY, 2)
    for moment in (
        NOW - timedelta(weeks=2),
        NOW - timedelta(weeks=1),
        NOW - timedelta(weeks=1, days=1),
        NOW,
        NOW - timedelta(weeks=9),
    ):
        put(make_person(unit_code="FR"), EnrolmentState.COMPLETED, completed_at=moment)
    put(make_person(unit_code="CU"), EnrolmentState.COMPLETED)

    counted = completion.completions(Wanted((unit_of("EUR").path,)), days)

    assert counted == list(zip(days, (1, 2, 1), strict=True))


def test_certificates_count_while_they_are_valid(app: Flask) -> None:
    everything = Wanted((unit_of("WORLD").path,))
    certified(make_person(unit_code="FR"), validity_months=3)
    certified(make_person(unit_code="FR"), slug="second-course", validity_months=None)

    now = completion.certified(everything, TODAY)
    soon = completion.certified(everything, date(2026, 12, 1))
    later = completion.certified(everything, date(2027, 2, 22))

    assert [(one.valid, one.expiring) for one in (now, soon, later)] == [(2, 0), (2, 1), (1, 0)]


def test_figures_by_course_and_by_unit_agree(app: Flask) -> None:
    put_many(90, ("FR", "BE", "CU"), (None, PAST, FUTURE, TODAY))
    everything = Wanted((unit_of("WORLD").path,))

    by_unit = completion.by_unit(everything, TODAY)
    by_course = completion.by_course(everything, TODAY)

    assert sorted(by_unit) == sorted(unit_of(code).path for code in ("FR", "BE", "CU"))
    [whole] = by_course.values()
    assert sum(by_unit.values(), Tally()) == whole
    assert (whole.enrolled, whole.in_progress, whole.completed) == (90, 30, 30)


@pytest.fixture
def many_due_dates(app: Flask) -> None:
    days = [None, *(TODAY + timedelta(days=number) for number in range(-3, 4))]
    put_many(72, ("FR", "CU"), days)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    today=st.dates(TODAY - timedelta(days=6), TODAY + timedelta(days=6))
    | st.dates(date(2000, 1, 1), date(2100, 1, 1))
)
def test_the_database_and_the_rule_agree_on_what_is_overdue(
    many_due_dates: None, today: date
) -> None:
    query = select(Enrolment.due_on, Enrolment.state, completion.overdue(today))

    rows = db.session.execute(query).all()

    assert len(rows) == 72
    for due_on, state, found in rows:
        assert bool(found) == is_overdue(due_on, EnrolmentState(state), today)
