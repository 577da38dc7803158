"""Are the sums the same in whatever order and parts attempts come, and after a row of JSON?"""

from __future__ import annotations

import json

import pytest
from hypothesis import given as holds
from hypothesis import strategies as st

from app.quizzes.statistics import QuizSums
from app.quizzes.statistics.responses import LONGEST, ROOM, Responses
from app.quizzes.statistics.spread import Spread, greatest_products
from tests.quizzes.statistics.attempts import given, made_up, some_marks, summed

pytestmark = pytest.mark.pure

values = st.lists(st.integers(-2000, 5000), max_size=60)


def spread_of(numbers: list[int], room: int = 8) -> Spread:
    made = Spread(room)
    for one in numbers:
        made.add({one: 1})
    return made


@holds(values, st.integers(0, 60))
def test_spread_depends_on_the_values_alone(numbers: list[int], cut: int) -> None:
    whole, parts = spread_of(numbers), spread_of(numbers[cut:])
    parts.merge(spread_of(numbers[:cut]))

    assert parts == whole
    assert spread_of(numbers[::-1]) == whole
    assert Spread.from_json(8, json.loads(json.dumps(whole.to_json()))) == whole
    assert (whole.total, len(whole.counts) <= 8) == (len(numbers), True)


@holds(values)
def test_values_are_kept_as_they_are_while_there_is_room(numbers: list[int]) -> None:
    found = spread_of(numbers, room=100)

    assert found.ordered() == sorted((one, numbers.count(one)) for one in set(numbers))


@holds(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), max_size=30))
def test_greatest_products_are_those_in_order(pairs: list[tuple[int, int]]) -> None:
    first, second = [one for one, _ in pairs], [other for _, other in pairs]

    found = greatest_products(spread_of(first, 99), spread_of(second, 99))

    assert found == sum(x * y for x, y in zip(sorted(first), sorted(second), strict=True))


@pytest.mark.parametrize(
    ("numbers", "median"), (([], None), ([3], 3), ([5, 1, 2], 2), ([1, 2, 5, 9], 3.5))
)
def test_median(numbers: list[int], median: float | None) -> None:
    assert spread_of(numbers, 99).median() == median


def test_attempts_one_by_one_at_once_and_in_parts_add_up_to_the_same() -> None:
    rows = some_marks(200, 9, 1)
    one_by_one, in_parts = QuizSums(), QuizSums()
    for row in made_up(1).sample(rows, len(rows)):
        one_by_one.merge(summed([row]))
    for start in range(0, 200, 64):
        kept = json.loads(json.dumps(in_parts.to_json()))
        in_parts = QuizSums.from_json(kept)
        in_parts.merge(summed(rows[start : start + 64]))

    at_once = summed(rows)

    assert one_by_one == at_once
    assert in_parts == at_once
    assert QuizSums.from_json({}) == QuizSums()


def test_responses_are_counted_with_the_marks_and_rests_of_those_who_gave_them() -> None:
    sums = QuizSums()
    for mark, response, rest in ((1, "right", 1), (0, "wrong", 1), (0, "wrong", 0), (0, None, 1)):
        sums.add([given("q", mark, response), given("other", rest)])

    rows = sums.questions["q"].parts[""].to_json()

    assert rows == [("wrong", 2, 0, 500_000_000), ("right", 1, 10_000_000, 500_000_000)]


def test_rare_responses_are_put_together_and_common_ones_stay() -> None:
    found = Responses()
    for number in range(3 * ROOM):
        found.add("common", 1, 5, 7)
        found.add(f"typed {number}", 1, 0, 1)

    rows = found.to_json()
    by_text = {text: tally for text, *tally in rows}
    assert len(rows) <= 2 * ROOM
    assert by_text["common"] == [3 * ROOM, 15 * ROOM, 21 * ROOM]
    assert sum(one[1] for one in rows) == 6 * ROOM
    assert rows[-1][0] is None
    assert Responses.from_json(json.loads(json.dumps(rows))) == found


def test_long_answers_are_cut() -> None:
    found = Responses()
    found.add("x" * 5000, 1, 0, 0)

    assert found.to_json()[0][0] == "x" * LONGEST


def test_sums_of_a_large_bank_stay_small() -> None:
    sums = summed(some_marks(1500, 60, 4))

    assert len(json.dumps(sums.to_json())) < 400_000


def test_an_attempt_without_questions_is_left_out() -> None:
    sums = QuizSums()
    sums.add([])

    assert sums == QuizSums()
