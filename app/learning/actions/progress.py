"""How do enrolments begin and go on? Each change is one event and one summary row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.catalogue.content.version import ItemKind
from app.catalogue.queries import CourseCard, outline_of
from app.catalogue.rules import CourseState
from app.core import clock, jobs
from app.core.errors import Conflict, NotFound
from app.learning.models import Attempt, Enrolment, LearningEvent
from app.learning.queries import summary_of
from app.learning.rules import UNSEEN, EnrolmentState, Event, EventKind, apply
from app.quizzes.rules import AttemptState

COMPLETED_JOB = "learning.completed"
_LOCKED = (
    select(Enrolment)
    .where(Enrolment.id == bindparam("enrolment_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def enrol(
    session: Session,
    person: Person,
    card: CourseCard,
    *,
    by_id: int | None = None,
    due_on: date | None = None,
) -> Enrolment:
    """Put a person into a course; a second time only a due date changes.

    Raises:
        NotFound: the course is withdrawn and the person is not in it yet.
    """
    # Two enrolments of one person at once, as from a double click, wait for each other here.
    session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
    query = select(Enrolment).where(
        Enrolment.person_id == person.id, Enrolment.course_id == card.course_id
    )
    known = session.scalar(query.with_for_update())
    if known is not None:
        known.due_on = due_on or known.due_on
        session.flush()
        return known
    if card.state is CourseState.WITHDRAWN:
        raise NotFound(_("This course was withdrawn and takes no new people."))
    enrolment = Enrolment(
        person_id=person.id,
        course_id=card.course_id,
        version_id=card.version_id,
        unit_path=person.unit_path,
        state=EnrolmentState.ENROLLED,
        percent=0,
        items={},
        last_heading="",
        enrolled_at=clock.now(),
        enrolled_by_id=by_id,
        due_on=due_on,
    )
    session.add(enrolment)
    session.flush()
    record(session, enrolment, Event(EventKind.ENROLLED, clock.now()))
    return enrolment


def mark_read(session: Session, enrolment_id: int, lesson_id: str) -> None:
    """Note that the learner says to have read the lesson; a second time changes nothing.

    Raises:
        NotFound: the learner's version has no such lesson.
    """
    enrolment = locked(session, enrolment_id)
    items = {one.id: one for one in outline_of(enrolment.version_id).items()}
    lesson = items.get(lesson_id)
    if lesson is None or lesson.kind is not ItemKind.LESSON:
        raise NotFound
    known = enrolment.items.get(lesson_id)
    if known is None or known["hash"] != lesson.hash:
        record(session, enrolment, Event(EventKind.LESSON_READ, clock.now(), lesson_id))


def keep_position(session: Session, enrolment_id: int, lesson_id: str, heading: str) -> None:
    """Note where the learner is, without saying that anything was read."""
    enrolment = locked(session, enrolment_id)
    known = {one.id for one in outline_of(enrolment.version_id).items()}
    if lesson_id not in known:
        raise NotFound
    enrolment.last_item, enrolment.last_heading = lesson_id, heading[:20]
    enrolment.active_at = clock.now()
    session.flush()


def change_version(session: Session, enrolment_id: int, version_id: int) -> None:
    """Take the learner to another version; unchanged items with the same id keep their progress.

    Raises:
        Conflict: an attempt is running, whose questions belong to the old version.
    """
    enrolment = locked(session, enrolment_id)
    query = select(Attempt.id).where(
        Attempt.enrolment_id == enrolment_id, Attempt.state == AttemptState.RUNNING
    )
    if session.scalar(query.limit(1)) is not None:
        raise Conflict(_("Hand in the quiz that you have begun, then change to the new version."))
    before = enrolment.version_id
    enrolment.version_id = version_id
    event = Event(EventKind.VERSION_CHANGED, clock.now())
    record(session, enrolment, event, {"from": before, "to": version_id})


def record(
    session: Session,
    enrolment: Enrolment,
    event: Event,
    data: Mapping[str, object] | None = None,
) -> None:
    """Append the event and bring the summary row up to date, in the caller's transaction.

    Completing the course is an event of its own, with the job that tells other features.
    """
    _append(session, enrolment, event, data)
    before = summary_of(enrolment)
    items = tuple(outline_of(enrolment.version_id).items())
    after = apply(event, before, items)
    enrolment.items = {item: work.as_json() for item, work in after.work.items()}
    enrolment.state, enrolment.percent = after.state, after.percent
    enrolment.score, enrolment.completed_at = after.score, after.completed_at
    if event.kind not in UNSEEN:
        enrolment.active_at = event.at
        if event.item_id is not None:
            enrolment.last_item, enrolment.last_heading = after.last_item, ""
    session.flush()
    if after.state is EnrolmentState.COMPLETED and before.state is not EnrolmentState.COMPLETED:
        _complete(session, enrolment, event.at)


def locked(session: Session, enrolment_id: int) -> Enrolment:
    """The enrolment's row, held for this transaction."""
    return session.scalars(_LOCKED, {"enrolment_id": enrolment_id}).one()


def _complete(session: Session, enrolment: Enrolment, moment: datetime) -> None:
    _append(session, enrolment, Event(EventKind.COMPLETED, moment), None)
    jobs.enqueue(
        session,
        COMPLETED_JOB,
        {"enrolment_id": enrolment.id},
        unique_key=f"completed:{enrolment.id}:{enrolment.version_id}",
    )


def _append(
    session: Session, enrolment: Enrolment, event: Event, data: Mapping[str, object] | None
) -> None:
    session.add(
        LearningEvent(
            enrolment_id=enrolment.id,
            person_id=enrolment.person_id,
            version_id=enrolment.version_id,
            unit_path=enrolment.unit_path,
            kind=event.kind,
            item_id=event.item_id,
            data=_data(event, data),
            at=event.at,
        )
    )
    session.flush()


def _data(event: Event, data: Mapping[str, object] | None) -> dict[str, object]:
    kept = {**(data or {}), "percent": event.percent, "passed": event.passed}
    return {**kept, "replaces": True} if event.replaces else kept
