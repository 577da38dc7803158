"""What is a formula of the other system in ours, and one of ours there?

There a value is `{a}`, a power is `pow(a, b)`; the functions that both have are few.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.exchange.bundle import Faulty
from app.exchange.making.numbers import fraction_text
from app.quizzes.formula import FormulaError, parse
from app.quizzes.formula_syntax import Call, Chain, Constant, Name, Negative, Node, Power
from app.quizzes.questions.base import N_

BOTH = frozenset({"abs", "ceil", "floor", "max", "min", "round"})
_VALUE = re.compile(r"\{([^{}=\s][^{}]*)\}")
_DEEPEST = 40
_POWER = re.compile(r"\bpow\s*\(")
_PI = re.compile(r"\bpi\s*\(\s*\)")
_SHORT_PI = "3.14159265358979"


class NotThere(Exception):  # noqa: N818 - the domain's word
    """A formula uses what the other system does not know; `what` names it."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


def formula_in(source: str, names: Mapping[str, str], line: int) -> str:
    """Return a formula as ours are written. Raises Faulty where ours have no such thing."""
    named = _VALUE.sub(lambda found: names.get(found[1], found[1]), source)
    formula = " ".join(_without_calls(_PI.sub(_SHORT_PI, named)).split())
    try:
        unknown = sorted(parse(formula).names - set(names.values()))
    except FormulaError as error:
        template = N_("The formula “%(formula)s” cannot be carried: %(why)s")
        raise Faulty(template, line, formula=source[:80], why=error.message) from error
    if unknown:
        template = N_("The formula “%(formula)s” needs “%(name)s”, which has no data set.")
        raise Faulty(template, line, formula=source[:80], name=unknown[0])
    return formula


def formula_out(source: str, steps: Mapping[str, str]) -> str:
    """Return one of our formulas as the other system writes it, its steps written out.

    Raises NotThere.
    """
    try:
        return _text(parse(source).root, steps, 0)
    except FormulaError as error:
        raise NotThere(source) from error


def _without_calls(formula: str) -> str:
    """Write `pow(a, b)` as `a^b`, from the innermost on."""
    for _ in range(formula.count("pow")):
        found = list(_POWER.finditer(formula))
        if not found:
            break
        formula = _one_power(formula, found[-1].start(), found[-1].end())
    return formula


def _one_power(formula: str, start: int, inside: int) -> str:
    depth, comma = 0, -1
    for place in range(inside, len(formula)):
        sign = formula[place]
        if sign == "," and depth == 0:
            comma = place
        elif sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign == ")" and comma >= 0:
            base, exponent = formula[inside:comma], formula[comma + 1 : place]
            return f"{formula[:start]}{_held(base)}^{_held(exponent)}{formula[place + 1 :]}"
    return formula


def _held(formula: str) -> str:
    """Return a formula in brackets, unless it is one number or name."""
    text = formula.strip()
    return text if re.fullmatch(r"[a-z0-9_.]+", text) else f"({text})"


_LONGEST = 2000
_SUM, _PRODUCT, _SIGNED, _ATOM = range(4)


def _text(node: Node, steps: Mapping[str, str], depth: int) -> str:
    """Return a formula's text; one that grows too long by writing out its steps is not there."""

    def inner(one: Node, least: int = _SUM) -> str:
        if depth > _DEEPEST:
            raise NotThere("…")
        own = parse(steps[one.name]).root if isinstance(one, Name) and one.name in steps else one
        text = _text(own, steps, depth + 1)
        if len(text) > _LONGEST:
            raise NotThere("…")
        return f"({text})" if _rank(own) < least else text

    match node:
        case Constant(_, value):
            return fraction_text(value)
        case Name(_, name):
            return inner(node) if name in steps else f"{{{name}}}"
        case Chain(_, first, rest):
            rank = _rank(node)
            parts = (f" {sign.text} {inner(one, rank + 1)}" for sign, one in rest)
            return inner(first, rank) + "".join(parts)
        case Negative(_, of):
            return f"-{inner(of, _SIGNED)}"
        case _:
            return f"{_function(node)}({', '.join(map(inner, _arguments(node)))})"


def _rank(node: Node) -> int:
    """Return how tightly a formula holds together: what holds less stands in brackets."""
    if isinstance(node, Chain):
        return _SUM if node.rest[0][0].text in "+-" else _PRODUCT
    return _SIGNED if isinstance(node, Negative) else _ATOM


def _function(node: Node) -> str:
    if isinstance(node, Power):
        return "pow"
    if isinstance(node, Call) and node.name in BOTH:
        return node.name
    raise NotThere(f"{node.name}()" if isinstance(node, Call) else "<")


def _arguments(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Power):
        return (node.base, node.exponent)
    return node.arguments if isinstance(node, Call) else ()
