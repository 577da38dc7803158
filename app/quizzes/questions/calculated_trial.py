"""Does a calculated question work with every set of values that it may draw?

Every variant is tried; of ranges their extremes, and what the first seeds draw. A fault says with
which values it comes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.quizzes.formula import FormulaError
from app.quizzes.questions.base import Problem
from app.quizzes.questions.calculation import (
    ANSWER,
    Calculation,
    StepError,
    as_shown,
    is_close,
    mistakes,
    steps,
)
from app.quizzes.questions.drawn_values import Values, values_to_try
from app.quizzes.questions.placeholders import RESULT, placeholders
from app.quizzes.questions.reading import Spec, Words

Path = tuple[str, ...]
_FORMULA: Path = ("formula",)


@dataclass(frozen=True, slots=True)
class Trial:
    """One set of values, and what the formulas made of it."""

    values: Values
    spec: Spec
    numbers: Calculation

    @classmethod
    def of(cls, spec: Spec, values: Values) -> "Trial":
        """Return the question drawn with these values."""
        own = {**spec, "values": values}
        return cls(values, own, Calculation(own))

    @property
    def key(self) -> Fraction:
        """The right number. Raises FormulaError."""
        return self.numbers.named(ANSWER)


def check_by_trial(spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
    """Yield what goes wrong with some values: each fault once, with the first that show it."""
    trials = [Trial.of(spec, values) for values in values_to_try(spec)]
    failed = list(_check_all(trials, _failures))
    yield from failed
    if not failed:
        yield from _check_all(trials, _unreachable)
        yield from _check_mistakes(spec, trials)
        yield from _check_betrayal(words, trials)


def _check_all(
    trials: list[Trial], faults: Callable[[Trial], Iterator[tuple[Path, str]]]
) -> Iterator[Problem]:
    found: dict[Path, list[tuple[Trial, str]]] = {}
    for trial in trials:
        for path, message in faults(trial):
            found.setdefault(path, []).append((trial, message))
    for path, each in found.items():
        first, message = each[0]
        times = f"{len(each)} of {len(trials)} sets of values tried"
        yield Problem(path, None, f"with {_listed(first.values)}: {message} ({times})")


def _failures(trial: Trial) -> Iterator[tuple[Path, str]]:
    """Yield the formulas that give no number; a step on which others rest is told alone."""
    told = set[Path]()
    for name in (ANSWER, *steps(trial.spec)):
        if fault := _fault(trial, name):
            if fault[0] not in told:
                yield fault
            told.add(fault[0])


def _fault(trial: Trial, name: str) -> tuple[Path, str] | None:
    try:
        trial.numbers.named(name)
    except StepError as error:
        path = _FORMULA if error.step == ANSWER else ("steps", error.step)
        return path, f"`{path[-1]}` has no result, {error}"
    return None


def _unreachable(trial: Trial) -> Iterator[tuple[Path, str]]:
    """Yield that the number which the review shows as right would itself be marked wrong."""
    shown = as_shown(trial.spec, trial.key)
    if not is_close(trial.spec, shown, trial.key):
        message = "the right number, rounded to `decimals`, would be marked wrong: "
        yield ("tolerance",), message + "allow more, show more decimals or round() in the formula"


def _check_mistakes(spec: Spec, trials: list[Trial]) -> Iterator[Problem]:
    """Report the mistakes that nobody can make: they fail, or always give the right number."""
    for name, mistake in mistakes(spec).items():
        results = [(trial, _result(trial, mistake.source)) for trial in trials]
        if all(result is None for _, result in results):
            message = f"`{name}` has a result with none of the values tried"
            yield Problem(("mistakes", name), None, message)
        elif all(result is None or is_close(at.spec, result, at.key) for at, result in results):
            message = f"`{name}` gives the right number with all values tried"
            yield Problem(("mistakes", name), None, message)


def _check_betrayal(words: Mapping[str, Words], trials: list[Trial]) -> Iterator[Problem]:
    """Report what the prompt shows and what is always the right number."""
    for language, own in words.items():
        for written in dict.fromkeys(placeholders(str(own.get("prompt", "")))):
            name = written.removeprefix(RESULT)
            if name != ANSWER and all(_is_key(trial, name) for trial in trials):
                message = f"{{{written}}} is the right number with all values tried"
                yield Problem(("prompt",), language, message)


def _is_key(trial: Trial, name: str) -> bool:
    found = _result(trial, name)
    return found is not None and is_close(trial.spec, found, trial.key)


def _result(trial: Trial, source: str) -> Fraction | None:
    try:
        return trial.numbers.of(source)
    except FormulaError:
        return None


def _listed(values: Values) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())
