"""Are the figures of a quiz that another system recorded those of the formulas over its table?"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.quizzes.statistics import QuizSums, figures_of, question_figures
from tests.quizzes.statistics import plain
from tests.quizzes.statistics.attempts import given

RESULTS = Path(__file__).parents[4] / "shared/samples/quiz/results00.csv"
"""Ten attempts at seven slots of one mark each; the first slot is drawn, one of two questions."""

pytestmark = [
    pytest.mark.pure,
    pytest.mark.skipif(not RESULTS.exists(), reason="the sample files are not here"),
]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_figures_of_the_sample_are_those_of_its_table() -> None:
    rows = table(RESULTS)
    drawn = [row["randqs.1"] for row in table(RESULTS.with_name("steps00.csv"))]
    marks = [[float(row[f"slots.{slot}.mark"]) for slot in range(1, 8)] for row in rows]
    sums = QuizSums()
    for question, row in zip(drawn, marks, strict=True):
        first = given(question, row[0], place="#0.0")
        sums.add([first, *(given(f"q{n}", mark) for n, mark in enumerate(row[1:], start=2))])

    quiz, questions = figures_of(sums), question_figures(sums, {})

    totals = [float(row["summarks"]) for row in rows]
    assert [round(sum(row), 5) for row in marks] == totals
    slots = [{f"q{n}": mark / 7 for n, mark in enumerate(row, start=1)} for row in marks]
    expected = plain.of_quiz(slots)
    assert quiz.mean == pytest.approx(100 * sum(totals) / 70, abs=1e-4)
    assert quiz.mean == pytest.approx(expected["mean"], abs=1e-4)
    assert quiz.median == pytest.approx(100 * 5.3 / 7, abs=1e-4)
    assert quiz.deviation == pytest.approx(expected["deviation"], abs=1e-4)
    assert quiz.skewness == pytest.approx(expected["skewness"], abs=1e-5)
    assert quiz.kurtosis == pytest.approx(expected["kurtosis"], abs=1e-5)
    columns = [[row[name] for row in slots] for name in slots[0]]
    assert quiz.consistency == pytest.approx(plain.alpha(columns), abs=1e-3)
    for name in (f"q{n}" for n in range(2, 8)):
        own = plain.of_question(slots, name)
        assert questions[name].discrimination == pytest.approx(own["discrimination"], abs=1e-3)
        assert questions[name].efficiency == pytest.approx(own["efficiency"], abs=1e-2)
    assert (questions["shortanswer"].attempts, questions["numerical"].attempts) == (6, 4)
