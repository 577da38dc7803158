"""What do the attempts at a quiz add up to, as far as its statistics need to know?

Whole numbers, so that sums are exact: attempts may come in any order, and in parts that are merged.
A mark is counted in ten-millionths of the question, as it is stored. What a question gives to the
result, and the result, are counted in billionths of the whole quiz: by its weight in the attempt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields
from typing import Any

from app.quizzes.statistics.responses import PARTS, Responses
from app.quizzes.statistics.spread import Spread

MARK = 10**7
WEIGHT = 10**6
WHOLE = 10**9
STEP = 10**3
"""Results in an order are told apart by millionths: marks of thirds are rounded, so that results
that are the same can differ by some billionths."""

_GIVEN_ROOM, _REST_ROOM, _TOTAL_ROOM = 256, 256, 4096


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """A question of an attempt and what was answered: `mark` in units of `MARK`.

    `weight` is in units of `WEIGHT`. `place` is what the question stands in for, see `places`.
    `responses` are pairs of part and response. Where equal ones are the same object, many attempts
    are counted at once: an answer that thousands gave is looked at only once.
    """

    question: str
    mark: int
    weight: int = WEIGHT
    place: str = ""
    responses: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class QuestionSums:
    """What the attempts that had a question add up to.

    Sums of the mark and its square; of `share`, what the question gave to the result; of the
    result `total`; of `worth`, what it could have given; and how both were spread.
    """

    count: int = 0
    marks: int = 0
    marks2: int = 0
    shares: int = 0
    shares2: int = 0
    totals: int = 0
    totals2: int = 0
    products: int = 0
    worth: int = 0
    given: Spread = field(default_factory=lambda: Spread(_GIVEN_ROOM))
    rests: Spread = field(default_factory=lambda: Spread(_REST_ROOM))
    parts: dict[str, Responses] = field(default_factory=dict)

    def add(self, one: Given, share: int, worth: int, totals: Mapping[int, int]) -> None:
        """Take in attempts that have this in common; `totals` are their results, with how many."""
        count = sum(totals.values())
        result = sum(total * times for total, times in totals.items())
        self.count += count
        self.marks += one.mark * count
        self.marks2 += one.mark**2 * count
        self.shares += share * count
        self.shares2 += share**2 * count
        self.totals += result
        self.totals2 += sum(total**2 * times for total, times in totals.items())
        self.products += share * result
        self.worth += worth * count
        self.given.add({share: count})
        self.rests.add(_in_steps(totals, share))
        for part, response in one.responses:
            if part in self.parts or len(self.parts) < PARTS:
                known = self.parts.setdefault(part, Responses())
                known.add(response, count, one.mark * count, result - share * count)

    def merge(self, other: QuestionSums) -> None:
        """Take in what other attempts add up to."""
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.given.merge(other.given)
        self.rests.merge(other.rests)
        for part, responses in other.parts.items():
            self.parts.setdefault(part, Responses()).merge(responses)

    def to_json(self) -> dict[str, Any]:
        """The sums as JSON."""
        return {
            "sums": [getattr(self, name) for name in _NUMBERS],
            "given": self.given.to_json(),
            "rests": self.rests.to_json(),
            "parts": {part: one.to_json() for part, one in self.parts.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> QuestionSums:
        """What `to_json` gave."""
        made = cls(
            given=Spread.from_json(_GIVEN_ROOM, kept["given"]),
            rests=Spread.from_json(_REST_ROOM, kept["rests"]),
            parts={part: Responses.from_json(rows) for part, rows in kept["parts"].items()},
        )
        for name, number in zip(_NUMBERS, kept["sums"], strict=True):
            setattr(made, name, number)
        return made


_NUMBERS = tuple(one.name for one in fields(QuestionSums) if one.type == "int")


@dataclass(slots=True)
class PlaceSums:
    """What the places of one name gave to the results.

    How many attempts have such places and how many they have together; the sum of what each place
    gave and of its square; and of the square of what all of an attempt gave together.
    """

    attempts: int = 0
    count: int = 0
    shares: int = 0
    shares2: int = 0
    together2: int = 0

    def add(self, other: PlaceSums) -> None:
        """Take in some more."""
        self.attempts += other.attempts
        self.count += other.count
        self.shares += other.shares
        self.shares2 += other.shares2
        self.together2 += other.together2


@dataclass(slots=True)
class QuizSums:
    """What the attempts at a quiz add up to.

    `powers` are the sums of the results, their squares, cubes and fourth powers.
    """

    attempts: int = 0
    powers: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    results: Spread = field(default_factory=lambda: Spread(_TOTAL_ROOM))
    places: dict[str, PlaceSums] = field(default_factory=dict)
    questions: dict[str, QuestionSums] = field(default_factory=dict)

    def add(self, attempt: Sequence[Given]) -> None:
        """Take in one attempt: each of its questions with what was answered."""
        self.add_all([attempt])

    def add_all(self, attempts: Iterable[Sequence[Given]]) -> None:
        """Take in many attempts."""
        by_weight: dict[int, list[Sequence[Given]]] = defaultdict(list)
        for attempt in attempts:
            by_weight[sum([one.weight for one in attempt])].append(attempt)
        for whole, group in by_weight.items():
            if whole:
                self._add_group(group, whole)

    def merge(self, other: QuizSums) -> None:
        """Take in what other attempts add up to."""
        self.attempts += other.attempts
        self.powers = [one + more for one, more in zip(self.powers, other.powers, strict=True)]
        self.results.merge(other.results)
        for name, place in other.places.items():
            self._place(name).add(place)
        for name, question in other.questions.items():
            self._question(name).merge(question)

    def to_json(self) -> dict[str, Any]:
        """The sums as JSON, for a row of the database."""
        return {
            "attempts": self.attempts,
            "powers": self.powers,
            "results": self.results.to_json(),
            "places": {name: list(astuple(one)) for name, one in self.places.items()},
            "questions": {name: one.to_json() for name, one in self.questions.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> QuizSums:
        """What `to_json` gave; the sums of no attempts for an empty mapping."""
        if not kept:
            return cls()
        return cls(
            attempts=kept["attempts"],
            powers=list(kept["powers"]),
            results=Spread.from_json(_TOTAL_ROOM, kept["results"]),
            places={name: PlaceSums(*numbers) for name, numbers in kept["places"].items()},
            questions={
                name: QuestionSums.from_json(one) for name, one in kept["questions"].items()
            },
        )

    def _add_group(self, attempts: Sequence[Sequence[Given]], whole: int) -> None:
        """Take in attempts whose questions weigh `whole` together."""
        shares = _Shares(whole)
        totals: dict[Given, list[int]] = defaultdict(list)
        every: Counter[int] = Counter()
        for attempt in attempts:
            total = sum(map(shares.__getitem__, attempt))
            every[total] += 1
            for one in attempt:
                totals[one].append(total)
            self._add_drawn([one for one in attempt if one.place], shares)
        self._add_results(every)
        for one, seen in totals.items():
            if not one.place:
                self._place(one.question).add(_alone(len(seen), shares[one]))
            worth = _rounded(one.weight * WHOLE, whole)
            self._question(one.question).add(one, shares[one], worth, Counter(seen))

    def _add_drawn(self, drawn: Sequence[Given], shares: Mapping[Given, int]) -> None:
        """Take in what came to the places of an attempt that are filled at random."""
        for name in dict.fromkeys(one.place for one in drawn):
            own = [shares[one] for one in drawn if one.place == name]
            whole, squares = sum(own), sum(share**2 for share in own)
            self._place(name).add(PlaceSums(1, len(own), whole, squares, whole**2))

    def _add_results(self, totals: Mapping[int, int]) -> None:
        self.attempts += sum(totals.values())
        for place in range(4):
            self.powers[place] += sum(one ** (place + 1) * count for one, count in totals.items())
        self.results.add(_in_steps(totals))

    def _place(self, name: str) -> PlaceSums:
        return self.places.setdefault(name, PlaceSums())

    def _question(self, name: str) -> QuestionSums:
        return self.questions.setdefault(name, QuestionSums())


def _alone(count: int, share: int) -> PlaceSums:
    """What a question that stands for itself gave to so many results."""
    return PlaceSums(count, count, share * count, share**2 * count, share**2 * count)


class _Shares(dict[Given, int]):
    """What each answer gives to a result of questions that weigh `whole` together."""

    def __init__(self, whole: int) -> None:
        super().__init__()
        self._whole = whole * MARK

    def __missing__(self, one: Given) -> int:
        share = self[one] = _rounded(one.mark * one.weight * WHOLE, self._whole)
        return share


def _in_steps(totals: Mapping[int, int], share: int = 0) -> dict[int, int]:
    """Results without a share of them, in millionths."""
    found: dict[int, int] = {}
    for total, count in totals.items():
        place = _rounded(total - share, STEP)
        found[place] = found.get(place, 0) + count
    return found


def _rounded(number: int, divisor: int) -> int:
    """The quotient rounded to the nearest whole number, halves up."""
    return (2 * number + divisor) // (2 * divisor)
