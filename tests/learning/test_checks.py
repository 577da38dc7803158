"""Does a knowledge check answer, and count for nothing?"""

from __future__ import annotations

import pytest
from flask import Flask

from tests.factories import make_person
from tests.learning.courses import publish_form, with_check_of_two
from tests.learning.learner import Learner
from tests.small_course import publish_small_course

CHECK = "lessons/parts-of-a-code/checks"


@pytest.fixture
def learner(app: Flask) -> Learner:
    publish_small_course()
    return Learner(app).enrol()


def test_an_answer_gets_its_feedback_within_the_lesson(learner: Learner) -> None:
    page = learner.browser.get(learner.url("lessons/parts-of-a-code"))

    answered = learner.browser.submit(page.form("first-pair"), {"answer": "heading-pair"})

    assert "The heading takes four digits." in answered.text
    assert "Not quite." in answered.text
    assert "HS Convention, Article 1" in answered.text
    assert "Yes, the chapter." not in answered.text
    assert answered.form("first-pair").fields["answer"] == ["heading-pair"]


def test_scripts_get_the_check_alone(learner: Learner) -> None:
    sent = learner.client.post(
        learner.url(f"{CHECK}/six-common"),
        data={"answer": "true", "csrf_token": learner.csrf},
        headers={"X-Requested-With": "fetch"},
    )

    text = sent.get_data(as_text=True)
    assert "<html" not in text
    assert 'data-check="six-common"' in text
    assert "Yes, they are." in text
    assert "Right." in text


def test_a_check_in_french(app: Flask, learner: Learner) -> None:
    french = Learner(app, make_person(language="fr")).enrol()

    sent = french.post(french.url(f"{CHECK}/six-common"), answer="false")

    assert "Elles" not in sent.get_data(as_text=True)
    assert "seule la suite est nationale" in sent.get_data(as_text=True)


def test_several_choices_are_right_only_together(app: Flask) -> None:
    publish_form(with_check_of_two)
    learner = Learner(app).enrol()

    some = learner.post(learner.url(f"{CHECK}/first-pair"), answer="one")
    every = learner.post(learner.url(f"{CHECK}/first-pair"), answer=["one", "three"])

    assert "Not quite." in some.get_data(as_text=True)
    assert "Right." in every.get_data(as_text=True)
    assert "Said of one. Said of three." in every.get_data(as_text=True)


def test_a_check_is_neither_kept_nor_progress(learner: Learner) -> None:
    learner.post(learner.url(f"{CHECK}/six-common"), answer="true")

    assert [event.kind for event in learner.events()] == ["enrolled"]
    assert (learner.row.percent, learner.row.last_item) == (0, None)


@pytest.mark.parametrize("answer", ("none", ["true", "false"], "x" * 10_000, "<script>"))
def test_an_answer_that_is_not_offered_is_refused(learner: Learner, answer: object) -> None:
    sent = learner.post(learner.url(f"{CHECK}/six-common"), answer=answer)

    assert sent.status_code == 422
    assert "<script>" not in sent.get_data(as_text=True).replace("<script type=", "")


def test_no_answer_is_no_verdict(learner: Learner) -> None:
    text = learner.post(learner.url(f"{CHECK}/six-common")).get_data(as_text=True)

    assert "data-check-feedback" not in text


def test_a_check_of_another_lesson_or_a_quiz_is_not_found(learner: Learner) -> None:
    assert learner.post(learner.url("lessons/dashes/checks/six-common")).status_code == 404
    assert learner.post(learner.url(f"{CHECK}/coffee"), answer="c0901").status_code == 404


def test_the_address_of_an_answered_check_leads_back_to_the_lesson(learner: Learner) -> None:
    sent = learner.get(learner.url(f"{CHECK}/six-common") + "?lang=fr")

    assert sent.headers["Location"] == (
        learner.url("lessons/parts-of-a-code") + "?lang=fr#check-six-common"
    )
