"""How is one answer of a running attempt kept?

The most frequent write of all, from weak links: so it reads and writes rows by statements built
once, six in all with the sign-in, on the connection itself, and leaves sessions and mapped classes
to everything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlalchemy.orm import Session

from app.catalogue.content.version import BankQuestion
from app.catalogue.queries import bank_of
from app.core import clock
from app.core.db import Base
from app.core.errors import Conflict, Gone, Invalid, NotFound
from app.core.settings import settings
from app.learning.models import Attempt, Response, ResponseStep
from app.learning.queries import quiz_of
from app.quizzes import rules
from app.quizzes.conditions import Navigation
from app.quizzes.questions import question_type
from app.quizzes.rules import AttemptState

_tables = Base.metadata.tables
_attempts = _tables[Attempt.__tablename__]
_responses = _tables[Response.__tablename__]
_steps = _tables[ResponseStep.__tablename__]

_HANDED_IN = (AttemptState.SUBMITTED, AttemptState.MARKING)
_ATTEMPT = (
    select(
        _attempts.c.id,
        _attempts.c.person_id,
        _attempts.c.version_id,
        _attempts.c.quiz_id,
        _attempts.c.questions,
        _attempts.c.place,
        _attempts.c.state,
        _attempts.c.deadline,
    )
    .where(_attempts.c.token == bindparam("token"), _attempts.c.person_id == bindparam("person_id"))
    .with_for_update()
)
_STEP = select(_steps.c.question_id, _steps.c.revision, _steps.c.at, _steps.c.late).where(
    _steps.c.attempt_id == bindparam("attempt_id"), _steps.c.request_key == bindparam("key")
)
_STORED = select(
    _responses.c.answer, _responses.c.revision, _responses.c.closed, _responses.c.certainty
).where(
    _responses.c.attempt_id == bindparam("attempt_id"),
    _responses.c.question_id == bindparam("question_id"),
)
_ADD = insert(_responses)
_ADD_STEP = insert(_steps)
_CHANGE = (
    update(_responses)
    .where(
        _responses.c.attempt_id == bindparam("of_attempt"),
        _responses.c.question_id == bindparam("of_question"),
    )
    .values(
        answer=bindparam("answer"),
        revision=bindparam("revision"),
        saved_at=bindparam("saved_at"),
        certainty=bindparam("certainty"),
    )
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """An answer as it arrives: what it says, which revision its page knew, and its own key.

    It says it as JSON, `raw`, or with the `fields` of the question's form.
    """

    question_id: str
    raw: object
    revision: int
    key: str
    fields: Mapping[str, Sequence[str]] | None = None
    certainty: int | None = None

    def answer(self, question: BankQuestion) -> object:
        """The normalised answer to the question. Raises InvalidAnswer."""
        kind = question_type(question.type)
        if self.fields is None:
            return kind.parse(question.spec, self.raw)
        return kind.answer_from_form(question.spec, self.fields)


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer as it was kept; ``late`` ones are not graded."""

    revision: int
    at: datetime
    late: bool


class StaleAnswer(Conflict):
    """The page did not know the answer in force: ``yours`` and ``stored`` are both given back."""

    def __init__(self, yours: object, stored: object, revision: int) -> None:
        super().__init__(_("This answer was changed somewhere else."))
        self.yours = yours
        self.stored = stored
        self.revision = revision


