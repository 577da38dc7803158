"""What does it cost to compute the statistics of a quiz anew, from very many attempts?

The attempts are written as rows, not taken: people of different ability, answers that are right, a
wrong choice or left out, and numbers of which no two people type the same.
"""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask
from sqlalchemy import insert, select

from app.accounts.models import Person, Unit
from app.catalogue.actions import publish
from app.catalogue.content.render import render_course
from app.catalogue.content.version import BankQuestion
from app.catalogue.queries import bank_of
from app.core import clock
from app.core.db import db, transaction
from app.learning.actions.statistics import recount
from app.learning.models import Enrolment
from app.learning.queries.statistics import kept, waiting
from app.learning.tasks import count_attempts
from app.quizzes.questions import question_type
from tests.bench import twenty

SLUG = "bench-statistics"
ATTEMPTS, TRIES = 100_000, 4
_STARTED = "2026-01-05 09:00:00.000000"
_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the job used: CPU of this process and time on the clock, both in seconds."""

    attempts: int
    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz with attempts that wait to be counted."""

    version_id: int
    quiz_id: str


def prepare(app: Flask, attempts: int = ATTEMPTS) -> Quiz:
    """Publish a quiz of 20 questions and write ended attempts of it."""
    with app.app_context():
        quiz = _publish()
        enrolments = _enrol(quiz.version_id, attempts // TRIES)
        with db.engine.begin() as connection:
            raw = cast("sqlite3.Connection", connection.connection.dbapi_connection)
            _write(raw, quiz, enrolments)
    return quiz


def count(app: Flask, quiz: Quiz) -> Counted:
    """Count every attempt anew by the job's own handler. May be called again."""
    with app.app_context():
        with transaction() as session:
            recount(session, quiz.version_id, quiz.quiz_id)
        cpu, wall = time.process_time(), time.perf_counter()
        while waiting(quiz.version_id, quiz.quiz_id):
            count_attempts({"version_id": quiz.version_id, "quiz_id": quiz.quiz_id})
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        done = kept(quiz.version_id, quiz.quiz_id).every.attempts
    return Counted(done, round(cpu, 2), round(wall, 2))


def _publish() -> Quiz:
    course = twenty.with_twenty(twenty.read_course(), SLUG)
    with transaction() as session:
        published = publish(session, render_course(course))
    bank = bank_of(published.version_id).quizzes
    large = next(one.id for one in bank.values() if len(one.questions) == twenty.QUESTIONS)
    return Quiz(published.version_id, large)


def _enrol(version_id: int, number: int) -> list[tuple[int, int]]:
    """Enrolments as (id, person), written as rows."""
    moment = clock.now()
    with transaction() as session:
        unit = session.scalars(select(Unit).where(Unit.kind == "member")).first()
        assert unit is not None
        common = {"password_hash": "!", "language": "en", "state": "active", "unit_id": unit.id,
                  "unit_path": unit.path, "created_at": moment}  # fmt: skip
        session.execute(
            insert(Person),
            [
                {"email": f"attempt{n}@bench.example", "name": f"Attempt {n}", **common}
                for n in range(number)
            ],
        )
        people = session.scalars(select(Person.id).where(Person.name.like("Attempt %")))
        course = _course_of(version_id)
        session.execute(
            insert(Enrolment),
            [
                {"person_id": one, "course_id": course, "version_id": version_id, "percent": 50,
                 "unit_path": unit.path, "state": "in_progress", "items": {}, "enrolled_at": moment}
                for one in people
            ],
        )  # fmt: skip
        query = select(Enrolment.id, Enrolment.person_id).where(Enrolment.version_id == version_id)
        return [(enrolment, person) for enrolment, person in session.execute(query)]


def _course_of(version_id: int) -> int:
    from app.catalogue.models import CourseVersion  # noqa: PLC0415 - only here

    course = db.session.scalar(
        select(CourseVersion.course_id).where(CourseVersion.id == version_id)
    )
    assert course is not None
    return course


def _write(raw: sqlite3.Connection, quiz: Quiz, enrolments: Sequence[tuple[int, int]]) -> None:
    """Write attempts and responses past SQLAlchemy: two million rows in some seconds."""
    bank = bank_of(quiz.version_id).quizzes[quiz.quiz_id].questions
    asked = json.dumps([one.id for one in bank])
    highest = raw.execute("SELECT coalesce(max(id), 0) FROM attempts").fetchone()[0]
    made = [
        (highest + place, enrolment, person, place % TRIES + 1)
        for place, (enrolment, person) in enumerate(
            (one for one in enrolments for _try in range(TRIES)), start=1
        )
    ]
    raw.executemany(
        "INSERT INTO attempts (id, token, enrolment_id, person_id, version_id, quiz_id, number,"
        " seed, questions, state, started_at, submitted_at, percent, passed, place)"
        " VALUES (?, 'bench' || ?, ?, ?, ?, ?, ?, ?, ?, 'submitted', ?, ?, 50, 0, 0)",
        (
            (id_, id_, enrolment, person, quiz.version_id, quiz.quiz_id, number, id_, asked,
             _STARTED, _STARTED)
            for id_, enrolment, person, number in made
        ),
    )  # fmt: skip
    raw.executemany(
        "INSERT INTO responses (attempt_id, question_id, answer, revision, saved_at, mark, tries,"
        " closed) VALUES (?, ?, ?, 1, ?, ?, 0, 1)",
        _responses(bank, [one[0] for one in made]),
    )


def _responses(bank: Sequence[BankQuestion], attempts: Sequence[int]) -> Iterator[_Row]:
    chance = random.Random(5)  # noqa: S311 - made-up data, no secret
    answers = [(one.id, *_answers(one)) for one in bank]
    for attempt in attempts:
        ability = chance.random()
        for question, right, wrong in answers:
            luck = chance.random()
            if luck < 0.97:
                answer, mark = right if luck < ability else wrong[int(luck * 997) % len(wrong)]
                yield attempt, question, answer, _STARTED, mark


def _answers(question: BankQuestion) -> tuple[tuple[str, float], list[tuple[str, float]]]:
    """The right answer and wrong ones, as JSON text with their marks."""
    kind, key = question_type(question.type), cast("Any", question.spec["key"])
    if question.type == "numerical":
        wrong: list[Any] = [f"{n / 7:.4f}" for n in range(500)]
    elif question.type == "true_false":
        key, wrong = str(key).lower(), [str(not key).lower()]
    elif isinstance(key, dict):
        options = list(key.values())
        wrong = [dict(zip(key, options[n:] + options[:n], strict=True)) for n in range(1, len(key))]
    elif isinstance(key, list | tuple):
        wrong = [list(key)[::-1], [*key[1:], key[0]], list(key)[:1]]
    else:
        wrong = [one for one in cast("Any", question.spec["choices"]) if one != key]
    marked = [(json.dumps(one), float(kind.mark(question.spec, one).fraction)) for one in wrong]
    return (json.dumps(key), 1.0), marked
