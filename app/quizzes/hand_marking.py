"""Whose turn is it to mark an answer by hand, and what do the marks given amount to?

One person marks an answer, or two without knowing of each other. Where two differ by more than a
question allows, a third turn settles what they agree on; otherwise the mean counts. What counts can
be corrected afterwards, as often as it is wrong; nothing that was given is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from app.quizzes.questions.rubric import mean


class Turn(IntEnum):
    """Which of the marks of an answer one is. Further corrections have the numbers after."""

    FIRST = 1
    SECOND = 2
    AGREED = 3
    CORRECTED = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """How a question is marked; `agree_within` is a share of its points."""

    second: bool = False
    agree_within: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class HandGiven:
    """What one person gave: a share of the question's points, from 0 to 1."""

    turn: int
    marker_id: int
    share: Fraction


def open_turn(given: Sequence[HandGiven], terms: Terms) -> Turn | None:
    """Return the turn that is still to be taken, None once the answer is marked."""
    by_turn = {one.turn: one.share for one in given}
    if any(turn >= Turn.AGREED for turn in by_turn):
        return None
    if Turn.FIRST not in by_turn:
        return Turn.FIRST
    if not terms.second:
        return None
    if Turn.SECOND not in by_turn:
        return Turn.SECOND
    apart = abs(by_turn[Turn.FIRST] - by_turn[Turn.SECOND])
    return Turn.AGREED if apart > terms.agree_within else None


def may_take(turn: Turn, given: Sequence[HandGiven], person_id: int) -> bool:
    """Say whether a person may take a turn: the second is for somebody else than the first.

    What two agree on may be written down by either of them, or by anybody else who marks.
    """
    if turn is Turn.AGREED:
        return True
    return all(one.marker_id != person_id for one in given)


def counting(given: Sequence[HandGiven]) -> tuple[HandGiven, ...]:
    """Return the marks that count: the last correction, the one agreed on, or else all."""
    settled = tuple(one for one in given if one.turn >= Turn.AGREED)
    return settled[-1:] or tuple(given)


def correction(given: Sequence[HandGiven], terms: Terms, seen: int) -> int | None:
    """Return the number of a mark that corrects what counts, for whoever has seen it.

    None where nothing counts yet, or where another mark has come after the one seen last.
    """
    last = max((one.turn for one in given), default=0)
    if open_turn(given, terms) is not None or last != seen:
        return None
    return max(last + 1, Turn.CORRECTED)


def final_share(given: Sequence[HandGiven], terms: Terms) -> Fraction | None:
    """Return what a marked answer earned, exactly; None as long as a turn is open."""
    if open_turn(given, terms) is not None:
        return None
    return mean([one.share for one in counting(given)])


def seen_by(given: Sequence[HandGiven], terms: Terms, person_id: int) -> tuple[HandGiven, ...]:
    """Return the marks that a marker may see: all once two are there, before that only their own.

    A second marker who knew of the first one's mark would not be a second one.
    """
    if open_turn(given, terms) in (None, Turn.AGREED):
        return tuple(given)
    return tuple(one for one in given if one.marker_id == person_id)
