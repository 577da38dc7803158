"""Is a question on a picture checked, asked and reviewed as it should be?"""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from app.quizzes.questions.areas import areas_of
from app.quizzes.questions.base import InvalidAnswer, Shown
from app.quizzes.questions.hotspot import TYPE
from app.quizzes.questions.marks import PartState
from app.quizzes.questions.pictures import Picture, picture_of
from app.quizzes.questions.reading import trusted
from tests.quizzes.every.hotspot import SAMPLE

pytestmark = pytest.mark.pure

SPEC: dict[str, Any] = dict(SAMPLE.spec)
RECT = {"shape": "rect", "points": [0, 0, 100, 100]}


def shown_words(height: int = 500) -> Any:
    picture = {"html": "<img>", "height": height}
    return trusted({**SAMPLE.words["en"], "pictures": {"waybill.svg": picture}})


def faults(spec: dict[str, Any]) -> list[tuple[tuple[str, ...], str]]:
    return [(one.path, one.message) for one in TYPE.check(spec, SAMPLE.words)]


def test_sample_has_no_fault_and_shows_its_picture() -> None:
    assert faults(SPEC) == []
    assert TYPE.media(SPEC) == (Shown("waybill.svg", ("image",), ("image",)),)


IMAGE = "is the name of a .svg, .png, .jpg or .webp in the course's media folder"
SIZE = "give the rect no size; write four numbers: x, y, width, height"
FAULTY: tuple[tuple[dict[str, Any], tuple[str, ...], str], ...] = (
    ({"image": None}, ("image",), IMAGE),
    ({"image": "media/waybill.svg"}, ("image",), "not `media/waybill.svg`"),
    ({"image": "waybill.gif"}, ("image",), IMAGE),
    ({"image": ["waybill.svg"]}, ("image",), IMAGE),
    ({"areas": None}, ("areas",), "must have at least 2 areas"),
    ({"areas": ["a", "b"]}, ("areas",), "must have at least 2 areas"),
    ({"areas": {"a": RECT}}, ("areas",), "must have at least 2 areas"),
    ({"areas": {"A b": RECT, "b": RECT}}, ("areas", "A b"), "is not an id"),
    ({"areas": {"right-one": RECT, "b": RECT}}, ("areas", "right-one"), "betrays the key"),
    ({"areas": {False: RECT, "b": RECT}}, ("areas", "false"), "an id is text"),
    ({"areas": {"a": "rect", "b": RECT}}, ("areas", "a"), "is written as {shape: rect"),
    ({"areas": {"a": {**RECT, "name": 1}, "b": RECT}}, ("areas", "a", "name"), "unknown key"),
    ({"areas": {"a": {"points": []}, "b": RECT}}, ("areas", "a", "shape"), "not `None`"),
    ({"areas": {"a": {"shape": "oval"}, "b": RECT}}, ("areas", "a", "shape"), "not `oval`"),
    ({"key": None}, ("key",), "is missing; it must be a list of: consignor"),
    ({"key": "consignee"}, ("key",), "must be a list of"),
    ({"key": []}, ("key",), "must be a list of"),
    ({"key": ["carrier"]}, ("key", "0"), "says `carrier`"),
    ({"key": list(SPEC["areas"])}, ("key",), "the key has every area"),
    ({"choose": 0}, ("choose",), "from 1 to 5, not `0`"),
    ({"choose": 6}, ("choose",), "from 1 to 5, not `6`"),
    ({"choose": "two"}, ("choose",), "not `two`"),
    ({"choose": True}, ("choose",), "not `true`"),
    ({"marking": "half"}, ("marking",), "partial, no_penalty or all_or_nothing, not `half`"),
    ({"choices": ["a"]}, ("choices",), "unknown key `choices`"),
)


@pytest.mark.parametrize(("change", "path", "message"), FAULTY)
def test_fault_of_the_structure_is_found_at_its_place(
    change: dict[str, Any], path: tuple[str, ...], message: str
) -> None:
    found = faults(SPEC | change)

    assert any(place == path and message in said for place, said in found), found


