"""Can goods be classified in a running attempt, button by button, and does the review say where?"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from app.catalogue.content.model import Course, Question, QuestionWords
from app.core.db import db
from app.learning.models import Attempt, Response
from tests.learning.courses import publish_form, with_items
from tests.learning.learner import Learner
from tests.quizzes.every.hs_classification import SAMPLE

COMMON = ("prompt", "rule", "explanation")


def with_goods_to_classify(course: Course) -> Course:
    """The course whose quiz asks for one code, in the place of its first question."""

    def words(language: str) -> QuestionWords:
        said = SAMPLE.words[language]
        own = {name: texts for name, texts in said.items() if name not in COMMON}
        return QuestionWords(said["prompt"], said["rule"], said["explanation"], own)

    def classified(question: Question) -> Question:
        spoken = {language: words(language) for language in question.words}
        return replace(question, type=SAMPLE.type, spec=SAMPLE.spec, words=spoken)

    return with_items(
        course,
        quiz=lambda one: replace(one, questions=(classified(one.questions[0]), *one.questions[1:])),
    )


@pytest.fixture
def learner(app: Flask) -> Learner:
    publish_form(with_goods_to_classify)
    return Learner(app).enrol()


def asked(learner: Learner) -> tuple[Attempt, str]:
    attempt = learner.start()
    return attempt, "coffee"


def saved(attempt: Attempt, question: str) -> object:
    query = select(Response.answer).where(
        Response.attempt_id == attempt.id, Response.question_id == question
    )
    return db.session.scalars(query).one()


def rows_shown(learner: Learner, attempt: Attempt) -> list[str]:
    page = learner.get(f"/attempts/{attempt.token}").get_data(as_text=True)
    return re.findall(r'value="to:(\w+)"', page)


def test_row_opens_without_scripts(learner: Learner) -> None:
    attempt, question = asked(learner)
    url = f"/attempts/{attempt.token}/answers/{question}"
    assert len(rows_shown(learner, attempt)) == 21

    for revision, code in enumerate(("IV", "19", "1902")):
        sent = {"path": "", "find": "", "move": f"to:{code}", "revision": revision}
        assert learner.send(url, sent).status_code == 302

    assert saved(attempt, question) == {"path": "1902", "reasons": [], "find": ""}
    assert rows_shown(learner, attempt) == [
        "IV", "19", "1902", "190211", "190219", "190220", "190230", "190240",
    ]  # fmt: skip


def test_search_answers_without_scripts(learner: Learner) -> None:
    attempt, question = asked(learner)
    url = f"/attempts/{attempt.token}/answers/{question}"

    learner.send(url, {"path": "", "find": "ravioli", "then": "save", "revision": 0})

    assert rows_shown(learner, attempt)[0] == "1902"


def test_review_names_the_level(learner: Learner) -> None:
    attempt, question = asked(learner)
    fields = {"path": ["190230"], "reason": ["rule-1"]}
    body = {"fields": fields, "revision": 0, "key": "a-key-of-its-own"}
    assert learner.put(f"/attempts/{attempt.token}/answers/{question}", body).status_code == 200
    learner.submit(attempt)

    page = learner.get(f"/attempts/{attempt.token}/review").get_data(as_text=True)

    assert "left the right one at the subheading: you went to 1902.30" in page
    assert "Stuffed pasta has a subheading of its own, cooked or not." in page
