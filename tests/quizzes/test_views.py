"""Does a page show what it should of a question, and nothing of its key while the attempt runs?"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from app.quizzes.drawing import shuffled
from app.quizzes.questions import MarkState, question_type
from app.quizzes.questions.choices import Choice, ChoiceReview, ChoiceView, ReviewedChoice
from app.quizzes.questions.marks import Mark, PartMark, PartState
from app.quizzes.questions.numerical import NumericalReview
from tests.quizzes.pages import page, posted, unlabelled
from tests.quizzes.samples import ANSWERS, OTHER_KEYS, RIGHT_ANSWERS, SPECS, TYPES, shown_words

pytestmark = pytest.mark.pure

SEEDS = st.integers(0, 2**63 - 1)


def asked(kind: str, spec: dict[str, Any], seed: int, answer: object) -> tuple[object, str]:
    """Return the view and the page of a running attempt."""
    found = question_type(kind)
    order = shuffled(found.shuffled_ids(spec), seed, "q")
    view = found.public(spec, shown_words(kind), order, answer)
    return view, page("ask", view, "q-1") + page("hint", view)


def reviewed(kind: str, answer: object) -> str:
    """Return the page of a review."""
    found = question_type(kind)
    return page("review", found.review(SPECS[kind], shown_words(kind), answer, ()))


@pytest.mark.parametrize("kind", TYPES)
@given(seed=SEEDS, answered=st.booleans())
def test_running_page_is_the_same_whatever_the_key(kind: str, seed: int, answered: bool) -> None:
    answer = ANSWERS[kind] if answered else None
    other = SPECS[kind] | {"key": OTHER_KEYS[kind]}
    assert question_type(kind).mark(other, RIGHT_ANSWERS[kind]).state is not MarkState.RIGHT

    assert asked(kind, SPECS[kind], seed, answer) == asked(kind, other, seed, answer)


@pytest.mark.parametrize("kind", TYPES)
def test_running_page_holds_no_feedback_explanation_or_rule(kind: str) -> None:
    view, html = asked(kind, SPECS[kind], 7, RIGHT_ANSWERS[kind])

    for secret in ("feedback", "explanation", "General Rule 1"):
        assert secret not in repr(view)
        assert f"en {secret}" not in html


def test_items_to_order_are_not_asked_in_the_order_they_were_written() -> None:
    spec = {"items": ["d", "a", "c", "b"], "key": ["d", "a", "c", "b"]}
    backwards = {"items": ["b", "c", "a", "d"], "key": ["d", "a", "c", "b"]}
    found = question_type("ordering")

    assert found.shuffled_ids(spec) == found.shuffled_ids(backwards) == ("a", "b", "c", "d")
    assert found.public(spec, {}, ()) == found.public(backwards, {}, ())


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("answers", (ANSWERS, RIGHT_ANSWERS))
def test_page_posts_back_the_answer_that_it_shows(kind: str, answers: dict[str, object]) -> None:
    found = question_type(kind)
    answer = found.parse(SPECS[kind], answers[kind])

    _, html = asked(kind, SPECS[kind], 7, answer)

    assert found.answer_from_form(SPECS[kind], posted(html)) == answer


@pytest.mark.parametrize("kind", tuple(kind for kind in TYPES if kind != "ordering"))
def test_page_without_an_answer_posts_none(kind: str) -> None:
    _, html = asked(kind, SPECS[kind], 7, None)

    assert question_type(kind).answer_from_form(SPECS[kind], posted(html)) is None


@pytest.mark.parametrize("kind", TYPES)
def test_pages_have_neither_inline_style_nor_script(kind: str) -> None:
    html = asked(kind, SPECS[kind], 7, ANSWERS[kind])[1] + reviewed(kind, ANSWERS[kind])

    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", html)


@pytest.mark.parametrize("kind", TYPES)
def test_every_control_has_a_label(kind: str) -> None:
    _, html = asked(kind, SPECS[kind], 7, None)

    assert unlabelled(html) == []


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("answered", (True, False))
def test_review_shows_feedback(kind: str, answered: bool) -> None:
    html = reviewed(kind, ANSWERS[kind] if answered else None)

    assert "en feedback" in html


@pytest.mark.parametrize("kind", TYPES)
def test_words_that_are_not_published_html_are_escaped(kind: str) -> None:
    found, attack = question_type(kind), "<img src=x onerror=alert(1)>"
    words = {
        name: dict.fromkeys(value, attack) if isinstance(value, dict) else attack
        for name, value in shown_words(kind).items()
    }

    html = page("ask", found.public(SPECS[kind], words, (), ANSWERS[kind]), "q-1")
    html += page("review", found.review(SPECS[kind], words, ANSWERS[kind], ()))

    assert "<img" not in html


def test_typed_answer_is_inert() -> None:
    found, attack = question_type("numerical"), '"><script>alert(1)</script>'

    view = found.public(SPECS["numerical"], shown_words("numerical"), (), attack)
    review = found.review(SPECS["numerical"], shown_words("numerical"), attack, ())

    assert "<script" not in page("ask", view, "q-1") + page("review", review)


def test_running_view_of_a_choice_is_whole() -> None:
    view, _ = asked("single_choice", SPECS["single_choice"], 7, "coats")

    order = shuffled(("apples", "boats", "coats"), 7, "q")
    assert view == ChoiceView(
        type="single_choice",
        prompt=Markup("<p>Which <em>one</em>?</p>"),
        choices=tuple(Choice(one, escape(f"en choices {one}"), one == "coats") for one in order),
    )


def test_review_of_choices_has_the_key_and_all_feedback() -> None:
    found = question_type("multiple_response")

    view = found.review(
        SPECS["multiple_response"], shown_words("multiple_response"), ["apples", "boats"], ("eggs",)
    )

    assert isinstance(view, ChoiceReview)
    expected = (
        ("eggs", False, True, PartState.MISSED),
        ("apples", True, True, PartState.RIGHT),
        ("boats", True, False, PartState.WRONG),
        ("coats", False, False, None),
        ("dates", False, True, PartState.MISSED),
    )
    assert view.choices == tuple(
        ReviewedChoice(
            id=one,
            text=escape(f"en choices {one}"),
            chosen=chosen,
            in_key=in_key,
            state=state,
            feedback=escape(f"en feedback {one}"),
        )
        for one, chosen, in_key, state in expected
    )


def test_review_of_a_number_is_whole() -> None:
    view = question_type("numerical").review(
        SPECS["numerical"], shown_words("numerical"), "1,234", ()
    )

    assert view == NumericalReview(
        type="numerical",
        prompt=Markup("<p>Which <em>one</em>?</p>"),
        mark=Mark(Fraction(0), MarkState.WRONG),
        explanation=Markup("en explanation"),
        rule=Markup("General Rule 1"),
        unit=Markup("kg"),
        typed="1,234",
        typed_unit=Markup("kg"),
        key=Decimal("12.5"),
        tolerance=Decimal("0.01"),
        feedback=Markup("en feedback wrong"),
    )


def test_review_of_a_statement_reads_booleans_as_keys() -> None:
    words = {"feedback": {True: Markup("because"), False: Markup("because not")}}

    view = question_type("true_false").review({"key": False}, words, "true", ())

    assert isinstance(view, ChoiceReview)
    assert [choice.feedback for choice in view.choices] == ["because", "because not"]
    assert view.mark.parts == (
        PartMark("true", PartState.WRONG),
        PartMark("false", PartState.MISSED),
    )
