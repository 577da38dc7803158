"""How does an attempt begin and end, and what does its review say?"""

from __future__ import annotations

from collections import Counter
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy import select

from app.catalogue.queries import bank_of
from app.core.db import db
from app.learning.actions import attempts as actions
from app.learning.actions.attempts import AttemptRefused
from app.learning.models import Attempt, Response
from app.quizzes.drawing import Draw
from app.quizzes.rules import RefusalReason
from tests.factories import make_person
from tests.learning.courses import publish_form, with_draws
from tests.learning.learner import Learner, attempt_now, steps, stored, without_tokens
from tests.small_course import QUIZ, complete_small_course, publish_small_course


def learner_of(app: Flask, **quiz: object) -> Learner:
    publish_small_course(quiz=quiz)
    return Learner(app).enrol()


def states(learner: Learner) -> list[str]:
    query = select(Attempt.state).where(Attempt.person_id == learner.person.id)
    return list(db.session.scalars(query.order_by(Attempt.number)))


def test_questions_are_drawn_by_tag(app: Flask) -> None:
    publish_form(with_draws(Draw("goods", 2), Draw("figures", 1)))
    learner = Learner(app).enrol()

    attempt = learner.start()

    bank = {one.id: one for one in bank_of(attempt.version_id).quizzes[QUIZ].questions}
    tags = Counter(bank[question].tags[0] for question in attempt.questions)
    assert tags == {"goods": 2, "figures": 1}


def test_the_same_seed_gives_the_same_questions_in_the_same_order(app: Flask) -> None:
    first = learner_of(app)
    second, third = Learner(app).enrol(), Learner(app).enrol()

    with patch.object(actions, "new_seed", return_value=4711):
        one, two = first.start(), second.start()
    with patch.object(actions, "new_seed", side_effect=range(1, 50)):
        others = [third.start()]

    assert (one.seed, one.questions) == (two.seed, two.questions)
    assert sorted(others[0].questions) == sorted(one.questions)


def test_a_page_shows_the_same_order_each_time(app: Flask) -> None:
    learner = learner_of(app)
    url = f"/attempts/{learner.start().token}"

    first, second = (without_tokens(learner.get(url).get_data(as_text=True)) for _ in range(2))

    assert first == second


def test_starting_again_goes_on_with_the_running_attempt(app: Flask) -> None:
    learner = learner_of(app)

    first, second = learner.start(), learner.start()

    assert (first.id, states(learner)) == (second.id, ["running"])
    assert len(learner.events("attempt_started")) == 1


def test_after_handing_in_nothing_changes(app: Flask) -> None:
    learner = learner_of(app)
    attempt = learner.start()
    learner.save(attempt, "coffee", "c0901")
    learner.submit(attempt)

    by_script = learner.save(attempt, "coffee", "c1902", revision=1)
    by_form = learner.post(f"/attempts/{attempt.token}/answers/coffee", answer="c1902", revision=1)

    assert (by_script.status_code, by_form.status_code) == (410, 410)
    assert (stored(attempt), len(steps(attempt))) == ({"coffee": ("c0901", 1)}, 1)
    assert attempt_now(attempt).percent == 16.66


def test_handing_in_twice_is_one_event(app: Flask) -> None:
    learner = learner_of(app)
    attempt = learner.start()

    answers = [learner.submit(attempt) for _ in range(2)]

    assert [one.headers["Location"] for one in answers] == [f"/attempts/{attempt.token}/review"] * 2
    assert len(learner.events("attempt_graded")) == 1


def test_each_answer_gets_its_mark(app: Flask) -> None:
    learner = learner_of(app)
    attempt = learner.start()
    learner.save(attempt, "coffee", "c0901")
    learner.save(attempt, "digits", {"chapter": "two", "heading": "six"})
    learner.submit(attempt)

    query = select(Response.question_id, Response.mark).where(Response.attempt_id == attempt.id)
    marks = {row.question_id: row.mark for row in db.session.execute(query)}
    assert marks == {"coffee": 1.0, "digits": pytest.approx(1 / 3, abs=1e-6)}
    assert attempt_now(attempt).percent == 22.22


def test_no_more_attempts_than_allowed(app: Flask) -> None:
    learner = learner_of(app, attempts=2, wait_minutes=None)
    for _ in range(2):
        learner.submit(learner.start())

    with pytest.raises(AttemptRefused) as error:
        learner.start()

    assert error.value.refusal.reason is RefusalReason.NONE_LEFT
    page = learner.browser.get(learner.url(f"quizzes/{QUIZ}"))
    assert "You have used all attempts at this quiz." in page.text
    sent = [form.action for form in page.forms if form.method == "post"]
    assert learner.url(f"quizzes/{QUIZ}") not in sent


def test_the_best_attempt_counts(app: Flask) -> None:
    learner = learner_of(app, attempts=None, wait_minutes=None)
    learner.pass_quiz()

    learner.submit(learner.start())

    assert (learner.row.score, learner.row.items[QUIZ]["done"]) == (100.0, True)
    assert len(learner.events("attempt_graded")) == 2


def test_a_score_just_below_the_pass_mark_does_not_pass(app: Flask) -> None:
    learner = learner_of(app, pass_mark=17)
    attempt = learner.start()
    learner.save(attempt, "coffee", "c0901")
    learner.submit(attempt)

    assert (attempt_now(attempt).percent, attempt_now(attempt).passed) == (16.66, False)


def test_whoever_has_finished_may_try_again_and_stays_finished(app: Flask) -> None:
    publish_small_course(quiz={"attempts": None, "wait_minutes": None})
    person = make_person()
    complete_small_course(person)
    learner = Learner(app, person)
    finished = learner.row.completed_at

    learner.submit(learner.start())

    assert (learner.row.state, learner.row.completed_at) == ("completed", finished)
    assert len(learner.events("completed")) == 1


def test_the_review_gives_each_answer_its_feedback_and_the_rule(app: Flask) -> None:
    learner = learner_of(app)
    attempt = learner.start()
    for question, answer in {
        "coffee": "c1902",
        "in-the-system": ["codes", "rates"],
        "duty-is-common": "true",
        "digits": {"chapter": "four"},
        "from-wide-to-narrow": ["heading", "chapter", "subheading"],
        "net-weight": "99",
    }.items():
        learner.save(attempt, question, answer)
    learner.submit(attempt)

    text = learner.browser.get(f"/attempts/{attempt.token}/review").text

    for words in (
        "That is pasta.",
        "No: rates are national.",
        "The parties take on no obligation about rates.",
        "Two.",
        "Chapters hold headings, headings hold subheadings.",
        "Five times two and a half.",
        "General Rule 1",
        "HS Convention, Article 9",
        "General Rule 6",
        "Arithmetic",
        "Read again: The dashes",
        "The pass mark is 60 %.",
    ):
        assert words in text
    assert text.count("question-review") == 6


def test_there_is_no_review_while_the_attempt_runs(app: Flask) -> None:
    learner = learner_of(app)
    attempt = learner.start()

    sent = learner.get(f"/attempts/{attempt.token}/review")

    assert (sent.status_code, sent.headers["Location"]) == (302, f"/attempts/{attempt.token}")


def test_nobody_else_opens_a_review_whatever_their_role(app: Flask) -> None:
    from tests.factories import administrator, trainer  # noqa: PLC0415 - only here

    learner = learner_of(app)
    attempt = learner.start()
    learner.submit(attempt)

    for person in (make_person(), trainer(), administrator()):
        other = Learner(app, person)
        assert other.get(f"/attempts/{attempt.token}/review").status_code == 404
