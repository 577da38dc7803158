"""What does anyone learn from a certificate's number, and no more than that?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.certificates import actions, routes
from app.core.clock import frozen_at
from app.core.db import transaction
from app.core.limits import Limit
from tests.browsing import Browser
from tests.certificates.issuing import DAY, certified, rename
from tests.factories import administrator, make_person

HOSTILE = "<img src=x onerror=alert(1)>"
NOT_ISSUED = "GL-2026-00000-00000-0000"


@pytest.fixture(autouse=True)
def _on_the_day() -> object:
    with frozen_at(DAY):
        yield


def test_anyone_reads_holder_course_days_issuer_and_state(client: FlaskClient) -> None:
    issued = certified(make_person("Aïcha Traoré"))

    response = client.get(f"/verify/{issued.number}")

    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "This certificate is valid" in page
    for known in ("Aïcha Traoré", "Reading a code", "Greenlane Academy", issued.number):
        assert known in page
    assert "21 November 2029" in page or "November 21, 2029" in page


def test_the_page_tells_no_more_than_it_must(client: FlaskClient) -> None:
    holder = make_person(
        "Aïcha Traoré",
        unit_code="SN",
        email="aicha.private@douane.example",
        office="Port of Dakar",
        job_title="Inspector",
    )
    issued, admin = certified(holder), administrator()
    with transaction() as session:
        actions.revoke(session, issued.id, admin.id, "Copied from a neighbour")

    page = client.get(f"/verify/{issued.number}").get_data(as_text=True)

    assert "This certificate was revoked" in page
    hidden = ("aicha.private", "Senegal", "Dakar", "Inspector", "87.31", "neighbour")
    assert [word for word in hidden if word in page] == []


def test_it_speaks_french(client: FlaskClient) -> None:
    issued = certified()

    page = client.get(f"/verify/{issued.number}?lang=fr").get_data(as_text=True)

    assert '<html lang="fr"' in page
    assert "Lire un code" in page


def test_each_state_is_told(client: FlaskClient) -> None:
    holder = make_person("Ana Perez")
    old = certified(holder)
    rename(holder, "Ana Pérez")
    with transaction() as session:
        new = actions.reissue(session, old.id)

    replaced = client.get(f"/verify/{old.number}").get_data(as_text=True)
    with frozen_at(datetime(2029, 11, 21, 23, tzinfo=UTC)):
        last_day = client.get(f"/verify/{new.number}").get_data(as_text=True)
    with frozen_at(datetime(2029, 11, 22, tzinfo=UTC)):
        expired = client.get(f"/verify/{new.number}").get_data(as_text=True)

    assert "This certificate was replaced by a newer one" in replaced
    assert new.number not in replaced
    assert "Ana Pérez" not in replaced
    assert "This certificate is valid" in last_day
    assert "This certificate has expired" in expired


def test_a_later_name_does_not_change_what_was_certified(client: FlaskClient) -> None:
    holder = make_person("Ana Perez")
    issued = certified(holder)
    rename(holder, "Ana Pérez")

    page = client.get(f"/verify/{issued.number}").get_data(as_text=True)

    assert "Ana Perez" in page
    assert "Ana Pérez" not in page


def test_the_form_forgives_how_a_number_is_typed(client: FlaskClient) -> None:
    issued = certified()
    typed = issued.number.lower().replace("-", " ").replace("gl ", "").replace("1", "l")
    browser = Browser(client)

    page = browser.submit(browser.get("/verify").form("/verify"), {"number": f" {typed} "})

    assert page.status == 200
    assert page.path == f"/verify/{issued.number}"
    assert issued.holder in page.text


def test_what_is_no_number_is_said_beside_the_field(client: FlaskClient) -> None:
    page = Browser(client).get("/verify", query_string={"number": HOSTILE})

    assert page.status == 200
    assert "This is not a number of ours" in page.text
    assert HOSTILE not in page.text


@pytest.mark.parametrize("number", (NOT_ISSUED, "nonsense", HOSTILE, "x" * 500))
def test_an_unknown_number_gets_a_page_that_helps(client: FlaskClient, number: str) -> None:
    response = client.get(f"/verify/{number}")

    page = response.get_data(as_text=True)
    assert response.status_code == 404
    assert "We have issued no certificate with this number." in page
    assert HOSTILE not in page


def test_a_well_formed_number_that_was_never_issued_is_unknown(client: FlaskClient) -> None:
    number = "GL-2026-7K3M9-QXT2F-HB4WC"

    assert client.get(f"/verify/{number}").status_code == 404


def test_looking_numbers_up_has_a_limit_for_each_address(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Limit("verify address", 2, routes.VERIFICATIONS.window)
    monkeypatch.setattr(routes, "VERIFICATIONS", few)
    issued = certified()
    path = f"/verify/{issued.number}"

    here = [client.get(path).status_code for _try in range(3)]
    elsewhere = client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code

    assert (here, elsewhere) == ([200, 200, 429], 200)


def test_the_limit_is_generous(app: Flask) -> None:
    assert routes.VERIFICATIONS.most >= 300
