"""Does the check find every fault of an origin question, and say where it is?"""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.questions import Problem, question_type
from tests.quizzes.anything import ANYTHING
from tests.quizzes.every.origin_decision import SAMPLE

pytestmark = pytest.mark.pure

BEANS = {"id": "beans", "code": "0901.11", "value": 45, "origin": "non_originating"}
BAGS = {"id": "bags", "code": "4819.30", "value": 20, "origin": "originating"}
PRODUCT = {"code": "0901.21", "value": 500}
CHANGE = {"change": "heading"}
SHARE = {"rvc": "build_down", "at_least": 40}
SPEC: dict[str, Any] = {"product": PRODUCT, "materials": [BEANS, BAGS], "rule": CHANGE}
WORDS: dict[str, Any] = {
    "prompt": "Does it originate?",
    "product": "Roasted coffee",
    "materials": {"beans": "Green beans", "bags": "Paper bags"},
    "feedback": {"right": "Well done", "wrong": "Not yet"},
    "explanation": "Step by step.",
    "rule": "The agreement",
}


def problems(spec: dict[str, Any], words: dict[str, Any] | None = None) -> list[Problem]:
    """Return what the check finds, with one language of words."""
    return list(question_type("origin_decision").check(spec, {"en": words or WORDS}))


def nested(levels: int) -> dict[str, Any]:
    """Return a rule of groups in groups."""
    return {"any": [CHANGE, nested(levels - 1)]} if levels else {"all": [CHANGE, SHARE]}


SOUND: tuple[dict[str, Any], ...] = (
    {},
    {"rule": SHARE},
    {"rule": SHARE | {"typed_within": 0.01}},
    {"rule": {"rvc": "max_nom", "at_most": 40}},
    {"rule": {"rvc": "net_cost", "at_least": 40}, "product": PRODUCT | {"net_cost": 400}},
    {"rule": {"any": [CHANGE | {"except": ["21", "09.02", "5204.11-5212.25"]}, SHARE]}},
    {"rule": nested(1)},
    {"tolerance": 10, "currency": "EUR", "origin_shown": False},
    {"weights": {"materials": 1, "outcome": "0.5"}},
    {"product": PRODUCT | {"basis": "ex_works", "other_costs": 0}},
)


@pytest.mark.parametrize("change", SOUND)
def test_sound_question_has_no_problem(change: dict[str, Any]) -> None:
    assert problems(SPEC | change) == []


def test_facts_as_a_course_file_gives_them_are_sound() -> None:
    """Below the first level every value of a course file arrives as text."""
    product = {"code": "9401.61", "value": "500", "basis": "fob"}
    timber = {"id": "beans", "code": "4407.29", "value": "120.50", "origin": "non_originating"}
    rule = {"rvc": "build_down", "at_least": "40", "typed_within": "0.01"}

    assert problems({"product": product, "materials": [timber, BAGS], "rule": rule}) == []


