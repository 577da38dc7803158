"""Is nothing lost or doubled when many do the same at the same moment, in real transactions?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Person
from app.catalogue.queries import card
from app.core.db import db, transaction
from app.learning.actions import attempts, progress
from app.learning.actions.saving import Incoming, Saved, StaleAnswer, save
from app.learning.models import Attempt, Enrolment, LearningEvent
from tests.factories import make_person
from tests.learning.learner import Learner, as_answer, attempt_now, new_key, steps, stored
from tests.small_course import SLUG, publish_small_course, right_answers

AT_ONCE = 6


def together(app: Flask, *tasks: Callable[[], Any]) -> list[Any]:
    """What each task gives or raises, all begun at once, each in its own context."""
    start = threading.Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        with app.app_context():
            try:
                start.wait(timeout=30)
                return task()
            except Exception as error:  # noqa: BLE001 - the test looks at what was raised
                return error
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def saves(attempt: Attempt, incoming: Incoming) -> Callable[[], Saved]:
    person_id, token = attempt.person_id, attempt.token

    def task() -> Saved:
        with transaction() as session:
            return save(session, person_id, token, incoming)

    return task


def count_of(kind: str) -> int:
    query = select(func.count()).select_from(LearningEvent).where(LearningEvent.kind == kind)
    return db.session.scalar(query) or 0


def test_answers_to_different_questions_lose_nothing(app: Flask) -> None:
    publish_small_course()
    attempt = Learner(app).enrol().start()
    keys = {name: as_answer(key) for name, key in right_answers(attempt.version_id).items()}

    for revision in range(4):
        tasks = [
            saves(attempt, Incoming(question, answer, revision, new_key()))
            for question, answer in keys.items()
        ]
        done = together(app, *tasks)
        assert [type(one) for one in done] == [Saved] * len(keys), done

    assert {question: revision for question, (_answer, revision) in stored(attempt).items()} == (
        dict.fromkeys(keys, 4)
    )
    assert len(steps(attempt)) == 4 * len(keys)


def test_of_answers_to_one_question_at_once_one_is_kept_and_the_others_hear_of_it(
    app: Flask,
) -> None:
    publish_small_course()
    attempt = Learner(app).enrol().start()
    choices = ("c0901", "c1902", "c0406")

    done = together(
        app, *[saves(attempt, Incoming("coffee", one, 0, new_key())) for one in choices]
    )

    assert sorted(type(one).__name__ for one in done) == ["Saved", "StaleAnswer", "StaleAnswer"]
    kept = next(choice for choice, one in zip(choices, done, strict=True) if isinstance(one, Saved))
    assert stored(attempt) == {"coffee": (kept, 1)}
    assert all(one.stored == kept for one in done if isinstance(one, StaleAnswer))


def test_one_request_sent_many_times_at_once_is_kept_once(app: Flask) -> None:
    publish_small_course()
    attempt = Learner(app).enrol().start()
    incoming = Incoming("coffee", "c0901", 0, new_key())

    done = together(app, *[saves(attempt, incoming)] * AT_ONCE)

    assert {one.revision for one in done} == {1}
    assert len({one.at for one in done}) == 1
    assert steps(attempt) == [("coffee", "c0901", 1, False)]


def test_handing_in_many_times_at_once_is_graded_once(app: Flask) -> None:
    publish_small_course()
    attempt_id = Learner(app).enrol().start().id

    def submit() -> str:
        with transaction() as session:
            return attempts.submit(session, attempt_id).state

    assert together(app, *[submit] * AT_ONCE) == ["submitted"] * AT_ONCE
    assert count_of("attempt_graded") == 1


def test_an_answer_that_was_acknowledged_while_handing_in_is_graded(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()

    def submit(attempt_id: int) -> Callable[[], Any]:
        def task() -> None:
            with transaction() as session:
                attempts.submit(session, attempt_id)

        return task

    for _ in range(5):
        attempt = learner.start()
        saving = saves(attempt, Incoming("coffee", "c0901", 0, new_key()))
        saved, _ = together(app, saving, submit(attempt.id))
        expected = 16.66 if isinstance(saved, Saved) else 0
        assert attempt_now(attempt).percent == expected


def test_starting_many_times_at_once_is_one_attempt(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()
    enrolment_id = learner.row.id

    def start() -> str:
        with transaction() as session:
            return attempts.start(session, enrolment_id, "quiz-reading-codes").token

    tokens = together(app, *[start] * AT_ONCE)

    assert len(set(tokens)) == 1, tokens
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1
    assert count_of("attempt_started") == 1


def test_enrolling_many_times_at_once_is_one_enrolment(app: Flask) -> None:
    publish_small_course()
    person_id = make_person().id

    def enrol() -> int:
        found = card(SLUG)
        with transaction() as session:
            person = session.get_one(Person, person_id)
            return progress.enrol(session, person, found).id

    ids = together(app, *[enrol] * AT_ONCE)

    assert len(set(ids)) == 1, ids
    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 1
    assert count_of("enrolled") == 1


def test_reading_the_last_lessons_at_once_completes_once(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()
    learner.pass_quiz()
    enrolment_id = learner.row.id

    def read(lesson: str) -> Callable[[], None]:
        def task() -> None:
            with transaction() as session:
                progress.mark_read(session, enrolment_id, lesson)

        return task

    lessons = ("parts-of-a-code", "dashes") * 3
    assert together(app, *[read(one) for one in lessons]) == [None] * len(lessons)

    assert (learner.row.percent, learner.row.state) == (100, "completed")
    assert (count_of("lesson_read"), count_of("completed")) == (2, 1)
