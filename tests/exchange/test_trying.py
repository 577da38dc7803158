"""Do responses earn what they should, however a file gives them, and is each step told?"""

from __future__ import annotations

import pytest

from app.exchange.bundle import Bundle, Faulty
from app.exchange.formats import Format, read
from app.exchange.trying.marking import Manner, Marked, mark
from app.exchange.trying.responses import read_responses
from app.quizzes.conditions import Behaviour
from tests.exchange.content import said

pytestmark = pytest.mark.pure

QUESTIONS = """
- id: amphibian
  type: short_answer
  answers: [frog, toad]
  key: {frog: 1, toad: 0.8}
  words: {prompt: Name one., answers: {frog: frog, toad: toad}}
- id: sum
  type: calculated
  variants: [{a: 7.6, b: 2.3}, {a: 1.9, b: 1.4}]
  formula: a + b
  tolerance: 0.01
  tolerance_kind: relative
- id: odd
  type: multiple_response
  choices: [one, two, three, four]
  marks: {one: 0.5, three: 0.5}
  penalty: 0.25
  words:
    prompt: Which?
    choices: {one: Un, two: Deux, three: Trois, four: Quatre}
    hints: [Halve.]
- id: classes
  type: matching
  stems: [frog, cat]
  options: [amphibian, mammal]
  key: {frog: amphibian, cat: mammal}
  weight: 2
- id: true
  type: true_false
  key: true
- id: poem
  type: cloze
  gaps:
    bird: {type: short_answer, answers: [owl], key: {owl: 1}, case: match}
    cat: {type: single_choice, choices: [bow-wow, pussy-cat], key: pussy-cat}
  words:
    prompt: Fill in.
    text: The [[bird]] and the [[cat]].
    gaps: {bird: {answers: {owl: Owl}}, cat: {choices: {bow-wow: Bow-wow, pussy-cat: Pussy-cat}}}
- id: order
  type: ordering
  items: [a, b, c]
  key: [a, b, c]
"""


def bundle() -> Bundle:
    found = read(QUESTIONS, Format.NATIVE, "en")
    assert said(found.faults) == []
    return found


def marked(text: str, name: str = "r.yaml", behaviour: Behaviour = Behaviour.DEFERRED) -> Marked:
    return mark(bundle(), read_responses(text, name), Manner(behaviour))


def points(found: Marked) -> dict[str, dict[str, str]]:
    return {
        one.name: {each.item.id: str(each.points) for each in one.questions}
        for one in found.attempts
    }


@pytest.mark.parametrize(
    ("answer", "earned"),
    (
        ("amphibian: Toad", "4/5"),
        ("amphibian: newt", "0"),
        ("odd: [one, three]", "1"),
        ("odd: Un; Trois", "1"),
        ("odd: un | deux", "1/2"),
        ("odd: {one: 1, two: 0, three: 0, four: 0}", "1/2"),
        ("odd: ''", "0"),
        ("classes: {frog: amphibian, cat: amphibian}", "1"),
        ("classes: frog -> amphibian; cat=mammal", "2"),
        ("'true': T", "1"),
        ("'true': 0", "0"),
        ("poem: {bird: Owl, cat: pussy-cat}", "1"),
        ("poem: {1: owl, 2: Pussy-cat}", "1/2"),
        ("poem: {1.answer: Owl}", "1/2"),
        ("order: [a, b, c]", "1"),
        ("order: a; c; b", "0"),
        ("sum: {answer: '3,3', values: {a: 1.9, b: 1.4}}", "1"),
        ("sum: {answer: 3.34, values: {a: 1.9, b: 1.4}}", "0"),
        ("3: [one]", "1/2"),
        ("AMPHIBIAN: frog", "1"),
    ),
)
def test_an_answer_may_be_given_in_many_ways(answer: str, earned: str) -> None:
    (attempt,) = marked(f"somebody:\n  {answer}\n").attempts

    assert str(attempt.points) == earned


ROWS = """attempt,question,answer,certainty
ann,amphibian,toad,3
ann,odd,one;two,1
ben,amphibian,newt,2
ben,nothing,x,
"""


