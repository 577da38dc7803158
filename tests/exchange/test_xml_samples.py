"""Do the XML files of others come in, with what they lose and where they are faulty?"""

from __future__ import annotations

import pytest

from app.exchange.moodle_xml import read_moodle_xml, write_moodle_xml
from app.exchange.showing import asked_spec
from app.quizzes.questions import question_type
from tests.exchange.content import content, said
from tests.exchange.samples import needed, sample

pytestmark = [pytest.mark.pure, needed]

SOUND = (
    ("category_with_description", ("true_false",), 2),
    ("html_chars_in_idnumbers", ("true_false",), 2),
    ("multianswer", ("cloze",), 0),
    ("multichoice", ("single_choice",), 0),
    ("nested_categories_with_questions", ("true_false", "essay", *(["true_false"] * 3)), 4),
    ("old_format_file", ("true_false", "true_false"), 0),
    ("truefalse", ("true_false", "true_false"), 0),
)


@pytest.mark.parametrize(("name", "types", "lost"), SOUND)
def test_a_sound_file_comes_in_whole(name: str, types: tuple[str, ...], lost: int) -> None:
    bundle = sample(f"moodle_xml/{name}.xml")

    assert (tuple(one.type for one in bundle.items), bundle.faults) == (types, ())
    assert len(bundle.lost) == lost
    for item in bundle.items:
        kind, spec = question_type(item.type), asked_spec(item, "en")
        assert kind.by_hand or kind.mark(spec, kind.right_answer(spec)).fraction == 1


@pytest.mark.parametrize("name", [name for name, _, _ in SOUND])
def test_a_second_export_equals_the_first(name: str) -> None:
    bundle = sample(f"moodle_xml/{name}.xml")
    first = write_moodle_xml(bundle)
    again = read_moodle_xml(first.text, "en")

    assert [content(one) for one in again.items] == [content(one) for one in bundle.items]
    assert write_moodle_xml(again).text == first.text


def test_categories_are_kept_as_a_path() -> None:
    bundle = sample("moodle_xml/nested_categories_with_questions.xml")

    assert [(one.title, one.category) for one in bundle.items] == [
        ("Iota Question", ("Iota",)),
        ("Kappa Essay Question", ("Iota", "Kappa")),
        ("Kappa Question", ("Iota", "Kappa")),
        ("Lambda Question", ("Iota", "Kappa", "Lambda")),
        ("Mu Question", ("Iota", "Mu")),
    ]
    assert said(bundle.lost)[2] == (
        "120: the description of the category Iota / Kappa / Lambda: "
        "“This is Lambda category for test”"
    )


def test_each_broken_gap_is_told_by_its_line() -> None:
    bundle = sample("moodle_xml/broken_cloze_questions.xml")

    assert bundle.items == ()
    assert said(bundle.faults) == [
        "8: The text has no gap; one is written {1:SHORTANSWER:=right answer}",
        "20: The gap “{1:MULTICHOICE}” has no answers, or is not closed; write {1:SHORTANSWER:=…}",
        "36: Gap 1: Only 1 to choose from; there must be 2 at least.",
        "52: Gap 1: No choice earns the whole mark; give one of them 100 %.",
        "68: Gap 1: “zero” is not a number; write digits and a point, as in 3.14",
    ]


def test_a_share_that_is_none_is_told_by_its_line() -> None:
    bundle = sample("moodle_xml/error_invalid_grades.xml")

    assert bundle.items == ()
    (found,) = bundle.faults
    assert found.line == 38
    assert str(found).startswith("The right choices together earn 99.66667 %; they must earn 100 %")


def test_embedded_files_are_told() -> None:
    (item,) = sample("moodle_xml/multichoice.xml").items

    assert "the embedded file bonjour.mp3 (12984 bytes)" in said(item.lost)
    assert "the image flag-france.jpg; its text alternative stands in its place" in said(item.lost)
    assert item.words["choices"] == {
        "british-flag-english": "British Flag English",
        "french-flag-french": "French flag French",
        "german-flag-german": "German flag German",
        "denmark-flag-danish": "Denmark flag Danish",
    }
