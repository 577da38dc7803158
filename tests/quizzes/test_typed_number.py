"""Which number is meant by what people type?"""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.questions.base import InvalidAnswer
from app.quizzes.questions.typed_number import read_number

pytestmark = pytest.mark.pure

NOT_NUMBERS = (
    *("", "-", ",", ".", "twelve", "12 kg", "1e3", "12 34", "1,2,3", "1.2.3", "10²", "½", "NaN"),
    *("inf", "0x10", "1_000", "--5", "5-", "1,234,5", "9" * 41, "\x00"),
)


@pytest.mark.parametrize(
    ("typed", "number"),
    (
        ("0", "0"),
        ("1234", "1234"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("1\u2009234\u2009567.25", "1234567.25"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1,23,456", "123456"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1’234.5", "1234.5"),
        ("1.234", "1.234"),
        ("1 234,567", "1234.567"),
        ("1234,567", "1234.567"),
        ("0,125", "0.125"),
        ("12,5", "12.5"),
        ("12,", "12"),
        (".5", "0.5"),
        ("+7", "7"),
        ("-7", "-7"),
        ("− 7", "-7"),
        ("١٢٫٥", "12.5"),
        ("１２．５", "12.5"),
    ),
)
def test_number_is_read_as_the_world_writes_it(typed: str, number: str) -> None:
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "large", "small"),
    (
        ("1,234", "1234", "1.234"),
        ("-1,000", "-1000", "-1.000"),
        ("999,999", "999999", "999.999"),
    ),
)
def test_number_with_two_readings_is_asked_about(typed: str, large: str, small: str) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        read_number(typed)

    assert caught.value.message == (
        f"“{typed}” can be read in two ways. Write {large} if you mean thousands, "
        f"{small} if you mean decimals."
    )
    assert read_number(large) == Decimal(large)
    assert read_number(small) == Decimal(small)


@pytest.mark.parametrize("typed", NOT_NUMBERS)
def test_what_is_not_a_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InvalidAnswer, match=r"is not a number\. Write digits only, such as 1234.5"):
        read_number(typed)


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused(typed: str) -> None:
    with suppress(InvalidAnswer):
        assert read_number(typed).is_finite()


@given(st.decimals(-(10**12), 10**12, places=4))
def test_plain_number_is_read_exactly(number: Decimal) -> None:
    assert read_number(f"{number:f}") == number


@given(st.decimals(-(10**12), 10**12, places=2))
def test_english_and_french_writing_mean_the_same(number: Decimal) -> None:
    english = f"{number:,.2f}"
    french = english.replace(",", "\u202f").replace(".", ",")

    assert read_number(english) == read_number(french) == number
