"""How does a running attempt take an answer: by script, or by a form that may have it checked?"""

from __future__ import annotations

import re
import secrets
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import MEMBER
from app.catalogue.queries import outline_of
from app.core.access import access
from app.core.db import transaction
from app.core.errors import Gone, Invalid
from app.learning import queries
from app.learning.actions import questions, saving
from app.learning.actions.saving import Incoming, Saved, StaleAnswer
from app.learning.models import Attempt
from app.learning.queries.marks import question_in
from app.learning.routes import blueprint, views
from app.learning.routes.asked import spoken
from app.learning.routes.attempts import attempt_page
from app.quizzes.behaviours import CERTAINTIES
from app.quizzes.questions import InvalidAnswer, question_type
from app.quizzes.rules import AttemptState

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
_FORM_PLUMBING = frozenset({"csrf_token", "revision", "then"})


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
    """Keep one answer that a form sent; its button may have it checked too, or go on."""
    found, slug = queries.own_attempt(current_user.id, token)
    try:
        saved = _take(found, question_id)
    except StaleAnswer as stale:
        return _stale_page(found, question_id, stale), 409
    except Invalid as wrong:
        return _refused(found, slug, question_id, wrong), 422
    except Gone as gone:
        if found.state != AttemptState.RUNNING:
            raise
        flash(gone.message, "warning")
        return redirect(url_for(".attempt", token=token))
    if saved.late:
        flash(_late_words(), "warning")
        return redirect(url_for(".review", token=token))
    place = found.questions.index(question_id) + 1
    if request.form.get("then") == "next":
        return redirect(url_for(".attempt", token=token))
    kept = None if request.form.get("then") == "check" else place
    return redirect(url_for(".attempt", token=token, saved=kept, _anchor=f"q-{place}"))


@blueprint.get("/attempts/<token>/answers/<question_id>")
@access(MEMBER)
def answer_page(token: str, question_id: str) -> ResponseReturnValue:  # noqa: ARG001 - part of the address
    """Lead back to the attempt whoever reloads a sent answer or reads it in another language."""
    return redirect(url_for(".attempt", token=token, lang=request.args.get("lang")))


def _take(found: Attempt, question_id: str) -> Saved:
    """Save the form's answer, then do what its button asks for, all or nothing."""
    incoming, then = _from_form(found, question_id), request.form.get("then")
    with transaction() as session:
        saved = saving.save(session, current_user.id, found.token, incoming)
        if then == "check" and not saved.late:
            questions.check(session, current_user.id, found.token, question_id)
        if then == "next" and not saved.late:
            place = found.questions.index(question_id)
            questions.go_on(session, current_user.id, found.token, place)
    return saved


def _refused(found: Attempt, slug: str, question_id: str, wrong: Invalid) -> str:
    """The page again, with what is wrong beside the answer and what was typed in its field."""
    question = question_in(found, question_id)
    form = request.form.to_dict(flat=False)
    typed = question_type(question.type).unread(question.spec, form)
    message = wrong.message
    if isinstance(wrong, InvalidAnswer):
        message = _(wrong.template, **wrong.params)
    return attempt_page(found, slug, {question_id: typed}, {question_id: message})


def _incoming(question_id: str) -> Incoming:
    sent = views.sent_object()
    revision, key = sent.get("revision"), sent.get("key")
    fields = _fields(sent)
    has_answer = "answer" in sent or fields is not None
    if not has_answer or isinstance(revision, bool) or not isinstance(revision, int):
        raise Invalid(_("Send the answer, and the revision that it follows as a whole number."))
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise Invalid(_("Send a key of 8 to 64 letters, digits and hyphens."))
    certainty = _certainty(sent.get("certainty"), fields or {})
    return Incoming(question_id, sent.get("answer"), revision, key, fields, certainty)


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


def _certainty(sent: object, fields: dict[str, list[str]]) -> int | None:
    """How sure the learner is, 1 to 3; None where they did not say."""
    known = {str(one): one for one in CERTAINTIES}
    said = str(sent) if sent is not None else (fields.get("certainty") or [""])[0]
    return known.get(said)


def _from_form(found: Attempt, question_id: str) -> Incoming:
    question_in(found, question_id)
    revision = request.form.get("revision", 0, type=int)
    fields = request.form.to_dict(flat=False)
    key = secrets.token_urlsafe(16)
    return Incoming(question_id, None, revision, key, fields, _certainty(None, fields))


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
    words = spoken(outline_of(found.version_id))
    return render_template(
        "learning/conflict.html",
        token=found.token,
        question_id=question_id,
        prompt=question_in(found, question_id).texts(words)["prompt"],
        yours=yours,
        stored=stored,
        revision=stale.revision,
        fields=[pair for pair in request.form.items(multi=True) if pair[0] not in _FORM_PLUMBING],
    )


def _described(found: Attempt, question_id: str, stale: StaleAnswer) -> tuple[str, str]:
    """Both answers in words. An empty one is said to be empty."""
    question = question_in(found, question_id)
    kind = question_type(question.type)
    words = question.texts(spoken(outline_of(found.version_id)))
    both = (stale.yours, stale.stored)
    yours, stored = (kind.describe(question.spec, words, one, _) or _("No answer") for one in both)
    return yours, stored


def _late_words() -> str:
    return str(_("The time was over. This answer is kept, but it does not count."))
