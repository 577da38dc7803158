"""Are the ranges or variants written as they should be from which a question draws its values?"""

from collections.abc import Iterator, Mapping, Sequence

from app.quizzes.formula import FUNCTIONS, NAME
from app.quizzes.questions.base import Problem
from app.quizzes.questions.calculation import ANSWER
from app.quizzes.questions.drawn_values import variables
from app.quizzes.questions.reading import Spec, key_text
from app.quizzes.questions.written import check_number, number

_RANGE = ("from", "to", "step")
_MOST_VARIABLES = 12
_MOST_VALUES = 1_000_000
_MOST_VARIANTS = 500


def check_values(spec: Spec) -> Iterator[Problem]:
    """Check `variables` or `variants`, whichever there is."""
    if ("variables" in spec) == ("variants" in spec):
        message = (
            "give either `variables` with their ranges or `variants`, a list of sets of values"
        )
        yield Problem(("variables",), None, message)
    elif "variables" in spec:
        yield from _check_variables(spec["variables"])
    else:
        yield from _check_variants(spec["variants"])


def names_of_values(spec: Spec) -> tuple[str, ...]:
    """Return the names of the values as they are written."""
    found = spec.get("variables")
    if isinstance(found, Mapping):
        return tuple(map(key_text, found))
    rows = spec.get("variants")
    first = rows[0] if isinstance(rows, list | tuple) and rows else None
    return tuple(map(key_text, first)) if isinstance(first, Mapping) else ()


def check_name(path: tuple[str, ...], taken: Sequence[str] = ()) -> Iterator[Problem]:
    """Check the name at the end of a path: its form, and that it stands for nothing else."""
    name = path[-1]
    if NAME.fullmatch(name) is None:
        message = f"`{name}` is not a name: lower-case letters, digits and single underscores"
        yield Problem(path, None, message)
    elif name in FUNCTIONS or name == ANSWER:
        what = "a function" if name in FUNCTIONS else "the result of the formula"
        yield Problem(path, None, f"`{name}` is {what}: choose another name")
    elif name in taken:
        yield Problem(path, None, f"`{name}` is the name of a value already")


def _check_variables(found: object) -> Iterator[Problem]:
    if not isinstance(found, Mapping) or not 1 <= len(found) <= _MOST_VARIABLES:
        message = (
            f"`variables` has 1 to {_MOST_VARIABLES} names, each with its range: "
            "{price: {from: 100, to: 900, step: 10}}"
        )
        yield Problem(("variables",), None, message)
        return
    for key, one in found.items():
        yield from check_name(("variables", key_text(key)))
        yield from _check_range(("variables", key_text(key)), one)


def _check_range(path: tuple[str, ...], found: object) -> Iterator[Problem]:
    if not isinstance(found, Mapping):
        message = f"`{path[-1]}` needs its range: {{from: 100, to: 900, step: 10}}"
        yield Problem(path, None, message)
        return
    for extra in (key_text(key) for key in found if key not in _RANGE):
        yield Problem((*path, extra), None, f"unknown key `{extra}`; a range has: from, to, step")
    meanings = ("the lowest value", "the highest value", "the distance from value to value")
    faults = [
        problem
        for key, meaning in zip(_RANGE, meanings, strict=True)
        for problem in check_number((*path, key), found.get(key), meaning)
    ]
    yield from faults or _check_extent(path, found)


def _check_extent(path: tuple[str, ...], found: Mapping[object, object]) -> Iterator[Problem]:
    first, last, step = (number(found.get(key)) or 0 for key in _RANGE)
    if step <= 0:
        yield Problem((*path, "step"), None, "`step` is more than 0")
    elif last < first:
        yield Problem((*path, "to"), None, f"`to` is {last}, which is below `from`: {first}")
    elif variables({"variables": {path[-1]: found}})[0].count > _MOST_VALUES:
        message = f"a range has at most {_MOST_VALUES} values: make `step` larger"
        yield Problem((*path, "step"), None, message)


def _check_variants(found: object) -> Iterator[Problem]:
    if not isinstance(found, list | tuple) or not 1 <= len(found) <= _MOST_VARIANTS:
        message = (
            f"`variants` is a list of 1 to {_MOST_VARIANTS} sets of values: "
            "[{price: 100, rate: 5}, {price: 300, rate: 8}]"
        )
        yield Problem(("variants",), None, message)
        return
    wanted = names_of_values({"variants": found})
    for name in wanted:
        yield from check_name(("variants", "0", name))
    for place, one in enumerate(found):
        yield from _check_variant(("variants", str(place)), one, wanted)


def _check_variant(
    path: tuple[str, ...], found: object, wanted: Sequence[str]
) -> Iterator[Problem]:
    if not isinstance(found, Mapping) or not found:
        yield Problem(path, None, "a variant gives each name its value: {price: 100, rate: 5}")
        return
    own = {key_text(key): value for key, value in found.items()}
    for extra in (name for name in own if name not in wanted):
        message = f"`{extra}` is not in the first variant; every variant has the same names"
        yield Problem((*path, extra), None, message)
    for name in wanted:
        yield from check_number((*path, name), own.get(name), "the value of this name")
