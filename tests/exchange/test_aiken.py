"""Are Aiken files read, with each fault by its line, and written with what they cannot hold?"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.exchange.aiken import read_aiken, write_aiken
from app.exchange.bundle import Bundle, Item
from app.exchange.making.taking import choices_of
from tests.exchange.content import content, said
from tests.exchange.samples import needed, sample

pytestmark = pytest.mark.pure
FILES = Path(__file__).parent / "files"


def bundle_of(name: str) -> Bundle:
    return read_aiken((FILES / name).read_text("utf-8"), "en")


def marks(item: Item) -> list[tuple[str, str]]:
    return [(one.text, str(one.share)) for one in choices_of(item.spec, item.words)]


def test_questions_are_read() -> None:
    bundle = bundle_of("customs.aiken.txt")

    first, second = bundle.items
    assert (first.line, first.type, first.id) == (
        1, "single_choice", "which-document-shows-the-price-that-was",
    )  # fmt: skip
    assert first.words["prompt"] == "Which document shows the price\\\nthat was paid?"
    assert marks(first) == [("The invoice", "1"), ("The packing list", "0"), ("The manifest", "0")]
    assert second.words["prompt"] == "Is freight \\*always\\* added?"
    assert marks(second) == [("Yes", "0"), ("No", "1")]
    assert bundle.faults == ()


def test_each_fault_has_its_line_and_the_sound_question_is_read() -> None:
    bundle = bundle_of("faulty.aiken.txt")

    assert [one.words["prompt"] for one in bundle.items] == ["Sound"]
    assert said(bundle.faults) == [
        "1: The choice A has no question above it.",
        "3: Only 1 to choose from; there must be 2 at least.",
        "7: The question “No answer” has no ANSWER line.",
        "14: ANSWER names “C”; the choices are A, B.",
        "16: This ANSWER has no question above it.",
        "19: The choice B stands where A is next.",
        "25: The choice B has no words.",
        "33: The question “Never ends” has no ANSWER line.",
    ]


def test_a_second_export_equals_the_first() -> None:
    bundle = bundle_of("customs.aiken.txt")
    first = write_aiken(bundle)
    again = read_aiken(first.text, "en")

    assert [content(one) for one in again.items] == [content(one) for one in bundle.items]
    assert write_aiken(again).text == first.text
    assert (first.count, first.lost) == (2, ())


def test_what_cannot_be_held_is_told() -> None:
    item = Item(
        id="duty",
        type="true_false",
        spec={"key": False},
        words={
            "prompt": "A duty is **part** of the value.",
            "feedback": {"true": "No."},
            "rule": "Article 15",
            "hints": ["Think."],
        },
        title="Duty",
        tags=("valuation",),
    )

    export = write_aiken(Bundle("fr", (item,)))

    assert export.text == "A duty is part of the value.\nA) Vrai\nB) Faux\nANSWER: B\n"
    assert [str(one) for one in export.lost] == [
        "Duty: its hints",
        "Duty: its explanation and the rule behind it",
        "Duty: the feedback to its answers",
        "Duty: its tags, difficulty and category",
        "Duty: the formatting of its words: emphasis, lists, tables, images",
        "Duty: that it is true or false: there it is a choice of two",
        "Duty: its title",
    ]


def test_what_would_be_taken_for_a_choice_is_left_out() -> None:
    spec = {"choices": ["a", "b"], "key": "a"}
    words = {"prompt": "A. Smith imports", "choices": {"a": "yes", "b": "no"}}

    export = write_aiken(Bundle("en", (Item("q", "single_choice", spec, words),)))

    assert (export.text, export.count) == ("", 0)
    assert str(export.lost[0]).startswith(
        "q: is left out: a line of it would be taken for a choice"
    )


@needed
def test_the_faulty_sample_gives_three_questions_and_four_faults() -> None:
    bundle = sample("aiken/aiken_errors.txt")

    assert [one.words["prompt"] for one in bundle.items] == [
        "A good question",
        "A second good question",
        "A third good question with HTML chars such as > < &",
    ]
    assert said(bundle.faults) == [
        "1: Only 1 to choose from; there must be 2 at least.",
        "5: The choice A has no question above it.",
        "7: This ANSWER has no question above it.",
        "14: The question “A question started but not finished” has no ANSWER line.",
    ]


@needed
def test_the_sound_sample_comes_in_whole() -> None:
    bundle = sample("aiken/questions.aiken.txt")

    assert bundle.faults == ()
    assert [marks(one)[0] for one in bundle.items] == [("Petr Skoda", "0"), ("True", "1")]
    assert bundle.items[1].words["prompt"] == (
        "Moodle's abilities include handling user input that includes "
        '<html class="cool"> & images:'
    )
