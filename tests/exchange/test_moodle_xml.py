"""Are the questions of a Moodle XML file read as they are meant, and told what they lose?"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from app.exchange.bundle import Bundle, Item
from app.exchange.making.taking import choices_of
from app.exchange.moodle_xml import read_moodle_xml, write_moodle_xml
from app.exchange.showing import asked_spec
from app.quizzes.questions import question_type
from tests.exchange.content import content, said

pytestmark = pytest.mark.pure
FILE = Path(__file__).parent / "files" / "customs.xml"


def customs() -> Bundle:
    return read_moodle_xml(FILE.read_text("utf-8"), "en")


def item_of(name: str) -> Item:
    return next(one for one in customs().items if one.id == name)


def quiz(questions: str) -> Bundle:
    return read_moodle_xml(f"<quiz>\n{questions}\n</quiz>", "en")


def earned(item: Item, answer: object, seed: int = 1) -> str:
    spec = asked_spec(item, "en", seed)
    return str(question_type(item.type).mark(spec, answer).fraction)


def test_every_type_is_read_and_what_is_none_of_ours_is_told() -> None:
    bundle = customs()

    assert [(one.line, one.id, one.type) for one in bundle.items] == [
        (8, "additions", "multiple_response"),
        (35, "term", "short_answer"),
        (45, "mass", "numerical"),
        (62, "methods", "matching"),
        (69, "order", "ordering"),
        (80, "reasons", "essay"),
        (92, "form", "cloze"),
        (100, "words", "cloze"),
        (107, "cif", "calculated"),
        (130, "duty", "true_false"),
    ]
    assert {one.category for one in bundle.items} == {("Valuation", "Methods")}
    assert said(bundle.faults) == []
    assert said(bundle.lost) == [
        "5: the description of the category Valuation / Methods: “Questions on the six methods.”",
        "3: the number of the category Valuation / Methods: “val-1”",
        "137: “Read this”: there are no questions of the type description here",
        "141: “Where?”: there are no questions of the type ddmarker here",
    ]


def test_all_parts_of_a_question_are_read() -> None:
    item = item_of("additions")

    assert (item.title, item.tags, item.difficulty) == ("Which additions?", ("valuation",), 3)
    assert (item.weight, item.penalty) == (Decimal("2.5"), Decimal("0.3333333"))
    assert item.spec == {
        "choices": ["assists", "royalties", "packing", "buying-commissions", "duties"],
        "key": ["assists", "royalties", "packing"],
    }
    assert item.words["prompt"] == (
        "Which are **added** to the price?\n\n- Article\u00a08\n- not Article 2\n\n"
        "An invoice See the text."
    )
    assert item.words["hints"] == ["Think of Article 8.1.", "Three of five."]
    assert (item.words["explanation"], item.words["rule"]) == (
        "Article 8 lists them.",
        "Valuation Agreement, Article 8",
    )


def test_nothing_is_dropped_silently() -> None:
    assert said(item_of("additions").lost) == [
        "the embedded file invoice.png (21 bytes)",
        "the image invoice.png; its text alternative stands in its place",
        "the link to https://www.example.org/a; its words stay",
        "what a hint does beside its words: shownumcorrect",
        "what is said to a right, a partly right and a wrong answer as a whole",
        "21: the setting shuffleanswers: “false”",
        "22: the setting answernumbering: “123”",
    ]
    assert said(item_of("mass").lost) == [
        "that a wrong unit takes a part of the mark: here it takes all of it"
    ]
    assert said(item_of("reasons").lost) == [
        "other kinds of files than pdf, docx, xlsx, png, jpg, txt",
        "the information for whoever marks it: “Look for Article 17.”",
        "how it is marked: a rubric of one criterion was put in; write a better one",
        "90: the setting responsetemplate: “Dear trader,”",
    ]


@pytest.mark.parametrize(
    ("name", "answer", "mark"),
    (
        ("additions", ["assists", "royalties"], "2/3"),
        ("additions", ["assists", "royalties", "packing", "duties"], "1/2"),
        ("term", "transaction value", "1"),
        ("term", "Transaction value", "1/2"),
        ("term", "VALUE", "0"),
        ("mass", {"number": "25.05", "unit": "kg"}, "1"),
        ("mass", {"number": "25000", "unit": "g"}, "1"),
        ("mass", {"number": "24.2", "unit": "kg"}, "1/2"),
        ("mass", {"number": "25", "unit": "g"}, "0"),
        ("methods", {"transaction-value": "article-1"}, "1/2"),
        ("order", ["transaction-value", "identical-goods", "similar-goods"], "1"),
        ("order", ["similar-goods", "transaction-value", "identical-goods"], "1/2"),
        ("form", {"g1": "10850.5", "g2": "buying", "g3": "not added"}, "1"),
        ("form", {"g1": "10800", "g2": "selling", "g3": "excluded"}, "3/8"),
        ("form", {"g3": "Not added"}, "0"),
        ("words", {"g1": "value", "g2": "rate", "g3": "rate"}, "2/3"),
        ("duty", "false", "1"),
    ),
)
def test_answers_earn_what_the_file_says(name: str, answer: object, mark: str) -> None:
    assert earned(item_of(name), answer) == mark


def test_datasets_become_variants_and_formulas_ours() -> None:
    item = item_of("cif")

    assert item.spec == {
        "variants": [{"p": 1000, "f": 100}, {"p": 2000.5, "f": 50}],
        "formula": "(p + f) * 10^2 / 1000",
        "tolerance": 0.01,
        "decimals": 2,
        "mistakes": {"mistake-1": {"formula": "p / 10", "mark": 0.5}},
        "steps": {"step_1": "p+f"},
        "unit": "eur",
    }
    assert item.words["prompt"] == (
        "Price {p}, freight {f}: together {=step_1}. What is the duty at 10 %?"
    )
    for seed in range(4):
        right = question_type("calculated").right_answer(asked_spec(item, "en", seed))
        assert right in {"110", "205.05"}
        assert earned(item, right, seed) == "1"
        assert earned(item, {"110": "100", "205.05": "200.05"}[str(right)], seed) == "1/2"


def test_a_text_with_gaps_keeps_its_table() -> None:
    words = item_of("form").words

    assert words["prompt"] == "Fill in the form."
    assert words["text"] == (
        "| Line | Amount |\n| --- | --- |\n| Value | [[g1]] |\n\n"
        "A [[g2]] commission is [[g3]] \\\\\\\\o/."
    )


def test_a_second_export_equals_the_first() -> None:
    bundle = customs()
    first = write_moodle_xml(bundle)
    again = read_moodle_xml(first.text, "en")

    assert said(again.faults) == []
    assert [content(one)["own"] for one in again.items if one.type != "calculated"] == [
        content(one)["own"] for one in bundle.items if one.type != "calculated"
    ]
    assert [content(one)["weight"] for one in again.items] == [
        content(one)["weight"] for one in bundle.items
    ]
    assert write_moodle_xml(again).text == first.text


def test_what_an_export_cannot_hold_is_told_and_stands_in_the_file() -> None:
    first = write_moodle_xml(customs())

    assert [str(one) for one in first.lost] == [
        "Reasons: how it is marked: rubric, second marker and model answer",
        "Words: its weight, which there is that of all its gaps together",
    ]
    assert (
        "<!-- Reasons: how it is marked: rubric, second marker and model answer -->" in first.text
    )


NAMED = "<name><text>Q</text></name><questiontext><text>What?</text></questiontext>"


def test_shares_of_a_single_choice_are_kept() -> None:
    bundle = quiz(
        f'<question type="multichoice">{NAMED}<answer fraction="-25"><text>a</text></answer>'
        '<answer fraction="100"><text>b</text></answer>'
        '<answer fraction="33.33333"><text>c</text></answer></question>'
    )

    assert bundle.items[0].spec == {
        "choices": ["a", "b", "c"], "key": "b", "marks": {"a": -0.25, "c": "1/3"},
    }  # fmt: skip
    assert [str(one.share) for one in choices_of(bundle.items[0].spec, bundle.items[0].words)] == [
        "-1/4", "1", "1/3",
    ]  # fmt: skip


def test_all_or_nothing_of_a_further_kind_is_kept() -> None:
    bundle = quiz(
        f'<question type="multichoiceset">{NAMED}<answer fraction="100"><text>a</text></answer>\n'
        '<answer fraction="100"><text>b</text></answer>\n'
        '<answer fraction="0"><text>c</text></answer></question>'
    )

    assert bundle.items[0].spec == {
        "choices": ["a", "b", "c"], "key": ["a", "b"], "marking": "all_or_nothing",
    }  # fmt: skip
