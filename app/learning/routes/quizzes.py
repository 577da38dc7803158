"""How does a learner come to a quiz, and what did earlier attempts give?"""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import MEMBER
from app.catalogue.content.version import ItemKind, QuizItem
from app.core import clock
from app.core.access import access
from app.core.dates import format_datetime
from app.core.db import db, transaction
from app.learning import queries
from app.learning.actions import attempts
from app.learning.models import Attempt
from app.learning.queries.accommodations import extra_for
from app.learning.routes import blueprint, conditions, views
from app.quizzes import rules
from app.quizzes.conditions import ReviewPart
from app.quizzes.rules import AttemptState, RefusalReason


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an attempt can begin now, goes on, or has to wait; ``running`` is its token.

    ``attempts`` and ``minutes`` are the learner's own limits, accommodations included.
    """

    running: str | None
    left: int | None
    refusal: rules.Refused | None
    attempts: int | None
    minutes: int | None


@blueprint.get("/learn/<slug>/quizzes/<quiz_id>")
@access(MEMBER)
def quiz(slug: str, quiz_id: str) -> ResponseReturnValue:
    """Show what the quiz asks for, earlier attempts, and the way in."""
    enrolled = queries.enrolled(current_user.id, slug)
    item = queries.quiz_of(enrolled.version_id, quiz_id)
    known = queries.attempts(enrolled.id, quiz_id)
    before, after = views.neighbours(enrolled, quiz_id)
    standing = _standing(item, known, extra_for(db.session(), enrolled, quiz_id))
    return render_template(
        "learning/quiz.html",
        enrolled=enrolled,
        item=item,
        words=views.spoken(enrolled),
        side=views.side(enrolled, quiz_id),
        attempts=known,
        standing=standing,
        refusal=_refusal_words(standing.refusal) if standing.refusal else "",
        conditions=conditions.lines(item),
        shows_marks=ReviewPart.MARKS in item.review.shown(clock.now(), item.closes_at),
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


def _standing(item: QuizItem, attempted: list[Attempt], extra: rules.Extra) -> Standing:
    moment, known = clock.now(), queries.counted(attempted, item)
    attempts_allowed = None if item.attempts is None else item.attempts + extra.attempts
    own = (attempts_allowed, _minutes(item, extra))
    running = [one for one in known if one.state == AttemptState.RUNNING]
    if running and not attempts.is_over(running[-1], moment):
        return Standing(running[-1].token, None, None, *own)
    past = [queries.past(one) for one in known if one not in running]
    past += [rules.PastAttempt(AttemptState.EXPIRED, one.deadline) for one in running]
    closed = rules.Window(item.opens_at, item.closes_at).refusal(moment)
    found = closed or rules.may_start(moment, past, attempts_allowed, item.wait_minutes)
    if isinstance(found, rules.Refused):
        return Standing(None, 0, found, *own)
    return Standing(None, found.left, None, *own)


def _minutes(item: QuizItem, extra: rules.Extra) -> int | None:
    """The learner's own time limit, rounded down to whole minutes."""
    if item.time_limit_minutes is None:
        return None
    return item.time_limit_minutes * (100 + extra.time_percent) // 100


def _refusal_words(refusal: rules.Refused) -> str:
    when = format_datetime(refusal.when, "short") if refusal.when is not None else ""
    if refusal.reason is RefusalReason.WAIT:
        return str(_("You can try again from %(time)s.", time=when))
    if refusal.reason is RefusalReason.NOT_OPEN:
        return str(_("This quiz opens on %(time)s.", time=when))
    if refusal.reason is RefusalReason.CLOSED:
        return str(_("This quiz closed on %(time)s.", time=when))
    return str(_("You have used all attempts at this quiz."))
