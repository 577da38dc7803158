"""What does a corrected key change, and what does it leave alone?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.catalogue.content.model import Course, Quiz
from app.catalogue.models import Course as CourseRow
from app.core.db import db, transaction
from app.core.errors import Conflict
from app.core.jobs import run_all_due
from app.learning.actions import remarking
from app.learning.models import Attempt, RemarkedAttempt, Remarking, Response, ResponseStep
from tests.factories import make_person
from tests.learning.courses import publish_form, with_items
from tests.learning.learner import Learner, attempt_now
from tests.small_course import QUIZ, SLUG


def corrected(course: Course) -> Course:
    """The course with another key for the coffee."""

    def quiz(one: Quiz) -> Quiz:
        questions = tuple(
            replace(question, spec={**question.spec, "key": "c1902"})
            if question.id == "coffee"
            else question
            for question in one.questions
        )
        return replace(one, questions=questions)

    return with_items(course, quiz=quiz)


def taken(app: Flask, answer: str, *, right: bool = True) -> tuple[Learner, Attempt]:
    """Somebody who answered the coffee so, and everything else right or not at all."""
    learner = Learner(app, make_person()).enrol()
    attempt = learner.pass_quiz() if right and answer == "c0901" else learner.start()
    if attempt.state == "running":
        learner.save(attempt, "coffee", answer)
        learner.submit(attempt)
    return learner, attempt_now(attempt)


def compare(person: Person | None = None) -> int:
    """Have the results compared, the job included."""
    trainer = person or make_person()
    with transaction() as session:
        course = session.scalars(select(CourseRow).where(CourseRow.slug == SLUG)).one()
        asked = remarking.ask(session, trainer, course, QUIZ, "The coffee.")
    run_all_due()
    return asked.id


def apply(remarking_id: int, person: Person) -> None:
    with transaction() as session:
        remarking.apply(session, session.get_one(Person, person.id), remarking_id)
    run_all_due()


def found(remarking_id: int) -> dict[int, tuple[Any, ...]]:
    rows = db.session.scalars(
        select(RemarkedAttempt)
        .where(RemarkedAttempt.remarking_id == remarking_id)
        .execution_options(populate_existing=True)
    )
    return {
        one.attempt_id: (
            one.percent_before,
            one.percent_after,
            one.passed_before,
            one.passed_after,
        )
        for one in rows
    }


def test_a_comparison_lists_whose_result_would_change_and_changes_nothing(app: Flask) -> None:
    publish_form(lambda course: course)
    _loser, loses = taken(app, "c0901", right=False)
    _gainer, gains = taken(app, "c1902", right=False)
    _neither, stays = taken(app, "c0406", right=False)
    publish_form(corrected)

    changes = found(compare())

    assert changes == {
        loses.id: (16.66, 0, False, False),
        gains.id: (0, 16.66, False, False),
    }
    assert stays.id not in changes
    assert [attempt_now(one).percent for one in (loses, gains, stays)] == [16.66, 0, 0]


def test_applying_changes_results_and_keeps_what_they_were(app: Flask) -> None:
    publish_form(lambda course: course)
    learner, attempt = taken(app, "c1902", right=False)
    publish_form(corrected)
    trainer = make_person()
    compared = compare(trainer)

    apply(compared, trainer)

    changed = attempt_now(attempt)
    assert (changed.percent, changed.key_version_id is not None) == (16.66, True)
    response = db.session.get_one(Response, (attempt.id, "coffee"), populate_existing=True)
    assert response.mark == 1
    steps = db.session.scalars(
        select(ResponseStep).where(ResponseStep.attempt_id == attempt.id).order_by(ResponseStep.id)
    )
    kept = [(one.action, one.mark, one.person_id) for one in steps]
    person = learner.person.id
    assert kept == [
        ("save", None, person),
        ("finish", 0, person),
        ("remark", 1, trainer.id),
    ]
    assert learner.row.items[QUIZ]["percent"] == 16.66
    row = db.session.get_one(Remarking, compared, populate_existing=True)
    assert (row.done, row.total, row.finished_at is not None) == (1, 1, True)


def test_applying_twice_changes_once(app: Flask) -> None:
    publish_form(lambda course: course)
    learner, _attempt = taken(app, "c1902", right=False)
    publish_form(corrected)
    trainer = make_person()
    compared = compare(trainer)

    apply(compared, trainer)
    apply(compared, trainer)

    assert len(learner.events("attempt_remarked")) == 1
    assert found(compare(trainer)) == {}


def test_a_lost_pass_does_not_undo_a_completed_course_nor_its_certificate(app: Flask) -> None:
    publish_form(lambda course: course)
    learner, attempt = taken(app, "c0901")
    for lesson in ("parts-of-a-code", "dashes"):
        learner.read(lesson)
    run_all_due()
    publish_form(lambda course: with_items(corrected(course), quiz=_strict))
    trainer = make_person()

    apply(compare(trainer), trainer)

    assert attempt_now(attempt).percent == 83.33
    assert learner.row.state == "completed"
    page = learner.get("/certificates").get_data(as_text=True)
    assert "Valid" in page
    assert "Revoked" not in page


def _strict(quiz: Quiz) -> Quiz:
    return replace(quiz, pass_mark=90)


def test_the_learner_stays_where_they_were(app: Flask) -> None:
    publish_form(lambda course: course)
    learner, _attempt = taken(app, "c1902", right=False)
    learner.read("dashes")
    before = (learner.row.last_item, learner.row.active_at)
    publish_form(corrected)
    trainer = make_person()

    apply(compare(trainer), trainer)

    assert (learner.row.last_item, learner.row.active_at) == before


def test_while_results_are_compared_nothing_else_begins(app: Flask) -> None:
    publish_form(lambda course: course)
    taken(app, "c1902", right=False)
    publish_form(corrected)
    person = make_person()
    with transaction() as session:
        course = session.scalars(select(CourseRow).where(CourseRow.slug == SLUG)).one()
        first = remarking.ask(session, person, course, QUIZ, "Once.")

    with pytest.raises(Conflict), transaction() as session:
        remarking.ask(session, person, course, QUIZ, "Twice.")
    with pytest.raises(Conflict), transaction() as session:
        remarking.apply(session, person, first.id)


def test_a_newer_version_asks_for_another_comparison(app: Flask) -> None:
    publish_form(lambda course: course)
    taken(app, "c1902", right=False)
    publish_form(corrected)
    person = make_person()
    compared = compare(person)
    publish_form(lambda course: course)

    with pytest.raises(Conflict, match="published again"):
        apply(compared, person)
