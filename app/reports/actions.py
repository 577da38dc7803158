"""How does a coordinator put many people into a course?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions.mails import recipient
from app.accounts.models import Person
from app.accounts.rules import Identity
from app.catalogue.queries import CourseCard
from app.core import mail
from app.core.dates import format_date
from app.learning.actions.progress import enrol
from app.learning.models import Enrolment
from app.reports.queries import title


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Somebody whom a coordinator enrolled, or who was in the course already."""

    name: str
    is_new: bool


def enrol_people(
    session: Session,
    person_ids: Collection[int],
    card: CourseCard,
    by: Identity,
    due_on: date | None,
) -> list[Enrolled]:
    """Enrol these people and write to those who are new; of the others only the due date changes.

    Whether ``by`` reaches them is decided before.

    Raises:
        NotFound: the course is withdrawn.
    """
    people = session.scalars(
        select(Person).where(Person.id.in_(person_ids)).order_by(Person.sought, Person.id)
    )
    query = select(Enrolment.person_id).where(
        Enrolment.course_id == card.course_id, Enrolment.person_id.in_(person_ids)
    )
    known = set(session.scalars(query))
    done = []
    for person in people:
        enrol(session, person, card, by_id=by.id, due_on=due_on)
        is_new = person.id not in known
        if is_new:
            _tell(session, person, card, by, due_on)
        done.append(Enrolled(person.name, is_new))
    return done


def _tell(
    session: Session, person: Person, card: CourseCard, by: Identity, due_on: date | None
) -> None:
    course = title(card, person.language)

    def words() -> mail.Words:
        paragraphs = [_("%(name)s enrolled you in “%(course)s”.", name=by.name, course=course)]
        if due_on is not None:
            day = format_date(due_on, "long")
            paragraphs.append(_("Please complete it by %(date)s at the latest.", date=day))
        paragraphs.append(_("You can stop at any time and go on from any device."))
        return mail.Words(
            _("A course for you: %(course)s", course=course),
            tuple(paragraphs),
            (_("Begin the course"), mail.link(f"/learn/{card.slug}")),
        )

    mail.send(session, recipient(person), words)
