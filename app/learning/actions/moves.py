"""Where does a person's learning count once they belong elsewhere?

An enrolment is the summary of today and goes along, so that reports of the new unit hold it;
events stay where they happened.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.learning.models import Enrolment


def follow_person(session: Session, person_id: int) -> None:
    """Let the enrolments of a person count in their present unit."""
    _follow(session, Person.id == person_id)


def follow_unit(session: Session, unit_id: int) -> None:
    """Let the enrolments of a unit's people count where the unit now is in the tree."""
    _follow(session, Person.unit_id == unit_id)


def _follow(session: Session, whose: ColumnElement[bool]) -> None:
    present = select(Person.unit_path).where(Person.id == Enrolment.person_id).scalar_subquery()
    session.execute(
        update(Enrolment)
        .where(Enrolment.person_id.in_(select(Person.id).where(whose)))
        .values(unit_path=present)
        .execution_options(synchronize_session=False)
    )
