"""Is there any trace of a key before the answer: in a page, a saved answer, a header?

The same course is published for two applications with other keys everywhere; the same person does
the same in both, at the same moment with the same seed. Whatever they see must be the same, apart
from the tokens that tell requests and forms apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.catalogue.content.model import Course, Lesson
from app.catalogue.queries import bank_of
from app.core import clock
from app.core.db import db
from app.learning.actions import attempts as actions
from app.learning.models import Attempt
from app.quizzes.drawing import Draw
from tests.factories import make_person
from tests.learning.courses import (
    OTHER_KEYS,
    publish_form,
    with_check_of_two,
    with_draws,
    with_items,
    with_other_keys,
    with_quiz,
)
from tests.learning.learner import Learner, without_tokens
from tests.small_course import QUIZ

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SAME_SEED = patch.object(actions, "new_seed", return_value=20_260_302)
PER_REQUEST = {"Set-Cookie", "X-Request-Id", "X-Request-ID"}
Seen = dict[str, tuple[int, str, dict[str, str]]]
WRONG_BOTH_WAYS = {
    "coffee": ("c1902", "c0901", "none"),
    "in-the-system": (["codes"], ["rates", "ports"], "none"),
    "duty-is-common": ("true", "false", "perhaps"),
    "digits": ({"chapter": "two"}, {"chapter": "six", "heading": "two"}, {"chapter": "none"}),
    "from-wide-to-narrow": (
        ["chapter", "heading", "subheading"],
        ["subheading", "heading", "chapter"],
        ["chapter"],
    ),
    "net-weight": ("12.5", "99", "1,234"),
}


def as_it_is(course: Course) -> Course:
    return course


def long_course(course: Course) -> Course:
    """With a time limit, so that the timer is on the page too."""
    return with_quiz(time_limit_minutes=30)(
        with_draws(Draw("goods", 3), Draw("figures", 3))(course)
    )


def seen_in(app: Flask, change: Callable[[Course], Course], steps: Callable[..., Seen]) -> Seen:
    with app.app_context(), clock.frozen_at(T0), SAME_SEED:
        publish_form(lambda course: change(long_course(course)))
        try:
            return steps(Learner(app, make_person("Ada Same", email="ada@customs.example")).enrol())
        finally:
            db.session.remove()
            db.engine.dispose()


def noted(response: TestResponse, secrets: tuple[str, ...] = ()) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers with the tokens taken out."""
    text = response.get_data(as_text=True)
    headers = {name: value for name, value in response.headers.items() if name not in PER_REQUEST}
    for one in secrets:
        text = text.replace(one, "TOKEN")
        headers = {name: value.replace(one, "TOKEN") for name, value in headers.items()}
    text = without_tokens(text)
    text = re.sub(r'("request_id":\s*)"[^"]+"', r"\1TOKEN", text)
    return response.status_code, text, headers


def an_attempt(learner: Learner) -> Seen:
    attempt = learner.start()
    seen: Seen = {"page": _page(learner, attempt), "quiz": _quiz(learner)}
    for question, answers in WRONG_BOTH_WAYS.items():
        for revision, answer in enumerate(answers):
            saved = learner.save(attempt, question, answer, revision=revision)
            seen[f"saved {question} {revision}"] = noted(saved, (attempt.token,))
        stale = learner.save(attempt, question, answers[0], revision=7)
        seen[f"stale {question}"] = noted(stale, (attempt.token,))
    seen["answered page"] = _page(learner, attempt)
    return seen


def an_attempt_without_scripts(learner: Learner) -> Seen:
    attempt = learner.start()
    url = f"/attempts/{attempt.token}/answers"
    forms: dict[str, list[dict[str, object]]] = {
        "coffee": [{"answer": "c0901"}, {"answer": "c0406"}, {"answer": "none"}],
        "in-the-system": [{"answer": ["codes", "notes"]}, {"answer": ["rates"]}],
        "duty-is-common": [{"answer": "false"}, {"answer": "true"}],
        "digits": [{"stem-chapter": "two"}, {"stem-chapter": "six"}],
        "from-wide-to-narrow": [
            {"answer": ["chapter", "heading", "subheading"], "move": "down:chapter"},
            {"answer": ["chapter", "heading", "subheading"], "move": "down:heading"},
        ],
        "net-weight": [{"answer": "12.5"}, {"answer": "99"}, {"answer": "1,234"}],
    }
    seen: Seen = {}
    for question, many in forms.items():
        for place, values in enumerate(many):
            sent = learner.post(f"{url}/{question}", revision=0, **values)
            seen[f"{question} {place}"] = noted(sent, (attempt.token,))
    seen["page"] = _page(learner, attempt)
    return seen


