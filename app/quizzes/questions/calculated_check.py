"""Which faults can a calculated question have, in its structure, its formulas and its words?"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from app.quizzes.formula import FormulaError, parse
from app.quizzes.questions.bands import ToleranceKind
from app.quizzes.questions.base import Problem
from app.quizzes.questions.calculated_trial import check_by_trial
from app.quizzes.questions.calculated_words import check_numbers_in_words
from app.quizzes.questions.calculation import (
    ANSWER,
    MOST_DECIMALS,
    mistakes,
    source_of,
    steps,
)
from app.quizzes.questions.checking import (
    check_block,
    check_id,
    check_id_words,
    check_keys,
    check_line,
    check_one_of,
)
from app.quizzes.questions.drawn_values_check import check_name, check_values, names_of_values
from app.quizzes.questions.feedback import OUTCOMES
from app.quizzes.questions.reading import Spec, Words, key_text
from app.quizzes.questions.written import check_number, check_share, number

_KEYS = (
    "variables",
    "variants",
    "formula",
    "steps",
    "mistakes",
    "tolerance",
    "tolerance_kind",
    "decimals",
    "unit",
)
_MOST_NAMED = 20
_BEST_MISTAKE = Fraction(99, 100)


def check_calculated(spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
    """Yield every fault; formulas are tried with values once all of them can be read."""
    has_unit = spec.get("unit") is not None
    own_words = ("unit", "solution", "feedback") if has_unit else ("solution", "feedback")
    yield from check_keys(spec, words, _KEYS, own_words)
    if "key" in spec:
        message = "`key` does not belong here: the right number is what `formula` gives"
        yield Problem(("key",), None, message)
    faults = [*check_values(spec), *_check_formulas(spec), *_check_marking(spec)]
    yield from faults
    yield from _check_own_words(spec, words)
    if not faults:
        yield from check_numbers_in_words(spec, words)
        yield from check_by_trial(spec, words)


def _check_formulas(spec: Spec) -> Iterator[Problem]:
    values = names_of_values(spec)
    known = (*values, *steps(spec))
    if not source_of(spec).strip():
        message = "`formula` is missing: how the right number follows from the values"
        yield Problem(("formula",), None, message)
    else:
        yield from _check_formula(("formula",), source_of(spec), known)
    yield from _check_named(spec, "steps", ("formula", "decimals"))
    for name, step in steps(spec).items():
        yield from check_name(("steps", name), values)
        yield from _check_formula(("steps", name), step.source, known)
    yield from _check_named(spec, "mistakes", ("formula", "mark"))
    for name, mistake in mistakes(spec).items():
        yield from check_id(("mistakes", name), name, set(OUTCOMES))
        yield from _check_formula(("mistakes", name), mistake.source, (*known, ANSWER))


def _check_named(spec: Spec, key: str, keys: Sequence[str]) -> Iterator[Problem]:
    found = spec.get(key, {})
    if not isinstance(found, Mapping) or len(found) > _MOST_NAMED:
        message = f"`{key}` has at most {_MOST_NAMED} names, each with its formula"
        yield Problem((key,), None, message)
        return
    for name, one in found.items():
        yield from _check_entry((key, key_text(name)), one, keys)


def _check_entry(path: tuple[str, ...], found: object, keys: Sequence[str]) -> Iterator[Problem]:
    """Check a formula that is written with more about it, as {formula: …, decimals: 4}."""
    own = found if isinstance(found, Mapping) else {}
    for extra in (key_text(key) for key in own if key not in keys):
        message = f"unknown key `{extra}`; here belong: {', '.join(keys)}"
        yield Problem((*path, extra), None, message)
    if "decimals" in own:
        yield from _check_decimals((*path, "decimals"), own["decimals"])
    if "mark" in own:
        yield from check_share((*path, "mark"), own["mark"], Fraction(0), _BEST_MISTAKE)


def _check_formula(path: tuple[str, ...], source: str, known: Sequence[str]) -> Iterator[Problem]:
    try:
        needed = parse(source).names
    except FormulaError as error:
        yield Problem(path, None, f"`{path[-1]}`: {error}")
        return
    for name in sorted(needed - set(known)):
        message = f"`{path[-1]}` needs `{name}`, which is not one of: {', '.join(known)}"
        yield Problem(path, None, message)


def _check_marking(spec: Spec) -> Iterator[Problem]:
    meaning = "the distance allowed, 0 for exactly the key"
    yield from check_number(("tolerance",), spec.get("tolerance"), meaning, Decimal(0))
    yield from check_one_of(spec, "tolerance_kind", list(ToleranceKind))
    if "decimals" in spec:
        yield from _check_decimals(("decimals",), spec["decimals"])


def _check_decimals(path: tuple[str, ...], value: object) -> Iterator[Problem]:
    found = number(value)
    if found is None or not 0 <= found <= MOST_DECIMALS or found != found.to_integral_value():
        message = f"`decimals` is a whole number from 0 to {MOST_DECIMALS}: how many are shown"
        yield Problem(path, None, message)


def _check_own_words(spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
    if "unit" in spec:
        yield from check_id(("unit",), spec["unit"], set())
    if spec.get("unit") is not None:
        yield from check_line(words, "unit")
    yield from check_block(words, "solution")
    yield from check_id_words(words, "feedback", (*OUTCOMES, *mistakes(spec)))
