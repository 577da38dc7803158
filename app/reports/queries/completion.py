"""How far are the people of some units in their courses?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person
from app.accounts.queries import within
from app.certificates.models import Certificate
from app.core.db import db
from app.core.folding import folded
from app.core.pagination import SIZE, Page
from app.learning.models import Enrolment
from app.learning.rules import EnrolmentState, is_overdue
from app.reports.queries import Wanted
from app.reports.rules import EXPIRY_NOTICE, Column, Standing, Tally

BATCH = 500
_ORDER_OF_STATES = {state.value: place for place, state in enumerate(EnrolmentState)}


@dataclass(frozen=True, slots=True)
class Line:
    """One person in one course."""

    person_id: int
    name: str
    unit: str
    course: str
    state: EnrolmentState
    overdue: bool
    percent: int
    score: float | None
    enrolled_on: date
    due_on: date | None
    completed_on: date | None


@dataclass(frozen=True, slots=True)
class Certified:
    """How many certificates are valid, and how many of them expire within the notice."""

    valid: int
    expiring: int


@dataclass(frozen=True, slots=True)
class Order:
    """How the people are sorted; the names of units by path and of courses by id, in order."""

    column: Column
    descending: bool
    units: Mapping[str, str]
    courses: Mapping[int, str]


def overdue(today: date) -> ColumnElement[bool]:
    """The condition that an enrolment is overdue: equal to ``learning.rules.is_overdue``."""
    return and_(
        Enrolment.due_on.is_not(None),
        Enrolment.due_on < today,
        Enrolment.state != EnrolmentState.COMPLETED,
    )


def by_unit(wanted: Wanted, today: date) -> dict[str, Tally]:
    """The figures of each unit path that has any: one statement."""
    return dict(_tallies(Enrolment.unit_path, wanted, today))


def by_course(wanted: Wanted, today: date) -> dict[int, Tally]:
    """The figures of each course that has any: one statement."""
    return dict(_tallies(Enrolment.course_id, wanted, today))


def certified(wanted: Wanted, today: date) -> Certified:
    """The certificates in force that were earned by these enrolments: one statement."""
    in_force = and_(
        Certificate.revoked_at.is_(None),
        Certificate.replaced_by_id.is_(None),
        Certificate.expires_on.is_(None) | (Certificate.expires_on >= today),
    )
    query = (
        select(func.count(), _count(Certificate.expires_on <= today + EXPIRY_NOTICE))
        .select_from(Certificate)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(in_force, *_covered(wanted))
    )
    valid, expiring = db.session.execute(query).one()
    return Certified(valid, expiring)


def completions(wanted: Wanted, mondays: Sequence[date]) -> list[tuple[date, int]]:
    """How many courses were completed in the week of each of these days: one statement."""
    starts = [datetime.combine(day, time(), tzinfo=UTC) for day in mondays]
    week = timedelta(weeks=1)
    at = Enrolment.completed_at
    query = select(*(_count((at >= start) & (at < start + week)) for start in starts)).where(
        at >= starts[0], *_covered(wanted)
    )
    return list(zip(mondays, db.session.execute(query).one(), strict=True))


def page(wanted: Wanted, order: Order, today: date, number: int) -> Page[Line]:
    """One page of the people: one statement, a second one where there is no such page."""
    query = _sorted(_people(wanted, today), order).add_columns(func.count().over())
    rows = db.session.execute(query.limit(SIZE).offset((number - 1) * SIZE)).all()
    if not rows and number > 1:
        return page(wanted, order, today, 1)
    lines = [_line(row[:-1], order, today) for row in rows]
    return Page(lines, number, rows[0][-1] if rows else 0)


def every(wanted: Wanted, order: Order, today: date) -> Iterator[Line]:
    """All of the people, fetched as they are used."""
    query = _sorted(_people(wanted, today), order).execution_options(yield_per=BATCH)
    for row in db.session.execute(query):
        yield _line(row, order, today)


def _people(wanted: Wanted, today: date) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            Person.id,
            Person.name,
            Enrolment.unit_path,
            Enrolment.course_id,
            Enrolment.state,
            Enrolment.percent,
            Enrolment.score,
            Enrolment.enrolled_at,
            Enrolment.due_on,
            Enrolment.completed_at,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .where(*_covered(wanted))
    )
    if wanted.standing is Standing.OVERDUE:
        query = query.where(overdue(today))
    elif wanted.standing is not None:
        query = query.where(Enrolment.state == wanted.standing.value)
    for word in folded(wanted.words).split()[:6]:
        query = query.where(Person.sought.contains(word, autoescape=True))
    return query


def _sorted(query: Select[*tuple[Any, ...]], order: Order) -> Select[*tuple[Any, ...]]:
    """Units and courses are put into the order of their names here: databases differ in theirs."""
    units = {path: place for place, path in enumerate(order.units)}
    courses = {course: place for place, course in enumerate(order.courses)}
    keys: dict[Column, ColumnElement[Any]] = {
        Column.NAME: Person.sought.expression,
        Column.UNIT: _ranked(Enrolment.unit_path, units),
        Column.COURSE: _ranked(Enrolment.course_id, courses),
        Column.STATE: _ranked(Enrolment.state, _ORDER_OF_STATES),
        Column.PERCENT: Enrolment.percent.expression,
        Column.SCORE: Enrolment.score.expression,
        Column.ENROLLED: Enrolment.enrolled_at.expression,
        Column.DUE: Enrolment.due_on.expression,
        Column.COMPLETED: Enrolment.completed_at.expression,
    }
    key = keys[order.column]
    first = (key.desc() if order.descending else key.asc()).nulls_last()
    return query.order_by(first, Person.sought, Enrolment.id)


def _line(row: Any, order: Order, today: date) -> Line:  # noqa: ANN401 - a row of _people
    person, name, path, course, state, percent, score, enrolled, due, completed = row
    known = EnrolmentState(state)
    return Line(
        person_id=person,
        name=name,
        unit=order.units.get(path, ""),
        course=order.courses.get(course, ""),
        state=known,
        overdue=is_overdue(due, known, today),
        percent=percent,
        score=score,
        enrolled_on=enrolled.date(),
        due_on=due,
        completed_on=completed.date() if completed else None,
    )


def _tallies(
    column: InstrumentedAttribute[Any], wanted: Wanted, today: date
) -> Iterator[tuple[Any, Tally]]:
    query = (
        select(
            column,
            func.count(),
            _count(Enrolment.state == EnrolmentState.IN_PROGRESS),
            _count(Enrolment.state == EnrolmentState.COMPLETED),
            _count(overdue(today)),
        )
        .where(*_covered(wanted))
        .group_by(column)
    )
    for key, *figures in db.session.execute(query):
        yield key, Tally(*figures)


def _covered(wanted: Wanted) -> tuple[ColumnElement[bool], ...]:
    where = within(Enrolment.unit_path, wanted.paths)
    if wanted.course_id is None:
        return (where,)
    return (where, Enrolment.course_id == wanted.course_id)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _ranked(column: InstrumentedAttribute[Any], ranks: Mapping[Any, int]) -> ColumnElement[Any]:
    return case(ranks, value=column) if ranks else column.expression
