"""Which courses and people does the benchmark have?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.accounts.actions.units import load_units
from app.accounts.models import Person, RoleAssignment, Unit
from app.catalogue.actions import publish
from app.catalogue.content.render import render_course
from app.catalogue.queries import card
from app.core import clock
from app.core.db import transaction
from app.learning.actions import progress
from app.learning.models import Enrolment
from tests.bench import twenty
from tests.factories import PASSWORD, cheap_hash

SLUG, LARGE = "hs-foundations", "bench-twenty"


def publish_courses() -> None:
    """Publish the real course, and beside it one whose quiz has twenty questions."""
    with transaction() as session:
        load_units(session)
        publish(session, render_course(twenty.read_course(SLUG)))
    publish_large()


def publish_large() -> None:
    """Publish the course whose quiz has twenty questions."""
    course = twenty.with_twenty(twenty.read_course(SLUG), LARGE, twenty.TYPED)
    with transaction() as session:
        publish(session, render_course(course))


def make_people(number: int) -> tuple[int, int, Sequence[int]]:
    """A learner, an administrator, and ``number`` others who are in the course, by id."""
    with transaction() as session:
        units = list(session.scalars(select(Unit).where(Unit.kind == "member")))
        world = session.scalars(select(Unit).where(Unit.kind == "world")).one()
        learner = _person("learner", "Amina Diallo", units[0])
        administrator = _person("administrator", "Ana Costa", world)
        session.add_all([learner, administrator])
        session.flush()
        session.add(
            RoleAssignment(
                person_id=administrator.id,
                role="administrator",
                unit_id=world.id,
                granted_at=clock.now(),
            )
        )
        session.flush()
        crowd = make_crowd(session, number)
        _enrol_all(session, crowd)
        with_progress = progress.enrol(session, learner, card(SLUG))
        for lesson in ("one-language-for-goods", "what-parties-promise", "reading-a-code"):
            progress.mark_read(session, with_progress.id, lesson)
        return learner.id, administrator.id, list(crowd)


def make_crowd(session: Session, number: int) -> Mapping[int, str]:
    """So many people, of all members: their unit's path, by id."""
    units = list(session.scalars(select(Unit).where(Unit.kind == "member")))
    rows = [_row(f"official{n}", f"Official {n}", units[n % len(units)]) for n in range(number)]
    session.execute(insert(Person), rows)
    found = select(Person.id, Person.unit_path).where(Person.name.like("Official %"))
    return {row.id: row.unit_path for row in session.execute(found.order_by(Person.id))}


def _person(mailbox: str, name: str, unit: Unit) -> Person:
    return Person(**_row(mailbox, name, unit))


def _row(mailbox: str, name: str, unit: Unit) -> dict[str, object]:
    moment = clock.now()
    return {
        "email": f"{mailbox}@bench.example",
        "name": name,
        "unit_id": unit.id,
        "unit_path": unit.path,
        "created_at": moment,
        "confirmed_at": moment,
        "password_hash": cheap_hash(PASSWORD),
        "language": "en",
        "state": "active",
    }


def _enrol_all(session: Session, crowd: Mapping[int, str]) -> None:
    moment, course = clock.now(), card(SLUG)
    session.execute(
        insert(Enrolment),
        [
            {
                "person_id": person_id, "course_id": course.course_id,
                "version_id": course.version_id, "unit_path": path,
                "state": ("enrolled", "in_progress", "completed")[n % 3],
                "percent": (0, 40, 100)[n % 3], "items": {}, "enrolled_at": moment,
                "due_on": clock.today() + timedelta(days=n % 60 - 30),
                "completed_at": moment if n % 3 == 2 else None,
            }
            for n, (person_id, path) in enumerate(crowd.items())
        ],
    )  # fmt: skip
