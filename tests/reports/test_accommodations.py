"""Is more time or another attempt granted to whom it should be, and to nobody else?"""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from app.core.db import db
from app.learning.models import Accommodation
from tests.browsing import Browser, Page
from tests.factories import coordinator, make_person, sign_in
from tests.learning.learner import Learner
from tests.small_course import QUIZ, SLUG, publish_small_course

PATH = f"/reports/accommodations?course={SLUG}"


def staff(app: Flask, unit: str = "FR") -> Browser:
    client = app.test_client()
    sign_in(client, coordinator(unit))
    return Browser(client)


def granted(browser: Browser, **fields: str) -> Page:
    page = browser.get(PATH)
    form = next(one for one in page.forms if "reason" in one.fields)
    return browser.submit(form, {"reason": "A second language.", **fields})


def all_rows() -> list[Accommodation]:
    query = select(Accommodation).execution_options(populate_existing=True)
    return list(db.session.scalars(query))


def test_extra_time_lengthens_the_attempt_of_the_person(app: Flask) -> None:
    publish_small_course(quiz={"time_limit_minutes": 20})
    learner = Learner(app, make_person(unit_code="FR")).enrol()

    page = granted(staff(app), email=learner.person.email, time_percent="25")

    assert "The accommodation is granted" in page.text
    assert learner.person.name in page.text
    attempt = learner.start()
    assert attempt.deadline is not None
    assert attempt.deadline - attempt.started_at == timedelta(minutes=25)
    (event,) = learner.events("attempt_started")
    assert event.data["extra_time_percent"] == 25
    quiz = learner.get(learner.url(f"quizzes/{QUIZ}")).get_data(as_text=True)
    assert "25 minutes" in quiz


def test_an_extra_attempt_opens_the_quiz_again(app: Flask) -> None:
    publish_small_course(quiz={"attempts": 1})
    learner = Learner(app, make_person(unit_code="FR")).enrol()
    learner.submit(learner.start())
    path = learner.url(f"quizzes/{QUIZ}")
    assert "You have used all attempts" in learner.get(path).get_data(as_text=True)

    granted(staff(app), email=learner.person.email, attempts="1", quiz=QUIZ)

    assert "You have used all attempts" not in learner.get(path).get_data(as_text=True)
    assert learner.start().number == 2


def test_a_unit_is_granted_for_all_its_people(app: Flask) -> None:
    publish_small_course(quiz={"time_limit_minutes": 20})
    learner = Learner(app, make_person(unit_code="FR")).enrol()
    other = Learner(app, make_person(unit_code="KE")).enrol()

    granted(staff(app), unit=str(learner.person.unit_id), time_percent="100")

    for one, minutes in ((learner, 40), (other, 20)):
        attempt = one.start()
        assert attempt.deadline is not None
        assert attempt.deadline - attempt.started_at == timedelta(minutes=minutes)


def test_an_accommodation_that_ended_stays_on_record_and_grants_nothing(app: Flask) -> None:
    publish_small_course(quiz={"time_limit_minutes": 20})
    learner = Learner(app, make_person(unit_code="FR")).enrol()
    browser = staff(app)
    page = granted(browser, email=learner.person.email, time_percent="25")

    ended = browser.submit(page.form("/end"))

    assert "Ended on" in ended.text
    attempt = learner.start()
    assert attempt.deadline is not None
    assert attempt.deadline - attempt.started_at == timedelta(minutes=20)
    (row,) = all_rows()
    assert row.ended_at is not None
    assert row.ended_by_id is not None


def test_somebody_of_another_administration_is_not_found(app: Flask) -> None:
    publish_small_course()
    stranger = make_person(unit_code="KE")

    page = granted(staff(app), email=stranger.email, time_percent="25")

    assert page.status == 422
    assert "Nobody of your units has this e-mail address" in page.text
    assert all_rows() == []


def test_what_grants_nothing_or_to_nobody_is_refused(app: Flask) -> None:
    publish_small_course()
    person = make_person(unit_code="FR")
    browser = staff(app)

    nothing = granted(browser, email=person.email)
    nobody = granted(browser, time_percent="10")
    no_reason = granted(browser, email=person.email, time_percent="10", reason="")

    assert "Give extra time, extra attempts, or both." in nothing.text
    assert "Grant it to one person, or to one unit." in nobody.text
    assert "Say why: it stays on record." in no_reason.text
    assert all_rows() == []


def test_a_coordinator_elsewhere_sees_and_ends_none(app: Flask) -> None:
    publish_small_course()
    person = make_person(unit_code="FR")
    granted(staff(app), email=person.email, time_percent="25")
    (row,) = all_rows()
    abroad = staff(app, "KE")

    page = abroad.get(PATH)

    assert person.name not in page.text
    assert "Nothing is granted yet" in page.text
    assert row.ended_at is None
