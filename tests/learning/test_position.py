"""Does one go on where one stopped, on any device?"""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.learning.learner import Learner
from tests.small_course import QUIZ, publish_small_course

FIRST, SECOND = "parts-of-a-code", "dashes"


@pytest.fixture
def learner(app: Flask) -> Learner:
    publish_small_course()
    return Learner(app).enrol()


def goes_on(learner: Learner) -> str:
    """Where 'continue' leads, from another device."""
    return str(learner.get(learner.url("")).headers["Location"])


def stop_at(learner: Learner, item: object, heading: object = "") -> int:
    sent = learner.put(learner.url("position"), {"item": item, "heading": heading})
    return sent.status_code


def test_a_new_learner_begins_with_the_first_lesson(learner: Learner) -> None:
    assert goes_on(learner) == learner.url(f"lessons/{FIRST}")


def test_one_goes_on_at_the_heading_where_one_stopped(learner: Learner) -> None:
    assert stop_at(learner, SECOND, "s1") == 200

    assert goes_on(learner) == learner.url(f"lessons/{SECOND}") + "#s1"
    assert learner.row.active_at is not None


def test_a_position_is_neither_reading_nor_an_event(learner: Learner) -> None:
    stop_at(learner, FIRST, "s2")

    assert (learner.row.percent, learner.row.items) == (0, {})
    assert learner.events("lesson_read") == []


def test_stopping_at_the_top_of_an_unread_lesson_leads_back_to_it(learner: Learner) -> None:
    stop_at(learner, SECOND)

    assert goes_on(learner) == learner.url(f"lessons/{SECOND}")


def test_marking_read_leads_on_although_one_stopped_in_the_middle_before(learner: Learner) -> None:
    stop_at(learner, FIRST, "s2")

    learner.read(FIRST)

    assert goes_on(learner) == learner.url(f"lessons/{SECOND}")


def test_in_the_middle_of_an_attempt_one_goes_on_with_its_quiz(learner: Learner) -> None:
    learner.start()

    assert goes_on(learner) == learner.url(f"quizzes/{QUIZ}")


def test_home_names_the_place_that_continue_leads_to(learner: Learner) -> None:
    stop_at(learner, SECOND, "s1")

    text = learner.browser.get("/home").text

    assert "Next: The dashes" in text


def test_home_leads_to_the_course_used_last(app: Flask, learner: Learner) -> None:
    publish_small_course(slug="other", title={"en": "Another", "fr": "Un autre"})
    other = Learner(app, learner.person, "other").enrol()
    stop_at(other, SECOND)
    stop_at(learner, SECOND)

    first = learner.browser.get("/home").text
    stop_at(other, FIRST)
    second = learner.browser.get("/home").text

    hero = 'class="hero'
    assert "Reading a code" in first.partition(hero)[2][:600]
    assert "Another" in second.partition(hero)[2][:600]


def test_a_position_that_is_none_is_refused(learner: Learner) -> None:
    odd: tuple[tuple[Any, Any], ...] = (
        ("none", "s1"),
        (QUIZ, "s1"),
        (None, "s1"),
        (["dashes"], "s1"),
        (SECOND, 7),
        (SECOND, None),
        ("\x00", "s1"),
        ("\ud800", "s1"),
        (SECOND, "s1\x00"),
        (SECOND, "\ud800"),
    )

    for item, heading in odd:
        assert 400 <= stop_at(learner, item, heading) < 500, (item, heading)
    assert (learner.row.last_item, learner.row.active_at) == (None, None)


def test_a_heading_that_is_none_is_left_out(learner: Learner) -> None:
    for heading in ("x", "s", "s0", "s" + "1" * 500, "s１"):
        assert stop_at(learner, SECOND, heading) == 200
        assert (learner.row.last_item, learner.row.last_heading) == (SECOND, "")


def test_a_position_in_a_course_that_one_is_not_in_is_not_found(
    app: Flask, learner: Learner
) -> None:
    stranger = Learner(app)

    assert stop_at(stranger, SECOND, "s1") == 404
