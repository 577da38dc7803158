"""How is a quiz taken: when comes feedback, who moves how, what does a review show?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Behaviour(StrEnum):
    """When a question is marked, and how often it can be tried.

    DEFERRED: when the attempt is handed in. IMMEDIATE: each question when the learner asks, once.
    INTERACTIVE: so too, with hints and further tries that cost a penalty. CERTAINTY: as DEFERRED,
    and how sure the learner is decides what right and wrong are worth.
    """

    DEFERRED = "deferred"
    IMMEDIATE = "immediate"
    INTERACTIVE = "interactive"
    CERTAINTY = "certainty"


class Navigation(StrEnum):
    """FREE: all questions on one page. SEQUENTIAL: one after the other, never back."""

    FREE = "free"
    SEQUENTIAL = "sequential"


class Counting(StrEnum):
    """Which of several attempts gives the result."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"
    AVERAGE = "average"


class ReviewPart(StrEnum):
    """What a review can show beside the learner's own answers."""

    MARKS = "marks"
    ANSWERS = "answers"
    FEEDBACK = "feedback"


ALL_PARTS = tuple(ReviewPart)


@dataclass(frozen=True, slots=True)
class ReviewTimes:
    """What the review shows `after` an attempt ended, and once the quiz is `closed`.

    A quiz without a closing date has only the first.
    """

    after: tuple[ReviewPart, ...] = ALL_PARTS
    closed: tuple[ReviewPart, ...] = ALL_PARTS

    def shown(self, now: datetime, closes_at: datetime | None) -> tuple[ReviewPart, ...]:
        """Return what is shown now."""
        return self.closed if closes_at is not None and now >= closes_at else self.after


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a quiz is taken, apart from its limits of time and number."""

    behaviour: Behaviour = Behaviour.DEFERRED
    navigation: Navigation = Navigation.FREE
    counts: Counting = Counting.BEST
    is_case: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    review: ReviewTimes = field(default_factory=ReviewTimes)
