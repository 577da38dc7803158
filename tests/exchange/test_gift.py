"""Are GIFT questions read as they are meant, and is each fault told by its line?"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.exchange.bundle import Bundle, Item
from app.exchange.gift import read_gift, write_gift
from app.exchange.making.taking import choices_of
from app.quizzes.questions import question_type
from tests.exchange.content import content, said

pytestmark = pytest.mark.pure
FILES = Path(__file__).parent / "files"


def bundle_of(name: str) -> Bundle:
    return read_gift((FILES / name).read_text("utf-8"), "en")


def only(text: str) -> Item:
    bundle = read_gift(text, "en")
    assert said(bundle.faults) == []
    assert len(bundle.items) == 1
    return bundle.items[0]


def fault(text: str) -> str:
    bundle = read_gift(text, "en")
    assert bundle.items == ()
    (one,) = said(bundle.faults)
    return one


def earned(item: Item, answer: object) -> str:
    kind = question_type(item.type)
    return str(kind.mark(kind.sealed(item.spec, {"en": item.words}), answer).fraction)


EXPECTED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("first-step", "single_choice", ("Customs", "Classification")),
    ("which-two-belong-to-the-text-of-the", "multiple_response", ("Customs", "Classification")),
    ("titles", "true_false", ("Customs", "Classification")),
    ("headings", "short_answer", ("Customs", "Classification")),
    ("value", "numerical", ("Customs", "Valuation")),
    ("how-many-chapters-are-in-use", "numerical", ("Customs", "Valuation")),
    ("rates", "matching", ("Customs", "Valuation")),
    ("is-hs-0901-21-roasted-coffee", "true_false", ("Customs", "Valuation")),
    ("write-one-reason-why-a-country-uses-the", "essay", ("Customs", "Valuation")),
)


def test_every_kind_of_question_is_read() -> None:
    bundle = bundle_of("customs.gift")

    assert tuple((one.id, one.type, one.category) for one in bundle.items) == EXPECTED
    assert said(bundle.faults) == []
    assert said(bundle.lost) == [
        "44: a description, which asks nothing: “This only says something and asks nothing.”"
    ]


def test_all_parts_of_a_question_are_read() -> None:
    first = bundle_of("customs.gift").items[0]

    assert (first.title, first.tags, first.difficulty, first.line) == (
        "The first step", ("rules",), 1, 5,
    )  # fmt: skip
    assert first.spec == {
        "choices": ["rule-1", "rule-2-a", "rule-6"],
        "key": "rule-1",
        "marks": {"rule-6": 0.25},
    }
    assert first.words["explanation"] == "Rules are applied in their order."
    assert first.words["rule"] == "General Rules, heading sentence"
    assert first.words["feedback"] == {
        "rule-1": "The terms of the headings and the Notes come first.",
        "rule-2-a": "It widens headings; Rule 1 comes before it.",
        "rule-6": "It is for subheadings, once the heading is settled.",
    }


def test_feedback_of_a_statement_goes_to_the_answer_that_it_is_for() -> None:
    titles = bundle_of("customs.gift").items[2]

    assert titles.words["feedback"] == {
        "true": "Titles are for reference only.",
        "false": "Well read.",
    }


def test_a_range_is_its_middle_and_half_its_width() -> None:
    value = bundle_of("customs.gift").items[4]

    assert value.spec == {
        "key": 10850,
        "tolerance": 0,
        "bands": [{"tolerance": 50, "mark": 0.5, "id": "band-1"}],
    }
    assert [earned(value, one) for one in ("10850", "10801", "10900", "10901")] == [
        "1", "1/2", "1/2", "0",
    ]  # fmt: skip


def test_answers_amidst_the_words_leave_a_blank() -> None:
    assert only("A heading has {=four} digits.").words["prompt"] == "A heading has _____ digits."
    assert only("A heading has {=four}.").words["prompt"] == "A heading has _____."
    assert only("How many? {=four}").words["prompt"] == "How many?"


@pytest.mark.parametrize(
    ("written", "meant"),
    (
        (r"a \= b", "a = b"),
        (r"\{x\} \~ \# \:", "{x} ~ # :"),
        (r"C\:\\temp", r"C:\temp"),
        (r"50 \% of it", r"50 \\% of it"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("*stars* and _lines_", r"\*stars\* and \_lines\_"),
        ("[markdown]*stars*", "*stars*"),
        ("[html]<i>a</i> &amp; b", "*a* & b"),
        ("[plain]<i>a</i>", "<i>a</i>"),
        ("a < b", "a < b"),
        ("a <b>b</b>", "a **b**"),
        (r"one\ntwo", "one\\\ntwo"),
        ("one\n  two", "one two"),
    ),
)
def test_words_become_markdown_that_says_the_same(written: str, meant: str) -> None:
    assert only(written + "{T}").words["prompt"] == meant


def test_a_choice_of_several_lines_is_one_line() -> None:
    item = only("Which? {\n=the wrong\n  one#very\n  good\n~%-20%other}")

    assert [(one.text, one.feedback) for one in choices_of(item.spec, item.words)] == [
        ("the wrong one", "very good"),
        ("other", ""),
    ]


def test_thirds_are_exact() -> None:
    item = only("Which? {~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}")

    assert earned(item, ["a", "b", "c"]) == "1"
    assert earned(item, ["a", "b"]) == "2/3"
    assert item.spec == {"choices": ["a", "b", "c", "d"], "key": ["a", "b", "c"]}


def test_shares_that_are_not_those_of_the_key_are_kept_choice_by_choice() -> None:
    item = only("Which? {~%75%a ~%25%b ~%-10%c ~d}")

    assert item.spec == {
        "choices": ["a", "b", "c", "d"],
        "marks": {"a": 0.75, "b": 0.25, "c": -0.1},
    }


def test_case_does_not_matter_and_stars_stand_for_anything() -> None:
    item = only("Where? {=*Brussels* =%50%Belgium}")

    marks = [earned(item, one) for one in ("in brussels!", "BELGIUM", "Paris")]
    assert marks == ["1", "1/2", "0"]


def test_comments_may_stand_inside_a_question() -> None:
    bundle = read_gift("Which? {\n// not this\n=a\n~b\n}\n\nAnd? {#x}", "en")

    assert bundle.items[0].words["choices"] == {"a": "a", "b": "b"}
    assert said(bundle.faults)[0].startswith("7: ")


def test_lines_of_markdown_are_kept_as_they_are() -> None:
    item = only("[markdown]See\\:\\n\\n- a\\n- b\\n\\n| x | y |\\n|---|---|\\n| 1 | 2 | {T}")

    assert item.words["prompt"] == "See:\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |"


NOT_WHOLE = (
    "The right choices together earn %d %%; they must earn 100 %%. A third is written 33.33333, a "
    "sixth 16.66667."
)
FAULTS = [
    "1: The name that begins with :: here does not end with ::",
    f"3: {NOT_WHOLE % 0}",
    f"5: {NOT_WHOLE % 80}",
    "7: “twelve” is not a number; write digits and a point, as in 3.14",
    "9: The answers that begin with { here are not closed with } before the empty line.",
    "11: A brace } that closes nothing; a literal one is written \\}",
    "13: “c” has no match; write it as: =to match -> its match",
    "15: 150 % is more than the whole mark; it goes from -100 to 100",
]


def test_each_fault_has_its_line_and_the_sound_question_is_read() -> None:
    bundle = bundle_of("faulty.gift")

    assert [one.id for one in bundle.items] == ["sound"]
    assert said(bundle.faults) == FAULTS


@pytest.mark.parametrize(
    ("text", "message"),
    (
        ("Which? {a ~b =c}", "1: “a” stands before the first ~ or =; every answer needs its sign."),
        ("Which? {=a", "1: The answers that begin with { here are not closed"),
        ("Which? }", "1: A brace } that closes nothing; a literal one is written \\}"),
        ("Which? {~%50 a =b}", "1: The share that begins with % here does not end with one"),
        ("How? {#3:-1}", "1: The tolerance -1 is under 0; it is a distance."),
        ("How? {#3..1}", "1: The range 3..1 is upside down; write the smaller number first."),
        ("How? {#3,5}", "1: “3,5” is not a number; write digits and a point, as in 3.14"),
        ("How? {=%0%a}", "1: No answer earns the whole mark; give one of them 100 %."),
        ("Which? {=a ~}", "1: An answer without words."),
        ("Pairs {=a -> =b -> c}", "1: “a ->” leads to nothing; write what it matches behind ->"),
        ("{T}", "1: The question has no words."),
        ("::A title::{T}", "1: The question has no words."),
    ),
)
def test_faults_say_what_would_be_right(text: str, message: str) -> None:
    assert fault(text).startswith(message)


def test_what_the_format_cannot_hold_is_told_of_each_question() -> None:
    export = write_gift(bundle_of("customs.gift"))

    assert [(one.question, str(one.note)) for one in export.lost] == [
        (
            "write-one-reason-why-a-country-uses-the",
            "how it is marked: rubric, limits, second marker and model answer",
        )
    ]


def test_a_second_export_equals_the_first() -> None:
    bundle = bundle_of("customs.gift")
    first = write_gift(bundle)
    again = read_gift(first.text, "en")

    assert said(again.faults) == []
    assert [content(one) for one in again.items] == [content(one) for one in bundle.items]
    assert write_gift(again).text == first.text


def test_hostile_text_does_no_harm() -> None:
    for text in (
        "{" * 5000,
        "\\" * 5001 + "{T}",
        "::" * 3000,
        "~=#" * 3000 + "{",
        "a{=" + "#" * 9000,
    ):
        read_gift(text, "en")
