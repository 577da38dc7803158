"""What does an answer earn by the levels of a rubric that it reached?

A rubric gives each criterion the points of its levels, lowest first: `{facts: [0, 2, 4]}`. A level
is named by its place in that list, from 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from app.quizzes.questions.base import N_, InvalidAnswer, Problem
from app.quizzes.questions.checking import check_id, check_line
from app.quizzes.questions.reading import Spec, Words, key_text
from app.quizzes.questions.written import number

MOST_CRITERIA = 12
MOST_LEVELS = 8
MOST_POINTS = 100
"""With halves of a point a mean of two marks has no denominator over 400, so that the seven
decimals of a stored mark give back the exact one."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is looked at, with the points of its levels, lowest first."""

    id: str
    points: tuple[Fraction, ...]


def criteria(spec: Spec) -> tuple[Criterion, ...]:
    """Return the criteria of a question, in its order; those that cannot be read have no points."""
    found = spec.get("rubric")
    rubric = found if isinstance(found, Mapping) else {}
    return tuple(Criterion(key_text(key), _points(levels)) for key, levels in rubric.items())


def total(spec: Spec) -> Fraction:
    """Return the points that the highest levels add up to."""
    return sum((one.points[-1] for one in criteria(spec) if one.points), Fraction(0))


def share(spec: Spec, levels: Mapping[str, int]) -> Fraction:
    """Return the points of the levels reached as a share of all points, from 0 to 1, exactly."""
    reached = sum((one.points[levels[one.id]] for one in criteria(spec)), Fraction(0))
    return reached / (total(spec) or 1)


def mean(shares: Sequence[Fraction]) -> Fraction:
    """Return the mean of the marks of several markers; 0 of none."""
    return sum(shares, Fraction(0)) / (len(shares) or 1)


def read_levels(spec: Spec, raw: object) -> dict[str, int]:
    """Return the level of each criterion.

    Raises InvalidAnswer where a criterion has none, or one that there is not.
    """
    given = raw if isinstance(raw, Mapping) else {}
    levels = {one.id: given.get(one.id) for one in criteria(spec)}
    for one in criteria(spec):
        level = levels[one.id]
        if not isinstance(level, int) or isinstance(level, bool):
            raise InvalidAnswer(N_("Choose a level for every criterion of the rubric."))
        if not 0 <= level < len(one.points):
            raise InvalidAnswer(N_("A level that was chosen is not one of this rubric."))
    return {name: level for name, level in levels.items() if isinstance(level, int)}


def check_rubric(spec: Spec, words: Mapping[str, Words]) -> Iterator[Problem]:
    """Check the points and the words of every criterion."""
    found = spec.get("rubric")
    if not isinstance(found, Mapping) or not 1 <= len(found) <= MOST_CRITERIA:
        message = (
            f"`rubric` must give 1 to {MOST_CRITERIA} criteria the points of their levels, as "
            "{facts: [0, 2, 4]}"
        )
        yield Problem(("rubric",), None, message)
        return
    for key, levels in found.items():
        yield from check_id(("rubric", key_text(key)), key, set())
        yield from _check_points(("rubric", key_text(key)), levels)
    if total(spec) > MOST_POINTS:
        yield Problem(("rubric",), None, f"the rubric adds up to at most {MOST_POINTS} points")
    for language, own in words.items():
        yield from _check_words(own, language, criteria(spec))


def _points(levels: object) -> tuple[Fraction, ...]:
    written = levels if isinstance(levels, list | tuple) else ()
    found = [number(level) for level in written]
    return tuple(Fraction(one) for one in found if one is not None)


def _check_points(path: tuple[str, ...], levels: object) -> Iterator[Problem]:
    if not isinstance(levels, list | tuple) or not 2 <= len(levels) <= MOST_LEVELS:
        message = f"`{path[-1]}` must list the points of 2 to {MOST_LEVELS} levels, as [0, 2, 4]"
        yield Problem(path, None, message)
        return
    points = _points(levels)
    if len(points) < len(levels):
        yield Problem(path, None, f"the points of `{path[-1]}` must be numbers, as [0, 2, 4]")
    elif points[0] < 0 or any(low >= high for low, high in pairwise(points)):
        message = f"the points of `{path[-1]}` must rise from level to level, from 0 or more"
        yield Problem(path, None, message)
    elif any((one * 2).denominator > 1 for one in points):
        yield Problem(path, None, f"the points of `{path[-1]}` must be whole or half numbers")


def _check_words(own: Words, language: str, wanted: Sequence[Criterion]) -> Iterator[Problem]:
    found = own.get("rubric")
    known = [one.id for one in wanted]
    if not isinstance(found, Mapping):
        message = f"`rubric` must give the words of: {', '.join(known)}"
        yield Problem(("rubric",), language, message)
        return
    texts = {key_text(key): value for key, value in found.items()}
    for extra in (key for key in texts if key not in known):
        message = f"`{extra}` is no criterion of the rubric; there are: {', '.join(known)}"
        yield Problem(("rubric", extra), language, message)
    for one in wanted:
        yield from _check_criterion(texts.get(one.id), language, one)


def _check_criterion(own: object, language: str, wanted: Criterion) -> Iterator[Problem]:
    path = ("rubric", wanted.id)
    if not isinstance(own, Mapping):
        message = f"`{wanted.id}` needs its words: a `title` and the lines of its `levels`"
        yield Problem(path, language, message)
        return
    for key in own:
        if key not in ("title", "levels"):
            message = f"unknown key `{key_text(key)}`; here belong: title, levels"
            yield Problem((*path, key_text(key)), language, message)
    yield from _at(path, check_line({language: own}, "title"))
    yield from _check_lines(own.get("levels"), language, wanted)


def _check_lines(lines: object, language: str, wanted: Criterion) -> Iterator[Problem]:
    path = ("rubric", wanted.id, "levels")
    if not isinstance(lines, list | tuple) or len(lines) != len(wanted.points):
        message = f"`levels` of `{wanted.id}` must be {len(wanted.points)} lines, one a level"
        yield Problem(path, language, message)
        return
    for place, line in enumerate(lines):
        name = f"level {place + 1}"
        for problem in check_line({language: {name: line}}, name):
            yield replace(problem, path=(*path, str(place)))


def _at(path: tuple[str, ...], problems: Iterator[Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield replace(problem, path=(*path, *problem.path))
