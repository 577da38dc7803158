"""What do the formulas of a calculated question make of its values?"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.quizzes.formula import FormulaError, parse
from app.quizzes.formula_functions import rounded
from app.quizzes.questions.bands import ToleranceKind
from app.quizzes.questions.drawn_values import values_of
from app.quizzes.questions.reading import Spec, key_text
from app.quizzes.questions.written import FINEST, in_digits, number, share

DECIMALS = 2
MOST_DECIMALS = 10
ANSWER = "answer"
"""The name of the key among the results that the worked solution shows."""


@dataclass(frozen=True, slots=True)
class Step:
    """An intermediate result with a name: its formula, and how many decimals are shown."""

    source: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong way to reckon that is recognised: its formula, and what its result still earns."""

    source: str
    mark: Fraction


class StepError(FormulaError):
    """A named step that has no number; told once, however many formulas need it."""

    def __init__(self, step: str, error: FormulaError) -> None:
        self.step = step
        super().__init__(error.column, error.message)


class Calculation:
    """The numbers of one attempt: its values, and whatever the formulas make of them."""

    def __init__(self, spec: Spec) -> None:
        self._sources = {name: step.source for name, step in steps(spec).items()}
        self._sources[ANSWER] = source_of(spec)
        self._known = {name: Fraction(value) for name, value in values_of(spec).items()}
        self._asked: list[str] = []

    def of(self, source: str) -> Fraction:
        """Return the number that a formula gives. Raises FormulaError."""
        return parse(source).value(self.named)

    def named(self, name: str) -> Fraction:
        """Return the value, the step or the key of that name. Raises FormulaError."""
        if name not in self._known:
            self._known[name] = self._reckoned(name)
        return self._known[name]

    def _reckoned(self, name: str) -> Fraction:
        if name not in self._sources:
            raise FormulaError(1, f"there is no value `{name}`")
        if name in self._asked:
            raise StepError(name, FormulaError(1, f"`{name}` needs itself"))
        self._asked.append(name)
        try:
            return self.of(self._sources[name])
        except StepError:
            raise
        except FormulaError as error:
            raise StepError(name, error) from error
        finally:
            self._asked.pop()


def key_of(spec: Spec) -> Fraction | None:
    """Return the right number, None where the formula gives none: a checked one always does."""
    return _result(spec, ANSWER)


def result_of(spec: Spec, name: str) -> tuple[Fraction, int] | None:
    """Return a step or the key with the decimals it is shown with, None where there is none."""
    found, known = _result(spec, name), steps(spec)
    if found is None or (name != ANSWER and name not in known):
        return None
    return found, known[name].decimals if name in known else shown_decimals(spec)


def is_close(spec: Spec, given: Fraction, key: Fraction) -> bool:
    """Say whether a number is no further from another one than the question tolerates."""
    tolerance = tolerance_of(spec)
    allowed = tolerance * abs(key) if is_relative(spec) else tolerance
    return abs(given - key) <= allowed


def tolerance_of(spec: Spec) -> Fraction:
    """Return the tolerance, a distance or a share."""
    return Fraction(number(spec.get("tolerance")) or 0)


def is_relative(spec: Spec) -> bool:
    """Say whether the tolerance is a share of the key."""
    return spec.get("tolerance_kind") == ToleranceKind.RELATIVE


def as_shown(spec: Spec, found: Fraction) -> Fraction:
    """Return a result as the review shows it, rounded."""
    return rounded(found, Fraction(shown_decimals(spec)))


def typed_key(spec: Spec) -> str | None:
    """Return the right number as it can be typed, None where the formula gives none.

    It is rounded as the review shows it, or finer where that would not be near enough.
    """
    key = key_of(spec)
    if key is None:
        return None
    tried = (rounded(key, Fraction(places)) for places in (shown_decimals(spec), FINEST))
    return next((in_digits(one) for one in tried if is_close(spec, one, key)), None)


def mistake_made(spec: Spec, given: Fraction) -> str | None:
    """Return the mistake whose result is given, None where it is none of those known.

    Of several it is the one that earns most, the first by its id of those: a database may not keep
    the order in which they were written.
    """
    numbers, known = Calculation(spec), mistakes(spec)
    made = (name for name in sorted(known) if _gives(spec, numbers, known[name], given))
    return max(made, key=lambda name: known[name].mark, default=None)


def source_of(spec: Spec) -> str:
    """Return the formula of the key as it is written, "" where it is missing."""
    found = spec.get("formula")
    return "" if found is None else key_text(found)


def steps(spec: Spec) -> dict[str, Step]:
    """Return the named intermediate results."""
    return {name: _step(one, shown_decimals(spec)) for name, one in _items(spec, "steps")}


def mistakes(spec: Spec) -> dict[str, Mistake]:
    """Return the mistakes that are recognised, by their ids."""
    return {name: _mistake(one) for name, one in _items(spec, "mistakes")}


def shown_decimals(spec: Spec) -> int:
    """Return how many decimals results are shown with."""
    return _decimals(spec.get("decimals"), DECIMALS)


def _result(spec: Spec, name: str) -> Fraction | None:
    try:
        return Calculation(spec).named(name)
    except FormulaError:
        return None


def _gives(spec: Spec, numbers: Calculation, mistake: Mistake, given: Fraction) -> bool:
    try:
        return is_close(spec, given, numbers.of(mistake.source))
    except FormulaError:
        return False


def _items(spec: Spec, key: str) -> list[tuple[str, object]]:
    found = spec.get(key)
    items = found.items() if isinstance(found, Mapping) else ()
    return [(key_text(name), one) for name, one in items]


def _step(found: object, decimals: int) -> Step:
    if isinstance(found, Mapping):
        return Step(_source(found.get("formula")), _decimals(found.get("decimals"), decimals))
    return Step(_source(found), decimals)


def _mistake(found: object) -> Mistake:
    if isinstance(found, Mapping):
        return Mistake(_source(found.get("formula")), share(found.get("mark")) or Fraction(0))
    return Mistake(_source(found), Fraction(0))


def _source(found: object) -> str:
    return "" if found is None else key_text(found)


def _decimals(value: object, otherwise: int) -> int:
    found = number(value)
    return otherwise if found is None else min(max(0, int(found)), MOST_DECIMALS)
