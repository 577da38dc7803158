"""Can an attempt be taken with forms alone?"""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app.learning.models import Attempt
from tests.browsing import Page
from tests.learning.learner import Learner, stored
from tests.small_course import QUIZ, publish_small_course


@pytest.fixture
def learner(app: Flask) -> Learner:
    publish_small_course()
    return Learner(app).enrol()


@pytest.fixture
def attempt(learner: Learner) -> Attempt:
    return learner.start()


def page_of(learner: Learner, attempt: Attempt) -> Page:
    return learner.browser.get(f"/attempts/{attempt.token}")


def order_on(page: Page) -> list[str]:
    return page.form("from-wide-to-narrow").fields["answer"]


def test_a_quiz_is_begun_answered_handed_in_and_reviewed_with_forms(learner: Learner) -> None:
    page = learner.browser.get(learner.url(f"quizzes/{QUIZ}"))
    page = learner.browser.submit(page.form(f"/quizzes/{QUIZ}"))
    given: dict[str, dict[str, object]] = {
        "coffee": {"answer": "c0901"},
        "in-the-system": {"answer": ["codes", "notes"]},
        "duty-is-common": {"answer": "false"},
        "digits": {"stem-chapter": "two", "stem-heading": "four", "stem-subheading": "six"},
        "from-wide-to-narrow": {"answer": ["chapter", "heading", "subheading"]},
        "net-weight": {"answer": "12,5"},
    }

    for question, values in given.items():
        page = learner.browser.submit(page.form(f"answers/{question}"), values)
        assert page.status == 200
        assert "is saved" in page.text
    page = learner.browser.submit(page.form("/submit"))

    assert page.path.endswith("/review")
    assert "Attempt 1: 100 %" in page.text
    assert learner.row.score == 100


def test_a_saved_answer_is_named_by_its_number(learner: Learner, attempt: Attempt) -> None:
    page = learner.browser.submit(
        page_of(learner, attempt).form("answers/coffee"), {"answer": "c0901"}
    )

    number = attempt.questions.index("coffee") + 1
    assert f"The answer to question {number} is saved." in page.text


def test_moving_a_line_keeps_the_new_order(learner: Learner, attempt: Attempt) -> None:
    page = page_of(learner, attempt)
    before = order_on(page)

    form = page.form("from-wide-to-narrow")
    page = learner.browser.submit(form, {"move": f"down:{before[0]}"})

    moved = [before[1], before[0], before[2]]
    assert (order_on(page), stored(attempt)["from-wide-to-narrow"]) == (moved, (moved, 1))
    page = learner.browser.submit(page.form("from-wide-to-narrow"), {"move": f"up:{before[2]}"})
    assert stored(attempt)["from-wide-to-narrow"] == ([before[1], before[2], before[0]], 2)


def test_moving_beyond_the_ends_leaves_the_order(learner: Learner, attempt: Attempt) -> None:
    page = page_of(learner, attempt)
    before = order_on(page)

    page = learner.browser.submit(page.form("from-wide"), {"move": f"up:{before[0]}"})
    page = learner.browser.submit(page.form("from-wide"), {"move": f"down:{before[2]}"})

    assert order_on(page) == before


def test_a_move_that_is_not_offered_is_refused(learner: Learner, attempt: Attempt) -> None:
    for move in ("sideways:heading", "up:none", "up", ":"):
        page = learner.browser.submit(page_of(learner, attempt).form("from-wide"), {"move": move})

        assert (page.status, stored(attempt)) == (422, {})
        assert 'class="error-summary"' in page.text


def test_a_number_that_can_be_read_in_two_ways_is_asked_about_and_stays(
    learner: Learner, attempt: Attempt
) -> None:
    page = learner.browser.submit(page_of(learner, attempt).form("net-weight"), {"answer": "1,234"})

    assert page.status == 422
    assert "Write 1234 if you mean thousands, 1.234 if you mean decimals." in page.text
    assert page.form("net-weight").fields["answer"] == ["1,234"]
    assert stored(attempt) == {}


def test_several_values_for_one_choice_are_refused(learner: Learner, attempt: Attempt) -> None:
    page = learner.browser.submit(
        page_of(learner, attempt).form("answers/coffee"), {"answer": ["c0901", "c1902"]}
    )

    assert (page.status, stored(attempt)) == (422, {})
    assert "Give one answer to this question, not several." in page.text


def test_script_in_an_answer_is_inert(learner: Learner, attempt: Attempt) -> None:
    page = learner.browser.submit(
        page_of(learner, attempt).form("net-weight"), {"answer": '"><script>alert(1)</script>'}
    )

    assert page.status == 422
    assert "<script>alert" not in page.text


def test_a_stale_form_gets_a_page_with_both_answers(learner: Learner, attempt: Attempt) -> None:
    stale = page_of(learner, attempt)
    learner.save(attempt, "coffee", "c0901")

    page = learner.browser.submit(stale.form("answers/coffee"), {"answer": "c1902"})

    assert page.status == 409
    words = re.sub(r"<[^>]+>", " ", page.text)
    assert "19.02" in words
    assert "09.01" in words
    assert stored(attempt) == {"coffee": ("c0901", 1)}


def test_on_the_page_of_a_conflict_one_keeps_ones_own(learner: Learner, attempt: Attempt) -> None:
    stale = page_of(learner, attempt)
    learner.save(attempt, "digits", {"chapter": "two"})
    values = {"stem-chapter": "four", "stem-heading": "six"}
    conflict = learner.browser.submit(stale.form("answers/digits"), values)

    learner.browser.submit(conflict.form("answers/digits"))

    assert stored(attempt) == {"digits": ({"chapter": "four", "heading": "six"}, 2)}


def test_on_the_page_of_a_conflict_one_keeps_the_stored_one(
    learner: Learner, attempt: Attempt
) -> None:
    stale = page_of(learner, attempt)
    learner.save(attempt, "coffee", "c0901")
    conflict = learner.browser.submit(stale.form("answers/coffee"), {"answer": "c1902"})

    assert f'href="/attempts/{attempt.token}"' in conflict.text
    assert stored(attempt) == {"coffee": ("c0901", 1)}


def test_a_move_on_a_stale_page_is_kept_as_that_page_showed_it(
    learner: Learner, attempt: Attempt
) -> None:
    stale = page_of(learner, attempt)
    shown = order_on(stale)
    learner.save(attempt, "from-wide-to-narrow", shown[::-1])
    conflict = learner.browser.submit(stale.form("from-wide"), {"move": f"down:{shown[0]}"})
    assert conflict.status == 409

    learner.browser.submit(conflict.form("from-wide"))

    expected = [shown[1], shown[0], shown[2]]
    assert stored(attempt)["from-wide-to-narrow"] == (expected, 2)


def test_a_form_sent_twice_is_no_conflict_with_itself(learner: Learner, attempt: Attempt) -> None:
    page = page_of(learner, attempt)
    learner.browser.submit(page.form("answers/coffee"), {"answer": "c0901"})

    again = learner.browser.submit(page.form("answers/coffee"), {"answer": "c0901"})

    assert again.status == 200
    assert stored(attempt) == {"coffee": ("c0901", 1)}


def test_the_address_of_a_sent_answer_leads_back_to_the_attempt(
    learner: Learner, attempt: Attempt
) -> None:
    sent = learner.get(f"/attempts/{attempt.token}/answers/coffee?lang=fr")

    assert (sent.status_code, sent.headers["Location"]) == (
        302,
        f"/attempts/{attempt.token}?lang=fr",
    )
