"""Is each answer kept as it is given, once, and never over another one unseen?"""

from __future__ import annotations

import pytest
from flask import Flask

from app.learning.models import Attempt
from tests.factories import make_person
from tests.learning.courses import publish_form, with_draws
from tests.learning.learner import Learner, as_answer, attempt_now, new_key, steps, stored
from tests.small_course import QUIZ, publish_small_course, right_answers

ANSWERS = {
    "coffee": "c1902",
    "in-the-system": ["codes", "ports"],
    "duty-is-common": "true",
    "digits": {"chapter": "two", "heading": "six"},
    "from-wide-to-narrow": ["heading", "chapter", "subheading"],
    "net-weight": "12,4",
}


@pytest.fixture
def learner(app: Flask) -> Learner:
    publish_small_course()
    return Learner(app).enrol()


@pytest.fixture
def attempt(learner: Learner) -> Attempt:
    return learner.start()


def test_an_answer_of_every_type_is_kept_and_shown_again(
    learner: Learner, attempt: Attempt
) -> None:
    for question, answer in ANSWERS.items():
        saved = learner.save(attempt, question, answer)
        assert (saved.status_code, saved.json and saved.json["revision"]) == (200, 1)

    assert stored(attempt) == {question: (answer, 1) for question, answer in ANSWERS.items()}
    page = learner.get(f"/attempts/{attempt.token}").get_data(as_text=True)
    assert 'value="c1902" id="' in page
    assert page.count(" checked") == 4
    assert page.count(" selected") == 2
    assert 'value="12,4"' in page
    assert page.index('value="heading"') < page.index('value="chapter"')


def test_each_change_is_the_next_revision_and_every_step_is_kept(
    learner: Learner, attempt: Attempt
) -> None:
    learner.save(attempt, "coffee", "c1902")
    second = learner.save(attempt, "coffee", "c0901", revision=1)
    third = learner.save(attempt, "coffee", None, revision=2)

    assert [one.json and one.json["revision"] for one in (second, third)] == [2, 3]
    assert stored(attempt) == {"coffee": (None, 3)}
    assert steps(attempt) == [
        ("coffee", "c1902", 1, False),
        ("coffee", "c0901", 2, False),
        ("coffee", None, 3, False),
    ]


def test_saving_is_no_event_and_no_progress(learner: Learner, attempt: Attempt) -> None:
    learner.save(attempt, "coffee", "c0901")

    assert [event.kind for event in learner.events()] == ["enrolled", "attempt_started"]
    assert learner.row.percent == 0


def test_a_request_sent_again_has_the_same_result_once(learner: Learner, attempt: Attempt) -> None:
    key = new_key()
    first = learner.save(attempt, "coffee", "c0901", key=key)
    again = learner.save(attempt, "coffee", "c0901", key=key)

    assert (again.status_code, again.json) == (200, first.json)
    assert stored(attempt) == {"coffee": ("c0901", 1)}
    assert len(steps(attempt)) == 1


def test_a_request_sent_again_later_does_not_bring_an_old_answer_back(
    learner: Learner, attempt: Attempt
) -> None:
    key = new_key()
    first = learner.save(attempt, "coffee", "c1902", key=key)
    learner.save(attempt, "coffee", "c0901", revision=1)

    again = learner.save(attempt, "coffee", "c1902", key=key)

    assert (again.status_code, again.json) == (200, first.json)
    assert stored(attempt) == {"coffee": ("c0901", 2)}


def test_a_key_used_for_another_question_acknowledges_nothing(
    learner: Learner, attempt: Attempt
) -> None:
    key = new_key()
    learner.save(attempt, "coffee", "c0901", key=key)

    assert learner.save(attempt, "net-weight", "12", key=key).status_code == 422
    assert stored(attempt) == {"coffee": ("c0901", 1)}


def test_the_same_key_in_another_attempt_is_another_request(app: Flask, learner: Learner) -> None:
    other = Learner(app).enrol()
    mine, theirs, key = learner.start(), other.start(), new_key()

    learner.save(mine, "coffee", "c0901", key=key)
    other.save(theirs, "coffee", "c1902", key=key)

    assert (stored(mine), stored(theirs)) == (
        {"coffee": ("c0901", 1)},
        {"coffee": ("c1902", 1)},
    )


def test_a_stale_page_gets_both_answers_in_words_and_changes_nothing(
    learner: Learner, attempt: Attempt
) -> None:
    learner.save(attempt, "coffee", "c0901")

    stale = learner.save(attempt, "coffee", "c1902", revision=0)

    assert stale.status_code == 409
    assert stale.json == {
        "error": "This answer was changed somewhere else.",
        "status": 409,
        "yours": "19.02",
        "stored": "09.01",
        "revision": 1,
    }
    assert (stored(attempt), len(steps(attempt))) == ({"coffee": ("c0901", 1)}, 1)


IN_WORDS = {
    "coffee": "19.02",
    "in-the-system": "Codes; Ports",
    "duty-is-common": "True",
    "digits": "A chapter → 2; A heading → 6",
    "from-wide-to-narrow": "1. Heading; 2. Chapter; 3. Subheading",
    "net-weight": "12,4 kg",
}


