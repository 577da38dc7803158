"""Which number does a formula that an author wrote give for given values, exactly?

Nothing of it is Python: `formula_syntax` reads it, and the tree is walked with fractions. Length,
depth, powers and the size of every number are limited: no formula costs more than a moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from app.quizzes.formula_functions import FUNCTIONS, Value
from app.quizzes.formula_syntax import (
    COMPARED,
    NAME,
    Call,
    Chain,
    Comparison,
    Constant,
    FormulaError,
    Name,
    Negative,
    Node,
    Power,
    Token,
    read,
)

__all__ = ["FUNCTIONS", "NAME", "Formula", "FormulaError", "Lookup", "parse"]

MOST_BITS = 1024
HIGHEST_POWER = 100

Lookup = Callable[[str], Fraction]
"""What gives the value of a name; it may raise FormulaError."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read; `names` are the names whose values it may need."""

    source: str
    root: Node
    names: frozenset[str]

    def value(self, lookup: Lookup) -> Fraction:
        """Return the number that it gives; a name is looked up when it is needed.

        Raises FormulaError where there is none: a division by zero, a number too large.
        """
        return _number(self.root, lookup)


@lru_cache(maxsize=512)
def parse(source: str) -> Formula:
    """Return the formula that a text stands for. Raises FormulaError."""
    return Formula(source, *read(source))


def _number(node: Node, lookup: Lookup) -> Fraction:
    found = _value(node, lookup)
    if isinstance(found, bool):
        message = "this is true or false, not a number; write if(condition, number, number)"
        raise FormulaError(node.column, message)
    return found


def _value(node: Node, lookup: Lookup) -> Value:
    found: Value
    match node:
        case Constant(column, value):
            found = _bounded(value, column)
        case Name(column, name):
            found = _bounded(lookup(name), column)
        case Negative(_, of):
            found = -_number(of, lookup)
        case Chain(_, first, rest):
            found = _chained(_number(first, lookup), rest, lookup)
        case Power(column, base, exponent):
            found = _power(_number(base, lookup), _number(exponent, lookup), column)
        case Comparison(_, left, sign, right):
            found = COMPARED[sign](_number(left, lookup), _number(right, lookup))
        case Call():
            found = _called(node, lookup)
    return found


def _chained(total: Fraction, rest: tuple[tuple[Token, Node], ...], lookup: Lookup) -> Fraction:
    for sign, node in rest:
        total = _bounded(_joined(total, sign, _number(node, lookup)), sign.column)
    return total


def _joined(left: Fraction, sign: Token, right: Fraction) -> Fraction:
    if sign.text == "+":
        return left + right
    if sign.text == "-":
        return left - right
    if sign.text == "*":
        return left * right
    if right == 0:
        raise FormulaError(sign.column, "division by zero: what is right of / is 0 here")
    return left / right


def _power(base: Fraction, exponent: Fraction, column: int) -> Fraction:
    if exponent.denominator != 1 or abs(exponent) > HIGHEST_POWER:
        message = f"an exponent is a whole number from -{HIGHEST_POWER} to {HIGHEST_POWER}"
        raise FormulaError(column, message)
    if base == 0 and exponent < 0:
        raise FormulaError(column, "division by zero: 0 has no negative power")
    if _bits(base) * abs(exponent) > MOST_BITS:
        raise FormulaError(column, _TOO_LARGE)
    return Fraction(base**exponent.numerator)


def _called(node: Call, lookup: Lookup) -> Value:
    if node.name == "if":
        condition, then, otherwise = node.arguments
        return _value(then if _condition(condition, lookup) else otherwise, lookup)
    numbers = [_number(argument, lookup) for argument in node.arguments]
    try:
        found = FUNCTIONS[node.name](*numbers)
    except ValueError as error:
        raise FormulaError(node.column, f"{node.name}: {error}") from error
    return found if isinstance(found, bool) else _bounded(found, node.column)


def _condition(node: Node, lookup: Lookup) -> bool:
    found = _value(node, lookup)
    if not isinstance(found, bool):
        message = "if() begins with a comparison, such as value > 100"
        raise FormulaError(node.column, message)
    return found


_TOO_LARGE = "the number becomes too large or too long"


def _bounded(value: Fraction, column: int) -> Fraction:
    if _bits(value) > MOST_BITS:
        raise FormulaError(column, _TOO_LARGE)
    return value


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())
