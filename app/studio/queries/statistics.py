"""How did the questions of a quiz work, and what was answered to each? Figures only: no names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import select

from app.catalogue.content.version import BankQuestion, QuizItem
from app.catalogue.queries import bank_of
from app.core.db import db
from app.core.errors import NotFound
from app.learning.models import Remarking
from app.learning.queries import quiz_of
from app.learning.queries.statistics import kept, waiting
from app.quizzes.questions import question_type
from app.quizzes.questions.reading import Words
from app.quizzes.statistics import (
    Flag,
    QuestionFigures,
    QuizFigures,
    QuizSums,
    Remark,
    figures_of,
    question_figures,
    remarks,
)
from app.quizzes.statistics.sums import STEP, WHOLE
from app.quizzes.statistics.wording import part_text, response_text
from app.studio.queries.responses import PartTable, tables

BINS = 10


class Column(StrEnum):
    """By what the questions of a quiz are sorted; PLACE is the order in which they are written."""

    PLACE = "place"
    ATTEMPTS = "attempts"
    FACILITY = "facility"
    EFFECTIVE = "effective"
    DISCRIMINATION = "discrimination"
    EFFICIENCY = "efficiency"
    REMARKS = "remarks"


@dataclass(frozen=True, slots=True)
class Said:
    """A remark, with the words of the part and of the response that it is about."""

    remark: Remark
    part: str
    response: str


@dataclass(frozen=True, slots=True)
class Line:
    """A question: its place from 1, its words, figures (None: nobody was asked) and remarks."""

    place: int
    question: BankQuestion
    prompt: str
    figures: QuestionFigures | None
    remarks: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class QuizPage:
    """What the statistics of a quiz say; `every` of all attempts, otherwise of first ones.

    `bins` count the results from 0 to under 10 per cent, and so on; the last has the 100.
    """

    quiz: QuizItem
    every: bool
    figures: QuizFigures
    people: int
    attempts: int
    waiting: int
    computed_at: datetime | None
    bins: tuple[int, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """What the statistics say of one question."""

    quiz: QuizItem
    every: bool
    line: Line
    tables: tuple[PartTable, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statistics are asked for: a quiz of a version, of ``every`` attempt or first ones.

    ``language`` is that of the questions' words.
    """

    course_id: int
    version_id: int
    quiz_id: str
    language: str
    every: bool


def quiz_page(wanted: Wanted) -> QuizPage:
    """The statistics of a quiz, its questions in the order in which they are written.

    Raises:
        NotFound: the version has no such quiz.
    """
    quiz = quiz_of(wanted.version_id, wanted.quiz_id)
    found = kept(wanted.version_id, wanted.quiz_id)
    sums = found.every if wanted.every else found.first
    return QuizPage(
        quiz=quiz,
        every=wanted.every,
        figures=figures_of(sums),
        people=found.first.attempts,
        attempts=found.every.attempts,
        waiting=waiting(wanted.version_id, wanted.quiz_id),
        computed_at=found.computed_at,
        bins=_bins(sums),
        lines=tuple(_lines(wanted, sums)),
    )


def question_page(wanted: Wanted, question_id: str) -> QuestionPage:
    """What the statistics say of a question, with the tables of responses.

    Raises:
        NotFound: the version has no such quiz, or the quiz no such question.
    """
    quiz = quiz_of(wanted.version_id, wanted.quiz_id)
    for line, answered in answers(wanted):
        if line.question.id == question_id:
            return QuestionPage(quiz, wanted.every, line, answered)
    raise NotFound


def answers(wanted: Wanted) -> Iterator[tuple[Line, tuple[PartTable, ...]]]:
    """Each question of a quiz with its tables of responses.

    Raises:
        NotFound: the version has no such quiz.
    """
    quiz_of(wanted.version_id, wanted.quiz_id)
    found = kept(wanted.version_id, wanted.quiz_id)
    sums = found.every if wanted.every else found.first
    for line in _lines(wanted, sums):
        own = sums.questions.get(line.question.id)
        yield line, tuple(tables(line.question, own, wanted.language)) if own else ()


def in_order(lines: Sequence[Line], column: Column, *, descending: bool) -> list[Line]:
    """The questions sorted; those without the figure come last either way."""
    key = _KEYS[column]
    known = sorted((one for one in lines if key(one) is not None), key=_known(key))
    unknown = [one for one in lines if key(one) is None]
    return [*(reversed(known) if descending else known), *unknown]


def _lines(wanted: Wanted, sums: QuizSums) -> Iterator[Line]:
    questions = _keyed(wanted)
    guesses = {one.id: question_type(one.type).guess_score(one.spec) for one in questions}
    figures = question_figures(sums, guesses)
    for place, one in enumerate(questions, start=1):
        own, judged = sums.questions.get(one.id), figures.get(one.id)
        said: tuple[Said, ...] = ()
        if own is not None and judged is not None:
            words = one.texts(wanted.language)
            said = tuple(_said(remark, words) for remark in remarks(judged, own, one.spec))
        prompt = Markup(one.words[wanted.language].prompt).striptags()  # noqa: S704 - sanitised when published
        yield Line(place, one, prompt, judged, said)


def _keyed(wanted: Wanted) -> list[BankQuestion]:
    """The questions of the version, with the keys by which their answers were last marked."""
    questions = bank_of(wanted.version_id).quizzes[wanted.quiz_id].questions
    query = (
        select(Remarking.key_version_id)
        .where(
            Remarking.course_id == wanted.course_id,
            Remarking.quiz_id == wanted.quiz_id,
            Remarking.key_version_id > wanted.version_id,
            Remarking.finished_at.is_not(None),
        )
        .order_by(Remarking.id.desc())
        .limit(1)
    )
    newer = db.session.scalar(query)
    quiz = bank_of(newer).quizzes.get(wanted.quiz_id) if newer is not None else None
    keys = {(one.id, one.type): one.spec for one in quiz.questions} if quiz else {}
    return [replace(one, spec=keys.get((one.id, one.type), one.spec)) for one in questions]


def _said(remark: Remark, words: Words) -> Said:
    response = response_text(words, remark.part, remark.response)
    part = part_text(words, remark.part)
    return Said(remark, "" if part == response else part, response)


def _bins(sums: QuizSums) -> tuple[int, ...]:
    found = [0] * BINS
    for value, count in sums.results.ordered():
        place = value * STEP * BINS // WHOLE
        found[max(0, min(BINS - 1, place))] += count
    return tuple(found)


def _known(key: Callable[[Line], float | None]) -> Callable[[Line], float]:
    return lambda one: key(one) or 0.0


def _of(name: str) -> Callable[[Line], float | None]:
    return lambda one: getattr(one.figures, name, None)


_KEYS: dict[Column, Callable[[Line], float | None]] = {
    Column.PLACE: lambda one: one.place,
    Column.ATTEMPTS: lambda one: one.figures.attempts if one.figures else 0,
    Column.FACILITY: _of("facility"),
    Column.EFFECTIVE: _of("effective"),
    Column.DISCRIMINATION: _of("discrimination"),
    Column.EFFICIENCY: _of("efficiency"),
    Column.REMARKS: lambda one: sum(said.remark.flag is not Flag.TOO_FEW for said in one.remarks),
}