def lessons_with_checks(learner: Learner) -> Seen:
    seen: Seen = {}
    for language in ("en", "fr"):
        for lesson in ("parts-of-a-code", "dashes"):
            page = learner.get(learner.url(f"lessons/{lesson}?lang={language}"))
            seen[f"{lesson} {language}"] = noted(page)
        seen[f"course {language}"] = noted(learner.get(f"/courses/{learner.slug}?lang={language}"))
    return seen


@pytest.mark.parametrize("steps", (an_attempt, an_attempt_without_scripts, lessons_with_checks))
def test_two_keys_give_the_same_pages_answers_and_headers(
    two_copies: Callable[[str], Flask], steps: Callable[[Learner], Seen]
) -> None:
    one = seen_in(two_copies("one"), as_it_is, steps)
    two = seen_in(two_copies("two"), with_other_keys, steps)

    assert one.keys() == two.keys()
    for name in one:
        assert one[name] == two[name], name
    assert {status for status, _text, _headers in one.values()} <= {200, 302, 409, 422}


@pytest.mark.parametrize("kind", ("single", "multiple"))
def test_a_check_of_either_kind_shows_no_trace_before_its_answer(
    two_copies: Callable[[str], Flask], kind: str
) -> None:
    def first(course: Course) -> Course:
        return with_check_of_two(course) if kind == "multiple" else course

    def second(course: Course) -> Course:
        changed = first(course)
        return (
            with_items(changed, lesson=_other_check_keys)
            if kind == "multiple"
            else (with_other_keys(course))
        )

    one = seen_in(two_copies("one"), first, lessons_with_checks)
    two = seen_in(two_copies("two"), second, lessons_with_checks)

    assert one == two


def test_the_keys_do_differ(two_copies: Callable[[str], Flask]) -> None:
    """The two courses above are no test unless every key is another one."""

    def keys(learner: Learner) -> Seen:
        bank = bank_of(learner.row.version_id)
        questions = bank.quizzes[QUIZ].questions
        specs = {one.id: one.spec for one in questions}
        specs |= {one.id: one.spec for one in bank.checks.values()}
        return {name: (0, str(spec["key"]), {}) for name, spec in specs.items()}

    one = seen_in(two_copies("one"), as_it_is, keys)
    two = seen_in(two_copies("two"), with_other_keys, keys)

    assert set(one) == set(two) == set(OTHER_KEYS)
    assert all(one[name] != two[name] for name in one)


def test_no_word_of_feedback_is_on_a_running_page_or_an_unanswered_lesson(app: Flask) -> None:
    publish_form(as_it_is)
    learner = Learner(app).enrol()
    attempt = learner.start()
    pages = [
        learner.get(f"/attempts/{attempt.token}").get_data(as_text=True),
        learner.get(learner.url("lessons/parts-of-a-code")).get_data(as_text=True),
        learner.get(learner.url(f"quizzes/{QUIZ}")).get_data(as_text=True),
    ]

    for words in (
        "That is pasta",
        "rates are national",
        "first heading of chapter 9",
        "Five times",
        "General Rule 1",
        "takes four digits",
        "only what follows is national",
    ):
        assert not any(words in page for page in pages), words


def _page(learner: Learner, attempt: Attempt) -> tuple[int, str, dict[str, str]]:
    return noted(learner.get(f"/attempts/{attempt.token}"), (attempt.token,))


def _quiz(learner: Learner) -> tuple[int, str, dict[str, str]]:
    token = learner.start().token
    return noted(learner.get(learner.url(f"quizzes/{QUIZ}")), (token,))


def _other_check_keys(lesson: Lesson) -> Lesson:
    checks = tuple(
        replace(one, spec={**one.spec, "key": ("two",)}) if one.id == "first-pair" else one
        for one in lesson.checks
    )
    return replace(lesson, checks=checks)
