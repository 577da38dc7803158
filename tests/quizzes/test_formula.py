"""What does a formula give, and what is said of one that gives nothing?"""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.formula import FUNCTIONS, FormulaError, parse
from app.quizzes.formula_functions import rounded
from app.quizzes.formula_syntax import DEEPEST, LONGEST

pytestmark = pytest.mark.pure

VALUES = {"price": Fraction(1200), "rate": Fraction(5), "nothing": Fraction(0)}


def value_of(source: str) -> Fraction:
    """Return what a formula gives with the values above."""
    return parse(source).value(VALUES.__getitem__)


GIVEN = (
    ("2", "2"),
    ("0.1 + 0.2", "0.3"),
    ("1 + 2 * 3", "7"),
    ("(1 + 2) * 3", "9"),
    ("7 - 2 - 1", "4"),
    ("100 / 5 / 2", "10"),
    ("1 / 3", "1/3"),
    ("-2 ^ 2", "-4"),
    ("(-2) ^ 2", "4"),
    ("2 ^ 3 ^ 2", "512"),
    ("2 ^ -1", "1/2"),
    ("0 ^ 0", "1"),
    ("--3", "3"),
    ("2 * -3", "-6"),
    ("price * rate / 100", "60"),
    ("\tprice\n*2 ", "2400"),
    ("round(2.5)", "3"),
    ("round(-2.5)", "-3"),
    ("round(2.345, 2)", "2.35"),
    ("round(1250, -2)", "1300"),
    ("round(-0.4)", "0"),
    ("min(3, 1, 2)", "1"),
    ("max(3)", "3"),
    ("abs(-3)", "3"),
    ("floor(-2.5)", "-3"),
    ("ceil(-2.5)", "-2"),
    ("if(price > 1000, 1, 2)", "1"),
    ("if(price == 1000, 1, 2)", "2"),
    ("if(price != 1000, 1, 2)", "1"),
    ("if(rate <= 5, 1, 2) + if(rate >= 5, 1, 2) + if(rate < 5, 1, 2)", "4"),
    ("if(nothing == 0, 0, price / nothing)", "0"),
    ("if(nothing == 0, 0, unknown_name)", "0"),
    ("if(within_tolerance(9, 100, 10), 1, 0)", "1"),
    ("cif_value(price, 80)", "1280"),
)


@pytest.mark.parametrize(("source", "value"), GIVEN)
def test_formula_gives_its_exact_value(source: str, value: str) -> None:
    assert value_of(source) == Fraction(value)


REFUSED = (
    ("", 1, "expected a number, a name or “(”, but the formula ends"),
    ("1 +", 4, "expected a number, a name or “(”, but the formula ends"),
    ("1 + * 2", 5, "a power is written ^"),
    ("2 ** 3", 4, "a power is written ^"),
    ("(1 + 2", 7, "expected “)” for the bracket opened in column 1, but the formula ends"),
    ("round(1 2)", 9, "expected “)” for the bracket opened in column 6, not “2”"),
    (")", 1, "expected a number, a name or “(”, not “)”"),
    ("1)", 2, "an operator such as + or * is missing before “)”"),
    ("price rate", 7, "an operator such as + or * is missing before “rate”"),
    ("1,5", 2, "a comma separates the arguments of a function; decimals have a point"),
    ("1 < 2 < 3", 7, "only two numbers are compared; put a part in brackets"),
    ("5%", 2, "“%” cannot be read here: write / 100, or 0.05 for 5 %"),
    ("a = 1", 3, "“=” cannot be read here: write == to compare"),
    ("2 × 3", 3, "“×” cannot be read here: write * to multiply"),
    ("2 − 3", 3, "“−” cannot be read here: write the hyphen - for minus"),
    ("Price", 1, "“P” cannot be read here: names are in lower-case letters"),
    ("{price}", 1, "“{” cannot be read here: a formula has names without braces"),
    (".5", 1, "a decimal has digits on both sides of its point, such as 0.5"),
    ("5.", 2, "a decimal has digits on both sides of its point, such as 0.5"),
    ("__import__", 1, "“_” cannot be read here"),
    ("price.real", 6, "“.” cannot be read here"),
    ("'a'", 1, "a formula has numbers, names, + - * / ^ ( ) and comparisons"),
    ("٣", 1, "“٣” cannot be read here"),
    ("eval(1)", 1, "there is no function `eval`; there are: if, round, min"),
    ("price(1)", 1, "there is no function `price`"),
    ("round + 1", 1, "`round` is a function: write round(number, decimals)"),
    ("round()", 1, "round(number, decimals) takes 1 to 2 arguments, here 0"),
    ("if(1 < 2, 3)", 1, "if(condition, then, otherwise) takes 3 arguments, here 2"),
    ("max()", 1, "max(number, …) takes 1 or more arguments, here 0"),
    ("vat(1, 2)", 1, "vat(value, duty, percent, other) takes 3 to 4 arguments, here 2"),
    ("1 + 2 < 3", 7, "this is true or false, not a number; write if(condition, number, number)"),
    ("if(price, 1, 2)", 4, "if() begins with a comparison, such as value > 100"),
    ("price / nothing", 7, "division by zero: what is right of / is 0 here"),
    ("nothing ^ -1", 9, "division by zero: 0 has no negative power"),
    ("2 ^ 0.5", 3, "an exponent is a whole number from -100 to 100"),
    ("2 ^ 101", 3, "an exponent is a whole number from -100 to 100"),
    ("100000 ^ 100", 8, "the number becomes too large or too long"),
    ("(9 ^ 99) ^ 99", 10, "the number becomes too large or too long"),
    ("round(1, 0.5)", 1, "round: decimals are a whole number from -15 to 15"),
    ("rvc_build_down(nothing, 1)", 1, "rvc_build_down: value must be more than 0"),
    ("fob_value(1, 2)", 1, "fob_value: the costs of delivery are more than the value"),
    ("9" * 400, 1, "the number becomes too large or too long"),
    ("1" * (LONGEST + 1), LONGEST + 1, "a formula has at most 500 characters"),
    ("(" * 25 + "1" + ")" * 25, DEEPEST + 1, "more than 20 levels of brackets"),
    ("-" * 25 + "1", DEEPEST + 1, "more than 20 levels of brackets"),
    ("2^" * 25 + "1", 2 * DEEPEST + 1, "more than 20 levels of brackets"),
)


