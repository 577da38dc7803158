"""What do time, number and marks mean for an attempt at a quiz?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import Protocol, TypeVar


class AttemptState(StrEnum):
    """Where an attempt stands; SUBMITTED by the learner, EXPIRED when its time ran out."""

    RUNNING = "running"
    SUBMITTED = "submitted"
    EXPIRED = "expired"


class RefusalReason(StrEnum):
    """Why no attempt may start now."""

    STILL_RUNNING = "still_running"
    NONE_LEFT = "none_left"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """An earlier attempt; `ended_at` is None as long as it runs."""

    state: AttemptState
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Allowed:
    """An attempt may start; `left` counts it, None where attempts are unlimited."""

    left: int | None


@dataclass(frozen=True, slots=True)
class Refused:
    """No attempt may start now; `when` it may, where waiting helps."""

    reason: RefusalReason
    when: datetime | None = None


class Marked(Protocol):
    """Anything with an exact fraction from 0 to 1, such as the mark of one question."""

    @property
    def fraction(self) -> Fraction:
        """What the answer earned."""


class Scored(Protocol):
    """Anything with a score in per cent, None as long as there is none."""

    @property
    def percent(self) -> Decimal | None:
        """What the attempt earned."""


ScoredT = TypeVar("ScoredT", bound=Scored)
_HUNDREDTHS = 100


def deadline(started_at: datetime, limit_minutes: int | None) -> datetime | None:
    """Return the moment at which an attempt's time is over, None without a limit."""
    return None if limit_minutes is None else started_at + timedelta(minutes=limit_minutes)


def is_late(now: datetime, deadline: datetime | None, grace_seconds: int = 0) -> bool:
    """Say whether an answer comes after the deadline and the grace that a slow link is given.

    The last moment of the grace is in time. A late answer is kept and not graded.
    """
    return deadline is not None and now > deadline + timedelta(seconds=grace_seconds)


def may_start(
    now: datetime, previous: Sequence[PastAttempt], attempts: int | None, wait_minutes: int | None
) -> Allowed | Refused:
    """Say whether an attempt may start; `attempts` is the number allowed, None for unlimited.

    Every attempt counts, the expired ones too. The wait runs from the end of the latest one.
    """
    if any(one.state is AttemptState.RUNNING for one in previous):
        return Refused(RefusalReason.STILL_RUNNING)
    left = None if attempts is None else attempts - len(previous)
    if left is not None and left <= 0:
        return Refused(RefusalReason.NONE_LEFT)
    ends = [one.ended_at for one in previous if one.ended_at is not None]
    when = max(ends) + timedelta(minutes=wait_minutes or 0) if ends else now
    return Refused(RefusalReason.WAIT, when) if when > now else Allowed(left)


def score(marks: Iterable[Marked]) -> Decimal:
    """Return the per cent earned by questions that count the same, 0 to 100 with two decimals.

    The exact value is rounded down. So a score shown never reaches a pass mark that the exact one
    misses, and comparing it with a pass mark of up to two decimals is comparing the exact value.
    """
    fractions = [mark.fraction for mark in marks]
    exact = sum(fractions, Fraction(0)) * 100 / (len(fractions) or 1)
    return Decimal(floor(exact * _HUNDREDTHS)).scaleb(-2)


def passed(percent: Decimal, pass_mark: int) -> bool:
    """Say whether a score passes: it reaches the pass mark."""
    return percent >= pass_mark


def best(attempts: Iterable[ScoredT]) -> ScoredT | None:
    """Return the attempt that counts: the highest score, the first of equal ones; None if none."""
    scored = [(one.percent, one) for one in attempts if one.percent is not None]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None
