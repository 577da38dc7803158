"""Are the figures those of tables worked out by hand, and of the formulas over plain lists?"""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction
from math import sqrt

import pytest

from app.quizzes.statistics import QuizSums, figures_of, question_figures
from tests.quizzes.statistics import plain
from tests.quizzes.statistics.attempts import given, made_up, some_marks, summed

pytestmark = pytest.mark.pure

STAIRS = (
    {"easy": 1, "middle": 1, "hard": 1},
    {"easy": 1, "middle": 1, "hard": 0},
    {"easy": 1, "middle": 0, "hard": 0},
    {"easy": 0, "middle": 0, "hard": 0},
)
"""Results 3, 2, 1 and 0 of 3: mean 1.5, V = 5/3, alpha = 3/2 (1 - (1/4 + 1/3 + 1/4) / (5/3))."""

CROSSED = (
    {"a": 1, "b": 1, "c": 0},
    {"a": 0, "b": 1, "c": 1},
    {"a": 1, "b": 0, "c": 0},
    {"a": 0, "b": 1, "c": 1},
)


def about(value: float) -> object:
    return pytest.approx(value, abs=1e-4)


def roughly(value: float) -> object:
    """Efficiencies rest on results told apart by millionths."""
    return pytest.approx(value, abs=1e-3)


def test_quiz_worked_out_by_hand() -> None:
    found = figures_of(summed(STAIRS))

    assert asdict(found) == {
        "attempts": 4,
        "mean": about(50),
        "median": about(50),
        "deviation": about(100 * sqrt(5 / 3) / 3),
        "skewness": about(0),
        "kurtosis": about(-1.2),
        "consistency": about(75),
        "error_ratio": about(50),
        "standard_error": about(50 * sqrt(5 / 3) / 3),
    }


def test_question_worked_out_by_hand() -> None:
    found = question_figures(summed(STAIRS), {"easy": Fraction(1, 4)})["easy"]

    # x = 1 1 1 0, X = 2 1 0 0: C(x, X) = 1/4, V(x) = 1/4, V(X) = 11/12, C(x, T) = 1/2.
    # C(x, T) of the other two: 2/3 and 1/2. In order x and X stand as they are.
    assert asdict(found) == {
        "question": "easy",
        "attempts": 4,
        "facility": about(75),
        "deviation": about(50),
        "guess": about(25),
        "intended": about(100 / 3),
        "effective": about(100 * sqrt(1 / 2) / (2 * sqrt(1 / 2) + sqrt(2 / 3))),
        "negative": False,
        "discrimination": about(100 * sqrt(3 / 11)),
        "efficiency": about(100),
    }


def test_question_that_goes_against_the_rest_weighs_nothing() -> None:
    found = question_figures(summed(CROSSED), {})

    # a: x = 1 0 1 0, X = 1 2 0 2: C(x, X) = (-1/8 - 3/8 - 5/8 - 3/8) / 3 = -1/2;
    # in order 0 0 1 1 and 0 1 2 2: (5/8 + 1/8 + 3/8 + 3/8) / 3 = 1/2.
    assert found["a"].negative
    assert found["a"].effective is None
    assert found["a"].efficiency == roughly(-100)
    assert found["a"].discrimination == about(100 * -0.5 / sqrt(1 / 3 * 11 / 12))
    assert not found["b"].negative
    # b: x = 1 1 0 1, X = 1 1 1 1 does not vary.
    assert (found["b"].discrimination, found["b"].efficiency) == (None, None)
    # c: x = 0 1 0 1, X = 2 1 1 1: C(x, X) = -1/6, the greatest 1/6; C(x, T) = 1/3 - 1/6.
    assert found["c"].efficiency == roughly(-100)


def test_efficiency_is_the_part_of_what_the_marks_allow() -> None:
    rows = (
        {"a": 1, "b": 0},
        {"a": 1, "b": 1},
        {"a": 0, "b": 0},
        {"a": 0, "b": 1},
        {"a": 1, "b": 1},
    )

    found = question_figures(summed(rows), {})["a"]

    # x = 1 1 0 0 1, X = 0 1 0 1 1, means 3/5: sum of products 2 - 9/5 = 1/5, in order 3 - 9/5.
    assert found.efficiency == roughly(100 / 6)
    assert found.discrimination == about(100 / 6)


@pytest.mark.parametrize(
    ("rows", "undefined"),
    (
        ((), {"mean", "median", "deviation", "skewness", "kurtosis"}),
        (({"a": 1, "b": 0},), {"deviation", "skewness", "kurtosis"}),
        (({"a": 1, "b": 0}, {"a": 1, "b": 1}), {"skewness", "kurtosis"}),
        (({"a": 1, "b": 0}, {"a": 1, "b": 1}, {"a": 0, "b": 0}), {"kurtosis"}),
    ),
)
def test_too_few_attempts_leave_figures_undefined(
    rows: tuple[dict[str, float], ...], undefined: set[str]
) -> None:
    found = asdict(figures_of(summed(rows)))

    names = ("mean", "median", "deviation", "skewness", "kurtosis")
    assert {name for name in names if found[name] is None} == undefined
    assert (found["consistency"] is None) == (len(rows) < 2)
    assert (found["standard_error"] is None) == (len(rows) < 2)


