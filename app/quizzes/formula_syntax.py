"""What did an author write as a formula: which numbers, names, operators and calls, in which order?

comparison = sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum]
sum        = product {("+" | "-") product}
product    = signed {("*" | "/") signed}
signed     = "-" signed | power             (so -2^2 is -4)
power      = atom ["^" signed]              (so 2^3^2 is 2^9, and 2^-1 is a half)
atom       = number | name | function "(" comparison {"," comparison} ")" | "(" comparison ")"
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.quizzes.formula_functions import FUNCTIONS, parameters

LONGEST = 500
DEEPEST = 20
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class FormulaError(ValueError):
    """A formula that cannot be read or that has no value; `column` counts from 1."""

    def __init__(self, column: int, message: str) -> None:
        self.column = column
        self.message = message
        super().__init__(f"column {column}: {message}")


def read(source: str) -> tuple[Node, frozenset[str]]:
    """Return the tree that a text stands for, and the names in it. Raises FormulaError."""
    if len(source) > LONGEST:
        message = f"a formula has at most {LONGEST} characters; give parts of it a name in `steps`"
        raise FormulaError(LONGEST + 1, message)
    parser = _Parser(tuple(_tokens(source)))
    root = parser.comparison()
    parser.end()
    return root, frozenset(parser.names)


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a name, a sign, or the end, whose text is empty."""

    text: str
    column: int


_TOKEN = re.compile(rf"[0-9]+(?:\.[0-9]+)?|{NAME.pattern}|<=|>=|==|!=|[-+*/^()<>,]")
_WRITE = {
    "×": "write * to multiply",
    "·": "write * to multiply",
    "÷": "write / to divide",
    ":": "write / to divide",
    "−": "write the hyphen - for minus",
    "–": "write the hyphen - for minus",
    "%": "write / 100, or 0.05 for 5 %",
    "=": "write == to compare",
    "≤": "write <=",
    "≥": "write >=",
    "≠": "write !=",
    ";": "write a comma between arguments",
    ".": "a decimal has digits on both sides of its point, such as 0.5",
    "{": "a formula has names without braces",
}


def _tokens(source: str) -> Iterator[Token]:
    place = 0
    while place < len(source):
        if source[place].isspace():
            place += 1
            continue
        found = _TOKEN.match(source, place)
        if found is None:
            raise FormulaError(place + 1, _not_a_sign(source[place]))
        yield Token(found[0], place + 1)
        place = found.end()
    yield Token("", len(source) + 1)


def _not_a_sign(sign: str) -> str:
    hint = "names are in lower-case letters" if sign.isupper() else _WRITE.get(sign, "")
    usual = "a formula has numbers, names, + - * / ^ ( ) and comparisons"
    return f"“{sign}” cannot be read here: {hint or usual}"


@dataclass(frozen=True, slots=True)
class Constant:
    """A number as it was written."""

    column: int
    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """A name whose value is looked up."""

    column: int
    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus and what it turns round."""

    column: int
    of: Node


@dataclass(frozen=True, slots=True)
class Chain:
    """A sum or a product, from left to right: a list, so that a long one is not a deep one."""

    column: int
    first: Node
    rest: tuple[tuple[Token, Node], ...]


@dataclass(frozen=True, slots=True)
class Power:
    """A base and its exponent."""

    column: int
    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers compared: true or false."""

    column: int
    left: Node
    sign: str
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    column: int
    name: str
    arguments: tuple[Node, ...]


Node = Constant | Name | Negative | Chain | Power | Comparison | Call
COMPARED: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


class _Parser:
    """Reads the grammar above, one method for each of its lines."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0
        self.names: set[str] = set()

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _take(self, *signs: str) -> Token | None:
        """Return the next token and go on, if it is one of these signs."""
        found = self._next
        if found.text not in signs:
            return None
        self._place += 1
        return found

    def end(self) -> None:
        """Refuse what is left over."""
        left = self._next
        if left.text == ",":
            message = "a comma separates the arguments of a function; decimals have a point"
            raise FormulaError(left.column, message)
        if left.text in COMPARED:
            raise FormulaError(left.column, "only two numbers are compared; put a part in brackets")
        if left.text:
            message = f"an operator such as + or * is missing before “{left.text}”"
            raise FormulaError(left.column, message)

    def comparison(self) -> Node:
        left = self._sum()
        sign = self._take(*COMPARED)
        return Comparison(sign.column, left, sign.text, self._sum()) if sign else left

    def _sum(self) -> Node:
        return self._chain(self._product, "+", "-")

    def _product(self) -> Node:
        return self._chain(self._signed, "*", "/")

    def _chain(self, part: Callable[[], Node], *signs: str) -> Node:
        first, rest = part(), []
        while sign := self._take(*signs):
            rest.append((sign, part()))
        return Chain(first.column, first, tuple(rest)) if rest else first

    def _signed(self) -> Node:
        self._deeper()
        minus = self._take("-")
        found = Negative(minus.column, self._signed()) if minus else self._power()
        self._depth -= 1
        return found

    def _power(self) -> Node:
        base = self._atom()
        sign = self._take("^")
        return Power(sign.column, base, self._signed()) if sign else base

    def _atom(self) -> Node:
        token = self._next
        if token.text[:1].isdigit():
            self._place += 1
            return Constant(token.column, Fraction(token.text))
        if NAME.fullmatch(token.text):
            self._place += 1
            return self._named(token)
        if not self._take("("):
            raise FormulaError(token.column, _expected(token))
        inner = self.comparison()
        self._close(token)
        return inner

    def _named(self, token: Token) -> Node:
        if opening := self._take("("):
            return self._call(token, opening)
        if token.text in FUNCTIONS:
            message = f"`{token.text}` is a function: write {_signature(token.text)}"
            raise FormulaError(token.column, message)
        self.names.add(token.text)
        return Name(token.column, token.text)

    def _call(self, token: Token, opening: Token) -> Node:
        if token.text not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            message = f"there is no function `{token.text}`; there are: {known}"
            raise FormulaError(token.column, message)
        arguments = [] if self._next.text == ")" else [self.comparison()]
        while self._take(","):
            arguments.append(self.comparison())
        self._close(opening)
        _check_number_of_arguments(token, len(arguments))
        return Call(token.column, token.text, tuple(arguments))

    def _close(self, opening: Token) -> None:
        found = self._next
        if not self._take(")"):
            what = f"not “{found.text}”" if found.text else "but the formula ends"
            message = f"expected “)” for the bracket opened in column {opening.column}, {what}"
            raise FormulaError(found.column, message)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            message = f"more than {DEEPEST} levels of brackets; give parts a name in `steps`"
            raise FormulaError(self._next.column, message)


def _expected(token: Token) -> str:
    if token.text == "*":
        return "expected a number, a name or “(”, not “*”; a power is written ^"
    found = f"not “{token.text}”" if token.text else "but the formula ends"
    return f"expected a number, a name or “(”, {found}"


def _signature(name: str) -> str:
    return f"{name}({', '.join(parameters(name).names)})"


def _check_number_of_arguments(token: Token, given: int) -> None:
    wanted = parameters(token.text)
    if wanted.fewest <= given and (wanted.most is None or given <= wanted.most):
        return
    message = f"{_signature(token.text)} takes {wanted.described} arguments, here {given}"
    raise FormulaError(token.column, message)
