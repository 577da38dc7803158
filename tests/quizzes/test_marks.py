"""What does each answer earn? The tables are worked out by hand."""

from fractions import Fraction
from typing import Any

import pytest

from app.quizzes.questions import MarkState, question_type
from app.quizzes.questions.marks import UNANSWERED, Mark, PartMark, PartState
from tests.quizzes.samples import RIGHT_ANSWERS, SPECS, TYPES

pytestmark = pytest.mark.pure

PARTIAL = SPECS["multiple_response"]
ALL_OR_NOTHING = PARTIAL | {"marking": "all_or_nothing"}
ALL_RIGHT = {"choices": ["apples", "boats"], "key": ["apples", "boats"]}
EXACT = {"key": 97, "tolerance": 0}
TENTH = {"key": 0.3, "tolerance": 0.1}
NEGATIVE = {"key": "-1234.50", "tolerance": 0.5}
HALVES = SPECS["matching"] | {"stems": ["pasta", "cheese"]}

MARKS = (
    ("single_choice", SPECS["single_choice"], "boats", "1"),
    ("single_choice", SPECS["single_choice"], "apples", "0"),
    ("single_choice", SPECS["single_choice"], "coats", "0"),
    ("single_choice", SPECS["single_choice"], "gone", "0"),
    ("single_choice", SPECS["single_choice"], ["boats"], "0"),
    ("true_false", {"key": False}, "false", "1"),
    ("true_false", {"key": False}, False, "1"),
    ("true_false", {"key": False}, "true", "0"),
    ("true_false", {"key": True}, "true", "1"),
    ("true_false", {"key": True}, True, "1"),
    ("true_false", {"key": True}, False, "0"),
    ("true_false", {"key": True}, 1, "0"),
    ("multiple_response", PARTIAL, ["apples", "dates", "eggs"], "1"),
    ("multiple_response", PARTIAL, ["eggs", "apples", "dates"], "1"),
    ("multiple_response", PARTIAL, ["apples", "dates"], "2/3"),
    ("multiple_response", PARTIAL, ["eggs"], "1/3"),
    ("multiple_response", PARTIAL, ["eggs", "eggs"], "1/3"),
    ("multiple_response", PARTIAL, ["apples", "dates", "eggs", "boats"], "1/2"),
    ("multiple_response", PARTIAL, ["apples", "dates", "boats"], "1/6"),
    ("multiple_response", PARTIAL, ["apples", "boats"], "0"),
    ("multiple_response", PARTIAL, ["boats"], "0"),
    ("multiple_response", PARTIAL, ["boats", "coats"], "0"),
    ("multiple_response", PARTIAL, ["apples", "boats", "coats", "dates", "eggs"], "0"),
    ("multiple_response", PARTIAL, ["apples", "gone"], "0"),
    ("multiple_response", ALL_OR_NOTHING, ["dates", "eggs", "apples"], "1"),
    ("multiple_response", ALL_OR_NOTHING, ["dates", "eggs"], "0"),
    ("multiple_response", ALL_OR_NOTHING, ["apples", "dates", "eggs", "boats"], "0"),
    ("multiple_response", ALL_RIGHT, ["apples"], "1/2"),
    ("multiple_response", ALL_RIGHT, ["apples", "boats"], "1"),
    ("matching", SPECS["matching"], SPECS["matching"]["key"], "1"),
    ("matching", SPECS["matching"], {"pasta": "h-1902", "cheese": "h-0406"}, "2/3"),
    ("matching", SPECS["matching"], {"pasta": "h-1902", "cheese": "h-1902"}, "1/3"),
    ("matching", SPECS["matching"], {"pasta": "h-1902", "cheese": None, "sauce": ""}, "1/3"),
    ("matching", SPECS["matching"], {"pasta": "h-0406", "cheese": "h-2103"}, "0"),
    ("matching", SPECS["matching"], {"pasta": "h-9999"}, "0"),
    ("matching", HALVES, {"pasta": "h-1902", "cheese": "h-1904"}, "1/2"),
    ("ordering", SPECS["ordering"], ["section", "chapter", "heading", "subheading"], "1"),
    ("ordering", SPECS["ordering"], ["chapter", "section", "heading", "subheading"], "0"),
    ("ordering", SPECS["ordering"], ["section", "chapter", "heading"], "0"),
    ("ordering", SPECS["ordering"], ["section", "section", "heading", "chapter"], "0"),
    ("numerical", SPECS["numerical"], "12.5", "1"),
    ("numerical", SPECS["numerical"], "12,5", "1"),
    ("numerical", SPECS["numerical"], 12.5, "1"),
    ("numerical", SPECS["numerical"], "12.51", "1"),
    ("numerical", SPECS["numerical"], "12.49", "1"),
    ("numerical", SPECS["numerical"], "12.5100000000000000000000000001", "0"),
    ("numerical", SPECS["numerical"], "-12.5", "0"),
    ("numerical", EXACT, "97", "1"),
    ("numerical", EXACT, "97.000", "1"),
    ("numerical", EXACT, "96", "0"),
    ("numerical", EXACT, "97.0000000000000000000000000001", "0"),
    ("numerical", EXACT, "ninety-seven", "0"),
    ("numerical", TENTH, "0.4", "1"),  # |0.4 - 0.3| is over 0.1 in binary fractions
    ("numerical", TENTH, "0.2", "1"),
    ("numerical", TENTH, "0.41", "0"),
    ("numerical", NEGATIVE, "−1 235,00", "1"),
    ("numerical", NEGATIVE, "-1,234.00", "1"),
    ("numerical", NEGATIVE, "-1,233.99", "0"),
    ("numerical", NEGATIVE, "-1,234", "0"),  # can be read in two ways: asked about when it is given
)


