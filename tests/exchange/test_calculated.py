"""Do calculated questions go out to other systems and come back with the same numbers?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.exchange.bundle import Bundle, Faulty, Item
from app.exchange.formats import Format, read
from app.exchange.moodle_xml import read_moodle_xml, write_moodle_xml
from app.exchange.moodle_xml.formulas import NotThere, formula_in, formula_out
from app.exchange.showing import asked_spec
from app.quizzes.formula import parse
from app.quizzes.questions import question_type
from app.quizzes.questions.calculation import key_of
from tests.exchange.content import said

pytestmark = pytest.mark.pure

QUESTION = """
- id: duty
  type: calculated
  variants: [{price: 1000, freight: 80.5, rate: 5}, {price: 2400, freight: 0, rate: 7.5}]
  formula: round(cif * rate / 100, 2)
  steps: {cif: price + freight}
  mistakes: {no-freight: {formula: price * rate / 100, mark: 1/4}}
  tolerance: 0.01
  decimals: 2
  unit: eur
  words:
    prompt: "Price {price}, freight {freight}: CIF {=cif}. What is the duty at {rate} %?"
    solution: "{=cif} × {rate} % = {=answer}"
    unit: EUR
    feedback: {right: "Yes.", wrong: "No.", no-freight: "Add the freight."}
"""


def item_of(text: str = QUESTION) -> Item:
    bundle = read(text, Format.NATIVE, "en")
    assert said(bundle.faults) == []
    return bundle.items[0]


def test_a_table_of_variants_comes_back_with_the_same_right_answers() -> None:
    item = item_of()

    export = write_moodle_xml(Bundle("en", (item,)))
    (found,) = read_moodle_xml(export.text, "en").items

    assert [str(one) for one in export.lost] == ["duty: its worked solution"]
    kind = question_type("calculated")
    for seed in range(4):
        before, after = asked_spec(item, "en", seed), asked_spec(found, "en", seed)
        assert key_of(after) == key_of(before)
        assert kind.mark(after, kind.right_answer(before)).fraction == 1
    assert found.words["prompt"] == (
        "Price {price}, freight {freight}: CIF {=step_1}. What is the duty at {rate} %?"
    )
    assert found.words["feedback"] == {
        "right": "Yes.",
        "wrong": "No.",
        "mistake-1": "Add the freight.",
    }
    assert (found.spec["unit"], found.words["unit"]) == ("eur", "EUR")


def test_a_range_goes_out_as_values_that_were_drawn() -> None:
    ranges = "{price: {from: 100, to: 900, step: 10}, freight: {from: 1, to: 9, step: 1}, "
    text = QUESTION.replace(
        "variants: [{price: 1000, freight: 80.5, rate: 5}, {price: 2400, freight: 0, rate: 7.5}]",
        "variables: " + ranges + "rate: {from: 5, to: 9, step: 0.5}}",
    )

    export = write_moodle_xml(Bundle("en", (item_of(text),)))

    (found,) = read_moodle_xml(export.text, "en").items
    rows = found.spec["variants"]
    assert isinstance(rows, list)
    assert len(rows) == 20
    assert "duty: ranges of values: 20 sets of values were drawn" in map(str, export.lost)


def test_a_formula_that_is_not_known_there_leaves_the_question_out() -> None:
    text = QUESTION.replace("round(cif * rate / 100, 2)", "ad_valorem_duty(cif, rate)")

    export = write_moodle_xml(Bundle("en", (item_of(text),)))

    assert export.count == 0
    assert [str(one) for one in export.lost] == [
        "duty: is left out: “ad_valorem_duty()” in a formula is not known there"
    ]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    (
        ("a + b * c", "{a} + {b} * {c}"),
        ("(a + b) * c", "({a} + {b}) * {c}"),
        ("a - (b - c)", "{a} - ({b} - {c})"),
        ("a / (b * c)", "{a} / ({b} * {c})"),
        ("-(a + b)", "-({a} + {b})"),
        ("a * -b", "{a} * -{b}"),
        ("-a^2", "-pow({a}, 2)"),
        ("(a + 1)^-b", "pow({a} + 1, -{b})"),
        ("2^3^2", "pow(2, pow(3, 2))"),
        ("round(a / 3, 2)", "round({a} / 3, 2)"),
        ("max(a, b, 0.5)", "max({a}, {b}, 0.5)"),
    ),
)
def test_a_formula_goes_out_and_comes_back_with_the_same_value(ours: str, theirs: str) -> None:
    numbers = {"a": 7, "b": 2, "c": 3}

    out = formula_out(ours, {})
    back = formula_in(out, {name: name for name in numbers}, 1)

    def value(source: str) -> object:
        return parse(source).value(lambda name: Fraction(numbers[name]))

    assert out == theirs
    assert value(back) == value(ours)


def test_steps_are_written_out_and_do_not_grow_without_end() -> None:
    assert formula_out("x * 2", {"x": "a + b"}) == "({a} + {b}) * 2"
    doubling = {f"s{n}": f"s{n + 1} + s{n + 1}" for n in range(30)} | {"s30": "a"}
    with pytest.raises(NotThere):
        formula_out("s0", doubling)
    with pytest.raises(NotThere):
        formula_out("x", {"x": "x + 1"})


@pytest.mark.parametrize("theirs", ("sin({a})", "{a} ** 2", "pow({a}", "{a}{b}", "1e400", "%", ""))
def test_a_formula_that_is_not_known_here_is_told(theirs: str) -> None:
    with pytest.raises(Faulty) as faulty:
        formula_in(theirs, {"a": "a", "b": "b"}, 7)

    assert faulty.value.note.line == 7
