"""How does an invented learner take a quiz, whatever it asks and however it behaves?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from sqlalchemy.orm import Session

from app.catalogue.content.version import BankQuestion, QuizItem
from app.core import clock
from app.learning.actions import attempts, questions, saving
from app.learning.models import Attempt
from app.learning.queries import quiz_of
from app.learning.queries.marks import questions_of, terms_of
from app.quizzes.conditions import Behaviour
from app.quizzes.questions import InvalidAnswer, MarkState, question_type
from app.quizzes.questions.reading import plain
from app.quizzes.rules import AttemptState

_TAKES = timedelta(minutes=9)
_LATER = timedelta(minutes=90)
_LEARNED = 0.2
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody in a course: the language they write in, and how often they know an answer."""

    session: Session
    enrolment_id: int
    language: str
    knows: float
    chance: random.Random

    def take(self, quiz_id: str, moment: datetime) -> None:
        """Take a quiz, and once more an hour or so later where it was not passed."""
        try:
            attempt = self._attempt(quiz_id, moment, self.knows)
            if attempt.state == AttemptState.SUBMITTED and not attempt.passed:
                self._attempt(quiz_id, moment + _LATER, min(1.0, self.knows + _LEARNED))
        except attempts.AttemptRefused:
            return

    def _attempt(self, quiz_id: str, moment: datetime, knows: float) -> Attempt:
        with clock.frozen_at(moment):
            attempt = attempts.start(self.session, self.enrolment_id, quiz_id)
            quiz = quiz_of(attempt.version_id, quiz_id)
            for number, question in enumerate(questions_of(attempt)):
                self._answer(attempt, quiz, question, knows)
                questions.go_on(self.session, attempt.person_id, attempt.token, number)
        with clock.frozen_at(moment + _TAKES):
            return attempts.submit(self.session, attempt.id)

    def _answer(
        self, attempt: Attempt, quiz: QuizItem, question: BankQuestion, knows: float
    ) -> None:
        """Answer a question, and have it checked where that can be done, until it is closed."""
        is_known = self.chance.random() < knows or question_type(question.type).by_hand
        given = self._right(question) if is_known else self._other(question)
        is_asked = quiz.behaviour is Behaviour.CERTAINTY
        sure = (3 if knows > _SURE else 1) if is_asked else None
        for tried in range(terms_of(quiz, question).tries):
            if given is None:
                return
            key = f"demo-{attempt.id}-{question.id}-{tried}"
            incoming = saving.Incoming(question.id, given, tried, key, certainty=sure)
            saving.save(self.session, attempt.person_id, attempt.token, incoming)
            if not terms_of(quiz, question).can_check:
                return
            place = (attempt.person_id, attempt.token, question.id)
            if questions.check(self.session, *place).progress.closed:
                return
            given = self._right(question)

    def _right(self, question: BankQuestion) -> object:
        """An answer that earns everything; a text for what a person marks."""
        kind = question_type(question.type)
        if kind.by_hand:
            own = self.language if self.language in question.words else next(iter(question.words))
            return {"text": plain(question.texts(own), "model_answer")}
        return kind.right_answer(question.spec)

    def _other(self, question: BankQuestion) -> object:
        """A readable answer that is not right; None leaves the question unanswered."""
        kind, spec = question_type(question.type), question.spec
        ids = kind.shuffled_ids(spec)
        tried = (*variations(kind.right_answer(spec)), *ids, *([one] for one in ids))
        wrong = [one for one in tried if _is_wrong(question, one)]
        return self.chance.choice(wrong) if wrong else None


def variations(right: object) -> Iterator[object]:
    """Answers near a right one: something left out, changed places, another number or choice.

    Some of them are answers to no question.
    """
    if isinstance(right, dict):
        yield from _other_mappings(right)
    elif isinstance(right, list):
        yield from (right[::-1], right[1:], right[:-1])
    elif isinstance(right, str):
        yield from ({"true": "false", "false": "true"}.get(right, right[:4]), _doubled(right))


def _other_mappings(right: dict[str, object]) -> Iterator[object]:
    values = list(right.values())
    yield dict(zip(right, values[1:] + values[:1], strict=True))
    for name, value in right.items():
        yield {other: right[other] for other in right if other != name}
        yield from ({**right, name: varied} for varied in variations(value))


def _doubled(number: str) -> str:
    """Twice a number, as one reckons who takes both of two ways; "" for what is none."""
    try:
        return f"{2 * Decimal(number):f}"
    except InvalidOperation:
        return ""


def _is_wrong(question: BankQuestion, answer: object) -> bool:
    kind = question_type(question.type)
    try:
        found = kind.parse(question.spec, answer)
    except InvalidAnswer:
        return False
    return found is not None and kind.mark(question.spec, found).state is not MarkState.RIGHT
