"""How does a running attempt take answers, and what does its review show?"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import MEMBER
from app.catalogue.content.version import BankQuestion
from app.catalogue.queries import outline_of
from app.core import clock
from app.core.access import access
from app.core.db import transaction
from app.core.errors import Invalid
from app.core.i18n import language
from app.learning import queries
from app.learning.actions import attempts, saving
from app.learning.actions.saving import Incoming, StaleAnswer
from app.learning.models import Attempt, Response
from app.learning.queries import Enrolled
from app.learning.routes import blueprint, views
from app.quizzes.drawing import shuffled
from app.quizzes.questions import AskView, InvalidAnswer, ReviewView, question_type
from app.quizzes.rules import AttemptState


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a running attempt, as its page shows it."""

    id: str
    view: AskView
    revision: int
    answered: bool


@dataclass(frozen=True, slots=True)
class Corrected:
    """An answer that could not be kept: why, and what was typed."""

    question_id: str
    message: str
    typed: str | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A question of an ended attempt, with the way back to its lesson."""

    view: ReviewView
    lesson: tuple[str, str] | None


@blueprint.get("/attempts/<token>")
@access(MEMBER)
def attempt(token: str) -> ResponseReturnValue:
    """Show the questions with the answers saved so far; nothing of a key is on the page."""
    found, slug = queries.own_attempt(current_user.id, token)
    if found.state != AttemptState.RUNNING or attempts.is_over(found, clock.now()):
        return redirect(url_for(".review", token=token))
    return _attempt_page(found, slug)


@blueprint.put("/attempts/<token>/answers/<question_id>")
@access(MEMBER)
def save(token: str, question_id: str) -> ResponseReturnValue:
    """Keep one answer as it is given; the answer says what is stored now."""
    incoming = _incoming(question_id)
    try:
        with transaction() as session:
            saved = saving.save(session, current_user.id, token, incoming)
    except StaleAnswer as stale:
        found, _slug = queries.own_attempt(current_user.id, token)
        return _stale_json(found, question_id, stale), 409
    except InvalidAnswer as wrong:
        raise Invalid(_(wrong.template, **wrong.params)) from wrong
    if saved.late:
        return {"error": _late_words(), "status": 410, "kept": True}, 410
    return {"revision": saved.revision, "saved_at": saved.at.isoformat()}


@blueprint.post("/attempts/<token>/answers/<question_id>")
@access(MEMBER)
def save_form(token: str, question_id: str) -> ResponseReturnValue:
    """Keep one answer that a form sent, for pages without scripts."""
    found, slug = queries.own_attempt(current_user.id, token)
    try:
        with transaction() as session:
            saved = saving.save(session, current_user.id, token, _from_form(found, question_id))
    except StaleAnswer as stale:
        return _stale_page(found, question_id, stale), 409
    except InvalidAnswer as wrong:
        return _attempt_page(found, slug, _corrected(found, question_id, wrong)), 422
    if saved.late:
        flash(_late_words(), "warning")
        return redirect(url_for(".review", token=token))
    place = found.questions.index(question_id) + 1
    return redirect(url_for(".attempt", token=token, saved=place, _anchor=f"q-{place}"))


@blueprint.post("/attempts/<token>/submit")
@access(MEMBER)
def submit(token: str) -> ResponseReturnValue:
    """Hand the attempt in and show its review."""
    found, _slug = queries.own_attempt(current_user.id, token)
    with transaction() as session:
        attempts.submit(session, found.id)
    return redirect(url_for(".review", token=token))


@blueprint.get("/attempts/<token>/review")
@access(MEMBER)
def review(token: str) -> ResponseReturnValue:
    """Show the result, each answer with its feedback, and the rule behind it."""
    found, slug = queries.own_attempt(current_user.id, token)
    if found.state == AttemptState.RUNNING:
        if not attempts.is_over(found, clock.now()):
            return redirect(url_for(".attempt", token=token))
        with transaction() as session:
            found = attempts.close_if_over(session, found.id)
    enrolled = queries.enrolled(current_user.id, slug)
    outline = outline_of(found.version_id)
    words = _words(outline.languages)
    return render_template(
        "learning/review.html",
        attempt=found,
        slug=slug,
        quiz=queries.quiz_of(found.version_id, found.quiz_id),
        words=words,
        course_title=outline.title[words],
        questions=_reviewed(found, enrolled, words),
        enrolled=enrolled,
    )


@blueprint.get("/attempts/<token>/answers/<question_id>")
@access(MEMBER)
def answer_page(token: str, question_id: str) -> ResponseReturnValue:  # noqa: ARG001 - part of the address
    """Lead back to the attempt whoever reloads a sent answer or reads it in another language."""
    return redirect(url_for(".attempt", token=token, lang=request.args.get("lang")))


def _attempt_page(found: Attempt, slug: str, wrong: Corrected | None = None) -> str:
    outline = outline_of(found.version_id)
    words = _words(outline.languages)
    given = queries.responses(found.id)
    asked = [
        _ask(found, one, words, given.get(one.id), wrong) for one in attempts.questions_of(found)
    ]
    return render_template(
        "learning/attempt.html",
        attempt=found,
        slug=slug,
        quiz=queries.quiz_of(found.version_id, found.quiz_id),
        words=words,
        course_title=outline.title[words],
        questions=asked,
        navigator=[
            (number, f"#q-{number}", "answered" if one.answered else "open")
            for number, one in enumerate(asked, start=1)
        ],
        said={wrong.question_id: wrong.message} if wrong else {},
    )


def _corrected(found: Attempt, question_id: str, wrong: InvalidAnswer) -> Corrected:
    """What is wrong with the answer sent, and the number typed, which stays in its field."""
    is_typed = attempts.question_in(found, question_id).type == "numerical"
    typed = request.form.get("answer") if is_typed else None
    return Corrected(question_id, _(wrong.template, **wrong.params), typed)


def _ask(
    found: Attempt,
    question: BankQuestion,
    words: str,
    given: Response | None,
    wrong: Corrected | None,
) -> Asked:
    kind = question_type(question.type)
    order = shuffled(kind.shuffled_ids(question.spec), found.seed, question.id)
    answer = given.answer if given else None
    mistyped = wrong.typed if wrong and wrong.question_id == question.id else None
    view = kind.public(question.spec, question.texts(words), order, mistyped or answer)
    return Asked(question.id, view, given.revision if given else 0, answer is not None)


def _reviewed(found: Attempt, enrolled: Enrolled, words: str) -> list[Reviewed]:
    """Each question with its answer; a lesson is linked that the learner's version still has."""
    given = queries.responses(found.id)
    titles = {one.id: one.title.get(words, "") for one in enrolled.outline.items()}
    shown = []
    for question in attempts.questions_of(found):
        kind = question_type(question.type)
        order = shuffled(kind.shuffled_ids(question.spec), found.seed, question.id)
        answer = given[question.id].answer if question.id in given else None
        view = kind.review(question.spec, question.texts(words), answer, order)
        url = url_for(".lesson", slug=enrolled.slug, lesson_id=question.lesson)
        link = (titles[question.lesson], url) if titles.get(question.lesson) else None
        shown.append(Reviewed(view, link))
    return shown


