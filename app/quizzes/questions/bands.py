"""Which numbers does a question accept, how far from them, and for which mark?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app.quizzes.questions.base import Problem
from app.quizzes.questions.checking import check_id, check_one_of
from app.quizzes.questions.feedback import OUTCOMES, PARTLY
from app.quizzes.questions.reading import Spec, key_text
from app.quizzes.questions.written import check_number, check_share, number, share

_KEYS = ("tolerance", "mark", "key", "id")
_TOLERANCE = "the distance allowed, 0 for exactly the key"


class ToleranceKind(StrEnum):
    """What a tolerance is measured in: the unit of the key, or shares of the key's size."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Band:
    """A number, how far from it an answer may be (both ends included), and what that earns.

    `id` names the band where it has feedback of its own, otherwise it is empty.
    """

    key: Decimal
    reach: Fraction
    mark: Fraction
    id: str = ""

    def holds(self, value: Fraction) -> bool:
        """Say whether a number lies in the band, exactly."""
        return abs(value - Fraction(self.key)) <= self.reach


def bands_of(spec: Spec) -> tuple[Band, ...]:
    """Return the bands that `key`, `tolerance` and `bands` describe, the key's own first."""
    key = number(spec.get("key")) or Decimal(0)
    is_relative = spec.get("tolerance_kind") == ToleranceKind.RELATIVE
    own = Band(key, _reach(spec, key, is_relative=is_relative), Fraction(1))
    return (own, *(_band(one, key, is_relative=is_relative) for one in _listed(spec)))


def best_band(bands: Sequence[Band], value: Fraction) -> Band | None:
    """Return the band that earns most among those which hold a number, the first of equal ones."""
    return max((one for one in bands if one.holds(value)), key=lambda one: one.mark, default=None)


def feedback_ids(spec: Spec) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids for which feedback is written, and those for which it may be."""
    bands = _listed(spec)
    named = tuple(str(one["id"]) for one in bands if isinstance(one.get("id"), str))
    return (*OUTCOMES, *dict.fromkeys(named)), (PARTLY,) if bands else ()


def check_bands(spec: Spec) -> Iterator[Problem]:
    """Check the key, the tolerance, of which kind it is, and the bands."""
    yield from check_number(("key",), spec.get("key"), "the right number, such as 12.5")
    yield from check_number(("tolerance",), spec.get("tolerance"), _TOLERANCE, Decimal(0))
    yield from check_one_of(spec, "tolerance_kind", list(ToleranceKind))
    if spec.get("tolerance_kind") == ToleranceKind.RELATIVE and number(spec.get("key")) == 0:
        message = "a share of 0 is 0: a key of 0 needs an absolute tolerance"
        yield Problem(("tolerance_kind",), None, message)
    found = spec.get("bands")
    if "bands" not in spec:
        return
    if not isinstance(found, list | tuple) or not found:
        message = "`bands` must be a list, each with its tolerance and its mark"
        yield Problem(("bands",), None, message)
        return
    seen: set[object] = {*OUTCOMES, PARTLY}
    for place, one in enumerate(found):
        yield from _check_band(("bands", str(place)), one, seen)


def _check_band(path: tuple[str, ...], band: object, seen: set[object]) -> Iterator[Problem]:
    if not isinstance(band, Mapping):
        yield Problem(path, None, "a band is written as {tolerance: 0.05, mark: 0.5}")
        return
    for key in band:
        if key not in _KEYS:
            message = f"unknown key `{key_text(key)}`; a band has: {', '.join(_KEYS)}"
            yield Problem((*path, key_text(key)), None, message)
    yield from check_number((*path, "tolerance"), band.get("tolerance"), _TOLERANCE, Decimal(0))
    yield from check_share((*path, "mark"), band.get("mark"), Fraction(0), Fraction(1))
    if "key" in band:
        yield from check_number((*path, "key"), band["key"], "another number than the key")
    if "id" in band:
        yield from check_id((*path, "id"), band["id"], seen)


def _listed(spec: Spec) -> list[Mapping[str, object]]:
    found = spec.get("bands")
    listed = found if isinstance(found, list | tuple) else ()
    return [one for one in listed if isinstance(one, Mapping)]


def _band(written: Mapping[str, object], key: Decimal, *, is_relative: bool) -> Band:
    own, name = number(written.get("key")), written.get("id")
    key = key if own is None else own
    return Band(
        key,
        _reach(written, key, is_relative=is_relative),
        share(written.get("mark")) or Fraction(0),
        name if isinstance(name, str) else "",
    )


def _reach(written: Mapping[str, object], key: Decimal, *, is_relative: bool) -> Fraction:
    tolerance = Fraction(number(written.get("tolerance")) or 0)
    return tolerance * abs(Fraction(key)) if is_relative else tolerance
