"""Do the step-by-step cases of the samples' quiz earn the same marks and totals?"""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from typing import Any

import pytest

from app.exchange.formats import Format, read
from app.exchange.trying.marking import Manner, mark
from app.exchange.trying.responses import read_responses
from tests.exchange.content import said
from tests.exchange.samples import FOLDER, needed

pytestmark = pytest.mark.pure

# The seven questions of the samples' quiz, as its description has them; the first is one of two.
QUIZ = """
- {id: shortanswer, type: short_answer, answers: [frog, toad], key: {frog: 1, toad: 0.8},
   words: {prompt: A, answers: {frog: frog, toad: toad}}}
- {id: numerical, type: numerical, key: 3.14, tolerance: 0}
- id: '2'
  type: calculated
  variants: [{a: 7.6, b: 2.3}, {a: 6.4, b: 2.1}, {a: 1.9, b: 1.4}, {a: 9.5, b: 9.9},
    {a: 5.2, b: 9.0}, {a: 7.3, b: 2.1}, {a: 1.2, b: 7.9}, {a: 3.4, b: 2.3}, {a: 5.2, b: 1.9},
    {a: 3.4, b: 3.4}]
  formula: a + b
  tolerance: 0.01
  tolerance_kind: relative
- {id: '3', type: matching, stems: [frog, cat, newt], options: [amphibian, mammal, insect],
   key: {frog: amphibian, cat: mammal, newt: amphibian}}
- {id: '4', type: true_false, key: true}
- id: '5'
  type: multiple_response
  choices: [one, two, three, four]
  marks: {one: 0.5, three: 0.5}
  words: {prompt: A, choices: {one: One, two: Two, three: Three, four: Four}}
- id: '6'
  type: single_choice
  choices: [one, two, three, four]
  key: one
  words: {prompt: A, choices: {one: One, two: Two, three: Three, four: Four}}
- id: '7'
  type: cloze
  gaps:
    g1: {type: short_answer, answers: [owl], key: {owl: 1}, case: match}
    g2: {type: single_choice, choices: [bow, wiggly, pussy], key: pussy}
  words:
    prompt: A
    text: "[[g1]] [[g2]]"
    gaps:
      g1: {answers: {owl: Owl}}
      g2: {choices: {bow: Bow-wow, wiggly: Wiggly worm, pussy: Pussy-cat}}
"""


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / "quiz" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def responses_of(row: dict[str, str], variants: Any) -> dict[str, Any]:
    parts = {
        slot: {
            name.removeprefix(f"responses.{slot}."): value
            for name, value in row.items()
            if name.startswith(f"responses.{slot}.")
        }
        for slot in "1234567"
    }
    answers: dict[str, Any] = {slot: own.get("answer", own) for slot, own in parts.items()}
    first = answers.pop("1")
    values = variants[int(row["variants.2"]) - 1]
    return {**answers, row["randqs.1"]: first, "2": {"answer": answers["2"], "values": values}}


@needed
@pytest.mark.parametrize("place", range(10))
def test_the_steps_of_the_samples_earn_their_marks(place: int) -> None:
    questions = read(QUIZ, Format.NATIVE, "en")
    assert said(questions.faults) == []
    step, result = rows_of("steps00.csv")[place], rows_of("results00.csv")[place]
    variants = next(one for one in questions.items if one.id == "2").spec["variants"]

    text = json.dumps({"a": responses_of(step, variants)})

    (attempt,) = mark(questions, read_responses(text, "r.json"), Manner()).attempts

    earned = {one.item.id: one.share for one in attempt.questions}
    first = step["randqs.1"]
    for slot in range(1, 8):
        wanted = Fraction(result[f"slots.{slot}.mark"] or 0)
        assert abs(earned[first if slot == 1 else str(slot)] - wanted) < Fraction(1, 10**6)
    assert abs(attempt.points - Fraction(result["summarks"])) < Fraction(1, 10**5)
