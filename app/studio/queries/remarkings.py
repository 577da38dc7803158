"""What did a comparison with a corrected key find, and what was made of it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person, Unit
from app.catalogue.models import CourseVersion
from app.core.db import db
from app.core.errors import NotFound
from app.core.pagination import SIZE, Page
from app.learning.models import Attempt, Enrolment, RemarkedAttempt, Remarking
from app.learning.rules import EnrolmentState


class Column(StrEnum):
    """By what the differing results can be sorted."""

    NAME = "name"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of results with the keys of a version, and how far it, or its change, is."""

    id: int
    course_id: int
    quiz_id: str
    version: int
    reason: str
    asked_by: str
    asked_at: datetime
    total: int
    done: int
    checked_at: datetime | None
    applied_by: str | None
    applied_at: datetime | None
    finished_at: datetime | None

    @property
    def at_work(self) -> bool:
        """Whether a job is comparing or changing results now."""
        return self.checked_at is None or (self.applied_at is not None and not self.finished_at)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many results differ: new passes, lost passes, and lost ones of completed courses."""

    differing: int
    gained: int
    lost: int
    lost_completed: int


@dataclass(frozen=True, slots=True)
class Change:
    """One person's result, before and after."""

    name: str
    unit: str
    number: int
    submitted_at: datetime | None
    before: float | None
    after: float | None
    passed_before: bool | None
    passed_after: bool | None
    completed: bool
    applied_at: datetime | None


_applier = aliased(Person)


def of_quiz(course_id: int, quiz_id: str) -> list[Comparison]:
    """The comparisons of a quiz, the latest first."""
    query = _comparisons().where(Remarking.course_id == course_id, Remarking.quiz_id == quiz_id)
    return [_comparison(row) for row in db.session.execute(query.order_by(Remarking.id.desc()))]


def comparison(remarking_id: int) -> Comparison:
    """One comparison.

    Raises:
        NotFound: there is none with this id.
    """
    row = db.session.execute(_comparisons().where(Remarking.id == remarking_id)).one_or_none()
    if row is None:
        raise NotFound
    return _comparison(row)


def tally(remarking_id: int) -> Tally:
    """How many results differ, and how."""
    passes, passed = RemarkedAttempt.passed_after, RemarkedAttempt.passed_before
    completed = Enrolment.state == EnrolmentState.COMPLETED
    query = (
        select(
            func.count(),
            func.count().filter(passes.is_(True), passed.is_(False)),
            func.count().filter(passes.is_(False), passed.is_(True)),
            func.count().filter(passes.is_(False), passed.is_(True), completed),
        )
        .select_from(RemarkedAttempt)
        .join(Attempt, Attempt.id == RemarkedAttempt.attempt_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(RemarkedAttempt.remarking_id == remarking_id)
    )
    return Tally(*db.session.execute(query).one())


def changes(
    remarking_id: int, language: str, column: Column, number: int, *, descending: bool
) -> Page[Change]:
    """One page of the results that differ: two statements."""
    unit = Unit.name_fr if language == "fr" else Unit.name_en
    query = (
        select(RemarkedAttempt, Attempt, Person.name, unit.label("unit"), Enrolment.state)
        .join(Attempt, Attempt.id == RemarkedAttempt.attempt_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Person, Person.id == Attempt.person_id)
        .join(Unit, Unit.id == Person.unit_id)
        .where(RemarkedAttempt.remarking_id == remarking_id)
    )
    keys: Mapping[Column, Any] = {
        Column.NAME: Person.sought,
        Column.BEFORE: RemarkedAttempt.percent_before,
        Column.AFTER: RemarkedAttempt.percent_after,
    }
    key = keys[column].desc() if descending else keys[column].asc()
    total = tally(remarking_id).differing
    shown = min(number, max(1, -(-total // SIZE)))
    ordered = query.order_by(key, RemarkedAttempt.attempt_id)
    rows = db.session.execute(ordered.limit(SIZE).offset((shown - 1) * SIZE)).all()
    return Page([_change(row) for row in rows], shown, total)


def _comparisons() -> Any:  # noqa: ANN401 - a select of an entity and three columns
    return (
        select(
            Remarking,
            CourseVersion.number.label("version"),
            Person.name.label("asked_by"),
            _applier.name.label("applied_by"),
        )
        .join(CourseVersion, CourseVersion.id == Remarking.key_version_id)
        .join(Person, Person.id == Remarking.asked_by_id)
        .outerjoin(_applier, _applier.id == Remarking.applied_by_id)
    )


def _comparison(row: Any) -> Comparison:  # noqa: ANN401 - a row of _comparisons
    found: Remarking = row.Remarking
    return Comparison(
        id=found.id,
        course_id=found.course_id,
        quiz_id=found.quiz_id,
        version=row.version,
        reason=found.reason,
        asked_by=row.asked_by,
        asked_at=found.asked_at,
        total=found.total,
        done=found.done,
        checked_at=found.checked_at,
        applied_by=row.applied_by,
        applied_at=found.applied_at,
        finished_at=found.finished_at,
    )


def _change(row: Any) -> Change:  # noqa: ANN401 - a row of the list
    found: RemarkedAttempt = row.RemarkedAttempt
    return Change(
        name=row.name,
        unit=row.unit,
        number=row.Attempt.number,
        submitted_at=row.Attempt.submitted_at,
        before=found.percent_before,
        after=found.percent_after,
        passed_before=found.passed_before,
        passed_after=found.passed_after,
        completed=row.state == EnrolmentState.COMPLETED,
        applied_at=found.applied_at,
    )
