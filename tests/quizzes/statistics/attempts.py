"""How does a test come by attempts as the statistics take them in?"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from app.quizzes.statistics import Given, QuizSums
from app.quizzes.statistics.sums import MARK, WEIGHT


def given(
    question: str, mark: float, response: str | None = None, *, weight: float = 1, place: str = ""
) -> Given:
    """A question answered; the mark is 0 to 1."""
    responses = () if response is None else (("", response),)
    return Given(question, round(mark * MARK), round(weight * WEIGHT), place, responses)


def summed(rows: Sequence[Mapping[str, float]]) -> QuizSums:
    """The sums of attempts given as marks by question, all of the same weight."""
    sums = QuizSums()
    sums.add_all([[given(name, mark) for name, mark in row.items()] for row in rows])
    return sums


def made_up(seed: int) -> random.Random:
    """Chance that is the same each time."""
    return random.Random(seed)  # noqa: S311 - made-up data, no secret


def some_marks(number: int, questions: int, seed: int) -> list[dict[str, float]]:
    """Marks of people of different ability in questions of different difficulty.

    Partly right answers have marks as databases keep them, with seven decimals.
    """
    chance = made_up(seed)
    difficulty = {f"q{n}": chance.uniform(-1, 1) for n in range(questions)}
    return [_somebody(chance, difficulty) for _ in range(number)]


def _somebody(chance: random.Random, difficulty: Mapping[str, float]) -> dict[str, float]:
    ability = chance.gauss(0, 1)
    return {
        name: chance.choice((1.0, 0.3333333, 0.6666667, 0.5))
        if ability - hard + chance.gauss(0, 1) > 0
        else 0.0
        for name, hard in difficulty.items()
    }
