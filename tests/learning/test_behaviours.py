"""Do quizzes behave as they say: checked at once, tried again, in turn, with certainty?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.catalogue.content.model import Course, FeedbackBand, Quiz
from app.core import clock
from app.core.db import db
from app.core.jobs import run_all_due
from app.learning.models import Attempt, Response, ResponseStep
from app.learning.queries import quiz_of
from app.learning.queries.marks import questions_of, stored, terms_of
from app.quizzes.behaviours import Action, Step, replay
from app.quizzes.conditions import Behaviour, Conditions, Counting, Navigation, ReviewTimes
from app.quizzes.conditions import ReviewPart as Part
from app.quizzes.questions import question_type
from tests.learning.courses import publish_form, with_items
from tests.learning.learner import Learner, attempt_now
from tests.small_course import QUIZ, right_answers

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HINTS = ("Look at the chapter.", "It is not 04.06.")


def learner_of(app: Flask, *, hints: bool = False, **conditions: Any) -> Learner:
    """Somebody enrolled in the small course with such a quiz."""
    limits = {name: conditions.pop(name) for name in ("attempts", "bands") if name in conditions}

    def quiz(one: Quiz) -> Quiz:
        questions = one.questions
        if hints:
            questions = tuple(
                replace(
                    question,
                    penalty=0.25,
                    words={
                        code: replace(words, hints=HINTS) for code, words in question.words.items()
                    },
                )
                for question in questions
            )
        return replace(one, questions=questions, conditions=Conditions(**conditions), **limits)

    def change(course: Course) -> Course:
        return with_items(course, quiz=quiz)

    publish_form(change)
    return Learner(app).enrol()


def check(learner: Learner, attempt: Attempt, question: str, **fields: object) -> Any:
    """Have one answer checked as the page's form does."""
    row = response(attempt, question)
    revision = row.revision if row else 0
    url = f"/attempts/{attempt.token}/answers/{question}"
    return learner.post(url, revision=revision, then="check", **fields)


def response(attempt: Attempt, question: str) -> Response | None:
    query = select(Response).where(
        Response.attempt_id == attempt.id, Response.question_id == question
    )
    return db.session.scalar(query.execution_options(populate_existing=True))


def kept_steps(attempt: Attempt, question: str) -> list[tuple[str, float | None, int | None]]:
    query = select(ResponseStep).where(
        ResponseStep.attempt_id == attempt.id, ResponseStep.question_id == question
    )
    found = db.session.scalars(query.order_by(ResponseStep.id))
    return [(one.action, one.mark, one.person_id) for one in found]


def test_a_checked_answer_is_closed_with_its_feedback(app: Flask) -> None:
    learner = learner_of(app, behaviour=Behaviour.IMMEDIATE)
    attempt = learner.start()

    answered = check(learner, attempt, "coffee", answer="c1902")
    page = learner.get(f"/attempts/{attempt.token}").get_data(as_text=True)

    assert answered.status_code == 302
    assert "That is pasta" in page
    assert 'name="answer" value="c0901"' not in page
    assert learner.save(attempt, "coffee", "c0901", revision=1).status_code == 410
    row = response(attempt, "coffee")
    assert row is not None
    assert (row.answer, row.mark, row.closed, row.tries) == ("c1902", 0, True, 1)


def test_nothing_is_checked_without_an_answer(app: Flask) -> None:
    learner = learner_of(app, behaviour=Behaviour.IMMEDIATE)
    attempt = learner.start()

    answered = check(learner, attempt, "coffee")

    assert answered.status_code == 422
    assert "Answer the question first" in answered.get_data(as_text=True)


def test_a_quiz_with_deferred_feedback_checks_nothing(app: Flask) -> None:
    learner = learner_of(app)
    attempt = learner.start()

    answered = check(learner, attempt, "coffee", answer="c1902")

    assert answered.status_code == 422
    assert "marked when you hand in" in answered.get_data(as_text=True)
    assert "That is pasta" not in answered.get_data(as_text=True)


