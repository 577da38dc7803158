"""How does a report's test come by many enrolments?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert

from app.accounts.models import Person
from app.core.db import transaction
from app.learning.models import Enrolment
from app.learning.rules import EnrolmentState
from tests.factories import make_person
from tests.small_course import SLUG, publish_small_course

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
TODAY = NOW.date()


def put(
    person: Person,
    state: EnrolmentState = EnrolmentState.IN_PROGRESS,
    *,
    slug: str = SLUG,
    percent: int = 50,
    score: float | None = None,
    due_on: date | None = None,
    enrolled_at: datetime = NOW,
    completed_at: datetime | None = None,
) -> None:
    """Write an enrolment's summary row as it is, without the events that led there."""
    titled: dict[str, Any] = {"title": {"en": slug, "fr": slug}} if slug != SLUG else {}
    course = publish_small_course(slug=slug, **titled)
    done = state is EnrolmentState.COMPLETED
    with transaction() as session:
        session.add(
            Enrolment(
                person_id=person.id,
                course_id=course.course_id,
                version_id=course.version_id,
                unit_path=person.unit_path,
                state=state,
                percent=100 if done else percent,
                items={},
                score=score,
                enrolled_at=enrolled_at,
                due_on=due_on,
                completed_at=(completed_at or NOW) if done else None,
            )
        )


def put_many(count: int, units: Sequence[str], due_on: Sequence[date | None] = (None,)) -> None:
    """Write many people with one enrolment each, spread over units, states and due dates."""
    course = publish_small_course()
    states = tuple(EnrolmentState)
    patterns = [make_person(unit_code=code) for code in units]
    with transaction() as session:
        rows = [_person(number, patterns[number % len(patterns)]) for number in range(count)]
        people = session.execute(insert(Person).returning(Person.id, Person.unit_path), rows).all()
        session.execute(
            insert(Enrolment),
            [
                {
                    "person_id": person.id,
                    "course_id": course.course_id,
                    "version_id": course.version_id,
                    "unit_path": person.unit_path,
                    "state": states[number % 3],
                    "percent": number % 101,
                    "items": {},
                    "score": None,
                    "last_heading": "",
                    "enrolled_at": NOW,
                    "due_on": due_on[number % len(due_on)],
                    "completed_at": NOW if number % 3 == 2 else None,
                }
                for number, person in enumerate(people)
            ],
        )


def _person(number: int, pattern: Person) -> dict[str, object]:
    return {
        "email": f"many{number}@customs.example",
        "password_hash": "!",
        "epoch": 0,
        "name": f"Many {number:05}",
        "sought": f"many {number:05}",
        "language": "en",
        "theme": "",
        "state": "active",
        "unit_id": pattern.unit_id,
        "unit_path": pattern.unit_path,
        "organisation": "",
        "office": "",
        "job_title": "",
        "created_at": NOW,
    }
