"""Does the check find every fault of groups, texts, numbers, orders and gaps, at its place?"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from app.quizzes.questions import Problem, question_type
from tests.quizzes.every import samples

pytestmark = pytest.mark.pure

GONE = object()
Path = tuple[Any, ...]


def changed(value: Any, path: Path, other: object) -> Any:
    """Return a copy of a structure with another value at a path, or without what is there."""
    copy = deepcopy(value)
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    if other is GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = other
    return copy


def found_in_spec(kind: str, path: Path, other: object) -> list[Problem]:
    """Return what the check finds with another structure and the words of the sample."""
    sample = samples()[kind]
    words = {code: dict(one) for code, one in sample.words.items()}
    return list(question_type(kind).check(changed(dict(sample.spec), path, other), words))


FAULTY_SPECS: tuple[tuple[str, Path, object, tuple[str, ...], str], ...] = (
    ("single_choice", ("marks",), 0.5, ("marks",), "must give choices their marks"),
    ("single_choice", ("marks",), {}, ("marks",), "must give choices their marks"),
    (
        "single_choice",
        ("marks",),
        {"c0901": "half"},
        ("marks", "c0901"),
        "is `half`; it is a number",
    ),
    ("single_choice", ("marks",), {"c0901": 1.5}, ("marks", "c0901"), "a number from -1 to 1"),
    ("single_choice", ("marks",), {"c0901": None}, ("marks", "c0901"), "is missing"),
    ("single_choice", ("marks",), {"c0901": 1}, ("marks", "c0901"), "earns as much as the key"),
    ("single_choice", ("marks",), {"c1902": 1}, ("marks", "c1902"), "is the key and earns 1"),
    ("single_choice", ("marks",), {"c2103": 0.5}, ("marks", "c2103"), "is not one of: c0901"),
    (
        "multiple_response",
        ("marking",),
        "some",
        ("marking",),
        "partial, no_penalty or all_or_nothing",
    ),
    ("multiple_response", ("marks",), {"codes": 1}, ("key",), "leave `key` out, or `marks`"),
    ("multiple_response", ("marks",), {"codes": 1}, ("marking",), "leave `marking` out"),
    ("multiple_response", ("marks",), {"codes": 0.9}, ("marks",), "add up to 9/10; they must add"),
    ("multiple_response", ("marks",), {"codes": -0.5}, ("marks",), "add up to 0"),
    ("multiple_response", ("marks",), {"codes": "1/0"}, ("marks", "codes"), "is `1/0`; it is a"),
    ("ordering", ("marking",), "pairs", ("marking",), "exact, adjacent or position, not `pairs`"),
    ("matching", ("key", "pasta"), GONE, ("key", "pasta"), "is missing"),
    ("matching", ("key", "rice"), "h1902", ("key", "rice"), "which is not one of: pasta"),
    ("matching", ("key", "pasta"), "h9999", ("key", "pasta"), "says `h9999`"),
    ("categorise", ("key",), None, ("key",), "must give every item its group, as {item: group}"),
    ("categorise", ("key", "buying"), GONE, ("key", "buying"), "is missing; it is one of: join"),
    ("categorise", ("key", "buying"), "price", ("key", "buying"), "says `price`"),
    ("categorise", ("groups",), ["join"], ("groups",), "needs at least 2 ids"),
    ("categorise", ("items",), GONE, ("items",), "must be a list of at least 2 ids"),
    ("categorise", ("options",), [], ("options",), "unknown key `options`"),
    ("short_answer", ("answers",), [], ("answers",), "needs at least 1 ids"),
    ("short_answer", ("answers", 1), "other", ("answers", "1"), "is what matches no answer"),
    ("short_answer", ("answers", 1), "term", ("answers", "1"), "is here twice"),
    ("short_answer", ("key",), "term", ("key",), "must give every answer its mark"),
    ("short_answer", ("key", "term"), 0.9, ("key",), "no answer earns 1"),
    ("short_answer", ("key", "digits"), GONE, ("key", "digits"), "is missing; it is a number"),
    ("short_answer", ("key", "digits"), -0.5, ("key", "digits"), "a number from 0 to 1"),
    ("short_answer", ("key", "digits"), True, ("key", "digits"), "is `true`; it is a number"),
    ("short_answer", ("key", "word"), 1, ("key", "word"), "which is not one of: term, digits"),
    ("short_answer", ("case",), "yes", ("case",), "is ignore or match, not `yes`"),
    ("short_answer", ("accents",), None, ("accents",), "is ignore or match"),
    ("short_answer", ("width",), 0, ("width",), "1 to 60"),
    ("short_answer", ("width",), 61, ("width",), "1 to 60"),
    ("short_answer", ("width",), True, ("width",), "1 to 60"),
    ("short_answer", ("texts",), {}, ("texts",), "unknown key `texts`"),
    ("numerical", ("tolerance_kind",), "percent", ("tolerance_kind",), "absolute or relative, not"),
    ("numerical", ("key",), 0, ("tolerance_kind",), "a key of 0 needs an absolute tolerance"),
    ("numerical", ("bands",), [], ("bands",), "must be a list"),
    ("numerical", ("bands",), {"tolerance": 1}, ("bands",), "must be a list"),
    ("numerical", ("bands", 0), 0.5, ("bands", "0"), "a band is written as"),
    ("numerical", ("bands", 0, "mark"), GONE, ("bands", "0", "mark"), "is missing"),
    ("numerical", ("bands", 0, "mark"), 2, ("bands", "0", "mark"), "a number from 0 to 1"),
    ("numerical", ("bands", 0, "tolerance"), GONE, ("bands", "0", "tolerance"), "is missing"),
    ("numerical", ("bands", 0, "tolerance"), -1, ("bands", "0", "tolerance"), "is 0 or more"),
    ("numerical", ("bands", 0, "key"), "many", ("bands", "0", "key"), "must be a number"),
    ("numerical", ("bands", 0, "from"), 1, ("bands", "0", "from"), "a band has: tolerance"),
    ("numerical", ("bands", 0, "id"), "one-bag", ("bands", "1", "id"), "is here twice"),
    ("numerical", ("bands", 0, "id"), "partly", ("bands", "0", "id"), "is here twice"),
    ("numerical", ("unit",), "kg", ("unit",), "not both"),
    ("numerical", ("units",), {"kg": 1}, ("units",), "at least two units"),
    ("numerical", ("units",), ["kg", "g"], ("units",), "at least two units"),
    ("numerical", ("units", "g"), 0, ("units", "g"), "is a number over 0"),
    ("numerical", ("units", "g"), "small", ("units", "g"), "is a number over 0"),
    ("numerical", ("units", "kg"), 2, ("units",), "one of the units has the factor 1"),
    ("numerical", ("units", "Kilo Gram"), 2, ("units", "Kilo Gram"), "is not an id"),
    ("cloze", ("gaps",), GONE, ("gaps",), "must give each gap what is asked in it"),
    ("cloze", ("gaps",), ["amount"], ("gaps",), "must give each gap what is asked in it"),
    ("cloze", ("key",), "amount", ("key",), "each gap has a key of its own"),
    ("cloze", ("gaps", "paid"), "text", ("gaps", "paid", "type"), "not `text`"),
    ("cloze", ("gaps", "paid", "type"), "matching", ("gaps", "paid", "type"), "not `matching`"),
    (
        "cloze",
        ("gaps", "paid", "type"),
        GONE,
        ("gaps", "paid", "type"),
        "numerical or short_answer",
    ),
    ("cloze", ("gaps", "paid", "tags"), ["a"], ("gaps", "paid", "tags"), "belongs to the question"),
    ("cloze", ("gaps", "paid", "weight"), 0, ("gaps", "paid", "weight"), "is a number from"),
    ("cloze", ("gaps", "paid", "case"), "no", ("gaps", "paid", "case"), "gap `paid`: `case` is"),
    (
        "cloze",
        ("gaps", "added", "key"),
        "up",
        ("gaps", "added", "key"),
        "gap `added`: the key says",
    ),
    ("cloze", ("gaps", "wrong-one"), {}, ("gaps", "wrong-one"), "betrays the key"),
    (
        "cloze",
        ("gaps", "mass-unit"),
        {"type": "numerical"},
        ("gaps", "mass-unit"),
        "is the field for",
    ),
)


@pytest.mark.parametrize(("kind", "at", "other", "path", "message"), FAULTY_SPECS)
def test_fault_of_the_structure_is_found_at_its_place(
    kind: str, at: Path, other: object, path: tuple[str, ...], message: str
) -> None:
    found = found_in_spec(kind, at, other)

    assert any(
        problem.path == path and problem.language is None and message in problem.message
        for problem in found
    ), found


FAULTY_WORDS: tuple[tuple[str, Path, object, tuple[str, ...], str], ...] = (
    ("ordering", ("feedback", "nearly"), "x", ("feedback", "nearly"), "right, wrong, partly"),
    ("ordering", ("feedback", "partly"), "", ("feedback", "partly"), "are empty"),
    ("categorise", ("groups", "join"), GONE, ("groups", "join"), "are missing"),
    ("categorise", ("items", "buying"), 3, ("items", "buying"), "must be text"),
    ("categorise", ("feedback", "join"), "x", ("feedback", "join"), "is not an id here"),
    ("short_answer", ("answers", "digits"), GONE, ("answers", "digits"), "are missing"),
    (
        "short_answer",
        ("answers", "term"),
        " * ",
        ("answers", "term"),
        "accepts everything as right",
    ),
    (
        "short_answer",
        ("answers", "term"),
        "\u200b",
        ("answers", "term"),
        "nothing that can be typed",
    ),
    ("short_answer", ("answers", "term"), "x" * 501, ("answers", "term"), "longer than 500"),
    ("short_answer", ("feedback", "other"), GONE, ("feedback", "other"), "are missing"),
    ("numerical", ("units", "g"), GONE, ("units", "g"), "are missing"),
    ("numerical", ("unit",), "kg", ("unit",), "unknown key `unit`"),
    ("numerical", ("feedback", "one-bag"), GONE, ("feedback", "one-bag"), "are missing"),
    ("cloze", ("text",), GONE, ("text",), "are missing"),
    ("cloze", ("gaps", "paid"), GONE, ("gaps", "paid"), "the words of gap `paid` are missing"),
    ("cloze", ("gaps", "price"), {}, ("gaps", "price"), "is not a gap here; there are: amount"),
    (
        "cloze",
        ("gaps", "paid", "prompt"),
        "x",
        ("gaps", "paid", "prompt"),
        "belongs to the question",
    ),
    ("cloze", ("gaps", "paid", "label"), "a\nb", ("gaps", "paid", "label"), "must be one line"),
    (
        *("cloze", ("gaps", "added", "choices", "in"), GONE),
        *(("gaps", "added", "choices", "in"), "gap `added`: the words of `choices.in` are missing"),
    ),
)


@pytest.mark.parametrize(("kind", "at", "other", "path", "message"), FAULTY_WORDS)
def test_fault_of_the_words_is_found_in_its_language(
    kind: str, at: Path, other: object, path: tuple[str, ...], message: str
) -> None:
    sample = samples()[kind]
    words = {code: dict(one) for code, one in sample.words.items()}

    found = list(question_type(kind).check(sample.spec, changed(words, ("fr", *at), other)))

    assert [(problem.path, problem.language) for problem in found] == [(path, "fr")], found
    assert message in found[0].message


@pytest.mark.parametrize(
    ("before", "after", "message"),
    (
        ("[[paid]]", "paid", "the text has [[paid]] never; each gap stands in it once"),
        ("[[paid]]", "[[paid]] [[paid]]", "the text has [[paid]] 2 times; each gap stands in it"),
        ("[[paid]]", "[[paid]] [[Price]]", "the text has [[Price]], which is not one of: amount"),
    ),
)
def test_each_gap_stands_in_each_text_once(before: str, after: str, message: str) -> None:
    sample = samples()["cloze"]
    fr = dict(sample.words["fr"])
    words = {**sample.words, "fr": {**fr, "text": fr["text"].replace(before, after)}}

    found = list(question_type("cloze").check(sample.spec, words))

    assert [(problem.path, problem.language) for problem in found] == [(("text",), "fr")]
    assert message in found[0].message


@pytest.mark.parametrize(
    ("kind", "change"),
    (
        ("ordering", {"marking": "exact"}),
        ("numerical", {"bands": GONE}),
    ),
)
def test_nothing_is_said_of_partly_right_where_nothing_is(
    kind: str, change: dict[str, object]
) -> None:
    ((name, other),) = change.items()

    paths = {problem.path for problem in found_in_spec(kind, (name,), other)}

    assert ("feedback", "partly") in paths


@pytest.mark.parametrize("kind", ("ordering", "numerical"))
def test_words_for_partly_right_answers_may_be_left_out(kind: str) -> None:
    sample = samples()[kind]
    words = {
        code: changed(dict(one), ("feedback", "partly"), GONE) for code, one in sample.words.items()
    }

    assert list(question_type(kind).check(sample.spec, words)) == []
