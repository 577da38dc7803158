"""How are numbers and shares of a mark read exactly, and how are they written?"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from app.exchange.bundle import Faulty
from app.quizzes.questions.base import N_
from app.quizzes.questions.written import number, share

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_THIRDS = (3, 6, 7, 9, 11, 12)
_PLACES = 7


def decimal_of(text: str, line: int = 0) -> Decimal:
    """Return a number that a file gives, with a point before its decimals. Raises Faulty."""
    found = number(text.strip()) if _NUMBER.fullmatch(text.strip()) else None
    if found is None:
        template = N_("“%(text)s” is not a number; write digits and a point, as in 3.14")
        raise Faulty(template, line, text=text.strip()[:40])
    return found


def share_of_percent(text: str, line: int = 0) -> Fraction:
    """Return a percentage as a share of the mark: 50 is 1/2, and 33.33333 is 1/3.

    Files can write a third only rounded or cut off. What has two decimals at least, and is a
    third, sixth, seventh, ninth, eleventh or twelfth as far as it goes, is taken as that; so marks
    that were meant to add up to the whole do. Raises Faulty where it is no number from -100 to 100.
    """
    percent = decimal_of(text, line)
    if abs(percent) > 100:
        template = N_("%(percent)s %% is more than the whole mark; it goes from -100 to 100")
        raise Faulty(template, line, percent=str(percent))
    exponent = percent.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    return _snapped(Fraction(percent) / 100, decimals + 2)


def share_ofdecimal(text: str, line: int = 0) -> Fraction:
    """Return a share that is written as a part of one, such as 0.3333333, exactly."""
    return share_of_percent(str(decimal_of(text, line) * 100), line)


def percent(value: Fraction) -> str:
    """Return a share as a percentage with five decimals at most, as files have it."""
    return _plain(round(value * 100, 5))


def as_share(value: Fraction) -> int | float | str:
    """Return a share as our files have it: 0.5, or 1/3 where no decimal says it."""
    exact = round(value, _PLACES)
    return as_number(decimal(exact)) if exact == value else f"{value.numerator}/{value.denominator}"


def as_number(value: Decimal) -> int | float | str:
    """Return a number as our files have it; as text where a float would not give it back."""
    if value == value.to_integral_value() and abs(value) < 10**15:
        return int(value)
    return float(value) if Decimal(str(float(value))) == value else f"{value:f}"


def number_text(value: object) -> str:
    """Return a number of one of our specifications as other systems' files have it."""
    found = number(value)
    return "0" if found is None else f"{found.normalize():f}"


def fraction_text(value: Fraction) -> str:
    """Return an exact number in decimals: as many as it has, fifteen at most."""
    return _plain(round(value, 15))


def share_in(value: object) -> Fraction:
    """Return a share of one of our specifications, 0 where there is none."""
    return share(value) or Fraction(0)


def _snapped(value: Fraction, decimals: int) -> Fraction:
    if decimals < 4:
        return value
    for denominator in _THIRDS:
        near = Fraction(round(value * denominator), denominator)
        if near.denominator == denominator and abs(near - value) < Fraction(1, 10**decimals):
            return near
    return value


def decimal(value: Fraction) -> Decimal:
    """Return an exact number as a decimal, rounded where it has none."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _plain(value: Fraction) -> str:
    return f"{decimal(value).normalize():f}"
