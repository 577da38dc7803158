"""How does a test come by a certificate?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from app.accounts.models import Person
from app.certificates import actions
from app.certificates.models import Certificate
from app.core.clock import frozen_at
from app.core.db import db, transaction
from app.core.jobs import OutboxJob
from tests.factories import make_person
from tests.small_course import complete_small_course, publish_small_course

DAY = datetime(2026, 11, 21, 10, tzinfo=UTC)


def certified(
    holder: Person | None = None, *, at: datetime = DAY, slug: str = "small-course", **course: Any
) -> Certificate:
    """A certificate that was issued for completing the small course."""
    person = holder or make_person("Amina Diallo")
    with frozen_at(at):
        publish_small_course(slug=slug, **course)
        enrolment = complete_small_course(person, slug=slug, percent=87.31)
        with transaction() as session:
            issued = actions.issue(session, enrolment.id)
    assert issued is not None
    return issued


def rename(person: Person, name: str, latin_name: str | None = None) -> None:
    with transaction() as session:
        row = session.get_one(Person, person.id)
        row.name, row.latin_name = name, latin_name


def all_certificates() -> list[Certificate]:
    return list(db.session.scalars(select(Certificate).order_by(Certificate.id)))


def fresh(certificate: Certificate) -> Certificate:
    """The certificate as the database has it now."""
    found = db.session.get(Certificate, certificate.id, populate_existing=True)
    assert found is not None
    return found


def mails() -> list[dict[str, Any]]:
    """The mails that were written, in order."""
    query = select(OutboxJob.payload).where(OutboxJob.name == "mail.send").order_by(OutboxJob.id)
    return list(db.session.scalars(query))
