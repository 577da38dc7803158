"""Whose turn is it to mark an answer, what may they see, and what counts in the end?"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given as given_
from hypothesis import strategies as st

from app.quizzes.hand_marking import (
    HandGiven,
    Terms,
    Turn,
    correction,
    counting,
    final_share,
    may_take,
    open_turn,
    seen_by,
)

pytestmark = pytest.mark.pure
ONE, TWO, THREE = 11, 12, 13
ALONE = Terms()
STRICT = Terms(second=True)
LOOSE = Terms(second=True, agree_within=Fraction(1, 10))


def marks(*shares: str) -> tuple[HandGiven, ...]:
    """Marks in turn, by markers of their own; a share each."""
    found = zip(Turn, (ONE, TWO, ONE), shares, strict=False)
    return tuple(HandGiven(turn, person, Fraction(share)) for turn, person, share in found)


TURNS = (
    (ALONE, (), Turn.FIRST, None),
    (ALONE, ("1/2",), None, "1/2"),
    (STRICT, (), Turn.FIRST, None),
    (STRICT, ("1/2",), Turn.SECOND, None),
    (STRICT, ("1/2", "1/2"), None, "1/2"),
    (STRICT, ("1/2", "3/5"), Turn.AGREED, None),
    (STRICT, ("1/2", "3/5", "1"), None, "1"),
    (STRICT, ("1", "0", "0"), None, "0"),
    (LOOSE, ("1/2", "3/5"), None, "11/20"),  # just as far apart as they may be
    (LOOSE, ("3/5", "1/2"), None, "11/20"),
    (LOOSE, ("1/2", "601/1000"), Turn.AGREED, None),
    (LOOSE, ("0", "1/10"), None, "1/20"),
    (LOOSE, ("1", "9/10"), None, "19/20"),
)


@pytest.mark.parametrize(("terms", "shares", "turn", "final"), TURNS)
def test_turns_follow_from_what_was_given(
    terms: Terms, shares: tuple[str, ...], turn: Turn | None, final: str | None
) -> None:
    given = marks(*shares)

    assert open_turn(given, terms) == turn
    assert final_share(given, terms) == (None if final is None else Fraction(final))


def test_the_second_marker_is_somebody_else() -> None:
    first = marks("1/2")

    assert (may_take(Turn.SECOND, first, ONE), may_take(Turn.SECOND, first, TWO)) == (False, True)


def test_anybody_may_write_down_what_was_agreed_on() -> None:
    both = marks("0", "1")

    assert all(may_take(Turn.AGREED, both, person) for person in (ONE, TWO, THREE))


CORRECTED = (
    (ALONE, ("1/2",), 1, 4),
    (ALONE, (), 0, None),  # nothing counts yet
    (STRICT, ("1/2",), 1, None),
    (STRICT, ("1/2", "1/2"), 2, 4),
    (STRICT, ("1/2", "3/5"), 2, None),
    (STRICT, ("1/2", "3/5", "1"), 3, 4),
    (STRICT, ("1/2", "3/5", "1"), 2, None),  # what was agreed on was not seen
)


@pytest.mark.parametrize(("terms", "shares", "seen", "number"), CORRECTED)
def test_what_counts_can_be_corrected_by_whoever_has_seen_it(
    terms: Terms, shares: tuple[str, ...], seen: int, number: int | None
) -> None:
    assert correction(marks(*shares), terms, seen) == number


def test_the_last_correction_counts() -> None:
    both = marks("0", "1/2")
    first, second = HandGiven(4, TWO, Fraction(1, 4)), HandGiven(5, ONE, Fraction(3, 4))

    assert open_turn((*both, first, second), STRICT) is None
    assert correction((*both, first, second), STRICT, 5) == 6
    assert final_share((*both, first), STRICT) == Fraction(1, 4)
    assert counting((*both, first, second)) == (second,)


def test_one_sees_only_ones_own_mark_until_two_are_there() -> None:
    first, both, agreed = marks("0"), marks("0", "1"), marks("0", "1", "1/2")

    assert [seen_by(first, STRICT, person) for person in (ONE, TWO)] == [first, ()]
    assert [seen_by(both, STRICT, person) for person in (ONE, TWO, THREE)] == [both] * 3
    assert seen_by(agreed, STRICT, THREE) == agreed


def test_what_was_agreed_on_counts_alone() -> None:
    assert counting(marks("0", "1", "1/2")) == marks("0", "1", "1/2")[2:]
    assert counting(marks("0", "1")) == marks("0", "1")


@given_(
    shares=st.lists(st.fractions(0, 1), max_size=3),
    terms=st.builds(Terms, st.booleans(), st.fractions(0, 1)),
)
def test_an_answer_is_marked_or_has_a_turn_open_and_never_both(
    shares: list[Fraction], terms: Terms
) -> None:
    given = marks(*map(str, shares))
    turn, final = open_turn(given, terms), final_share(given, terms)

    assert (turn is None) != (final is None)
    assert final is None or 0 <= final <= 1
