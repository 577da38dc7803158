"""What does it take until an answer is marked by people, and what follows?"""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask

from app.accounts.models import Person
from app.accounts.rules import Role
from app.core.errors import Conflict, Forbidden, NotFound
from app.core.jobs import run_all_due
from app.core.settings import settings
from app.quizzes.conditions import Behaviour, Conditions
from app.quizzes.questions import InvalidAnswer
from tests.factories import administrator, give_role, make_person
from tests.learning.essays import (
    ALONE,
    BEST,
    MIDDLE,
    TEXT,
    TWICE,
    WORST,
    given,
    hand_steps,
    handed_in,
    judge,
    mark_of,
    publish_essays,
)
from tests.learning.learner import Learner, attempt_now, stored


def mails() -> list[EmailMessage]:
    run_all_due()
    folder = Path(settings().instance_folder) / "mail"
    return [
        email.message_from_bytes(one.read_bytes(), policy=default)
        for one in sorted(folder.glob("*.eml"))
    ]


def test_an_attempt_with_an_essay_waits_and_has_no_result(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)

    learner, attempt = handed_in(app)

    now = attempt_now(attempt)
    assert (now.state, now.percent, now.passed) == ("marking", None, None)
    assert stored(attempt)["letter"] == ({"text": TEXT, "files": []}, 1)
    assert (mark_of(attempt), mark_of(attempt, "coffee")) == (None, 1.0)
    assert learner.events("attempt_graded") == []


