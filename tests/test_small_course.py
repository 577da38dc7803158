"""Does the small course that other tests share hold what they rely on?"""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from app.catalogue.queries import bank_of, outline_of
from app.core.db import db
from app.core.jobs import OutboxJob
from app.learning.actions.progress import COMPLETED_JOB
from app.learning.rules import EnrolmentState
from tests.factories import make_person
from tests.small_course import QUIZ, complete_small_course, publish_small_course, right_answers


def test_it_has_two_lessons_and_one_question_of_each_type(app: Flask) -> None:
    published = publish_small_course()

    outline = outline_of(published.version_id)
    bank = bank_of(published.version_id).quizzes[QUIZ]
    assert [item.id for item in outline.items()] == ["parts-of-a-code", "dashes", QUIZ]
    assert sorted(question.type for question in bank.questions) == [
        "matching",
        "multiple_response",
        "numerical",
        "ordering",
        "single_choice",
        "true_false",
    ]
    assert right_answers(published.version_id)["coffee"] == "c0901"


def test_changed_content_is_the_next_version(app: Flask) -> None:
    first = publish_small_course()
    same = publish_small_course()
    second = publish_small_course(quiz={"attempts": 2}, validity_months=None)

    assert (same.version_id, same.is_new) == (first.version_id, False)
    assert (second.number, outline_of(second.version_id).validity_months) == (2, None)


def test_completing_it_asks_for_a_certificate(app: Flask) -> None:
    publish_small_course()

    enrolment = complete_small_course(make_person())

    assert (enrolment.state, enrolment.percent) == (EnrolmentState.COMPLETED, 100)
    jobs = db.session.execute(select(OutboxJob.name, OutboxJob.payload)).all()
    assert [tuple(row) for row in jobs] == [(COMPLETED_JOB, {"enrolment_id": enrolment.id})]
