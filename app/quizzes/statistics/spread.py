"""Which values came how often: exactly while they are few, on a coarser grid when they are many?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(slots=True)
class Spread:
    """Whole numbers with how often each came.

    Beyond `room` different values the grid doubles and every value goes down to a multiple of it.
    Each grid holds the next one, so the result depends on the values alone and neither on their
    order nor on how they were put together.
    """

    room: int
    grid: int = 1
    counts: dict[int, int] = field(default_factory=dict)

    def add(self, values: Mapping[int, int]) -> None:
        """Take in values, each with how often it came."""
        for value, count in values.items():
            place = value - value % self.grid
            self.counts[place] = self.counts.get(place, 0) + count
        self._coarsen()

    def merge(self, other: Spread) -> None:
        """Take in what another spread of the same room holds."""
        if other.grid > self.grid:
            self._regrid(other.grid)
        self.add(other.counts)

    @property
    def total(self) -> int:
        """How many values there are."""
        return sum(self.counts.values())

    def ordered(self) -> list[tuple[int, int]]:
        """The values from the lowest on, each with how often it came."""
        return sorted(self.counts.items())

    def median(self) -> Fraction | None:
        """The value in the middle, of an even number the mean of both; None of nothing.

        On a coarse grid a value is taken to be in the middle of its cell.
        """
        total = self.total
        if not total:
            return None
        both = self._at((total - 1) // 2) + self._at(total // 2)
        return Fraction(both, 2) + Fraction(self.grid - 1, 2)

    def to_json(self) -> list[int]:
        """The grid, then each value and its count."""
        return [self.grid, *(number for pair in self.ordered() for number in pair)]

    @classmethod
    def from_json(cls, room: int, kept: Sequence[int]) -> Spread:
        """What `to_json` gave."""
        return cls(room, kept[0], dict(zip(kept[1::2], kept[2::2], strict=True)))

    def _at(self, place: int) -> int:
        for value, count in self.ordered():
            place -= count
            if place < 0:
                return value
        raise IndexError(place)

    def _coarsen(self) -> None:
        while len(self.counts) > self.room:
            self._regrid(self.grid * 2)

    def _regrid(self, grid: int) -> None:
        old, self.grid, self.counts = self.counts, grid, {}
        for value, count in old.items():
            place = value - value % grid
            self.counts[place] = self.counts.get(place, 0) + count


def greatest_products(first: Spread, second: Spread) -> int:
    """The greatest sum of products of pairs, one of each spread; both hold as many values.

    It is that of both in order: the rearrangement inequality (Hardy, Littlewood and Pólya,
    "Inequalities", 1934, theorem 368).
    """
    return sum(one * other * count for one, other, count in _pairs(first, second))


def _pairs(first: Spread, second: Spread) -> Iterator[tuple[int, int, int]]:
    """The values of both in order, side by side: one, other, how many such pairs."""
    left, right = first.ordered(), second.ordered()
    here, there = 0, 0
    have, want = (left[0][1], right[0][1]) if left and right else (0, 0)
    while have and want:
        count = min(have, want)
        yield left[here][0], right[there][0], count
        have, want = have - count, want - count
        if not have:
            here += 1
            have = left[here][1] if here < len(left) else 0
        if not want:
            there += 1
            want = right[there][1] if there < len(right) else 0