def test_rows_of_a_table_are_marked_by_attempt() -> None:
    found = marked(ROWS, "r.csv")

    assert points(found) == {
        "ann": {"amphibian": "4/5", "odd": "1/2"},
        "ben": {"amphibian": "0"},
    }
    assert said(found.unknown) == [
        "There is no question “nothing”; it is named by id, title or number."
    ]


def test_how_sure_somebody_was_counts_where_it_is_asked() -> None:
    found = marked(ROWS, "r.csv", Behaviour.CERTAINTY)

    assert points(found) == {
        "ann": {"amphibian": "4/5", "odd": "1/6"},
        "ben": {"amphibian": "-2/3"},
    }


WIDE = """name;amphibian;odd.one;odd.two;odd.three;odd.four;classes.frog;classes.cat
ann;frog;1;0;1;0;amphibian;mammal
ben;toad;0;1;1;0;mammal;mammal
"""


def test_a_table_with_a_column_for_each_part_is_marked() -> None:
    found = marked(WIDE, "r.csv")

    assert points(found) == {
        "ann": {"amphibian": "1", "odd": "1", "classes": "2"},
        "ben": {"amphibian": "4/5", "odd": "1/2", "classes": "1"},
    }
    assert [(str(one.points), str(one.weight)) for one in found.attempts] == [
        ("4", "4"), ("23/10", "4"),
    ]  # fmt: skip


def test_tries_follow_each_other_and_cost_their_penalty() -> None:
    text = "ann:\n  odd: {tries: [[two], [one, three], [four]]}\n"

    (attempt,) = marked(text, behaviour=Behaviour.INTERACTIVE).attempts

    (question,) = attempt.questions
    assert [(one.number, str(one.mark.fraction), one.counted) for one in question.steps] == [
        (1, "0", True), (2, "1", True), (3, "0", False),
    ]  # fmt: skip
    assert str(question.share) == "3/4"
    assert question.steps[1].answer == "Un; Trois"
    assert [(one.id, one.state.value) for one in question.steps[1].mark.parts] == [
        ("one", "right"), ("three", "right"),
    ]  # fmt: skip


def test_the_last_answer_counts_where_feedback_is_deferred() -> None:
    (attempt,) = marked("ann:\n  odd: {tries: [[one, three], [one]]}\n").attempts

    assert str(attempt.points) == "1/2"


def test_an_answer_that_cannot_be_read_says_why_and_earns_nothing() -> None:
    (attempt,) = marked("ann: {'true': perhaps, sum: many, order: [a]}").attempts

    assert str(attempt.points) == "0"
    assert [str(one.steps[0].problem) for one in attempt.questions] == [
        "This question does not offer “perhaps”.",
        "“many” is not a number. Write digits only, such as 1234.5, without the unit.",
        "The order must have every item once.",
    ]


@pytest.mark.parametrize(
    ("text", "name", "message"),
    (
        ("", "r.yaml", "1: The file holds no responses."),
        ("just words", "r.yaml", "1: The file holds no responses."),
        ("ann: frog", "r.yaml", "1: “ann” must hold “question: answer” lines."),
        ("ann: [", "r.yaml", "2: The file cannot be read: "),
        ("ann: &a {odd: x}\nben: *a", "r.yaml", "1: Anchors, aliases and tags are not allowed"),
        ("ann: !!python/name:os.system x", "r.yaml", "1: Anchors, aliases and tags"),
        ('{"ann": }', "r.json", "1: The file cannot be read: "),
        ("[" * 100_000, "r.json", "1: The file"),
    ),
)
def test_a_faulty_file_is_refused_with_its_line(text: str, name: str, message: str) -> None:
    with pytest.raises(Faulty) as faulty:
        read_responses(text, name)

    assert said((faulty.value.note,))[0].startswith(message)


def test_numbers_stay_as_they_were_typed() -> None:
    (one,) = read_responses("ann: {sum: 12.50}", "r.yaml")

    assert one.tries[0].answer == "12.50"
