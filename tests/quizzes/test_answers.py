"""Which answers are accepted, and what are they kept as?"""

import json

import pytest

from app.quizzes.questions import InvalidAnswer, question_type
from tests.quizzes.samples import ANSWERS, SPECS, TYPES, shown_words

pytestmark = pytest.mark.pure

NORMALISED = (
    ("single_choice", "boats", "boats"),
    ("true_false", True, "true"),
    ("true_false", "false", "false"),
    ("multiple_response", ["eggs", "apples", "eggs"], ["apples", "eggs"]),
    ("matching", {"cheese": "h-1904", "pasta": "h-1902"}, {"pasta": "h-1902", "cheese": "h-1904"}),
    ("matching", {"cheese": "", "pasta": "h-1902"}, {"pasta": "h-1902"}),
    ("numerical", " 1 234,5 ", "1 234,5"),
    ("numerical", 12, "12"),
)


@pytest.mark.parametrize(("kind", "raw", "kept"), NORMALISED)
def test_answers_that_mean_the_same_are_kept_the_same(kind: str, raw: object, kept: object) -> None:
    parsed = question_type(kind).parse(SPECS[kind], raw)

    assert json.dumps(parsed) == json.dumps(kept)


REFUSED = (
    ("single_choice", "goats", "This question does not offer “goats”."),
    ("single_choice", ["boats"], "An answer to this question is chosen from what it offers."),
    ("true_false", "maybe", "This question does not offer “maybe”."),
    ("true_false", 1, "An answer to this question is chosen from what it offers."),
    ("multiple_response", "apples", "An answer to this question is a list of choices."),
    ("multiple_response", ["apples", "figs"], "This question does not offer “figs”."),
    ("matching", ["pasta"], "An answer to this question gives each line its match."),
    ("matching", {"rice": "h-1902"}, "This question does not offer “rice”."),
    ("matching", {"pasta": "h-9999"}, "This question does not offer “h-9999”."),
    ("ordering", "section", "An answer to this question is a list of items in order."),
    ("ordering", ["section"], "The order must have every item once."),
    ("ordering", ["section", "part"], "This question does not offer “part”."),
    ("ordering", ["section"] * 4, "The order must have every item once."),
    ("numerical", True, "An answer to this question is a number."),
    ("numerical", ["12"], "An answer to this question is a number."),
)


@pytest.mark.parametrize(("kind", "raw", "message"), REFUSED)
def test_ill_formed_answer_is_refused_in_a_sentence(kind: str, raw: object, message: str) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        question_type(kind).parse(SPECS[kind], raw)

    assert caught.value.message == message
    assert caught.value.template % caught.value.params == message


ORDER = ["section", "chapter", "heading", "subheading"]
FROM_FORMS: tuple[tuple[str, dict[str, list[str]], object], ...] = (
    ("single_choice", {"answer": ["boats"]}, "boats"),
    ("single_choice", {}, None),
    ("true_false", {"answer": ["false"]}, "false"),
    ("multiple_response", {"answer": ["eggs", "apples"]}, ["apples", "eggs"]),
    ("multiple_response", {}, None),
    ("matching", {"stem-pasta": ["h-1902"], "stem-cheese": [""]}, {"pasta": "h-1902"}),
    ("matching", {"stem-pasta": [""]}, None),
    ("ordering", {"answer": ORDER}, ORDER),
    ("ordering", {}, None),
    ("ordering", {"answer": ORDER, "move": ["up:chapter"]}, [*ORDER[1::-1], *ORDER[2:]]),
    ("ordering", {"answer": ORDER, "move": ["down:section"]}, [*ORDER[1::-1], *ORDER[2:]]),
    ("ordering", {"answer": ORDER, "move": ["up:section"]}, ORDER),
    ("ordering", {"answer": ORDER, "move": ["down:subheading"]}, ORDER),
    ("numerical", {"answer": ["12,5"]}, "12,5"),
    ("numerical", {"answer": [" "]}, None),
)


@pytest.mark.parametrize(("kind", "form", "answer"), FROM_FORMS)
def test_posted_form_gives_the_answer(
    kind: str, form: dict[str, list[str]], answer: object
) -> None:
    sent = form | {"csrf_token": ["x"], "revision": ["3"]}

    assert question_type(kind).answer_from_form(SPECS[kind], sent) == answer


@pytest.mark.parametrize(
    ("kind", "form"),
    (
        ("single_choice", {"answer": ["boats", "coats"]}),
        ("matching", {"stem-rice": ["h-1902"]}),
        ("matching", {"stem-pasta": ["h-1902", "h-0406"]}),
        ("ordering", {"answer": ["section"]}),
        ("ordering", {"answer": ORDER, "move": ["sideways:section"]}),
        ("ordering", {"answer": ORDER, "move": ["up"]}),
    ),
)
def test_form_that_makes_no_sense_is_refused(kind: str, form: dict[str, list[str]]) -> None:
    with pytest.raises(InvalidAnswer):
        question_type(kind).answer_from_form(SPECS[kind], form)


@pytest.mark.parametrize("kind", TYPES)
def test_normalised_answer_is_json_and_stays_as_it_is(kind: str) -> None:
    parsed = question_type(kind).parse(SPECS[kind], ANSWERS[kind])

    assert question_type(kind).parse(SPECS[kind], json.loads(json.dumps(parsed))) == parsed


DESCRIBED = (
    ("single_choice", "en choices apples"),
    ("multiple_response", "en choices apples; en choices boats"),
    ("true_false", "True"),
    (
        "matching",
        "en stems pasta → en options h-1902; en stems cheese → en options h-1904",
    ),
    (
        "ordering",
        "1. en items chapter; 2. en items section; 3. en items heading; 4. en items subheading",
    ),
    ("numerical", "12,5 kg"),
)


@pytest.mark.parametrize(("kind", "text"), DESCRIBED)
def test_answer_is_described_in_words(kind: str, text: str) -> None:
    described = question_type(kind).describe(SPECS[kind], shown_words(kind), ANSWERS[kind])

    assert described == text


@pytest.mark.parametrize("kind", TYPES)
def test_no_answer_is_described_by_nothing(kind: str) -> None:
    assert question_type(kind).describe(SPECS[kind], shown_words(kind), None) == ""


def test_true_and_false_are_described_in_the_language_of_the_reader() -> None:
    described = question_type("true_false").describe(
        SPECS["true_false"], shown_words("true_false"), "true", {"True": "Vrai"}.__getitem__
    )

    assert described == "Vrai"