def test_a_conflict_tells_the_answers_of_every_type_in_words(
    learner: Learner, attempt: Attempt
) -> None:
    for question, key in right_answers(attempt.version_id).items():
        learner.save(attempt, question, as_answer(key))

        stale = learner.save(attempt, question, ANSWERS[question], revision=9)

        assert stale.json is not None
        assert (stale.status_code, stale.json["yours"]) == (409, IN_WORDS[question])
        assert stale.json["stored"] not in {"", IN_WORDS[question]}


def test_a_stale_page_that_says_the_same_is_no_conflict(learner: Learner, attempt: Attempt) -> None:
    learner.save(attempt, "in-the-system", ["codes", "notes"])

    same = learner.save(attempt, "in-the-system", ["notes", "codes"], revision=0)

    assert same.json is not None
    assert (same.status_code, same.json["revision"]) == (200, 1)
    assert stored(attempt) == {"in-the-system": (["codes", "notes"], 1)}


def test_an_emptied_answer_in_a_conflict_is_said_to_be_none(
    learner: Learner, attempt: Attempt
) -> None:
    learner.save(attempt, "coffee", "c0901")

    stale = learner.save(attempt, "coffee", "", revision=0)

    assert stale.json is not None
    assert stale.json["yours"] == "No answer"


def test_keeping_mine_after_a_conflict_is_the_next_revision(
    learner: Learner, attempt: Attempt
) -> None:
    learner.save(attempt, "coffee", "c0901")
    stale = learner.save(attempt, "coffee", "c1902", revision=0)
    assert stale.json is not None

    kept = learner.save(attempt, "coffee", "c1902", revision=stale.json["revision"])

    assert (kept.status_code, stored(attempt)) == (200, {"coffee": ("c1902", 2)})


def test_a_question_that_is_not_in_the_attempt_is_not_found(app: Flask) -> None:
    publish_form(with_draws(), slug="whole")
    publish_small_course()
    learner = Learner(app).enrol()
    attempt = learner.start()

    assert learner.save(attempt, "none", "c0901").status_code == 404
    assert learner.save(attempt, "first-pair", "chapter-pair").status_code == 404
    assert stored(attempt) == {}


def test_a_question_of_the_bank_that_was_not_drawn_is_not_found(app: Flask) -> None:
    from app.quizzes.drawing import Draw  # noqa: PLC0415 - only this test draws fewer

    publish_form(with_draws(Draw("goods", 1)))
    learner = Learner(app).enrol()
    attempt = learner.start()
    drawn = set(attempt.questions)
    left = next(one for one in ("coffee", "duty-is-common") if one not in drawn)

    assert len(drawn) == 1
    assert learner.save(attempt, left, as_answer(ANSWERS[left])).status_code == 404


def test_nobody_else_comes_to_an_attempt_by_any_address(
    app: Flask, learner: Learner, attempt: Attempt
) -> None:
    learner.save(attempt, "coffee", "c0901")
    other = Learner(app, make_person()).enrol()
    mine = other.start()
    base = f"/attempts/{attempt.token}"

    answers = [
        other.get(base),
        other.save(attempt, "coffee", "c1902", revision=1),
        other.post(f"{base}/answers/coffee", answer="c1902", revision=1),
        other.get(f"{base}/answers/coffee").headers.get("Location") and other.get(base),
        other.post(f"{base}/submit"),
        other.get(f"{base}/review"),
    ]

    assert [one.status_code for one in answers if one] == [404] * len(answers)
    assert stored(attempt) == {"coffee": ("c0901", 1)}
    assert attempt_now(attempt).state == "running"
    assert (learner.get(base).status_code, other.get(f"/attempts/{mine.token}").status_code) == (
        200,
        200,
    )


def test_an_attempt_that_never_was_is_not_found(learner: Learner) -> None:
    for token in ("none", "a" * 500, "a%00b", "%ED%A0%80", ".."):
        assert learner.get(f"/attempts/{token}").status_code == 404
        assert learner.get(f"/attempts/{token}/review").status_code == 404
        assert learner.post(f"/attempts/{token}/submit").status_code == 404


def test_signed_out_a_save_is_401_and_keeps_nothing(
    app: Flask, learner: Learner, attempt: Attempt
) -> None:
    sent = app.test_client().put(f"/attempts/{attempt.token}/answers/coffee", json={})

    assert sent.status_code in {400, 401}
    assert stored(attempt) == {}


def test_without_the_token_of_the_form_nothing_is_kept(learner: Learner, attempt: Attempt) -> None:
    body = {"answer": "c0901", "revision": 0, "key": new_key()}

    sent = learner.client.put(f"/attempts/{attempt.token}/answers/coffee", json=body)

    assert (sent.status_code, stored(attempt)) == (400, {})


def test_conflict_words_are_in_the_language_of_the_reader(app: Flask) -> None:
    publish_small_course()
    learner = Learner(app, make_person(language="fr")).enrol()
    attempt = learner.start()
    learner.save(attempt, "digits", {"chapter": "two"})

    stale = learner.save(attempt, "digits", {"heading": "four"}, revision=0)

    assert stale.json is not None
    assert (stale.json["yours"], stale.json["stored"]) == ("Une position → 4", "Un chapitre → 2")


def test_the_quiz_page_leads_back_into_the_running_attempt(
    learner: Learner, attempt: Attempt
) -> None:
    page = learner.browser.get(learner.url(f"quizzes/{QUIZ}"))

    assert f"/attempts/{attempt.token}" in page.text
