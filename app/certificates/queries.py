"""Which certificates are there, for their holder, for staff, and for anyone with a number?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accounts.rules import Identity
from app.catalogue.content.version import Outline
from app.catalogue.queries import outline_of
from app.certificates import numbers, rules
from app.certificates.models import Certificate
from app.certificates.policy import may_open, may_reissue, may_revoke
from app.certificates.rules import CertificateState
from app.certificates.snapshot import Snapshot, read
from app.core import clock
from app.core.db import db
from app.core.errors import NotFound
from app.learning.models import Enrolment
from app.learning.rules import EnrolmentState


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate as its holder and staff see it; ``replaced_by`` is a number.

    ``correctable`` tells that the holder's name is another one now. ``revocation_reason`` is for
    these two alone.
    """

    id: int
    number: str
    holder_id: int
    holder: str
    latin_holder: str | None
    present_name: str
    unit_path: str
    language: str
    issuer: str
    course: Snapshot
    issued_on: date
    expires_on: date | None
    state: CertificateState
    replaced_by: str | None
    revocation_reason: str
    correctable: bool

    @property
    def downloadable(self) -> bool:
        """Whether its sheet is given out: not when it was revoked or replaced."""
        return self.state in {CertificateState.VALID, CertificateState.EXPIRED}

    def revocable_by(self, person: Identity) -> bool:
        """Whether ``person`` may revoke it."""
        return may_revoke(person, self.unit_path, self.state)


@dataclass(frozen=True, slots=True)
class Verified:
    """All that the public page tells of a certificate."""

    number: str
    holder: str
    latin_holder: str | None
    course: Snapshot
    issuer: str
    issued_on: date
    expires_on: date | None
    state: CertificateState


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose certificates staff look at."""

    id: int
    name: str
    unit_path: str


def of_person(person_id: int) -> list[Shown]:
    """The certificates of somebody, the newest first: one statement."""
    rows = db.session.execute(_certificates().where(Certificate.person_id == person_id))
    return [_shown(*row) for row in rows]


def for_reader(reader: Identity, number: str) -> Shown:
    """The certificate with this number, for its holder or for staff who reach the holder.

    Raises:
        NotFound: there is none, or it is not theirs to see.
    """
    if not numbers.is_well_formed(number):
        raise NotFound
    row = db.session.execute(_certificates().where(Certificate.number == number)).one_or_none()
    found = _shown(*row) if row else None
    if found is None or not may_open(reader, found.holder_id, found.unit_path):
        raise NotFound
    return found


def holder(reader: Identity, person_id: int) -> Holder:
    """The person whose certificates ``reader`` may see.

    Raises:
        NotFound: there is nobody, or nobody within their reach.
    """
    query = select(Person.id, Person.name, Person.unit_path).where(Person.id == person_id)
    row = db.session.execute(query).one_or_none()
    if row is None or not may_open(reader, row.id, row.unit_path):
        raise NotFound
    return Holder(row.id, row.name, row.unit_path)


def being_prepared(person_id: int) -> list[Outline]:
    """The completed courses whose certificate is not there yet: the job that makes it waits."""
    has_one = (
        select(Certificate.id)
        .where(
            Certificate.enrolment_id == Enrolment.id, Certificate.version_id == Enrolment.version_id
        )
        .exists()
    )
    query = select(Enrolment.version_id).where(
        Enrolment.person_id == person_id, Enrolment.state == EnrolmentState.COMPLETED, ~has_one
    )
    return [outline_of(version) for version in db.session.scalars(query)]


def verify(number: str) -> Verified | None:
    """What anyone may know of the certificate with this number, in its canonical form."""
    if not numbers.is_well_formed(number):
        return None
    found = db.session.scalar(select(Certificate).where(Certificate.number == number))
    if found is None:
        return None
    return Verified(
        number=found.number,
        holder=found.holder,
        latin_holder=found.latin_holder,
        course=read(found.content),
        issuer=found.issuer,
        issued_on=found.issued_on,
        expires_on=found.expires_on,
        state=_state(found),
    )


def _certificates() -> Select[Certificate, str, str | None, str, str]:
    newer = aliased(Certificate)
    return (
        select(Certificate, Person.name, Person.latin_name, Person.unit_path, newer.number)
        .join(Person, Person.id == Certificate.person_id)
        .outerjoin(newer, newer.id == Certificate.replaced_by_id)
        .order_by(Certificate.created_at.desc(), Certificate.id.desc())
    )


def _shown(
    one: Certificate, name: str, latin_name: str | None, unit_path: str, replaced_by: str | None
) -> Shown:
    state = _state(one)
    return Shown(
        id=one.id,
        number=one.number,
        holder_id=one.person_id,
        holder=one.holder,
        latin_holder=one.latin_holder,
        present_name=name,
        unit_path=unit_path,
        language=one.language,
        issuer=one.issuer,
        course=read(one.content),
        issued_on=one.issued_on,
        expires_on=one.expires_on,
        state=state,
        replaced_by=replaced_by,
        revocation_reason=one.revocation_reason,
        correctable=may_reissue(state, (one.holder, one.latin_holder), (name, latin_name)),
    )


def _state(one: Certificate) -> CertificateState:
    replaced = one.replaced_by_id is not None
    return rules.state(clock.now(), one.expires_on, one.revoked_at, replaced=replaced)