FAULTY: tuple[tuple[dict[str, Any], tuple[str, ...], str], ...] = (
    ({"key": "originating"}, ("key",), "follows from the facts and the rule"),
    ({"choices": []}, ("choices",), "unknown key `choices`"),
    ({"product": "coffee"}, ("product",), "needs its code and its value"),
    ({"product": PRODUCT | {"price": 5}}, ("product", "price"), "unknown key `price`"),
    ({"product": {"value": 5}}, ("product", "code"), "`code` is missing: six digits"),
    ({"product": PRODUCT | {"code": "0901"}}, ("product", "code"), "write six digits, as 9401.61"),
    ({"product": PRODUCT | {"code": "0901.99"}}, ("product", "code"), "is not in the HS 2022"),
    ({"product": PRODUCT | {"code": 9401.6}}, ("product", "code"), "`9401.6` is not a code here"),
    ({"product": {"code": "0901.21"}}, ("product", "value"), "`value` is missing"),
    ({"product": PRODUCT | {"value": 0}}, ("product", "value"), "is more than 0"),
    ({"product": PRODUCT | {"basis": "cif"}}, ("product", "basis"), "fob or ex_works"),
    ({"product": PRODUCT | {"other_costs": -1}}, ("product", "other_costs"), "0 or more"),
    ({"product": PRODUCT | {"net_cost": "x"}}, ("product", "net_cost"), "must be a number"),
    ({"materials": []}, ("materials",), "a list of 1 to 15"),
    ({"materials": {"beans": BEANS}}, ("materials",), "a list of 1 to 15"),
    ({"materials": ["beans"]}, ("materials", "0"), "a line is {id: timber"),
    ({"materials": [BEANS | {"kg": 5}]}, ("materials", "0", "kg"), "unknown key `kg`"),
    ({"materials": [BEANS, BEANS]}, ("materials", "1", "id"), "is here twice"),
    ({"materials": [BEANS | {"id": "the-right-one"}]}, ("materials", "0", "id"), "betrays"),
    ({"materials": [BEANS | {"code": "0903.11"}]}, ("materials", "0", "code"), "not in the HS"),
    ({"materials": [BEANS | {"value": -5}]}, ("materials", "0", "value"), "is more than 0"),
    ({"materials": [BEANS | {"origin": "B"}]}, ("materials", "0", "origin"), "or non_originating"),
    ({"materials": [BAGS]}, ("materials",), "originates without any rule"),
    (
        {"materials": [BEANS | {"value": 501}]},
        ("materials",),
        "together, more than the product",
    ),
    ({"rule": None}, ("rule",), "`rule` is one of {change: heading}"),
    ({"rule": {}}, ("rule",), "here belongs one of"),
    ({"rule": CHANGE | SHARE}, ("rule",), "here belongs one of"),
    ({"rule": {"change": "CTH"}}, ("rule", "change"), "chapter, heading, subheading"),
    ({"rule": CHANGE | {"at_least": 5}}, ("rule", "at_least"), "unknown key `at_least`"),
    ({"rule": CHANGE | {"except": "94"}}, ("rule", "except"), "a list of codes such as 94"),
    ({"rule": CHANGE | {"except": ["9x"]}}, ("rule", "except", "0"), "is not a code here"),
    ({"rule": CHANGE | {"except": ["77"]}}, ("rule", "except", "0"), "is not in the HS 2022"),
    ({"rule": CHANGE | {"except": ["12-08"]}}, ("rule", "except", "0"), "the lower code first"),
    ({"rule": CHANGE | {"except": ["08-0901"]}}, ("rule", "except", "0"), "is not a range"),
    ({"rule": {"rvc": 40}}, ("rule", "rvc"), "build_down, build_up, net_cost, max_nom"),
    ({"rule": {"rvc": "build_down"}}, ("rule", "at_least"), "is missing: the limit"),
    ({"rule": SHARE | {"at_least": 101}}, ("rule", "at_least"), "at most 100"),
    ({"rule": SHARE | {"at_most": 40}}, ("rule", "at_most"), "has a limit `at_least`"),
    ({"rule": {"rvc": "max_nom", "at_least": 40}}, ("rule", "at_least"), "a limit `at_most`"),
    ({"rule": SHARE | {"typed_within": -1}}, ("rule", "typed_within"), "0 or more"),
    ({"rule": {"rvc": "net_cost", "at_least": 4}}, ("product", "net_cost"), "is missing"),
    ({"rule": {"any": [CHANGE]}}, ("rule", "any"), "joins two criteria or more"),
    ({"rule": {"any": CHANGE}}, ("rule", "any"), "joins two criteria or more"),
    ({"rule": {"any": [CHANGE, SHARE], "all": []}}, ("rule",), "here belongs one of"),
    ({"rule": {"any": [CHANGE, SHARE], "x": 1}}, ("rule", "x"), "unknown key `x`"),
    ({"rule": {"any": [CHANGE, "RVC 40"]}}, ("rule", "any", "1"), "here belongs one of"),
    ({"rule": nested(2)}, ("rule", "any", "1", "any", "1", "all"), "at most 2 deep"),
    ({"rule": {"any": [CHANGE] * 7}}, ("rule",), "at most 6 criteria"),
    ({"tolerance": 101}, ("tolerance",), "at most 100 per cent"),
    ({"tolerance": "some"}, ("tolerance",), "must be a number"),
    ({"rule": SHARE, "tolerance": 10}, ("tolerance",), "the rule asks for none"),
    ({"currency": "euro"}, ("currency",), "three capitals such as EUR"),
    ({"origin_shown": "no"}, ("origin_shown",), "is true or false"),
    ({"weights": 5}, ("weights",), "what kinds of steps are worth"),
    ({"weights": {"bill": 1}}, ("weights", "bill"), "unknown key `bill`"),
    ({"weights": {"outcome": -1}}, ("weights", "outcome"), "0 or more"),
    ({"weights": {"rvc": 1}}, ("weights", "rvc"), "has no steps of kind `rvc`"),
    ({"weights": {"materials": 0, "outcome": 0}}, ("weights",), "are worth nothing"),
)


