"""Which courses may this person manage, how do they stand, and what were their versions?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, case, func, select, true

from app.accounts.models import Person
from app.accounts.rules import Identity
from app.catalogue.content.version import Outline, RenderedLesson, Version
from app.catalogue.models import Course, CourseVersion, LessonPage
from app.catalogue.queries import bank_of, outline_of
from app.catalogue.rules import CourseState
from app.core.db import db
from app.core.errors import NotFound
from app.core.folding import folded
from app.core.pagination import SIZE, Page
from app.learning.models import Enrolment
from app.learning.rules import EnrolmentState
from app.studio.policy import sees_all


class CourseSort(StrEnum):
    """By what the list of courses can be in order."""

    TITLE = "title"
    STATE = "state"
    PUBLISHED = "published"
    ENROLLED = "enrolled"
    COMPLETED = "completed"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course in the list; ``score`` is the mean of its people's scores in per cent."""

    slug: str
    state: CourseState
    outline: Outline
    number: int
    published_at: datetime
    enrolled: int
    completed: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Managed:
    """A course that the reader may manage, with its current version."""

    id: int
    slug: str
    state: CourseState
    owner: str | None
    version_id: int
    number: int
    outline: Outline


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the history; ``publisher`` is None where it came from files."""

    id: int
    number: int
    is_current: bool
    content_hash: str
    published_at: datetime
    publisher: str | None


def visible_to(person: Identity) -> ColumnElement[bool]:
    """The condition that a course is the person's to manage: equal to the policy, tests say."""
    return true() if sees_all(person) else Course.owner_id == person.id


def courses(
    person: Identity, sort: CourseSort, number: int, language: str, *, descending: bool
) -> Page[CourseRow]:
    """One page of the person's courses with their figures: two statements.

    Titles are in the outlines, which the process keeps, so the order is made here: there are
    hundreds of courses at most.
    """
    query = (
        select(Course, CourseVersion)
        .join(CourseVersion, (CourseVersion.course_id == Course.id) & CourseVersion.is_current)
        .where(visible_to(person))
        .order_by(CourseVersion.published_at.desc(), Course.id.desc())
    )
    found = [(one[0], one[1]) for one in db.session.execute(query)]
    figures = _figures([course.id for course, _version in found])
    rows = [_row(course, version, figures) for course, version in found]
    key = _sort_key(sort, language)
    without = [one for one in rows if key(one) is None]
    ordered = sorted((one for one in rows if key(one) is not None), key=key, reverse=descending)
    return _page([*ordered, *without], number)


def managed(person: Identity, slug: str) -> Managed:
    """The course with this slug, also a withdrawn one.

    Raises:
        NotFound: there is none, or it is not the person's to manage.
    """
    query = (
        select(Course, CourseVersion, Person.name)
        .join(CourseVersion, (CourseVersion.course_id == Course.id) & CourseVersion.is_current)
        .outerjoin(Person, Person.id == Course.owner_id)
        .where(Course.slug == slug, visible_to(person))
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    course, version, owner = row
    return Managed(
        id=course.id,
        slug=course.slug,
        state=CourseState(course.state),
        owner=owner,
        version_id=version.id,
        number=version.number,
        outline=outline_of(version.id),
    )


def versions(course_id: int) -> list[VersionRow]:
    """Every version of the course, the newest first."""
    query = (
        select(CourseVersion, Person.name)
        .outerjoin(Person, Person.id == CourseVersion.published_by_id)
        .where(CourseVersion.course_id == course_id)
        .order_by(CourseVersion.number.desc())
    )
    return [
        VersionRow(
            id=one.id,
            number=one.number,
            is_current=one.is_current,
            content_hash=one.content_hash,
            published_at=one.published_at,
            publisher=publisher,
        )
        for one, publisher in db.session.execute(query)
    ]


def owner_of(slug: str) -> tuple[int | None] | None:
    """The owner of the course with this slug, in a tuple; None where there is no such course."""
    row = db.session.execute(select(Course.owner_id).where(Course.slug == slug)).one_or_none()
    return (row[0],) if row else None


def slugs() -> frozenset[str]:
    """The slugs of all courses, against which prerequisites are checked."""
    return frozenset(db.session.scalars(select(Course.slug)))


def frozen(version_id: int) -> Version:
    """A published version as it was published, without its pictures, which are kept for ever."""
    row = db.session.execute(
        select(Course.slug, CourseVersion.content_hash)
        .join(CourseVersion, CourseVersion.course_id == Course.id)
        .where(CourseVersion.id == version_id)
    ).one()
    pages = db.session.scalars(
        select(LessonPage.content)
        .where(LessonPage.version_id == version_id)
        .order_by(LessonPage.lesson_id, LessonPage.language)
    )
    return Version(
        slug=row.slug,
        content_hash=row.content_hash,
        outline=outline_of(version_id),
        bank=bank_of(version_id),
        lessons=tuple(msgspec.json.decode(one, type=RenderedLesson) for one in pages),
        media=(),
    )


def _figures(course_ids: list[int]) -> dict[int, tuple[int, int, float | None]]:
    """People enrolled and through, and their mean score, by course."""
    query = (
        select(
            Enrolment.course_id,
            func.count(),
            func.sum(case((Enrolment.state == EnrolmentState.COMPLETED, 1), else_=0)),
            func.avg(Enrolment.score),
        )
        .where(Enrolment.course_id.in_(course_ids))
        .group_by(Enrolment.course_id)
    )
    return {
        course: (enrolled, int(completed), None if score is None else float(score))
        for course, enrolled, completed, score in db.session.execute(query)
    }


def _row(
    course: Course, version: CourseVersion, figures: dict[int, tuple[int, int, float | None]]
) -> CourseRow:
    enrolled, completed, score = figures.get(course.id, (0, 0, None))
    return CourseRow(
        slug=course.slug,
        state=CourseState(course.state),
        outline=outline_of(version.id),
        number=version.number,
        published_at=version.published_at,
        enrolled=enrolled,
        completed=completed,
        score=score,
    )


def _sort_key(sort: CourseSort, language: str) -> Callable[[CourseRow], Any]:
    keys: dict[CourseSort, Callable[[CourseRow], Any]] = {
        CourseSort.TITLE: lambda one: folded(_title(one.outline, language)),
        CourseSort.STATE: lambda one: one.state,
        CourseSort.PUBLISHED: lambda one: one.published_at,
        CourseSort.ENROLLED: lambda one: one.enrolled,
        CourseSort.COMPLETED: lambda one: one.completed,
        CourseSort.SCORE: lambda one: one.score,
    }
    return keys[sort]


def _title(outline: Outline, language: str) -> str:
    return outline.title.get(language) or outline.title[outline.languages[0]]


def _page(rows: list[CourseRow], number: int) -> Page[CourseRow]:
    shown = min(number, max(1, -(-len(rows) // SIZE)))
    return Page(rows[(shown - 1) * SIZE : shown * SIZE], shown, len(rows))