@pytest.mark.parametrize(
    ("shape", "points", "message"),
    (
        ("rect", None, "`points` of a rect must be four numbers: x, y, width, height"),
        ("rect", "0 0 10 10", "must be four numbers"),
        ("rect", [0, 0, 10], "must be four numbers"),
        ("rect", [0, 0, 10, "ten"], "must be four numbers"),
        ("rect", [0, 0, 10, True], "must be four numbers"),
        ("rect", [0, 0, 10, float("nan")], "must be four numbers"),
        ("rect", [0, -1, 10, 10], "from 0 to 1000"),
        ("rect", [0, 0, 1001, 10], "from 0 to 1000"),
        ("rect", [0, 0, 0, 10], SIZE),
        ("rect", [600, 0, 500, 10], "lead out of the picture"),
        ("rect", [0, 600, 10, 500], "lead out of the picture"),
        ("circle", [10, 10], "must be three numbers: x, y, radius"),
        ("circle", [10, 10, 0], "give the circle no size"),
        ("circle", [10, 1010, 5], "from 0 to 1000"),
        ("polygon", [0, 0, 10, 10], "must be x and y of three to 60 corners"),
        ("polygon", [0, 0, 10, 10, 20], "must be x and y of three to 60 corners"),
        ("polygon", [0, 0] * 61, "must be x and y of three to 60 corners"),
    ),
)
def test_fault_of_an_area_is_found_at_its_points(shape: str, points: object, message: str) -> None:
    areas = SPEC["areas"] | {"stamp": {"shape": shape, "points": points}}

    ((path, said),) = faults(SPEC | {"areas": areas})

    assert path == ("areas", "stamp", "points")
    assert message in said


@pytest.mark.parametrize(
    ("at", "value", "path", "message"),
    (
        (("image",), None, ("image",), "are missing"),
        (("image",), "two\nlines", ("image",), "must be one line"),
        (("areas",), None, ("areas",), "must give the words of"),
        (("areas", "seal"), "", ("areas", "seal"), "are empty"),
        (("areas", "sealing"), "x", ("areas", "sealing"), "is not an id here"),
        (("feedback", "seal"), None, ("feedback", "seal"), "are missing"),
        (("pictures",), {}, ("pictures",), "unknown key"),
    ),
)
def test_fault_of_the_words_is_found_in_its_language(
    at: tuple[str, ...], value: object, path: tuple[str, ...], message: str
) -> None:
    words: dict[str, Any] = {
        language: deepcopy(dict(own)) for language, own in SAMPLE.words.items()
    }
    (words["fr"] if len(at) == 1 else words["fr"][at[0]])[at[-1]] = value

    (found,) = TYPE.check(SPEC, words)

    assert (found.path, found.language) == (path, "fr")
    assert message in found.message


def test_areas_are_numbered_as_they_lie_on_the_picture_however_they_were_written() -> None:
    backwards = SPEC | {"areas": dict(reversed(SPEC["areas"].items()))}

    names = [[spot.id for spot in TYPE.public(one, {}, ()).spots] for one in (SPEC, backwards)]

    assert names[0] == names[1] == ["consignor", "consignee", "gross-mass", "stamp", "seal"]
    assert TYPE.shuffled_ids(SPEC) == ()


def test_numbers_that_yaml_gave_as_text_are_read() -> None:
    areas = {"a": {"shape": "rect", "points": ["0", "0.5", "10", "20"]}}

    (found,) = areas_of({"areas": areas})

    assert found.points == (Decimal(0), Decimal("0.5"), Decimal(10), Decimal(20))


def test_outlines_are_drawn_in_thousandths_of_the_width() -> None:
    outlines = {one.id: one.outline for one in TYPE.public(SPEC, shown_words(500), ()).spots}

    rect, circle, polygon = (outlines[one] for one in ("gross-mass", "seal", "stamp"))
    assert dict(rect.attributes) == {"x": "760", "y": "300", "width": "200", "height": "60"}
    assert dict(circle.attributes) == {"cx": "620", "cy": "425", "r": "60"}
    assert dict(polygon.attributes) == {"points": "100,400 300,390 260,465"}
    assert (rect.x, rect.y, rect.is_before) == ("748", "330", True)
    at_the_edge = outlines["consignor"]
    assert (at_the_edge.x, at_the_edge.y, at_the_edge.is_before) == ("52", "70", False)


