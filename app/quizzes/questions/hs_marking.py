"""What does a classification in the Harmonized System earn?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.quizzes.nomenclature import Level, hs2022
from app.quizzes.questions.choices import Picks
from app.quizzes.questions.marks import Mark, PartMark, PartState
from app.quizzes.questions.reading import Spec, ids
from app.quizzes.questions.written import share

CODE, REASONING = "code", "reasoning"
WEIGHTS = {CODE: Fraction(4, 5), REASONING: Fraction(1, 5)}
LEVELS: Mapping[str, Fraction] = {
    Level.CHAPTER: Fraction(1, 4),
    Level.HEADING: Fraction(3, 5),
    Level.SUBHEADING: Fraction(1),
}


@dataclass(frozen=True, slots=True)
class Walked:
    """The codes from the section down that were chosen, beside those of the key."""

    path: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def common(self) -> int:
        """How many levels the two have in common, from the top."""
        pairs = zip(self.path, self.key, strict=False)
        return next((place for place, (a, b) in enumerate(pairs) if a != b), self._shorter)

    @property
    def left_at(self) -> Level | None:
        """The level at which the path leaves the right one or ends before it, None for neither."""
        return tuple(Level)[self.common] if self.common < len(self.key) else None

    def state(self, place: int) -> PartState:
        """Say how the level at a place, counted from 0 for the section, fared."""
        if place < self.common:
            return PartState.RIGHT
        return PartState.WRONG if place < len(self.path) else PartState.MISSED

    @property
    def _shorter(self) -> int:
        return min(len(self.path), len(self.key))


def walked(spec: Spec, path: str) -> Walked:
    """Return a walk to a code beside the walk to the question's key."""
    known, key = hs2022(), key_code(spec)
    return Walked(known.path(path), known.path(key) if key in known.rows else ())


def key_code(spec: Spec) -> str:
    """Return the key without its dot."""
    return str(spec.get("key")).replace(".", "")


def classification_mark(spec: Spec, path: str, reasons: Sequence[str]) -> Mark:
    """Return weight of code x worth of the level reached + weight of reasoning x share of reasons.

    Only levels on the right path count. The share is that of `multiple_response`: each right
    reason adds 1 / (number of right ones), each wrong one takes away 1 / (number of wrong ones
    offered), never under 0: ticking all earns nothing. Without reasons the code is everything.
    """
    walk, weights = walked(spec, path), shares(spec.get("weights"), WEIGHTS)
    picks = Picks(tuple(reasons), ids(spec, "reasoning_key"))
    offered, fraction = ids(spec, "reasons"), _level_share(spec, walk)
    if offered:
        share_of_reasons = _reasoning(picks, len(offered))
        fraction = weights[CODE] * fraction + weights[REASONING] * share_of_reasons
    return Mark.of(fraction, (*_level_parts(walk), *picks.parts(offered)))


def shares(found: object, without: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return the shares that a question gives by name, those of `without` where it gives none."""
    if not isinstance(found, Mapping):
        return dict(without)
    return {name: share(found.get(name)) or Fraction(0) for name in without}


def _level_share(spec: Spec, walk: Walked) -> Fraction:
    worth = shares(spec.get("levels"), LEVELS)
    reached = tuple(Level)[: walk.common]
    return worth.get(reached[-1], Fraction(0)) if reached else Fraction(0)


def _level_parts(walk: Walked) -> Iterator[PartMark]:
    for place, level in enumerate(Level):
        if level is not Level.SECTION:
            yield PartMark(level, walk.state(place))


def _reasoning(picks: Picks, offered: int) -> Fraction:
    right = sum(one in picks.key for one in picks.chosen)
    wrong, wrong_ones = len(picks.chosen) - right, offered - len(picks.key)
    earned = Fraction(right, len(picks.key)) if picks.key else Fraction(0)
    lost = Fraction(wrong, wrong_ones) if wrong_ones > 0 else Fraction(0)
    return max(Fraction(0), earned - lost)
