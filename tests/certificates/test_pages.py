"""Who may see, download, correct and revoke which certificates?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from app.accounts.rules import PersonState
from app.certificates import actions
from app.core.clock import frozen_at
from app.core.db import transaction
from app.core.jobs import run_all_due
from tests.browsing import Browser, Statements
from tests.certificates.issuing import DAY, all_certificates, certified, fresh, mails, rename
from tests.certificates.reading import opened, text
from tests.factories import (
    administrator,
    coordinator,
    make_person,
    regional_officer,
    sign_in,
    trainer,
)
from tests.small_course import complete_small_course, publish_small_course

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _on_the_day() -> object:
    with frozen_at(DAY):
        yield


def test_without_certificates_the_page_says_how_to_get_one(client: FlaskClient) -> None:
    sign_in(client, make_person())

    page = Browser(client).get("/certificates")

    assert page.status == 200
    assert "No certificates yet" in page.text


def test_a_certificate_is_announced_until_its_job_ran(client: FlaskClient) -> None:
    person = make_person()
    sign_in(client, person)
    publish_small_course()
    complete_small_course(person)

    before = Browser(client).get("/certificates").text
    run_all_due()
    after = Browser(client).get("/certificates").text

    assert "Your certificate is being prepared" in before
    assert "data-refreshes" in before
    assert "No certificates yet" not in before
    assert "data-refreshes" not in after
    assert all_certificates()[0].number in after


def test_the_list_holds_ones_own_and_nobody_elses(client: FlaskClient) -> None:
    own, foreign = make_person(), make_person("Somebody Else")
    mine, theirs = certified(own), certified(foreign)
    sign_in(client, own)

    page = Browser(client).get("/certificates").text

    assert mine.number in page
    assert theirs.number not in page


def test_one_and_three_certificates_take_the_same_number_of_statements(
    client: FlaskClient,
) -> None:
    person = make_person()
    sign_in(client, person)
    certified(person)
    Browser(client).get("/certificates")
    with Statements() as one:
        Browser(client).get("/certificates")
    certified(person, slug="second-course")
    certified(person, slug="third-course")

    with Statements() as three:
        Browser(client).get("/certificates")

    assert (one.count, three.count) == (3, 3)


def test_the_sheet_is_a_pdf_to_download_with_a_plain_file_name(client: FlaskClient) -> None:
    holder = make_person(f'{HOSTILE}"\r\nX: y')
    issued = certified(holder)
    sign_in(client, holder)

    response = client.get(f"/certificates/{issued.number}.pdf")

    assert response.status_code == 200
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="small-course-{issued.number}.pdf"'
    )
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert len(opened(response.data).pages) == 1
    assert issued.number in text(response.data)
    assert str(opened(response.data).docinfo.get("/Title")) != ""


def test_the_sheet_is_for_the_holder_and_staff_who_reach_them(client: FlaskClient) -> None:
    holder = make_person(unit_code="FR")
    path = f"/certificates/{certified(holder).number}.pdf"
    readers = {
        "holder": holder,
        "coordinator": coordinator("FR"),
        "officer": regional_officer("EUR"),
        "administrator": administrator(),
        "colleague": make_person(unit_code="FR"),
        "trainer": trainer("FR"),
        "coordinator elsewhere": coordinator("BE"),
        "officer elsewhere": regional_officer("WCA"),
        "waiting": make_person(unit_code="FR", state=PersonState.WAITING, role=None),
    }

    statuses = {}
    for name, reader in readers.items():
        sign_in(client, reader)
        statuses[name] = client.get(path).status_code

    assert statuses == {
        "holder": 200,
        "coordinator": 200,
        "officer": 200,
        "administrator": 200,
        "colleague": 404,
        "trainer": 404,
        "coordinator elsewhere": 404,
        "officer elsewhere": 404,
        "waiting": 403,
    }


def test_signed_out_the_sheet_asks_to_sign_in(client: FlaskClient) -> None:
    response = client.get(f"/certificates/{certified().number}.pdf")

    assert response.status_code == 302
    assert "/sign-in" in response.location


def test_a_revoked_or_replaced_sheet_is_gone_and_an_expired_one_is_not(
    client: FlaskClient,
) -> None:
    holder = make_person("Ana Perez")
    old = certified(holder)
    rename(holder, "Ana Pérez")
    with transaction() as session:
        new = actions.reissue(session, old.id)
    revoked = certified(holder, slug="second-course")
    with transaction() as session:
        actions.revoke(session, revoked.id, holder.id, "Mistake")
    sign_in(client, holder)

    replaced = client.get(f"/certificates/{old.number}.pdf")
    gone = client.get(f"/certificates/{revoked.number}.pdf")
    with frozen_at(datetime(2030, 1, 1, tzinfo=UTC)):
        expired = client.get(f"/certificates/{new.number}.pdf")

    assert (replaced.status_code, gone.status_code, expired.status_code) == (410, 410, 200)
    assert new.number in replaced.get_data(as_text=True)
    assert "revoked" in gone.get_data(as_text=True)


def test_a_name_that_cannot_be_printed_is_explained(client: FlaskClient) -> None:
    holder = make_person("ԱՆՈՒՇ")
    issued = certified(holder)
    sign_in(client, holder)

    response = client.get(f"/certificates/{issued.number}.pdf")

    assert response.status_code == 422
    assert "Latin form" in response.get_data(as_text=True)


def test_after_a_new_name_the_holder_is_offered_a_new_certificate(client: FlaskClient) -> None:
    holder = make_person("Ana Perez")
    old = certified(holder)
    sign_in(client, holder)
    browser = Browser(client)
    assert "reissue" not in browser.get("/certificates").text
    rename(holder, "Ana Pérez")

    page = browser.submit(browser.get("/certificates").form("reissue"))

    [_, new] = all_certificates()
    assert page.status == 200
    assert "/reissue" not in page.text
    assert f"Replaced by the certificate {new.number}." in page.text
    assert (new.holder, fresh(old).replaced_by_id) == ("Ana Pérez", new.id)


def test_nobody_else_reissues_a_certificate(client: FlaskClient) -> None:
    holder = make_person("Ana Perez")
    issued = certified(holder)
    rename(holder, "Ana Pérez")
    browser = Browser(client)
    sign_in(client, holder)
    form = browser.get("/certificates").form("reissue")

    statuses = []
    for reader in (coordinator("FR"), administrator(), make_person()):
        sign_in(client, reader)
        statuses.append(browser.submit(form).status)

    assert statuses == [404, 404, 404]
    assert fresh(issued).replaced_by_id is None


def test_staff_revoke_with_a_reason_which_the_holder_reads(client: FlaskClient) -> None:
    issued = certified(make_person(unit_code="FR"))
    sign_in(client, coordinator("FR"))
    browser = Browser(client)
    listed = browser.get(f"/certificates/people/{issued.person_id}")
    assert f"/certificates/{issued.number}/revoke" in listed.text
    form = browser.get(f"/certificates/{issued.number}/revoke").form("revoke")

    refused = browser.submit(form, {"reason": "   "})
    done = browser.submit(form, {"reason": f"Mistake {HOSTILE}"})

    assert refused.status == 422
    assert "Say why: the holder is told." in refused.text
    assert fresh(issued).revocation_reason == f"Mistake {HOSTILE}"
    assert done.status == 200
    assert HOSTILE not in done.text
    assert HOSTILE not in mails()[-1]["html"]


def test_nobody_revokes_beyond_their_reach_nor_twice(client: FlaskClient) -> None:
    issued = certified(make_person(unit_code="FR"))
    path = f"/certificates/{issued.number}/revoke"
    inside = coordinator("FR")
    browser = Browser(client)
    sign_in(client, inside)
    form = browser.get(path).form("revoke")
    readers = (coordinator("BE"), regional_officer("WCA"), make_person(unit_code="FR"))
    outside = []
    for reader in readers:
        sign_in(client, reader)
        outside.append((browser.get(path).status, browser.submit(form, {"reason": "x"}).status))
    assert fresh(issued).revoked_at is None

    sign_in(client, inside)
    browser.submit(form, {"reason": "Mistake"})
    again = browser.submit(form, {"reason": "Again"})

    assert outside == [(404, 404), (404, 404), (403, 403)]
    assert again.status == 404
    assert fresh(issued).revocation_reason == "Mistake"


def test_staff_list_the_certificates_of_people_they_reach(client: FlaskClient) -> None:
    holder = make_person("Ana Perez", unit_code="FR")
    path = f"/certificates/people/{holder.id}"

    statuses = []
    for reader in (coordinator("FR"), coordinator("BE"), holder):
        sign_in(client, reader)
        statuses.append(client.get(path).status_code)

    assert statuses == [200, 404, 403]


def test_a_hostile_name_is_inert_on_the_pages(client: FlaskClient) -> None:
    holder = make_person(HOSTILE)
    certified(holder)
    rename(holder, f"{HOSTILE}2")
    sign_in(client, holder)

    page = Browser(client).get("/certificates").text

    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
