"""Does the check find every fault of a calculated question, and say where and with which values?"""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.questions import Problem, question_type
from tests.quizzes.anything import ANYTHING
from tests.quizzes.every.calculated import SAMPLE

pytestmark = pytest.mark.pure

RANGE = {"from": 100, "to": 200, "step": 50}
SPEC: dict[str, Any] = {
    "variables": {"price": RANGE, "freight": {"from": 0, "to": 20, "step": 10}},
    "formula": "price + freight",
    "tolerance": 0,
}
WORDS: dict[str, Any] = {
    "prompt": "{price} and {freight}?",
    "solution": "{price} + {freight} = {=answer}",
    "feedback": {"right": "yes", "wrong": "no"},
    "explanation": "so",
    "rule": "Article 8.2",
}


def problems(spec: dict[str, Any], words: dict[str, Any] | None = None) -> list[Problem]:
    """Return what the check finds, in two languages of the same words."""
    own = WORDS if words is None else words
    return list(question_type("calculated").check(spec, {"en": own, "fr": own}))


def test_sound_questions_have_no_problem() -> None:
    table = {key: value for key, value in SPEC.items() if key != "variables"}

    assert problems(SPEC) == []
    assert problems(table | {"variants": [{"price": 1, "freight": 2}]}) == []
    assert list(question_type("calculated").check(SAMPLE.spec, SAMPLE.words)) == []


FAULTY: tuple[tuple[dict[str, Any], tuple[str, ...], str], ...] = (
    ({"key": 5}, ("key",), "the right number is what `formula` gives"),
    ({"values": {}}, ("values",), "unknown key `values`"),
    ({"variants": [{"price": 1}]}, ("variables",), "give either `variables`"),
    ({"variables": {}}, ("variables",), "has 1 to 12 names"),
    ({"variables": "price"}, ("variables",), "has 1 to 12 names"),
    ({"variables": {"price": 5}}, ("variables", "price"), "needs its range"),
    ({"variables": {"Price": RANGE}}, ("variables", "Price"), "is not a name: lower-case"),
    ({"variables": {"max": RANGE}}, ("variables", "max"), "`max` is a function"),
    ({"variables": {"answer": RANGE}}, ("variables", "answer"), "the result of the formula"),
    ({"variables": {"price": {**RANGE, "by": 2}}}, ("variables", "price", "by"), "from, to, step"),
    ({"variables": {"price": {"to": 5, "step": 1}}}, ("variables", "price", "from"), "is missing"),
    ({"variables": {"price": {**RANGE, "to": "x"}}}, ("variables", "price", "to"), "not `x`"),
    ({"variables": {"price": {**RANGE, "to": 9}}}, ("variables", "price", "to"), "is 9, which is"),
    ({"variables": {"price": {**RANGE, "step": 0}}}, ("variables", "price", "step"), "more than 0"),
    (
        {"variables": {"price": {**RANGE, "step": "0.0001"}}},
        ("variables", "price", "step"),
        "at most 1000000 values",
    ),
    ({"formula": None}, ("formula",), "`formula` is missing"),
    ({"formula": "price +"}, ("formula",), "`formula`: column 8: expected a number"),
    (
        {"formula": "price + duty"},
        ("formula",),
        "needs `duty`, which is not one of: price, freight",
    ),
    ({"steps": ["price"]}, ("steps",), "at most 20 names"),
    ({"steps": {"price": "freight"}}, ("steps", "price"), "the name of a value already"),
    ({"steps": {"total": "price +"}}, ("steps", "total"), "`total`: column 8"),
    ({"steps": {"total": {"formula": "1", "unit": 2}}}, ("steps", "total", "unit"), "unknown key"),
    ({"steps": {"t": {"formula": "1", "decimals": 11}}}, ("steps", "t", "decimals"), "0 to 10"),
    ({"mistakes": {"right": "price"}}, ("mistakes", "right"), "is here twice"),
    ({"mistakes": {"swap": "cost"}}, ("mistakes", "swap"), "needs `cost`"),
    ({"mistakes": {"swap": {"formula": "1", "mark": 1}}}, ("mistakes", "swap", "mark"), "from 0"),
    ({"tolerance": None}, ("tolerance",), "is missing"),
    ({"tolerance": -1}, ("tolerance",), "is 0 or more"),
    ({"tolerance_kind": "some"}, ("tolerance_kind",), "absolute or relative"),
    ({"decimals": 1.5}, ("decimals",), "whole number from 0 to 10"),
    ({"unit": 5}, ("unit",), "an id is text"),
)


