"""What does time do to an attempt, kept by the server?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.core import clock, jobs
from app.core.db import db
from app.learning.actions.attempts import AttemptRefused
from app.learning.models import Attempt
from app.quizzes.rules import RefusalReason
from tests.learning.learner import Learner, attempt_now, new_key, steps, stored
from tests.small_course import QUIZ, publish_small_course

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
GRACE = timedelta(seconds=5)
TEN_MINUTES = {"time_limit_minutes": 10, "attempts": 2, "wait_minutes": 30}


def learner_of(app: Flask, **quiz: object) -> Learner:
    publish_small_course(quiz=quiz)
    return Learner(app).enrol()


def states(learner: Learner) -> list[str]:
    query = select(Attempt.state).where(Attempt.person_id == learner.person.id)
    return list(db.session.scalars(query.order_by(Attempt.number)))


def test_an_answer_at_the_last_moment_of_the_grace_counts(app: Flask) -> None:
    learner = learner_of(app, **TEN_MINUTES)
    with clock.frozen_at(T0):
        attempt = learner.start()
    assert attempt.deadline == T0 + timedelta(minutes=10)

    with clock.frozen_at(T0 + timedelta(minutes=10) + GRACE):
        assert learner.save(attempt, "coffee", "c0901").status_code == 200


def test_a_late_answer_is_kept_but_not_graded(app: Flask) -> None:
    learner = learner_of(app, **TEN_MINUTES)
    with clock.frozen_at(T0):
        attempt = learner.start()
        learner.save(attempt, "coffee", "c1902")

    with clock.frozen_at(T0 + timedelta(minutes=10, seconds=6)):
        late = learner.save(attempt, "coffee", "c0901", revision=1)
        review = learner.browser.get(f"/attempts/{attempt.token}")

    assert late.json is not None
    assert (late.status_code, late.json["kept"]) == (410, True)
    assert stored(attempt) == {"coffee": ("c1902", 1)}
    assert steps(attempt) == [("coffee", "c1902", 1, False), ("coffee", "c0901", 1, True)]
    assert review.path.endswith("/review")
    assert attempt_now(attempt).percent == 0


def test_a_late_answer_sent_again_is_kept_once(app: Flask) -> None:
    learner, key = learner_of(app, **TEN_MINUTES), new_key()
    with clock.frozen_at(T0):
        attempt = learner.start()

    with clock.frozen_at(T0 + timedelta(hours=1)):
        answers = [learner.save(attempt, "coffee", "c0901", key=key) for _ in range(2)]

    assert [one.status_code for one in answers] == [410, 410]
    assert steps(attempt) == [("coffee", "c0901", 0, True)]


def test_an_acknowledged_answer_sent_again_late_is_still_the_saved_one(app: Flask) -> None:
    learner, key = learner_of(app, **TEN_MINUTES), new_key()
    with clock.frozen_at(T0):
        attempt = learner.start()
        first = learner.save(attempt, "coffee", "c0901", key=key)

    with clock.frozen_at(T0 + timedelta(hours=1)):
        again = learner.save(attempt, "coffee", "c0901", key=key)

    assert (again.status_code, again.json) == (200, first.json)


def test_a_late_form_leads_to_the_review(app: Flask) -> None:
    learner = learner_of(app, **TEN_MINUTES)
    with clock.frozen_at(T0):
        attempt = learner.start()
        form = learner.browser.get(f"/attempts/{attempt.token}").form("answers/coffee")

    with clock.frozen_at(T0 + timedelta(hours=1)):
        page = learner.browser.submit(form, {"answer": "c0901"})

    assert "The time ran out" in page.text
    assert "This answer is kept, but it does not count." in page.text
    assert (stored(attempt), steps(attempt)) == ({}, [("coffee", "c0901", 0, True)])


def test_an_attempt_ends_by_its_job_when_nobody_comes_back(app: Flask) -> None:
    learner = learner_of(app, **TEN_MINUTES)
    with clock.frozen_at(T0):
        attempt = learner.start()
        learner.save(attempt, "coffee", "c0901")
    with clock.frozen_at(T0 + timedelta(minutes=10)):
        jobs.run_all_due()
        assert attempt_now(attempt).state == "running"

    with clock.frozen_at(T0 + timedelta(minutes=11)):
        jobs.run_all_due()

    ended = attempt_now(attempt)
    assert (ended.state, ended.percent, ended.passed) == ("expired", 16.66, False)
    assert ended.submitted_at == attempt.deadline
    assert len(learner.events("attempt_graded")) == 1


def test_the_job_of_an_attempt_handed_in_changes_nothing(app: Flask) -> None:
    learner = learner_of(app, **TEN_MINUTES)
    with clock.frozen_at(T0):
        attempt = learner.start()
        learner.submit(attempt)
    before = attempt_now(attempt).submitted_at

    with clock.frozen_at(T0 + timedelta(hours=1)):
        jobs.run_all_due()

    assert (attempt_now(attempt).state, attempt_now(attempt).submitted_at) == ("submitted", before)
    assert len(learner.events("attempt_graded")) == 1


def test_an_attempt_without_a_limit_leaves_no_job(app: Flask) -> None:
    learner_of(app, time_limit_minutes=None).start()

    assert db.session.scalars(select(jobs.OutboxJob.name)).all() == []


def test_handing_in_after_the_time_grades_what_came_in_time(app: Flask) -> None:
    learner = learner_of(app, **TEN_MINUTES)
    with clock.frozen_at(T0):
        attempt = learner.start()
        learner.save(attempt, "coffee", "c0901")

    with clock.frozen_at(T0 + timedelta(hours=1)):
        learner.submit(attempt)

    ended = attempt_now(attempt)
    assert (ended.state, ended.percent) == ("expired", 16.66)


def test_no_attempt_begins_before_the_waiting_time_is_over(app: Flask) -> None:
    learner = learner_of(app, **TEN_MINUTES)
    with clock.frozen_at(T0):
        learner.submit(learner.start())

    with clock.frozen_at(T0 + timedelta(minutes=29, seconds=59)):
        page = learner.browser.get(learner.url(f"quizzes/{QUIZ}"))
        refused = learner.post(learner.url(f"quizzes/{QUIZ}"))
        said = learner.browser.get(learner.url(f"quizzes/{QUIZ}"))
        with pytest.raises(AttemptRefused) as error:
            learner.start()

    assert "No new attempt now" in page.text
    assert (refused.status_code, states(learner)) == (302, ["submitted"])
    assert "You can try again from" in said.text
    assert error.value.refusal.reason is RefusalReason.WAIT
    assert error.value.refusal.when == T0 + timedelta(minutes=30)
    with clock.frozen_at(T0 + timedelta(minutes=30)):
        assert learner.start().number == 2


def test_the_wait_runs_from_the_deadline_of_an_attempt_that_ran_out(app: Flask) -> None:
    learner = learner_of(app, **TEN_MINUTES)
    with clock.frozen_at(T0):
        learner.start()

    with clock.frozen_at(T0 + timedelta(minutes=39)), pytest.raises(AttemptRefused):
        learner.start()
    with clock.frozen_at(T0 + timedelta(minutes=40)):
        second = learner.start()

    assert (second.number, states(learner)) == (2, ["expired", "running"])
