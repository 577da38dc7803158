"""What do time, number and marks mean for an attempt at a quiz?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor

from app.quizzes.conditions import Counting


class AttemptState(StrEnum):
    """Where an attempt stands; SUBMITTED by the learner, EXPIRED when its time ran out.

    MARKING has ended too and waits for a person to mark an answer.
    """

    RUNNING = "running"
    MARKING = "marking"
    SUBMITTED = "submitted"
    EXPIRED = "expired"


class RefusalReason(StrEnum):
    """Why no attempt may start now."""

    STILL_RUNNING = "still_running"
    NONE_LEFT = "none_left"
    WAIT = "wait"
    NOT_OPEN = "not_open"
    CLOSED = "closed"


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


@dataclass(frozen=True, slots=True)
class Earned:
    """What one question gave: a share of its weight, below 0 only where certainty counts."""

    share: Fraction
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when a quiz can be taken; None is without an end."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None

    def refusal(self, now: datetime) -> Refused | None:
        """Say why nothing can begin now, None where it can."""
        if self.opens_at is not None and now < self.opens_at:
            return Refused(RefusalReason.NOT_OPEN, self.opens_at)
        if self.closes_at is not None and now >= self.closes_at:
            return Refused(RefusalReason.CLOSED, self.closes_at)
        return None


@dataclass(frozen=True, slots=True)
class Extra:
    """What somebody is granted beyond the quiz's own conditions."""

    time_percent: int = 0
    attempts: int = 0


_HUNDREDTHS = 100


def deadline(
    started_at: datetime,
    limit_minutes: int | None,
    extra_percent: int = 0,
    closes_at: datetime | None = None,
) -> datetime | None:
    """Return the moment at which an attempt's time is over, None without a limit.

    Extra time lengthens the limit; whatever is granted, the quiz's closing ends the attempt.
    """
    if limit_minutes is None:
        return closes_at
    seconds = Fraction(limit_minutes * 60 * (100 + extra_percent), 100)
    over = started_at + timedelta(seconds=float(seconds))
    return over if closes_at is None else min(over, closes_at)


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


def score(earned: Iterable[Earned]) -> Decimal:
    """Return the per cent earned, each question by its weight, 0 to 100 with two decimals.

    The exact value is rounded down. So a score shown never reaches a pass mark that the exact one
    misses, and comparing it with a pass mark of up to two decimals is comparing the exact value.
    """
    found = list(earned)
    whole = sum((one.weight for one in found), Fraction(0)) or Fraction(1)
    exact = sum((one.share * one.weight for one in found), Fraction(0)) * 100 / whole
    return Decimal(floor(max(exact, Fraction(0)) * _HUNDREDTHS)).scaleb(-2)


def passed(percent: Decimal, pass_mark: int) -> bool:
    """Say whether a score passes: it reaches the pass mark."""
    return percent >= pass_mark


def counting(percents: Sequence[Decimal], how: Counting) -> Decimal:
    """Return the result that attempts give together, in their order; at least one is needed.

    An average is rounded down to two decimals, as a score is.
    """
    if how is Counting.AVERAGE:
        exact = sum((Fraction(one) for one in percents), Fraction(0)) / len(percents)
        return Decimal(floor(exact * _HUNDREDTHS)).scaleb(-2)
    chosen = {Counting.FIRST: percents[0], Counting.LAST: percents[-1]}
    return chosen.get(how, max(percents))
