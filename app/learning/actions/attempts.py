"""How does an attempt at a quiz begin, and end?"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from app.catalogue.content.version import QuizItem
from app.catalogue.queries import bank_of, outline_of
from app.core import clock, jobs
from app.core.errors import DomainError
from app.core.settings import settings
from app.learning.actions import statistics
from app.learning.actions.progress import locked, record
from app.learning.models import Attempt, Enrolment, ResponseStep
from app.learning.queries import counted, past, quiz_of
from app.learning.queries.accommodations import extra_for
from app.learning.queries.marks import Standing, standings
from app.learning.rules import Event, EventKind
from app.quizzes import rules
from app.quizzes.behaviours import Action
from app.quizzes.conditions import Counting
from app.quizzes.drawing import new_seed
from app.quizzes.rules import AttemptState

CLOSE_JOB = "learning.close_attempt"

# Built once, like those of the pages: whoever starts or hands in asks all of them.
_HELD = select(Attempt).with_for_update().execution_options(populate_existing=True)
_LOCKED = _HELD.where(Attempt.id == bindparam("attempt_id"))
_ALL_LOCKED = _HELD.where(
    Attempt.enrolment_id == bindparam("enrolment_id"), Attempt.quiz_id == bindparam("quiz_id")
).order_by(Attempt.number)
_ENROLMENT = select(Attempt.enrolment_id).where(Attempt.id == bindparam("attempt_id"))


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
        AttemptRefused: the quiz is not open, no attempt is left, or it is too early.
        NotFound: the learner's version has no such quiz.
    """
    enrolment = locked(session, enrolment_id)
    quiz = quiz_of(enrolment.version_id, quiz_id)
    known = _known(session, enrolment_id, quiz_id)
    for one in known:
        if one.state == AttemptState.RUNNING and not is_over(one, clock.now()):
            return one
        close(session, one, enrolment)
    extra = extra_for(session, enrolment, quiz_id)
    _require_allowed(quiz, counted(known, quiz), extra)
    return _begin(session, enrolment, quiz, known, extra)


def submit(session: Session, attempt_id: int) -> Attempt:
    """Hand the attempt in and grade it; a second time changes nothing."""
    enrolment = _locked_enrolment(session, attempt_id)
    return close(session, locked_attempt(session, attempt_id), enrolment)


def close_if_over(session: Session, attempt_id: int) -> Attempt:
    """Grade the attempt if its time is over, which nobody needs to be present for."""
    enrolment = _locked_enrolment(session, attempt_id)
    attempt = locked_attempt(session, attempt_id)
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
    """Grade a running attempt and tell progress; one that has ended stays as it is.

    Where an answer waits for a person the attempt does too: see ``finish_marking``.
    """
    if attempt.state != AttemptState.RUNNING:
        return attempt
    moment = clock.now()
    expired = is_over(attempt, moment)
    attempt.submitted_at = attempt.deadline if expired else moment
    found = standings(session, attempt)
    _keep_marks(session, attempt, found, moment)
    if any(one.waits for one in found):
        attempt.state = AttemptState.MARKING
        session.flush()
        return attempt
    attempt.state = AttemptState.EXPIRED if expired else AttemptState.SUBMITTED
    _grade(session, attempt, enrolment, found)
    return attempt


def finish_marking(session: Session, attempt_id: int) -> Attempt:
    """Grade an attempt whose last answer a person has marked; it stays where one still waits."""
    enrolment = _locked_enrolment(session, attempt_id)
    attempt = locked_attempt(session, attempt_id)
    found = standings(session, attempt)
    if attempt.state != AttemptState.MARKING or any(one.waits for one in found):
        return attempt
    in_time = attempt.deadline is None or attempt.submitted_at != attempt.deadline
    attempt.state = AttemptState.SUBMITTED if in_time else AttemptState.EXPIRED
    _grade(session, attempt, enrolment, found)
    return attempt


def result_of(session: Session, attempt: Attempt, quiz: QuizItem) -> tuple[Decimal, bool]:
    """The result in per cent of all graded attempts at the quiz as it is, and whether it passes."""
    known = _known(session, attempt.enrolment_id, attempt.quiz_id)
    percents = [
        Decimal(str(one.percent)) for one in counted(known, quiz) if one.percent is not None
    ]
    percent = rules.counting(percents, quiz.counts)
    return percent, rules.passed(percent, quiz.pass_mark)


def locked_attempt(session: Session, attempt_id: int) -> Attempt:
    """The attempt's row, held for this transaction. Its enrolment must be held before."""
    return session.scalars(_LOCKED, {"attempt_id": attempt_id}).one()


def is_over(attempt: Attempt, moment: datetime) -> bool:
    """Whether the attempt's time, with its grace, has passed."""
    return rules.is_late(moment, attempt.deadline, settings().answer_grace_seconds)


def _require_allowed(quiz: QuizItem, known: Sequence[Attempt], extra: rules.Extra) -> None:
    attempts = None if quiz.attempts is None else quiz.attempts + extra.attempts
    refusal = rules.Window(quiz.opens_at, quiz.closes_at).refusal(clock.now())
    allowed = refusal or rules.may_start(
        clock.now(), [past(one) for one in known], attempts, quiz.wait_minutes
    )
    if isinstance(allowed, rules.Refused):
        raise AttemptRefused(allowed)


