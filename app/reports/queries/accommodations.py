"""Who of a reader's people is granted more time or more attempts?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person, Unit
from app.accounts.queries import within
from app.core.db import db
from app.core.errors import NotFound
from app.core.pagination import SIZE, Page, count
from app.learning.models import Accommodation


class Column(StrEnum):
    """By what the list can be sorted."""

    GRANTED = "granted"
    WHOM = "whom"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Line:
    """One accommodation; ``unit`` is its unit's name where it is for one, ``person`` otherwise."""

    id: int
    course_id: int
    quiz_id: str | None
    person: str | None
    person_id: int | None
    unit: str | None
    time_percent: int
    attempts: int
    reason: str
    by: str
    granted_at: datetime
    ended_at: datetime | None


_granter = aliased(Person)


def page(
    scopes: tuple[str, ...], language: str, column: Column, number: int, *, descending: bool
) -> Page[Line]:
    """One page of the accommodations of people and units within the scopes: two statements."""
    query = _within(scopes)
    total = count(query)
    shown = min(number, max(1, -(-total // SIZE)))
    keys: dict[Column, Any] = {
        Column.GRANTED: Accommodation.granted_at,
        Column.WHOM: Person.sought,
        Column.ENDED: Accommodation.ended_at,
    }
    key = keys[column].desc() if descending else keys[column].asc()
    ordered = query.order_by(key.nulls_last(), Accommodation.id.desc())
    rows = db.session.execute(ordered.limit(SIZE).offset((shown - 1) * SIZE)).all()
    return Page([_line(row, language) for row in rows], shown, total)


def reached(scopes: tuple[str, ...], accommodation_id: int) -> int:
    """The id of an accommodation within the scopes.

    Raises:
        NotFound: there is none.
    """
    query = _within(scopes).where(Accommodation.id == accommodation_id)
    if db.session.execute(query).first() is None:
        raise NotFound
    return accommodation_id


def person_by_email(scopes: tuple[str, ...], email: str) -> int | None:
    """The id of the person of that address within the scopes, if there is one."""
    query = select(Person.id).where(Person.email == email, within(Person.unit_path, scopes))
    return db.session.scalar(query)


def _within(scopes: tuple[str, ...]) -> Any:  # noqa: ANN401 - a select of an entity and four names
    return (
        select(
            Accommodation,
            Person.name.label("person"),
            Unit.name_en,
            Unit.name_fr,
            _granter.name.label("by"),
        )
        .outerjoin(Person, Person.id == Accommodation.person_id)
        .outerjoin(Unit, Unit.id == Accommodation.unit_id)
        .join(_granter, _granter.id == Accommodation.granted_by_id)
        .where(or_(within(Person.unit_path, scopes), within(Unit.path, scopes)))
    )


def _line(row: Row[Any], language: str) -> Line:
    found: Accommodation = row.Accommodation
    return Line(
        id=found.id,
        course_id=found.course_id,
        quiz_id=found.quiz_id,
        person=row.person,
        person_id=found.person_id,
        unit=row.name_fr if language == "fr" else row.name_en,
        time_percent=found.extra_time_percent,
        attempts=found.extra_attempts,
        reason=found.reason,
        by=row.by,
        granted_at=found.granted_at,
        ended_at=found.ended_at,
    )
