"""Which functions may a formula call?

The arithmetical ones are here, those of the trade in `customs`; `docs/authoring.md` lists them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from inspect import Parameter, signature

from app.quizzes import customs

Value = Fraction | bool
_MOST_DECIMALS = 15


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many arguments a function takes, by the names of its parameters; `most` None: any."""

    names: tuple[str, ...]
    fewest: int
    most: int | None

    @property
    def described(self) -> str:
        """The number in words, for a message."""
        if self.most is None:
            return f"{self.fewest} or more"
        return str(self.most) if self.fewest == self.most else f"{self.fewest} to {self.most}"


@cache
def parameters(name: str) -> Parameters:
    """Return what a function takes."""
    known = signature(FUNCTIONS[name]).parameters.values()
    single = [one for one in known if one.kind is not Parameter.VAR_POSITIONAL]
    return Parameters(
        names=tuple(one.name if one in single else "…" for one in known),
        fewest=sum(one.default is Parameter.empty for one in single),
        most=len(single) if len(single) == len(known) else None,
    )


def rounded(number: Fraction, decimals: Fraction = Fraction(0)) -> Fraction:
    """Return a number rounded to so many decimals, a half away from zero, as in trade.

    `decimals` is a whole number; -2 rounds to hundreds. Raises ValueError.
    """
    if decimals.denominator != 1 or abs(decimals) > _MOST_DECIMALS:
        message = f"decimals are a whole number from -{_MOST_DECIMALS} to {_MOST_DECIMALS}"
        raise ValueError(message)
    unit = Fraction(10) ** -decimals.numerator
    size = math.floor(abs(number) / unit + Fraction(1, 2)) * unit
    return -size if number < 0 else size


def _if(condition: bool, then: Fraction, otherwise: Fraction) -> Fraction:
    """Stand for `if`: the evaluator asks only for the branch that it needs."""
    return then if condition else otherwise


def _min(number: Fraction, *others: Fraction) -> Fraction:
    return min((number, *others))


def _max(number: Fraction, *others: Fraction) -> Fraction:
    return max((number, *others))


def _abs(number: Fraction) -> Fraction:
    return abs(number)


def _floor(number: Fraction) -> Fraction:
    return Fraction(math.floor(number))


def _ceil(number: Fraction) -> Fraction:
    return Fraction(math.ceil(number))


_OF_THE_TRADE: tuple[Callable[..., Value], ...] = (
    customs.transaction_value,
    customs.cif_value,
    customs.fob_value,
    customs.apportioned_assist,
    customs.deductive_value,
    customs.computed_value,
    customs.ad_valorem_duty,
    customs.specific_duty,
    customs.compound_duty,
    customs.mixed_duty_higher,
    customs.mixed_duty_lower,
    customs.duty_inclusive_value,
    customs.vat,
    customs.rvc_build_down,
    customs.rvc_build_up,
    customs.net_cost,
    customs.rvc_net_cost,
    customs.max_nom,
    customs.value_share,
    customs.within_tolerance,
)

FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "if": _if,
    "round": rounded,
    "min": _min,
    "max": _max,
    "abs": _abs,
    "floor": _floor,
    "ceil": _ceil,
    **{one.__name__: one for one in _OF_THE_TRADE},
}
