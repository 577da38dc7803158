"""How do a course's people do? Counts only: a trainer sees no names.

The number of statements is the same for every course: answers are added up in the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from sqlalchemy import Row, String, case, column, distinct, func, select, true
from sqlalchemy.sql.selectable import TableValuedAlias

from app.catalogue.content.version import BankQuestion, ItemKind, Outline, QuizItem
from app.catalogue.queries import bank_of
from app.core.clock import today
from app.core.db import Json, db, is_sqlite
from app.learning.models import Attempt, Enrolment, Response
from app.learning.rules import EnrolmentState
from app.quizzes.rules import AttemptState
from app.studio.rules import Verdict, facility, verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """How many people of a course are how far; ``overdue`` are among those not through."""

    enrolled: int
    in_progress: int
    completed: int
    overdue: int
    score: float | None

    @property
    def total(self) -> int:
        """Everybody who ever enrolled."""
        return self.enrolled + self.in_progress + self.completed

    @property
    def middle(self) -> int:
        """Those who keep their version when another is published."""
        return self.enrolled + self.in_progress


@dataclass(frozen=True, slots=True)
class LessonResult:
    """A lesson and how many people have read its present content."""

    id: str
    title: dict[str, str]
    readers: int


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question in attempts that ended: how often asked, and the share of marks it gave."""

    id: str
    prompt: dict[str, str]
    type: str
    difficulty: int
    asked: int
    percent: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class QuizResult:
    """A quiz of a version: attempts that ended, people, how many passed, the mean result."""

    id: str
    title: dict[str, str]
    pass_mark: int
    attempts: int
    people: int
    passed: int
    mean: float | None
    questions: tuple[QuestionResult, ...]


def standing(course_id: int) -> Standing:
    """How far the people of the course are."""
    done = Enrolment.state == EnrolmentState.COMPLETED
    late = (Enrolment.due_on < today()) & ~done
    row = db.session.execute(
        select(
            func.sum(case((Enrolment.state == EnrolmentState.ENROLLED, 1), else_=0)),
            func.sum(case((Enrolment.state == EnrolmentState.IN_PROGRESS, 1), else_=0)),
            func.sum(case((done, 1), else_=0)),
            func.sum(case((late, 1), else_=0)),
            func.avg(Enrolment.score),
        ).where(Enrolment.course_id == course_id)
    ).one()
    enrolled, in_progress, completed, overdue, score = row
    return Standing(
        enrolled=int(enrolled or 0),
        in_progress=int(in_progress or 0),
        completed=int(completed or 0),
        overdue=int(overdue or 0),
        score=None if score is None else round(float(score), 1),
    )


def lessons(course_id: int, outline: Outline) -> list[LessonResult]:
    """How many have read each lesson, in its present content, in the order of the course."""
    each = _each_item()
    query = (
        select(each.c.key, each.c.value["hash"].as_string().label("hash"), func.count())
        .select_from(Enrolment)
        .join(each, true())
        .where(Enrolment.course_id == course_id)
        .group_by(each.c.key, "hash")
    )
    read = {(item, content): count for item, content, count in db.session.execute(query)}
    return [
        LessonResult(one.id, one.title, read.get((one.id, one.hash), 0))
        for one in outline.items()
        if one.kind is ItemKind.LESSON
    ]


def quizzes(version_id: int, outline: Outline) -> list[QuizResult]:
    """How attempts at the quizzes of a version ended, question by question."""
    ended = {row.quiz_id: row for row in _attempts(version_id)}
    asked, marks = _asked(version_id), _marks(version_id)
    bank = bank_of(version_id).quizzes
    return [
        _quiz(
            item,
            ended.get(item.id),
            tuple(
                _question(one, asked.get((item.id, one.id), 0), marks.get((item.id, one.id), 0))
                for one in bank[item.id].questions
            ),
        )
        for item in outline.items()
        if isinstance(item, QuizItem)
    ]


def _attempts(version_id: int) -> list[Row[Any]]:
    query = (
        select(
            Attempt.quiz_id,
            func.count().label("attempts"),
            func.count(distinct(Attempt.enrolment_id)).label("people"),
            func.sum(case((Attempt.passed.is_(True), 1), else_=0)).label("passed"),
            func.avg(Attempt.percent).label("mean"),
        )
        .where(Attempt.version_id == version_id, Attempt.state != AttemptState.RUNNING)
        .group_by(Attempt.quiz_id)
    )
    return list(db.session.execute(query))


def _asked(version_id: int) -> dict[tuple[str, str], int]:
    """How often each question stood in an attempt that ended, answered or not."""
    each = _each_question()
    query = (
        select(Attempt.quiz_id, each.c.value, func.count())
        .select_from(Attempt)
        .join(each, true())
        .where(Attempt.version_id == version_id, Attempt.state != AttemptState.RUNNING)
        .group_by(Attempt.quiz_id, each.c.value)
    )
    return {(quiz, question): count for quiz, question, count in db.session.execute(query)}


def _marks(version_id: int) -> dict[tuple[str, str], float]:
    """The marks that each question gave, added up; a whole mark is 1."""
    query = (
        select(Attempt.quiz_id, Response.question_id, func.sum(Response.mark))
        .join(Response, Response.attempt_id == Attempt.id)
        .where(Attempt.version_id == version_id, Attempt.state != AttemptState.RUNNING)
        .group_by(Attempt.quiz_id, Response.question_id)
    )
    return {(quiz, one): float(marks or 0) for quiz, one, marks in db.session.execute(query)}


def _quiz(
    item: QuizItem, ended: Row[Any] | None, questions: tuple[QuestionResult, ...]
) -> QuizResult:
    return QuizResult(
        id=item.id,
        title=item.title,
        pass_mark=item.pass_mark,
        attempts=ended.attempts if ended else 0,
        people=ended.people if ended else 0,
        passed=int(ended.passed) if ended else 0,
        mean=round(float(ended.mean), 1) if ended else None,
        questions=questions,
    )


def _question(question: BankQuestion, asked: int, marks: float) -> QuestionResult:
    percent = facility(marks, asked)
    return QuestionResult(
        id=question.id,
        prompt={code: Markup(one.prompt).striptags() for code, one in question.words.items()},  # noqa: S704 - sanitised when published
        type=question.type,
        difficulty=question.difficulty,
        asked=asked,
        percent=percent,
        verdict=verdict(percent, asked),
    )


def _each_item() -> TableValuedAlias:
    """The items of an enrolment as rows of (key, value)."""
    split = func.json_each if is_sqlite() else func.jsonb_each
    columns = (column("key", String), column("value", Json))
    return split(Enrolment.items).table_valued(*columns, name="item")


def _each_question() -> TableValuedAlias:
    """The ids of an attempt's questions as rows of (value)."""
    split = func.json_each if is_sqlite() else func.jsonb_array_elements_text
    return split(Attempt.questions).table_valued(column("value", String), name="question")
