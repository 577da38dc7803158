"""Is the demo data true, whole, and made only once and only in demo mode?"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

import config
from app.accounts.models import Person
from app.catalogue.actions import publish
from app.catalogue.content.render import render_course
from app.catalogue.queries import bank_of, outline_of
from app.cli.demo import load_demo
from app.cli.demo_attempts import variations
from app.core import clock
from app.core.db import db, transaction
from app.learning.models import Attempt, Enrolment, LearningEvent, Response, ResponseStep
from app.learning.queries import summary_of
from app.learning.rules import Event, EventKind, Summary, apply
from app.quizzes.behaviours import Action
from app.quizzes.conditions import Behaviour, Conditions, Navigation
from tests.conftest import settings_for
from tests.every_course import every_course
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


def test_demo_people_answer_questions_of_every_type(app: Flask) -> None:
    load(Conditions(), kinds=None)

    attempts = db.session.scalars(select(Attempt)).all()
    given = db.session.scalars(select(Response)).all()
    questions = bank_of(attempts[0].version_id).quizzes[attempts[0].quiz_id].questions
    assert {one.state for one in attempts} == {"marking"}  # essays wait for a person
    assert {one.question_id for one in given} == {one.id for one in questions}
    assert {one.mark for one in given} >= {0.0, 1.0, None}


@pytest.mark.parametrize("behaviour", (Behaviour.INTERACTIVE, Behaviour.CERTAINTY))
def test_demo_people_do_what_a_quiz_asks_of_them(app: Flask, behaviour: Behaviour) -> None:
    load(Conditions(behaviour=behaviour, navigation=Navigation.SEQUENTIAL))

    attempts = db.session.scalars(select(Attempt)).all()
    steps = db.session.scalars(select(ResponseStep)).all()
    is_tried = behaviour is Behaviour.INTERACTIVE
    assert attempts
    assert all(one.place == len(one.questions) - 1 for one in attempts)
    assert any(one.action == Action.CHECK for one in steps) is is_tried
    assert all(one.certainty for one in steps) is not is_tried


@pytest.mark.parametrize(
    ("right", "others"),
    (
        ("true", ["false", ""]),
        ("heading", ["head", ""]),
        ("12.5", ["12.5", "25.0"]),
        (["a", "b"], [["b", "a"], ["b"], ["a"]]),
        ({"x": "1", "y": "2"}, [
            {"x": "2", "y": "1"},
            {"y": "2"}, {"x": "1", "y": "2"}, {"x": "2", "y": "2"},
            {"x": "1"}, {"x": "1", "y": "2"}, {"x": "1", "y": "4"},
        ]),
        (None, []),
    ),
)  # fmt: skip
def test_answers_near_a_right_one(right: object, others: list[object]) -> None:
    assert list(variations(right)) == others


def load(conditions: Conditions, kinds: tuple[str, ...] | None = ("matching", "cloze")) -> None:
    """Load the demo into a course whose quiz asks questions of these types."""
    with transaction() as session:
        publish(session, render_course(every_course(kinds, conditions=conditions)))
    load_demo()


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
