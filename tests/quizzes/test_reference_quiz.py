"""Do whole attempts at the reference quiz get the marks that another engine gave them?

The samples lie beside the repository, see its README there; without them there is nothing to test.
Seven slots, ten attempts, marked when they are handed in.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.quizzes.questions import question_type

pytestmark = pytest.mark.pure

PLACES = Decimal("0.00001")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the quiz: the words are those that marking needs."""

    type: str
    spec: Mapping[str, Any]
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def mark(self, answer: object) -> Fraction:
        """Return what an answer earns."""
        kind = question_type(self.type)
        return kind.mark(kind.drawn(kind.sealed(self.spec, self.words), 1), answer).fraction


AMPHIBIAN = Asked(
    "short_answer",
    {"answers": ["frog", "toad"], "key": {"frog": 1, "toad": 0.8}, "case": "ignore"},
    {"en": {"answers": {"frog": "frog", "toad": "toad"}}},
)
PI = Asked("numerical", {"key": 3.14, "tolerance": 0})
ANIMALS = Asked(
    "matching",
    {
        "stems": ["frog", "cat", "newt"],
        "options": ["amphibian", "mammal", "insect"],
        "key": {"frog": "amphibian", "cat": "mammal", "newt": "amphibian"},
    },
)
STATEMENT = Asked("true_false", {"key": True})
NUMBERS = ["one", "two", "three", "four"]
ODD_NUMBERS = Asked("multiple_response", {"choices": NUMBERS, "marks": {"one": 0.5, "three": 0.5}})
ODD_NUMBER = Asked("single_choice", {"choices": NUMBERS, "key": "one"})
RHYME = Asked(
    "cloze",
    {
        "gaps": {
            "bird": {
                "type": "short_answer",
                "answers": ["owl"],
                "key": {"owl": 1},
                "case": "match",
            },
            "pet": {
                "type": "single_choice",
                "choices": ["bow-wow", "wiggly-worm", "pussy-cat"],
                "key": "pussy-cat",
            },
        }
    },
    {"en": {"text": "The [[bird]] and the [[pet]]", "gaps": {"bird": {"answers": {"owl": "Owl"}}}}},
)
PAIRS = (
    *(("7.6", "2.3"), ("6.4", "2.1"), ("1.9", "1.4"), ("9.5", "9.9"), ("5.2", "9.0")),
    *(("7.3", "2.1"), ("1.2", "7.9"), ("3.4", "2.3"), ("5.2", "1.9"), ("3.4", "3.4")),
)


def sum_of(variant: str) -> Asked:
    """The second slot: a + b of the variant that the attempt has drawn."""
    a, b = PAIRS[int(variant) - 1]
    drawn = {"variants": [{"a": float(a), "b": float(b)}], "formula": "a + b"}
    return Asked("calculated", {**drawn, "tolerance": 0.01, "tolerance_kind": "relative"})


def identifier(text: str) -> str:
    """The id of a choice by its words."""
    return text.lower().replace(" ", "-")


def marks_of(row: Row) -> list[Fraction]:
    """What the seven answers of an attempt earn."""
    given = {name.removeprefix("responses."): value for name, value in row.items()}
    first = AMPHIBIAN if row["randqs.1"] == "shortanswer" else PI
    ticked = [one for one in NUMBERS if given[f"5.{one.capitalize()}"] == "1"]
    gaps = {"bird": given["7.1.answer"], "pet": identifier(given["7.2.answer"])}
    return [
        first.mark(given["1.answer"]),
        sum_of(row["variants.2"]).mark(given["2.answer"]),
        ANIMALS.mark({stem: given[f"3.{stem}"] for stem in ("frog", "cat", "newt")}),
        STATEMENT.mark(given["4.answer"] == "1"),
        ODD_NUMBERS.mark(ticked),
        ODD_NUMBER.mark(identifier(given["6.answer"])),
        RHYME.mark(gaps),
    ]


def rounded(number: Fraction | Decimal) -> Decimal:
    """A mark as the samples write it: with five decimals."""
    exact = (
        Decimal(number.numerator) / number.denominator if isinstance(number, Fraction) else number
    )
    return exact.quantize(PLACES, ROUND_HALF_UP)


def samples() -> Path | None:
    """The folder of the samples: `shared/samples` beside a folder above this one."""
    found = (parent / "shared" / "samples" / "quiz" for parent in Path(__file__).parents)
    return next((folder for folder in found if folder.is_dir()), None)


def rows(name: str) -> list[Row]:
    """The rows of a table of the samples."""
    folder = samples()
    if folder is None:
        pytest.skip("the samples are not beside this repository")
    with (folder / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_every_answer_of_every_attempt_gets_the_mark_of_the_reference() -> None:
    answered, expected = rows("steps00.csv"), rows("results00.csv")
    wanted = {
        row["quizattempt"]: [rounded(Decimal(row[f"slots.{slot}.mark"])) for slot in range(1, 8)]
        for row in expected
    }

    earned = {row["quizattempt"]: [rounded(mark) for mark in marks_of(row)] for row in answered}

    assert len(earned) == 10
    assert earned == wanted


def test_every_attempt_gets_the_total_of_the_reference() -> None:
    answered, expected = rows("steps00.csv"), rows("results00.csv")
    wanted = {row["quizattempt"]: rounded(Decimal(row["summarks"])) for row in expected}

    earned = {row["quizattempt"]: rounded(sum(marks_of(row), Fraction(0))) for row in answered}

    assert earned == wanted
