"""Certificate numbers: their form, their check, and what people make of them when typing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certificates.numbers import RANDOM_BYTES, is_well_formed, new_number, normalise

pytestmark = pytest.mark.pure

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GOLDEN = "GL-2026-ZZVVW-N6H7B-H6J0J"

numbers = st.builds(
    new_number,
    st.integers(min_value=1000, max_value=9999),
    st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES),
)


def test_number_of_given_bytes_is_always_the_same() -> None:
    assert new_number(2026, bytes.fromhex("0123456789abcdef" + "ff")) == GOLDEN


def test_a_number_has_seventy_random_bits_in_three_groups_of_five() -> None:
    number = new_number(2026, b"\xff" * RANDOM_BYTES)

    assert re.fullmatch(r"GL-2026-Z{5}-Z{5}-Z{4}.", number)


@pytest.mark.parametrize("year", (0, 26, 999, 10_000))
def test_a_year_without_four_digits_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match="four digits"):
        new_number(year, bytes(RANDOM_BYTES))


def test_too_few_random_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="needs 9 random bytes, got 8"):
        new_number(2026, bytes(RANDOM_BYTES - 1))


@given(st.binary(min_size=9, max_size=9), st.binary(min_size=9, max_size=9))
def test_different_random_bits_give_different_numbers(one: bytes, other: bytes) -> None:
    same_bits = int.from_bytes(one) % 2**70 == int.from_bytes(other) % 2**70

    assert (new_number(2026, one) == new_number(2026, other)) is same_bits


@given(numbers)
def test_every_new_number_is_well_formed_and_normal(number: str) -> None:
    assert is_well_formed(number)
    assert normalise(number) == number


@given(numbers, st.data())
def test_one_wrong_character_is_always_noticed(number: str, data: st.DataObject) -> None:
    places = [place for place, character in enumerate(number) if place > 2 and character != "-"]
    place = data.draw(st.sampled_from(places))
    allowed = "0123456789" if place < 7 else ALPHABET
    wrong = data.draw(st.sampled_from([c for c in allowed if c != number[place]]))

    assert not is_well_formed(number[:place] + wrong + number[place + 1 :])


@given(numbers, st.data())
def test_two_characters_exchanged_are_always_noticed(number: str, data: st.DataObject) -> None:
    places = [place for place in range(8, len(number)) if number[place] != "-"]
    first = data.draw(st.sampled_from(places))
    second = data.draw(st.sampled_from(places))
    letters = list(number)
    letters[first], letters[second] = letters[second], letters[first]

    assert is_well_formed("".join(letters)) is (number[first] == number[second])


@pytest.mark.parametrize(
    "typed",
    (
        "gl-2026-zzvvw-n6h7b-h6j0j",
        "  GL 2026 ZZVVW N6H7B H6J0J ",
        "GL2026ZZVVWN6H7BH6J0J",
        "2026 zzvvw n6h7b h6j0j",
        "GL–2026–ZZVVW–N6H7B–H6J0J",
        "GL-2O26-ZZVVW-N6H7B-H6JoJ",
        "ＧＬ－２０２６－ZZVVW-N6H7B-H6J0J",
        "GL-٢٠٢٦-ZZVVW-N6H7B-H6J0J",
        "GL‑2026‑ZZVVW‑N6H7B‑H6J0J\n",
    ),
)
def test_what_people_type_is_understood(typed: str) -> None:
    assert normalise(typed) == GOLDEN


def test_misread_letters_become_the_digits_they_look_like() -> None:
    number = new_number(2026, bytes.fromhex("001004010040100401"))

    assert "1" in number[8:]
    assert normalise(number.replace("1", "I")) == number
    assert normalise(number.replace("1", "l")) == number
    assert normalise(number.replace("0", "O")) == number


@pytest.mark.parametrize(
    "typed", ("", "   ", "hello", "GL-2026", "GL-2026-UUUUU-UUUUU-UUUUU", "²" * 20, "é" * 500)
)
def test_text_that_is_no_number_stays_as_typed_and_is_refused(typed: str) -> None:
    assert normalise(typed) == typed.strip()
    assert not is_well_formed(typed)


@given(st.text())
def test_any_text_can_be_normalised_twice_with_the_same_result(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_a_number_not_in_canonical_form_is_not_well_formed() -> None:
    assert is_well_formed(GOLDEN)
    assert not is_well_formed(GOLDEN.lower())
    assert not is_well_formed(GOLDEN + "\n")
    assert not is_well_formed(GOLDEN.replace("-", ""))
