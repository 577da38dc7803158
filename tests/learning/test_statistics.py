"""Do the statistics of a quiz take in every attempt once, and again when marks have changed?"""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.core import clock
from app.core.db import db, transaction
from app.core.jobs import OutboxJob, run_all_due
from app.learning.actions import statistics
from app.learning.actions.attempts import start
from app.learning.actions.statistics import Counting
from app.learning.models import Attempt, QuizStatistics, Response
from app.learning.queries.statistics import kept, waiting
from app.learning.tasks import count_attempts
from app.quizzes.drawing import Draw
from tests.factories import make_person
from tests.learning.courses import publish_form, with_draws
from tests.learning.test_concurrency import together
from tests.small_course import QUIZ, enrol_in_small_course, publish_small_course
from tests.studio.learners import take_quiz

SOON = timedelta(seconds=2 * statistics.SECONDS)
_later = (SOON * number for number in itertools.count(1))
RIGHT = ("coffee", "net-weight", "duty-is-common")


def counted(version_id: int) -> tuple[int, int, int]:
    """First attempts, all attempts, and those that wait."""
    found = kept(version_id, QUIZ)
    return found.first.attempts, found.every.attempts, waiting(version_id, QUIZ)


def count(version_id: int) -> None:
    """Ask for the job and let it run, each time later than the last."""
    with clock.frozen_at(clock.now() + next(_later)):
        with transaction() as session:
            statistics.ask_for(session, version_id, QUIZ)
        run_due()


def run_due() -> None:
    with clock.frozen_at(clock.now() + SOON):
        run_all_due()


def jobs_waiting() -> int:
    query = select(func.count()).where(
        OutboxJob.name == statistics.JOB, OutboxJob.done_at.is_(None)
    )
    return db.session.scalar(query) or 0


def untiring(**more: Any) -> int:
    """The small course's version, its quiz to be taken as often as one likes."""
    return publish_small_course(quiz={"attempts": None, "wait_minutes": None, **more}).version_id


def test_attempts_that_have_ended_are_taken_in(app: Flask) -> None:
    version = untiring()
    person = make_person()
    take_quiz(RIGHT, person=person)
    take_quiz((*RIGHT, "digits"), person=person)
    take_quiz(())
    running = enrol_in_small_course(make_person())
    with transaction() as session:
        start(session, running.id, QUIZ)

    assert counted(version) == (0, 0, 3)
    count(version)

    assert counted(version) == (2, 3, 0)
    sums = kept(version, QUIZ)
    assert sums.every.questions["coffee"].marks == 2 * 10**7
    assert sums.first.questions["digits"].marks == 0
    assert sums.every.questions["digits"].marks == 10**7
    assert {name: one.count for name, one in sums.every.questions.items()} == dict.fromkeys(
        sums.every.questions, 3
    )


def test_what_was_answered_is_counted_by_part(app: Flask) -> None:
    version = untiring()
    take_quiz((*RIGHT, "digits"))
    take_quiz(("coffee",))
    count(version)

    parts = kept(version, QUIZ).every.questions

    def given(question: str) -> dict[str, list[tuple[str | None, int]]]:
        return {
            part: [(text, one.count) for text, one in own.ordered()]
            for part, own in parts[question].parts.items()
        }

    assert given("coffee") == {"": [("c0901", 2)]}
    assert given("digits") == {
        "chapter": [("two", 1)], "heading": [("four", 1)], "subheading": [("six", 1)]
    }  # fmt: skip
    assert given("from-wide-to-narrow") == {}


def test_only_what_is_new_is_read_and_nothing_is_counted_twice(app: Flask) -> None:
    version = untiring()
    take_quiz(RIGHT)
    count(version)
    take_quiz(("coffee",))
    take_quiz(())
    part = Counting(version, QUIZ).next_part()
    assert part is not None

    count(version)
    count(version)

    assert len(part.attempts) == 2
    assert counted(version) == (3, 3, 0)


def test_in_parts_or_at_once_the_sums_are_the_same(app: Flask) -> None:
    version = untiring()
    for right in (RIGHT, ("coffee",), (), ("digits", "coffee")):
        take_quiz(right)
    at_once = Counting(version, QUIZ).next_part()
    assert at_once is not None

    while part := Counting(version, QUIZ).next_part(at_once=1):
        with transaction() as session:
            statistics.keep(session, part)

    assert (kept(version, QUIZ).first, kept(version, QUIZ).every) == (at_once.first, at_once.every)


def test_jobs_of_the_same_half_minute_are_one(app: Flask) -> None:
    version, moment = untiring(), clock.now()
    for seconds in (0, 0, 1, 300):
        with clock.frozen_at(moment + timedelta(seconds=seconds)), transaction() as session:
            statistics.ask_for(session, version, QUIZ)

    assert jobs_waiting() in {2, 3}  # the second may fall into the next half minute
    assert run_all_due() == 0


