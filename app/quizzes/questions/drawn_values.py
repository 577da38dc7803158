"""Which values does a calculated question have in one attempt?

An author gives ranges or a table of variants; the seed of the attempt chooses. What is chosen is
kept in the drawn specification as `values`, each number as it is written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from app.quizzes.drawing import chance
from app.quizzes.questions.reading import Spec, key_text
from app.quizzes.questions.shown_number import decimals_of
from app.quizzes.questions.written import number

Values = Mapping[str, str]
TRIED = 200
_MOST_CORNERS = 8


@dataclass(frozen=True, slots=True)
class Variable:
    """A range that a value is drawn from: `first`, `first + step`, … as far as `last`."""

    name: str
    first: Decimal
    last: Decimal
    step: Decimal

    @property
    def count(self) -> int:
        """How many values there are."""
        return int((Fraction(self.last) - Fraction(self.first)) / Fraction(self.step)) + 1

    def at(self, place: int) -> str:
        """Return the value at a place from 0, with as many decimals as the range was written."""
        decimals = decimals_of(self.first, self.step)
        scaled = (Fraction(self.first) + place * Fraction(self.step)) * 10**decimals
        sign, digits, _ = Decimal(int(scaled)).as_tuple()
        return f"{Decimal((sign, digits, -decimals)):f}"


def variables(spec: Spec) -> tuple[Variable, ...]:
    """Return the ranges of a question; those that are not written as they should are left out."""
    found = spec.get("variables")
    items = found.items() if isinstance(found, Mapping) else ()
    made = (_variable(key_text(name), one) for name, one in items if isinstance(one, Mapping))
    return tuple(one for one in made if one is not None)


def variants(spec: Spec) -> tuple[dict[str, str], ...]:
    """Return the rows of a question's table, likewise."""
    found = spec.get("variants")
    rows = found if isinstance(found, list | tuple) else ()
    return tuple(_row(one) for one in rows if isinstance(one, Mapping))


def drawn_values(spec: Spec, seed: int) -> dict[str, str]:
    """Return the values of one attempt: the same seed gives the same ones for ever."""
    rows = variants(spec)
    if rows:
        return rows[chance(seed, "variant", len(rows))]
    return {
        one.name: one.at(chance(seed, f"variable:{one.name}", one.count)) for one in variables(spec)
    }


def values_of(spec: Spec) -> dict[str, Decimal]:
    """Return the values of a drawn question, what the seed 0 draws of one that is not drawn."""
    found = spec.get("values")
    chosen = found if isinstance(found, Mapping) else drawn_values(spec, 0)
    exact = {key_text(name): number(value) for name, value in chosen.items()}
    return {name: value for name, value in exact.items() if value is not None}


def values_to_try(spec: Spec) -> list[dict[str, str]]:
    """Return what a check tries: every variant, or the extremes and what the first seeds draw.

    Up to eight variables have every combination of their extremes tried, more of them one extreme
    after the other. No set of values comes twice.
    """
    found = variants(spec) or (
        *_extremes(spec),
        *(drawn_values(spec, seed) for seed in range(TRIED)),
    )
    return list({tuple(one.items()): one for one in found}.values())


def own_decimals(spec: Spec) -> dict[str, int]:
    """Return how many decimals each value is shown with: as many as it was written with."""
    rows = variants(spec)
    if rows:
        names = dict.fromkeys(name for row in rows for name in row)
        return {name: decimals_of(*(row.get(name) for row in rows)) for name in names}
    return {one.name: decimals_of(one.first, one.step) for one in variables(spec)}


def _extremes(spec: Spec) -> Iterator[dict[str, str]]:
    ranges = variables(spec)
    lowest = {one.name: one.at(0) for one in ranges}
    if len(ranges) <= _MOST_CORNERS:
        ends = [dict.fromkeys((one.at(0), one.at(one.count - 1))) for one in ranges]
        yield from (dict(zip(lowest, corner, strict=True)) for corner in product(*ends))
    else:
        yield lowest
        yield from (lowest | {one.name: one.at(one.count - 1)} for one in ranges)


def _variable(name: str, found: Mapping[object, object]) -> Variable | None:
    first, last, step = (number(found.get(key)) for key in ("from", "to", "step"))
    if first is None or last is None or step is None or step <= 0 or last < first:
        return None
    return Variable(name, first, last, step)


def _row(found: Mapping[object, object]) -> dict[str, str]:
    exact = {key_text(name): number(value) for name, value in found.items()}
    return {name: f"{value:f}" for name, value in exact.items() if value is not None}
