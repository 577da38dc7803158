"""Is the demo data true, whole, and made only once and only in demo mode?"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

import config
from app.accounts.models import Person
from app.catalogue.queries import outline_of
from app.core import clock
from app.core.db import db
from app.learning.models import Attempt, Enrolment, LearningEvent
from app.learning.queries import summary_of
from app.learning.rules import Event, EventKind, Summary, apply
from tests.conftest import settings_for
from tests.small_course import publish_small_course


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> config.Settings:
    """In demo mode."""
    return settings_for(database_url, tmp_path, demo=True)


def test_a_second_load_makes_nothing(app: Flask) -> None:
    publish_small_course()
    run = app.test_cli_runner().invoke

    first, second = run(args=["demo", "load"]), run(args=["demo", "load"])

    people = db.session.scalar(select(func.count(Person.id)))
    enrolled = db.session.scalar(select(func.count(Enrolment.id)))
    assert first.output == f"{people} demo accounts and {enrolled} enrolments made\n"
    assert second.output == "0 demo accounts and 0 enrolments made\n"


def test_what_demo_people_did_is_what_their_events_say(app: Flask) -> None:
    publish_small_course()
    app.test_cli_runner().invoke(args=["demo", "load"])

    db.session.remove()
    enrolments = db.session.scalars(select(Enrolment)).all()
    assert {one.state for one in enrolments} == {"enrolled", "in_progress", "completed"}
    for one in enrolments:
        assert _replayed(one) == summary_of(one)


def test_demo_attempts_are_over_and_lie_in_the_past(app: Flask) -> None:
    publish_small_course()
    app.test_cli_runner().invoke(args=["demo", "load"])

    attempts = db.session.scalars(select(Attempt)).all()
    assert {one.state for one in attempts} == {"submitted"}
    assert any(one.passed for one in attempts)
    assert all(one.submitted_at and one.submitted_at < clock.now() for one in attempts)


def test_without_demo_mode_there_are_no_demo_people(app: Flask, settings: config.Settings) -> None:
    app.extensions["greenlane.settings"] = settings_for("", settings.instance_folder)

    refused = app.test_cli_runner().invoke(args=["demo", "load"])

    assert refused.exit_code == 1
    assert db.session.scalar(select(func.count(Person.id))) == 0


def _replayed(enrolment: Enrolment) -> Summary:
    """The summary that the events give, folded anew."""
    items = tuple(outline_of(enrolment.version_id).items())
    query = select(LearningEvent).where(LearningEvent.enrolment_id == enrolment.id)
    summary = Summary()
    for row in db.session.scalars(query.order_by(LearningEvent.id)):
        event = Event(
            EventKind(row.kind),
            row.at,
            row.item_id,
            row.data["percent"],
            passed=bool(row.data["passed"]),
        )
        summary = apply(event, summary, items)
    return summary
