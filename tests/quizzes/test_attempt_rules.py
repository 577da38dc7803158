"""What do time, number and marks mean for an attempt?"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.conditions import Counting
from app.quizzes.rules import (
    Allowed,
    AttemptState,
    Earned,
    PastAttempt,
    RefusalReason,
    Refused,
    Window,
    counting,
    deadline,
    is_late,
    may_start,
    passed,
    score,
)

pytestmark = pytest.mark.pure

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FRACTIONS = st.lists(st.fractions(0, 1, max_denominator=60), min_size=1, max_size=20)


def ended(minutes_ago: int, state: AttemptState = AttemptState.SUBMITTED) -> PastAttempt:
    """Return an attempt that ended some minutes before noon."""
    return PastAttempt(state, NOON - minutes_ago * MINUTE)


def test_deadline_is_the_start_and_the_limit() -> None:
    assert deadline(NOON, 20) == NOON + 20 * MINUTE
    assert deadline(NOON, None) is None


@pytest.mark.parametrize(
    ("seconds", "late"), ((-60, False), (0, False), (15, False), (16, True), (3600, True))
)
def test_answer_is_late_after_the_grace(seconds: int, late: bool) -> None:
    assert is_late(NOON + timedelta(seconds=seconds), NOON, 15) is late


def test_without_a_deadline_nothing_is_late() -> None:
    assert not is_late(NOON + timedelta(days=999), None)


@pytest.mark.parametrize(
    ("previous", "attempts", "wait", "decision"),
    (
        ((), None, None, Allowed(None)),
        ((), 3, 10, Allowed(3)),
        ((ended(30),), 3, 10, Allowed(2)),
        ((ended(10),), 3, 10, Allowed(2)),
        ((ended(9),), 3, 10, Refused(RefusalReason.WAIT, NOON + MINUTE)),
        ((ended(1), ended(60)), 3, 10, Refused(RefusalReason.WAIT, NOON + 9 * MINUTE)),
        ((ended(1),), 3, None, Allowed(2)),
        ((ended(1), ended(60)), 2, 10, Refused(RefusalReason.NONE_LEFT)),
        ((ended(60, AttemptState.EXPIRED),), 1, None, Refused(RefusalReason.NONE_LEFT)),
        ((ended(60), ended(99)), 1, None, Refused(RefusalReason.NONE_LEFT)),
        ((ended(60),) * 50, None, None, Allowed(None)),
        (
            (PastAttempt(AttemptState.RUNNING), ended(60)),
            None,
            None,
            Refused(RefusalReason.STILL_RUNNING),
        ),
    ),
)
def test_attempt_starts_only_where_the_quiz_allows_it(
    previous: tuple[PastAttempt, ...],
    attempts: int | None,
    wait: int | None,
    decision: Allowed | Refused,
) -> None:
    assert may_start(NOON, previous, attempts, wait) == decision


@pytest.mark.parametrize(
    ("fractions", "percent"),
    (
        (("1", "1", "1"), "100.00"),
        (("0", "0"), "0.00"),
        (("1", "1", "0"), "66.66"),
        (("1/3", "1/3", "1/3"), "33.33"),
        (("1/3", "2/3"), "50.00"),
        (("1", "1/6", "2/3", "0"), "45.83"),
        ((), "0.00"),
    ),
)
def test_score_is_the_average_rounded_down(fractions: tuple[str, ...], percent: str) -> None:
    marks = [Earned(Fraction(one)) for one in fractions]

    assert str(score(marks)) == percent


def test_score_just_under_the_pass_mark_neither_passes_nor_looks_like_it() -> None:
    marks = [Earned(Fraction(6_999_999, 10_000_000))]

    assert score(marks) == Decimal("69.99")
    assert not passed(score(marks), 70)


@given(FRACTIONS, st.integers(0, 100))
def test_rounding_never_decides_who_passes(fractions: list[Fraction], pass_mark: int) -> None:
    exact = sum(fractions, Fraction(0)) * 100 / len(fractions)

    percent = score(Earned(one) for one in fractions)

    assert passed(percent, pass_mark) == (exact >= pass_mark)


def test_a_heavier_question_counts_more() -> None:
    earned = [Earned(Fraction(1), Fraction(3)), Earned(Fraction(0)), Earned(Fraction(1, 2))]

    assert score(earned) == Decimal("70.00")


def test_certainty_never_takes_a_score_under_nothing() -> None:
    assert score([Earned(Fraction(-2)), Earned(Fraction(1))]) == Decimal(0)


@pytest.mark.parametrize(
    ("how", "result"),
    (
        (Counting.BEST, "80.50"),
        (Counting.LAST, "70.00"),
        (Counting.FIRST, "40.00"),
        (Counting.AVERAGE, "63.50"),
    ),
)
def test_the_quiz_says_which_attempt_counts(how: Counting, result: str) -> None:
    percents = [Decimal("40.00"), Decimal("80.50"), Decimal("70.00")]

    assert str(counting(percents, how)) == result


def test_an_average_is_rounded_down() -> None:
    percents = [Decimal("70.00"), Decimal("69.99"), Decimal("70.00")]

    assert counting(percents, Counting.AVERAGE) == Decimal("69.99")


def test_extra_time_lengthens_the_limit_and_the_closing_ends_it() -> None:
    half_past = NOON + timedelta(minutes=30)

    assert deadline(NOON, 30, 25) == NOON + timedelta(minutes=37, seconds=30)
    assert deadline(NOON, 60, 0, half_past) == half_past
    assert deadline(NOON, None, 50, half_past) == half_past
    assert deadline(NOON, None, 50) is None


def test_a_quiz_is_taken_between_opening_and_closing() -> None:
    window = Window(NOON, NOON + timedelta(hours=1))

    assert window.refusal(NOON - timedelta(seconds=1)) == Refused(RefusalReason.NOT_OPEN, NOON)
    assert window.refusal(NOON) is None
    assert window.refusal(NOON + timedelta(hours=1)) == Refused(
        RefusalReason.CLOSED, NOON + timedelta(hours=1)
    )
    assert Window().refusal(NOON) is None
