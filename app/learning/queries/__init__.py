"""What has this person done, and where do they go on?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.catalogue.content.version import ItemKind, LessonItem, Outline, QuizItem
from app.catalogue.models import Course, CourseVersion
from app.catalogue.queries import outline_of
from app.core.db import db
from app.core.errors import NotFound
from app.learning.models import Attempt, Enrolment, Response
from app.learning.rules import EnrolmentState, ItemState, Summary, Work, item_state, work_from_json
from app.quizzes.rules import AttemptState, PastAttempt

# Every page of a learner asks this: built once, over tables, at half the cost of mapped classes.
_enrolments = Enrolment.__table__
_courses = Course.__table__
_versions = CourseVersion.__table__
_ENROLMENT = (
    select(
        _enrolments.c.id,
        _enrolments.c.version_id,
        _enrolments.c.person_id,
        _enrolments.c.unit_path,
        _enrolments.c.state,
        _enrolments.c.percent,
        _enrolments.c["items"],
        _enrolments.c.last_item,
        _enrolments.c.last_heading,
        _enrolments.c.score,
        _enrolments.c.due_on,
        _enrolments.c.completed_at,
        _enrolments.c.active_at,
        _courses.c.id.label("course_id"),
        _courses.c.slug,
        _versions.c.id.label("current_version_id"),
    )
    .select_from(
        _enrolments.join(_courses, _courses.c.id == _enrolments.c.course_id).join(
            _versions, (_versions.c.course_id == _courses.c.id) & _versions.c.is_current
        )
    )
    .where(_enrolments.c.person_id == bindparam("person_id"))
)
_ONE = _ENROLMENT.where(_courses.c.slug == bindparam("slug"))
_ALL = _ENROLMENT.order_by(
    _enrolments.c.active_at.desc().nulls_last(), _enrolments.c.enrolled_at.desc()
)
_OWN_ATTEMPT = (
    select(Attempt, Course.slug)
    .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    .join(Course, Course.id == Enrolment.course_id)
    .where(Attempt.token == bindparam("token"), Attempt.person_id == bindparam("person_id"))
)
_RESPONSES = select(Response).where(Response.attempt_id == bindparam("attempt_id"))


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A person's course as their pages show it."""

    id: int
    slug: str
    person_id: int
    unit_path: str
    course_id: int
    version_id: int
    current_version_id: int
    outline: Outline
    summary: Summary
    last_heading: str
    due_on: date | None
    active_at: datetime | None

    @property
    def work(self) -> Mapping[str, Work]:
        """What was done, by item."""
        return self.summary.work

    @property
    def newer_version(self) -> bool:
        """Whether a newer version is offered: to those in the middle, not to those who are done."""
        unfinished = self.summary.state is not EnrolmentState.COMPLETED
        return unfinished and self.version_id != self.current_version_id

    def state_of(self, item: LessonItem | QuizItem) -> ItemState:
        """How the item stands."""
        return item_state(item, self.work)

    def item(self, item_id: str, kind: ItemKind) -> LessonItem | QuizItem:
        """The item of the learner's version.

        Raises:
            NotFound: it has none of this id and kind.
        """
        for one in self.outline.items():
            if one.id == item_id and one.kind is kind:
                return one
        raise NotFound


def enrolled(person_id: int, slug: str) -> Enrolled:
    """The person's enrolment in the course.

    Raises:
        NotFound: they are not enrolled, or there is no such course.
    """
    row = db.session.execute(_ONE, {"person_id": person_id, "slug": slug}).one_or_none()
    if row is None:
        raise NotFound
    return _enrolled(row)


def all_enrolled(person_id: int) -> list[Enrolled]:
    """The person's courses, the one used last first."""
    return [_enrolled(row) for row in db.session.execute(_ALL, {"person_id": person_id})]


def enrolled_percent(person_id: int) -> dict[int, int]:
    """How far the person is, by course."""
    query = select(Enrolment.course_id, Enrolment.percent).where(Enrolment.person_id == person_id)
    return {row.course_id: row.percent for row in db.session.execute(query)}


def attempts(enrolment_id: int, quiz_id: str) -> list[Attempt]:
    """The attempts at a quiz, the first one first."""
    query = select(Attempt).where(Attempt.enrolment_id == enrolment_id, Attempt.quiz_id == quiz_id)
    return list(db.session.scalars(query.order_by(Attempt.number)))


def own_attempt(person_id: int, token: str) -> tuple[Attempt, str]:
    """The person's attempt with this token, and the course's slug.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    row = db.session.execute(_OWN_ATTEMPT, {"person_id": person_id, "token": token}).one_or_none()
    if row is None:
        raise NotFound
    found, slug = row
    return found, slug


def responses(attempt_id: int, session: Session | None = None) -> dict[str, Response]:
    """The answers in force of an attempt, by question."""
    found = (session or db.session).scalars(_RESPONSES, {"attempt_id": attempt_id})
    return {one.question_id: one for one in found}


def counted(found: Sequence[Attempt], quiz: QuizItem) -> list[Attempt]:
    """The attempts at the quiz as it is now: what other versions asked uses none of them up."""
    return [one for one in found if quiz_of(one.version_id, quiz.id).hash == quiz.hash]


def quiz_of(version_id: int, quiz_id: str) -> QuizItem:
    """The quiz of a version.

    Raises:
        NotFound: it has none with this id.
    """
    for item in outline_of(version_id).items():
        if isinstance(item, QuizItem) and item.id == quiz_id:
            return item
    raise NotFound


def past(attempt: Attempt) -> PastAttempt:
    """An attempt as the rules of starting look at it."""
    return PastAttempt(AttemptState(attempt.state), attempt.submitted_at)


def summary_of(row: Any) -> Summary:  # noqa: ANN401 - an Enrolment or a row with its columns
    """The summary that an enrolment's row keeps."""
    return Summary(
        work=work_from_json(row.items),
        state=EnrolmentState(row.state),
        percent=row.percent,
        last_item=row.last_item,
        score=row.score,
        completed_at=row.completed_at,
    )


def _enrolled(row: Any) -> Enrolled:  # noqa: ANN401 - a row of _ENROLMENT
    return Enrolled(
        id=row.id,
        slug=row.slug,
        person_id=row.person_id,
        unit_path=row.unit_path,
        course_id=row.course_id,
        version_id=row.version_id,
        current_version_id=row.current_version_id,
        outline=outline_of(row.version_id),
        summary=summary_of(row),
        last_heading=row.last_heading,
        due_on=row.due_on,
        active_at=row.active_at,
    )


class Progress:
    """What the catalogue's pages show of a reader's progress."""

    def percents(self, person_id: int) -> dict[int, int]:
        """How far the person is, by course."""
        return enrolled_percent(person_id)

    def course(self, person_id: int, slug: str) -> Enrolled | None:
        """The person's own course, if they are in it."""
        try:
            return enrolled(person_id, slug)
        except NotFound:
            return None
