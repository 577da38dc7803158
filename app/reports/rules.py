"""What do the figures of a completion report mean, and how are they added up?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WEEKS = 26
EXPIRY_NOTICE = timedelta(days=90)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Standing(StrEnum):
    """By what the people of a report are filtered; an overdue one is enrolled or in progress."""

    ENROLLED = "enrolled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    OVERDUE = "overdue"


class Column(StrEnum):
    """By what the people of a report are sorted."""

    NAME = "name"
    UNIT = "unit"
    COURSE = "course"
    STATE = "state"
    PERCENT = "percent"
    SCORE = "score"
    ENROLLED = "enrolled"
    DUE = "due"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many enrolments there are, and how many of them are in progress, completed, overdue."""

    enrolled: int = 0
    in_progress: int = 0
    completed: int = 0
    overdue: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.enrolled + other.enrolled,
            self.in_progress + other.in_progress,
            self.completed + other.completed,
            self.overdue + other.overdue,
        )

    @property
    def percent(self) -> int:
        """Completed of all, in per cent rounded down: 100 means all."""
        return 100 * self.completed // self.enrolled if self.enrolled else 0


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    return sum(tallies, Tally())


def within_path(by_path: Mapping[str, Tally], path: str) -> Tally:
    """Everything at or below the unit with this path."""
    return total(tally for place, tally in by_path.items() if place.startswith(path))


def mondays(today: date, count: int = WEEKS) -> tuple[date, ...]:
    """The first days of the last ``count`` full weeks and of the present one, in order."""
    monday = today - timedelta(days=today.weekday())
    return tuple(monday - timedelta(weeks=back) for back in range(count, -1, -1))


def neutral(text: str) -> str:
    """The text as a cell that no spreadsheet program takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
