"""Which questions has an attempt, where does each stand, and what has it earned?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content.version import BankQuestion, QuizItem
from app.catalogue.queries import bank_of
from app.core.errors import NotFound
from app.learning.models import Attempt, Response, ResponseStep
from app.learning.queries import quiz_of, responses
from app.quizzes.behaviours import Action, Progress, Step, Terms, after, replay
from app.quizzes.conditions import Behaviour
from app.quizzes.drawing import question_seed
from app.quizzes.questions import question_type
from app.quizzes.questions.marks import UNANSWERED, Mark
from app.quizzes.rules import Earned

_FINEST_HAND_MARK = 10_000
_DECIMALS = 7


@dataclass(frozen=True, slots=True)
class Standing:
    """A question of an attempt, the answer in force if there is one, and what it earned so far."""

    question: BankQuestion
    terms: Terms
    response: Response | None
    progress: Progress
    waits: bool = False

    @property
    def earned(self) -> Earned:
        """What it adds to the score."""
        return Earned(self.progress.share, exactly(self.question.weight))

    @property
    def stored_mark(self) -> float:
        """The share of the weight as the database keeps it."""
        return stored(self.progress.share)


def stored(share: Fraction) -> float:
    """A mark as both databases keep it: to seven decimals."""
    return round(float(share), _DECIMALS)


@lru_cache(maxsize=256)
def exactly(number: float) -> Fraction:
    """The number as it was written in decimals."""
    return Fraction(str(number))


def questions_of(attempt: Attempt, key_version_id: int | None = None) -> list[BankQuestion]:
    """The questions of an attempt in its order, as it drew them, with their keys.

    ``key_version_id`` is another version whose keys shall mark them; the attempt's own otherwise.
    """
    bank = _bank(attempt.version_id, attempt.quiz_id)
    other = key_version_id or attempt.key_version_id
    keys = _bank(other, attempt.quiz_id) if other else {}
    return [_drawn(attempt, bank[one], keys.get(one)) for one in attempt.questions]


def question_in(attempt: Attempt, question_id: str) -> BankQuestion:
    """The question of an attempt, as it drew it, with its key.

    Raises:
        NotFound: the attempt does not have it.
    """
    if question_id in attempt.questions:
        for one in bank_of(attempt.version_id).quizzes[attempt.quiz_id].questions:
            if one.id == question_id:
                return _drawn(attempt, one, None)
    raise NotFound(_("This attempt has no such question."))


def terms_of(quiz: QuizItem, question: BankQuestion) -> Terms:
    """What the quiz and the question say of tries; what a person marks has none."""
    if question_type(question.type).by_hand:
        return Terms(Behaviour.DEFERRED)
    hints = len(next(iter(question.words.values())).hints) if question.words else 0
    return Terms(quiz.behaviour, exactly(question.penalty), hints)


def standings(
    session: Session, attempt: Attempt, *, finished: bool = True, key_version_id: int | None = None
) -> list[Standing]:
    """Where each question of an attempt stands, in its order; ``finished``: as if handed in."""
    quiz = quiz_of(attempt.version_id, attempt.quiz_id)
    given = responses(attempt.id, session)
    has_tries = quiz.behaviour is Behaviour.INTERACTIVE
    tried = tried_answers(session, attempt.id) if has_tries else {}
    return [
        _standing(one, terms_of(quiz, one), given.get(one.id), tried.get(one.id), finished)
        for one in questions_of(attempt, key_version_id)
    ]


def tried_answers(session: Session, attempt_id: int) -> Mapping[str, Sequence[object]]:
    """The answers that were checked, by question, in the order of the tries."""
    query = (
        select(ResponseStep.question_id, ResponseStep.answer)
        .where(ResponseStep.attempt_id == attempt_id, ResponseStep.action == Action.CHECK)
        .order_by(ResponseStep.id)
    )
    found: dict[str, list[object]] = defaultdict(list)
    for question_id, answer in session.execute(query):
        found[question_id].append(answer)
    return found


def _standing(
    question: BankQuestion,
    terms: Terms,
    response: Response | None,
    tried: Sequence[object] | None,
    finished: bool,
) -> Standing:
    if question_type(question.type).by_hand:
        return _by_hand(question, terms, response, finished)
    kind, spec = question_type(question.type), question.spec
    if response is None:
        now = Progress(mark=UNANSWERED if finished else None)
        return Standing(question, terms, None, now)
    checked = tried if tried is not None else (response.answer,) * min(response.tries, 1)
    now = replay(kind, spec, terms, _steps(checked))
    now = after(kind, spec, terms, now, Step(Action.SAVE, response.answer, response.certainty))
    if finished:
        now = after(kind, spec, terms, now, Step(Action.FINISH))
    return Standing(question, terms, response, now)


def _by_hand(
    question: BankQuestion,
    terms: Terms,
    response: Response | None,
    finished: bool,
) -> Standing:
    if response is None or response.answer is None:
        now = Progress(mark=UNANSWERED, closed=True) if finished else Progress()
        return Standing(question, terms, response, now)
    if response.mark is None:
        return Standing(question, terms, response, Progress(answer=response.answer), waits=True)
    share = exactly(response.mark).limit_denominator(_FINEST_HAND_MARK)
    now = Progress(answer=response.answer, mark=Mark.of(share), share=share)
    return Standing(question, terms, response, now)


def _steps(tried: Sequence[object]) -> list[Step]:
    return [step for one in tried for step in (Step(Action.SAVE, one), Step(Action.CHECK))]


def _bank(version_id: int, quiz_id: str) -> dict[str, BankQuestion]:
    quiz = bank_of(version_id).quizzes.get(quiz_id)
    return {one.id: one for one in quiz.questions} if quiz else {}


def _drawn(attempt: Attempt, question: BankQuestion, key: BankQuestion | None) -> BankQuestion:
    """The question as this attempt drew it, with the key of another version where there is one."""
    source: dict[str, Any] = question.spec
    if key is not None and key.type == question.type:
        source = key.spec
    same = source is question.spec
    return drawn(question if same else replace(question, spec=source), attempt.seed)


def drawn(question: BankQuestion, seed: int) -> BankQuestion:
    """The question as the attempt with this seed draws it: with its variables, if it has any."""
    spec = question_type(question.type).drawn(question.spec, question_seed(seed, question.id))
    return question if spec is question.spec else replace(question, spec=dict(spec))
