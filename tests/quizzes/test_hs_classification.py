"""Is a classification checked, asked and reviewed level by level, and its key kept secret?"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

from app.quizzes import nomenclature
from app.quizzes.nomenclature import Level, hs2022
from app.quizzes.questions import InvalidAnswer, question_type, trusted
from app.quizzes.questions.base import Problem
from app.quizzes.questions.hs_classification import HsReview, HsView
from app.quizzes.questions.marks import PartMark, PartState
from tests.quizzes.every.hs_classification import SAMPLE

pytestmark = pytest.mark.pure
TYPE = question_type("hs_classification")
RULES = ("rule-1", "rule-3b", "rule-6")


def words(language: str = "en") -> Mapping[str, object]:
    return trusted({**SAMPLE.words[language], "language": language})


def asked(answer: object = None, language: str = "en", spec: Any = SAMPLE.spec) -> HsView:
    view = TYPE.public(spec, words(language), (), answer)
    assert isinstance(view, HsView)
    return view


def reviewed(answer: object) -> HsReview:
    view = TYPE.review(SAMPLE.spec, words(), answer, ())
    assert isinstance(view, HsReview)
    return view


def codes(entries: Any) -> list[str]:
    return [one.code for one in entries]


def problems(spec: Mapping[str, Any], own: Mapping[str, Any] | None = None) -> list[Problem]:
    return list(TYPE.check(spec, SAMPLE.words if own is None else own))


def test_sound_question_has_no_problem() -> None:
    common = {"id": "q", "type": "hs_classification", "tags": ["t"], "difficulty": 2, "lesson": "a"}

    assert problems({**common, **SAMPLE.spec}) == []
    assert problems({**common, **SAMPLE.other_spec}) == []


def test_code_alone_is_a_sound_question() -> None:
    own = {"prompt": "Which?", "explanation": "So.", "rule": "Rule 1"}
    levels = dict.fromkeys(("chapter", "heading", "subheading"), "Because.")

    assert problems({"edition": 2022, "key": "1902.19"}, {"en": own | {"levels": levels}}) == []


FAULTY: tuple[tuple[dict[str, Any], tuple[str, ...], str], ...] = (
    ({"edition": 2028}, ("edition",), "must be 2022"),
    ({"edition": None}, ("edition",), "must be 2022"),
    ({"key": None}, ("key",), "is missing; it is a six-digit code in quotes"),
    ({"key": 190219}, ("key",), "is `190219`; it is a six-digit code in quotes"),
    ({"key": "1902"}, ("key",), "no six-digit code `1902`"),
    ({"key": "190299"}, ("key",), "no six-digit code `190299`"),
    ({"key": "770100"}, ("key",), "no six-digit code `770100`"),
    ({"key": "IV"}, ("key",), "no six-digit code `IV`"),
    ({"key": "010619"}, ("key",), "no usable description of 010619"),
    ({"key": "190110"}, ("key",), "no usable description of 1901"),
    ({"key": "870230"}, ("key",), "no usable description of 870230"),
    ({"levels": {"chapter": 0.25, "heading": 0.6}}, ("levels", "subheading"), "is missing"),
    ({"levels": {"chapter": 0.7, "heading": 0.6, "subheading": 1}}, ("levels",), "as much as"),
    ({"levels": {"chapter": 0.2, "heading": 0.6, "subheading": 0.9}}, ("levels",), "subheading 1"),
    ({"levels": {"section": 0.1}}, ("levels", "section"), "not one of: chapter, heading"),
    ({"levels": 1}, ("levels",), "must give the share of: chapter, heading, subheading"),
    ({"weights": {"code": 0.8, "reasoning": 0.3}}, ("weights",), "must be 1 together, not 11/10"),
    ({"weights": {"code": 0.8}}, ("weights", "reasoning"), "is missing"),
    ({"weights": {"code": 1.2, "reasoning": -0.2}}, ("weights", "code"), "from 0 to 1"),
    ({"weights": {"code": True, "reasoning": 0}}, ("weights", "code"), "from 0 to 1"),
    ({"reasons": ["rule-1"]}, ("reasons",), "needs at least 2 ids"),
    ({"reasons": ["rule-1", "chapter"]}, ("reasons",), "`chapter` is the name of a level"),
    ({"reasons": ["rule-1", "wrong-rule"]}, ("reasons", "1"), "betrays the key"),
    ({"reasoning_key": None}, ("reasoning_key",), "is missing; it must be a list of: rule-1"),
    ({"reasoning_key": []}, ("reasoning_key",), "it must be a list of"),
    ({"reasoning_key": ["rule-9"]}, ("reasoning_key", "0"), "says `rule-9`"),
    ({"reasoning_key": ["rule-1", "rule-1"]}, ("reasoning_key", "1"), "`rule-1` twice"),
    ({"marking": "partial"}, ("marking",), "unknown key `marking`"),
)


@pytest.mark.parametrize(("change", "path", "message"), FAULTY)
def test_fault_of_the_structure_is_found_at_its_place(
    change: dict[str, Any], path: tuple[str, ...], message: str
) -> None:
    found = problems({**SAMPLE.spec, **change})

    assert [one for one in found if one.path == path and message in one.message], found


@pytest.mark.parametrize("name", ("reasoning_key", "weights"))
def test_reasoning_needs_reasons(name: str) -> None:
    spec = {"edition": 2022, "key": "190220", name: SAMPLE.spec.get(name, {"code": 1})}

    found = problems(spec)

    assert Problem((name,), None, f"`{name}` needs `reasons`, a list of ids") in found
    assert any(one.path == ("feedback",) for one in found)


@pytest.mark.parametrize("name", ("reasons", "feedback", "levels"))
def test_words_that_are_missing_are_found(name: str) -> None:
    own = deepcopy(dict(SAMPLE.words["fr"]))
    del own[name]

    found = problems(SAMPLE.spec, {"en": SAMPLE.words["en"], "fr": own})

    assert [(one.path, one.language) for one in found] == [((name,), "fr")]


def test_siblings_of_the_key_must_be_translated_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    known = hs2022()
    lacking = {"fr": {("19", Level.HEADING): ("1903", "1905"), ("20", Level.HEADING): ("2001",)}}
    part = nomenclature.Nomenclature(
        known.version, known.rows, known.below, known.wordings, lacking
    )
    monkeypatch.setattr("app.quizzes.questions.hs_checks.hs2022", lambda: part)

    found = problems(SAMPLE.spec)

    assert [(one.path, one.language) for one in found] == [(("key",), "fr")]
    assert "these have none: 1903, 1905" in found[0].message


def test_page_begins_with_the_sections_alone() -> None:
    view = asked()

    assert (view.path, view.open, view.found, view.find) == ("", (), (), "")
    assert codes(view.rows) == list(hs2022().below[""])
    assert {one.level for one in view.rows} == {Level.SECTION}


@pytest.mark.parametrize(
    ("path", "opened", "first"),
    (
        ("IV", ["IV"], "16"),
        ("19", ["IV", "19"], "1901"),
        ("1902", ["IV", "19", "1902"], "190211"),
        ("190230", ["IV", "19", "1902"], "190211"),
        ("0409", ["I", "04", "0409"], "040900"),
    ),
)
def test_page_shows_what_lies_below_the_saved_path(
    path: str, opened: list[str], first: str
) -> None:
    view = asked({"path": path, "reasons": [], "find": ""})

    assert view.path == path
    assert codes(view.open) == opened
    assert codes(view.rows) == list(hs2022().below[opened[-1]])
    assert view.rows[0].code == first


def test_page_shows_what_was_looked_for() -> None:
    view = asked({"path": "", "reasons": [], "find": "ravioli"})

    assert (view.find, view.total, codes(view.found)) == ("ravioli", 1, ["1902"])


def test_page_is_the_same_with_another_key_whatever_was_chosen() -> None:
    for answer in (*SAMPLE.answers, SAMPLE.right):
        for language in ("en", "fr"):
            assert asked(answer, language) == asked(answer, language, SAMPLE.other_spec)


def test_page_shows_the_whole_list_whatever_the_key() -> None:
    shown: set[str] = set()
    for code in ("", *(one for one, below in hs2022().below.items() if below and one)):
        shown |= set(codes(asked({"path": code, "reasons": [], "find": ""}).rows))

    assert shown == set(hs2022().rows)


def test_rows_below_have_one_language_at_each_level() -> None:
    """A translated heading among English ones would be the way to the key."""
    for code, below in hs2022().below.items():
        spoken = {hs2022().entry(one, "fr").language for one in below if hs2022().rows[one].english}
        assert len(spoken) <= 1, code


def test_reasons_stand_in_the_order_of_their_ids() -> None:
    backwards = {**SAMPLE.spec, "reasons": list(reversed(SAMPLE.spec["reasons"]))}

    assert [one.id for one in asked().reasons] == ["chapter-16-note-2", *RULES]
    assert asked(spec=backwards) == asked()


@pytest.mark.parametrize(
    ("form", "path"),
    (
        ({"path": ["19"]}, "19"),
        ({"path": ["19"], "move": ["to:1902"]}, "1902"),
        ({"path": ["19"], "move": ["to:"]}, ""),
        ({"path": [""], "move": ["to:IV"]}, "IV"),
        ({"move": ["to:190220"]}, "190220"),
    ),
)
def test_button_of_a_row_opens_it(form: dict[str, list[str]], path: str) -> None:
    form = {**form, "find": ["tea"], "reason": ["rule-6"], "csrf_token": ["x"], "then": ["save"]}

    answer = TYPE.answer_from_form(SAMPLE.spec, form)

    assert answer == {"path": path, "reasons": ["rule-6"], "find": "tea"}


@pytest.mark.parametrize(
    "form",
    (
        {"move": ["up:19"]},
        {"move": ["1902"]},
        {"move": ["to:9999"]},
        {"path": ["19", "20"]},
        {"path": ["nowhere"]},
        {"reason": ["rule-9"]},
    ),
)
def test_form_that_names_what_is_not_there_is_refused(form: dict[str, list[str]]) -> None:
    with pytest.raises(InvalidAnswer):
        TYPE.answer_from_form(SAMPLE.spec, form)


@pytest.mark.parametrize(
    ("path", "left_at", "states", "given"),
    (
        ("190220", None, "right right right right", None),
        ("190230", "subheading", "right right right wrong", "1902.30"),
        ("1902", "subheading", "right right right missed", None),
        ("1905", "heading", "right right wrong missed", "19.05"),
        ("19", "heading", "right right missed missed", None),
        ("200520", "chapter", "right wrong wrong wrong", "20"),
        ("IV", "chapter", "right missed missed missed", None),
        ("090121", "section", "wrong wrong wrong wrong", "II"),
        ("", "section", "missed missed missed missed", None),
    ),
)
def test_review_names_the_level_at_which_the_path_left_the_right_one(
    path: str, left_at: str | None, states: str, given: str | None
) -> None:
    view = reviewed({"path": path, "reasons": [], "find": ""})

    assert view.left_at == left_at
    assert [one.state for one in view.steps] == states.split()
    assert (view.given.chosen.written if view.given and view.given.chosen else None) == given
    assert codes(one.key for one in view.steps) == ["IV", "19", "1902", "190220"]


def test_review_says_what_the_author_says_about_that_level() -> None:
    levels = SAMPLE.words["en"]["levels"]

    assert reviewed("190230").feedback == levels["subheading"]
    assert reviewed("1905").feedback == levels["heading"]
    assert reviewed("200520").feedback == levels["chapter"]
    assert reviewed("090121").feedback == levels["chapter"]
    assert reviewed("190220").feedback == ""


def test_review_shows_every_reason_with_its_state_and_feedback() -> None:
    view = reviewed({"path": "190220", "reasons": ["rule-1", "rule-3b"], "find": ""})

    assert [(one.id, one.state) for one in view.reasons] == [
        ("chapter-16-note-2", PartState.MISSED),
        ("rule-1", PartState.RIGHT),
        ("rule-3b", PartState.WRONG),
        ("rule-6", PartState.MISSED),
    ]
    assert view.reasons[2].feedback == "No need: 19.02 names stuffed pasta."


def test_parts_of_a_mark_are_the_levels_and_the_reasons() -> None:
    mark = TYPE.mark(SAMPLE.spec, {"path": "1905", "reasons": ["rule-1", "rule-3b"]})

    assert mark.parts == (
        PartMark("chapter", PartState.RIGHT),
        PartMark("heading", PartState.WRONG),
        PartMark("subheading", PartState.MISSED),
        PartMark("rule-1", PartState.RIGHT),
        PartMark("rule-3b", PartState.WRONG),
        PartMark("rule-6", PartState.MISSED),
        PartMark("chapter-16-note-2", PartState.MISSED),
    )


def test_answer_is_told_in_words() -> None:
    answer = {"path": "190230", "reasons": ["rule-6"], "find": "x"}

    assert TYPE.describe(SAMPLE.spec, words("fr"), answer) == (
        "1902.30 Autres pâtes alimentaires (non farcies), cuites ou autrement préparées; "
        "Règle générale 6"
    )
    assert TYPE.describe(SAMPLE.spec, words(), {"path": "1901"}) == "19.01"
    assert TYPE.describe(SAMPLE.spec, words(), None) == ""


def test_table_of_answers_counts_codes_and_reasons() -> None:
    answer = {"path": "1902.30", "reasons": ["rule-6", "rule-1"], "find": "x"}

    assert TYPE.classify(SAMPLE.spec, answer) == {"": "190230", "rule-1": "1", "rule-6": "1"}
    assert TYPE.classify(SAMPLE.spec, {"find": "x"}) == {}
    assert TYPE.classify(SAMPLE.spec, None) == {}
