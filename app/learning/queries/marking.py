"""Which answers wait for a person to mark them, and what was given to one?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.accounts.queries import within
from app.accounts.rules import Identity, Role
from app.catalogue.content.version import BankQuestion, Outline, QuizItem
from app.catalogue.models import Course
from app.catalogue.queries import outline_of
from app.core.db import db
from app.core.errors import NotFound
from app.core.pagination import SIZE, Page
from app.learning.models import Attempt, Enrolment, HandMark, Response
from app.learning.policy import marks_everywhere
from app.learning.queries import quiz_of
from app.learning.queries.marks import question_in
from app.quizzes.hand_marking import HandGiven, Terms, Turn, open_turn
from app.quizzes.questions import question_type
from app.quizzes.questions.essay import agree_within, needs_second
from app.quizzes.questions.rubric import share
from app.quizzes.rules import AttemptState

# Written out, so that the partial index is used.
_BEING_MARKED = Attempt.state == literal_column("'marking'")


class MarkingOrder(StrEnum):
    """By what the answers that wait may be in order."""

    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which answers a marker looks for: those that wait, or those marked; empty means any."""

    slug: str = ""
    quiz_id: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer that waits, with how many have marked it so far."""

    attempt_id: int
    question_id: str
    slug: str
    outline: Outline
    quiz: QuizItem
    since: datetime
    marked: int


@dataclass(frozen=True, slots=True)
class WaitingQuiz:
    """A quiz with answers that wait, and how many."""

    slug: str
    outline: Outline
    quiz: QuizItem
    answers: int


@dataclass(frozen=True, slots=True)
class ToMark:
    """An answer with what its marker needs; ``learner`` only for whoever may know whose it is."""

    attempt: Attempt
    response: Response
    question: BankQuestion
    slug: str
    outline: Outline
    quiz: QuizItem
    learner: str | None
    marks: Sequence[HandMark]
    given: tuple[HandGiven, ...]
    terms: Terms

    @property
    def turn(self) -> Turn | None:
        """Whose turn it is, None once it is marked."""
        return open_turn(self.given, self.terms)


def visible_to(person: Identity) -> ColumnElement[bool]:
    """The condition that an attempt's answers are the person's to mark: equal to the policy."""
    others = Attempt.person_id != person.id
    if marks_everywhere(person):
        return others
    reached = [within(Enrolment.unit_path, person.scopes(Role.TUTOR))]
    if person.holds(Role.TRAINER):
        reached.append(Course.owner_id == person.id)
    return and_(others, or_(*reached))


def waiting(
    person: Identity, wanted: Wanted, number: int, *, descending: bool = False
) -> Page[Waiting]:
    """One page of the answers that the person looks for, the oldest first: two statements."""
    query = _waiting(person, wanted)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    shown = min(number, max(1, -(-total // SIZE)))
    rows = db.session.execute(
        query.order_by(*_order(descending=descending)).limit(SIZE).offset((shown - 1) * SIZE)
    )
    return Page([_row(one) for one in rows], shown, total)


def quizzes(person: Identity, *, marked: bool = False) -> list[WaitingQuiz]:
    """The quizzes with such answers for the person, by which the list can be filtered."""
    found = _waiting(person, Wanted(marked=marked)).subquery()
    counted = select(
        found.c.slug,
        found.c.quiz_id,
        func.max(found.c.version_id).label("version_id"),
        func.count(),
    ).group_by(found.c.slug, found.c.quiz_id)
    return [
        WaitingQuiz(slug, outline_of(version), quiz_of(version, quiz), answers)
        for slug, quiz, version, answers in db.session.execute(counted.order_by(found.c.slug))
    ]


def neighbours(
    person: Identity, wanted: Wanted, here: ToMark
) -> tuple[Waiting | None, Waiting | None]:
    """The answers that wait before and after this one, as the list has them."""
    query = _waiting(person, wanted)
    before = query.where(_later(here, backwards=True)).order_by(*_order(descending=True)).limit(1)
    after = query.where(_later(here, backwards=False)).order_by(*_order()).limit(1)
    found = [db.session.execute(one).first() for one in (before, after)]
    first, last = (None if one is None else _row(one) for one in found)
    return first, last


def answer(person: Identity, attempt_id: int, question_id: str) -> ToMark:
    """An answer that was handed in to be marked by a person.

    Raises:
        NotFound: there is none, or it is not the person's to mark.
    """
    query = (
        select(Attempt, Response, Course.slug, Person.name)
        .join(Response, Response.attempt_id == Attempt.id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Person, Person.id == Attempt.person_id)
        .where(Attempt.id == attempt_id, Response.question_id == question_id, visible_to(person))
        .where(Attempt.state != AttemptState.RUNNING)
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    attempt, response, slug, learner = row
    question = question_in(attempt, question_id)
    if response.answer is None or not question_type(question.type).by_hand:
        raise NotFound
    marks = hand_marks(db.session(), attempt_id, question_id)
    return ToMark(
        attempt=attempt,
        response=response,
        question=question,
        slug=slug,
        outline=outline_of(attempt.version_id),
        quiz=quiz_of(attempt.version_id, attempt.quiz_id),
        learner=learner if marks_everywhere(person) else None,
        marks=marks,
        given=given_in(question, marks),
        terms=terms_of(question),
    )


def hand_marks(session: Session, attempt_id: int, question_id: str) -> list[HandMark]:
    """What was given to an answer so far, in the order of the turns."""
    query = select(HandMark).where(
        HandMark.attempt_id == attempt_id, HandMark.question_id == question_id
    )
    return list(session.scalars(query.order_by(HandMark.turn)))


def all_hand_marks(attempt_id: int) -> Mapping[str, Sequence[HandMark]]:
    """What was given to the answers of an attempt, by question, in the order of the turns."""
    query = select(HandMark).where(HandMark.attempt_id == attempt_id).order_by(HandMark.turn)
    found: dict[str, list[HandMark]] = defaultdict(list)
    for one in db.session.scalars(query):
        found[one.question_id].append(one)
    return found


def given_in(question: BankQuestion, marks: Sequence[HandMark]) -> tuple[HandGiven, ...]:
    """The marks as the rules of marking by hand look at them, exact."""
    return tuple(
        HandGiven(one.turn, one.marker_id, share(question.spec, one.levels)) for one in marks
    )


def rows_of(marks: Sequence[HandMark], chosen: Sequence[HandGiven]) -> list[HandMark]:
    """The rows of the marks that a rule chose."""
    turns = {one.turn for one in chosen}
    return [one for one in marks if one.turn in turns]


def terms_of(question: BankQuestion) -> Terms:
    """How many mark the question, and how far apart they may be."""
    return Terms(needs_second(question.spec), agree_within(question.spec))


def _waiting(person: Identity, wanted: Wanted) -> Select[Any, Any, Any, Any, Any, Any, Any]:
    """Answers whose turn it may be for the person: a second one is not for the first marker.

    Or those that are marked, which the person may correct.
    """
    of_answer = and_(
        HandMark.attempt_id == Response.attempt_id, HandMark.question_id == Response.question_id
    )
    marked = select(func.count()).select_from(HandMark).where(of_answer).scalar_subquery()
    own = exists().where(of_answer, HandMark.marker_id == person.id)
    state: tuple[ColumnElement[bool], ...]
    if wanted.marked:
        by_hand = select(HandMark.attempt_id, HandMark.question_id).where(
            HandMark.turn == int(Turn.FIRST)
        )
        answer = tuple_(Response.attempt_id, Response.question_id)
        state = (Response.mark.is_not(None), answer.in_(by_hand))
    else:
        state = (_BEING_MARKED, Response.mark.is_(None), or_(marked != Turn.FIRST, ~own))
    return (
        select(
            Attempt.id,
            Response.question_id,
            Course.slug,
            Attempt.version_id,
            Attempt.quiz_id,
            Attempt.submitted_at,
            marked.label("marked"),
        )
        .join(Attempt, Attempt.id == Response.attempt_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .where(visible_to(person), *state)
        .where(Course.slug == wanted.slug if wanted.slug else true())
        .where(Attempt.quiz_id == wanted.quiz_id if wanted.quiz_id else true())
    )


def _order(*, descending: bool = False) -> tuple[ColumnElement[Any], ...]:
    columns = (Attempt.submitted_at, Attempt.id, Response.question_id)
    return tuple(one.desc() if descending else one.asc() for one in columns)


def _later(here: ToMark, *, backwards: bool) -> ColumnElement[bool]:
    moment, number, question = here.attempt.submitted_at, here.attempt.id, here.response.question_id
    if backwards:
        then = or_(Attempt.id < number, and_(Attempt.id == number, Response.question_id < question))
        return or_(Attempt.submitted_at < moment, and_(Attempt.submitted_at == moment, then))
    then = or_(Attempt.id > number, and_(Attempt.id == number, Response.question_id > question))
    return or_(Attempt.submitted_at > moment, and_(Attempt.submitted_at == moment, then))


def _row(row: Row[*tuple[Any, ...]]) -> Waiting:
    return Waiting(
        attempt_id=row.id,
        question_id=row.question_id,
        slug=row.slug,
        outline=outline_of(row.version_id),
        quiz=quiz_of(row.version_id, row.quiz_id),
        since=row.submitted_at,
        marked=row.marked,
    )