def test_a_wrong_try_gives_a_hint_and_the_next_one_less(app: Flask) -> None:
    learner = learner_of(app, hints=True, behaviour=Behaviour.INTERACTIVE)
    attempt = learner.start()

    check(learner, attempt, "coffee", answer="c1902")
    page = learner.get(f"/attempts/{attempt.token}").get_data(as_text=True)
    check(learner, attempt, "coffee", answer="c0901")

    assert HINTS[0] in page
    assert HINTS[1] not in page
    assert "That is pasta" not in page
    person = learner.person.id
    assert kept_steps(attempt, "coffee") == [
        ("save", None, person),
        ("check", 0, person),
        ("save", None, person),
        ("check", 0.75, person),
    ]
    row = response(attempt, "coffee")
    assert row is not None
    assert (row.closed, row.tries, row.mark) == (True, 2, 0.75)


def test_the_same_answer_checked_twice_is_one_try(app: Flask) -> None:
    learner = learner_of(app, hints=True, behaviour=Behaviour.INTERACTIVE)
    attempt = learner.start()

    for _ in range(2):
        check(learner, attempt, "coffee", answer="c1902")

    row = response(attempt, "coffee")
    assert row is not None
    assert row.tries == 1


def test_what_was_earned_by_tries_counts_in_the_result(app: Flask) -> None:
    learner = learner_of(app, hints=True, behaviour=Behaviour.INTERACTIVE)
    attempt = learner.start()
    check(learner, attempt, "coffee", answer="c1902")
    check(learner, attempt, "coffee", answer="c0901")

    learner.submit(attempt)

    assert attempt_now(attempt).percent == 12.5


def test_certainty_decides_what_right_and_wrong_are_worth(app: Flask) -> None:
    learner = learner_of(app, behaviour=Behaviour.CERTAINTY)
    attempt = learner.start()
    url = f"/attempts/{attempt.token}/answers"
    for question, sure, answer in (
        ("coffee", "3", ["c0901"]),
        ("duty-is-common", "2", ["true"]),
        ("net-weight", "1", ["12.5"]),
    ):
        body = {
            "fields": {"answer": answer, "certainty": [sure]},
            "revision": 0,
            "key": f"certain-{question}",
        }
        assert learner.put(f"{url}/{question}", body).status_code == 200

    learner.submit(attempt)

    marks = [response(attempt, one) for one in ("coffee", "duty-is-common", "net-weight")]
    assert [one.mark if one else None for one in marks] == [1, -0.6666667, 0.3333333]
    assert attempt_now(attempt).percent == 11.11


def test_questions_come_in_turn_and_there_is_no_way_back(app: Flask) -> None:
    learner = learner_of(app, navigation=Navigation.SEQUENTIAL)
    attempt = learner.start()
    first, second = attempt.questions[:2]
    page = learner.browser.get(f"/attempts/{attempt.token}")

    assert f"answers/{first}" in page.text
    assert f"answers/{second}" not in page.text
    assert learner.save(attempt, second, None).status_code == 410
    learner.post(f"/attempts/{attempt.token}/next", place=0)
    learner.post(f"/attempts/{attempt.token}/next", place=0)

    page = learner.browser.get(f"/attempts/{attempt.token}")
    assert f"answers/{second}" in page.text
    assert learner.save(attempt, first, None).status_code == 410


def test_saving_and_going_on_is_one_step(app: Flask) -> None:
    learner = learner_of(app, navigation=Navigation.SEQUENTIAL)
    attempt = learner.start()
    first = attempt.questions[0]

    answered = learner.post(f"/attempts/{attempt.token}/answers/{first}", revision=0, then="next")

    assert answered.location.endswith(f"/attempts/{attempt.token}")
    assert attempt_now(attempt).place == 1
    assert response(attempt, first) is not None


def test_a_quiz_opens_and_closes(app: Flask) -> None:
    hour = timedelta(hours=1)
    learner = learner_of(app, opens_at=T0, closes_at=T0 + hour)
    url = learner.url(f"quizzes/{QUIZ}")

    with clock.frozen_at(T0 - hour):
        early = learner.get(url).get_data(as_text=True)
        assert all(words in early for words in ("This quiz opens on", "It opens", "It closes"))
        assert learner.post(url).location.endswith(url)
    with clock.frozen_at(T0):
        during = learner.get(url).get_data(as_text=True)
        assert ("It opens" in during, "It closes" in during) == (False, True)
        attempt = learner.start()
        assert attempt.deadline == T0 + hour
    with clock.frozen_at(T0 + 2 * hour):
        run_all_due()
        assert attempt_now(attempt).state == "expired"
        late = learner.get(url).get_data(as_text=True)
        assert ("This quiz closed on" in late, "It closes" in late) == (True, False)