@pytest.mark.parametrize(("change", "path", "message"), FAULTY)
def test_fault_of_the_structure_is_found_at_its_place(
    change: dict[str, Any], path: tuple[str, ...], message: str
) -> None:
    found = problems(SPEC | change)

    assert any(
        one.path == path and one.language is None and message in one.message for one in found
    ), found


WITHOUT_RANGES = {key: value for key, value in SPEC.items() if key != "variables"}
FAULTY_VARIANTS: tuple[tuple[object, tuple[str, ...], str], ...] = (
    ([], ("variants",), "a list of 1 to 500"),
    ("price", ("variants",), "a list of 1 to 500"),
    ([5], ("variants", "0"), "a variant gives each name its value"),
    ([{"price": 1, "freight": 2}, {"price": 1}], ("variants", "1", "freight"), "is missing"),
    ([{"price": 1, "freight": "x"}], ("variants", "0", "freight"), "must be a number"),
    ([{"price": 1, "freight": 2}, {"rate": 1}], ("variants", "1", "rate"), "not in the first"),
    ([{"price": 1, "freight": 2, "if": 1}], ("variants", "0", "if"), "is a function"),
    ([{"price": 1, "freight": 2, "kg": 1}], ("variants", "0", "kg"), "no text needs `kg`"),
)


@pytest.mark.parametrize(("variants", "path", "message"), FAULTY_VARIANTS)
def test_fault_of_a_variant_is_found_at_its_place(
    variants: object, path: tuple[str, ...], message: str
) -> None:
    found = problems(WITHOUT_RANGES | {"variants": variants})

    assert any(one.path == path and message in one.message for one in found), found


FAULTY_WORDS: tuple[tuple[dict[str, Any], tuple[str, ...], str], ...] = (
    ({"solution": None}, ("solution",), "are missing"),
    ({"feedback": {"right": "yes"}}, ("feedback", "wrong"), "are missing"),
    ({"feedback": WORDS["feedback"] | {"x": "y"}}, ("feedback", "x"), "is not an id here"),
    ({"unit": "EUR"}, ("unit",), "unknown key `unit`"),
    ({"prompt": "{price}?"}, ("prompt",), "needs `freight`, and the prompt does not say {freight}"),
    ({"prompt": "{price} {freight} {=answer}"}, ("prompt",), "{=answer} is the key"),
    ({"prompt": "{price} {freight} {cost}"}, ("prompt",), "{cost} stands for nothing"),
    ({"solution": "{=cost}"}, ("solution",), "{=cost} stands for nothing; there are: {price}"),
    ({"solution": "{ price }"}, ("solution",), "“{ price }” is no placeholder"),
    ({"explanation": "{=price * 2}"}, ("explanation",), "“{=price * 2}” is no placeholder"),
    ({"hints": ["think of {price}"]}, ("hints", "0"), "a hint is the same for everybody"),
)


@pytest.mark.parametrize(("change", "path", "message"), FAULTY_WORDS)
def test_fault_of_the_words_is_found_in_both_languages(
    change: dict[str, Any], path: tuple[str, ...], message: str
) -> None:
    found = problems(SPEC, WORDS | change)

    assert {one.language for one in found if one.path == path and message in one.message} == {
        "en",
        "fr",
    }, found


