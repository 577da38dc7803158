"""Whom can a coordinator enrol, and who is told?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.rules import PersonState
from app.catalogue.actions import withdraw
from app.catalogue.models import Course
from app.core.clock import frozen_at
from app.core.db import db, transaction
from app.learning.models import Enrolment
from app.reports.routes import enrolling
from tests.browsing import Browser, Form, Statements
from tests.certificates.issuing import mails
from tests.factories import administrator, coordinator, make_person, sign_in, unit_of
from tests.reports.enrolments import NOW, put_many
from tests.small_course import enrol_in_small_course, publish_small_course

PAGE = "/reports/enrol"
_ALL = select(Enrolment).execution_options(populate_existing=True)
LIST = f"{PAGE}?course=small-course"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with frozen_at(NOW):
        yield


def enrolled() -> dict[int, date | None]:
    """Who is in the course, and until when."""
    return {one.person_id: one.due_on for one in db.session.scalars(_ALL)}


def choice(browser: Browser, path: str = LIST) -> Form:
    forms = browser.get(path).forms
    return next(form for form in forms if form.method == "post" and "/reports/enrol" in form.action)


def test_those_ticked_are_enrolled_with_a_due_date_and_told_in_their_language(
    client: FlaskClient,
) -> None:
    publish_small_course()
    anne = make_person("Anne", unit_code="FR", language="fr", email="anne@douane.example")
    bert, carl = make_person("Bert", unit_code="FR"), make_person("Carl", unit_code="FR")
    boss = coordinator("FR", name="Chief Inspector")
    sign_in(client, boss)
    browser = Browser(client)

    page = browser.submit(
        choice(browser),
        {"people": [str(anne.id), str(bert.id)], "whom": "ticked", "due_on": "2026-12-24"},
    )

    assert page.status == 200
    assert "2 people were enrolled" in page.text
    assert enrolled() == {anne.id: date(2026, 12, 24), bert.id: date(2026, 12, 24)}
    assert set(db.session.scalars(select(Enrolment.enrolled_by_id))) == {boss.id}
    first, second = mails()
    assert (first["to"][1], first["language"]) == ("anne@douane.example", "fr")
    assert "Lire un code" in first["subject"]
    assert "Chief Inspector" in second["text"]
    assert "December 24, 2026" in second["text"]
    assert "http://greenlane.test/learn/small-course" in second["text"]
    assert carl.id not in enrolled()


def test_who_is_in_the_course_already_keeps_everything_but_the_due_date(
    client: FlaskClient,
) -> None:
    publish_small_course()
    known, new = make_person("Known", unit_code="FR"), make_person("New", unit_code="FR")
    before = enrol_in_small_course(known, due_on=date(2026, 12, 1))
    sign_in(client, coordinator("FR"))
    browser = Browser(client)
    form = choice(browser)
    assert "Enrolled already" in browser.get(LIST).text

    page = browser.submit(
        form, {"people": [str(known.id), str(new.id)], "whom": "ticked", "due_on": "2027-01-31"}
    )

    assert "1 person was enrolled" in page.text
    assert "In the course already" in page.text
    assert enrolled() == {known.id: date(2027, 1, 31), new.id: date(2027, 1, 31)}
    assert [mail["to"][0] for mail in mails()] == ["New"]
    again = db.session.scalars(select(Enrolment).where(Enrolment.person_id == known.id)).one()
    assert again.id == before.id


def test_without_a_due_date_an_earlier_one_stays(client: FlaskClient) -> None:
    publish_small_course()
    known = make_person(unit_code="FR")
    enrol_in_small_course(known, due_on=date(2026, 12, 1))
    sign_in(client, coordinator("FR"))
    browser = Browser(client)

    page = browser.submit(choice(browser), {"people": [str(known.id)], "whom": "ticked"})

    assert "Nobody was new to the course" in page.text
    assert enrolled() == {known.id: date(2026, 12, 1)}


@pytest.mark.parametrize(
    "forged",
    ("other member", "unknown", "waiting", "deactivated", "not a number", "too large", "negative"),
)
def test_forged_ids_enrol_nobody_at_all(client: FlaskClient, forged: str) -> None:
    publish_small_course()
    own = make_person(unit_code="FR")
    ids = {
        "other member": make_person(unit_code="BE").id,
        "unknown": 999999,
        "waiting": make_person(unit_code="FR", state=PersonState.WAITING).id,
        "deactivated": make_person(unit_code="FR", state=PersonState.DEACTIVATED).id,
        "not a number": "1 OR 1=1",
        "too large": 10**30,
        "negative": -1,
    }
    sign_in(client, coordinator("FR"))
    browser = Browser(client)

    page = browser.submit(
        choice(browser), {"people": [str(own.id), str(ids[forged])], "whom": "ticked"}
    )

    assert page.status in {404, 422}
    assert enrolled() == {}
    assert mails() == []


def test_a_forged_unit_or_course_enrols_nobody(client: FlaskClient) -> None:
    published = publish_small_course()
    own = make_person(unit_code="FR")
    make_person(unit_code="BE")
    sign_in(client, coordinator("FR"))
    browser = Browser(client)
    form = choice(browser)
    people = [str(own.id)]

    statuses = [
        browser.submit(form, {"whom": "all", "unit": str(unit_of("BE").id)}).status,
        browser.submit(form, {"whom": "all", "unit": str(unit_of("WORLD").id)}).status,
        browser.submit(form, {"people": people, "course": "no-such-course"}).status,
        browser.submit(form, {"people": people, "course": ""}).status,
    ]
    with transaction() as session:
        withdraw(session, session.get_one(Course, published.course_id))
    statuses.append(browser.submit(form, {"people": people}).status)

    assert statuses == [404] * 5
    assert enrolled() == {}


def test_all_found_are_enrolled_across_pages_and_nobody_else(client: FlaskClient) -> None:
    put_many(30, ("FR",))
    with transaction() as session:
        for enrolment in session.scalars(select(Enrolment)):
            session.delete(enrolment)
    make_person("Other Name", unit_code="FR")
    make_person("Many Abroad", unit_code="BE")
    sign_in(client, coordinator("FR"))
    browser = Browser(client)

    page = browser.submit(choice(browser, f"{LIST}&q=many&page=2"), {"whom": "all"})

    assert "30 people were enrolled" in page.text
    names = db.session.scalars(
        select(Person.name).join(Enrolment, Enrolment.person_id == Person.id)
    )
    assert sorted(names) == [f"Many {number:05}" for number in range(30)]


def test_too_many_at_once_are_refused_with_what_to_do(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enrolling, "MOST_AT_ONCE", 2)
    publish_small_course()
    for _number in range(3):
        make_person(unit_code="FR")
    sign_in(client, coordinator("FR"))
    browser = Browser(client)

    page = browser.submit(choice(browser), {"whom": "all"})

    assert page.status == 422
    assert "At most 2 people can be enrolled at once" in page.text
    assert enrolled() == {}


@pytest.mark.parametrize(
    ("due_on", "message"),
    (
        ("2026-11-20", "Give a day that has not passed."),
        ("soon", "Write the day as year, month and day"),
    ),
)
def test_a_due_date_that_cannot_be_is_refused_beside_its_field(
    client: FlaskClient, due_on: str, message: str
) -> None:
    publish_small_course()
    person = make_person(unit_code="FR")
    sign_in(client, coordinator("FR"))
    browser = Browser(client)

    page = browser.submit(
        choice(browser), {"people": [str(person.id)], "whom": "ticked", "due_on": due_on}
    )

    assert page.status == 422
    assert 'id="due_on-error"' in page.text
    assert message in page.text
    assert f'value="{person.id}" checked' in page.text
    assert enrolled() == {}


def test_nobody_ticked_is_said_at_the_list(client: FlaskClient) -> None:
    publish_small_course()
    make_person(unit_code="FR")
    sign_in(client, coordinator("FR"))
    browser = Browser(client)

    page = browser.submit(choice(browser), {"whom": "ticked"})

    assert page.status == 422
    assert 'id="people-error"' in page.text


def test_the_list_holds_active_people_of_the_scope_and_unit_chosen(client: FlaskClient) -> None:
    publish_small_course()
    make_person("Anne <b>", unit_code="FR")
    make_person("Bert Belgium", unit_code="BE")
    make_person("Waiting Walter", unit_code="FR", state=PersonState.WAITING)
    sign_in(client, administrator())
    browser = Browser(client)

    everybody = browser.get(LIST).text
    belgium = browser.get(f"{LIST}&unit={unit_of('BE').id}").text
    found = browser.get(f"{LIST}&q=anne").text

    assert ("Anne &lt;b&gt;" in everybody, "Bert Belgium" in everybody) == (True, True)
    assert "Waiting Walter" not in everybody
    assert ("Anne" in belgium, "Bert Belgium" in belgium) == (False, True)
    assert ("Anne" in found, "Bert Belgium" in found) == (True, False)


def test_before_a_course_is_chosen_nobody_is_listed(client: FlaskClient) -> None:
    publish_small_course()
    make_person("Anne Somebody", unit_code="FR")
    sign_in(client, coordinator("FR"))

    page = Browser(client).get(PAGE)

    assert page.status == 200
    assert "Anne Somebody" not in page.text


def test_one_and_three_people_take_the_same_number_of_statements(client: FlaskClient) -> None:
    publish_small_course()
    sign_in(client, coordinator("FR"))
    client.get(LIST)
    with Statements() as one:
        client.get(LIST)
    for _number in range(3):
        make_person(unit_code="FR")
    with Statements() as more:
        client.get(LIST)

    assert (one.count, more.count) == (4, 4)


def test_a_request_sent_twice_enrols_and_writes_once(client: FlaskClient) -> None:
    publish_small_course()
    person = make_person(unit_code="FR")
    sign_in(client, coordinator("FR"))
    browser = Browser(client)
    form = choice(browser)

    for _time in range(2):
        browser.submit(form, {"people": [str(person.id)], "whom": "ticked"})

    assert list(enrolled()) == [person.id]
    assert len(mails()) == 1
