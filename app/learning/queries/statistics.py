"""Which attempts have the statistics of a quiz not taken in yet, and what was answered in them?

Rows come as plain tuples and answers as the text in which they are kept, so that an answer that
thousands gave is read once: 100,000 attempts of 20 questions are two million rows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import aliased

from app.catalogue.content.version import BankQuestion
from app.catalogue.queries import bank_of
from app.core.db import db
from app.learning.models import Attempt, QuizStatistics, Response
from app.quizzes.drawing import question_seed
from app.quizzes.questions import question_type
from app.quizzes.questions.base import Spec
from app.quizzes.rules import AttemptState
from app.quizzes.statistics import Given, QuizSums, places
from app.quizzes.statistics.sums import MARK, WEIGHT

ENDED = (AttemptState.SUBMITTED, AttemptState.EXPIRED)
FIRST, EVERY = "first", "every"

Answered = Mapping[str, tuple[float | None, str | None]]
"""Of each question of an attempt that was answered: the mark, and the answer as JSON text."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the statistics hold: first attempts of each person, and every attempt."""

    first: QuizSums
    every: QuizSums
    computed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Attempts to be taken in: their ids, and what was answered in the first ones and in all."""

    ids: tuple[int, ...]
    first: list[list[Given]]
    every: list[list[Given]]


class _Attempt(NamedTuple):
    id: int
    seed: int
    questions: list[str]
    key_version_id: int | None
    is_first: bool


def kept(version_id: int, quiz_id: str) -> Kept:
    """What the statistics of a quiz hold; empty sums where nothing was computed yet."""
    query = select(QuizStatistics.sums, QuizStatistics.computed_at).where(
        QuizStatistics.version_id == version_id, QuizStatistics.quiz_id == quiz_id
    )
    row = db.session.execute(query).one_or_none()
    sums, computed_at = row if row is not None else ({}, None)
    first, every = sums.get(FIRST, {}), sums.get(EVERY, {})
    return Kept(QuizSums.from_json(first), QuizSums.from_json(every), computed_at)


def waiting(version_id: int, quiz_id: str) -> int:
    """How many attempts have ended that the statistics have not taken in yet."""
    query = select(func.count()).select_from(Attempt).where(*_uncounted(version_id, quiz_id))
    return db.session.scalar(query) or 0


def uncounted(version_id: int, quiz_id: str, limit: int) -> Uncounted:
    """At most ``limit`` attempts that have ended and were not taken in, the oldest first."""
    attempts = _attempts(version_id, quiz_id, limit)
    answered = _answered([one.id for one in attempts])
    reader = _Reader(version_id, quiz_id)
    read = [(one.is_first, reader.given(one, answered[one.id])) for one in attempts]
    return Uncounted(
        ids=tuple(one.id for one in attempts),
        first=[given for is_first, given in read if is_first],
        every=[given for _is_first, given in read],
    )


def _uncounted(version_id: int, quiz_id: str) -> tuple[Any, ...]:
    return (
        Attempt.version_id == version_id,
        Attempt.quiz_id == quiz_id,
        Attempt.counted_at.is_(None),
        Attempt.state.in_(ENDED),
    )


def _attempts(version_id: int, quiz_id: str, limit: int) -> list[_Attempt]:
    """Which is a person's first at the version is told by their numbers: it never changes."""
    before = aliased(Attempt)
    earlier = (
        select(before.id)
        .where(
            before.enrolment_id == Attempt.enrolment_id,
            before.quiz_id == Attempt.quiz_id,
            before.version_id == Attempt.version_id,
            before.number < Attempt.number,
        )
        .exists()
    )
    query = (
        select(Attempt.id, Attempt.seed, Attempt.questions, Attempt.key_version_id, ~earlier)
        .where(*_uncounted(version_id, quiz_id))
        .order_by(Attempt.id)
        .limit(limit)
    )
    return [_Attempt(*row) for row in db.session.execute(query)]


def _answered(ids: Sequence[int]) -> Mapping[int, Answered]:
    query = select(
        Response.attempt_id, Response.question_id, Response.mark, cast(Response.answer, Text)
    ).where(Response.attempt_id.in_(ids))
    found: dict[int, dict[str, tuple[float | None, str | None]]] = defaultdict(dict)
    for attempt, question, mark, answer in db.session.execute(query):
        found[attempt][question] = (mark, answer)
    return found


class _Reader:
    """Turns rows into what the statistics count; equal answers become the same object."""

    def __init__(self, version_id: int, quiz_id: str) -> None:
        quiz = bank_of(version_id).quizzes[quiz_id]
        self._quiz_id = quiz_id
        self._questions = {one.id: one for one in quiz.questions}
        self._places = places(quiz.sections)
        self._keys: dict[int, dict[str, BankQuestion]] = {}
        self._known: dict[tuple[object, ...], Given] = {}
        self._draws = {
            one.id for one in quiz.questions if _drawn(one, one.spec, seed=0) is not one.spec
        }

    def given(self, attempt: _Attempt, answered: Answered) -> list[Given]:
        """What an attempt's questions, in its order, were answered and what that earned."""
        asked, known, draws = attempt.questions, self._known, self._draws
        named = self._places if len(self._places) == len(asked) else ("",) * len(asked)
        found = []
        for question, place in zip(asked, named, strict=True):
            mark, answer = answered.get(question, (None, None))
            seed = attempt.seed if question in draws else None
            key = (question, place, mark, answer, attempt.key_version_id, seed)
            one = known.get(key)
            if one is None:
                one = known[key] = self._make(question, place, mark, answer, attempt)
            found.append(one)
        return found

    def _make(
        self, name: str, place: str, mark: float | None, answer: str | None, attempt: _Attempt
    ) -> Given:
        question = self._questions[name]
        responses: Mapping[str, str] = {}
        if answer is not None:
            spec = _drawn(question, self._spec(question, attempt.key_version_id), attempt.seed)
            responses = question_type(question.type).classify(spec, json.loads(answer))
        return Given(
            question=name,
            mark=round((mark or 0) * MARK),
            weight=round(Fraction(str(question.weight)) * WEIGHT),
            place=place,
            responses=tuple(responses.items()),
        )

    def _spec(self, question: BankQuestion, key_version_id: int | None) -> Spec:
        """The question with the keys that marked it."""
        if key_version_id is None:
            return question.spec
        if key_version_id not in self._keys:
            quiz = bank_of(key_version_id).quizzes.get(self._quiz_id)
            found = quiz.questions if quiz else ()
            self._keys[key_version_id] = {one.id: one for one in found}
        key = self._keys[key_version_id].get(question.id)
        return key.spec if key and key.type == question.type else question.spec


def _drawn(question: BankQuestion, spec: Spec, seed: int) -> Spec:
    return question_type(question.type).drawn(spec, question_seed(seed, question.id))
