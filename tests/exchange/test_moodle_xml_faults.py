"""Is a faulty question of a Moodle XML file told by its line, and the sound one read?"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.exchange.bundle import Bundle
from app.exchange.moodle_xml import read_moodle_xml
from tests.exchange.content import said

pytestmark = pytest.mark.pure
FILE = Path(__file__).parent / "files" / "customs.xml"


def quiz(questions: str) -> Bundle:
    return read_moodle_xml(f"<quiz>\n{questions}\n</quiz>", "en")


ANSWERS = (
    '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'
)
NAMED = "<name><text>Q</text></name><questiontext><text>What?</text></questiontext>"


@pytest.mark.parametrize(
    ("question", "message"),
    (
        (
            (
                f'<question type="multichoice">{NAMED}<answer fraction="50"><text>a</text></answer>'
                '<answer fraction="0"><text>b</text></answer></question>'
            ),
            "2: No choice earns the whole mark; give one of them 100 %.",
        ),
        (
            (
                f'<question type="multichoice">{NAMED}<single>false</single>\n'
                '<answer fraction="33.33333"><text>a</text></answer>\n'
                '<answer fraction="33"><text>b</text></answer>\n'
                '<answer fraction="33.33333"><text>c</text></answer></question>'
            ),
            "4: The right choices together earn 99.66667 %; they must earn 100 %.",
        ),
        (
            f'<question type="multichoice">{NAMED}\n<answer fraction="many"></answer></question>',
            "3: “many” is not a number; write digits and a point, as in 3.14",
        ),
        (
            f'<question type="truefalse">{NAMED}{ANSWERS}</question>',
            "2: Of the answers “true” and “false” just one must have the fraction 100.",
        ),
        (
            f'<question type="numerical">{NAMED}\n\n<answer fraction="100">3,5</answer></question>',
            "4: “3,5” is not a number; write digits and a point, as in 3.14",
        ),
        (
            (
                '<question type="cloze"><questiontext>\n<text>No {1:NOTHING:=gap} here</text>'
                "</questiontext></question>"
            ),
            "2: The text has no gap; one is written {1:SHORTANSWER:=right answer}",
        ),
        (
            (
                '<question type="cloze"><questiontext><text>{1:MR:=a~=b}</text></questiontext>'
                "</question>"
            ),
            "2: Gap 1: Several ticks in one gap are not possible here; ask with a single choice.",
        ),
        (
            f'<question type="calculated">{NAMED}{ANSWERS}</question>',
            "2: The question has no data sets: nothing to draw its numbers from.",
        ),
        (
            f'<question type="matching">{NAMED}<subquestion>a</subquestion></question>',
            "2: A pair has nothing that it is matched to.",
        ),
        (
            (
                '<question type="shortanswer"><name><text>Q</text></name>'
                '<answer fraction="100"><text>a</text></answer></question>'
            ),
            "2: The question has no words.",
        ),
        (
            f'<question type="gapselect">{NAMED}</question>',
            "2: The text has no gap; one is written [[1]]",
        ),
    ),
)
def test_a_faulty_question_is_told_by_its_line_and_the_sound_one_is_read(
    question: str, message: str
) -> None:
    sound = f'<question type="shortanswer">{NAMED}{ANSWERS}</question>'

    bundle = quiz(f"{question}\n{sound}")

    assert [one.type for one in bundle.items] == ["short_answer"]
    (found,) = said(bundle.faults)
    assert found.startswith(message)


def test_a_formula_that_ours_cannot_say_is_told() -> None:
    text = FILE.read_text("utf-8").replace("{P} / 10</text>", "sin({P})</text>")

    bundle = read_moodle_xml(text, "en")

    (found,) = said(bundle.faults)
    assert found.startswith("111: The formula “sin({P})” cannot be carried: ")
