"""Which questions are remarked on, with what words, and from how many attempts on?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from app.quizzes.statistics import Flag, Given, QuizSums, Remark, question_figures, remarks
from app.quizzes.statistics.sums import MARK
from tests.quizzes.statistics.attempts import given

pytestmark = pytest.mark.pure

CHOICE: dict[str, Any] = {"choices": ["a", "b", "c"], "key": "a"}
PAIRS: dict[str, Any] = {
    "stems": ["s", "t"],
    "options": ["x", "y", "z"],
    "key": {"s": "x", "t": "y"},
}


def judged(
    answers: Iterable[tuple[str, float, float]], spec: Mapping[str, Any] = CHOICE
) -> tuple[Remark, ...]:
    """What is remarked of a question, given response, mark, and mark of the rest of the quiz."""
    sums = QuizSums()
    for response, mark, rest in answers:
        sums.add([given("q", mark, response), given("rest", rest)])
    return remarks(question_figures(sums, {})["q"], sums.questions["q"], spec)


def test_under_ten_attempts_nothing_is_said() -> None:
    assert judged([("b", 0, 1), ("a", 1, 0)] * 4 + [("b", 0, 1)]) == (Remark(Flag.TOO_FEW),)


def test_from_ten_on_only_the_difficulty_is_told() -> None:
    assert judged([("b", 0, 1)] * 9 + [("a", 1, 0)]) == (Remark(Flag.TOO_HARD),)
    assert judged([("a", 1, 1)] * 10) == (Remark(Flag.TOO_EASY),)
    assert judged([("b", 0, 1)] * 5 + [("a", 1, 0)] * 5) == ()


def test_a_question_that_works_is_passed_over_in_silence() -> None:
    good = [("a", 1, 1)] * 10 + [("a", 1, 0.5)] * 6 + [("b", 0, 0)] * 8 + [("c", 0, 0.5)] * 6

    assert judged(good) == ()


@pytest.mark.parametrize(
    ("right", "flags"), ((90, ()), (91, (Flag.TOO_EASY,)), (40, ()), (39, (Flag.TOO_HARD,)))
)
def test_difficulty_has_its_bounds(right: int, flags: tuple[Flag, ...]) -> None:
    answers = [("a", 1, 1)] * right + [("b", 0, 0), ("c", 0, 0)] * ((100 - right) // 2)
    answers += [("b", 0, 0)] * (100 - len(answers))

    assert tuple(one.flag for one in judged(answers)) == flags


def test_no_better_than_guessing_is_too_hard() -> None:
    sums = QuizSums()
    for mark in (1, 0) * 10:
        sums.add([given("q", mark)])
    from_chance = question_figures(sums, {"q": Fraction(1, 2)})["q"]

    assert remarks(from_chance, sums.questions["q"], {"key": True}) == (Remark(Flag.TOO_HARD),)


def test_a_question_that_tells_nothing_or_the_contrary() -> None:
    wrong = [("b", 0, 1), ("b", 0, 0), ("c", 0, 1), ("c", 0, 0)]
    nothing = [*wrong, *[("a", 1, 1), ("a", 1, 0)] * 2] * 5
    contrary = [*wrong, *[("a", 1, 0.9), ("a", 1, 0)] * 2] * 5

    assert judged(nothing) == (Remark(Flag.FLAT),)
    assert judged(contrary) == (Remark(Flag.NEGATIVE),)


def test_a_distractor_that_nobody_picks_is_named() -> None:
    answers = [("a", 1, 1)] * 20 + [("b", 0, 0)] * 10

    assert judged(answers) == (Remark(Flag.UNUSED, "", "c"),)
    assert judged(answers[5:]) == ()


def test_a_wrong_choice_of_the_best_speaks_against_the_key() -> None:
    answers = [("b", 0, 1)] * 12 + [("a", 1, 0.5), ("a", 1, 0)] * 9 + [("c", 0, 0)] * 5

    found = judged(answers)

    assert found[0] == Remark(Flag.DOUBTFUL_KEY, "", "b")
    assert Remark(Flag.NEGATIVE) in found


def test_a_key_that_nobody_gives_is_doubted_where_the_best_agree_on_another() -> None:
    answers = [("b", 0, 1)] * 15 + [("c", 0, 0), ("c", 0, 0.5)] * 8

    assert judged(answers)[0] == Remark(Flag.DOUBTFUL_KEY, "", "b")


def test_a_few_good_people_who_are_wrong_say_nothing_against_the_key() -> None:
    few = [("b", 0, 1)] * 4 + [("a", 1, 0.5), ("a", 1, 1)] * 13
    close = [("b", 0, 1), ("b", 0, 0)] * 6 + [("a", 1, 1), ("a", 1, 0)] * 9

    for answers in (few, close):
        assert Flag.DOUBTFUL_KEY not in {one.flag for one in judged(answers)}


def test_a_typed_answer_of_the_best_that_earns_nothing_speaks_against_the_key() -> None:
    answers = [("12.5", 0, 1)] * 12 + [("125", 1, 0.5), ("125", 0.6, 0)] * 9

    assert judged(answers, {"key": 125})[0] == Remark(Flag.DOUBTFUL_KEY, "", "12.5")


def sums_of_parts(*attempts: Mapping[str, str]) -> QuizSums:
    sums = QuizSums()
    for number, parts in enumerate(attempts):
        answered = Given("q", MARK // 2, responses=tuple(parts.items()))
        sums.add([answered, given("rest", number % 2)])
    return sums


def remarked(sums: QuizSums, spec: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = remarks(question_figures(sums, {})["q"], sums.questions["q"], spec)
    return [(one.part, one.response) for one in found if one.flag is Flag.UNUSED]


def test_of_many_choices_a_wrong_one_that_is_never_ticked_is_named() -> None:
    sums = sums_of_parts(*[{"a": "1"}, {"b": "1"}] * 20)
    spec = {"choices": ["a", "b", "c", "d"], "key": ["a", "d"]}

    assert remarked(sums, spec) == [("c", "1")]


def test_of_pairs_an_option_that_fits_nothing_and_is_never_given_is_named() -> None:
    never = sums_of_parts(*[{"s": "x", "t": "y"}, {"s": "y", "t": "x"}] * 20)
    once = sums_of_parts(*[{"s": "x", "t": "y"}, {"s": "z", "t": "x"}] * 20)

    assert remarked(never, PAIRS) == [("", "z")]
    assert remarked(once, PAIRS) == []


def test_of_pairs_each_part_has_its_key() -> None:
    sums = QuizSums()
    for good in (1, 0) * 20:
        wrong = Given("q", MARK, responses=(("s", "y" if good else "x"), ("t", "y")))
        sums.add([wrong, given("rest", good)])

    found = remarks(question_figures(sums, {})["q"], sums.questions["q"], PAIRS)

    assert Remark(Flag.DOUBTFUL_KEY, "s", "y") in found
    assert Remark(Flag.DOUBTFUL_KEY, "t", "y") not in found
