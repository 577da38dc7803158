"""What do events mean for a person's progress in a course?

Pure: a summary and an event in, a new summary out. The summary row is what this fold gives; nothing
else changes it, so that progress can be recomputed from the events at any time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class EnrolmentState(StrEnum):
    """How far a person is in a course."""

    ENROLLED = "enrolled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


class EventKind(StrEnum):
    """What can happen to an enrolment."""

    ENROLLED = "enrolled"
    LESSON_READ = "lesson_read"
    ATTEMPT_STARTED = "attempt_started"
    ATTEMPT_GRADED = "attempt_graded"
    ATTEMPT_REMARKED = "attempt_remarked"
    VERSION_CHANGED = "version_changed"
    COMPLETED = "completed"


_WORK = frozenset({EventKind.LESSON_READ, EventKind.ATTEMPT_STARTED, EventKind.ATTEMPT_GRADED})


_RESULTS = frozenset({EventKind.ATTEMPT_GRADED, EventKind.ATTEMPT_REMARKED})
UNSEEN = frozenset({EventKind.ENROLLED, EventKind.ATTEMPT_REMARKED})
"""What happens without the learner: it says nothing of where they are and when."""


class ItemState(StrEnum):
    """How an item looks in the outline."""

    DONE = "done"
    CURRENT = "current"
    FAILED = "failed"
    OPEN = "open"


class Item(Protocol):
    """A lesson or a quiz of a version, as far as progress looks at it."""

    @property
    def id(self) -> str:
        """Its id within the course."""

    @property
    def hash(self) -> str:
        """The hash of its content."""

    @property
    def required(self) -> bool:
        """Whether the course is incomplete without it."""


@dataclass(frozen=True, slots=True)
class Work:
    """What was done on one item: on which content, when, and for a quiz with which best score."""

    hash: str
    at: str
    done: bool
    percent: float | None = None

    def as_json(self) -> dict[str, object]:
        """What the summary row keeps."""
        return {"hash": self.hash, "at": self.at, "done": self.done, "percent": self.percent}


@dataclass(frozen=True, slots=True)
class Summary:
    """All that a course knows of one person's progress."""

    work: Mapping[str, Work] = field(default_factory=dict)
    state: EnrolmentState = EnrolmentState.ENROLLED
    percent: int = 0
    last_item: str | None = None
    score: float | None = None
    completed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; ``percent`` and ``passed`` belong to a graded attempt.

    Where it ``replaces`` they are the result of all attempts together; otherwise the best counts.
    """

    kind: EventKind
    at: datetime
    item_id: str | None = None
    percent: float | None = None
    passed: bool = False
    replaces: bool = False


def apply(event: Event, summary: Summary, items: Sequence[Item]) -> Summary:
    """The summary after ``event``, for a version that consists of ``items``."""
    work = dict(summary.work)
    item = next((one for one in items if one.id == event.item_id), None)
    if item is not None and event.kind is EventKind.LESSON_READ:
        work[item.id] = Work(item.hash, event.at.isoformat(), done=True)
    if item is not None and event.kind in _RESULTS:
        work[item.id] = _better(work.get(item.id), item, event)
    state = summary.state
    if state is EnrolmentState.ENROLLED and event.kind in _WORK:
        state = EnrolmentState.IN_PROGRESS
    touched = item is not None and event.kind not in UNSEEN
    last = event.item_id if touched else summary.last_item
    return _settled(replace(summary, work=work, state=state, last_item=last), items, event.at)


def item_state(item: Item, work: Mapping[str, Work]) -> ItemState:
    """How ``item`` stands; work on other content than the item's present one does not count."""
    found = work.get(item.id)
    if found is None or found.hash != item.hash:
        return ItemState.OPEN
    return ItemState.DONE if found.done else ItemState.FAILED


def percent_done(items: Sequence[Item], work: Mapping[str, Work]) -> int:
    """Required items done of all required, in per cent rounded down; 100 means all."""
    required = [one for one in items if one.required] or list(items)
    done = sum(item_state(one, work) is ItemState.DONE for one in required)
    return 100 * done // len(required) if required else 0


def next_item(items: Sequence[Item], work: Mapping[str, Work], last: str | None) -> str | None:
    """Where to continue: the last item touched, and where that is done the first open one after it.

    After the end of the course the search goes on at its beginning. When everything is done: the
    last item touched, else the first. None for an empty course.
    """
    ids = [one.id for one in items]
    start = ids.index(last) if last in ids else 0
    round_trip = [*items[start:], *items[:start]]
    for one in round_trip:
        if item_state(one, work) is not ItemState.DONE:
            return one.id
    return last if last in ids else (ids[0] if ids else None)


def is_overdue(due_on: date | None, state: EnrolmentState, today: date) -> bool:
    """Whether the day has passed and the course is not complete; the due day itself is in time."""
    return due_on is not None and today > due_on and state is not EnrolmentState.COMPLETED


def work_from_json(kept: Mapping[str, Mapping[str, object]]) -> dict[str, Work]:
    """Read what :meth:`Work.as_json` wrote, by item id."""
    return {item: Work(**one) for item, one in kept.items()}  # type: ignore[arg-type]


def _better(known: Work | None, item: Item, event: Event) -> Work:
    """What counts: the event's result, or the better one, passed before not passed, then higher."""
    new = Work(item.hash, event.at.isoformat(), event.passed, event.percent)
    if event.replaces or known is None or known.hash != item.hash:
        return new
    return max(known, new, key=lambda one: (one.done, one.percent or 0))


def _settled(summary: Summary, items: Sequence[Item], moment: datetime) -> Summary:
    percent = percent_done(items, summary.work)
    scores = [
        one.percent
        for item in items
        if (one := summary.work.get(item.id)) is not None
        and one.percent is not None
        and one.hash == item.hash
    ]
    score = round(sum(scores) / len(scores), 2) if scores else None
    settled = replace(summary, percent=percent, score=score)
    if percent == 100 and summary.state is EnrolmentState.IN_PROGRESS:
        return replace(settled, state=EnrolmentState.COMPLETED, completed_at=moment)
    return settled
