"""How does an attempt at a quiz begin, keep its answers, and end?"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content.version import BankQuestion, QuizItem
from app.catalogue.queries import bank_of
from app.core import clock, jobs
from app.core.errors import DomainError, NotFound
from app.core.settings import settings
from app.learning.actions.progress import locked, record
from app.learning.models import Attempt, Enrolment
from app.learning.queries import counted, past, quiz_of, responses
from app.learning.rules import Event, EventKind
from app.quizzes import rules
from app.quizzes.drawing import new_seed
from app.quizzes.questions import Mark, question_type
from app.quizzes.rules import AttemptState

CLOSE_JOB = "learning.close_attempt"


class AttemptRefused(DomainError):  # noqa: N818 - the domain's words
    """No attempt may start now; ``refusal`` says why and from when."""

    status = 409

    def __init__(self, refusal: rules.Refused) -> None:
        super().__init__(_("No new attempt can begin now."))
        self.refusal = refusal


def start(session: Session, enrolment_id: int, quiz_id: str) -> Attempt:
    """Begin an attempt: draw its questions, fix its deadline, and see to it that it ends.

    An attempt that is running is given back as it is.

    Raises:
        AttemptRefused: none is left, or it is too early.
        NotFound: the learner's version has no such quiz.
    """
    enrolment = locked(session, enrolment_id)
    quiz = quiz_of(enrolment.version_id, quiz_id)
    known = _known(session, enrolment_id, quiz_id)
    for one in known:
        if one.state == AttemptState.RUNNING and not is_over(one, clock.now()):
            return one
        close(session, one, enrolment)
    allowed = rules.may_start(
        clock.now(),
        [past(one) for one in counted(known, quiz)],
        quiz.attempts,
        quiz.wait_minutes,
    )
    if isinstance(allowed, rules.Refused):
        raise AttemptRefused(allowed)
    return _begin(session, enrolment, quiz, len(known) + 1)


def submit(session: Session, attempt_id: int) -> Attempt:
    """Hand the attempt in and grade it; a second time changes nothing."""
    enrolment = _locked_enrolment(session, attempt_id)
    return close(session, _locked_attempt(session, attempt_id), enrolment)


def close_if_over(session: Session, attempt_id: int) -> Attempt:
    """Grade the attempt if its time is over, which nobody needs to be present for."""
    enrolment = _locked_enrolment(session, attempt_id)
    attempt = _locked_attempt(session, attempt_id)
    if is_over(attempt, clock.now()):
        close(session, attempt, enrolment)
    return attempt


def close_all_over(session: Session, enrolment_id: int) -> None:
    """Grade every attempt of the enrolment whose time is over."""
    enrolment = locked(session, enrolment_id)
    query = select(Attempt).where(
        Attempt.enrolment_id == enrolment_id, Attempt.state == AttemptState.RUNNING
    )
    for one in list(session.scalars(query.with_for_update())):
        if is_over(one, clock.now()):
            close(session, one, enrolment)


def close(session: Session, attempt: Attempt, enrolment: Enrolment) -> Attempt:
    """Grade a running attempt and tell progress; one that has ended stays as it is."""
    if attempt.state != AttemptState.RUNNING:
        return attempt
    moment = clock.now()
    expired = is_over(attempt, moment)
    quiz = quiz_of(attempt.version_id, attempt.quiz_id)
    percent = rules.score(_mark_all(session, attempt))
    attempt.state = AttemptState.EXPIRED if expired else AttemptState.SUBMITTED
    attempt.submitted_at = attempt.deadline if expired else moment
    attempt.percent = float(percent)
    attempt.passed = rules.passed(percent, quiz.pass_mark)
    session.flush()
    event = Event(
        EventKind.ATTEMPT_GRADED, moment, attempt.quiz_id, float(percent), passed=attempt.passed
    )
    record(session, enrolment, event, {"attempt": attempt.number})
    return attempt


def questions_of(attempt: Attempt) -> list[BankQuestion]:
    """The questions of an attempt in its order, with their keys."""
    bank = {one.id: one for one in bank_of(attempt.version_id).quizzes[attempt.quiz_id].questions}
    return [bank[question_id] for question_id in attempt.questions]


def _begin(session: Session, enrolment: Enrolment, quiz: QuizItem, number: int) -> Attempt:
    seed, moment = new_seed(), clock.now()
    banked = bank_of(enrolment.version_id).quizzes[quiz.id]
    attempt = Attempt(
        token=secrets.token_urlsafe(16),
        enrolment_id=enrolment.id,
        person_id=enrolment.person_id,
        version_id=enrolment.version_id,
        quiz_id=quiz.id,
        number=number,
        seed=seed,
        questions=list(banked.draw(seed)),
        state=AttemptState.RUNNING,
        started_at=moment,
        deadline=rules.deadline(moment, quiz.time_limit_minutes),
    )
    session.add(attempt)
    session.flush()
    record(
        session,
        enrolment,
        Event(EventKind.ATTEMPT_STARTED, moment, quiz.id),
        {"attempt": number},
    )
    if attempt.deadline is not None:
        over = attempt.deadline + timedelta(seconds=settings().answer_grace_seconds + 1)
        jobs.enqueue(session, CLOSE_JOB, {"attempt_id": attempt.id}, not_before=over)
    return attempt


def _mark_all(session: Session, attempt: Attempt) -> list[Mark]:
    given = responses(attempt.id, session)
    marks = []
    for question in questions_of(attempt):
        answered = given.get(question.id)
        answer: Any = answered.answer if answered else None
        mark = question_type(question.type).mark(question.spec, answer)
        if answered is not None:
            answered.mark = float(Fraction(mark.fraction))
        marks.append(mark)
    return marks


def question_in(attempt: Attempt, question_id: str) -> BankQuestion:
    """The question of an attempt, with its key.

    Raises:
        NotFound: the attempt does not have it.
    """
    for one in questions_of(attempt):
        if one.id == question_id:
            return one
    raise NotFound(_("This attempt has no such question."))


def _known(session: Session, enrolment_id: int, quiz_id: str) -> list[Attempt]:
    query = select(Attempt).where(Attempt.enrolment_id == enrolment_id, Attempt.quiz_id == quiz_id)
    held = query.order_by(Attempt.number).with_for_update()
    return list(session.scalars(held.execution_options(populate_existing=True)))


def _locked_enrolment(session: Session, attempt_id: int) -> Enrolment:
    """The enrolment of an attempt. It is always locked before the attempt, against deadlock."""
    query = select(Attempt.enrolment_id).where(Attempt.id == attempt_id)
    return locked(session, session.scalars(query).one())


def _locked_attempt(session: Session, attempt_id: int) -> Attempt:
    query = select(Attempt).where(Attempt.id == attempt_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def is_over(attempt: Attempt, moment: datetime) -> bool:
    """Whether the attempt's time, with its grace, has passed."""
    return rules.is_late(moment, attempt.deadline, settings().answer_grace_seconds)
