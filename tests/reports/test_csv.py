"""Is the report's file the same report, and safe to open in a spreadsheet program?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from app.core.clock import frozen_at
from app.learning.rules import EnrolmentState
from tests.browsing import Statements
from tests.factories import administrator, coordinator, make_person, sign_in
from tests.reports.enrolments import NOW, TODAY, put, put_many

FILE = "/reports/completion.csv"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with frozen_at(NOW):
        yield


def rows(client: FlaskClient, query: str = "") -> list[list[str]]:
    text = client.get(FILE + query).data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_it_holds_the_people_with_iso_days_under_heads(client: FlaskClient) -> None:
    put(
        make_person("Anne", unit_code="FR"),
        EnrolmentState.COMPLETED,
        score=87.5,
        due_on=date(2026, 12, 1),
        enrolled_at=NOW - timedelta(days=3),
    )
    put(make_person("Bert", unit_code="BE"), due_on=date(2026, 11, 1), percent=40, score=90)
    sign_in(client, administrator())

    assert rows(client) == [
        [
            "Name", "Unit", "Course", "State", "Percent", "Score",
            "Enrolled on", "Due", "Completed on", "Overdue",
        ],
        [
            "Anne", "France", "Reading a code", "Completed", "100", "87.5",
            "2026-11-18", "2026-12-01", "2026-11-21", "",
        ],
        [
            "Bert", "Belgium", "Reading a code", "In progress", "40", "90",
            "2026-11-21", "2026-11-01", "", "yes",
        ],
    ]  # fmt: skip


def test_it_is_a_download_in_utf_8_that_spreadsheet_programs_recognise(
    client: FlaskClient,
) -> None:
    put(make_person("Élodie", unit_code="FR"))
    sign_in(client, administrator())

    response = client.get(FILE)

    assert response.data.startswith(b"\xef\xbb\xbf")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="completion-{TODAY.isoformat()}.csv"'
    )
    assert response.headers["Cache-Control"] == "private, no-store"


def test_it_follows_the_filters_the_order_and_the_scope_of_the_page(client: FlaskClient) -> None:
    for name, unit in (("Anne", "FR"), ("Bert", "FR"), ("Cleo", "BE")):
        put(make_person(name, unit_code=unit))
    put(make_person("Dora", unit_code="FR"), EnrolmentState.COMPLETED)
    sign_in(client, coordinator("FR"))

    found = [row[0] for row in rows(client, "?state=in_progress&sort=-name")[1:]]

    assert found == ["Bert", "Anne"]


def test_a_name_cannot_become_a_formula(client: FlaskClient) -> None:
    put(make_person("=HYPERLINK(1)", unit_code="FR"))
    put(make_person('a "quoted", name', unit_code="FR"))
    sign_in(client, administrator())

    assert [row[0] for row in rows(client)[1:]] == ['a "quoted", name', "'=HYPERLINK(1)"]


def test_it_speaks_the_readers_language(client: FlaskClient) -> None:
    put(make_person("Anne", unit_code="ZA"))
    sign_in(client, administrator(language="fr"))

    assert rows(client)[1][1:3] == ["Afrique du Sud", "Lire un code"]


def test_however_many_people_it_takes_four_statements(client: FlaskClient) -> None:
    sign_in(client, administrator())
    put_many(1, ("FR",))
    client.get(FILE)
    with Statements() as one:
        few = len(rows(client))
    put(make_person(unit_code="BE"))
    put(make_person(unit_code="BE"))
    with Statements() as three:
        more = len(rows(client))

    assert (few, more) == (2, 4)
    assert (one.count, three.count) == (4, 4)


def test_more_people_than_one_batch_are_all_there(client: FlaskClient) -> None:
    put_many(1203, ("FR", "BE"))
    sign_in(client, administrator())

    found = [row[0] for row in rows(client)[1:]]

    assert found == [f"Many {number:05}" for number in range(1203)]
