"""How does a person mark an answer, and what follows when the last one of an attempt is marked?"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions.mails import recipient
from app.accounts.models import Person
from app.accounts.rules import Identity
from app.catalogue.content.version import BankQuestion
from app.catalogue.models import Course
from app.catalogue.queries import outline_of
from app.core import clock, mail
from app.core.errors import Conflict, Forbidden, NotFound
from app.learning.actions.attempts import correct_mark, finish_marking, locked_attempt
from app.learning.actions.progress import locked
from app.learning.models import Attempt, Enrolment, HandMark, Response, ResponseStep
from app.learning.policy import Work, may_mark
from app.learning.queries import quiz_of
from app.learning.queries.marking import given_in, hand_marks, terms_of
from app.learning.queries.marks import question_in
from app.quizzes.behaviours import Action
from app.quizzes.conditions import ReviewPart
from app.quizzes.hand_marking import (
    HandGiven,
    Terms,
    Turn,
    correction,
    final_share,
    may_take,
    open_turn,
)
from app.quizzes.questions import question_type
from app.quizzes.questions.rubric import read_levels, share
from app.quizzes.rules import AttemptState


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a marker says: a level for each criterion, a comment, and which turn they took it for.

    Whoever writes down what two agreed on has seen both marks; any other has not. ``corrects`` is
    the number of the last mark that whoever corrects what counts has seen.
    """

    levels: Mapping[str, object]
    comment: str
    agreed: bool = False
    corrects: int | None = None


def mark(
    session: Session, person: Identity, attempt_id: int, question_id: str, said: Judgement
) -> Turn | None:
    """Keep what a marker gave; the turn that is then open, None once the answer is marked.

    With the last answer of the attempt its result is there, and the learner is told; likewise where
    a correction changes it.

    Raises:
        NotFound: there is no such answer for this person to mark.
        Forbidden: the person was the first marker, and the second is to be somebody else.
        Conflict: somebody else marked the answer, or corrected its mark, meanwhile.
        InvalidAnswer: a criterion has no level.
    """
    attempt = _held(session, person, attempt_id)
    question, response = _answer(session, attempt, question_id)
    before = given_in(question, hand_marks(session, attempt_id, question_id))
    terms = terms_of(question)
    turn = _turn_of(before, terms, person, said)
    levels = read_levels(question.spec, said.levels)
    given = HandGiven(turn, person.id, share(question.spec, levels))
    _keep(session, response, given, levels, said.comment)
    after = (*before, given)
    final = final_share(after, terms)
    if final is not None:
        response.mark = float(final)
        session.flush()
        _count(session, attempt, said)
    return open_turn(after, terms)


def _held(session: Session, person: Identity, attempt_id: int) -> Attempt:
    """The attempt, held with its enrolment, which comes first. Raises NotFound."""
    query = (
        select(Enrolment.id, Enrolment.person_id, Enrolment.unit_path, Course.owner_id)
        .join(Attempt, Attempt.enrolment_id == Enrolment.id)
        .join(Course, Course.id == Enrolment.course_id)
        .where(Attempt.id == attempt_id)
    )
    row = session.execute(query).one_or_none()
    if row is None or not may_mark(person, Work(row.person_id, row.unit_path, row.owner_id)):
        raise NotFound
    locked(session, row.id)
    return locked_attempt(session, attempt_id)


def _answer(session: Session, attempt: Attempt, question_id: str) -> tuple[BankQuestion, Response]:
    question = question_in(attempt, question_id)
    response = session.get(Response, (attempt.id, question_id), populate_existing=True)
    by_hand = question_type(question.type).by_hand
    if not by_hand or response is None or response.answer is None:
        raise NotFound
    if attempt.state == AttemptState.RUNNING:
        raise NotFound
    return question, response


def _turn_of(given: Sequence[HandGiven], terms: Terms, person: Identity, said: Judgement) -> int:
    """The turn that the judgement is for. Two who marked at once are first and second marker."""
    turn = open_turn(given, terms)
    if said.corrects is not None:
        number = correction(given, terms, said.corrects)
    else:
        number = turn if (turn is Turn.AGREED) is said.agreed else None
    if number is None:
        raise Conflict(_("This answer was marked meanwhile. Nothing was changed."))
    if turn is not None and not may_take(turn, given, person.id):
        raise Forbidden(_("You have marked this answer; the second marker is somebody else."))
    return number


def _keep(
    session: Session,
    response: Response,
    given: HandGiven,
    levels: Mapping[str, int],
    comment: str,
) -> None:
    moment, earned = clock.now(), float(given.share)
    session.add(
        HandMark(
            attempt_id=response.attempt_id,
            question_id=response.question_id,
            turn=given.turn,
            marker_id=given.marker_id,
            levels=dict(levels),
            comment=comment,
            mark=earned,
            at=moment,
        )
    )
    session.add(
        ResponseStep(
            attempt_id=response.attempt_id,
            question_id=response.question_id,
            request_key=f"hand:{secrets.token_urlsafe(12)}",
            revision=response.revision,
            answer=response.answer,
            late=False,
            at=moment,
            action=Action.HAND,
            person_id=given.marker_id,
            mark=earned,
        )
    )
    session.flush()


def _count(session: Session, attempt: Attempt, said: Judgement) -> None:
    """Let the mark of an answer count, and tell the learner once the attempt has its result."""
    is_correction = said.corrects is not None
    counted = (correct_mark if is_correction else finish_marking)(session, attempt.id)
    if counted.state != AttemptState.MARKING:
        _tell(session, counted, is_correction=is_correction)


def _tell(session: Session, attempt: Attempt, *, is_correction: bool) -> None:
    learner = session.get_one(Person, attempt.person_id)
    outline = outline_of(attempt.version_id)
    spoken = learner.language if learner.language in outline.languages else outline.languages[0]
    quiz = quiz_of(attempt.version_id, attempt.quiz_id)
    title, course = quiz.title[spoken], outline.title[spoken]
    shows = ReviewPart.MARKS in quiz.review.shown(clock.now(), quiz.closes_at)

    def words() -> mail.Words:
        place = {"quiz": title, "course": course}
        return mail.Words(
            _("The mark of your answer was corrected: %(quiz)s", quiz=title)
            if is_correction
            else _("Your answer was marked: %(quiz)s", quiz=title),
            (
                _(
                    "the mark of your answer in “%(quiz)s” of the course “%(course)s” was "
                    "corrected. A certificate that you have stays as it is.",
                    **place,
                )
                if is_correction
                else _("your answer in “%(quiz)s” of the course “%(course)s” was marked.", **place),
                _("The review shows the result, the levels that you reached and the comment.")
                if shows
                else _("The result is not shown yet; the review says when it will be."),
            ),
            (_("See the review"), mail.link(f"/attempts/{attempt.token}/review")),
        )

    mail.send(session, recipient(learner), words)
