"""Which numbers and shares do authors write?"""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.questions.tries import over_tries
from app.quizzes.questions.written import as_written, number, share

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("value", "expected"),
    (
        (1, "1"),
        (0.1, "1/10"),
        ("0.25", "1/4"),
        ("1/3", "1/3"),
        ("-2/4", "-1/2"),
        ("7 / 8", "7/8"),
        (Decimal("0.3333333"), "3333333/10000000"),
        (1e-3, "1/1000"),
    ),
)
def test_share_is_read_exactly(value: object, expected: str) -> None:
    assert share(value) == Fraction(expected)


@pytest.mark.parametrize(
    "value", (None, True, "", "half", "1/0", "1/2/3", "0.5/2", "/", "1/", [1], "nan", "1e400", {})
)
def test_what_is_no_share_is_none(value: object) -> None:
    assert share(value) is None


@given(st.text(max_size=12) | st.floats() | st.integers() | st.booleans() | st.none())
def test_anything_is_a_share_and_a_number_or_none(value: object) -> None:
    assert share(value) is None or isinstance(share(value), Fraction)
    assert number(value) is None or isinstance(number(value), Decimal)


@pytest.mark.parametrize(
    ("found", "text"),
    (
        ("12.50", "12.5"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("0.000", "0"),
        ("-0", "0"),
        ("-1.230", "-1.23"),
    ),
)
def test_number_is_written_without_zeros_that_say_nothing(found: str, text: str) -> None:
    assert as_written(Decimal(found)) == text


@pytest.mark.parametrize(
    ("earned", "penalty", "expected"),
    (
        ("", "1/3", "0"),
        ("1", "1/3", "1"),
        ("0", "1/3", "0"),
        ("0 1", "1/3", "2/3"),
        ("0 0 1", "1/3", "1/3"),
        ("0 0 0 1", "1/3", "0"),
        ("1 1 1", "1/3", "1"),
        ("1 0 1", "1/3", "1/3"),
        ("0 1 1 1", "1/3", "2/3"),
        ("1 0", "1/3", "0"),
        ("1/2 1", "1/4", "3/4"),
        ("0 1/2", "1/4", "1/4"),
        ("1 1/2 1/2", "1/4", "1/4"),
        ("0 1/2", "1", "0"),
        ("0 1", "0", "1"),
    ),
)
def test_part_earns_less_for_each_try_before_its_last_change(
    earned: str, penalty: str, expected: str
) -> None:
    assert over_tries([Fraction(one) for one in earned.split()], Fraction(penalty)) == Fraction(
        expected
    )
