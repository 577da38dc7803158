"""What does a question do when its answer is checked or handed in, and what has it earned then?

Four behaviours, after those that question engines have in common. Everything is a function of what
happened, so that replaying an attempt's steps gives its marks again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from app.quizzes.conditions import Behaviour
from app.quizzes.questions import AnyQuestionType, Mark, MarkState
from app.quizzes.questions.reading import Spec

CERTAINTIES = (1, 2, 3)
MOST_CERTAIN = 3
_WRONG = {1: Fraction(0), 2: Fraction(-2), 3: Fraction(-6)}


class Action(StrEnum):
    """What can happen to a question: SAVE an answer, CHECK it, FINISH the attempt.

    HAND is a mark that a person gave, REMARK one that a corrected key gave.
    """

    SAVE = "save"
    CHECK = "check"
    FINISH = "finish"
    HAND = "hand"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a quiz and a question say of tries: `penalty` is the share that a further one costs."""

    behaviour: Behaviour
    penalty: Fraction = Fraction(0)
    hints: int = 0

    @property
    def tries(self) -> int:
        """How often an answer can be checked."""
        return self.hints + 1 if self.behaviour is Behaviour.INTERACTIVE else 1

    @property
    def can_check(self) -> bool:
        """Whether an answer can be checked before the attempt is handed in."""
        return self.behaviour in (Behaviour.IMMEDIATE, Behaviour.INTERACTIVE)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a question."""

    action: Action
    answer: object = None
    certainty: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a question of an attempt stands.

    `tried` are the answers that were checked. `mark` is how the last answer marked fared, `share`
    what of the question's weight it earned: from 0 to 1, with CERTAINTY from -2.
    """

    answer: object = None
    certainty: int | None = None
    tried: tuple[object, ...] = ()
    closed: bool = False
    mark: Mark | None = None
    share: Fraction = Fraction(0)


def replay(kind: AnyQuestionType, spec: Spec, terms: Terms, steps: Sequence[Step]) -> Progress:
    """Return where a question stands after all that happened to it, in order."""
    now = Progress()
    for step in steps:
        now = after(kind, spec, terms, now, step)
    return now


def after(kind: AnyQuestionType, spec: Spec, terms: Terms, now: Progress, step: Step) -> Progress:
    """Return where a question stands after one more step; what is closed changes no more."""
    if now.closed:
        return now
    if step.action is Action.SAVE:
        return replace(now, answer=step.answer, certainty=step.certainty or now.certainty)
    if step.action is Action.CHECK:
        return _checked(kind, spec, terms, now)
    if step.action is Action.FINISH:
        return _finished(kind, spec, terms, now)
    return now


def certain_share(mark: Mark, certainty: int | None) -> Fraction:
    """Return what an answer earns of a question's weight with a certainty of 1 to 3.

    Of three points a right answer gives as many as its certainty, a partly right one its share of
    them; a wrong one gives 0, -2, -6. So 2 pays from a probability of 2/3 on, and 3 from 4/5: there
    the expected points p, 4p - 2 and 9p - 6 cross. Without a certainty the lowest counts, and no
    answer gives nothing.
    Source: Gardner-Medwin, "Confidence-based marking", in Bryan and Clegg (eds.), 2006.
    """
    sure = certainty if certainty in CERTAINTIES else CERTAINTIES[0]
    if mark.state is MarkState.UNANSWERED:
        return Fraction(0)
    points = mark.fraction * sure if mark.fraction > 0 else _WRONG[sure]
    return points / MOST_CERTAIN


def _checked(kind: AnyQuestionType, spec: Spec, terms: Terms, now: Progress) -> Progress:
    if not terms.can_check or kind.readable(spec, now.answer) is None:
        return now
    tried = (*now.tried, now.answer)
    mark = kind.mark_of_tries(spec, tried, terms.penalty)
    over = kind.mark(spec, now.answer).state is MarkState.RIGHT or len(tried) >= terms.tries
    return replace(now, tried=tried, mark=mark, share=mark.fraction, closed=over)


def _finished(kind: AnyQuestionType, spec: Spec, terms: Terms, now: Progress) -> Progress:
    """An answer that was not checked counts as a further try; one that was counts as it did."""
    is_new = not now.tried or now.answer != now.tried[-1]
    tried = (*now.tried, now.answer) if is_new else now.tried
    mark = kind.mark_of_tries(spec, tried, terms.penalty)
    certain = terms.behaviour is Behaviour.CERTAINTY
    share = certain_share(mark, now.certainty) if certain else mark.fraction
    return replace(now, mark=mark, share=share, closed=True)
