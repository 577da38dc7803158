"""What do events mean for progress, whatever they are?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.rules import (
    EnrolmentState,
    Event,
    EventKind,
    ItemState,
    Summary,
    Work,
    apply,
    is_overdue,
    item_state,
    next_item,
    percent_done,
)

pytestmark = pytest.mark.pure
T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Thing:
    id: str
    hash: str = "h1"
    required: bool = True


ITEMS = (Thing("a"), Thing("b"), Thing("extra", required=False), Thing("quiz"))


def read(item: str, minute: int = 1) -> Event:
    return Event(EventKind.LESSON_READ, T0 + timedelta(minutes=minute), item)


def graded(percent: float, *, passed: bool, minute: int = 2) -> Event:
    moment = T0 + timedelta(minutes=minute)
    return Event(EventKind.ATTEMPT_GRADED, moment, "quiz", percent, passed=passed)


def after(*events: Event, items: tuple[Thing, ...] = ITEMS) -> Summary:
    return reduce(lambda summary, event: apply(event, summary, items), events, Summary())


def test_percent_is_required_items_done_of_all_required_rounded_down() -> None:
    assert [after().percent, after(read("a")).percent, after(read("a"), read("b")).percent] == [
        0,
        33,
        66,
    ]


def test_an_optional_item_neither_counts_nor_blocks() -> None:
    with_extra = after(read("a"), read("extra"))
    done = after(read("a"), read("b"), graded(80, passed=True))

    assert with_extra.percent == 33
    assert (done.percent, done.state) == (100, EnrolmentState.COMPLETED)


def test_all_lessons_read_and_a_quiz_failed_is_not_complete() -> None:
    summary = after(read("a"), read("b"), graded(50, passed=False))

    assert (summary.percent, summary.state) == (66, EnrolmentState.IN_PROGRESS)
    assert summary.completed_at is None


def test_a_quiz_passed_with_a_lesson_unread_is_not_complete() -> None:
    assert after(read("a"), graded(99, passed=True)).state is EnrolmentState.IN_PROGRESS


def test_completion_keeps_its_moment_when_more_is_done_later() -> None:
    done = after(read("a"), read("b"), graded(80, passed=True, minute=7))
    later = apply(graded(90, passed=True, minute=30), done, ITEMS)

    assert later.completed_at == done.completed_at == T0 + timedelta(minutes=7)
    assert later.score == 90


def test_the_best_attempt_counts_whatever_comes_after() -> None:
    summary = after(graded(85, passed=True), graded(40, passed=False), graded(70, passed=True))

    assert summary.work["quiz"].percent == 85
    assert (summary.work["quiz"].done, summary.score) == (True, 85)


def test_being_enrolled_or_changing_version_is_not_yet_learning() -> None:
    enrolled = Event(EventKind.ENROLLED, T0)
    changed = Event(EventKind.VERSION_CHANGED, T0)

    assert after(enrolled, changed).state is EnrolmentState.ENROLLED
    assert after(enrolled, read("a")).state is EnrolmentState.IN_PROGRESS
    started = Event(EventKind.ATTEMPT_STARTED, T0, "quiz")
    assert after(enrolled, started).state is EnrolmentState.IN_PROGRESS


def test_changed_content_opens_again_and_unchanged_keeps_its_progress() -> None:
    newer = (Thing("a"), Thing("b", hash="h2"), Thing("quiz", hash="h2"))
    done = after(read("a"), read("b"), graded(50, passed=False))

    summary = apply(Event(EventKind.VERSION_CHANGED, T0), done, newer)

    assert [item_state(one, summary.work) for one in newer] == [
        ItemState.DONE,
        ItemState.OPEN,
        ItemState.OPEN,
    ]
    assert (summary.percent, summary.score) == (33, None)


def test_a_change_that_leaves_nothing_open_completes_the_course() -> None:
    newer = (Thing("a"), Thing("b"))
    done = after(read("a"), read("b"))

    summary = apply(Event(EventKind.VERSION_CHANGED, T0), done, newer)

    assert (summary.state, summary.completed_at) == (EnrolmentState.COMPLETED, T0)


def test_one_continues_with_the_item_that_is_not_done_yet() -> None:
    nothing: dict[str, Work] = {}
    some = after(read("a"), read("b")).work

    assert next_item(ITEMS, nothing, None) == "a"
    assert next_item(ITEMS, nothing, "b") == "b"
    assert next_item(ITEMS, some, "b") == "extra"
    assert next_item(ITEMS, some, "quiz") == "quiz"


def test_after_the_end_one_goes_back_to_what_was_left_out() -> None:
    work = after(read("b"), read("extra"), graded(90, passed=True)).work

    assert next_item(ITEMS, work, "quiz") == "a"


def test_when_all_is_done_one_continues_where_one_was() -> None:
    work = after(read("a"), read("b"), read("extra"), graded(90, passed=True)).work

    assert next_item(ITEMS, work, "b") == "b"
    assert next_item(ITEMS, work, "gone") == "a"
    assert next_item((), {}, None) is None


@pytest.mark.parametrize(
    ("due", "state", "expected"),
    (
        (date(2026, 3, 1), EnrolmentState.IN_PROGRESS, True),
        (date(2026, 3, 1), EnrolmentState.ENROLLED, True),
        (date(2026, 3, 2), EnrolmentState.IN_PROGRESS, False),
        (date(2026, 3, 1), EnrolmentState.COMPLETED, False),
        (None, EnrolmentState.ENROLLED, False),
    ),
)
def test_overdue_begins_the_day_after(
    due: date | None, state: EnrolmentState, expected: bool
) -> None:
    assert is_overdue(due, state, T0.date()) is expected


_events = st.lists(
    st.one_of(
        st.sampled_from(["a", "b", "extra"]).map(read),
        st.builds(
            lambda percent: graded(percent, passed=percent >= 60),
            st.integers(min_value=0, max_value=100).map(float),
        ),
        st.just(Event(EventKind.ATTEMPT_STARTED, T0, "quiz")),
        st.just(Event(EventKind.VERSION_CHANGED, T0)),
    )
)


@given(_events)
def test_complete_means_exactly_that_nothing_required_is_left(events: list[Event]) -> None:
    summary = after(*events)

    required = [one for one in ITEMS if one.required]
    all_done = all(item_state(one, summary.work) is ItemState.DONE for one in required)
    assert (summary.state is EnrolmentState.COMPLETED) is all_done
    assert (summary.percent == 100) is all_done
    assert (summary.completed_at is not None) is all_done


@given(_events, _events)
def test_progress_never_goes_back_within_a_version(first: list[Event], more: list[Event]) -> None:
    before, later = after(*first), after(*first, *more)

    assert later.percent >= before.percent
    assert before.state is not EnrolmentState.COMPLETED or later.state is before.state


@given(st.lists(st.booleans(), max_size=30), st.lists(st.booleans(), max_size=30))
def test_percent_reaches_a_hundred_only_when_all_is_done(
    required: list[bool], done: list[bool]
) -> None:
    items = [Thing(str(n), required=one) for n, one in enumerate(required)]
    work = {str(n): Work("h1", "", done=one) for n, one in enumerate(done)}

    counting = [one for one in items if one.required] or items
    finished = sum(item_state(one, work) is ItemState.DONE for one in counting)
    expected = int(100 * finished / len(counting) + 1e-9) if counting else 0
    assert percent_done(items, work) == expected