def test_picture_comes_from_the_published_words() -> None:
    assert picture_of(shown_words(640), "waybill.svg") == Picture(Markup("<img>"), 640)
    assert picture_of({}, "waybill.svg") == Picture(Markup(), 1000)
    assert picture_of({"pictures": {"a.png": {"height": "tall"}}}, "a.png").height == 1000


def test_more_places_than_may_be_chosen_are_refused_with_their_number() -> None:
    with pytest.raises(InvalidAnswer) as caught:
        TYPE.answer_from_form(SPEC | {"choose": 2}, {"answer": ["seal", "stamp", "consignor"]})

    assert caught.value.message == "Choose no more places than 2."


def test_form_without_a_choice_is_no_answer() -> None:
    assert TYPE.answer_from_form(SPEC, {}) is None
    assert TYPE.answer_from_form(SPEC, {"answer": [""]}) is None


def test_review_says_how_each_place_fared() -> None:
    review = TYPE.review(SPEC, shown_words(), ["seal"], ())

    states = {one.id: one.state for one in review.spots}
    assert states == {
        "consignor": None,
        "consignee": PartState.MISSED,
        "gross-mass": None,
        "stamp": None,
        "seal": PartState.WRONG,
    }
    assert [one.id for one in review.spots if one.chosen] == ["seal"]
    assert review.spots[1].feedback == "Yes: the consignee."


def test_parts_of_a_whole_mark_have_nothing_missed() -> None:
    mark = TYPE.mark(SPEC | {"key": ["seal", "stamp"]}, ["seal"])

    assert [(part.id, part.state) for part in mark.parts] == [("seal", PartState.RIGHT)]


def test_answer_is_described_and_classified() -> None:
    several = SPEC | {"choose": 2}

    assert TYPE.describe(several, SAMPLE.words["en"], ["seal", "stamp"]) == (
        "The stamp at the bottom, on the left; The round field at the bottom"
    )
    assert TYPE.describe(SPEC, SAMPLE.words["en"], None) == ""
    assert TYPE.classify(SPEC, ["seal"]) == {"": "seal"}
    assert TYPE.classify(SPEC, None) == {}
    assert TYPE.classify(several, ["seal", "stamp"]) == {"stamp": "1", "seal": "1"}


@pytest.mark.parametrize(
    ("change", "mean"),
    (
        ({}, Fraction(1, 5)),
        ({"key": ["seal", "stamp"]}, Fraction(2, 5)),
        # 10 pairs of 5: one has both (1), six have one right (1/2 - 1/3), three have none
        ({"key": ["seal", "stamp"], "choose": 2}, Fraction(1 + 6 * Fraction(1, 6), 10)),
        ({"key": ["seal", "stamp"], "choose": 4, "marking": "no_penalty"}, Fraction(2, 5)),
        ({"key": ["seal", "stamp"], "choose": 2, "marking": "all_or_nothing"}, Fraction(1, 10)),
        ({"key": []}, None),
    ),
)
def test_guessing_earns_the_mean_of_all_ways_to_pick(
    change: dict[str, Any], mean: Fraction | None
) -> None:
    assert TYPE.guess_score(SPEC | change) == mean


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(st.sampled_from(("image", "areas", "key", "choose", "marking")), JSON, JSON)
def test_nothing_an_author_writes_crashes(name: str, value: object, answer: object) -> None:
    spec = SPEC | {name: value}

    found = list(TYPE.check(spec, {"en": {name: value}}))
    TYPE.media(spec)
    mark = TYPE.mark(spec, answer)
    TYPE.review(spec, shown_words(), ["seal"], ())
    TYPE.guess_score(spec)

    assert all(one.message and one.path for one in found)
    assert 0 <= mark.fraction <= 1
