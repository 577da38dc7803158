"""Is a question the same after it was exported and imported, for what the format can carry?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.aiken import read_aiken, write_aiken
from app.exchange.bundle import Bundle, Export, Item
from app.exchange.gift import read_gift, write_gift
from app.exchange.moodle_xml import read_moodle_xml, write_moodle_xml
from app.exchange.showing import asked_spec
from app.exchange.texts.formats import TextFormat, block_of, line_of
from app.exchange.texts.spaces import on_one_line
from app.quizzes.questions import question_type
from tests.exchange.content import content, said
from tests.quizzes.every import samples

pytestmark = pytest.mark.pure

Write = Callable[[Bundle], Export]
Read = Callable[[str, str], Bundle]
GIFT: tuple[Write, Read] = (write_gift, read_gift)
XML: tuple[Write, Read] = (write_moodle_xml, read_moodle_xml)
AIKEN: tuple[Write, Read] = (write_aiken, read_aiken)
SAMPLES = samples()
IN_GIFT: tuple[str, ...] = (
    *("single_choice", "multiple_response", "true_false", "matching", "numerical"),
    *("short_answer", "essay", "categorise"),
)
IN_XML = (*IN_GIFT, "ordering", "cloze")


def item_of(kind: str, language: str = "en") -> Item:
    sample = SAMPLES[kind]
    return Item(
        id=f"a-{kind.replace('_', '-')}",
        type=kind,
        spec=sample.spec,
        words=sample.words[language],
        category=("origin-bank", "A/B"),
        tags=("origin",),
        difficulty=3,
        weight=Decimal("2.5"),
        penalty=Decimal("0.3333333"),
    )


def there_and_back(item: Item, way: tuple[Write, Read], language: str = "en") -> Item:
    write, read = way
    export = write(Bundle(language, (item,)))
    bundle = read(export.text, language)
    assert said(bundle.faults) == [], export.text
    (found,) = bundle.items
    return found


@pytest.mark.parametrize("language", ("en", "fr"))
@pytest.mark.parametrize("kind", IN_XML)
def test_xml_carries_what_it_has_a_type_for(kind: str, language: str) -> None:
    item = item_of(kind, language)

    found = there_and_back(item, XML, language)

    before, after = content(item), content(found)
    if kind == "categorise":
        before["type"] = "matching"
    if kind in {"essay", "cloze", "numerical", "short_answer"}:
        before.pop("own")
        after.pop("own")
    assert after == before
    assert found.id == item.id


@pytest.mark.parametrize("kind", IN_GIFT)
def test_gift_carries_what_it_has_a_type_for(kind: str) -> None:
    item = item_of(kind)

    found = there_and_back(item, GIFT)

    before, after = content(item), content(found)
    changed = {"weight", "penalty", "hints"}
    changed |= {"type"} if kind == "categorise" else set()
    changed |= {"own"} if kind in {"essay", "numerical", "short_answer"} else set()
    assert {n: v for n, v in after.items() if n not in changed} == {
        n: v for n, v in before.items() if n not in changed
    }


@pytest.mark.parametrize("kind", sorted(set(SAMPLES) - {*IN_XML, "calculated"}))
def test_what_a_format_has_no_type_for_is_left_out_and_told(kind: str) -> None:
    item = replace(item_of("single_choice"), type=kind)

    for write, name in (
        (write_gift, "GIFT"),
        (write_moodle_xml, "Moodle XML"),
        (write_aiken, "Aiken"),
    ):
        export = write(Bundle("en", (item,)))
        assert export.count == 0
        assert [str(one.note) for one in export.lost] == [
            f"is left out: {name} has no questions of the type {kind}"
        ]


@pytest.mark.parametrize("way", (XML, GIFT), ids=("xml", "gift"))
@pytest.mark.parametrize("kind", sorted(set(IN_XML) - {"essay"}))
def test_the_right_answer_of_what_was_carried_earns_everything(
    kind: str, way: tuple[Write, Read]
) -> None:
    write, read = way
    export = write(Bundle("en", (item_of(kind),)))
    for found in read(export.text, "en").items:
        kind_of_it, spec = question_type(found.type), asked_spec(found, "en")
        assert kind_of_it.mark(spec, kind_of_it.right_answer(spec)).fraction == 1
    assert export.count or export.lost


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp")),
    min_size=1,
    max_size=25,
)
LINES = WORDS.map(on_one_line).map(str.strip).filter(bool)
SIGNS = st.text("ab 1\u00a0\u202f.*_`#{}=~:\\%&;<>[]()-+|!$/'\"\n", min_size=1, max_size=30).filter(
    str.strip
)
PLAIN = st.one_of(LINES, SIGNS.map(on_one_line).map(str.strip).filter(bool))


def block(text: str) -> str:
    """Our Markdown for a plain text."""
    return block_of(text, TextFormat.PLAIN).markdown


def line(text: str) -> str:
    """Our Markdown for one line of plain text."""
    return line_of(text, TextFormat.PLAIN).markdown


@settings(max_examples=60, deadline=None)
@given(
    prompt=PLAIN,
    texts=st.lists(PLAIN, min_size=2, max_size=5, unique_by=str.casefold),
    data=st.data(),
)
@pytest.mark.parametrize("way", (XML, GIFT), ids=("xml", "gift"))
def test_any_words_of_a_choice_come_back(
    way: tuple[Write, Read], prompt: str, texts: list[str], data: Any
) -> None:
    lines = [line(one) for one in texts]
    key = data.draw(st.integers(0, len(lines) - 1))
    names = [f"c{place}" for place in range(len(lines))]
    item = Item(
        id="q",
        type="single_choice",
        spec={"choices": names, "key": names[key], "marks": {}},
        words={
            "prompt": block(prompt),
            "choices": dict(zip(names, lines, strict=True)),
            "feedback": dict(zip(names, reversed(lines), strict=True)),
            "explanation": lines[0],
        },
    )

    found = there_and_back(item, way)

    assert content(found) == content(item)


NUMBERS = st.decimals(-10_000, 10_000, places=4).map(Decimal.normalize)
REACH = st.decimals(0, 100, places=3).map(Decimal.normalize)


@settings(max_examples=60, deadline=None)
@given(key=NUMBERS, tolerance=REACH, other=NUMBERS, mark=st.sampled_from((0.5, 0.25, "1/3", "2/7")))
@pytest.mark.parametrize("way", (XML, GIFT), ids=("xml", "gift"))
def test_any_number_comes_back(
    way: tuple[Write, Read], key: Decimal, tolerance: Decimal, other: Decimal, mark: object
) -> None:
    spec = {
        "key": float(key),
        "tolerance": float(tolerance),
        "bands": [{"key": float(other), "tolerance": float(tolerance), "mark": mark}],
    }
    words = {"prompt": "How many?", "feedback": {"right": "Yes.", "wrong": "No."}}
    item = Item(id="q", type="numerical", spec=spec, words=words)

    assert content(there_and_back(item, way)) == content(item)


@settings(max_examples=60, deadline=None)
@given(shares=st.lists(st.integers(1, 12), min_size=2, max_size=7), wrong=st.integers(0, 3))
@pytest.mark.parametrize("way", (XML, GIFT), ids=("xml", "gift"))
def test_any_equal_shares_come_back_exactly(
    way: tuple[Write, Read], shares: list[int], wrong: int
) -> None:
    names = [f"c{place}" for place in range(len(shares) + wrong)]
    item = Item(
        id="q",
        type="multiple_response",
        spec={"choices": names, "key": names[: len(shares)]},
        words={"prompt": "Which?", "choices": {one: one for one in names}},
    )

    assert content(there_and_back(item, way)) == content(item)


@settings(max_examples=60, deadline=None)
@given(prompt=LINES, texts=st.lists(LINES, min_size=2, max_size=6, unique=True), data=st.data())
def test_aiken_brings_back_what_it_writes(prompt: str, texts: list[str], data: Any) -> None:
    lines = [line(one) for one in texts]
    names = [f"c{place}" for place in range(len(lines))]
    key = data.draw(st.sampled_from(names))
    words = {"prompt": block(prompt), "choices": dict(zip(names, lines, strict=True))}
    item = Item("q", "single_choice", {"choices": names, "key": key}, words)

    export = write_aiken(Bundle("en", (item,)))

    if export.count:
        (found,) = read_aiken(export.text, "en").items
        assert content(found)["own"] == content(item)["own"]
        assert found.words["prompt"] == item.words["prompt"]
    else:
        assert export.lost
