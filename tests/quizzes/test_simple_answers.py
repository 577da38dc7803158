"""What do groups, texts, numbers with units and gaps keep, refuse and tell?"""

from __future__ import annotations

import json

import pytest

from app.quizzes.questions import InvalidAnswer, question_type
from app.quizzes.questions.marks import UNANSWERED
from tests.quizzes.every import samples
from tests.quizzes.pages import page
from tests.quizzes.test_every_sample import in_attempt, shown_words

pytestmark = pytest.mark.pure

TWO_WAYS = "“{}” can be read in two ways. Write {} if you mean thousands, {} if you mean decimals."
SPACES = "1\u202f234,5"
KEPT = (
    ("categorise", {"buying": "stay", "selling": "join"}, {"selling": "join", "buying": "stay"}),
    ("categorise", {"buying": "", "selling": "join"}, {"selling": "join"}),
    ("short_answer", "  a   four-digit\ncode ", "a four-digit code"),
    ("short_answer", 42, "42"),
    ("numerical", {"number": f" {SPACES} ", "unit": "kg"}, {"number": SPACES, "unit": "kg"}),
    ("numerical", {"number": 25, "unit": ""}, {"number": "25"}),
    ("numerical", "25", {"number": "25"}),
    ("cloze", {"added": "in", "amount": " 10 850 "}, {"amount": "10 850", "added": "in"}),
    ("cloze", {"added": None, "paid": " "}, None),
)


@pytest.mark.parametrize(("kind", "raw", "kept"), KEPT)
def test_answers_that_mean_the_same_are_kept_the_same(kind: str, raw: object, kept: object) -> None:
    parsed = question_type(kind).parse(in_attempt(samples()[kind]), raw)

    assert json.dumps(parsed) == json.dumps(kept)


REFUSED = (
    ("categorise", ["buying"], "An answer to this question gives each item its group."),
    ("categorise", {"buying": "elsewhere"}, "This question does not offer “elsewhere”."),
    ("short_answer", ["x"], "An answer to this question is a text."),
    ("short_answer", "x" * 501, "This answer is too long. Write at most 500 characters."),
    ("numerical", {"number": "25", "unit": "t"}, "This question does not offer “t”."),
    (
        *("numerical", {"number": "1,250", "unit": "g"}),
        TWO_WAYS.format("1,250", "1250", "1.250"),
    ),
    ("cloze", "buying", "An answer to this question fills in its gaps."),
    ("cloze", {"price": "1"}, "This question does not offer “price”."),
    ("cloze", {"added": "maybe"}, "This question does not offer “maybe”."),
    (
        *("cloze", {"amount": "10,850", "paid": "buying"}),
        TWO_WAYS.format("10,850", "10850", "10.850"),
    ),
)


@pytest.mark.parametrize(("kind", "raw", "message"), REFUSED)
def test_what_cannot_be_kept_is_refused_in_a_sentence(kind: str, raw: object, message: str) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        question_type(kind).parse(in_attempt(samples()[kind]), raw)

    assert caught.value.message == message


def test_refused_form_keeps_what_was_typed_and_chosen_in_every_gap() -> None:
    kind, spec = question_type("cloze"), in_attempt(samples()["cloze"])
    form = {
        "gap-amount": ["10,850"],
        "gap-mass": ["25"],
        "gap-mass-unit": ["g"],
        "gap-paid": ["buying"],
        "gap-added": ["in"],
    }

    again = kind.public(spec, shown_words(samples()["cloze"]), (), kind.unread(spec, form))

    html = page("ask", again, "q-1")
    for shown in (
        'value="10,850"',
        'value="25"',
        '"g" selected',
        'value="buying"',
        '"in" selected',
    ):
        assert shown in html


DESCRIBED = (
    (
        *("categorise", {"buying": "stay"}),
        "A buying commission → Not added",
    ),
    ("short_answer", " Four-digit  code", "Four-digit code"),
    ("numerical", {"number": "25 000", "unit": "g"}, "25 000 g"),
    ("numerical", {"number": "25"}, "25"),
    (
        *("cloze", {"amount": "10850", "mass": {"number": "25", "unit": "kg"}, "added": "out"}),
        "Customs value: 10850 USD; Net mass: 25 kg; Gap 4: not added to the price",
    ),
)


@pytest.mark.parametrize(("kind", "answer", "text"), DESCRIBED)
def test_answer_is_described_in_words(kind: str, answer: object, text: str) -> None:
    sample = samples()[kind]

    assert question_type(kind).describe(in_attempt(sample), shown_words(sample), answer) == text


CLASSIFIED: tuple[tuple[str, object, dict[str, str]], ...] = (
    ("single_choice", "c0901", {"": "c0901"}),
    ("multiple_response", ["codes", "rates"], {"codes": "1", "rates": "1"}),
    ("matching", {"pasta": "h1902"}, {"pasta": "h1902"}),
    ("categorise", {"buying": "stay"}, {"buying": "stay"}),
    (
        *("ordering", ["chapter", "section", "heading", "subheading"]),
        {"chapter": "1", "section": "2", "heading": "3", "subheading": "4"},
    ),
    ("short_answer", " Héading ", {"": "heading"}),
    ("numerical", {"number": "2 500,00", "unit": "g"}, {"": "2500 g"}),
    ("numerical", "0,50", {"": "0.5"}),
    (
        *("cloze", {"amount": "10 850", "paid": "D’ACHAT", "added": "in"}),
        {"amount": "10850", "paid": "d'achat", "added": "in"},
    ),
    ("cloze", {"amount": "10,850"}, {}),
)


@pytest.mark.parametrize(("kind", "answer", "table"), CLASSIFIED)
def test_answer_is_sorted_into_the_table_by_part(
    kind: str, answer: object, table: dict[str, str]
) -> None:
    assert question_type(kind).classify(in_attempt(samples()[kind]), answer) == table


@pytest.mark.parametrize("kind", ("categorise", "short_answer", "cloze", "numerical"))
@pytest.mark.parametrize("nothing", (None, "", " ", {}))
def test_nothing_is_no_answer(kind: str, nothing: object) -> None:
    if (kind, nothing) in (("categorise", " "), ("cloze", " "), ("short_answer", {})):
        return

    assert question_type(kind).mark(in_attempt(samples()[kind]), nothing) == UNANSWERED


def test_texts_of_gaps_are_sealed_with_their_question_and_no_others() -> None:
    sample = samples()["cloze"]

    sealed = question_type("cloze").sealed(sample.spec, sample.words)

    gaps = sealed["gaps"]
    assert isinstance(gaps, dict)
    assert gaps["paid"]["texts"] == {
        "term": {"en": "buying", "fr": "d’achat"},
        "agent": {"en": "purchas*", "fr": "*acheteur"},
    }
    assert {name: gap for name, gap in gaps.items() if name != "paid"} == {
        name: gap for name, gap in sample.spec["gaps"].items() if name != "paid"
    }