def test_where_everybody_is_alike_nothing_can_be_told_apart() -> None:
    sums = summed([{"a": 1, "b": 0}] * 5)

    quiz, questions = figures_of(sums), question_figures(sums, {})

    assert (quiz.mean, quiz.deviation) == (50, 0)
    assert (quiz.skewness, quiz.kurtosis, quiz.consistency) == (None, None, None)
    assert (quiz.error_ratio, quiz.standard_error) == (None, None)
    assert (questions["a"].facility, questions["a"].deviation) == (100, 0)
    for one in questions.values():
        assert (one.effective, one.discrimination, one.efficiency) == (None, None, None)


def test_a_quiz_of_one_question_has_no_consistency() -> None:
    sums = summed([{"a": 1}, {"a": 0}, {"a": 1}])

    assert figures_of(sums).consistency is None
    assert question_figures(sums, {})["a"].discrimination is None
    assert question_figures(sums, {})["a"].effective == about(100)


def test_negative_consistency_is_said_as_it_is() -> None:
    sums = summed([{"a": 1, "b": 0}, {"a": 0, "b": 1}, {"a": 1, "b": 0}, {"a": 1, "b": 1}])

    # V(x) = 1/4 and 1/3, V(T) = 1/4: alpha = 2 (1 - 7/3).
    assert figures_of(sums).consistency == about(-800 / 3)
    assert figures_of(sums).error_ratio == about(100 * sqrt(11 / 3))


def test_weights_count_and_their_intended_share_is_told() -> None:
    sums = QuizSums()
    for first, second in ((1, 0), (0, 1), (1, 1)):
        sums.add([given("double", first, weight=2), given("single", second)])

    questions = question_figures(sums, {})

    assert figures_of(sums).mean == about(100 * (2 / 3 + 1 / 3 + 1) / 3)
    assert questions["double"].intended == about(200 / 3)
    assert questions["double"].facility == about(200 / 3)


@pytest.mark.parametrize("seed", (1, 2, 3))
@pytest.mark.parametrize(("number", "questions"), ((5, 3), (40, 12), (400, 20)))
def test_figures_are_those_of_the_formulas_over_lists(
    number: int, questions: int, seed: int
) -> None:
    marks = some_marks(number, questions, seed)
    shares = [{name: mark / questions for name, mark in row.items()} for row in marks]
    sums = summed(marks)

    quiz, each = asdict(figures_of(sums)), question_figures(sums, {})

    assert {name: quiz[name] for name in plain.of_quiz(shares)} == {
        name: about(value) for name, value in plain.of_quiz(shares).items()
    }
    columns = [[row[name] for row in shares] for name in shares[0]]
    assert quiz["consistency"] == about(plain.alpha(columns))
    weights = plain.effective(shares)
    for name, one in each.items():
        assert one.effective == (about(weights[name]) if name in weights else None)
        if len({row[name] for row in shares}) == 1:
            assert (one.discrimination, one.efficiency) == (None, None)
            continue
        expected = plain.of_question(shares, name)
        assert one.discrimination == about(expected["discrimination"])
        assert one.efficiency == pytest.approx(expected["efficiency"], abs=0.05)  # many rests


def test_places_filled_at_random_give_the_one_way_intraclass_correlation() -> None:
    chance, sums, drawn = made_up(7), QuizSums(), []
    for ability in (chance.random() for _ in range(200)):
        names = chance.sample([f"q{n}" for n in range(10)], 4)
        row = [float(chance.random() < ability) for _ in names]
        drawn.append(row)
        sums.add([given(n, mark, place="#0") for n, mark in zip(names, row, strict=True)])

    grand = sum(map(sum, drawn)) / 800
    between = 4 * sum((sum(row) / 4 - grand) ** 2 for row in drawn) / 199
    within = sum((x - sum(row) / 4) ** 2 for row in drawn for x in row) / 600
    assert figures_of(sums).consistency == about(100 * (1 - within / between))


def test_questions_that_some_had_are_judged_by_those_who_had_them() -> None:
    chance = made_up(3)
    marks = some_marks(300, 8, 5)
    rows = [{name: row[name] for name in chance.sample(sorted(row), 5)} for row in marks]
    shares = [{name: mark / 5 for name, mark in row.items()} for row in rows]

    found = question_figures(summed(rows), {})

    for name, one in found.items():
        assert one.attempts == sum(name in row for row in rows)
        assert one.intended == about(20)
        assert one.discrimination == about(plain.of_question(shares, name)["discrimination"])
    together = sum((one.effective or 0) * one.attempts / 300 for one in found.values())
    assert together == about(100)


def test_marks_of_certainty_below_nothing_are_taken_as_they_are() -> None:
    pairs = ((-2.0, 1), (1, 1), (0.3333333, 0), (1, -0.6666667))
    rows = [{"a": first, "b": second} for first, second in pairs]
    shares = [{name: mark / 2 for name, mark in row.items()} for row in rows]
    sums = summed(rows)

    assert figures_of(sums).mean == about(plain.of_quiz(shares)["mean"])
    assert question_figures(sums, {})["a"].facility == about(100 * 0.3333333 / 4)
    expected = plain.of_question(shares, "a")["efficiency"]
    assert question_figures(sums, {})["a"].efficiency == roughly(expected)
