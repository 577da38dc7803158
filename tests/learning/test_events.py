"""Is the summary row exactly what the events say?"""

from __future__ import annotations

import random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.catalogue.queries import bank_of, outline_of
from app.core.db import db
from app.learning.models import Enrolment, LearningEvent
from app.learning.queries import summary_of
from app.learning.rules import Event, EventKind, Summary, apply
from tests.learning.courses import publish_form, with_new_words, with_optional, with_quiz
from tests.learning.learner import Learner, as_answer
from tests.small_course import QUIZ, publish_small_course, right_answers

FIRST, SECOND = "parts-of-a-code", "dashes"
FORMS = (
    with_new_words(FIRST),
    with_new_words(SECOND),
    with_quiz(pass_mark=30),
    with_optional(SECOND),
)


def replayed(enrolment: Enrolment) -> Summary:
    """What the events of the table give, from the beginning."""
    query = select(LearningEvent).where(LearningEvent.enrolment_id == enrolment.id)
    summary = Summary()
    for row in db.session.scalars(query.order_by(LearningEvent.id)):
        event = Event(
            EventKind(row.kind), row.at, row.item_id, row.data["percent"], row.data["passed"]
        )
        summary = apply(event, summary, list(outline_of(row.version_id).items()))
    return summary


def act(learner: Learner, chance: random.Random) -> None:
    """Do one of the things that a learner may do, wise or not."""
    kind = chance.choice(("read", "read", "attempt", "pass", "version", "publish", "position"))
    if kind == "read":
        learner.post(learner.url(f"lessons/{chance.choice((FIRST, SECOND))}/read"))
    elif kind == "attempt":
        _attempt(learner, chance)
    elif kind == "pass":
        learner.pass_quiz()
    elif kind == "version":
        learner.post(learner.url("version"))
    elif kind == "publish":
        publish_form(chance.choice(FORMS))
    else:
        body = {"item": chance.choice((FIRST, SECOND)), "heading": "s1"}
        learner.put(learner.url("position"), body)


def _attempt(learner: Learner, chance: random.Random) -> None:
    attempt = learner.start()
    keys = right_answers(attempt.version_id)
    for question in chance.sample(sorted(keys), chance.randint(0, len(keys))):
        learner.save(attempt, question, as_answer(keys[question]))
    learner.submit(attempt)


@pytest.mark.parametrize("seed", range(6))
def test_replaying_the_events_gives_the_row(app: Flask, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a reproducible story, nothing secret
    publish_small_course()
    learner = Learner(app).enrol()

    for _ in range(12):
        act(learner, chance)
        assert _counting(replayed(learner.row)) == _counting(summary_of(learner.row))


def test_each_event_names_person_version_item_and_moment(app: Flask) -> None:
    published = publish_small_course()
    learner = Learner(app).enrol()
    learner.read(FIRST)
    learner.pass_quiz()
    learner.read(SECOND)

    events = learner.events()
    assert [(one.kind, one.item_id) for one in events] == [
        ("enrolled", None),
        ("lesson_read", FIRST),
        ("attempt_started", QUIZ),
        ("attempt_graded", QUIZ),
        ("lesson_read", SECOND),
        ("completed", None),
    ]
    row = learner.row
    assert {(one.enrolment_id, one.person_id, one.version_id) for one in events} == {
        (row.id, learner.person.id, published.version_id)
    }
    assert {one.unit_path for one in events} == {learner.person.unit_path}
    assert events[3].data == {"attempt": 1, "percent": 100.0, "passed": True}
    assert [one.at for one in events] == sorted(one.at for one in events)


def test_a_failed_save_of_the_event_leaves_the_row_as_it_was(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_small_course()
    learner = Learner(app).enrol()
    learner.read(FIRST)

    def fails(*_given: Any, **_named: Any) -> None:
        raise RuntimeError("the power went off")

    learner.pass_quiz()
    monkeypatch.setattr("app.learning.actions.progress.jobs.enqueue", fails)
    answer = learner.post(learner.url(f"lessons/{SECOND}/read"))

    assert answer.status_code == 500
    assert (learner.row.percent, learner.row.state) == (66, "in_progress")
    assert learner.events("completed") == []


def test_the_bank_is_what_the_attempts_version_says(app: Flask) -> None:
    old = publish_small_course()
    learner = Learner(app).enrol()
    attempt = learner.start()
    publish_form(with_quiz(pass_mark=90))

    assert attempt.version_id == old.version_id
    assert set(attempt.questions) <= {
        one.id for one in bank_of(old.version_id).quizzes[QUIZ].questions
    }


def _counting(summary: Summary) -> tuple[Any, ...]:
    """All but the position, which may also move without an event."""
    return (
        dict(summary.work),
        summary.state,
        summary.percent,
        summary.score,
        summary.completed_at,
    )