@pytest.mark.parametrize(("source", "column", "message"), REFUSED)
def test_fault_says_where_it_is_and_what_would_be_right(
    source: str, column: int, message: str
) -> None:
    with pytest.raises(FormulaError) as caught:
        value_of(source)

    assert caught.value.column == column
    assert message in caught.value.message
    assert str(caught.value) == f"column {column}: {caught.value.message}"


def test_formula_knows_the_names_that_it_needs() -> None:
    assert parse("if(a > 1, round(b_2), c) + a").names == {"a", "b_2", "c"}


def test_repeated_squaring_ends_at_the_limit_of_size() -> None:
    squares = "*".join(["(price^20)"] * 20)

    with pytest.raises(FormulaError, match="too large"):
        value_of(squares)


def test_long_sum_is_no_deep_one() -> None:
    assert value_of("+".join(["1"] * 250)) == 250


def outcome(source: str) -> Fraction | FormulaError | str:
    """Return the value, the fault, or the name that nobody gave a value."""
    try:
        return value_of(source)
    except FormulaError as error:
        return error
    except KeyError as error:
        return str(error.args[0])


@given(st.text(max_size=60))
def test_no_text_does_worse_than_being_refused(source: str) -> None:
    found = outcome(source)

    if isinstance(found, FormulaError):
        assert 1 <= found.column <= len(source) + 1
    elif isinstance(found, str):
        assert found in parse(source).names


PIECES = st.lists(
    st.sampled_from(("1", "0", "2.5", "price", "nothing", *"+-*/^()<,", *FUNCTIONS)), max_size=24
)


@given(PIECES)
def test_no_mixture_of_its_own_signs_does_worse_either(pieces: list[str]) -> None:
    assert isinstance(outcome(" ".join(pieces)), Fraction | FormulaError)


NUMBERS = st.integers(-10_000, 10_000)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_arithmetic_is_that_of_fractions(a: int, b: int, c: int) -> None:
    found = parse("(a + b) * c - a / 7").value(
        {"a": Fraction(a), "b": Fraction(b), "c": Fraction(c)}.__getitem__
    )

    assert found == (a + b) * c - Fraction(a, 7)


@given(st.fractions(), st.integers(-6, 6))
def test_rounding_stays_within_half_a_unit(number: Fraction, decimals: int) -> None:
    unit = Fraction(10) ** -decimals

    found = rounded(number, Fraction(decimals))

    assert abs(found - number) <= unit / 2
    assert (found / unit).denominator == 1
    assert rounded(-number, Fraction(decimals)) == -found


def test_every_function_is_in_the_guide_for_authors() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text()

    assert [name for name in FUNCTIONS if f"`{name}(" not in guide] == []