def _incoming(question_id: str) -> Incoming:
    sent = views.sent_object()
    revision, key = sent.get("revision"), sent.get("key")
    fields = _fields(sent)
    has_answer = "answer" in sent or fields is not None
    if not has_answer or isinstance(revision, bool) or not isinstance(revision, int):
        raise Invalid(_("Send the answer, and the revision that it follows as a whole number."))
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise Invalid(_("Send a key of 8 to 64 letters, digits and hyphens."))
    return Incoming(question_id, sent.get("answer"), revision, key, fields)


def _fields(sent: dict[str, Any]) -> dict[str, list[str]] | None:
    """The fields of the question's form, where the answer came as such. Raises Invalid."""
    found = sent.get("fields")
    if found is None:
        return None
    if not isinstance(found, dict) or not all(map(_are_texts, found.values())):
        raise Invalid(_("Send the fields of the form, each as a list of texts."))
    return found


def _are_texts(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(one, str) for one in found)


def _from_form(found: Attempt, question_id: str) -> Incoming:
    attempts.question_in(found, question_id)
    revision = request.form.get("revision", 0, type=int)
    fields = request.form.to_dict(flat=False)
    return Incoming(question_id, None, revision, secrets.token_urlsafe(16), fields)


def _stale_json(found: Attempt, question_id: str, stale: StaleAnswer) -> dict[str, object]:
    yours, stored = _described(found, question_id, stale)
    return {
        "error": stale.message,
        "status": 409,
        "yours": yours,
        "stored": stored,
        "revision": stale.revision,
    }


def _stale_page(found: Attempt, question_id: str, stale: StaleAnswer) -> str:
    yours, stored = _described(found, question_id, stale)
    question = attempts.question_in(found, question_id)
    words = _words(outline_of(found.version_id).languages)
    return render_template(
        "learning/conflict.html",
        token=found.token,
        question_id=question_id,
        prompt=question.texts(words)["prompt"],
        yours=yours,
        stored=stored,
        revision=stale.revision,
        fields=[pair for pair in request.form.items(multi=True) if pair[0] not in _FORM_PLUMBING],
    )


_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
_FORM_PLUMBING = frozenset({"csrf_token", "revision", "then"})


def _described(found: Attempt, question_id: str, stale: StaleAnswer) -> tuple[str, str]:
    """Both answers in words. An empty one is said to be empty."""
    question = attempts.question_in(found, question_id)
    kind = question_type(question.type)
    words = question.texts(_words(outline_of(found.version_id).languages))
    both = (stale.yours, stale.stored)
    yours, stored = (kind.describe(question.spec, words, one, _) or _("No answer") for one in both)
    return yours, stored


def _words(languages: tuple[str, ...]) -> str:
    wanted = language()
    return wanted if wanted in languages else languages[0]


def _late_words() -> str:
    return str(_("The time was over. This answer is kept, but it does not count."))
