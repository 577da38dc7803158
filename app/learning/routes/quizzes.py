"""How does a learner come to a quiz, and what did earlier attempts give?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import MEMBER
from app.catalogue.content.version import ItemKind, QuizItem
from app.core import clock
from app.core.access import access
from app.core.dates import format_datetime
from app.core.db import transaction
from app.learning import queries
from app.learning.actions import attempts
from app.learning.models import Attempt
from app.learning.routes import blueprint, views
from app.quizzes import rules
from app.quizzes.rules import AttemptState, RefusalReason


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an attempt can begin now, goes on, or has to wait; ``running`` is its token."""

    running: str | None
    left: int | None
    reason: RefusalReason | None
    when: datetime | None


@blueprint.get("/learn/<slug>/quizzes/<quiz_id>")
@access(MEMBER)
def quiz(slug: str, quiz_id: str) -> ResponseReturnValue:
    """Show what the quiz asks for, earlier attempts, and the way in."""
    enrolled = queries.enrolled(current_user.id, slug)
    item = queries.quiz_of(enrolled.version_id, quiz_id)
    known = queries.attempts(enrolled.id, quiz_id)
    before, after = views.neighbours(enrolled, quiz_id)
    return render_template(
        "learning/quiz.html",
        enrolled=enrolled,
        item=item,
        words=views.spoken(enrolled),
        side=views.side(enrolled, quiz_id),
        attempts=known,
        standing=_standing(item, known),
        previous=before,
        next=after,
        course_title=enrolled.outline.title[views.spoken(enrolled)],
    )


@blueprint.post("/learn/<slug>/quizzes/<quiz_id>")
@access(MEMBER)
def start(slug: str, quiz_id: str) -> ResponseReturnValue:
    """Begin an attempt, or go on with the running one."""
    enrolled = queries.enrolled(current_user.id, slug)
    enrolled.item(quiz_id, ItemKind.QUIZ)
    try:
        with transaction() as session:
            attempt = attempts.start(session, enrolled.id, quiz_id)
    except attempts.AttemptRefused as refused:
        flash(_refusal_words(refused.refusal), "warning")
        return redirect(url_for(".quiz", slug=slug, quiz_id=quiz_id))
    return redirect(url_for(".attempt", token=attempt.token))


def _standing(item: QuizItem, attempted: list[Attempt]) -> Standing:
    moment, known = clock.now(), queries.counted(attempted, item)
    running = [one for one in known if one.state == AttemptState.RUNNING]
    if running and not attempts.is_over(running[-1], moment):
        return Standing(running[-1].token, None, None, None)
    past = [queries.past(one) for one in known if one not in running]
    past += [rules.PastAttempt(AttemptState.EXPIRED, one.deadline) for one in running]
    found = rules.may_start(moment, past, item.attempts, item.wait_minutes)
    if isinstance(found, rules.Refused):
        return Standing(None, 0, found.reason, found.when)
    return Standing(None, found.left, None, None)


def _refusal_words(refusal: rules.Refused) -> str:
    if refusal.reason is RefusalReason.WAIT and refusal.when is not None:
        when = format_datetime(refusal.when, "short")
        return str(_("You can try again from %(time)s.", time=when))
    return str(_("You have used all attempts at this quiz."))
