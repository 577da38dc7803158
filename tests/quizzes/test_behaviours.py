"""What has a question earned after each step, whatever it was asked to do?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.behaviours import Action, Progress, Step, Terms, after, replay
from app.quizzes.conditions import Behaviour
from app.quizzes.questions import question_type
from tests.quizzes.every import Sample, samples

pytestmark = pytest.mark.pure
CASES = yaml.safe_load((Path(__file__).parent / "golden_steps.yaml").read_text())
SAMPLES = {name: one for name, one in samples().items() if not question_type(name).by_hand}


def _rows() -> Iterator[Any]:
    for case in CASES:
        for row in case["rows"]:
            yield pytest.param(case, row, id=f"{case['why'][:40]} {row['steps']}"[:120])


def step(written: Any) -> Step:
    if isinstance(written, str):
        return Step(Action(written))
    return Step(Action.SAVE, written["save"], written.get("sure"))


@pytest.mark.parametrize(("case", "row"), tuple(_rows()))
def test_steps_earn_what_was_worked_out(case: dict[str, Any], row: dict[str, Any]) -> None:
    terms = Terms(
        Behaviour(case["behaviour"]), Fraction(case.get("penalty", 0)), case.get("hints", 0)
    )
    kind = question_type(case["question"]["type"])

    now = replay(kind, case["question"]["spec"], terms, [step(one) for one in row["steps"]])

    assert now.share == Fraction(str(row["share"]))
    assert now.closed == row.get("closed", True)
    if "tries" in row:
        assert len(now.tried) == row["tries"]


BEHAVIOURS = st.builds(
    Terms,
    st.sampled_from(list(Behaviour)),
    st.fractions(0, 1, max_denominator=12),
    st.integers(0, 4),
)


@st.composite
def histories(data: st.DrawFn) -> tuple[Sample, Terms, list[Step]]:
    """A question, its terms, and anything that may happen to it."""
    sample = data(st.sampled_from(list(SAMPLES.values())))
    answers = st.sampled_from([sample.right, *sample.answers])
    saves = st.builds(Step, st.just(Action.SAVE), answers, st.sampled_from([None, 1, 2, 3]))
    others = st.sampled_from([Step(Action.CHECK), Step(Action.FINISH), Step(Action.HAND)])
    return sample, data(BEHAVIOURS), data(st.lists(st.one_of(saves, others), max_size=8))


@given(histories())
def test_a_mark_is_within_its_bounds_whatever_happens(
    history: tuple[Sample, Terms, list[Step]],
) -> None:
    sample, terms, steps = history
    kind = question_type(sample.type)
    spec = kind.drawn(kind.sealed(sample.spec, sample.words), 7)

    now = replay(kind, spec, terms, steps)

    lowest = Fraction(-2) if terms.behaviour is Behaviour.CERTAINTY else Fraction(0)
    assert lowest <= now.share <= 1
    assert len(now.tried) <= terms.tries


@given(histories())
def test_a_replay_gives_the_same_as_one_step_after_the_other(
    history: tuple[Sample, Terms, list[Step]],
) -> None:
    sample, terms, steps = history
    kind = question_type(sample.type)
    spec = kind.drawn(kind.sealed(sample.spec, sample.words), 7)
    now = Progress()
    for one in steps:
        now = after(kind, spec, terms, now, one)

    assert replay(kind, spec, terms, steps) == now == replay(kind, spec, terms, steps)
