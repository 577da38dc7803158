"""What does a visitor see of the courses, and what may their browser keep?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from app.accounts.rules import PersonState
from app.catalogue.actions import withdraw
from app.catalogue.content.model import Level, Topic
from app.catalogue.models import Course, Media
from app.core.db import transaction
from tests.browsing import Statements
from tests.factories import make_person, sign_in
from tests.learning.courses import publish_form
from tests.learning.learner import Learner
from tests.small_course import SLUG, complete_small_course, publish_small_course

SHA = "ab" * 32


def titled(number: int) -> dict[str, str]:
    return {"en": f"Course {number:02}", "fr": f"Cours {number:02}"}


def shown(client: FlaskClient, query: str = "") -> list[str]:
    text = client.get(f"/courses?{query}").get_data(as_text=True)
    return sorted(set(re.findall(r'href="/courses/([a-z0-9-]+)"', text)))


@pytest.fixture
def three(app: Flask) -> None:
    publish_small_course(slug="one", minutes=20)
    publish_small_course(slug="two", minutes=90, topic=Topic.ORIGIN, level=Level.ADVANCED)
    publish_form(lambda course: replace(course, languages=("en",), minutes=300), slug="three")


@pytest.mark.usefixtures("three")
def test_filters_by_topic_level_language_and_length(client: FlaskClient) -> None:
    assert shown(client) == ["one", "three", "two"]
    assert shown(client, "topic=origin") == ["two"]
    assert shown(client, "level=foundation") == ["one", "three"]
    assert shown(client, "language=fr") == ["one", "two"]
    assert shown(client, "length=short") == ["one"]
    assert shown(client, "length=medium") == ["two"]
    assert shown(client, "length=long") == ["three"]
    assert shown(client, "topic=classification&language=fr&q=coffee") == ["one"]
    assert shown(client, "topic=transit") == []


@pytest.mark.usefixtures("three")
def test_filters_that_are_none_are_ignored(client: FlaskClient) -> None:
    odd = "topic=x&level=%27&language=xx&length=9&page=-1"

    assert shown(client, odd) == ["one", "three", "two"]


def test_pages_of_twelve(app: Flask, client: FlaskClient) -> None:
    for number in range(14):
        publish_small_course(slug=f"c{number:02}", title=titled(number))

    first, second = shown(client), shown(client, "page=2")

    assert (len(first), len(second)) == (12, 2)
    assert not set(first) & set(second)
    assert shown(client, "page=99") == second
    assert shown(client, "page=x") == first
    text = client.get("/courses?q=digits&page=2").get_data(as_text=True)
    assert "q=digits" in text
    assert "Page 2 of 2" in text


def test_the_newest_course_comes_first_on_the_front_page(app: Flask, client: FlaskClient) -> None:
    for number in range(4):
        publish_small_course(slug=f"c{number}", title=titled(number))

    text = client.get("/").get_data(as_text=True)

    assert [f"Course 0{n}" in text for n in range(4)] == [False, True, True, True]
    assert text.index("Course 03") < text.index("Course 01")


def test_whoever_is_signed_in_goes_home_from_the_front_page(app: Flask) -> None:
    sent = Learner(app).get("/")

    assert (sent.status_code, sent.headers["Location"]) == (302, "/home")


def test_a_course_page_tells_all_that_one_needs_to_decide(app: Flask, client: FlaskClient) -> None:
    publish_small_course()

    text = client.get(f"/courses/{SLUG}").get_data(as_text=True)

    for words in (
        "Reading a code",
        "Six digits and what each of them says.",
        "Read a code digit by digit",
        "Module 1: Reading codes",
        "The parts of a code",
        "Quiz: reading codes",
        "HS Convention, Article 3.1",
        "Officers who meet codes.",
        "2022",
        "Foundation",
        "passed its quizzes with at least 60 %.",
        "It is valid for 36 months.",
        "Sign in to begin",
    ):
        assert words in text, words


def test_a_course_page_in_french(app: Flask, client: FlaskClient) -> None:
    publish_small_course()

    text = client.get(f"/courses/{SLUG}?lang=fr").get_data(as_text=True)

    assert "Lire un code" in text
    assert "Les parties d’un code" in text
    assert "Reading a code" not in text


def test_a_course_page_names_what_to_take_first(app: Flask, client: FlaskClient) -> None:
    publish_small_course(title={"en": "The first one", "fr": "Le premier"})
    publish_small_course(slug="second", prerequisites=(SLUG, "unknown"))

    text = client.get("/courses/second").get_data(as_text=True)

    assert "Take first" in text
    assert f'href="/courses/{SLUG}"' in text
    assert "The first one" in text
    assert "Take first" not in client.get(f"/courses/{SLUG}").get_data(as_text=True)


def test_whoever_waits_for_approval_is_told_when_they_can_begin(app: Flask) -> None:
    publish_small_course()
    waiting = Learner(app, make_person(state=PersonState.WAITING, role=None))

    page = waiting.browser.get(f"/courses/{SLUG}")

    assert "You can begin as soon as your account is approved." in page.text
    assert waiting.post(f"/courses/{SLUG}/enrol").status_code in {302, 403}
    assert waiting.events() == []


def test_unknown_and_odd_courses_are_not_found(app: Flask, client: FlaskClient) -> None:
    for slug in ("none", "%00", "a%00b", "%ED%A0%80", "x" * 3000, "..%2f..", "'--"):
        assert client.get(f"/courses/{slug}").status_code == 404, slug


def test_a_withdrawn_course_is_open_only_to_those_in_it(app: Flask, client: FlaskClient) -> None:
    publish_small_course()
    inside, outside = make_person(), make_person()
    complete_small_course(inside)
    with transaction() as session:
        withdraw(session, session.scalars(select(Course)).one())

    assert client.get(f"/courses/{SLUG}").status_code == 404
    assert Learner(app, outside).get(f"/courses/{SLUG}").status_code == 404
    page = Learner(app, inside).get(f"/courses/{SLUG}")
    assert page.status_code == 200
    assert "This course was withdrawn" in page.text
    assert shown(client) == []


@pytest.mark.parametrize("path", ("/", "/courses", "/courses?q=coffee", f"/courses/{SLUG}"))
def test_signed_out_an_unchanged_page_is_304(app: Flask, client: FlaskClient, path: str) -> None:
    publish_small_course()
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert first.headers["Cache-Control"].startswith("public, max-age=0")
    assert {"Cookie", "Accept-Language"} <= {
        one.strip() for one in first.headers["Vary"].split(",")
    }
    assert "Set-Cookie" not in first.headers


def test_a_changed_page_or_another_language_is_no_304(app: Flask, client: FlaskClient) -> None:
    publish_small_course()
    tag = client.get("/courses").headers["ETag"]

    in_french = client.get("/courses?lang=fr", headers={"If-None-Match": tag})
    publish_small_course(title={"en": "Changed", "fr": "Changé"})
    changed = client.get("/courses", headers={"If-None-Match": tag})

    assert (in_french.status_code, changed.status_code) == (200, 200)


@pytest.mark.parametrize("path", ("/courses", f"/courses/{SLUG}", "/home"))
def test_signed_in_nothing_is_kept(app: Flask, client: FlaskClient, path: str) -> None:
    publish_small_course()
    tag = client.get("/courses").headers["ETag"]
    sign_in(client, make_person())

    response = client.get(path, headers={"If-None-Match": tag})

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers


def _keep_picture(**changes: Any) -> None:
    row = {"sha256": SHA, "content_type": "image/png", "data": b"\x89PNG picture", **changes}
    with transaction() as session:
        session.execute(insert(Media).values(**row))


def test_a_picture_may_be_kept_for_ever(app: Flask, client: FlaskClient) -> None:
    _keep_picture()

    picture = client.get(f"/media/{SHA}/scale.png")
    again = client.get(
        f"/media/{SHA}/scale.png", headers={"If-None-Match": picture.headers["ETag"]}
    )

    assert (picture.data, picture.content_type) == (b"\x89PNG picture", "image/png")
    assert picture.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in picture.headers["Content-Security-Policy"]
    assert (again.status_code, again.data) == (304, b"")


def test_a_picture_that_is_none_is_not_found(app: Flask, client: FlaskClient) -> None:
    _keep_picture()

    for path in (
        f"/media/{'cd' * 32}/scale.png",
        f"/media/{SHA[:-1]}/scale.png",
        f"/media/{SHA.upper()}/scale.png",
        f"/media/{SHA}",
        f"/media/{SHA}/../../../config.py",
        f"/media/{SHA}/..%2f..%2fconfig.py/x",
        "/media/..%2f..%2fconfig.py/x",
        "/media/../config.py",
        "/media/%2e%2e/config.py",
        "/media/..%5c..%5cconfig.py/x",
        "/media/%00/x",
        "/media//etc/passwd",
    ):
        response = client.get(path)
        assert response.status_code in {308, 404}, path
        assert b"SECRET" not in response.data
        assert b"root:" not in response.data


def test_lists_take_as_many_statements_with_three_courses_as_with_one(
    app: Flask, client: FlaskClient
) -> None:
    paths = ("/", "/courses", "/courses?q=coffee")
    publish_small_course()
    one = [_count(client, path) for path in paths]
    for slug in ("second", "third"):
        publish_small_course(slug=slug)

    three = [_count(client, path) for path in paths]

    assert three == one
    assert max(one) <= 2


def test_signed_in_lists_take_as_many_with_three_courses_as_with_one(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()
    one = _count(learner.client, "/courses")
    for slug in ("second", "third"):
        publish_small_course(slug=slug)
        Learner(app, learner.person, slug).enrol()

    assert _count(learner.client, "/courses") == one <= 3


def test_a_course_page_takes_few_statements(app: Flask, client: FlaskClient) -> None:
    publish_small_course()
    learner = Learner(app).enrol()

    assert _count(client, f"/courses/{SLUG}") <= 1
    assert _count(learner.client, f"/courses/{SLUG}") <= 3


def _count(client: FlaskClient, path: str) -> int:
    """The statements of a second visit: published content is in the process by then."""
    assert client.get(path).status_code == 200
    with Statements() as ran:
        assert client.get(path).status_code == 200
    return ran.count
