"""What does a question offer, and for what does a drawn question stand?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from app.quizzes.drawing import BankedQuestion, Draw
from app.quizzes.questions import question_type
from app.quizzes.statistics import offered, places, right_of
from tests.quizzes.every import Sample, samples

pytestmark = pytest.mark.pure

SAMPLES = samples()
IDS = ("a", "b", "c", "d", "e")
POOL = [BankedQuestion(one, frozenset({"goods" if one < "d" else "figures"})) for one in IDS]
TYPED = {"calculated", "essay", "numerical", "origin_decision", "short_answer"}


@dataclass(frozen=True)
class Section:
    draws: tuple[Draw, ...] = ()
    questions: tuple[str, ...] = ()
    shuffle: bool = False


@pytest.mark.parametrize(
    ("spec", "right"),
    (
        ({"choices": ["a", "b"], "key": "b"}, {("", "a"): False, ("", "b"): True}),
        ({"choices": ["a", "b"], "key": ["b"]}, {("a", "1"): False, ("b", "1"): True}),
        (
            {"choices": ["a", "b"], "marks": {"a": "1/3", "b": -0.5}},
            {("a", "1"): True, ("b", "1"): False},
        ),
        ({"areas": {"x": {}, "y": {}}, "key": ["x"]}, {("", "x"): True, ("", "y"): False}),
        (
            {"areas": {"x": {}, "y": {}}, "key": ["x"], "choose": 2},
            {("x", "1"): True, ("y", "1"): False},
        ),
        (
            {"key": "190219", "reasons": ["r", "s"], "reasoning_key": ["s"]},
            {("r", "1"): False, ("s", "1"): True},
        ),
        ({"key": False}, {("", "true"): False, ("", "false"): True}),
        (
            {"stems": ["s"], "options": ["x", "y"], "key": {"s": "x"}},
            {("s", "x"): True, ("s", "y"): False},
        ),
        (
            {"items": ["i"], "groups": ["g", "h"], "key": {"i": "h"}},
            {("i", "g"): False, ("i", "h"): True},
        ),
        (
            {"gaps": {"one": {"choices": ["a", "b"], "key": "a"}, "two": {"key": 3}}},
            {("one", "a"): True, ("one", "b"): False},
        ),
        ({"key": 12.5, "tolerance": 0}, {}),
        (
            {"items": ["a", "b"], "key": ["b", "a"]},
            {("a", "1"): False, ("a", "2"): True, ("b", "1"): True, ("b", "2"): False},
        ),
    ),
)
def test_what_is_offered_is_told_by_the_shape_of_a_question(
    spec: dict[str, Any], right: dict[tuple[str, str], bool]
) -> None:
    assert right_of(spec) == right
    assert [(one.part, one.response) for one in offered(spec)] == list(right)


def test_a_question_that_everybody_has_stands_for_itself() -> None:
    assert places([Section(questions=("a", "b"), shuffle=True)], POOL) == ("", "")


def test_drawn_questions_stand_for_their_draw_or_where_draws_are_mixed_for_their_section() -> None:
    draws = (Draw("goods", 2), Draw("figures", 1))

    found = places(
        [Section(draws, IDS), Section(questions=("e",)), Section(draws, IDS, shuffle=True)], POOL
    )

    assert found == ("#0.0", "#0.0", "#0.1", "", "#2", "#2", "#2")


def test_what_a_draw_always_takes_whole_is_not_drawn_at_random() -> None:
    whole, part = Draw("goods", 3), Draw("figures", 1)

    found = places([Section((whole, part), IDS), Section((whole,), IDS, shuffle=True)], POOL)

    assert found == ("", "", "", "#0.1", "", "", "")


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))
def test_the_right_answer_of_every_type_is_right_where_it_is_offered(sample: Sample) -> None:
    kind = question_type(sample.type)
    spec = kind.drawn(kind.sealed(sample.spec, sample.words), 1)
    right = right_of(spec)

    given = kind.classify(spec, sample.right)

    assert [one for one in given.items() if not right.get(one, True)] == []
    assert bool(right) == (sample.type not in TYPED)