@pytest.mark.parametrize(("kind", "spec", "answer", "fraction"), MARKS)
def test_answer_earns_its_fraction(
    kind: str, spec: dict[str, Any], answer: object, fraction: str
) -> None:
    mark = question_type(kind).mark(spec, answer)

    expected = {"1": MarkState.RIGHT, "0": MarkState.WRONG}.get(fraction, MarkState.PARTLY)
    assert (mark.fraction, mark.state) == (Fraction(fraction), expected)


@pytest.mark.parametrize("kind", TYPES)
def test_right_answer_earns_everything(kind: str) -> None:
    assert question_type(kind).mark(SPECS[kind], RIGHT_ANSWERS[kind]).state is MarkState.RIGHT


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("nothing", (None, ""))
def test_no_answer_is_unanswered(kind: str, nothing: object) -> None:
    assert question_type(kind).mark(SPECS[kind], nothing) == UNANSWERED


@pytest.mark.parametrize(
    ("kind", "nothing"),
    (
        ("multiple_response", []),
        ("matching", {}),
        ("matching", {"pasta": ""}),
        ("ordering", []),
        ("numerical", "  "),
    ),
)
def test_empty_answer_is_unanswered(kind: str, nothing: object) -> None:
    assert question_type(kind).mark(SPECS[kind], nothing) == UNANSWERED


def test_parts_of_a_multiple_response_say_right_wrong_and_missed() -> None:
    mark = question_type("multiple_response").mark(PARTIAL, ["apples", "boats", "dates"])

    assert mark == Mark(
        Fraction(1, 6),
        MarkState.PARTLY,
        (
            PartMark("apples", PartState.RIGHT),
            PartMark("boats", PartState.WRONG),
            PartMark("dates", PartState.RIGHT),
            PartMark("eggs", PartState.MISSED),
        ),
    )


def test_parts_of_a_matching_are_its_stems() -> None:
    mark = question_type("matching").mark(
        SPECS["matching"], {"pasta": "h-1902", "cheese": "h-1904"}
    )

    assert mark.parts == (
        PartMark("pasta", PartState.RIGHT),
        PartMark("cheese", PartState.WRONG),
        PartMark("sauce", PartState.MISSED),
    )


def test_parts_of_an_ordering_are_the_places_that_are_right() -> None:
    mark = question_type("ordering").mark(
        SPECS["ordering"], ["chapter", "section", "heading", "subheading"]
    )

    assert mark.parts == (
        PartMark("section", PartState.WRONG),
        PartMark("chapter", PartState.WRONG),
        PartMark("heading", PartState.RIGHT),
        PartMark("subheading", PartState.RIGHT),
    )
