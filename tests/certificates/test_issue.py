"""Does completing a course give one certificate, a corrected name another, a revocation none?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.certificates import actions, numbers
from app.certificates.actions import state_of
from app.certificates.models import Certificate
from app.certificates.rules import CertificateState
from app.certificates.snapshot import read
from app.certificates.tasks import issue_certificate
from app.core.clock import frozen_at
from app.core.db import transaction
from app.core.errors import Conflict
from app.core.jobs import run_all_due
from tests.certificates.issuing import DAY, all_certificates, certified, fresh, mails, rename
from tests.factories import administrator, make_person
from tests.small_course import (
    complete_small_course,
    enrol_in_small_course,
    publish_small_course,
)


def test_completing_a_course_issues_its_certificate_by_the_outbox(app: Flask) -> None:
    person = make_person("Aïcha Traoré", unit_code="SN", language="fr")
    with frozen_at(DAY):
        published = publish_small_course()
        enrolment = complete_small_course(person)
        run_all_due()

    [issued] = all_certificates()
    assert numbers.is_well_formed(issued.number)
    assert (issued.person_id, issued.enrolment_id, issued.version_id, issued.serial) == (
        person.id,
        enrolment.id,
        published.version_id,
        1,
    )
    assert (issued.holder, issued.latin_holder, issued.language, issued.issuer) == (
        "Aïcha Traoré",
        None,
        "fr",
        "Greenlane Academy",
    )
    assert (issued.issued_on, issued.expires_on) == (date(2026, 11, 21), date(2029, 11, 21))
    kept = read(issued.content)
    assert (kept.slug, kept.minutes, kept.level, kept.hs_edition, kept.country) == (
        "small-course",
        20,
        "foundation",
        2022,
        "SN",
    )
    assert kept.title == {"en": "Reading a code", "fr": "Lire un code"}
    assert kept.objectives[1]["fr"] == "Compter les tirets d’une ligne"


def test_the_holder_is_told_in_their_language_with_the_link(app: Flask) -> None:
    issued = certified(make_person(language="fr", email="aicha@douane.example"))

    [mail] = mails()
    assert mail["to"][1] == "aicha@douane.example"
    assert mail["language"] == "fr"
    assert "Lire un code" in mail["subject"]
    assert f"http://greenlane.test/verify/{issued.number}" in mail["text"]
    assert "http://greenlane.test/certificates" in mail["text"]


def test_the_job_run_again_gives_the_same_certificate_and_no_second_mail(app: Flask) -> None:
    issued = certified()

    issue_certificate({"enrolment_id": issued.enrolment_id})
    run_all_due()

    assert [one.number for one in all_certificates()] == [issued.number]
    assert len(mails()) == 1


def test_the_database_refuses_a_second_first_certificate(app: Flask) -> None:
    issued = certified()
    columns = {column.name: getattr(issued, column.name) for column in Certificate.__table__.c}
    twin = Certificate(**{**columns, "id": None, "number": "GL-2026-00000-00000-00000"})

    with pytest.raises(IntegrityError), transaction() as session:
        session.add(twin)


def test_a_course_that_is_not_complete_gives_no_certificate(app: Flask) -> None:
    publish_small_course()
    enrolment = enrol_in_small_course(make_person())

    issue_certificate({"enrolment_id": enrolment.id})

    assert all_certificates() == []


def test_a_revoked_certificate_is_not_issued_anew(app: Flask) -> None:
    issued = certified()
    with transaction() as session:
        actions.revoke(session, issued.id, issued.person_id, "Mistake")

    issue_certificate({"enrolment_id": issued.enrolment_id})

    assert len(all_certificates()) == 1


def test_a_course_without_validity_gives_a_certificate_without_end(app: Flask) -> None:
    assert certified(validity_months=None).expires_on is None


def test_a_course_in_one_language_is_certified_in_it(app: Flask) -> None:
    reader = make_person(language="en")

    issued = certified(reader, languages=("fr",), title={"fr": "Lire un code"})

    assert issued.language == "fr"


def test_a_reissue_takes_the_present_name_and_keeps_the_last_day(app: Flask) -> None:
    holder = make_person("Ana Perez")
    old = certified(holder)
    rename(holder, "Ana Pérez")

    with frozen_at(datetime(2027, 3, 1, tzinfo=UTC)), transaction() as session:
        new = actions.reissue(session, old.id)

    assert (new.holder, new.serial, new.enrolment_id, new.version_id) == (
        "Ana Pérez",
        2,
        old.enrolment_id,
        old.version_id,
    )
    assert (new.issued_on, new.expires_on) == (date(2027, 3, 1), old.expires_on)
    assert new.content == old.content
    assert fresh(old).replaced_by_id == new.id
    assert (fresh(old).holder, state_of(fresh(old))) == ("Ana Perez", CertificateState.REPLACED)
    issue_certificate({"enrolment_id": old.enrolment_id})
    assert len(all_certificates()) == 2


@pytest.mark.parametrize("why", ("same name", "expired", "replaced", "revoked"))
def test_no_reissue_where_there_is_nothing_to_correct(app: Flask, why: str) -> None:
    holder = make_person("Ana Perez")
    old = certified(holder)
    moment = DAY
    if why != "same name":
        rename(holder, "Ana Pérez")
    if why == "expired":
        moment = datetime(2029, 11, 22, tzinfo=UTC)
    with frozen_at(DAY), transaction() as session:
        if why == "replaced":
            actions.reissue(session, old.id)
        if why == "revoked":
            actions.revoke(session, old.id, holder.id, "Fraud")
    before = len(all_certificates())

    with frozen_at(moment), pytest.raises(Conflict), transaction() as session:
        actions.reissue(session, old.id)

    assert len(all_certificates()) == before


def test_a_latin_form_added_later_is_a_correction_too(app: Flask) -> None:
    holder = make_person("ਅਮਨ ਸਿੰਘ")
    old = certified(holder)
    rename(holder, "ਅਮਨ ਸਿੰਘ", "Aman Singh")

    with frozen_at(DAY), transaction() as session:
        new = actions.reissue(session, old.id)

    assert (new.holder, new.latin_holder) == ("ਅਮਨ ਸਿੰਘ", "Aman Singh")


def test_revoking_keeps_who_when_and_why_and_tells_the_holder(app: Flask) -> None:
    issued, admin = certified(), administrator()

    with frozen_at(DAY), transaction() as session:
        actions.revoke(session, issued.id, admin.id, "Issued by mistake")

    kept = fresh(issued)
    assert (kept.revoked_at, kept.revoked_by_id, kept.revocation_reason) == (
        DAY,
        admin.id,
        "Issued by mistake",
    )
    assert "Issued by mistake" in mails()[-1]["text"]


def test_a_certificate_is_revoked_once(app: Flask) -> None:
    issued, admin = certified(), administrator()
    with frozen_at(DAY), transaction() as session:
        actions.revoke(session, issued.id, admin.id, "First reason")

    with pytest.raises(Conflict), transaction() as session:
        actions.revoke(session, issued.id, admin.id, "Second reason")

    assert fresh(issued).revocation_reason == "First reason"
