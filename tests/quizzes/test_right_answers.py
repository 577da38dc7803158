"""Which answer earns everything where that is not simply the key?"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from app.quizzes.questions import question_type
from app.quizzes.questions.typed_text import examples
from app.quizzes.questions.written import in_digits

pytestmark = pytest.mark.pure


def right(kind: str, **spec: Any) -> object:
    """Return what a type gives, having seen that it earns everything or is not there."""
    found = question_type(kind)
    answer = found.right_answer(spec)
    assert answer is None or found.mark(spec, answer).fraction == 1
    return answer


def texts(**written: str) -> Mapping[str, Mapping[str, str]]:
    return {answer: {"en": text} for answer, text in written.items()}


def test_a_pattern_gives_the_shortest_text_that_it_matches() -> None:
    key = {"term": 1}

    assert right("short_answer", answers=["term"], key=key, texts=texts(term="head*ing*")) == (
        "heading"
    )
    assert right("short_answer", answers=["term"], key=key, texts=texts(term="head * ing")) == (
        "head x ing"
    )


def test_a_text_that_an_earlier_answer_takes_is_passed_over() -> None:
    written = texts(digits="*four*", term="four digits", code="heading")
    key = {"digits": 0.5, "term": 1, "code": 1}

    assert right("short_answer", answers=list(written), key=key, texts=written) == "heading"


def test_without_a_text_that_can_be_typed_there_is_none() -> None:
    assert right("short_answer", answers=["none"], key={"none": 1}, texts={}) is None


def test_a_number_has_the_unit_that_its_key_is_in() -> None:
    units = {"t": 1000, "kg": 1, "g": 0.001}

    assert right("numerical", key=12.50, tolerance=0, units=units) == {
        "number": "12.5",
        "unit": "kg",
    }


def test_a_result_is_rounded_as_shown_where_that_is_near_enough() -> None:
    spec = {"formula": "100 / 3", "values": {}, "decimals": 2}

    assert right("calculated", **spec, tolerance=0.01) == "33.33"
    assert right("calculated", **spec, tolerance=0.001) == "33.333333333333333"
    assert right("calculated", **spec, tolerance=0) is None


def test_a_formula_without_a_result_has_no_right_answer() -> None:
    assert right("calculated", formula="1 / 0", values={}, tolerance=0) is None


def test_of_many_right_places_as_many_are_given_as_may_be_picked() -> None:
    box = {"shape": "rect", "points": [0, 0, 10, 10]}
    areas = dict.fromkeys(("a", "b", "c"), box)

    assert right("hotspot", areas=areas, key=["c", "b"], choose=1) == ["b"]


def test_where_documents_agree_that_is_the_answer() -> None:
    documents = [{"id": "invoice", "fields": ["number"]}, {"id": "list", "fields": ["number"]}]

    assert right("document_check", documents=documents, kinds=["mass"], discrepancies={}) == {
        "": "nothing"
    }


@pytest.mark.parametrize(
    ("pattern", "texts_of_it"),
    (
        ("a*b", ("ab", "axb")),
        (r"5\*", ("5*",)),
        (" a * b ", ("a b", "a x b")),
        ("*", ("", "x")),
    ),
)
def test_texts_of_a_pattern(pattern: str, texts_of_it: tuple[str, ...]) -> None:
    assert examples(pattern) == texts_of_it


@pytest.mark.parametrize(
    ("number", "digits"),
    (
        (Fraction(0), "0"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 3), "0.333333333333333"),
        (Fraction(10**20), "100000000000000000000"),
    ),
)
def test_a_number_is_written_in_plain_digits(number: Fraction, digits: str) -> None:
    assert in_digits(number) == digits
