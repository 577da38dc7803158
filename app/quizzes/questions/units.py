"""In which unit is a number given, and how much of the key's unit is it?"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from markupsafe import Markup

from app.quizzes.questions.base import Problem
from app.quizzes.questions.checking import check_id, check_id_words, check_line
from app.quizzes.questions.reading import Spec, Words, html, key_text
from app.quizzes.questions.written import share


def units_of(spec: Spec) -> dict[str, Fraction]:
    """Return the units to choose from with their factors; none where there is no choice.

    A factor is how many of the key's unit one of a unit is.
    """
    found = spec.get("units")
    written = found.items() if isinstance(found, Mapping) else ()
    factors = ((key_text(unit), share(factor)) for unit, factor in written)
    return {unit: factor for unit, factor in factors if factor is not None and factor > 0}


def key_unit(spec: Spec, words: Words) -> Markup:
    """Return the words of the unit that the key is in, empty where it has none."""
    for unit, factor in units_of(spec).items():
        if factor == 1:
            return html(words, "units", unit)
    return html(words, "unit")


def unit_words(spec: Spec) -> tuple[str, ...]:
    """Return which words the units of a question need."""
    return ("units",) if "units" in spec else ("unit",) if spec.get("unit") is not None else ()


def check_units(spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
    """Check the one unit, or the units to choose from, and their words."""
    if "units" in spec:
        yield from _check_factors(spec)
        yield from check_id_words(words, "units", tuple(units_of(spec)))
    if "unit" in spec:
        yield from check_id(("unit",), spec["unit"], set())
    if unit_words(spec) == ("unit",):
        yield from check_line(words, "unit")


def _check_factors(spec: Spec) -> Iterator[Problem]:
    found = spec["units"]
    if "unit" in spec:
        yield Problem(("unit",), None, "write `unit`, or `units` to choose from, not both")
    if not isinstance(found, Mapping) or len(found) < 2:
        message = "`units` must give at least two units their factors, as {kg: 1, g: 0.001}"
        yield Problem(("units",), None, message)
        return
    seen: set[object] = set()
    for unit, factor in found.items():
        path = ("units", key_text(unit))
        yield from check_id(path, unit, seen)
        if (share(factor) or 0) <= 0:
            message = (
                f"the factor of `{path[-1]}` is a number over 0: how many of the key's unit it is"
            )
            yield Problem(path, None, message)
    if 1 not in units_of(spec).values():
        message = "one of the units has the factor 1: the one that the key is in"
        yield Problem(("units",), None, message)