@pytest.mark.parametrize(("change", "path", "message"), FAULTY)
def test_fault_of_the_structure_is_found_at_its_place(
    change: dict[str, Any], path: tuple[str, ...], message: str
) -> None:
    found = problems(SPEC | change)

    assert any(
        one.path == path and one.language is None and message in one.message for one in found
    ), found


def test_share_that_would_be_marked_wrong_as_it_is_shown_is_told() -> None:
    thirds = {"product": PRODUCT | {"value": 300}, "materials": [BEANS | {"value": 100}, BAGS]}

    (found,) = problems(SPEC | thirds | {"rule": SHARE | {"typed_within": 0}})

    assert found.path == ("rule",)
    assert "the share, shown as 66.67, would itself be marked wrong" in found.message


FAULTY_WORDS: tuple[tuple[tuple[str, ...], object, tuple[str, ...], str], ...] = (
    (("product",), None, ("product",), "are missing"),
    (("product",), "two\nlines", ("product",), "must be one line"),
    (("materials",), None, ("materials",), "must give the words of: beans, bags"),
    (("materials", "beans"), "", ("materials", "beans"), "are empty"),
    (("materials", "milk"), "Milk", ("materials", "milk"), "is not an id here"),
    (("feedback", "wrong"), None, ("feedback", "wrong"), "are missing"),
    (("feedback", "beans"), "x", ("feedback", "beans"), "is not an id here"),
    (("choices",), {}, ("choices",), "unknown key `choices`"),
)


@pytest.mark.parametrize(("at", "value", "path", "message"), FAULTY_WORDS)
def test_fault_of_the_words_is_found_in_its_language(
    at: tuple[str, ...], value: object, path: tuple[str, ...], message: str
) -> None:
    words: dict[str, Any] = deepcopy(WORDS)
    (words if len(at) == 1 else words[at[0]])[at[-1]] = value

    (found,) = problems(SPEC, words)

    assert (found.path, found.language) == (path, "en")
    assert message in found.message


def test_feedback_for_a_partly_right_answer_may_be_given() -> None:
    words = WORDS | {"feedback": WORDS["feedback"] | {"partly": "Nearly"}}

    assert problems(SPEC, words) == []


KEYS = st.sampled_from(("product", "materials", "rule", "tolerance", "weights", "currency"))


@given(spec=st.dictionaries(KEYS, ANYTHING, max_size=4), words=st.dictionaries(KEYS, ANYTHING))
def test_nothing_an_author_writes_crashes_the_check(
    spec: dict[str, Any], words: dict[str, Any]
) -> None:
    found = problems(SPEC | spec, WORDS | words)

    assert all(one.message and one.path for one in found)


@given(
    rule=ANYTHING | st.fixed_dictionaries({"any": st.lists(ANYTHING | st.just(CHANGE))}),
    answer=ANYTHING,
)
def test_nothing_that_was_published_crashes_a_page(rule: object, answer: object) -> None:
    kind = question_type("origin_decision")
    words = SAMPLE.words["en"]

    assert kind.public(SPEC | {"rule": rule}, words, (), answer).type == "origin_decision"
    assert 0 <= kind.mark(SPEC | {"rule": rule}, answer).fraction <= 1