def save(session: Session, person_id: int, token: str, incoming: Incoming) -> Saved:
    """Keep one answer. The same request again gives the same result, once.

    A page that did not know the answer in force but says the same is not in conflict with it.

    Raises:
        NotFound: the person has no such attempt, or the attempt no such question.
        Invalid: the request's key belongs to the answer to another question.
        StaleAnswer: another page changed the answer meanwhile.
        InvalidAnswer: the answer cannot be read.
        Gone: the attempt was handed in, or the question checked or left behind.
    """
    connection = session.connection()
    attempt = connection.execute(_ATTEMPT, {"token": token, "person_id": person_id}).one_or_none()
    if attempt is None:
        raise NotFound
    question = _question(attempt, incoming.question_id)
    replayed = _replayed(connection, attempt.id, incoming)
    if replayed is not None:
        return replayed
    moment = clock.now()
    if attempt.state in _HANDED_IN:
        raise Gone(_("This attempt was handed in; answers can no longer change."))
    answer = incoming.answer(question)
    late = rules.is_late(moment, attempt.deadline, settings().answer_grace_seconds)
    if late or attempt.state == AttemptState.EXPIRED:
        known = _revision(connection, attempt.id, question.id)
        return _keep(connection, attempt, incoming, answer, Saved(known, moment, late=True))
    _require_at(attempt, question.id)
    revision = _put(connection, attempt.id, incoming, answer, moment)
    return _keep(connection, attempt, incoming, answer, Saved(revision, moment, late=False))


def _question(attempt: Row[*tuple[Any, ...]], question_id: str) -> BankQuestion:
    if question_id in attempt.questions:
        for one in bank_of(attempt.version_id).quizzes[attempt.quiz_id].questions:
            if one.id == question_id:
                return one
    raise NotFound(_("This attempt has no such question."))


def _require_at(attempt: Row[*tuple[Any, ...]], question_id: str) -> None:
    """Where questions come one after the other, only the one that the learner is at is open."""
    quiz = quiz_of(attempt.version_id, attempt.quiz_id)
    if quiz.navigation is Navigation.SEQUENTIAL and (
        attempt.questions.index(question_id) != attempt.place
    ):
        raise Gone(_("You are at another question now; this answer can no longer change."))


def _replayed(connection: Connection, attempt_id: int, incoming: Incoming) -> Saved | None:
    asked = {"attempt_id": attempt_id, "key": incoming.key}
    step = connection.execute(_STEP, asked).one_or_none()
    if step is None:
        return None
    if step.question_id != incoming.question_id:
        raise Invalid(_("This key was used for another question; each answer needs its own."))
    return Saved(step.revision, step.at, step.late)


def _revision(connection: Connection, attempt_id: int, question_id: str) -> int:
    asked = {"attempt_id": attempt_id, "question_id": question_id}
    stored = connection.execute(_STORED, asked).one_or_none()
    return stored.revision if stored else 0


def _put(
    connection: Connection, attempt_id: int, incoming: Incoming, answer: object, moment: datetime
) -> int:
    """Make the answer the one in force; its revision."""
    place = {"attempt_id": attempt_id, "question_id": incoming.question_id}
    stored = connection.execute(_STORED, place).one_or_none()
    if stored is None:
        row = {**place, "answer": answer, "revision": 1, "saved_at": moment}
        connection.execute(_ADD, {**row, "certainty": incoming.certainty})
        return 1
    if stored.closed:
        raise Gone(_("This question was checked; its answer can no longer change."))
    certainty = incoming.certainty or stored.certainty
    if stored.revision != incoming.revision:
        if stored.answer != answer:
            raise StaleAnswer(answer, stored.answer, stored.revision)
        if certainty == stored.certainty:
            return int(stored.revision)
    new = {
        "answer": answer,
        "revision": stored.revision + 1,
        "saved_at": moment,
        "certainty": certainty,
    }
    where = {"of_attempt": attempt_id, "of_question": incoming.question_id}
    connection.execute(_CHANGE, {**where, **new})
    return int(stored.revision) + 1


def _keep(
    connection: Connection,
    attempt: Row[*tuple[Any, ...]],
    incoming: Incoming,
    answer: object,
    saved: Saved,
) -> Saved:
    connection.execute(
        _ADD_STEP,
        {
            "attempt_id": attempt.id,
            "question_id": incoming.question_id,
            "request_key": incoming.key,
            "revision": saved.revision,
            "answer": answer,
            "late": saved.late,
            "at": saved.at,
            "person_id": attempt.person_id,
            "certainty": incoming.certainty,
        },
    )
    return saved
