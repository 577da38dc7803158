"""Which attempts have the statistics of a quiz not taken in yet, and what was answered in them?

Rows come as plain tuples and answers as the text in which they are kept, so that an answer that
thousands gave is read once: 100,000 attempts of 20 questions are two million rows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Text, cast, func, select

from app.catalogue.content.version import BankQuestion
from app.catalogue.queries import bank_of
from app.core.db import db
from app.learning.models import Attempt, QuizStatistics, Response
from app.quizzes.drawing import BankedQuestion, question_seed
from app.quizzes.questions import question_type
from app.quizzes.questions.reading import Spec
from app.quizzes.rules import AttemptState
from app.quizzes.statistics import Given, QuizSums, places
from app.quizzes.statistics.sums import MARK, WEIGHT

ENDED = (AttemptState.SUBMITTED, AttemptState.EXPIRED)
FIRST, EVERY = "first", "every"

_attempts, _responses = Attempt.__table__, Response.__table__
_MOST_KNOWN = 100_000
_ROWS = 2000

Said: TypeAlias = tuple[float | None, str | None]
"""What was answered: its mark, and the answer as JSON text."""

_NOTHING: Said = (None, None)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the statistics hold: first attempts of each person, and every attempt."""

    first: QuizSums
    every: QuizSums
    computed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Attempts to be taken in: their ids, and what was answered in the first and later ones."""

    ids: tuple[int, ...]
    first: list[list[Given]]
    later: list[list[Given]]


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
    query = select(func.count()).select_from(_attempts).where(*_uncounted(version_id, quiz_id))
    return db.session.scalar(query) or 0


def _uncounted(version_id: int, quiz_id: str) -> tuple[Any, ...]:
    return (
        _attempts.c.version_id == version_id,
        _attempts.c.quiz_id == quiz_id,
        _attempts.c.counted_at.is_(None),
        _attempts.c.state.in_(ENDED),
    )


def _waiting(version_id: int, quiz_id: str, limit: int) -> list[_Attempt]:
    """Which attempt is a person's first at the version is told by their numbers, once for all."""
    before = _attempts.alias()
    earlier = (
        select(before.c.id)
        .where(
            before.c.enrolment_id == _attempts.c.enrolment_id,
            before.c.quiz_id == _attempts.c.quiz_id,
            before.c.version_id == _attempts.c.version_id,
            before.c.number < _attempts.c.number,
        )
        .exists()
    )
    wanted = (_attempts.c[name] for name in ("id", "seed", "questions", "key_version_id"))
    query = select(*wanted, ~earlier).where(*_uncounted(version_id, quiz_id))
    rows = db.session.execute(query.order_by(_attempts.c.id).limit(limit))
    return list(map(_Attempt._make, rows))


def _answers(attempts: Sequence[int]) -> Iterator[Sequence[Any]]:
    """The answers in force of these attempts, in lists of rows that are soon forgotten again."""
    of = _responses.c
    query = select(of.attempt_id, of.question_id, of.mark, cast(of.answer, Text))
    wanted = query.where(of.attempt_id.in_(attempts)).execution_options(yield_per=_ROWS)
    yield from db.session.execute(wanted).partitions()


class Reader:
    """Reads the attempts of a quiz a part at a time; equal answers become the same object."""

    def __init__(self, version_id: int, quiz_id: str) -> None:
        quiz = bank_of(version_id).quizzes[quiz_id]
        self._version_id, self._quiz_id = version_id, quiz_id
        self._questions = {one.id: one for one in quiz.questions}
        pool = (
            BankedQuestion(one.id, frozenset(one.tags), one.difficulty, one.bank)
            for one in quiz.questions
        )
        self._places = places(quiz.sections, pool)
        self._keys: dict[int, dict[str, BankQuestion]] = {}
        self._known: dict[str, dict[tuple[object, ...], Given]] = defaultdict(dict)
        self._draws = {one.id for one in quiz.questions if _is_drawn(one)}
        self._is_special = bool(self._draws) or any(self._places)

    def next(self, limit: int) -> Uncounted:
        """At most ``limit`` attempts that have ended and were not taken in, the oldest first."""
        attempts = _waiting(self._version_id, self._quiz_id, limit)
        if sum(map(len, self._known.values())) > _MOST_KNOWN:
            self._known.clear()
        answered: dict[int, dict[str, Given]] = {one.id: {} for one in attempts}
        by_id = {one.id: one for one in attempts}
        for rows in _answers(list(by_id)):
            for attempt, question, mark, answer in rows:
                given = self._given(by_id[attempt], question, (mark, answer))
                answered[attempt][question] = given
        found: dict[bool, list[list[Given]]] = {True: [], False: []}
        for one in attempts:
            found[bool(one.is_first)].append(self._whole(one, answered[one.id]))
        return Uncounted(tuple(by_id), found[True], found[False])

    def _whole(self, attempt: _Attempt, answered: Mapping[str, Given]) -> list[Given]:
        """Every question of an attempt, those too that were left out."""
        return [
            answered.get(one) or self._given(attempt, one, _NOTHING) for one in attempt.questions
        ]

    def _given(self, attempt: _Attempt, question: str, said: Said) -> Given:
        """One question answered; the same object for the same answer in the same circumstances."""
        key: tuple[object, ...] = said
        if self._is_special or attempt.key_version_id is not None:
            key = (*said, *self._circumstances(attempt, question))
        known = self._known[question]
        one = known.get(key)
        if one is None:
            one = known[key] = self._make(attempt, question, said)
        return one

    def _circumstances(self, attempt: _Attempt, question: str) -> tuple[object, ...]:
        """What else tells answers apart: the place, other keys, and for what is drawn the seed."""
        seed = attempt.seed if question in self._draws else None
        return self._place(attempt, question), attempt.key_version_id, seed

    def _place(self, attempt: _Attempt, question: str) -> str:
        if len(self._places) != len(attempt.questions):
            return ""
        return self._places[attempt.questions.index(question)]

    def _make(self, attempt: _Attempt, name: str, said: Said) -> Given:
        question, (mark, answer) = self._questions[name], said
        responses: Mapping[str, str] = {}
        if answer is not None:
            spec = _drawn(question, self._spec(question, attempt.key_version_id), attempt.seed)
            responses = question_type(question.type).classify(spec, json.loads(answer))
        return Given(
            question=name,
            mark=round((mark or 0) * MARK),
            weight=round(Fraction(str(question.weight)) * WEIGHT),
            place=self._place(attempt, name),
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


def _is_drawn(question: BankQuestion) -> bool:
    """Whether attempts have it with different values; a type may copy what it does not draw."""
    return any(_drawn(question, question.spec, seed) != question.spec for seed in range(3))
