"""Does anything that a learner sends or an author writes crash a question type?"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.quizzes.drawing import shuffled
from app.quizzes.questions import InvalidAnswer, question_type
from app.quizzes.questions.reading import Spec
from tests.quizzes.anything import ANYTHING
from tests.quizzes.every import Sample
from tests.quizzes.test_every_sample import (
    PENALTY,
    every_marked_sample,
    every_sample,
    in_attempt,
    shown_words,
)

pytestmark = pytest.mark.pure

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(("12.5", "1 234,5", "1,234", "*", "\\*", "1/3", "number", "unit", "path"))
)
SEEDS = st.integers(0, 2**63 - 1)


def names_in(value: object) -> set[str]:
    """Return every text of a structure: its keys, its ids."""
    if isinstance(value, dict):
        return {str(key) for key in value}.union(*map(names_in, value.values()))
    if isinstance(value, list | tuple):
        return set[str]().union(*map(names_in, value))
    return {value} if isinstance(value, str) else set()


def responses(sample: Sample) -> st.SearchStrategy[object]:
    """Anything, of the ids that the question has and others."""
    names = st.sampled_from(sorted(names_in(sample.spec)))
    return st.recursive(
        LEAVES | names | st.sampled_from([sample.right, *sample.answers]),
        lambda inner: (
            st.lists(inner, max_size=6)
            | st.dictionaries(names | st.text(max_size=6), inner, max_size=4)
        ),
        max_leaves=10,
    )


def places_in(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return the path to each value of a structure."""
    items = enumerate(value) if isinstance(value, list) else ()
    for key, inner in value.items() if isinstance(value, dict) else items:
        yield (*path, key)
        yield from places_in(inner, (*path, key))


def with_other(value: Any, path: tuple[Any, ...], other: object) -> Any:
    """Return a copy of a structure with another value at a path."""
    changed = deepcopy(value)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = other
    return changed


@every_marked_sample
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_no_response_crashes_marking_and_marks_stay_in_bounds(
    sample: Sample, data: st.DataObject
) -> None:
    kind, spec = question_type(sample.type), in_attempt(sample)
    first, last = (data.draw(responses(sample)) for _try in range(2))

    mark, tried = kind.mark(spec, last), kind.mark_of_tries(spec, [first, last], PENALTY)

    assert 0 <= tried.fraction <= mark.fraction <= 1
    assert (mark.fraction == 1) == (mark.state == "right")
    assert (0 < mark.fraction < 1) == (mark.state == "partly")


@every_sample
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_no_response_crashes_a_view_or_a_table(sample: Sample, data: st.DataObject) -> None:
    kind, spec, words = question_type(sample.type), in_attempt(sample), shown_words(sample)
    response = data.draw(responses(sample))

    assert kind.public(spec, words, (), response).type == sample.type
    assert kind.review(spec, words, response, ()).type == sample.type
    assert isinstance(kind.describe(spec, words, response), str)
    assert all(isinstance(one, str) for one in kind.classify(spec, response).values())


@every_sample
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_no_form_does_worse_than_being_refused(sample: Sample, data: st.DataObject) -> None:
    kind, spec = question_type(sample.type), in_attempt(sample)
    fields = st.sampled_from((*sample.form, "answer", "move", "csrf_token", "gap-x", "item-x"))
    texts = st.text(max_size=6) | st.sampled_from(sorted(names_in(sample.spec)))
    form = data.draw(st.dictionaries(fields, st.lists(texts, max_size=5)))

    try:
        answer = kind.answer_from_form(spec, form)
    except InvalidAnswer:
        answer = kind.unread(spec, form)

    assert kind.public(spec, shown_words(sample), (), answer).type == sample.type


@every_marked_sample
@settings(deadline=None, max_examples=40)
@given(data=st.data(), seed=SEEDS)
def test_order_in_which_a_question_is_written_or_shown_never_changes_a_mark(
    sample: Sample, data: st.DataObject, seed: int
) -> None:
    """But for the order of a key that is an order, and of answers of which the first counts."""
    kind, spec = question_type(sample.type), in_attempt(sample)
    response = data.draw(responses(sample))
    mixed = _mixed(spec, seed)

    before, after = kind.mark(spec, response), kind.mark(mixed, response)

    assert (after.fraction, after.state) == (before.fraction, before.state)
    assert set(after.parts) == set(before.parts)


def _mixed(spec: Spec, seed: int) -> Spec:
    kept = {"key", "answers", "bands", "points"}
    return {
        name: list(shuffled(value, seed, name))
        if isinstance(value, list)
        and name not in kept
        and all(isinstance(one, str) for one in value)
        else value
        for name, value in spec.items()
    }


@every_sample
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_nothing_that_an_author_writes_crashes_the_check(
    sample: Sample, data: st.DataObject
) -> None:
    kind, other = question_type(sample.type), data.draw(ANYTHING)
    spec, words = dict(sample.spec), {code: dict(one) for code, one in sample.words.items()}
    place = data.draw(st.sampled_from([*places_in(spec), ("new",)]))
    place_of_words = data.draw(st.sampled_from([*places_in(words["fr"]), ("new",)]))

    found = list(kind.check(with_other(spec, place, other), words))
    found += kind.check(spec, {**words, "fr": with_other(words["fr"], place_of_words, other)})

    assert all(problem.message and problem.path for problem in found)


@every_sample
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_what_is_published_in_spite_of_a_fault_crashes_nothing(
    sample: Sample, data: st.DataObject
) -> None:
    """A later version of a type may find faults in what an earlier one let through."""
    kind = question_type(sample.type)
    place = data.draw(st.sampled_from([*places_in(dict(sample.spec))]))
    words = {code: dict(one) for code, one in sample.words.items()}
    spec = with_other(dict(sample.spec), place, data.draw(ANYTHING))
    if list(kind.check(spec, words)):
        return

    drawn = kind.drawn(kind.sealed(spec, words), data.draw(SEEDS))

    assert 0 <= kind.mark(drawn, sample.right).fraction <= 1
    assert kind.review(drawn, shown_words(sample), sample.right, ()).type == sample.type
