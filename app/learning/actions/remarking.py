"""What happens to results once a key is corrected: a comparison, and the change if it is wanted?

Nothing is lost: each answer keeps the steps that gave its marks, each result what it was before.
A certificate that was issued stays; where its result no longer passes, a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.catalogue.models import Course, CourseVersion
from app.catalogue.queries import bank_of
from app.core import clock, jobs
from app.core.errors import Conflict, NotFound
from app.learning.actions import statistics
from app.learning.actions.attempts import locked_attempt, marks_give, regrade
from app.learning.actions.progress import locked
from app.learning.models import Attempt, RemarkedAttempt, Remarking, ResponseStep
from app.learning.queries import quiz_of
from app.learning.queries.marks import Standing, standings
from app.quizzes.behaviours import Action
from app.quizzes.rules import AttemptState

REMARK_JOB = "learning.remark"
CHUNK = 100
_GRADED = (AttemptState.SUBMITTED, AttemptState.EXPIRED)


def ask(session: Session, person: Person, course: Course, quiz_id: str, reason: str) -> Remarking:
    """Have earlier results compared with what the keys of the current version give.

    Raises:
        NotFound: the current version has no such quiz.
        Conflict: a comparison or change of this quiz is under way.
    """
    version = session.scalars(
        select(CourseVersion).where(
            CourseVersion.course_id == course.id, CourseVersion.is_current.is_(True)
        )
    ).one()
    if quiz_id not in bank_of(version.id).quizzes:
        raise NotFound
    _require_quiet(session, course.id, quiz_id)
    found = Remarking(
        course_id=course.id,
        quiz_id=quiz_id,
        key_version_id=version.id,
        reason=reason,
        asked_by_id=person.id,
        asked_at=clock.now(),
        total=_count(session, course.id, quiz_id, version.id),
        done=0,
        reached=0,
    )
    session.add(found)
    session.flush()
    jobs.enqueue(session, REMARK_JOB, {"id": found.id})
    return found


def apply(session: Session, person: Person, remarking_id: int) -> Remarking:
    """Let what the comparison found count. A second time changes nothing.

    Raises:
        NotFound: there is no such comparison.
        Conflict: it is not complete yet, or the course has a newer version by now.
    """
    found = _locked(session, remarking_id)
    if found.applied_at is not None:
        return found
    if found.checked_at is None:
        raise Conflict(_("The comparison is still being made; apply it when it is complete."))
    newer = select(CourseVersion.id).where(
        CourseVersion.course_id == found.course_id,
        CourseVersion.is_current.is_(True),
        CourseVersion.id != found.key_version_id,
    )
    if session.scalar(newer) is not None:
        raise Conflict(_("The course was published again since; compare anew with its keys."))
    found.applied_by_id, found.applied_at = person.id, clock.now()
    found.done, found.reached = 0, 0
    found.total = _differing(session, found.id)
    session.flush()
    jobs.enqueue(session, REMARK_JOB, {"id": found.id})
    return found


def go_on(session: Session, remarking_id: int) -> bool:
    """Compare or apply the next attempts; whether there are more."""
    found = _locked(session, remarking_id)
    applies = found.applied_at is not None
    ids = (_next_changes if applies else _next)(session, found)
    for attempt_id in ids:
        (_apply if applies else _compare)(session, found, attempt_id)
    found.done += len(ids)
    found.reached = ids[-1] if ids else found.reached
    if len(ids) < CHUNK:
        _finish(session, found)
    session.flush()
    return len(ids) == CHUNK


def _finish(session: Session, found: Remarking) -> None:
    if found.applied_at is None:
        found.checked_at = clock.now()
        return
    found.finished_at = clock.now()
    _recount(session, found)


def _require_quiet(session: Session, course_id: int, quiz_id: str) -> None:
    """Raise Conflict as long as another remarking of the quiz is at work."""
    query = select(Remarking).where(Remarking.course_id == course_id, Remarking.quiz_id == quiz_id)
    for one in session.scalars(query.with_for_update()):
        at_work = one.checked_at is None or (one.applied_at and one.finished_at is None)
        if at_work:
            raise Conflict(_("Results of this quiz are being compared or changed just now."))


def _compare(session: Session, found: Remarking, attempt_id: int) -> None:
    attempt = session.get_one(Attempt, attempt_id)
    percent, passed = _result(session, attempt, found.key_version_id)
    before = None if attempt.percent is None else Decimal(str(attempt.percent))
    if before == percent and attempt.passed == passed:
        return
    row = {
        "remarking_id": found.id,
        "attempt_id": attempt_id,
        "percent_before": attempt.percent,
        "percent_after": float(percent),
        "passed_before": attempt.passed,
        "passed_after": passed,
    }
    session.execute(insert(RemarkedAttempt), row)


def _apply(session: Session, found: Remarking, attempt_id: int) -> None:
    """Give an attempt its new marks and result, with a step for each answer that changes."""
    owner = select(Attempt.enrolment_id).where(Attempt.id == attempt_id)
    enrolment = locked(session, session.scalars(owner).one())
    attempt = locked_attempt(session, attempt_id)
    marked = standings(session, attempt, key_version_id=found.key_version_id)
    steps = [_step(found, attempt, one) for one in marked if _differs(one)]
    if steps:
        session.execute(insert(ResponseStep), steps)
    for one in marked:
        if one.response is not None and not one.waits:
            one.response.mark = one.stored_mark
    attempt.key_version_id = found.key_version_id
    regrade(session, attempt, enrolment, marked)
    session.execute(
        update(RemarkedAttempt)
        .where(RemarkedAttempt.remarking_id == found.id, RemarkedAttempt.attempt_id == attempt_id)
        .values(applied_at=clock.now())
    )


def _result(session: Session, attempt: Attempt, key_version_id: int) -> tuple[Decimal, bool]:
    marked = standings(session, attempt, key_version_id=key_version_id)
    return marks_give(marked, quiz_of(attempt.version_id, attempt.quiz_id))


def _differs(one: Standing) -> bool:
    response = one.response
    return (
        response is not None
        and not one.waits
        and response.mark != round(float(one.earned.share), 7)
    )


def _step(found: Remarking, attempt: Attempt, one: Standing) -> dict[str, object]:
    response = one.response
    assert response is not None  # noqa: S101 - only answers differ
    return {
        "attempt_id": attempt.id,
        "question_id": one.question.id,
        "request_key": f"remark:{found.id}:{attempt.questions.index(one.question.id)}",
        "revision": response.revision,
        "answer": response.answer,
        "late": False,
        "at": clock.now(),
        "action": Action.REMARK,
        "person_id": found.applied_by_id,
        "certainty": response.certainty,
        "mark": one.stored_mark,
    }


def _count(session: Session, course_id: int, quiz_id: str, version_id: int) -> int:
    query = _candidates(course_id, quiz_id, version_id)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _next(session: Session, found: Remarking) -> Sequence[int]:
    query = _candidates(found.course_id, found.quiz_id, found.key_version_id)
    return session.scalars(
        query.where(Attempt.id > found.reached).order_by(Attempt.id).limit(CHUNK)
    ).all()


def _candidates(course_id: int, quiz_id: str, version_id: int) -> Select[int]:
    """The graded attempts that other keys than the version's have marked."""
    return (
        select(Attempt.id)
        .join(CourseVersion, CourseVersion.id == Attempt.version_id)
        .where(
            CourseVersion.course_id == course_id,
            Attempt.quiz_id == quiz_id,
            Attempt.state.in_(_GRADED),
            func.coalesce(Attempt.key_version_id, Attempt.version_id) != version_id,
        )
    )


def _next_changes(session: Session, found: Remarking) -> Sequence[int]:
    query = select(RemarkedAttempt.attempt_id).where(
        RemarkedAttempt.remarking_id == found.id,
        RemarkedAttempt.attempt_id > found.reached,
        RemarkedAttempt.applied_at.is_(None),
    )
    return session.scalars(query.order_by(RemarkedAttempt.attempt_id).limit(CHUNK)).all()


def _differing(session: Session, remarking_id: int) -> int:
    query = select(func.count()).where(RemarkedAttempt.remarking_id == remarking_id)
    return session.scalar(query) or 0


def _recount(session: Session, found: Remarking) -> None:
    """Have the statistics of every version whose results changed computed anew."""
    query = (
        select(Attempt.version_id)
        .join(RemarkedAttempt, RemarkedAttempt.attempt_id == Attempt.id)
        .where(RemarkedAttempt.remarking_id == found.id)
        .distinct()
    )
    for version_id in session.scalars(query).all():
        statistics.recount(session, version_id, found.quiz_id)


def _locked(session: Session, remarking_id: int) -> Remarking:
    query = select(Remarking).where(Remarking.id == remarking_id).with_for_update()
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found
