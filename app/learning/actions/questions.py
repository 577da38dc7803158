"""How is one question of a running attempt checked, and how does the learner go on to the next?"""

from __future__ import annotations

import secrets

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import Gone, Invalid, NotFound
from app.learning.actions.attempts import is_over, locked_attempt
from app.learning.models import Attempt, Response, ResponseStep
from app.learning.queries import quiz_of
from app.learning.queries.marks import Standing, standings, stored
from app.quizzes.behaviours import Action, Step, after
from app.quizzes.conditions import Navigation
from app.quizzes.questions import question_type
from app.quizzes.rules import AttemptState


def check(session: Session, person_id: int, token: str, question_id: str) -> Standing:
    """Mark the answer saved to one question and keep the step; where it then stands.

    A question that is closed, or whose answer was just checked, stays as it is.

    Raises:
        NotFound: the person has no such attempt, or the attempt no such question.
        Invalid: the quiz does not mark single questions, or there is no answer to mark.
        Gone: the attempt is over.
    """
    attempt = _running(session, person_id, token)
    before = _standing(session, attempt, question_id)
    response, now = before.response, before.progress
    if now.closed or (now.tried and response is not None and now.answer == now.tried[-1]):
        return before
    if not before.terms.can_check:
        raise Invalid(_("The questions of this quiz are marked when you hand in."))
    kind, spec = question_type(before.question.type), before.question.spec
    checked = after(kind, spec, before.terms, now, Step(Action.CHECK))
    if response is None or not checked.tried:
        raise Invalid(_("Answer the question first, then have it checked."))
    response.tries, response.closed = len(checked.tried), checked.closed
    response.mark = stored(checked.share)
    session.add(_step(attempt, response))
    session.flush()
    return Standing(before.question, before.terms, response, checked)


def go_on(session: Session, person_id: int, token: str, place: int) -> Attempt:
    """Leave the question at ``place`` for good and go on to the next; twice changes nothing.

    Raises:
        NotFound: the person has no such attempt.
        Gone: the attempt is over.
    """
    attempt = _running(session, person_id, token)
    quiz = quiz_of(attempt.version_id, attempt.quiz_id)
    last = len(attempt.questions) - 1
    if quiz.navigation is Navigation.SEQUENTIAL and attempt.place == place < last:
        attempt.place = place + 1
        session.flush()
    return attempt


def _running(session: Session, person_id: int, token: str) -> Attempt:
    query = select(Attempt.id).where(Attempt.token == token, Attempt.person_id == person_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    attempt = locked_attempt(session, found)
    if attempt.state != AttemptState.RUNNING or is_over(attempt, clock.now()):
        raise Gone(_("This attempt is over; answers can no longer change."))
    return attempt


def _standing(session: Session, attempt: Attempt, question_id: str) -> Standing:
    for one in standings(session, attempt, finished=False):
        if one.question.id == question_id:
            return one
    raise NotFound(_("This attempt has no such question."))


def _step(attempt: Attempt, response: Response) -> ResponseStep:
    return ResponseStep(
        attempt_id=attempt.id,
        question_id=response.question_id,
        request_key=f"check:{secrets.token_urlsafe(12)}",
        revision=response.revision,
        answer=response.answer,
        late=False,
        at=clock.now(),
        action=Action.CHECK,
        person_id=attempt.person_id,
        certainty=response.certainty,
        mark=response.mark,
    )
