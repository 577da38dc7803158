"""What does a question offer, and for what does a drawn question stand?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from app.quizzes.drawing import Draw
from app.quizzes.statistics import offered, places, right_of

pytestmark = pytest.mark.pure


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
            {"choices": ["a", "b"], "marks": {"a": 0.5, "b": -0.5}},
            {("a", "1"): True, ("b", "1"): False},
        ),
        ({"areas": {"x": {}, "y": {}}, "key": ["x"]}, {("x", "1"): True, ("y", "1"): False}),
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
        ({"items": ["a", "b"], "key": ["b", "a"]}, {}),
    ),
)
def test_what_is_offered_is_told_by_the_shape_of_a_question(
    spec: dict[str, Any], right: dict[tuple[str, str], bool]
) -> None:
    assert right_of(spec) == right
    assert [(one.part, one.response) for one in offered(spec)] == list(right)


def test_a_question_that_everybody_has_stands_for_itself() -> None:
    assert places([Section(questions=("a", "b"), shuffle=True)]) == ("", "")


def test_drawn_questions_stand_for_their_draw_or_where_draws_are_mixed_for_their_section() -> None:
    draws = (Draw("goods", 2), Draw("figures", 1))
    pool = ("a", "b", "c", "d")

    found = places(
        [Section(draws, pool), Section(questions=("e",)), Section(draws, pool, shuffle=True)]
    )

    assert found == ("#0.0", "#0.0", "#0.1", "", "#2", "#2", "#2")