def test_the_result_is_what_the_quiz_says_it_counts(app: Flask) -> None:
    expected = {Counting.BEST: 100, Counting.FIRST: 0, Counting.LAST: 50, Counting.AVERAGE: 50}
    for how, percent in expected.items():
        learner = learner_of(app, counts=how)
        for right in (0, 6, 3):
            attempt = learner.start()
            answers = list(right_answers(attempt.version_id).items())[:right]
            for question, key in answers:
                learner.save(attempt, question, _sent(key))
            learner.submit(attempt)

        assert learner.row.items[QUIZ]["percent"] == percent, how


def _sent(key: object) -> object:
    return str(key).lower() if isinstance(key, bool) else key


def test_a_review_shows_what_the_quiz_allows_at_the_time(app: Flask) -> None:
    times = ReviewTimes(after=(), closed=(Part.MARKS, Part.ANSWERS))
    learner = learner_of(app, review=times, closes_at=T0 + timedelta(days=1))
    with clock.frozen_at(T0):
        attempt = learner.start()
        learner.save(attempt, "coffee", "c1902")
        learner.submit(attempt)
        early = learner.get(f"/attempts/{attempt.token}/review").get_data(as_text=True)
    with clock.frozen_at(T0 + timedelta(days=2)):
        late = learner.get(f"/attempts/{attempt.token}/review").get_data(as_text=True)

    assert "The result is shown once the quiz is closed" in early
    assert "Your answer, wrong" not in early
    assert "Your answer, wrong" in late
    assert "That is pasta" not in late


def test_a_result_is_told_what_its_band_says(app: Flask) -> None:
    bands = (
        FeedbackBand(80, {"en": "Ready for the desk.", "fr": "Prêt."}),
        FeedbackBand(0, {"en": "Read again.", "fr": "Relisez."}),
    )
    learner = learner_of(app, bands=bands)
    failed = learner.start()
    learner.submit(failed)
    passed = learner.pass_quiz()

    assert "Read again." in learner.get(f"/attempts/{failed.token}/review").get_data(as_text=True)
    page = learner.get(f"/attempts/{passed.token}/review").get_data(as_text=True)
    assert "Ready for the desk." in page


def test_each_step_is_kept_with_its_mark_when_the_attempt_ends(app: Flask) -> None:
    learner = learner_of(app)
    attempt = learner.start()
    learner.save(attempt, "coffee", "c0901")

    learner.submit(attempt)

    person = learner.person.id
    assert kept_steps(attempt, "coffee") == [("save", None, person), ("finish", 1, person)]


@pytest.mark.parametrize("behaviour", tuple(Behaviour))
def test_the_kept_steps_alone_give_the_marks_again(app: Flask, behaviour: Behaviour) -> None:
    hints = behaviour is Behaviour.INTERACTIVE
    learner = learner_of(app, hints=hints, behaviour=behaviour)
    attempt = learner.start()
    for question, answers in (
        ("coffee", ("c1902", "c0901")),
        ("in-the-system", ("codes", "rates")),
        ("net-weight", ("12", "12.5")),
    ):
        for sure, answer in enumerate(answers, start=2):
            check(learner, attempt, question, answer=answer, certainty=str(sure))
            row = response(attempt, question)
            saved = {"answer": [answer], "certainty": [str(sure)]}
            body = {
                "fields": saved,
                "revision": row.revision if row else 0,
                "key": f"again-{question}-{sure}",
            }
            learner.put(f"/attempts/{attempt.token}/answers/{question}", body)
    learner.submit(attempt)

    quiz = quiz_of(attempt.version_id, QUIZ)
    for asked in questions_of(attempt):
        query = select(ResponseStep).where(
            ResponseStep.attempt_id == attempt.id, ResponseStep.question_id == asked.id
        )
        kept = [
            Step(Action(one.action), one.answer, one.certainty)
            for one in db.session.scalars(query.order_by(ResponseStep.id))
        ]
        found = replay(question_type(asked.type), asked.spec, terms_of(quiz, asked), kept)
        row = response(attempt, asked.id)
        assert (row.mark if row else 0) == stored(found.share), asked.id