def test_an_essay_left_out_needs_no_marker(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    learner = Learner(app).enrol()
    attempt = learner.start()
    learner.save(attempt, "coffee", "c0901")

    learner.submit(attempt)

    assert (attempt_now(attempt).state, attempt_now(attempt).percent) == ("submitted", 50)


def test_the_mark_is_the_share_of_the_rubrics_points(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    learner, attempt = handed_in(app)

    judge(owner, attempt, MIDDLE)

    now = attempt_now(attempt)
    assert (now.state, now.percent) == ("submitted", 90)  # 1 and 8 of 10 points
    assert mark_of(attempt) == 0.8
    assert given(attempt) == [(1, owner.id, 0.8)]
    assert hand_steps(attempt) == [("letter", owner.id, 0.8)]
    graded = learner.events("attempt_graded")
    assert [(one.data["percent"], one.data["passed"]) for one in graded] == [(90.0, True)]
    assert learner.row.score == 90


def test_the_attempt_waits_until_the_last_essay_is_marked(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, letter=ALONE, note=ALONE)
    learner, attempt = handed_in(app, None, "small-course", "letter", "note")

    judge(owner, attempt, BEST)
    first = attempt_now(attempt).state, learner.events("attempt_graded")
    judge(owner, attempt, WORST, question="note")

    assert first == ("marking", [])
    assert (attempt_now(attempt).state, attempt_now(attempt).percent) == ("submitted", 66.66)


def test_two_marks_close_together_count_with_their_mean(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, letter=TWICE)
    second = administrator()
    _learner, attempt = handed_in(app)

    judge(owner, attempt, BEST)
    waits = mark_of(attempt)
    judge(second, attempt, MIDDLE)

    assert waits is None
    assert given(attempt) == [(1, owner.id, 1.0), (2, second.id, 0.8)]
    assert mark_of(attempt) == 0.9
    assert attempt_now(attempt).state == "submitted"


def test_two_marks_too_far_apart_wait_for_what_is_agreed_on(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, letter=TWICE)
    second = administrator()
    _learner, attempt = handed_in(app)
    judge(owner, attempt, BEST)
    judge(second, attempt, WORST)
    apart = mark_of(attempt), attempt_now(attempt).state

    judge(owner, attempt, MIDDLE, agreed=True)

    assert apart == (None, "marking")
    assert given(attempt)[-1] == (3, owner.id, 0.8)
    assert (mark_of(attempt), attempt_now(attempt).percent) == (0.8, 90)
    assert [share for _question, _person, share in hand_steps(attempt)] == [1.0, 0.0, 0.8]


def test_any_difference_has_to_be_settled_where_nothing_else_is_said(
    app: Flask, owner: Person
) -> None:
    publish_essays(owner=owner, letter={**ALONE, "second_marker": True})
    _learner, attempt = handed_in(app)

    judge(owner, attempt, BEST)
    judge(administrator(), attempt, MIDDLE)

    assert (mark_of(attempt), attempt_now(attempt).state) == (None, "marking")


def test_nobody_is_first_and_second_marker(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, letter=TWICE)
    _learner, attempt = handed_in(app)
    judge(owner, attempt, BEST)

    with pytest.raises(Forbidden):
        judge(owner, attempt, WORST)

    assert given(attempt) == [(1, owner.id, 1.0)]


def test_two_who_mark_at_once_are_first_and_second(app: Flask, owner: Person) -> None:
    """Both opened the answer before the other's mark was there: neither knows the other's."""
    publish_essays(owner=owner, letter=TWICE)
    other = administrator()
    _learner, attempt = handed_in(app)

    judge(owner, attempt, BEST)
    judge(other, attempt, BEST)

    assert [turn for turn, _marker, _share in given(attempt)] == [1, 2]


def test_what_is_agreed_on_is_no_answer_to_a_mark_that_was_not_seen(
    app: Flask, owner: Person
) -> None:
    publish_essays(owner=owner, letter=TWICE)
    third = administrator()
    _learner, attempt = handed_in(app)
    judge(owner, attempt, BEST)
    judge(administrator(), attempt, WORST)

    with pytest.raises(Conflict):
        judge(third, attempt, MIDDLE)

    assert len(given(attempt)) == 2


def test_a_marked_answer_is_not_marked_again(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    learner, attempt = handed_in(app)
    judge(owner, attempt, MIDDLE)

    with pytest.raises(Conflict):
        judge(administrator(), attempt, BEST)

    assert (mark_of(attempt), len(learner.events("attempt_graded"))) == (0.8, 1)


@pytest.mark.parametrize(
    "levels", ({}, {"facts": 2}, {"facts": 3, "rule": 0}, {"facts": True, "rule": 1})
)
def test_a_mark_without_every_level_is_refused(
    app: Flask, owner: Person, levels: dict[str, object]
) -> None:
    publish_essays(owner=owner)
    _learner, attempt = handed_in(app)

    with pytest.raises(InvalidAnswer):
        judge(owner, attempt, levels)

    assert (given(attempt), mark_of(attempt)) == ([], None)


def test_nobody_marks_their_own_answer(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    everything = administrator()
    give_role(everything, Role.TUTOR, "WORLD")
    _learner, attempt = handed_in(app, everything)

    with pytest.raises(NotFound):
        judge(everything, attempt)

    assert given(attempt) == []


def test_a_running_attempt_and_other_questions_are_not_to_be_marked(
    app: Flask, owner: Person
) -> None:
    publish_essays(owner=owner)
    learner = Learner(app).enrol()
    running = learner.start()
    learner.save(running, "letter", {"text": TEXT})
    with pytest.raises(NotFound):
        judge(owner, running)
    learner.submit(running)

    for question in ("coffee", "none"):
        with pytest.raises(NotFound):
            judge(owner, running, question=question)

    assert given(running) == []


def test_the_learner_gets_a_mail_in_their_language(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, letter=ALONE, note=ALONE)
    person = make_person(language="fr", email="rene@customs.example")
    _learner, attempt = handed_in(app, person, "small-course", "letter", "note")
    judge(owner, attempt)
    assert mails() == []

    judge(owner, attempt, question="note")

    (sent,) = mails()
    body = sent.get_body(("plain",))
    assert body is not None
    assert ("rene@customs.example" in sent["To"], sent["Content-Language"]) == (True, "fr")
    assert f"/attempts/{attempt.token}/review" in body.get_content()
    assert owner.name not in body.get_content()


def test_an_essay_can_neither_be_checked_nor_closed_before_the_end(
    app: Flask, owner: Person
) -> None:
    publish_essays(owner=owner, quiz={"conditions": Conditions(behaviour=Behaviour.IMMEDIATE)})
    learner = Learner(app).enrol()
    attempt = learner.start()
    learner.save(attempt, "letter", {"text": TEXT})

    page = learner.post(
        f"/attempts/{attempt.token}/answers/letter", answer=TEXT, revision=1, then="check"
    )

    assert page.status_code == 422
    assert mark_of(attempt) is None
    assert learner.save(attempt, "letter", {"text": "Another."}, revision=1).status_code == 200
