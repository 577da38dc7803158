"""How is somebody granted more time or more attempts, and how does that end?"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import Invalid, NotFound
from app.learning.models import Accommodation


@dataclass(frozen=True, slots=True)
class Grant:
    """What is granted to whom: one person, or everybody of a unit and below it.

    Without a quiz it holds for every quiz of the course.
    """

    course_id: int
    quiz_id: str | None
    person_id: int | None
    unit_id: int | None
    extra_time_percent: int
    extra_attempts: int
    reason: str


def grant(session: Session, by_id: int, what: Grant) -> Accommodation:
    """Grant an accommodation. It holds for attempts that begin from now on.

    Raises:
        Invalid: it grants nothing, or not to exactly one person or unit.
    """
    if what.extra_time_percent <= 0 and what.extra_attempts <= 0:
        raise Invalid(_("Give extra time, extra attempts, or both."))
    if (what.person_id is None) == (what.unit_id is None):
        raise Invalid(_("Grant it to one person, or to one unit."))
    found = Accommodation(
        course_id=what.course_id,
        quiz_id=what.quiz_id,
        person_id=what.person_id,
        unit_id=what.unit_id,
        extra_time_percent=what.extra_time_percent,
        extra_attempts=what.extra_attempts,
        reason=what.reason,
        granted_by_id=by_id,
        granted_at=clock.now(),
    )
    session.add(found)
    session.flush()
    return found


def end(session: Session, by_id: int, accommodation_id: int) -> Accommodation:
    """End an accommodation: attempts that run keep their time. A second time changes nothing.

    Raises:
        NotFound: there is none with this id.
    """
    query = select(Accommodation).where(Accommodation.id == accommodation_id).with_for_update()
    found = session.scalar(query)
    if found is None:
        raise NotFound
    if found.ended_at is None:
        found.ended_by_id, found.ended_at = by_id, clock.now()
        session.flush()
    return found
