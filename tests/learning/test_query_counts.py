"""How many statements does each page of a learner take, once the process is warm?"""

from __future__ import annotations

import pytest
from flask import Flask

from tests.browsing import Statements
from tests.learning.learner import Learner
from tests.small_course import QUIZ, publish_small_course


@pytest.fixture
def learner(app: Flask) -> Learner:
    publish_small_course()
    return Learner(app).enrol()


def statements(learner: Learner, path: str) -> list[str]:
    """The statements of the second visit: published content is in the process by then."""
    assert learner.get(path).status_code == 200
    with Statements() as ran:
        assert learner.get(path).status_code == 200
    return ran.seen


def test_a_lesson_takes_at_most_three(learner: Learner) -> None:
    for lesson in ("parts-of-a-code", "dashes"):
        assert len(statements(learner, learner.url(f"lessons/{lesson}"))) <= 3


def test_home_takes_as_many_with_three_courses_as_with_one(app: Flask, learner: Learner) -> None:
    one = statements(learner, "/home")
    for slug in ("second", "third"):
        publish_small_course(slug=slug)
        Learner(app, learner.person, slug).enrol()

    three = statements(learner, "/home")

    assert len(three) == len(one) <= 6


def test_a_quiz_takes_as_many_after_three_attempts_as_after_one(learner: Learner) -> None:
    path = learner.url(f"quizzes/{QUIZ}")
    learner.submit(learner.start())
    one = statements(learner, path)
    for _ in range(2):
        learner.submit(learner.start())

    assert len(statements(learner, path)) == len(one) <= 4


def test_an_attempt_takes_as_many_with_its_answers_as_without(learner: Learner) -> None:
    attempt = learner.start()
    path = f"/attempts/{attempt.token}"
    none = statements(learner, path)
    learner.save(attempt, "coffee", "c0901")
    learner.save(attempt, "net-weight", "12")

    assert len(statements(learner, path)) == len(none) <= 3


def test_a_saved_answer_takes_at_most_seven(learner: Learner) -> None:
    attempt = learner.start()
    learner.save(attempt, "net-weight", "12")

    with Statements() as first:
        assert learner.save(attempt, "coffee", "c0901").status_code == 200
    with Statements() as change:
        assert learner.save(attempt, "coffee", "c1902", revision=1).status_code == 200

    assert (first.count <= 7, change.count <= 7) == (True, True), (first.seen, change.seen)


def test_a_review_takes_at_most_four(learner: Learner) -> None:
    attempt = learner.pass_quiz()

    assert len(statements(learner, f"/attempts/{attempt.token}/review")) <= 4


def test_continue_takes_two(learner: Learner) -> None:
    learner.get(learner.url(""))

    with Statements() as ran:
        assert learner.get(learner.url("")).status_code == 302

    assert ran.count <= 2
