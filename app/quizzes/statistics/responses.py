"""Who gave which response to a question: how many, with what mark, and how good at the rest?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

ROOM = 200
LONGEST = 120
PARTS = 400

Row: TypeAlias = tuple[str | None, int, int, int]
"""A response (None: all the rare ones), how often, the sum of marks, the sum of rests."""


@dataclass(slots=True)
class Tally:
    """How often something was answered; `marks` and `rests` are sums over those who did."""

    count: int = 0
    marks: int = 0
    rests: int = 0

    def add(self, count: int, marks: int, rests: int) -> None:
        """Take in some more who did."""
        self.count += count
        self.marks += marks
        self.rests += rests


@dataclass(slots=True)
class Responses:
    """The responses to one part of a question.

    Texts that people type may all differ: when there are twice as many as `ROOM`, the rarest are
    put together under None. A response that comes often is among those kept.
    """

    by_text: dict[str | None, Tally] = field(default_factory=dict)

    def add(self, response: str | None, count: int, marks: int, rests: int) -> None:
        """Take in some who gave this response."""
        text = response if response is None else response[:LONGEST]
        tally = self.by_text.get(text)
        if tally is None:
            tally = self.by_text[text] = Tally()
        tally.add(count, marks, rests)
        if len(self.by_text) > 2 * ROOM:
            self._put_together()

    def merge(self, other: Responses) -> None:
        """Take in what others answered."""
        for text, tally in other.by_text.items():
            self.add(text, tally.count, tally.marks, tally.rests)

    def ordered(self) -> list[tuple[str | None, Tally]]:
        """The most common response first, the rare ones together at the end."""
        return sorted(
            self.by_text.items(), key=lambda one: (one[0] is None, -one[1].count, one[0] or "")
        )

    def to_json(self) -> list[Row]:
        """A row for each response."""
        return [(text, one.count, one.marks, one.rests) for text, one in self.ordered()]

    @classmethod
    def from_json(cls, kept: Iterable[Sequence[object]]) -> Responses:
        """What `to_json` gave."""
        return cls({text: Tally(*numbers) for text, *numbers in kept})  # type: ignore[misc,arg-type]

    def _put_together(self) -> None:
        ordered = self.ordered()
        common = [one for one in ordered if one[0] is not None][:ROOM]
        rare = Tally()
        for _text, tally in _without(ordered, common):
            rare.add(tally.count, tally.marks, tally.rests)
        self.by_text = {**dict(common), None: rare}


def _without(
    every: Iterable[tuple[str | None, Tally]], some: Iterable[tuple[str | None, Tally]]
) -> Iterator[tuple[str | None, Tally]]:
    taken = {text for text, _tally in some}
    return (one for one in every if one[0] not in taken)
