"""Does an origin question ask for the steps that it needs, and tell why each is as it is?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from app.quizzes.questions import InvalidAnswer, question_type, trusted
from app.quizzes.questions.origin_steps import steps
from app.quizzes.questions.origin_views import OriginReview, OriginView
from tests.quizzes.every.origin_decision import SAMPLE
from tests.quizzes.pages import page

pytestmark = pytest.mark.pure

TYPE = question_type("origin_decision")
COFFEE: dict[str, Any] = {
    "product": {"code": "0901.21", "value": "500.00", "basis": "ex_works"},
    "currency": "EUR",
    "materials": [
        {"id": "beans", "code": "0901.11", "value": 45, "origin": "non_originating"},
        {"id": "bags", "code": "4819.30", "value": 20, "origin": "originating"},
    ],
    "rule": {"change": "heading"},
}
WORDS = {
    "prompt": "Does it originate?",
    "product": "Roasted coffee",
    "materials": {"beans": "Green <b>beans</b>", "bags": "Paper bags"},
    "feedback": {"right": "Well done", "wrong": "Not yet", "partly": "Nearly"},
    "explanation": "Step by step.",
    "rule": "The agreement",
    "language": "en",
}


def asked(**changes: object) -> OriginView:
    """Return the running page of the coffee with changes."""
    view = TYPE.public({**COFFEE, **changes}, trusted(WORDS), ())
    assert isinstance(view, OriginView)
    return view


def told(answer: object, words: Mapping[str, object] = WORDS, **changes: object) -> OriginReview:
    """Return the review of an answer to it."""
    view = TYPE.review({**COFFEE, **changes}, trusted(words), answer, ())
    assert isinstance(view, OriginReview)
    return view


def reasons(view: OriginReview) -> list[str]:
    """Return why each step is as it is, in English."""
    return [step.why.template % step.why.values for step in view.steps]


CHANGE, SHARE = {"change": "heading"}, {"rvc": "build_down", "at_least": 40}
TYPED = SHARE | {"typed_within": 0.1}
NEEDED: tuple[tuple[dict[str, Any], list[str]], ...] = (
    ({"rule": CHANGE}, ["c1-beans", "c1-bags", "outcome"]),
    ({"rule": CHANGE, "tolerance": 10}, ["c1-beans", "c1-bags", "c1", "outcome"]),
    ({"rule": SHARE}, ["outcome"]),
    ({"rule": TYPED}, ["c1-share", "outcome"]),
    (
        {"rule": SHARE, "origin_shown": False},
        ["origin-beans", "origin-bags", "outcome"],
    ),
    (
        {"rule": {"any": [CHANGE, TYPED]}},
        ["c1-beans", "c1-bags", "c2-share", "c1", "c2", "outcome"],
    ),
    (
        {"rule": {"any": [CHANGE, {"all": [{"change": "subheading"}, SHARE]}]}},
        ["c1-beans", "c2-beans", "c1-bags", "c2-bags", "c1", "c2", "c3", "outcome"],
    ),
)


@pytest.mark.parametrize(("changes", "expected"), NEEDED)
def test_steps_are_those_that_the_rule_needs(changes: dict[str, Any], expected: list[str]) -> None:
    assert [step.id for step in steps({**COFFEE, **changes})] == expected


def test_bill_says_which_materials_originate_unless_that_is_to_be_found_out() -> None:
    shown, hidden = asked(), asked(origin_shown=False)

    assert [line.origin for line in shown.materials] == ["Not originating", "Originating"]
    assert [line.origin for line in hidden.materials] == ["", ""]


def test_amounts_have_the_same_decimals_throughout() -> None:
    view = asked()

    assert view.product.value == "500.00"
    assert [line.value for line in view.materials] == ["45.00", "20.00"]


def test_running_page_is_the_same_whatever_the_share_may_miss_by() -> None:
    near, far = (asked(rule=SHARE | {"typed_within": within}) for within in (0.01, 5))

    assert near == far


def test_reasons_of_a_tariff_change_and_its_tolerance() -> None:
    view = told({"c1-beans": "yes", "c1": "tolerance"}, tolerance=10)

    assert reasons(view) == [
        "0901.11 → 0901.21: the heading is the same.",
        "An originating material need not change.",
        "Without a change: 45 of 500, which is 9 %; 10 % are tolerated.",
        "The rule is met.",
    ]
    assert [(step.yours, step.right, step.state) for step in view.steps] == [
        ("Yes", "No", "wrong"),
        ("", "Not needed: it originates", "missed"),
        ("Met thanks to the tolerance", "Met thanks to the tolerance", "right"),
        ("", "Originating", "missed"),
    ]
    assert (view.mark.fraction, view.feedback) == (Fraction(1, 4), "Nearly")


def test_reasons_of_shares_in_the_language_of_the_words() -> None:
    rule = {"any": [{"change": "chapter", "except": ["48"]}, TYPED]}
    materials = [
        {"id": "beans", "code": "0901.11", "value": "166.5", "origin": "non_originating"},
        {"id": "bags", "code": "4819.30", "value": 1000, "origin": "non_originating"},
    ]
    product = {"code": "0901.21", "value": 1500}

    view = told(None, {**WORDS, "language": "fr"}, rule=rule, materials=materials, product=product)

    working = "(1\u202f500 − 1\u202f166,5) ÷ 1\u202f500 × 100"
    assert reasons(view) == [
        "0901.11 → 0901.21: the chapter is the same.",
        "The rule excepts 4819.30.",
        f"The value less non-originating materials, over the value: {working} ≈ 22,23 %",
        "Not every non-originating material changes.",
        "It is 22,23 %, and the rule asks for at least 40 %.",
        "The rule is not met.",
    ]
    assert [step.letter for step in view.steps] == ["A", "A", "B", "A", "B", ""]
    assert view.steps[2].right == "22,23"


METHODS = (
    (
        "build_up",
        "at_least",
        "Originating materials and other costs, over the value: (20 + 100)",
    ),
    (
        "net_cost",
        "at_least",
        "Net cost less non-originating materials, over net cost: (90 − 45)",
    ),
    ("max_nom", "at_most", "Non-originating materials, over the value: 45 ÷ 500 × 100 = 9 %"),
)


@pytest.mark.parametrize(("method", "limit", "said"), METHODS)
def test_each_method_is_told_with_its_numbers(method: str, limit: str, said: str) -> None:
    product = {"code": "0901.21", "value": 500, "other_costs": 100, "net_cost": 90}
    rule = {"any": [{"rvc": method, limit: 40, "typed_within": 0}, CHANGE]}

    found = reasons(told(None, product=product, rule=rule))

    assert any(one.startswith(said) for one in found), found
    assert any(" 40 %" in one for one in found)


def test_outcome_names_the_criteria_through_which_it_is_met() -> None:
    view = told(None, rule={"any": [CHANGE, SHARE, {"change": "subheading"}]})

    assert reasons(view)[-1] == "The rule is met through: B, C."


def test_an_origin_that_was_hidden_is_explained() -> None:
    view = told(None, rule=SHARE, origin_shown=False)

    assert reasons(view)[:2] == ["The bill says so, or where the material comes from."] * 2


def test_unreadable_share_is_asked_about_and_an_unknown_step_refused() -> None:
    spec = {**COFFEE, "rule": TYPED}

    with pytest.raises(InvalidAnswer, match="can be read in two ways"):
        TYPE.parse(spec, {"c1-share": "1,234"})
    with pytest.raises(InvalidAnswer, match="does not offer"):
        TYPE.parse(spec, {"c1-beans": "yes"})
    with pytest.raises(InvalidAnswer, match="decides its steps one by one"):
        TYPE.parse(spec, ["originating"])
    with pytest.raises(InvalidAnswer, match="A share is a number"):
        TYPE.parse(spec, {"c1-share": True})


def test_answers_that_mean_the_same_are_kept_the_same() -> None:
    spec = {**COFFEE, "rule": {"any": [CHANGE, TYPED]}}
    raw = {"outcome": "originating", "c1": "", "c2-share": " 55 ", "c1-beans": "no", "c2": None}

    assert list((TYPE.parse(spec, raw) or {}).items()) == [
        ("c1-beans", "no"),
        ("c2-share", "55"),
        ("outcome", "originating"),
    ]


def test_tries_cost_only_the_steps_that_were_wrong() -> None:
    wrong = {"c1-beans": "yes", "c1-bags": "not_needed", "outcome": "originating"}
    right = {"c1-beans": "no", "c1-bags": "not_needed", "outcome": "non_originating"}

    mark = TYPE.mark_of_tries(COFFEE, [wrong, right], Fraction(1, 3))

    # of thirds, the beans and the outcome were wrong once: 2/3 each; the bags were right at once
    assert mark.fraction == Fraction(2, 9) + Fraction(1, 3) + Fraction(2, 9)
    assert mark.state == "right"


def test_guessing_earns_the_mean_of_the_options() -> None:
    # materials 2/3 of the mark with three options each, the outcome 1/3 with two
    assert TYPE.guess_score(COFFEE) == Fraction(2, 9) + Fraction(1, 6)


def test_decisions_are_described_with_letters_and_translated() -> None:
    translated = {"Yes": "Oui", "The product is": "Le produit est", "Originating": "Originaire"}

    said = TYPE.describe(
        SAMPLE.spec,
        SAMPLE.words["fr"],
        {"c1-timber": "yes", "c2-share": "55,0", "outcome": "originating"},
        lambda message: translated.get(message, message),
    )

    assert said == (
        "A. Hêtre scié d’un pays tiers: Oui; B. Regional value content, build-down: 55,0; "
        "Le produit est: Originaire"
    )


def test_label_of_a_select_has_no_markup_of_the_material() -> None:
    html = page("ask", asked(), "q-1")

    assert "Green beans:" in html
    assert "Green <b>beans</b></th>" in html


def test_exceptions_are_told_in_the_rule() -> None:
    html = page("ask", asked(rule={"change": "heading", "except": ["21", "52.04-52.12"]}), "q-1")

    assert "Not from materials of: 21, 52.04–52.12." in html
    assert "origin-letter" not in html
