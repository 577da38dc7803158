"""Which courses does a trainer see, with which figures, and at what cost?"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catalogue.models import Course
from app.catalogue.queries import outline_of
from app.core import clock
from app.core.db import db
from app.studio.policy import may_manage
from app.studio.queries import results
from app.studio.queries.courses import visible_to
from app.studio.queries.results import Standing
from app.studio.rules import Verdict
from tests.browsing import Browser, Statements
from tests.factories import administrator, coordinator, identity_of, make_person, sign_in, trainer
from tests.small_course import (
    QUIZ,
    SLUG,
    complete_small_course,
    enrol_in_small_course,
    publish_small_course,
)
from tests.studio.learners import take_quiz
from tests.studio.zips import upload_sample


def titles(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/teaching/courses/([a-z-]+)"', text)


def named(slug: str) -> dict[str, str]:
    return {"en": slug, "fr": slug}


def test_a_trainer_sees_own_courses_and_an_administrator_all(
    app: Flask, client: FlaskClient
) -> None:
    person = trainer()
    publish_small_course(slug="own", owner=person)
    publish_small_course(slug="other", owner=trainer())
    publish_small_course(slug="from-files")

    sign_in(client, person)
    own = titles(Browser(client).get("/teaching").text)
    sign_in(client, administrator())
    everything = titles(Browser(client).get("/teaching").text)

    assert own == ["own"]
    assert sorted(everything) == ["from-files", "other", "own"]


def test_what_is_listed_is_what_the_policy_allows(app: Flask) -> None:
    first, second = trainer(), trainer()
    publish_small_course(slug="first", owner=first)
    publish_small_course(slug="second", owner=second)
    publish_small_course(slug="from-files")
    owners = {
        row.slug: row.owner_id for row in db.session.execute(select(Course.slug, Course.owner_id))
    }

    for person in map(identity_of, (first, second, trainer(), administrator())):
        listed = set(db.session.scalars(select(Course.slug).where(visible_to(person))))
        assert listed == {slug for slug, owner in owners.items() if may_manage(person, owner)}


@pytest.mark.parametrize(("role", "status"), (("official", 403), ("coordinator", 403)))
def test_others_do_not_come_in(app: Flask, client: FlaskClient, role: str, status: int) -> None:
    person = make_person() if role == "official" else coordinator()
    publish_small_course(owner=person)
    sign_in(client, person)

    assert client.get("/teaching").status_code == status
    assert client.get(f"/teaching/courses/{SLUG}").status_code == status
    assert may_manage(identity_of(person), person.id) is False


def test_without_courses_the_page_helps_to_begin(app: Flask, client: FlaskClient) -> None:
    sign_in(client, trainer())

    page = Browser(client).get("/teaching")

    assert "No course is published yet" in page.text
    assert client.get("/teaching/help").status_code == 200


@pytest.mark.parametrize(
    ("sort", "order", "expected"),
    (
        ("title", "ascending", ["alpha", "beta", "gamma"]),
        ("title", "descending", ["gamma", "beta", "alpha"]),
        ("enrolled", "descending", ["beta", "gamma", "alpha"]),
        ("completed", "descending", ["beta", "gamma", "alpha"]),
        ("score", "ascending", ["gamma", "beta", "alpha"]),
        ("score", "descending", ["beta", "gamma", "alpha"]),
        ("published", "ascending", ["alpha", "beta", "gamma"]),
        ("nonsense", "nonsense", ["alpha", "beta", "gamma"]),
    ),
)
def test_the_list_is_in_the_order_asked_for(
    app: Flask, client: FlaskClient, sort: str, order: str, expected: list[str]
) -> None:
    person, moment = trainer(), clock.now()
    for number, slug in enumerate(("alpha", "beta", "gamma")):
        with clock.frozen_at(moment + timedelta(minutes=number)):
            publish_small_course(slug=slug, owner=person, title=named(slug))
    complete_small_course(make_person(), slug="beta", percent=90)
    complete_small_course(make_person(), slug="beta", percent=80)
    complete_small_course(make_person(), slug="gamma", percent=70)
    sign_in(client, person)

    page = Browser(client).get(f"/teaching?sort={sort}&order={order}")

    assert titles(page.text) == expected


def test_long_lists_come_in_pages(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.studio.queries.courses.SIZE", 2)
    person = trainer()
    for slug in ("a", "b", "c"):
        publish_small_course(slug=slug, owner=person, title=named(slug))
    sign_in(client, person)
    browser = Browser(client)

    pages = [browser.get(f"/teaching?sort=title&order=ascending&page={n}") for n in (1, 2, 9)]

    assert [titles(page.text) for page in pages] == [["a", "b"], ["c"], ["c"]]


@pytest.mark.parametrize("number", (1, 3))
def test_the_list_costs_the_same_for_one_course_and_for_three(
    app: Flask, client: FlaskClient, number: int
) -> None:
    person = trainer()
    for place in range(number):
        publish_small_course(slug=f"course-{place}", owner=person)
        complete_small_course(make_person(), slug=f"course-{place}")
    sign_in(client, person)
    for place in range(number):
        upload_sample(client, f"draft-{place}")
    client.get("/teaching")

    with Statements() as ran:
        client.get("/teaching")

    assert ran.count == 4  # who asks, courses, their figures, drafts


@pytest.mark.parametrize("number", (1, 3))
def test_results_cost_the_same_for_one_person_and_for_three(
    app: Flask, client: FlaskClient, number: int
) -> None:
    person = trainer()
    publish_small_course(owner=person)
    for _place in range(number):
        take_quiz(("coffee",))
    sign_in(client, person)
    client.get(f"/teaching/courses/{SLUG}")

    with Statements() as ran:
        client.get(f"/teaching/courses/{SLUG}")

    assert ran.count == 8  # who asks, course, versions, standing, lessons, attempts, asked, marks


def test_standing_counts_people_by_how_far_they_are(app: Flask) -> None:
    published = publish_small_course()
    today = clock.today()
    enrol_in_small_course(make_person(), due_on=today)
    enrol_in_small_course(make_person(), due_on=today - timedelta(days=1))
    complete_small_course(make_person(), percent=80, due_on=today - timedelta(days=1))
    take_quiz(())

    found = results.standing(published.course_id)

    assert found == Standing(enrolled=2, in_progress=1, completed=1, overdue=1, score=40.0)
    assert (found.total, found.middle) == (4, 3)


def test_reading_counts_for_the_present_content_of_a_lesson(app: Flask) -> None:
    published = publish_small_course()
    complete_small_course(make_person())
    complete_small_course(make_person())
    enrol_in_small_course(make_person())
    outline = outline_of(published.version_id)

    found = results.lessons(published.course_id, outline)

    assert [(one.id, one.readers) for one in found] == [("parts-of-a-code", 2), ("dashes", 2)]


def test_a_question_left_out_counts_as_asked(app: Flask) -> None:
    published = publish_small_course()
    take_quiz(("coffee", "net-weight", "digits", "duty-is-common"))
    take_quiz(("coffee",))

    (quiz,) = results.quizzes(published.version_id, outline_of(published.version_id))

    assert (quiz.id, quiz.attempts, quiz.people, quiz.passed) == (QUIZ, 2, 2, 1)
    assert {one.id: (one.asked, one.percent) for one in quiz.questions} == {
        "coffee": (2, 100.0),
        "in-the-system": (2, 0.0),
        "duty-is-common": (2, 50.0),
        "digits": (2, 50.0),
        "from-wide-to-narrow": (2, 0.0),
        "net-weight": (2, 50.0),
    }
    assert {one.verdict for one in quiz.questions} == {Verdict.TOO_FEW}
    assert quiz.questions[0].prompt["en"] == "Under which heading is roasted coffee?"


def test_results_are_those_of_one_version(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    publish_small_course(owner=person)
    take_quiz(("coffee",))
    publish_small_course(owner=person, quiz={"pass_mark": 75})
    sign_in(client, person)
    browser = Browser(client)

    current = browser.get(f"/teaching/courses/{SLUG}")
    earlier = browser.get(f"/teaching/courses/{SLUG}?version=1")

    assert "Nobody has finished this quiz" in current.text
    assert "1 by 1 person" in earlier.text
    assert client.get(f"/teaching/courses/{SLUG}?version=7").status_code == 404


def test_results_name_nobody(app: Flask, client: FlaskClient) -> None:
    person = trainer()
    publish_small_course(owner=person)
    learner = make_person(name="Adaeze Okonkwo")
    take_quiz(("coffee",), person=learner)
    sign_in(client, person)

    page = Browser(client).get(f"/teaching/courses/{SLUG}")

    assert page.status == 200
    assert "Okonkwo" not in page.text
    assert learner.email not in page.text
