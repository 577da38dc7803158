"""Are numbers drawn, shown and marked as the author of a calculated question says?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from app.quizzes.questions import MarkState, question_type, trusted
from app.quizzes.questions.calculated import CalculatedReview
from app.quizzes.questions.drawn_values import drawn_values, values_to_try
from app.quizzes.questions.shown_number import decimals_of, exact_number, show_number

pytestmark = pytest.mark.pure

CALCULATED = question_type("calculated")
SEEDS = st.integers(0, 2**63 - 1)
SPEC: dict[str, Any] = {
    "variables": {
        "price": {"from": 1000, "to": 9000, "step": 250},
        "freight": {"from": "80.00", "to": "120.00", "step": "0.50"},
    },
    "steps": {"value": "cif_value(price, freight)"},
    "formula": "ad_valorem_duty(value, 5)",
    "mistakes": {"fob-base": {"formula": "price / 20", "mark": 0.25}},
    "tolerance": 0.005,
}
EN = {
    "prompt": "<p>Price {price}, freight {freight}. What is the duty?</p>",
    "solution": "<p>{price} + {freight} = {=value}, and 5 % of it is {=answer}.</p>",
    "feedback": {"right": "yes", "wrong": "no", "fob-base": "not {price}, but {=value}"},
    "explanation": "Freight counts.",
    "rule": "Article 8.2",
}
VALUES = {"price": "1250", "freight": "80.50"}


def drawn(values: Mapping[str, str] = VALUES, **changes: object) -> dict[str, Any]:
    """Return the question with these values."""
    return {**SPEC, **changes, "values": values}


def words(language: str = "en") -> dict[str, object]:
    """Return the words as a page has them."""
    return {**trusted(EN), "language": language}


def test_same_seed_draws_the_same_values_for_ever() -> None:
    assert CALCULATED.drawn(SPEC, 7)["values"] == {"price": "6500", "freight": "114.50"}
    assert CALCULATED.drawn(SPEC, 8)["values"] == {"price": "1000", "freight": "92.50"}


def test_neither_the_order_of_names_nor_other_variables_change_what_is_drawn() -> None:
    turned = dict(reversed(SPEC["variables"].items()))
    alone = {"price": SPEC["variables"]["price"]}

    assert drawn_values({"variables": turned}, 7) == drawn_values(SPEC, 7)
    assert drawn_values({"variables": alone}, 7)["price"] == drawn_values(SPEC, 7)["price"]


@given(SEEDS)
def test_values_stay_within_their_range_and_on_its_steps(seed: int) -> None:
    found = drawn_values(SPEC, seed)

    assert 1000 <= Fraction(found["price"]) <= 9000
    assert (Fraction(found["price"]) - 1000) % 250 == 0
    assert 80 <= Fraction(found["freight"]) <= 120
    assert Fraction(found["freight"]) * 2 % 1 == 0
    assert len(found["freight"].partition(".")[2]) == 2


def test_every_variant_is_drawn_by_some_seed() -> None:
    spec = {"variants": [{"a": 1}, {"a": 2}, {"a": 3}]}

    assert {drawn_values(spec, seed)["a"] for seed in range(30)} == {"1", "2", "3"}


def test_check_tries_the_extremes_and_draws_without_repeating_any() -> None:
    tried = [tuple(one.values()) for one in values_to_try(SPEC)]

    assert tried[:4] == [
        ("1000", "80.00"),
        ("1000", "120.00"),
        ("9000", "80.00"),
        ("9000", "120.00"),
    ]
    assert len(tried) == len(set(tried)) > 150


def test_extremes_of_many_variables_are_tried_one_after_the_other() -> None:
    ranges = {f"v{place}": {"from": 0, "to": 1, "step": 1} for place in range(10)}

    tried = [tuple(one.values()) for one in values_to_try({"variables": ranges})]

    assert tried[0] == ("0",) * 10
    assert tried[1] == ("1", *("0",) * 9)
    assert len(tried) < 230


def test_numbers_of_the_running_page_are_written_as_in_english() -> None:
    view = CALCULATED.public(drawn(), words(), ())

    assert view.prompt == Markup("<p>Price 1,250, freight 80.50. What is the duty?</p>")


def test_review_shows_the_way_with_the_learners_own_numbers() -> None:
    view = CALCULATED.review(drawn(), words("fr"), "62.5", ())

    assert isinstance(view, CalculatedReview)
    assert view.prompt == "<p>Price 1\u202f250, freight 80,50. What is the duty?</p>"
    assert view.solution == "<p>1\u202f250 + 80,50 = 1\u202f330,50, and 5 % of it is 66,53.</p>"
    assert (view.key, view.tolerance, view.typed) == ("66,53", "0,005", "62.5")
    assert (view.feedback, view.mark.state) == ("not 1\u202f250, but 1\u202f330,50", "partly")


def test_a_relative_tolerance_is_shown_in_per_cent() -> None:
    spec = drawn(tolerance=0.015, tolerance_kind="relative")

    view = CALCULATED.review(spec, words(), None, ())

    assert isinstance(view, CalculatedReview)
    assert (view.tolerance, view.is_relative, view.feedback) == ("1.5", True, "no")


def test_a_step_has_decimals_of_its_own() -> None:
    spec = drawn(steps={"value": {"formula": "price / freight", "decimals": 4}}, decimals=0)

    view = CALCULATED.review(spec, words(), None, ())

    assert isinstance(view, CalculatedReview)
    assert "15.5280" in view.solution
    assert view.key == "1"


@given(SEEDS, st.sampled_from(("en", "fr")))
def test_number_that_the_review_shows_earns_everything(seed: int, language: str) -> None:
    spec = CALCULATED.drawn(SPEC, seed)
    view = CALCULATED.review(spec, words(language), None, ())

    assert isinstance(view, CalculatedReview)
    assert CALCULATED.mark(spec, view.key).state is MarkState.RIGHT


@pytest.mark.parametrize(
    ("answer", "told"), (("66.53", "right"), ("62.5", "fob-base"), ("60", "wrong"))
)
def test_answers_are_sorted_by_what_was_reckoned(answer: str, told: str) -> None:
    assert CALCULATED.classify(drawn(), answer) == {"": told}


def test_words_stay_safe_or_unsafe_as_they_were() -> None:
    attack = {**EN, "prompt": "<img src=x> {price}"}

    view = CALCULATED.public(drawn(), attack, ())

    assert view.prompt == Markup("&lt;img src=x&gt; 1,250")


def test_question_that_was_never_checked_is_shown_all_the_same() -> None:
    broken = {"formula": "1 / 0", "steps": {"value": "value"}, "tolerance": "much"}

    view = CALCULATED.review(broken, words(), "5", ())

    assert isinstance(view, CalculatedReview)
    assert (view.key, view.mark.state) == ("–", "wrong")
    assert "{price} + {freight} = {=value}" in view.solution


@pytest.mark.parametrize(
    ("number", "decimals", "language", "written"),
    (
        ("1234567.5", 2, "en", "1,234,567.50"),
        ("1234567.5", 2, "fr", "1\u202f234\u202f567,50"),
        ("0.005", 2, "en", "0.01"),
        ("-0.005", 2, "en", "-0.01"),
        ("-0.001", 2, "en", "0.00"),
        ("999.5", 0, "en", "1,000"),
        ("1/3", 4, "fr", "0,3333"),
    ),
)
def test_number_is_written_in_the_language(
    number: str, decimals: int, language: str, written: str
) -> None:
    assert show_number(Fraction(number), decimals, language) == written


def test_the_longest_number_that_a_formula_gives_can_be_written() -> None:
    assert len(show_number(Fraction(2**1024, 3), 10, "fr")) > 400


def test_exact_numbers_have_the_decimals_that_they_need() -> None:
    assert exact_number(Fraction("0.0250"), "en") == "0.025"
    assert exact_number(Fraction(1, 3), "en") == "0.3333333333"
    assert decimals_of("1.50", 2, "0.125", "words", None, True) == 3
