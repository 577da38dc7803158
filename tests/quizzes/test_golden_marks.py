"""Does each response earn what was worked out by hand? One table a type, in golden/."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.quizzes.questions import question_type

pytestmark = pytest.mark.pure
TABLES = sorted((Path(__file__).parent / "golden").glob("*.yaml"))


def _cases(key: str) -> Iterator[Any]:
    for path in TABLES:
        for case in yaml.safe_load(path.read_text()):
            if key in case:
                name = f"{path.stem}: {case['why']}"
                yield pytest.param(case.get("type", path.stem), case, id=name)


def _rows() -> Iterator[Any]:
    for path in TABLES:
        for case in yaml.safe_load(path.read_text()):
            for place, row in enumerate(case["rows"]):
                name = f"{path.stem}: {case['why']} [{place}] {row['answer']!r}"[:100]
                yield pytest.param(case.get("type", path.stem), case, row, id=name)


@pytest.mark.parametrize(("name", "case", "row"), tuple(_rows()))
def test_a_response_earns_its_mark(name: str, case: dict[str, Any], row: dict[str, Any]) -> None:
    kind = question_type(name)
    sealed = kind.sealed(case["spec"], case.get("words", {}))
    spec = kind.drawn(sealed, row.get("seed", case.get("seed", 1)))

    mark = kind.mark(spec, row["answer"])
    if "tries" in row:
        answers = [*row["tries"], row["answer"]]
        mark = kind.mark_of_tries(spec, answers, Fraction(case["penalty"]))

    assert mark.fraction == Fraction(str(row["mark"]))
    if "state" in row:
        assert mark.state == row["state"]


@pytest.mark.parametrize(("name", "case"), tuple(_cases("guess")))
def test_answers_at_random_earn_the_mean_that_was_worked_out(
    name: str, case: dict[str, Any]
) -> None:
    kind = question_type(name)
    spec = kind.drawn(kind.sealed(case["spec"], case.get("words", {})), 1)
    expected = None if case["guess"] is None else Fraction(str(case["guess"]))

    assert kind.guess_score(spec) == expected


def test_there_are_rows() -> None:
    assert len(list(_rows())) >= 200
