"""Who can be enrolled into a course, and who is in it already?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select

from app.accounts.models import Person
from app.accounts.queries import within
from app.accounts.rules import PersonState
from app.core.db import db
from app.core.errors import NotFound
from app.core.folding import folded
from app.core.pagination import SIZE, Page
from app.learning.models import Enrolment
from app.learning.rules import EnrolmentState
from app.reports.queries import Wanted


@dataclass(frozen=True, slots=True)
class Candidate:
    """An active person of the scope; ``state`` is None where they are not in the course."""

    id: int
    name: str
    email: str
    unit_path: str
    state: EnrolmentState | None
    due_on: date | None


def candidates(wanted: Wanted, number: int) -> Page[Candidate]:
    """One page of those who can be enrolled: one statement, two where there is no such page."""
    query = (
        select(
            Person.id,
            Person.name,
            Person.email,
            Person.unit_path,
            Enrolment.state,
            Enrolment.due_on,
            func.count().over(),
        )
        .outerjoin(
            Enrolment,
            (Enrolment.person_id == Person.id) & (Enrolment.course_id == wanted.course_id),
        )
        .where(*_conditions(wanted))
        .order_by(Person.sought, Person.id)
    )
    rows = db.session.execute(query.limit(SIZE).offset((number - 1) * SIZE)).all()
    if not rows and number > 1:
        return candidates(wanted, 1)
    found = [
        Candidate(*row[:4], state=EnrolmentState(row[4]) if row[4] else None, due_on=row[5])
        for row in rows
    ]
    return Page(found, number, rows[0][-1] if rows else 0)


def all_found(wanted: Wanted, most: int) -> list[int]:
    """The ids of everybody whom the list shows on all its pages, at most ``most`` and one."""
    return list(db.session.scalars(_ids(wanted).limit(most + 1)))


def ticked(wanted: Wanted, ids: Collection[int]) -> list[int]:
    """The ids, which must all be of people within the scope.

    Raises:
        NotFound: one of them is not; nobody at all is then enrolled.
    """
    within_scope = list(db.session.scalars(_ids(wanted).where(Person.id.in_(ids))))
    if len(within_scope) != len(set(ids)):
        raise NotFound
    return within_scope


def _ids(wanted: Wanted) -> Select[int]:
    return select(Person.id).where(*_conditions(wanted)).order_by(Person.sought, Person.id)


def _conditions(wanted: Wanted) -> tuple[ColumnElement[bool], ...]:
    words = folded(wanted.words).split()[:6]
    return (
        within(Person.unit_path, wanted.paths),
        Person.state == PersonState.ACTIVE,
        *(Person.sought.contains(word, autoescape=True) for word in words),
    )