def _begin(
    session: Session,
    enrolment: Enrolment,
    quiz: QuizItem,
    known: Sequence[Attempt],
    extra: rules.Extra,
) -> Attempt:
    seed, moment, number = new_seed(), clock.now(), len(known) + 1
    seen = _seen(session, enrolment.id)
    attempt = Attempt(
        token=secrets.token_urlsafe(16),
        enrolment_id=enrolment.id,
        person_id=enrolment.person_id,
        version_id=enrolment.version_id,
        quiz_id=quiz.id,
        number=number,
        seed=seed,
        questions=list(bank_of(enrolment.version_id).quizzes[quiz.id].draw(seed, seen)),
        state=AttemptState.RUNNING,
        started_at=moment,
        deadline=rules.deadline(
            moment, quiz.time_limit_minutes, extra.time_percent, quiz.closes_at
        ),
        place=0,
    )
    session.add(attempt)
    session.flush()
    event = Event(EventKind.ATTEMPT_STARTED, moment, quiz.id)
    record(session, enrolment, event, _granted(number, extra))
    if attempt.deadline is not None:
        over = attempt.deadline + timedelta(seconds=settings().answer_grace_seconds + 1)
        jobs.enqueue(session, CLOSE_JOB, {"attempt_id": attempt.id}, not_before=over)
    return attempt


def _seen(session: Session, enrolment_id: int) -> Counter[str]:
    """How often the learner met each question, in whatever quiz of the course."""
    query = select(Attempt.questions).where(Attempt.enrolment_id == enrolment_id)
    return Counter(one for questions in session.scalars(query) for one in questions)


def _granted(number: int, extra: rules.Extra) -> dict[str, object]:
    """What the event says of an attempt: accommodations are on record with it."""
    more = {"extra_time_percent": extra.time_percent, "extra_attempts": extra.attempts}
    return {"attempt": number, **{name: one for name, one in more.items() if one}}


def _grade(
    session: Session, attempt: Attempt, enrolment: Enrolment, found: Sequence[Standing]
) -> None:
    """Give an attempt that ended its result and tell progress, which counts what the quiz says."""
    tell(session, attempt, enrolment, _count(session, attempt, found))
    statistics.ask_for(session, attempt.version_id, attempt.quiz_id)


def regrade(
    session: Session, attempt: Attempt, enrolment: Enrolment, found: Sequence[Standing]
) -> None:
    """Give an attempt that has a result the one that its marks make by now."""
    tell(session, attempt, enrolment, _count(session, attempt, found), remarked=True)


def _count(session: Session, attempt: Attempt, found: Sequence[Standing]) -> QuizItem:
    """Let the marks count as the attempt's own result; its quiz."""
    quiz = quiz_of(attempt.version_id, attempt.quiz_id)
    percent, passed = marks_give(found, quiz)
    attempt.percent, attempt.passed = float(percent), passed
    session.flush()
    return quiz


def marks_give(found: Sequence[Standing], quiz: QuizItem) -> tuple[Decimal, bool]:
    """The per cent of an attempt with these marks, and whether that passes."""
    percent = rules.score(one.earned for one in found)
    return percent, rules.passed(percent, quiz.pass_mark)


def correct_mark(session: Session, attempt_id: int) -> Attempt:
    """Let a mark that a person corrected count; an attempt without a result stays as it is."""
    enrolment = _locked_enrolment(session, attempt_id)
    attempt = locked_attempt(session, attempt_id)
    if attempt.state != AttemptState.MARKING:
        regrade(session, attempt, enrolment, standings(session, attempt))
        statistics.recount(session, attempt.version_id, attempt.quiz_id)
    return attempt


def tell(
    session: Session,
    attempt: Attempt,
    enrolment: Enrolment,
    quiz: QuizItem,
    *,
    remarked: bool = False,
) -> None:
    """Tell progress of a graded attempt, as long as the learner's version has the same quiz."""
    items = {one.id: one.hash for one in outline_of(enrolment.version_id).items()}
    if items.get(quiz.id) != quiz.hash:
        return
    replaces = remarked or quiz.counts is not Counting.BEST
    percent, passed = float(attempt.percent or 0), bool(attempt.passed)
    if replaces:
        result, passed = result_of(session, attempt, quiz)
        percent = float(result)
    event = Event(
        EventKind.ATTEMPT_REMARKED if remarked else EventKind.ATTEMPT_GRADED,
        clock.now(),
        attempt.quiz_id,
        percent,
        passed=passed,
        replaces=replaces,
    )
    record(session, enrolment, event, {"attempt": attempt.number})


def _keep_marks(
    session: Session, attempt: Attempt, found: Sequence[Standing], moment: datetime
) -> None:
    """Write each answer's mark, and the step that gave it."""
    steps: list[Mapping[str, object]] = []
    for one in found:
        if one.response is None:
            continue
        one.response.closed = True
        one.response.mark = None if one.waits else one.stored_mark
        steps.append(_step(attempt, one, moment, len(steps)))
    if steps:
        session.execute(insert(ResponseStep), steps)


def _step(attempt: Attempt, one: Standing, moment: datetime, place: int) -> Mapping[str, object]:
    response = one.response
    assert response is not None  # noqa: S101 - the caller asked
    return {
        "attempt_id": attempt.id,
        "question_id": one.question.id,
        "request_key": f"finish:{place}",
        "revision": response.revision,
        "answer": response.answer,
        "late": False,
        "at": moment,
        "action": Action.FINISH,
        "person_id": attempt.person_id,
        "certainty": response.certainty,
        "mark": response.mark,
    }


def _known(session: Session, enrolment_id: int, quiz_id: str) -> list[Attempt]:
    of_quiz = {"enrolment_id": enrolment_id, "quiz_id": quiz_id}
    return list(session.scalars(_ALL_LOCKED, of_quiz))


def _locked_enrolment(session: Session, attempt_id: int) -> Enrolment:
    """The enrolment of an attempt. It is always locked before the attempt, against deadlock."""
    found = session.scalars(_ENROLMENT, {"attempt_id": attempt_id})
    return locked(session, found.one())
