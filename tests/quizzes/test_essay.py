"""Which essays can an author write, what is kept of an answer, and which words count?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from app.quizzes.questions import InvalidAnswer, question_type
from app.quizzes.questions.essay import agree_within, shown_rubric
from app.quizzes.questions.essay_answer import LONGEST, Attached, Given, dressed
from app.quizzes.questions.essay_limits import file_limits, word_limits, words_in
from app.quizzes.questions.rubric import share
from tests.quizzes.every.essay import SAMPLE
from tests.quizzes.pages import page
from tests.quizzes.samples import from_yaml

pytestmark = pytest.mark.pure
ESSAY = question_type("essay")
RUBRIC = {"facts": [0, 2, 4], "rule": [0, 6]}
FILES = {"max": 2, "kinds": ["pdf", "txt"], "size_mb": 2}
CRITERION = {"title": "Facts", "levels": ["None", "Some", "All"]}
RULE = {"title": "Rule", "levels": ["No", "Yes"]}

STRUCTURE = (
    ("{}", ("rubric",), "`rubric` must give 1 to 12 criteria"),
    ("rubric: []", ("rubric",), "`rubric` must give 1 to 12 criteria"),
    ("rubric: {Facts: [0, 1]}", ("rubric", "Facts"), "`Facts` is not an id"),
    ("rubric: {correct: [0, 1]}", ("rubric", "correct"), "betrays the key"),
    ("rubric: {facts: 3}", ("rubric", "facts"), "`facts` must list the points of 2 to 8 levels"),
    ("rubric: {facts: [1]}", ("rubric", "facts"), "`facts` must list the points of 2 to 8 levels"),
    ("rubric: {facts: [0, one]}", ("rubric", "facts"), "must be numbers"),
    ("rubric: {facts: [0, true]}", ("rubric", "facts"), "must be numbers"),
    ("rubric: {facts: [2, 0]}", ("rubric", "facts"), "must rise from level to level"),
    ("rubric: {facts: [0, 0]}", ("rubric", "facts"), "must rise from level to level"),
    ("rubric: {facts: [-1, 1]}", ("rubric", "facts"), "must rise from level to level"),
    ("rubric: {facts: [0, 0.25]}", ("rubric", "facts"), "must be whole or half numbers"),
    ("rubric: {facts: [0, 101]}", ("rubric",), "the rubric adds up to at most 100 points"),
    ("key: facts", ("key",), "an essay has no `key`"),
    ("marking: partial", ("marking",), "unknown key `marking`"),
    ("text: maybe", ("text",), "`text` is true or false"),
    ("text: false", ("text",), "an essay without text needs `files`"),
    ("words: 300", ("words",), "`words` is a mapping"),
    ("words: {}", ("words",), "`words` is a mapping"),
    ("words: {most: 3}", ("words", "most"), "unknown key `most`; here belong: min, max"),
    ("words: {min: 0}", ("words", "min"), "`min` is `0`; it is a whole number from 1 to 5000"),
    ("words: {max: 1.5}", ("words", "max"), "`max` is `1.5`"),
    ("words: {min: 9, max: 8}", ("words", "max"), "`max` is not less than `min`, here 9"),
    ("files: true", ("files",), "`files` is a mapping"),
    ("files: {}", ("files", "max"), "`max` is missing; it is a whole number from 1 to 5"),
    ("files: {max: 6, kinds: [pdf], size_mb: 1}", ("files", "max"), "`max` is `6`"),
    ("files: {max: 1, kinds: [pdf], size_mb: 11}", ("files", "size_mb"), "from 1 to 10"),
    ("files: {max: 1, kinds: [], size_mb: 1}", ("files", "kinds"), "`kinds` must list"),
    ("files: {max: 1, kinds: pdf, size_mb: 1}", ("files", "kinds"), "`kinds` must list"),
    ("files: {max: 1, kinds: [pdf, exe], size_mb: 1}", ("files", "kinds", "1"), "`exe` is not"),
    ("files: {max: 1, kinds: [pdf], size_mb: 1, mb: 2}", ("files", "mb"), "unknown key `mb`"),
    ("second_marker: 2", ("second_marker",), "`second_marker` is true or false"),
    ("agree_within: 1", ("agree_within",), "`agree_within` belongs to `second_marker: true`"),
    ("{second_marker: true, agree_within: 10}", ("agree_within",), "less than all points"),
    ("{second_marker: true, agree_within: -1}", ("agree_within",), "0 or more"),
    ("{second_marker: true, agree_within: x}", ("agree_within",), "0 or more"),
)
WORDS: tuple[tuple[dict[str, Any], tuple[str, ...], str], ...] = (
    ({}, ("rubric",), "`rubric` must give the words of: facts, rule"),
    ({"rubric": {"facts": CRITERION}}, ("rubric", "rule"), "`rule` needs its words"),
    (
        {"rubric": {"facts": CRITERION, "rule": RULE, "style": RULE}},
        ("rubric", "style"),
        "`style` is no criterion of the rubric; there are: facts, rule",
    ),
    (
        {"rubric": {"facts": {"levels": ["a", "b", "c"]}, "rule": RULE}},
        ("rubric", "facts", "title"),
        "the words of `title` are missing",
    ),
    (
        {"rubric": {"facts": {**CRITERION, "points": 3}, "rule": RULE}},
        ("rubric", "facts", "points"),
        "unknown key `points`; here belong: title, levels",
    ),
    (
        {"rubric": {"facts": {"title": "Facts", "levels": ["a", "b"]}, "rule": RULE}},
        ("rubric", "facts", "levels"),
        "`levels` of `facts` must be 3 lines, one a level",
    ),
    (
        {"rubric": {"facts": {"title": "Facts", "levels": ["a", "", "c"]}, "rule": RULE}},
        ("rubric", "facts", "levels", "1"),
        "the words of `level 2` are empty",
    ),
    (
        {"rubric": {"facts": CRITERION, "rule": RULE}, "model_answer": " "},
        ("model_answer",),
        "the words of `model_answer` are empty",
    ),
    (
        {"rubric": {"facts": CRITERION, "rule": RULE}, "feedback": {}},
        ("feedback",),
        "unknown key `feedback`",
    ),
)


def faults(
    spec: dict[str, Any], own: dict[str, Any]
) -> list[tuple[tuple[str, ...], str | None, str]]:
    words = {"en": {"prompt": "p", "explanation": "e", "rule": "r", **own}}
    return [(one.path, one.language, one.message) for one in ESSAY.check(spec, words)]


@pytest.mark.parametrize(("written", "path", "message"), STRUCTURE)
def test_faults_of_the_structure_are_named_where_they_are(
    written: str, path: tuple[str, ...], message: str
) -> None:
    change = from_yaml(written)
    spec = change if "rubric" in path or "rubric" in change else {"rubric": RUBRIC, **change}
    found = faults(spec, {"rubric": {"facts": CRITERION, "rule": RULE}})

    assert [one for one in found if one[:2] == (path, None) and message in one[2]], found


@pytest.mark.parametrize(("own", "path", "message"), WORDS)
def test_faults_of_the_words_are_named_where_they_are(
    own: dict[str, Any], path: tuple[str, ...], message: str
) -> None:
    found = faults({"rubric": RUBRIC}, own)

    assert [(one[0], one[1]) for one in found] == [(path, "en")]
    assert message in found[0][2]


def test_the_smallest_essay_has_no_fault() -> None:
    assert faults({"rubric": {"met": [0, 1]}}, {"rubric": {"met": RULE}}) == []


def test_levels_are_shares_of_all_points_exactly() -> None:
    spec = {"rubric": {"facts": [0.5, 1, 1.5], "rule": [0, 6]}}

    assert share(spec, {"facts": 0, "rule": 1}) == Fraction(13, 15)
    assert share(spec, {"facts": 2, "rule": 1}) == 1


def test_marks_may_differ_by_points_of_the_rubric() -> None:
    assert agree_within({"rubric": RUBRIC, "agree_within": 2}) == Fraction(1, 5)
    assert agree_within({"rubric": RUBRIC}) == 0


@pytest.mark.parametrize(
    ("text", "count"),
    (
        ("", 0),
        ("  \n ", 0),
        ("One word", 2),
        ("Le mot\u00a0: « code »\u00a0!", 3),
        ("HS 1902.19 – pasta", 3),
        ("l’article 3 b)", 3),
        ("- one\n- two", 2),
        ("القاعدة العامة الأولى", 3),
    ),
)
def test_words_are_what_has_a_letter_or_a_digit_between_spaces(text: str, count: int) -> None:
    assert words_in(text) == count


def test_a_long_answer_is_kept_and_one_too_long_is_shown_again() -> None:
    spec = {"rubric": RUBRIC, "words": {"max": 3}, "files": FILES}
    whole, long = "x" * LONGEST, "x" * (LONGEST + 1)

    kept = ESSAY.parse(spec, {"text": whole})
    with pytest.raises(InvalidAnswer) as refused:
        ESSAY.parse(spec, {"text": long})
    again = ESSAY.public(spec, {}, (), {"text": long, "files": [3]})

    assert kept == {"text": whole, "files": []}
    assert refused.value.message == "This text has more than 60000 characters. Shorten it."
    shown = page("ask", again, "q-1")
    assert f">{long}</textarea>" in shown
    assert 'name="file" value="3"' in shown


def test_marks_that_somebody_sends_are_never_kept() -> None:
    sent = {"text": "a", "marks": [{"levels": {"facts": 2, "rule": 1}}], "attached": [1]}

    assert ESSAY.parse({"rubric": RUBRIC}, sent) == {"text": "a", "files": []}


def test_forms_name_files_by_their_numbers() -> None:
    spec = {"rubric": RUBRIC, "files": FILES}

    given = ESSAY.answer_from_form(spec, {"answer": ["a"], "file": ["3", "4", "3"]})

    assert given == {"text": "a", "files": [3, 4]}
    for wrong in ("x", "-1", "1e3", "٣", "9" * 11, ""):
        with pytest.raises(InvalidAnswer):
            ESSAY.answer_from_form(spec, {"file": [wrong]})


def test_limits_that_cannot_be_read_are_the_narrowest() -> None:
    limits = file_limits({"files": {"max": 99, "kinds": ["exe", "pdf"], "size_mb": "x"}})

    assert limits is not None
    assert (limits.most, limits.kinds, limits.bytes_each) == (5, ("pdf",), 1024 * 1024)
    assert word_limits({"words": {"min": "x"}}) == word_limits({})


def test_an_answer_is_told_with_the_number_of_its_files() -> None:
    spec = {"rubric": RUBRIC, "files": FILES}

    assert ESSAY.describe(spec, {}, {"text": "A set.", "files": [3, 4]}) == "A set.\nFiles: 2"
    assert ESSAY.describe(spec, {}, {"text": "A set."}) == "A set."


def test_a_dressed_answer_shows_files_and_levels_and_is_still_the_answer() -> None:
    stored = {"text": "a", "files": [3]}
    spec = dict(SAMPLE.spec)
    file = Attached(3, "a.pdf", 2048, "/f/3", "/f/3/remove")

    answer = dressed(stored, [file], "/f", [Given({"facts": 1, "rule": 1}, "Good.")])

    assert ESSAY.parse(spec, answer) == stored
    assert ESSAY.mark(spec, answer).fraction == Fraction(4, 5)
    asked = page("ask", ESSAY.public(spec, {}, (), answer), "q-1")
    for part in (
        'formaction="/f"',
        'formaction="/f/3/remove"',
        "a.pdf",
        "2 kB",
        'accept=".pdf,.txt"',
    ):
        assert part in asked
    assert "Good." not in asked
    assert "Good." in page("review", ESSAY.review(spec, SAMPLE.words["en"], answer, ()))


def test_the_rubric_says_how_many_reached_each_level() -> None:
    shown = shown_rubric(
        SAMPLE.spec, SAMPLE.words["en"], [{"facts": 1, "rule": 1}, {"facts": 2, "rule": 1}]
    )

    assert [[level.reached for level in one.levels] for one in shown] == [[0, 1, 1], [0, 2]]
    assert [one.title for one in shown] == ["Facts of the goods", "The rule"]
