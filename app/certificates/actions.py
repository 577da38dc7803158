"""How does a certificate come to be, get a corrected name, and lose its worth?"""

from __future__ import annotations

import secrets
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions.mails import recipient
from app.accounts.models import Person, Unit
from app.accounts.rules import UnitKind
from app.catalogue.queries import outline_of
from app.certificates import numbers, rules, snapshot
from app.certificates.models import Certificate
from app.certificates.policy import may_reissue
from app.certificates.rules import CertificateState
from app.core import clock, mail
from app.core.errors import Conflict, NotFound
from app.core.settings import settings
from app.learning.actions.progress import locked
from app.learning.models import Enrolment
from app.learning.rules import EnrolmentState

OWN_PAGE = "/certificates"


def issue(session: Session, enrolment_id: int) -> Certificate | None:
    """Certify a completed course, and tell its holder; a second time gives the first again.

    A revoked certificate is not issued anew either. None where the course is not complete.
    """
    enrolment = locked(session, enrolment_id)
    if enrolment.state != EnrolmentState.COMPLETED:
        return None
    query = select(Certificate).where(
        Certificate.enrolment_id == enrolment.id, Certificate.version_id == enrolment.version_id
    )
    known = session.scalars(query.order_by(Certificate.serial.desc())).first()
    if known is not None:
        return known
    holder = session.get_one(Person, enrolment.person_id)
    certificate = _made(session, enrolment, holder)
    session.add(certificate)
    session.flush()
    _tell_of_issue(session, certificate, holder)
    return certificate


def reissue(session: Session, certificate_id: int) -> Certificate:
    """Replace a certificate by one with its holder's present name; what it certifies stays.

    The new one expires when the old one would have.

    Raises:
        Conflict: the name is the same, or the certificate is no longer valid.
    """
    old = _locked(session, certificate_id)
    holder = session.get_one(Person, old.person_id)
    present = (holder.name, holder.latin_name)
    if not may_reissue(state_of(old), (old.holder, old.latin_holder), present):
        raise Conflict(
            _("This certificate needs no correction: it shows your name, or is no longer valid.")
        )
    new = Certificate(
        number=_new_number(clock.today()),
        person_id=old.person_id,
        enrolment_id=old.enrolment_id,
        version_id=old.version_id,
        serial=old.serial + 1,
        holder=holder.name,
        latin_holder=holder.latin_name,
        language=old.language,
        issuer=old.issuer,
        content=dict(old.content),
        issued_on=clock.today(),
        expires_on=old.expires_on,
        created_at=clock.now(),
    )
    session.add(new)
    session.flush()
    old.replaced_by_id = new.id
    session.flush()
    return new


def revoke(session: Session, certificate_id: int, by_id: int, reason: str) -> None:
    """Take a certificate's worth away, for a reason that its holder is told. Nothing is deleted.

    Raises:
        Conflict: it was revoked or replaced meanwhile.
    """
    certificate = _locked(session, certificate_id)
    if state_of(certificate) not in {CertificateState.VALID, CertificateState.EXPIRED}:
        raise Conflict(_("This certificate was revoked or replaced meanwhile."))
    certificate.revoked_at = clock.now()
    certificate.revoked_by_id = by_id
    certificate.revocation_reason = reason
    session.flush()
    _tell_of_revocation(session, certificate)


def state_of(certificate: Certificate) -> CertificateState:
    """What the certificate is worth now."""
    return rules.state(
        clock.now(),
        certificate.expires_on,
        certificate.revoked_at,
        replaced=certificate.replaced_by_id is not None,
    )


def _made(session: Session, enrolment: Enrolment, holder: Person) -> Certificate:
    outline = outline_of(enrolment.version_id)
    unit = session.get_one(Unit, holder.unit_id)
    country = unit.code if unit.kind == UnitKind.MEMBER else ""
    kept = snapshot.taken(outline, country)
    today = clock.today()
    return Certificate(
        number=_new_number(today),
        person_id=holder.id,
        enrolment_id=enrolment.id,
        version_id=enrolment.version_id,
        serial=1,
        holder=holder.name,
        latin_holder=holder.latin_name,
        language=kept.spoken(holder.language),
        issuer=settings().issuer,
        content=kept.as_json(),
        issued_on=today,
        expires_on=rules.expires_on(today, outline.validity_months),
        created_at=clock.now(),
    )


def _new_number(day: date) -> str:
    return numbers.new_number(day.year, secrets.token_bytes(numbers.RANDOM_BYTES))


def _locked(session: Session, certificate_id: int) -> Certificate:
    query = select(Certificate).where(Certificate.id == certificate_id).with_for_update()
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def _tell_of_issue(session: Session, certificate: Certificate, holder: Person) -> None:
    kept = snapshot.read(certificate.content)
    course = kept.title_in(holder.language)

    def words() -> mail.Words:
        return mail.Words(
            _("Your certificate: %(course)s", course=course),
            (
                _("you have completed “%(course)s”. Congratulations!", course=course),
                _("Your certificate has the number %(number)s.", number=certificate.number),
                _(
                    "Anyone to whom you show it can verify it at %(address)s.",
                    address=mail.link(f"/verify/{certificate.number}"),
                ),
            ),
            (_("Download the certificate"), mail.link(OWN_PAGE)),
        )

    mail.send(session, recipient(holder), words)


def _tell_of_revocation(session: Session, certificate: Certificate) -> None:
    holder = session.get_one(Person, certificate.person_id)
    course = snapshot.read(certificate.content).title_in(holder.language)

    def words() -> mail.Words:
        return mail.Words(
            _("Your certificate was revoked: %(course)s", course=course),
            (
                _(
                    "your certificate %(number)s for “%(course)s” was revoked.",
                    number=certificate.number,
                    course=course,
                ),
                _("The reason given: %(reason)s", reason=certificate.revocation_reason),
                _("If you think that this is a mistake, ask the coordinator of your unit."),
            ),
            (_("See your certificates"), mail.link(OWN_PAGE)),
        )

    mail.send(session, recipient(holder), words)