def test_formula_that_fails_for_some_values_is_told_with_the_first_of_them() -> None:
    found = problems(SPEC | {"formula": "price / freight"})

    (one,) = [problem for problem in found if "result" in problem.message]
    assert one.path == ("formula",)
    assert one.message == (
        "with price = 100, freight = 0: `formula` has no result, column 7: division by zero: "
        "what is right of / is 0 here (3 of 9 sets of values tried)"
    )


def test_step_that_fails_is_told_once_and_not_again_by_what_rests_on_it() -> None:
    steps = {"share": "1 / freight", "double": "share * 2"}

    found = problems(SPEC | {"steps": steps, "formula": "double + share + price"})

    failing = [one for one in found if "has no result" in one.message]
    assert [one.path for one in failing] == [("steps", "share")]
    assert "(3 of 9 sets" in failing[0].message


def test_steps_that_need_each_other_are_told() -> None:
    found = problems(SPEC | {"steps": {"a": "b", "b": "a"}, "formula": "a + price + freight"})

    assert any("needs itself" in one.message for one in found)


def test_tolerance_under_which_nobody_can_be_right_is_told() -> None:
    found = problems(SPEC | {"formula": "(price + freight) / 3"})

    assert [one.path for one in found] == [("tolerance",)]
    assert "would be marked wrong" in found[0].message
    assert problems(SPEC | {"formula": "(price + freight) / 3", "tolerance": 0.005}) == []


def test_step_in_the_prompt_that_is_always_the_key_betrays_it() -> None:
    words = WORDS | {"prompt": "{price} {freight} {=total}"}

    found = problems(SPEC | {"steps": {"total": "freight + price"}}, words)

    assert [one.path for one in found] == [("prompt",), ("prompt",)]
    assert "{=total} is the right number with all values tried" in found[0].message


def test_step_in_the_prompt_spares_the_values_that_it_is_made_of() -> None:
    words = WORDS | {"prompt": "{=total} at {price}?", "solution": "{=answer}"}
    spec = SPEC | {"steps": {"total": "freight + price"}, "formula": "total / 2"}

    assert problems(spec | {"tolerance": 0.1}, words) == []


def test_mistake_that_nobody_can_make_is_told() -> None:
    words = deepcopy(WORDS)
    words["feedback"] |= {"same": "x", "never": "y"}

    found = problems(SPEC | {"mistakes": {"same": "freight + price", "never": "1 / 0"}}, words)

    assert [(one.path, one.message) for one in found] == [
        (("mistakes", "same"), "`same` gives the right number with all values tried"),
        (("mistakes", "never"), "`never` has a result with none of the values tried"),
    ]


def test_name_that_nothing_needs_is_told() -> None:
    spec = SPEC | {"variables": SPEC["variables"] | {"mass": RANGE}, "steps": {"spare": "price"}}

    assert [one.path for one in problems(spec)] == [("variables", "mass"), ("steps", "spare")]


KEYS = st.sampled_from(
    ("variables", "variants", "formula", "steps", "mistakes", "tolerance", "decimals", "unit")
)


@given(
    spec=st.dictionaries(KEYS, ANYTHING, max_size=4),
    words=st.dictionaries(KEYS, ANYTHING, max_size=2),
)
def test_nothing_an_author_writes_crashes_the_check(
    spec: dict[str, Any], words: dict[str, Any]
) -> None:
    assert all(one.message and one.path for one in problems(SPEC | spec, WORDS | words))


@given(spec=st.dictionaries(KEYS, ANYTHING, max_size=4), seed=st.integers(0, 2**63 - 1))
def test_nothing_that_was_published_crashes_a_page_or_a_mark(
    spec: dict[str, Any], seed: int
) -> None:
    kind = question_type("calculated")

    drawn = kind.drawn(SPEC | spec, seed)

    assert kind.public(drawn, WORDS, (), "5").type == "calculated"
    assert kind.review(drawn, WORDS, "5", ()).type == "calculated"
