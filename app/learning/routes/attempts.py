"""How is a running attempt gone through and handed in, and what does its review show?"""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from app.accounts.policy import MEMBER
from app.catalogue.queries import bank_of
from app.core import clock
from app.core.access import access
from app.core.db import transaction
from app.core.errors import Gone
from app.learning import queries
from app.learning.actions import attempts, questions
from app.learning.models import Attempt
from app.learning.routes import asked, blueprint
from app.learning.routes.asked import AttemptPage
from app.quizzes.conditions import ReviewPart
from app.quizzes.rules import AttemptState


@blueprint.get("/attempts/<token>")
@access(MEMBER)
def attempt(token: str) -> ResponseReturnValue:
    """Show the questions with the answers saved so far; nothing of an open one's key is there."""
    found, slug = queries.own_attempt(current_user.id, token)
    if found.state != AttemptState.RUNNING or attempts.is_over(found, clock.now()):
        return redirect(url_for(".review", token=token))
    return attempt_page(found, slug)


@blueprint.post("/attempts/<token>/next")
@access(MEMBER)
def go_on(token: str) -> ResponseReturnValue:
    """Leave the question that the page shows, and show the next one."""
    place = request.form.get("place", -1, type=int)
    try:
        with transaction() as session:
            found = questions.go_on(session, current_user.id, token, place)
    except Gone as gone:
        flash(gone.message, "warning")
        return redirect(url_for(".review", token=token))
    return redirect(url_for(".attempt", token=token, _anchor=f"q-{found.place + 1}"))


@blueprint.post("/attempts/<token>/submit")
@access(MEMBER)
def submit(token: str) -> ResponseReturnValue:
    """Hand the attempt in and show its review."""
    attempt_id = queries.own_attempt(current_user.id, token)[0].id
    with transaction() as session:
        attempts.submit(session, attempt_id)
    return redirect(url_for(".review", token=token))


@blueprint.get("/attempts/<token>/review")
@access(MEMBER)
def review(token: str) -> ResponseReturnValue:
    """Show the result, each answer with its feedback, and the rule behind it, as the quiz says."""
    found, slug = queries.own_attempt(current_user.id, token)
    if found.state == AttemptState.RUNNING:
        if not attempts.is_over(found, clock.now()):
            return redirect(url_for(".attempt", token=token))
        with transaction() as session:
            found = attempts.close_if_over(session, found.id)
    return _review_page(asked.page_of(found, slug))


def attempt_page(
    found: Attempt,
    slug: str,
    typed: Mapping[str, object] | None = None,
    said: Mapping[str, str] | None = None,
) -> str:
    """The page of a running attempt; `typed` and `said` belong to an answer that was refused."""
    page = asked.page_of(found, slug)
    shown = asked.questions(page, typed or {})
    return render_template(
        "learning/attempt.html",
        page=page,
        attempt=found,
        quiz=page.quiz,
        words=page.words,
        questions=shown[-1:] if page.sequential else shown,
        earlier=[one for one in shown[:-1] if one.review] if page.sequential else [],
        total=len(found.questions),
        navigator=[
            (one.number, f"#q-{one.number}", "answered" if one.answered else "open")
            for one in shown
        ],
        said=said or {},
    )


def _review_page(page: AttemptPage) -> str:
    found, quiz = page.attempt, page.quiz
    enrolled = queries.enrolled(current_user.id, page.slug)
    shown = quiz.review.shown(clock.now(), quiz.closes_at)
    bank = bank_of(found.version_id).quizzes[found.quiz_id]
    return render_template(
        "learning/review.html",
        page=page,
        attempt=found,
        slug=page.slug,
        quiz=quiz,
        words=page.words,
        shows_marks=ReviewPart.MARKS in shown,
        shows_answers=ReviewPart.ANSWERS in shown,
        band=_band(page) if ReviewPart.MARKS in shown else None,
        debrief=Markup(bank.debrief.get(page.words, "")),  # noqa: S704 - sanitised when published
        questions=asked.reviewed(page, enrolled, shown),
        enrolled=enrolled,
    )


def _band(page: AttemptPage) -> str | None:
    """What the quiz says of a result as high as this one."""
    percent = page.attempt.percent
    if percent is None:
        return None
    reached = (one for one in page.quiz.bands if percent >= one.from_percent)
    best = max(reached, key=lambda one: one.from_percent, default=None)
    return best.words.get(page.words) if best else None
