"""Can a mark that a person gave be corrected, and what follows?"""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.rules import Role
from app.core.db import db
from app.core.errors import Conflict, NotFound
from app.learning.models import QuizStatistics
from app.learning.tasks import count_attempts
from tests.browsing import Form, Page
from tests.factories import administrator, make_person, trainer
from tests.learning.essays import (
    ALONE,
    BEST,
    MIDDLE,
    TWICE,
    WORST,
    given,
    hand_steps,
    handed_in,
    judge,
    mark_of,
    publish_essays,
)
from tests.learning.learner import attempt_now, browser_of
from tests.learning.test_marking import mails
from tests.small_course import QUIZ, SLUG

QUEUE = "/teaching/marking"


def form_of(page: Page) -> Form:
    return next(one for one in page.forms if "corrects" in one.fields)


def test_a_correction_counts_and_nothing_that_was_given_is_lost(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    learner, attempt = handed_in(app)
    judge(owner, attempt, WORST)
    before = attempt_now(attempt).percent, attempt_now(attempt).passed
    second = administrator()

    judge(second, attempt, MIDDLE, corrects=1)

    now = attempt_now(attempt)
    assert (before, (now.state, now.percent, now.passed)) == ((50, False), ("submitted", 90, True))
    assert given(attempt) == [(1, owner.id, 0.0), (4, second.id, 0.8)]
    assert hand_steps(attempt) == [("letter", owner.id, 0.0), ("letter", second.id, 0.8)]
    assert mark_of(attempt) == 0.8
    assert learner.row.score == 90
    (told,) = learner.events("attempt_remarked")
    assert (told.data["percent"], told.data["passed"]) == (90.0, True)


def test_the_last_of_several_corrections_counts(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, letter=TWICE)
    _learner, attempt = handed_in(app)
    judge(owner, attempt, BEST)
    judge(administrator(), attempt, MIDDLE)

    judge(owner, attempt, WORST, corrects=2)
    judge(owner, attempt, BEST, corrects=4)

    assert [turn for turn, _person, _share in given(attempt)] == [1, 2, 4, 5]
    assert (mark_of(attempt), attempt_now(attempt).percent) == (1.0, 100)


def test_a_lower_mark_takes_the_pass_back_as_long_as_nothing_rests_on_it(
    app: Flask, owner: Person
) -> None:
    publish_essays(owner=owner)
    learner, attempt = handed_in(app)
    judge(owner, attempt, BEST)

    judge(owner, attempt, WORST, corrects=1)

    assert (attempt_now(attempt).percent, attempt_now(attempt).passed) == (50, False)
    assert learner.row.score == 50


def test_while_another_answer_waits_there_is_still_no_result(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, letter=ALONE, note=ALONE)
    _learner, attempt = handed_in(app, None, SLUG, "letter", "note")
    judge(owner, attempt, WORST)

    judge(owner, attempt, BEST, corrects=1)
    waits = attempt_now(attempt).state, attempt_now(attempt).percent
    judge(owner, attempt, WORST, question="note")

    assert waits == ("marking", None)
    assert (attempt_now(attempt).state, attempt_now(attempt).percent) == ("submitted", 66.66)
    assert [mail["Subject"] for mail in mails()] == ["Your answer was marked: Quiz: reading codes"]


def test_nothing_is_corrected_before_it_counts_nor_what_was_not_seen(
    app: Flask, owner: Person
) -> None:
    publish_essays(owner=owner, letter=TWICE)
    _learner, attempt = handed_in(app)
    judge(owner, attempt, BEST)
    with pytest.raises(Conflict):
        judge(owner, attempt, WORST, corrects=1)
    judge(administrator(), attempt, BEST)
    judge(owner, attempt, MIDDLE, corrects=2)

    with pytest.raises(Conflict):
        judge(owner, attempt, WORST, corrects=2)

    assert mark_of(attempt) == 0.8


def test_nobody_else_corrects(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    learner, attempt = handed_in(app)
    judge(owner, attempt, BEST)

    for person in (make_person(), trainer(), make_person(role=Role.TUTOR, unit_code="NZ")):
        with pytest.raises(NotFound):
            judge(person, attempt, WORST, corrects=1)
    with pytest.raises(NotFound):
        judge(learner.person, attempt, WORST, corrects=1)

    assert mark_of(attempt) == 1.0


def test_the_learner_gets_a_mail_and_the_statistics_are_counted_anew(
    app: Flask, owner: Person
) -> None:
    version = publish_essays(owner=owner).version_id
    _learner, attempt = handed_in(app)
    judge(owner, attempt, WORST)
    count_attempts({"version_id": version, "quiz_id": QUIZ})
    counted = attempt_now(attempt).counted_at

    judge(owner, attempt, BEST, corrects=1)

    assert counted is not None
    assert attempt_now(attempt).counted_at is None
    assert db.session.scalars(select(QuizStatistics.attempts)).one() == 0
    assert {mail["Subject"] for mail in mails()} == {
        "Your answer was marked: Quiz: reading codes",
        "The mark of your answer was corrected: Quiz: reading codes",
    }


def test_a_marker_finds_what_is_marked_and_corrects_it(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    learner, attempt = handed_in(app)
    browser = browser_of(app, owner)
    nothing = browser.get(f"{QUEUE}?state=marked")
    judge(owner, attempt, MIDDLE, "Well argued.")

    found = browser.get(f"{QUEUE}?state=marked")
    page = browser.get(f"{QUEUE}/{attempt.id}/letter?state=marked")
    done = browser.submit(form_of(page), {"level-facts": "0", "comment": "Name the facts."})

    assert "Nothing is marked yet" in nothing.text
    assert "1 answer is marked. Its mark can be corrected." in found.text
    assert f'href="{QUEUE}/{attempt.id}/letter?state=marked"' in found.text
    assert form_of(page).fields["level-facts"] == ["1"]
    assert form_of(page).fields["comment"] == ["Well argued."]
    assert "Marks given" not in page.text
    assert done.path == f"{QUEUE}/{attempt.id}/letter?state=marked"
    for words in ("The mark is corrected.", "Marks given", "First mark", "Correction"):
        assert words in done.text
    review = learner.browser.get(f"/attempts/{attempt.token}/review").text
    assert ("Name the facts." in review, "Well argued." in review) == (True, False)


def test_what_is_marked_comes_newest_first(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    attempts = []
    for _number in range(2):
        attempts.append(handed_in(app)[1])
        judge(owner, attempts[-1], BEST)

    page = browser_of(app, owner).get(f"{QUEUE}?state=marked").text

    places = [page.index(f"{QUEUE}/{one.id}/letter") for one in attempts]
    assert places == sorted(places, reverse=True)


def test_a_correction_without_every_level_comes_back_as_it_was(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner, letter=TWICE)
    _learner, attempt = handed_in(app)
    judge(owner, attempt, BEST)
    judge(administrator(), attempt, MIDDLE)
    browser = browser_of(app, owner)
    form = form_of(browser.get(f"{QUEUE}/{attempt.id}/letter"))

    page = browser.submit(form, {"level-facts": "0", "comment": "Too much."})

    assert "level-facts" not in form.fields  # neither of two marks is the one
    assert page.status == 422
    assert "Choose a level for every criterion of the rubric." in page.text
    assert '<details class="essay-model" open>' in page.text
    assert form_of(page).fields["comment"] == ["Too much."]
    assert mark_of(attempt) == 0.9


def test_a_certificate_that_was_issued_stays(app: Flask, owner: Person) -> None:
    publish_essays(owner=owner)
    learner, attempt = handed_in(app)
    for lesson in ("parts-of-a-code", "dashes"):
        learner.read(lesson)
    judge(owner, attempt, BEST)
    completed = learner.row.completed_at

    judge(owner, attempt, WORST, corrects=1)

    assert completed is not None
    assert learner.row.completed_at == completed
