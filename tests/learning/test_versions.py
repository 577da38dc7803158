"""What becomes of learners in the middle when a course gets a new version?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Flask

from app.catalogue.content.model import Course
from app.core import clock
from tests.factories import make_person
from tests.learning.courses import publish_form, with_new_words, with_quiz
from tests.learning.learner import Learner, attempt_now
from tests.small_course import QUIZ, SLUG, complete_small_course, publish_small_course, small_course

FIRST, SECOND = "parts-of-a-code", "dashes"
OFFER = "A new version of this course is out"


def test_the_new_version_is_offered_and_until_taken_nothing_changes(app: Flask) -> None:
    old = publish_small_course()
    learner = Learner(app).enrol()
    learner.read(FIRST)

    publish_form(with_new_words(FIRST))

    page = learner.browser.get(learner.url(f"lessons/{FIRST}"))
    assert OFFER in page.text
    assert "Two digits for the chapter" in page.text
    assert OFFER in learner.browser.get(f"/courses/{SLUG}").text
    assert OFFER in learner.browser.get(learner.url(f"quizzes/{QUIZ}")).text
    assert (learner.row.version_id, learner.row.percent) == (old.version_id, 33)


def test_changing_keeps_unchanged_items_and_opens_changed_ones(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()
    learner.read(FIRST)
    learner.read(SECOND)
    new = publish_form(with_new_words(FIRST))

    page = learner.browser.get(learner.url(f"lessons/{SECOND}"))
    learner.browser.submit(page.form("/version"))

    row = learner.row
    assert (row.version_id, row.percent) == (new.version_id, 33)
    first = learner.browser.get(learner.url(f"lessons/{FIRST}"))
    assert "New." in first.text
    assert "Mark read and continue" in first.text
    assert "Mark read" not in learner.browser.get(learner.url(f"lessons/{SECOND}")).text
    assert OFFER not in first.text
    assert learner.events()[-1].kind == "version_changed"
    assert learner.events()[-1].version_id == new.version_id


def test_a_quiz_passed_on_unchanged_content_stays_passed(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()
    learner.pass_quiz()
    publish_form(with_new_words(FIRST))

    learner.post(learner.url("version"))

    assert (learner.row.percent, learner.row.score) == (33, 100.0)


def test_a_changed_quiz_has_all_its_attempts_again(app: Flask) -> None:
    publish_small_course(quiz={"attempts": 1, "wait_minutes": None})
    learner = Learner(app).enrol()
    passed = learner.pass_quiz()
    publish_form(with_quiz(attempts=1, wait_minutes=None, pass_mark=90))
    learner.post(learner.url("version"))
    assert (learner.row.percent, learner.row.score) == (0, None)

    page = learner.browser.get(learner.url(f"quizzes/{QUIZ}"))
    again = learner.browser.submit(page.form(f"quizzes/{QUIZ}"))

    assert again.path.startswith("/attempts/")
    assert learner.browser.get(f"/attempts/{passed.token}/review").status == 200


def test_an_attempt_used_up_stays_used_up_where_the_quiz_is_unchanged(app: Flask) -> None:
    publish_small_course(quiz={"attempts": 1, "wait_minutes": None})
    learner = Learner(app).enrol()
    learner.submit(learner.start())
    publish_form(
        lambda course: with_new_words(FIRST)(with_quiz(attempts=1, wait_minutes=None)(course))
    )
    learner.post(learner.url("version"))

    page = learner.browser.get(learner.url(f"quizzes/{QUIZ}"))

    assert "You have used all attempts" in page.text


def test_during_an_attempt_the_version_cannot_change(app: Flask) -> None:
    old = publish_small_course()
    learner = Learner(app).enrol()
    attempt = learner.start()
    publish_form(with_new_words(FIRST))

    refused = learner.post(learner.url("version"))

    assert refused.status_code == 409
    assert "Hand in the quiz that you have begun" in refused.get_data(as_text=True)
    assert learner.row.version_id == old.version_id
    assert learner.save(attempt, "coffee", "c0901").status_code == 200


def test_an_attempt_whose_time_is_over_does_not_hold_up_the_change(app: Flask) -> None:
    publish_small_course(quiz={"time_limit_minutes": 10})
    learner = Learner(app).enrol()
    moment = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    with clock.frozen_at(moment):
        attempt = learner.start()
    new = publish_form(with_quiz(time_limit_minutes=20))

    with clock.frozen_at(moment + timedelta(hours=1)):
        assert learner.post(learner.url("version")).status_code == 302

    assert (attempt_now(attempt).state, learner.row.version_id) == ("expired", new.version_id)
    assert [event.kind for event in learner.events()][-2:] == ["attempt_graded", "version_changed"]
    assert learner.row.score is None


def test_whoever_has_finished_is_not_asked_and_stays_where_they_finished(app: Flask) -> None:
    old = publish_small_course()
    person = make_person()
    complete_small_course(person)
    learner = Learner(app, person)
    publish_form(with_new_words(FIRST))

    assert OFFER not in learner.browser.get(learner.url(f"lessons/{FIRST}")).text
    assert OFFER not in learner.browser.get(f"/courses/{SLUG}").text
    learner.post(learner.url("version"))

    assert (learner.row.version_id, learner.row.percent) == (old.version_id, 100)


def test_without_a_new_version_changing_is_no_event(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()

    learner.post(learner.url("version"))

    assert [event.kind for event in learner.events()] == ["enrolled"]


def test_whoever_enrols_now_begins_with_the_new_version(app: Flask) -> None:
    publish_small_course()
    new = publish_form(with_new_words(FIRST))

    assert Learner(app).enrol().row.version_id == new.version_id


def test_an_attempt_keeps_its_version_and_its_meaning(app: Flask) -> None:
    old = publish_small_course()
    learner = Learner(app).enrol()
    attempt = learner.pass_quiz()
    publish_form(with_quiz(pass_mark=100, title={"en": "Another title", "fr": "Autre"}))
    learner.post(learner.url("version"))

    text = learner.browser.get(f"/attempts/{attempt.token}/review").text

    assert attempt_now(attempt).version_id == old.version_id
    assert "Review: Quiz: reading codes" in text
    assert "The pass mark is 60 %." in text


def test_a_course_page_shows_the_version_one_is_in_even_in_fewer_languages(app: Flask) -> None:
    publish_form(_english_only)
    learner = Learner(app, make_person(language="fr")).enrol()
    publish_small_course()

    page = learner.browser.get(f"/courses/{SLUG}")

    assert page.status == 200
    assert "Reading a code" in page.text
    assert learner.browser.get("/home").status == 200
    assert learner.browser.get("/courses").status == 200
    assert learner.browser.get(learner.url(f"lessons/{FIRST}")).status == 200


def test_a_lesson_that_the_new_version_lacks_is_not_linked_from_a_review(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app).enrol()
    attempt = learner.start()
    learner.submit(attempt)
    publish_form(_without_second)
    learner.post(learner.url("version"))

    text = learner.browser.get(f"/attempts/{attempt.token}/review").text

    assert "Read again: The parts of a code" in text
    assert "Read again: The dashes" not in text


def _english_only(course: Course) -> Course:
    return replace(course, languages=("en",))


def _without_second(course: Course) -> Course:
    module = course.modules[0]
    shorter = replace(module, lessons=module.lessons[:1])
    assert len(small_course().modules[0].lessons) == 2
    return replace(course, modules=(shorter,))