def test_jobs_done_are_dropped_after_a_day(app: Flask) -> None:
    version = untiring()
    count(version)
    with clock.frozen_at(clock.now() + timedelta(days=2)):
        count(version)

    names = db.session.scalars(select(OutboxJob.name).where(OutboxJob.name == statistics.JOB))
    assert len(list(names)) == 1


def test_sums_added_up_before_somebody_else_counted_are_not_kept(app: Flask) -> None:
    version = untiring()
    take_quiz(RIGHT)
    early = Counting(version, QUIZ).next_part()
    assert early is not None
    take_quiz(())
    count(version)

    with pytest.raises(statistics.Overtaken), transaction() as session:
        statistics.keep(session, early)

    assert counted(version) == (2, 2, 0)


def test_after_marks_have_changed_all_is_counted_anew(app: Flask) -> None:
    version = untiring()
    attempt = take_quiz(RIGHT)
    take_quiz(())
    count(version)
    early = Counting(version, QUIZ).next_part()

    later = clock.now() + next(_later)
    with clock.frozen_at(later), transaction() as session:
        mine = (Response.attempt_id == attempt.id) & (Response.question_id == "coffee")
        session.execute(update(Response).where(mine).values(mark=0.5))
        statistics.recount(session, version, QUIZ)

    assert early is None
    assert counted(version) == (0, 0, 2)
    with clock.frozen_at(later):
        run_due()
    assert counted(version) == (2, 2, 0)
    assert kept(version, QUIZ).every.questions["coffee"].marks == 5 * 10**6


def test_sums_of_marks_that_changed_meanwhile_are_not_kept(app: Flask) -> None:
    version = untiring()
    attempt = take_quiz(RIGHT)
    early = Counting(version, QUIZ).next_part()
    assert early is not None
    with transaction() as session:
        session.execute(update(Response).where(Response.attempt_id == attempt.id).values(mark=0))
        statistics.recount(session, version, QUIZ)

    with pytest.raises(statistics.Overtaken), transaction() as session:
        statistics.keep(session, early)

    assert counted(version) == (0, 0, 1)


def test_each_version_has_its_own(app: Flask) -> None:
    old = untiring()
    person = make_person()
    take_quiz(RIGHT, person=person)
    new = untiring(pass_mark=75)
    take_quiz(RIGHT)
    count(old)
    count(new)

    assert (counted(old), counted(new)) == ((1, 1, 0), (1, 1, 0))
    rows = db.session.scalars(select(QuizStatistics.attempts))
    assert list(rows) == [1, 1]


def test_what_waits_for_a_person_is_not_counted_yet(app: Flask) -> None:
    version = untiring()
    attempt = take_quiz(RIGHT)
    with transaction() as session:
        session.execute(update(Attempt).where(Attempt.id == attempt.id).values(state="marking"))

    count(version)

    assert counted(version) == (0, 0, 0)


def test_questions_drawn_stand_for_their_draw(app: Flask) -> None:
    published = publish_form(with_draws(Draw("goods", 2), Draw("figures", 1)))
    for _ in range(4):
        take_quiz(())
    count(published.version_id)

    sums = kept(published.version_id, QUIZ).every
    assert {name: one.count for name, one in sums.places.items()} == {"#0.0": 8, "#0.1": 4}
    assert sum(one.count for one in sums.questions.values()) == 12


def test_a_job_that_takes_long_leaves_the_rest_to_another(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = untiring()
    for _ in range(3):
        take_quiz(RIGHT)
    monkeypatch.setattr(statistics, "LONGEST", -1.0)
    monkeypatch.setattr(statistics.Counting.next_part, "__defaults__", (2,))

    with clock.frozen_at(clock.now() + next(_later)):
        count_attempts({"version_id": version, "quiz_id": QUIZ})
        after_one = counted(version)
        run_due()

    assert (after_one, counted(version)) == ((2, 2, 1), (3, 3, 0))


def test_many_who_ask_and_count_at_once_count_each_attempt_once(app: Flask) -> None:
    version = untiring()
    for _ in range(3):
        take_quiz(RIGHT)

    def ask() -> str:
        with transaction() as session:
            statistics.ask_for(session, version, QUIZ)
        return "asked"

    def count_one() -> str:
        part = Counting(version, QUIZ).next_part(at_once=1)
        assert part is not None
        with transaction() as session:
            statistics.keep(session, part)
        return "kept"

    done = together(app, ask, count_one, ask, count_one, ask, count_one)
    count(version)

    assert [one for one in done if one not in {"asked", "kept"}] == [
        one for one in done if isinstance(one, statistics.Overtaken)
    ]
    assert done.count("asked") == 3
    assert counted(version) == (3, 3, 0)
