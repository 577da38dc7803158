"""What do the pages of groups, texts, numbers with units, orders and gaps show?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from markupsafe import Markup

from app.quizzes.questions import question_type
from app.quizzes.questions.categorise import CategoriseView, Group, Item
from app.quizzes.questions.cloze import ClozeReview, ClozeView
from app.quizzes.questions.marks import Mark, MarkState, PartMark, PartState
from app.quizzes.questions.numerical import NumericalReview, NumericalView, Unit
from app.quizzes.questions.ordering import OrderingReview
from app.quizzes.questions.reading import html
from app.quizzes.questions.short_answer import ShortAnswerReview, ShortAnswerView
from tests.quizzes.every import samples
from tests.quizzes.pages import page
from tests.quizzes.test_every_sample import in_attempt, shown_words

pytestmark = pytest.mark.pure


def test_running_view_of_groups_is_whole() -> None:
    sample = samples()["categorise"]

    view = question_type("categorise").public(
        in_attempt(sample), shown_words(sample), ("royalty", "adverts"), {"royalty": "join"}
    )

    words = shown_words(sample)
    assert view == CategoriseView(
        type="categorise",
        prompt=html(shown_words(sample), "prompt"),
        items=(
            Item("royalty", html(words, "items", "royalty"), "join"),
            Item("adverts", html(words, "items", "adverts"), None),
            Item("buying", html(words, "items", "buying"), None),
            Item("selling", html(words, "items", "selling"), None),
        ),
        groups=(Group("join", Markup("Added to the price")), Group("stay", Markup("Not added"))),
    )


def test_running_view_of_a_text_holds_nothing_but_what_was_typed() -> None:
    sample = samples()["short_answer"]
    spec = {**in_attempt(sample), "width": 12}

    view = question_type("short_answer").public(spec, shown_words(sample), (), " a <b> ")

    prompt = html(shown_words(sample), "prompt")
    assert view == ShortAnswerView(type="short_answer", prompt=prompt, typed="a <b>", width=12)
    assert "<b>" not in page("ask", view, "q-1")


@pytest.mark.parametrize(
    ("language", "answer", "accepted", "partly", "said"),
    (
        ("en", "POSITION", ("heading…",), ("…four…digit…",), "term"),
        ("fr", "position", ("position…",), ("…quatre…chiffres…",), "term"),
        ("en", "a four-digit code", ("heading…",), ("…four…digit…",), "digits"),
        ("en", "chapter", ("heading…",), ("…four…digit…",), "other"),
        ("en", None, ("heading…",), ("…four…digit…",), "other"),
    ),
)
def test_review_of_a_text_shows_the_answers_of_its_language(
    language: str, answer: str | None, accepted: tuple[str, ...], partly: tuple[str, ...], said: str
) -> None:
    sample = samples()["short_answer"]

    view = question_type("short_answer").review(
        in_attempt(sample), shown_words(sample, language), answer, ()
    )

    assert isinstance(view, ShortAnswerReview)
    assert (view.accepted, view.partly) == (accepted, partly)
    assert view.feedback == sample.words[language]["feedback"][said]


def test_running_view_of_a_number_has_its_units() -> None:
    sample = samples()["numerical"]

    view = question_type("numerical").public(
        in_attempt(sample), shown_words(sample), (), {"number": "1,250", "unit": "g"}
    )

    assert view == NumericalView(
        type="numerical",
        prompt=html(shown_words(sample), "prompt"),
        unit=Markup(),
        typed="1,250",
        units=(Unit("kg", "kg", chosen=False), Unit("g", "g", chosen=True)),
    )


@pytest.mark.parametrize(
    ("answer", "fraction", "state", "said"),
    (
        ({"number": "25 200", "unit": "g"}, "1", MarkState.RIGHT, "right"),
        ({"number": "26", "unit": "kg"}, "1/2", MarkState.PARTLY, "partly"),
        ({"number": "2,5", "unit": "kg"}, "1/4", MarkState.PARTLY, "one-bag"),
        ({"number": "2.5", "unit": "g"}, "0", MarkState.WRONG, "wrong"),
    ),
)
def test_review_of_a_number_says_what_belongs_to_its_band(
    answer: dict[str, str], fraction: str, state: MarkState, said: str
) -> None:
    sample = samples()["numerical"]

    view = question_type("numerical").review(in_attempt(sample), shown_words(sample), answer, ())

    assert view == NumericalReview(
        type="numerical",
        prompt=html(shown_words(sample), "prompt"),
        mark=Mark(Fraction(fraction), state),
        explanation=html(shown_words(sample), "explanation"),
        rule=Markup("Arithmetic"),
        unit=Markup("kg"),
        typed=answer["number"],
        typed_unit=html(shown_words(sample), "units", answer["unit"]),
        key=Decimal(25),
        tolerance=Decimal("0.25"),
        feedback=html(shown_words(sample), "feedback", said),
    )


def test_review_of_neighbours_says_after_which_lines_the_right_one_follows() -> None:
    sample = samples()["ordering"]
    answer = ["subheading", "section", "chapter", "heading"]

    view = question_type("ordering").review(in_attempt(sample), shown_words(sample), answer, ())

    assert isinstance(view, OrderingReview)
    assert [(one.id, one.given, one.state) for one in view.items] == [
        ("section", 2, PartState.RIGHT),
        ("chapter", 3, PartState.RIGHT),
        ("heading", 4, PartState.WRONG),
        ("subheading", 1, None),
    ]
    shown = page("review", view)
    assert shown.count("the right line follows") == 2
    assert shown.count("the right line does not follow") == 1
    assert sample.words["en"]["feedback"]["partly"] in shown


def test_gaps_are_numbered_in_the_order_of_the_text_and_named() -> None:
    sample = samples()["cloze"]
    words = shown_words(sample)

    view = question_type("cloze").public(in_attempt(sample), words, ("added:out", "added:in"))

    assert isinstance(view, ClozeView)
    gaps = [piece.gap for piece in view.pieces if piece.gap]
    assert [(gap.id, gap.number, str(gap.label)) for gap in gaps] == [
        ("amount", 1, "Customs value"),
        ("mass", 2, "Net mass"),
        ("paid", 3, ""),
        ("added", 4, ""),
    ]
    rest = "".join(piece.html for piece in view.pieces)
    assert rest == str(words["text"]).replace("[[", "").replace("]]", "").replace(
        "amount |", " |"
    ).replace("mass |", " |").replace("a paid ", "a  ").replace("added.", ".")
    shown = page("ask", view, "q-1")
    assert shown.index(">not added to the price<") < shown.index(">added to the price<")
    assert '<label class="visually-hidden" for="q-1-gap-amount">Customs value</label>' in shown
    assert '<label class="visually-hidden" for="q-1-gap-paid">Gap 3</label>' in shown


def test_brackets_that_name_no_gap_stay_in_the_text() -> None:
    spec = {"gaps": {"a": {"type": "numerical", "key": 1, "tolerance": 0}}}
    words: dict[str, Any] = {"text": Markup("<p>[[b]] [[a]] [c]</p>"), "gaps": {"a": {}}}

    view = question_type("cloze").public(spec, words, ())

    assert isinstance(view, ClozeView)
    assert [piece.html for piece in view.pieces] == ["<p>[[b]] ", " [c]</p>"]


def test_review_of_gaps_has_each_with_its_state_and_what_is_said_of_it() -> None:
    sample = samples()["cloze"]
    answer = {"amount": "11150", "mass": {"number": "25"}, "paid": "buying"}

    view = question_type("cloze").review(in_attempt(sample), shown_words(sample), answer, ())

    assert isinstance(view, ClozeReview)
    assert [(gap.given, gap.state) for gap in view.gaps] == [
        ("11150 USD", PartState.PARTLY),
        ("25", PartState.WRONG),
        ("buying", PartState.RIGHT),
        ("", PartState.MISSED),
    ]
    assert view.mark == Mark(
        Fraction(2, 5),
        MarkState.PARTLY,
        (
            PartMark("amount", PartState.PARTLY),
            PartMark("mass", PartState.WRONG),
            PartMark("paid", PartState.RIGHT),
            PartMark("added", PartState.MISSED),
        ),
    )
    shown = page("review", view)
    for said in ("The buying commission is not added.", "A buying commission.", "10850 USD"):
        assert said in shown


def test_review_of_gaps_that_cannot_be_read_shows_what_was_written() -> None:
    sample = samples()["cloze"]

    view = question_type("cloze").review(
        in_attempt(sample), shown_words(sample), {"amount": "10,850"}, ()
    )

    assert isinstance(view, ClozeReview)
    assert (view.gaps[0].given, view.gaps[0].state) == ("10,850 USD", PartState.WRONG)


def test_choice_that_earns_a_part_is_shown_so() -> None:
    sample = samples()["single_choice"]
    spec = {**sample.spec, "marks": {"c0406": 0.5}}

    view = question_type("single_choice").review(spec, shown_words(sample), "c0406", ())

    assert (view.mark.state, view.mark.fraction) == (MarkState.PARTLY, Fraction(1, 2))
    assert view.mark.parts[1] == PartMark("c0406", PartState.PARTLY)
    assert "Your answer, partly right" in page("review", view)
