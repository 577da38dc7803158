"""Does nothing that a program may send hurt: is it refused, and changes nothing?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from app.learning.models import Attempt
from tests.learning.learner import Learner, new_key, steps, stored
from tests.small_course import publish_small_course

ODD_ANSWERS: dict[str, tuple[Any, ...]] = {
    "coffee": ("none", 7, True, ["c0901"], {"a": "c0901"}, "c0901\x00", "\ud800", "x" * 200_000),
    "in-the-system": ("codes", ["none"], [["codes"]], [None], {"codes": True}, ["\x00"], 1.5),
    "duty-is-common": ("yes", 1, ["true"], "TRUE", "\x00", {"true": 1}),
    "digits": (
        "two",
        ["two"],
        {"none": "two"},
        {"chapter": "none"},
        {"chapter": ["two"]},
        {"\x00": "two"},
        {"chapter": "\ud800"},
    ),
    "from-wide-to-narrow": (
        "heading",
        ["heading"],
        ["heading", "heading", "chapter"],
        ["heading", "chapter", "subheading", "none"],
        [1, 2, 3],
        {"heading": 1},
        ["\x00"] * 3,
    ),
    "net-weight": (
        "twelve",
        True,
        ["12"],
        {"n": 12},
        "12 kg",
        "1e400",
        "9" * 5000,
        "12\x00",
        "\ud800",
        "1,234",
        "NaN",
        "Infinity",
    ),
}
CASES = [(question, answer) for question, many in ODD_ANSWERS.items() for answer in many]


@pytest.fixture
def learner(app: Flask) -> Learner:
    publish_small_course()
    return Learner(app).enrol()


@pytest.fixture
def attempt(learner: Learner) -> Attempt:
    return learner.start()


def put(learner: Learner, attempt: Attempt, body: bytes | str, kind: str) -> int:
    """Send any bytes as the answer to one question."""
    sent = learner.client.put(
        f"/attempts/{attempt.token}/answers/coffee",
        data=body,
        content_type=kind,
        headers={"X-CSRFToken": learner.csrf, "Accept": "application/json"},
    )
    return sent.status_code


def test_an_answer_that_the_question_does_not_offer_is_refused_with_a_reason(
    learner: Learner, attempt: Attempt
) -> None:
    for question, answer in CASES:
        sent = learner.save(attempt, question, answer)

        assert 400 <= sent.status_code < 500, (question, answer)
        assert sent.json is not None
        assert sent.json["error"]
    assert (stored(attempt), steps(attempt)) == ({}, [])


def test_a_refused_answer_leaves_the_one_in_force(learner: Learner, attempt: Attempt) -> None:
    learner.save(attempt, "net-weight", "12,5")

    assert learner.save(attempt, "net-weight", "a lot", revision=1).status_code == 422

    assert stored(attempt) == {"net-weight": ("12,5", 1)}
    assert learner.save(attempt, "net-weight", "12.4", revision=1).status_code == 200


def test_a_number_that_can_be_read_in_two_ways_is_asked_about(
    learner: Learner, attempt: Attempt
) -> None:
    sent = learner.save(attempt, "net-weight", "1,234")

    assert sent.json is not None
    assert sent.status_code == 422
    assert sent.json["error"] == (
        "“1,234” can be read in two ways. Write 1234 if you mean thousands, "
        "1.234 if you mean decimals."
    )


BODIES = (
    b"",
    b"{",
    b"null",
    b"[]",
    b'"c0901"',
    b"\xff\xfe",
    b'{"answer": "c0901"}',
    b'{"answer": NaN, "revision": 0, "key": "0123456789"}',
    b"[" * 100_000,
    b'{"answer":' * 50_000,
)


@pytest.mark.parametrize("kind", ("application/json", "text/plain", "multipart/form-data", ""))
def test_a_body_that_is_no_answer_is_refused(learner: Learner, attempt: Attempt, kind: str) -> None:
    for body in BODIES:
        assert 400 <= put(learner, attempt, body, kind) < 500, body[:60]
    assert (stored(attempt), steps(attempt)) == ({}, [])


ODD_REQUESTS: tuple[dict[str, Any], ...] = (
    {"revision": "0"},
    {"revision": None},
    {"revision": 0.5},
    {"revision": True},
    {"revision": [0]},
    {"key": ""},
    {"key": "short"},
    {"key": "k" * 65},
    {"key": 12345678},
    {"key": None},
    {"key": ["12345678"]},
    {"key": "12345678\x00"},
    {"key": "12345678\ud800"},
    {"key": "12345678'--"},
)


def test_a_revision_or_key_of_another_kind_is_refused(learner: Learner, attempt: Attempt) -> None:
    for changes in ODD_REQUESTS:
        body = json.dumps({"answer": "c0901", "revision": 0, "key": new_key(), **changes})
        assert put(learner, attempt, body, "application/json") in {400, 422}, changes
    assert (stored(attempt), steps(attempt)) == ({}, [])


def test_an_object_without_an_answer_does_not_empty_the_one_in_force(
    learner: Learner, attempt: Attempt
) -> None:
    learner.save(attempt, "coffee", "c0901")
    body = json.dumps({"revision": 1, "key": new_key()})

    assert put(learner, attempt, body, "application/json") == 422
    assert stored(attempt) == {"coffee": ("c0901", 1)}


def test_an_enormous_revision_is_a_conflict_and_no_failure(
    learner: Learner, attempt: Attempt
) -> None:
    learner.save(attempt, "coffee", "c0901")

    assert learner.save(attempt, "coffee", "c1902", revision=10**400).status_code == 409
    assert learner.save(attempt, "coffee", "c1902", revision=-1).status_code == 409
    assert stored(attempt) == {"coffee": ("c0901", 1)}


def test_a_body_beyond_the_limit_is_413(learner: Learner, attempt: Attempt) -> None:
    body = json.dumps({"answer": "x" * 2_000_000, "revision": 0, "key": new_key()})

    assert put(learner, attempt, body, "application/json") == 413
    assert stored(attempt) == {}


def test_odd_addresses_are_not_found(learner: Learner, attempt: Attempt) -> None:
    for question in ("%00", "a%00b", "%ED%A0%80", "%27", "x" * 2000):
        url = f"/attempts/{attempt.token}/answers/{question}"
        assert learner.put(url, {"answer": "a", "revision": 0, "key": new_key()}).status_code == 404
        assert learner.post(url, answer="a").status_code == 404
    for slug in ("%00", "a%00", "x" * 2000, "%27"):
        assert learner.get(f"/learn/{slug}").status_code == 404
        assert learner.get(f"/learn/{slug}/lessons/dashes").status_code == 404
        assert learner.get(f"/learn/{slug}/quizzes/q").status_code == 404
        assert learner.post(f"/learn/{slug}/version").status_code == 404
        assert learner.post(f"/courses/{slug}/enrol").status_code == 404
    for item in ("%00", "x" * 2000):
        assert learner.get(learner.url(f"lessons/{item}")).status_code == 404
        assert learner.post(learner.url(f"lessons/{item}/read")).status_code == 404
        assert learner.post(learner.url(f"quizzes/{item}")).status_code == 404
        check = learner.url(f"lessons/parts-of-a-code/checks/{item}")
        assert learner.post(check, answer="true").status_code == 404


def test_a_number_of_thousands_of_digits_in_a_form_is_no_failure(
    learner: Learner, attempt: Attempt
) -> None:
    url = f"/attempts/{attempt.token}/answers/coffee"

    for revision in ("9" * 5000, "x", "", "-1", "1.5", "\x00"):
        assert learner.post(url, answer="none", revision=revision).status_code in {400, 422}
    assert stored(attempt) == {}
