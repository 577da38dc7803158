"""Does reading, passing and stopping leave the right traces?"""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from app.catalogue.actions import withdraw
from app.catalogue.models import Course
from app.core.db import db, transaction
from app.core.jobs import OutboxJob
from app.learning.actions.progress import COMPLETED_JOB
from app.learning.models import Enrolment
from app.learning.rules import EnrolmentState
from tests.factories import make_person, sign_in
from tests.learning.courses import publish_form, with_optional
from tests.learning.learner import Learner
from tests.small_course import QUIZ, SLUG, complete_small_course, publish_small_course

FIRST, SECOND = "parts-of-a-code", "dashes"


def test_enrolling_opens_the_first_lesson_and_is_one_event(app: Flask) -> None:
    published = publish_small_course()
    learner = Learner(app)
    page = learner.browser.get(f"/courses/{SLUG}")

    opened = learner.browser.submit(page.form("/enrol"))

    assert opened.path == learner.url(f"lessons/{FIRST}")
    assert (learner.row.version_id, learner.row.state) == (
        published.version_id,
        EnrolmentState.ENROLLED,
    )
    assert [event.kind for event in learner.events()] == ["enrolled"]


def test_enrolling_a_second_time_changes_nothing(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()
    learner.read(FIRST)

    assert learner.post(f"/courses/{SLUG}/enrol").status_code == 302

    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 1
    assert [event.kind for event in learner.events()] == ["enrolled", "lesson_read"]


def test_opening_a_lesson_is_not_reading_it(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()

    for lesson in (FIRST, SECOND):
        assert learner.get(learner.url(f"lessons/{lesson}")).status_code == 200
    learner.get(learner.url(f"quizzes/{QUIZ}"))

    row = learner.row
    assert (row.percent, row.items, row.state) == (0, {}, EnrolmentState.ENROLLED)
    assert [event.kind for event in learner.events()] == ["enrolled"]


def test_mark_read_and_continue_goes_on_to_the_next_item(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()

    assert learner.read(FIRST).path == learner.url(f"lessons/{SECOND}")
    assert learner.row.percent == 33
    assert learner.read(SECOND).path == learner.url(f"quizzes/{QUIZ}")
    assert learner.row.percent == 66
    assert learner.row.state == EnrolmentState.IN_PROGRESS


def test_a_read_lesson_offers_the_next_one_and_marking_again_is_no_event(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()
    learner.read(FIRST)

    page = learner.browser.get(learner.url(f"lessons/{FIRST}"))
    learner.post(learner.url(f"lessons/{FIRST}/read"))

    assert "Mark read and continue" not in page.text
    assert len(learner.events("lesson_read")) == 1


def test_the_course_is_complete_with_its_lessons_read_and_its_quiz_passed(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()
    learner.pass_quiz()
    assert learner.row.state == EnrolmentState.IN_PROGRESS
    learner.read(FIRST)
    assert learner.row.completed_at is None

    learner.read(SECOND)

    row = learner.row
    assert (row.state, row.percent, row.score) == (EnrolmentState.COMPLETED, 100, 100.0)
    assert [event.kind for event in learner.events()][-2:] == ["lesson_read", "completed"]
    jobs = db.session.execute(select(OutboxJob.name, OutboxJob.payload)).all()
    assert (COMPLETED_JOB, {"enrolment_id": row.id}) in [tuple(job) for job in jobs]


def test_optional_items_do_not_block_completion(app: Flask) -> None:
    publish_form(with_optional(SECOND))
    learner = Learner(app).enrol()

    learner.read(FIRST)
    assert learner.row.percent == 50
    learner.pass_quiz()

    assert (learner.row.percent, learner.row.state) == (100, EnrolmentState.COMPLETED)


def test_a_lesson_or_quiz_that_the_course_has_not_is_not_found(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()

    assert learner.get(learner.url("lessons/none")).status_code == 404
    assert learner.get(learner.url(f"lessons/{QUIZ}")).status_code == 404
    assert learner.get(learner.url(f"quizzes/{FIRST}")).status_code == 404
    assert learner.post(learner.url(f"lessons/{QUIZ}/read")).status_code == 404
    assert learner.post(learner.url(f"quizzes/{FIRST}")).status_code == 404
    assert learner.row.items == {}


def test_whoever_is_not_enrolled_sees_no_lesson_and_leaves_no_trace(app: Flask) -> None:
    publish_small_course()
    stranger = Learner(app)

    assert stranger.get(stranger.url(f"lessons/{FIRST}")).status_code == 404
    assert stranger.get(stranger.url("")).status_code == 404
    assert stranger.post(stranger.url(f"lessons/{FIRST}/read")).status_code == 404
    assert stranger.post(stranger.url(f"quizzes/{QUIZ}")).status_code == 404
    assert stranger.events() == []


def test_a_withdrawn_course_goes_on_for_those_in_it_and_takes_nobody_new(app: Flask) -> None:
    publish_small_course()
    learner, stranger = Learner(app).enrol(), Learner(app)
    with transaction() as session:
        withdraw(session, session.scalars(select(Course)).one())

    assert learner.read(FIRST).status == 200
    assert learner.get(f"/courses/{SLUG}").status_code == 200
    assert "Reading a code" in learner.browser.get("/home").text
    assert stranger.get(f"/courses/{SLUG}").status_code == 404
    assert stranger.post(f"/courses/{SLUG}/enrol").status_code == 404
    assert stranger.events() == []


def test_home_shows_each_course_with_its_state(app: Flask) -> None:
    publish_small_course()
    publish_small_course(slug="second", title={"en": "Second one", "fr": "Deuxième"})
    person = make_person()
    complete_small_course(person, percent=87.5)
    learner = Learner(app, person, "second").enrol()

    text = learner.browser.get("/home").text

    assert "Second one" in text
    assert "Completed" in text
    assert "score 87.5 %" in text
    assert "Ready to begin" in text


def test_home_speaks_french(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app, make_person(language="fr")).enrol()

    page = learner.browser.get("/home")

    assert '<html lang="fr"' in page.text
    assert "Lire un code" in page.text
    assert "Les parties d’un code" in page.text


def test_a_person_without_courses_is_shown_the_way(app: Flask) -> None:
    client = app.test_client()
    sign_in(client, make_person())

    page = client.get("/home").get_data(as_text=True)

    assert "No courses yet" in page
    assert 'href="/courses"' in page
