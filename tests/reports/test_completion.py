"""What does the completion report count, and for whom?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts.rules import Role
from app.core.clock import frozen_at
from app.learning.rules import EnrolmentState
from tests.browsing import Browser, Page, Statements
from tests.certificates.issuing import certified, rename
from tests.factories import (
    administrator,
    coordinator,
    give_role,
    make_person,
    regional_officer,
    sign_in,
    trainer,
    unit_of,
)
from tests.reports.enrolments import NOW, TODAY, put, put_many

PAST, FUTURE = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
REPORT = "/reports/completion"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with frozen_at(NOW):
        yield


def names(page: Page) -> list[str]:
    """The people that the page lists, in order."""
    table = page.text.partition('id="people"')[2]
    return re.findall(r'<th scope="row">(.*?)</th>', table)


def stats(page: Page) -> dict[str, str]:
    label = r'<dt class="stat-label">(?:<a [^>]*>)?(.*?)(?:</a>)?</dt>'
    return dict(re.findall(label + r'<dd class="stat-value">(.*?)</dd>', page.text))


def people_of_three_members() -> None:
    put(make_person("Anne France", unit_code="FR"), EnrolmentState.COMPLETED, score=80.0)
    put(make_person("Bert Belgium", unit_code="BE"), due_on=PAST, percent=20)
    put(make_person("Carla Cuba", unit_code="CU"), EnrolmentState.ENROLLED, percent=0)


def test_each_reader_sees_the_people_of_their_own_scope(client: FlaskClient) -> None:
    people_of_three_members()
    readers = {
        "administrator": administrator(),
        "officer": regional_officer("EUR"),
        "coordinator": coordinator("FR"),
        "elsewhere": coordinator("JP"),
    }

    seen = {}
    for name, reader in readers.items():
        sign_in(client, reader)
        seen[name] = names(Browser(client).get(REPORT))

    assert seen == {
        "administrator": ["Anne France", "Bert Belgium", "Carla Cuba"],
        "officer": ["Anne France", "Bert Belgium"],
        "coordinator": ["Anne France"],
        "elsewhere": [],
    }


@pytest.mark.parametrize("path", (REPORT, f"{REPORT}.csv", "/reports/enrol"))
def test_only_staff_come_here(client: FlaskClient, path: str) -> None:
    signed_out = client.get(path)
    statuses = []
    for reader in (make_person(), trainer()):
        sign_in(client, reader)
        statuses.append(client.get(path).status_code)

    assert (signed_out.status_code, statuses) == (302, [403, 403])


@pytest.mark.parametrize("path", (REPORT, f"{REPORT}.csv", "/reports/enrol"))
def test_a_unit_beyond_the_scope_is_not_found(client: FlaskClient, path: str) -> None:
    people_of_three_members()
    sign_in(client, coordinator("FR"))

    asked = [unit_of("BE").id, unit_of("EUR").id, 999999, "x", "1" * 40]
    statuses = [client.get(path, query_string={"unit": one}).status_code for one in asked]

    assert statuses == [404] * 5
    assert client.get(path, query_string={"unit": unit_of("FR").id}).status_code == 200


def test_the_figures_count_enrolments_states_overdue_and_certificates(
    client: FlaskClient,
) -> None:
    people_of_three_members()
    certified(make_person(unit_code="FR"))
    sign_in(client, administrator())

    page = Browser(client).get(REPORT)

    assert stats(page) == {
        "Enrolled": "4",
        "In progress": "1",
        "Completed": "2",
        "Overdue": "1",
        "Certificates valid": "1",
    }


def test_one_goes_down_from_the_world_to_a_region_to_a_member(client: FlaskClient) -> None:
    people_of_three_members()
    sign_in(client, administrator())
    browser = Browser(client)
    world = browser.get(REPORT)
    europe, france = unit_of("EUR"), unit_of("FR")
    assert f"{REPORT}?unit={europe.id}" in world.text

    region = browser.get(f"{REPORT}?unit={europe.id}")
    member = browser.get(f"{REPORT}?unit={france.id}")

    assert f"{REPORT}?unit={france.id}" in region.text
    assert names(region) == ["Anne France", "Bert Belgium"]
    assert names(member) == ["Anne France"]
    assert stats(member)["Enrolled"] == "1"
    assert f'href="{REPORT}?unit={europe.id}"' in member.text


def test_a_reader_of_two_members_sees_both_and_can_choose_one(client: FlaskClient) -> None:
    people_of_three_members()
    reader = coordinator("FR")
    give_role(reader, Role.COORDINATOR, "CU")
    sign_in(client, reader)
    browser = Browser(client)

    both = browser.get(REPORT)
    one = browser.get(f"{REPORT}?unit={unit_of('CU').id}")

    assert names(both) == ["Anne France", "Carla Cuba"]
    assert names(one) == ["Carla Cuba"]


def test_the_people_are_filtered_by_state_course_and_words(client: FlaskClient) -> None:
    people_of_three_members()
    put(make_person("Élodie Été", unit_code="FR"), slug="second-course")
    sign_in(client, administrator())
    browser = Browser(client)

    found = {
        query: names(browser.get(f"{REPORT}?{query}"))
        for query in (
            "state=enrolled",
            "state=in_progress",
            "state=completed",
            "state=overdue",
            "course=second-course",
            "q=elodie+ete",
            "q=BELG",
            "q=%25",
            "state=nonsense&q=anne",
            "state=completed&q=bert",
        )
    }

    assert found == {
        "state=enrolled": ["Carla Cuba"],
        "state=in_progress": ["Bert Belgium", "Élodie Été"],
        "state=completed": ["Anne France"],
        "state=overdue": ["Bert Belgium"],
        "course=second-course": ["Élodie Été"],
        "q=elodie+ete": ["Élodie Été"],
        "q=BELG": ["Bert Belgium"],
        "q=%25": ["Anne France", "Bert Belgium", "Carla Cuba", "Élodie Été"],
        "state=nonsense&q=anne": ["Anne France"],
        "state=completed&q=bert": [],
    }
    assert client.get(f"{REPORT}?course=no-such").status_code == 404


def test_the_people_are_sorted_by_every_column_in_both_directions(client: FlaskClient) -> None:
    course = {"Anne": "small-course", "Bert": "small-course", "Cleo": "z-course"}
    put(
        make_person("Anne", unit_code="EG"), EnrolmentState.COMPLETED, slug=course["Anne"],
        score=70.5, due_on=date(2026, 12, 1), enrolled_at=NOW - timedelta(days=3),
    )  # fmt: skip
    put(
        make_person("Bert", unit_code="ZW"), EnrolmentState.ENROLLED, slug=course["Bert"],
        percent=0, due_on=date(2026, 11, 30), enrolled_at=NOW - timedelta(days=9),
    )  # fmt: skip
    put(
        make_person("Cleo", unit_code="FR"), EnrolmentState.IN_PROGRESS, slug=course["Cleo"],
        percent=40, score=91.0, enrolled_at=NOW - timedelta(days=6),
    )  # fmt: skip
    sign_in(client, administrator(language="fr"))
    browser = Browser(client)

    orders = {
        column: tuple(
            "".join(name[0] for name in names(browser.get(f"{REPORT}?sort={sign}{column}")))
            for sign in ("", "-")
        )
        for column in (
            "name", "unit", "course", "state", "percent", "score", "enrolled", "due", "completed",
        )
    }  # fmt: skip

    assert orders == {
        "name": ("ABC", "CBA"),
        "unit": ("ACB", "BCA"),  # Égypte, France, Zimbabwe
        "course": ("ABC", "CAB"),
        "state": ("BCA", "ACB"),
        "percent": ("BCA", "ACB"),
        "score": ("ACB", "CAB"),  # who has none comes last
        "enrolled": ("BCA", "ACB"),
        "due": ("BAC", "ABC"),
        "completed": ("ABC", "ABC"),
    }


def test_heads_say_how_the_list_is_sorted_and_turn_it_round(client: FlaskClient) -> None:
    people_of_three_members()
    sign_in(client, administrator())

    page = Browser(client).get(f"{REPORT}?q=a&sort=percent")

    assert page.text.count("aria-sort") == 1
    assert 'aria-sort="ascending"' in page.text
    assert f"{REPORT}?q=a&amp;sort=-percent#people" in page.text


def test_long_lists_come_in_pages(client: FlaskClient) -> None:
    put_many(60, ("FR",))
    sign_in(client, administrator())
    browser = Browser(client)

    pages = [browser.get(f"{REPORT}?page={number}") for number in (1, 2, 3)]
    beyond = browser.get(f"{REPORT}?page=99")

    assert [len(names(one)) for one in pages] == [25, 25, 10]
    assert len({name for one in pages for name in names(one)}) == 60
    assert "51 to 60 of 60" in pages[2].text
    assert names(beyond) == names(pages[0])


def test_an_empty_report_says_what_to_do(client: FlaskClient) -> None:
    sign_in(client, coordinator("FR"))

    page = Browser(client).get(REPORT)

    assert "Nobody is enrolled yet" in page.text
    assert stats(page)["Enrolled"] == "0"


def test_one_three_and_two_thousand_people_take_eight_statements(client: FlaskClient) -> None:
    sign_in(client, administrator())
    put(make_person(unit_code="FR"))
    client.get(REPORT)

    counts = []
    with Statements() as one:
        client.get(REPORT)
    counts.append(one.count)
    put(make_person(unit_code="BE"), EnrolmentState.COMPLETED)
    put(make_person(unit_code="CU"), due_on=PAST)
    with Statements() as three:
        client.get(REPORT)
    counts.append(three.count)
    put_many(2000, ("FR", "BE", "CU", "JP", "KE"), (None, PAST, FUTURE))
    for query in ("", "?sort=-unit&page=3", "?state=overdue&q=many"):
        with Statements() as many:
            client.get(REPORT + query)
        counts.append(many.count)

    assert counts == [8] * 5


def test_names_are_inert(client: FlaskClient) -> None:
    put(make_person(HOSTILE, unit_code="FR"), EnrolmentState.COMPLETED)
    sign_in(client, administrator())

    page = Browser(client).get(f"{REPORT}?q={HOSTILE}")

    assert HOSTILE not in page.text


def test_a_renamed_person_is_listed_under_the_present_name(client: FlaskClient) -> None:
    person = make_person("Ana Perez", unit_code="FR")
    put(person)
    sign_in(client, coordinator("FR"))
    rename(person, "Ana Pérez")

    assert names(Browser(client).get(REPORT)) == ["Ana Pérez"]
