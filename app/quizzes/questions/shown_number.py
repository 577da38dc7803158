"""How is a number written in the language of a question's words?"""

from decimal import Decimal, localcontext
from fractions import Fraction

from babel.numbers import format_decimal

from app.quizzes.formula_functions import rounded
from app.quizzes.questions.written import number

_FEW = 10
_MOST_DIGITS = 400  # more than a formula's numbers can have: its limit is 1024 bits


def show_number(value: Decimal | Fraction, decimals: int, language: str) -> str:
    """Return a number with so many decimals, rounded as in trade, with its thousands grouped.

    English writes 1,234.50 and French 1 234,50, with narrow spaces that do not break.
    """
    whole = int(rounded(Fraction(value), Fraction(decimals)) * 10**decimals)
    exact = Decimal((int(whole < 0), Decimal(abs(whole)).as_tuple().digits, -decimals))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=_MOST_DIGITS):
        return format_decimal(exact, format=pattern, locale=language, decimal_quantization=False)


def exact_number(value: Decimal | Fraction, language: str) -> str:
    """Return a number with as many decimals as it needs, at most ten."""
    found = Fraction(value)
    needed = (places for places in range(_FEW) if (found * 10**places).denominator == 1)
    return show_number(found, next(needed, _FEW), language)


def decimals_of(*written: object) -> int:
    """Return how many decimals the longest of some written numbers has: 2 for 12.5 and 0.25."""
    found = (number(one) for one in written)
    return max((_decimals(one) for one in found if one is not None), default=0)


def _decimals(found: Decimal) -> int:
    exponent = found.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
