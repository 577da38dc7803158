"""What does an answer earn, and how did each part of it fare?"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Self


class MarkState(StrEnum):
    """How a whole answer fared; WAITING is one that a person is still to mark."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    WAITING = "waiting"


class PartState(StrEnum):
    """How one part of an answer fared; MISSED is a part of the key that was not given.

    PARTLY is a part that earns some of its own mark: a choice worth a half, a gap answered nearly.
    """

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class PartMark:
    """The state of one choice, stem or item. Choices neither picked nor in the key have none."""

    id: str
    state: PartState


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer earns: an exact fraction from 0 to 1, with how each part fared."""

    fraction: Fraction
    state: MarkState
    parts: tuple[PartMark, ...] = ()

    @classmethod
    def of(cls, fraction: Fraction, parts: Iterable[PartMark] = ()) -> Self:
        """Return the mark of an answer that was given."""
        if fraction == 1:
            return cls(fraction, MarkState.RIGHT, tuple(parts))
        state = MarkState.PARTLY if fraction > 0 else MarkState.WRONG
        return cls(fraction, state, tuple(parts))


UNANSWERED = Mark(Fraction(0), MarkState.UNANSWERED)
UNREADABLE = Mark(Fraction(0), MarkState.WRONG)
WAITING = Mark(Fraction(0), MarkState.WAITING)
