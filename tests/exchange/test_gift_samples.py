"""Do all examples of the GIFT documentation come in with the right type and the right answer?"""

from __future__ import annotations

import pytest

from app.exchange.gift import read_gift, write_gift
from app.exchange.moodle_xml import read_moodle_xml, write_moodle_xml
from app.exchange.showing import asked_spec, shown_words
from app.quizzes.questions import question_type
from tests.exchange.content import content, said
from tests.exchange.samples import needed, sample

pytestmark = [pytest.mark.pure, needed]

COUNTRIES = "Canada → Ottawa; Italy → Rome; Japan → Tokyo"
SELF = "; ".join(f"subquestion{n} → subanswer{n}" for n in (1, 2, 3))

# The 43 questions in their order: the type, an answer that is right, in words.
EXPECTED = (
    ("single_choice", "no one"),
    ("single_choice", "entombed"),
    ("true_false", "False"),
    ("short_answer", "no one"),
    ("numerical", "1822"),
    ("single_choice", "no one"),
    ("single_choice", "entombed"),
    ("single_choice", "fourth"),
    ("single_choice", "China"),
    ("short_answer", "no one"),
    ("short_answer", "four"),
    ("true_false", "False"),
    ("true_false", "True"),
    ("matching", SELF),
    ("matching", f"{COUNTRIES}; India → New Delhi"),
    ("numerical", "1822"),
    ("numerical", "3.1415"),
    ("numerical", "3.1415"),
    ("numerical", "1822"),
    ("numerical", "4"),
    ("short_answer", "China"),
    ("single_choice", "fourth"),
    ("single_choice", "right answer"),
    ("short_answer", "no one"),
    ("short_answer", "no one"),
    ("true_false", "False"),
    ("single_choice", "full credit answer"),
    ("single_choice", "Nazareth"),
    ("short_answer", "Nazareth"),
    ("multiple_response", "Grant; Grant's wife"),
    ("multiple_response", "Grant; Grant's wife"),
    ("single_choice", "= 2 + 3"),
    ("single_choice", "\\"),
    ("single_choice", "no one"),
    ("single_choice", "entombed"),
    ("true_false", "False"),
    ("short_answer", "no one"),
    ("numerical", "1822"),
    ("matching", COUNTRIES),
    ("single_choice", "entombed"),
    ("single_choice", "full credit answer"),
    ("short_answer", "Nazareth"),
    ("numerical", "1822"),
)
# What else the documentation says of some of them, by their number from 1: answer and mark.
OTHERS = (
    (4, "Nobody", "1"),
    (5, "1823", "1"),
    (5, "1824", "0"),
    (11, "4", "1"),
    (17, "3.142", "1"),
    (17, "3.1421", "0"),
    (18, "3.141", "1"),
    (19, "1824", "1/2"),
    (27, "half-credit-answer", "1/2"),
    (28, "bethlehem", "1/4"),
    (28, "galilee", "1/2"),
    (29, "nazereth", "3/4"),
    (30, ["grant"], "1/2"),
    (30, ["grant", "no-one"], "1/2"),
    (31, ["grant", "no-one"], "0"),
    (31, ["grant", "grants-wife", "no-one"], "1/2"),
    (38, "1827", "1"),
    (43, "1820", "1/2"),
)


@pytest.mark.parametrize("place", range(43))
def test_an_example_has_its_type_and_its_right_answer_earns_everything(place: int) -> None:
    item = sample("gift/examples.txt").items[place]
    kind, spec = question_type(item.type), asked_spec(item, "en")

    right = kind.right_answer(spec)

    said_right = kind.describe(spec, shown_words(item, "en"), right)
    assert (item.type, said_right) == EXPECTED[place]
    assert kind.mark(spec, right).fraction == 1


@pytest.mark.parametrize(("number", "answer", "mark"), OTHERS)
def test_other_answers_earn_what_the_file_says(number: int, answer: object, mark: str) -> None:
    item = sample("gift/examples.txt").items[number - 1]

    assert str(question_type(item.type).mark(asked_spec(item, "en"), answer).fraction) == mark


def test_there_are_forty_three_without_a_fault_and_without_a_loss() -> None:
    bundle = sample("gift/examples.txt")

    assert len(bundle.items) == len(EXPECTED) == 43
    assert (bundle.faults, bundle.lost) == ((), ())
    assert [said(one.lost) for one in bundle.items if one.lost] == []


def test_a_second_export_of_the_examples_equals_the_first() -> None:
    bundle = sample("gift/examples.txt")
    first = write_gift(bundle)
    again = read_gift(first.text, "en")

    assert [content(one) for one in again.items] == [content(one) for one in bundle.items]
    assert write_gift(again).text == first.text
    assert first.lost == ()


def test_the_examples_are_the_same_by_way_of_xml() -> None:
    bundle = sample("gift/examples.txt")
    first = write_moodle_xml(bundle)
    again = read_moodle_xml(first.text, "en")

    assert [content(one) for one in again.items] == [content(one) for one in bundle.items]
    assert write_moodle_xml(again).text == first.text
