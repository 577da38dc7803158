"""Which answers are accepted, and what are they kept as?"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.drawing import shuffled
from app.quizzes.questions import InvalidAnswer, question_type
from tests.quizzes.samples import ANSWERS, SPECS, TYPES, shown_words

pytestmark = pytest.mark.pure

IDS = ("apples", "boats", "coats", "dates", "eggs", "pasta", "cheese", "sauce", "h-1902", "h-0406")
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from((*IDS, *SPECS["ordering"]["items"]))
)
RESPONSES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.dictionaries(st.sampled_from(IDS) | st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=10,
)
FORMS = st.dictionaries(
    st.sampled_from(("answer", "move", "stem-pasta", "stem-x", "csrf_token")),
    st.lists(st.sampled_from(IDS) | st.text(max_size=6), max_size=5),
)

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


@pytest.mark.parametrize("kind", TYPES)
@given(response=RESPONSES)
def test_no_response_crashes_marking_and_marks_stay_in_bounds(kind: str, response: object) -> None:
    mark = question_type(kind).mark(SPECS[kind], response)

    assert 0 <= mark.fraction <= 1
    assert (mark.fraction == 1) == (mark.state == "right")
    assert (0 < mark.fraction < 1) == (mark.state == "partly")


@pytest.mark.parametrize("kind", TYPES)
@given(response=RESPONSES)
def test_no_response_crashes_a_view(kind: str, response: object) -> None:
    words, found = shown_words(kind), question_type(kind)

    assert found.public(SPECS[kind], words, (), response).type == kind
    assert found.review(SPECS[kind], words, response, ()).type == kind
    assert isinstance(found.describe(SPECS[kind], words, response), str)


@pytest.mark.parametrize("kind", TYPES)
@given(form=FORMS)
def test_no_form_does_worse_than_being_refused(kind: str, form: dict[str, list[str]]) -> None:
    try:
        answer = question_type(kind).answer_from_form(SPECS[kind], form)
    except InvalidAnswer:
        answer = None

    assert 0 <= question_type(kind).mark(SPECS[kind], answer).fraction <= 1


@pytest.mark.parametrize("kind", TYPES)
@given(response=RESPONSES, seed=st.integers(0, 2**63 - 1))
def test_order_in_which_a_bank_is_written_or_shown_never_changes_a_mark(
    kind: str, response: object, seed: int
) -> None:
    spec, found = SPECS[kind], question_type(kind)
    lists = [name for name, value in spec.items() if name != "key" and isinstance(value, list)]
    mixed = spec | {name: list(shuffled(spec[name], seed, name)) for name in lists}

    before, after = found.mark(spec, response), found.mark(mixed, response)

    assert (after.fraction, after.state) == (before.fraction, before.state)
    assert set(after.parts) == set(before.parts)
