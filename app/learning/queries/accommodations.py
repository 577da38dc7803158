"""What is somebody granted beyond a quiz's own conditions?"""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Unit
from app.accounts.rules import ancestors
from app.learning.models import Accommodation, Enrolment
from app.learning.queries import Enrolled
from app.quizzes.rules import Extra


def extra_for(session: Session, enrolment: Enrolment | Enrolled, quiz_id: str) -> Extra:
    """The accommodations in force for a learner's attempt; of several the largest of each counts.

    One for a unit holds for everybody whose learning counts there or below it.
    """
    places = (*ancestors(enrolment.unit_path), enrolment.unit_path)
    mine = or_(
        Accommodation.person_id == enrolment.person_id,
        Accommodation.unit_id.in_(select(Unit.id).where(Unit.path.in_(places))),
    )
    query = select(Accommodation.extra_time_percent, Accommodation.extra_attempts).where(
        Accommodation.course_id == enrolment.course_id,
        or_(Accommodation.quiz_id.is_(None), Accommodation.quiz_id == quiz_id),
        Accommodation.ended_at.is_(None),
        mine,
    )
    found = session.execute(query).all()
    return Extra(
        time_percent=max((one.extra_time_percent for one in found), default=0),
        attempts=max((one.extra_attempts for one in found), default=0),
    )
