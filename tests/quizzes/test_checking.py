"""Does the check find every fault of a question, and say where it is?"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

from app.quizzes.questions import Problem, all_types, question_type
from app.quizzes.questions.checking import betrays_key, check_common_words
from tests.quizzes.samples import SPECS, TYPES, from_yaml, words_of

pytestmark = pytest.mark.pure


def problems(kind: str, spec: dict[str, Any], words: dict[str, Any] | None = None) -> list[Problem]:
    """Return what the check finds, with one language of words."""
    return list(question_type(kind).check(spec, {"en": words_of(kind) if words is None else words}))


def places(found: list[Problem]) -> list[tuple[tuple[str, ...], str | None]]:
    """Return where the problems are."""
    return [(problem.path, problem.language) for problem in found]


@pytest.mark.parametrize("kind", TYPES)
def test_sound_question_has_no_problem(kind: str) -> None:
    common = {"id": "q", "type": kind, "tags": ["t"], "difficulty": 2, "lesson": "first"}
    words = {language: words_of(kind, language) for language in ("en", "fr")}

    assert list(question_type(kind).check(common | SPECS[kind], words)) == []
    assert list(check_common_words(words)) == []


FAULTY_SPECS: tuple[tuple[str, dict[Any, Any], tuple[str, ...], str], ...] = (
    ("single_choice", {"choices": None}, ("choices",), "must be a list of at least 2 ids"),
    ("single_choice", {"choices": "boats"}, ("choices",), "not `boats`"),
    ("single_choice", {"choices": ["boats"]}, ("choices",), "needs at least 2 ids, here 1"),
    ("single_choice", {"choices": ["boats", "boats"]}, ("choices", "1"), "is here twice"),
    ("single_choice", {"choices": ["boats", False]}, ("choices", "1"), "`false` needs quotes"),
    ("single_choice", {"choices": ["boats", 1902]}, ("choices", "1"), "`1902` needs quotes"),
    ("single_choice", {"choices": ["boats", "No Way"]}, ("choices", "1"), "is not an id"),
    ("single_choice", {"choices": ["boats", "right-one"]}, ("choices", "1"), "betrays the key"),
    ("single_choice", {"key": None}, ("key",), "is missing; it is one of: apples, boats, coats"),
    ("single_choice", {"key": "goats"}, ("key",), "says `goats`, which is not one of: apples"),
    ("single_choice", {"key": ["boats"]}, ("key",), "which is not one of"),
    ("single_choice", {"marking": "partial"}, ("marking",), "unknown key `marking`"),
    ("single_choice", {True: "partial"}, ("true",), "unknown key `true`"),
    (
        "multiple_response",
        {"marking": "half"},
        ("marking",),
        "partial, no_penalty or all_or_nothing",
    ),
    (
        "multiple_response",
        {"marking": None},
        ("marking",),
        "partial, no_penalty or all_or_nothing",
    ),
    ("multiple_response", {"key": "apples"}, ("key",), "is `apples`; it must be a list"),
    ("multiple_response", {"key": []}, ("key",), "must be a list of: apples"),
    ("multiple_response", {"key": None}, ("key",), "is missing; it must be a list"),
    ("multiple_response", {"key": ["apples", "figs"]}, ("key", "1"), "says `figs`"),
    ("multiple_response", {"key": ["eggs", "eggs"]}, ("key", "1"), "`eggs` twice"),
    ("true_false", {"key": "true"}, ("key",), "true or false, without quotes"),
    ("true_false", {"key": None}, ("key",), "true or false, without quotes"),
    ("true_false", {"choices": ["a", "b"]}, ("choices",), "unknown key `choices`"),
    ("matching", {"key": None}, ("key",), "must give every stem its option"),
    ("matching", {"key": {"pasta": "h-1902", "cheese": "h-0406"}}, ("key", "sauce"), "is missing"),
    ("ordering", {"key": ["section", "chapter"]}, ("key",), "leaves out: heading, subheading"),
    ("ordering", {"key": ["section", "part"]}, ("key", "1"), "says `part`"),
    ("numerical", {"key": None}, ("key",), "`key` is missing: the right number"),
    ("numerical", {"key": "twelve"}, ("key",), "must be a number"),
    ("numerical", {"key": True}, ("key",), "must be a number"),
    ("numerical", {"key": float("nan")}, ("key",), "must be a number"),
    ("numerical", {"key": float("inf")}, ("key",), "must be a number"),
    ("numerical", {"key": "1e999"}, ("key",), "must be a number"),
    ("numerical", {"tolerance": None}, ("tolerance",), "is missing: the distance allowed"),
    ("numerical", {"tolerance": -0.1}, ("tolerance",), "is 0 or more"),
    ("numerical", {"unit": 5}, ("unit",), "an id is text"),
)


@pytest.mark.parametrize(("kind", "change", "path", "message"), FAULTY_SPECS)
def test_fault_of_the_structure_is_found_at_its_place(
    kind: str, change: dict[Any, Any], path: tuple[str, ...], message: str
) -> None:
    found = problems(kind, SPECS[kind] | change)

    assert any(
        problem.path == path and problem.language is None and message in problem.message
        for problem in found
    ), found


FAULTY_WORDS = (
    ("single_choice", ("choices",), None, ("choices",), "must give the words of: apples"),
    ("single_choice", ("choices", "boats"), None, ("choices", "boats"), "are missing"),
    ("single_choice", ("choices", "boats"), "", ("choices", "boats"), "are empty"),
    ("single_choice", ("choices", "boats"), 5, ("choices", "boats"), "must be text; `5` needs"),
    ("single_choice", ("choices", "boats"), "a\nb", ("choices", "boats"), "must be one line"),
    ("single_choice", ("choices", "goats"), "x", ("choices", "goats"), "is not an id here"),
    ("single_choice", ("choices", False), "x", ("choices", "false"), "YAML reads an unquoted"),
    ("single_choice", ("feedback", "boats"), None, ("feedback", "boats"), "are missing"),
    ("single_choice", ("clues",), "x", ("clues",), "unknown key `clues`"),
    ("true_false", ("feedback", "true"), None, ("feedback", "true"), "are missing"),
    ("matching", ("stems", "pasta"), None, ("stems", "pasta"), "are missing"),
    ("matching", ("options", "h-1904"), None, ("options", "h-1904"), "are missing"),
    ("matching", ("feedback", "h-1904"), "x", ("feedback", "h-1904"), "is not an id here"),
    ("ordering", ("items", "heading"), None, ("items", "heading"), "are missing"),
    ("ordering", ("feedback", "wrong"), None, ("feedback", "wrong"), "are missing"),
    ("numerical", ("unit",), None, ("unit",), "are missing"),
    ("numerical", ("feedback", "right"), None, ("feedback", "right"), "are missing"),
)


@pytest.mark.parametrize(("kind", "at", "value", "path", "message"), FAULTY_WORDS)
def test_fault_of_the_words_is_found_in_its_language(
    kind: str, at: tuple[Any, ...], value: object, path: tuple[str, ...], message: str
) -> None:
    words = {language: deepcopy(words_of(kind, language)) for language in ("en", "fr")}
    (words["fr"] if len(at) == 1 else words["fr"][at[0]])[at[-1]] = value

    found = list(question_type(kind).check(SPECS[kind], words))

    assert places(found) == [(path, "fr")]
    assert message in found[0].message


def test_unit_without_words_and_words_without_unit_are_faults() -> None:
    without = {name: value for name, value in SPECS["numerical"].items() if name != "unit"}

    assert places(problems("numerical", without)) == [(("unit",), "en")]
    assert problems("numerical", without, words_of("numerical") | {"unit": "kg"})


def test_booleans_as_keys_of_feedback_are_read_as_they_are_meant() -> None:
    words = from_yaml("{prompt: p, rule: r, feedback: {true: because, false: because not}}")

    assert list(words["feedback"]) == [True, False]
    assert problems("true_false", {"key": False}, words) == []


def test_unquoted_no_is_reported_where_it_was_written() -> None:
    spec = from_yaml("{choices: [yes, no], key: no}")
    words = from_yaml("{prompt: p, choices: {yes: Yes, no: No}, feedback: {yes: y, no: n}}")

    found = problems("single_choice", spec, words)

    assert (("choices", "0"), None) in places(found)
    assert (("choices", "1"), None) in places(found)


def test_common_words_are_checked_once_for_all_types() -> None:
    words: dict[str, Mapping[str, object]] = {
        "en": {"prompt": "two\nlines", "explanation": "x"},
        "fr": {"prompt": " ", "rule": 3},
    }

    found = list(check_common_words(words, required=("prompt", "rule")))

    assert places(found) == [(("rule",), "en"), (("prompt",), "fr"), (("rule",), "fr")]


@pytest.mark.parametrize("identifier", ("right", "the-right-one", "wrong-2", "incorrect"))
def test_id_that_betrays_the_key_is_found(identifier: str) -> None:
    assert betrays_key(identifier)


@pytest.mark.parametrize("identifier", ("rights-holder", "copyright", "bright", "correction"))
def test_word_of_the_trade_does_not_betray_the_key(identifier: str) -> None:
    assert not betrays_key(identifier)


def test_an_empty_question_has_problems_in_every_type() -> None:
    assert all(list(kind.check({}, {"en": {}, "fr": {}})) for kind in all_types())
