"""How do files come to an answer, and who gets them to read?"""

from __future__ import annotations

import io
import secrets

from flask import Response, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import MEMBER
from app.core.access import access
from app.core.db import transaction
from app.core.errors import Conflict, Invalid
from app.core.uploads import Upload
from app.learning import queries
from app.learning.actions import files, saving
from app.learning.actions.saving import Incoming, StaleAnswer
from app.learning.models import Attempt
from app.learning.queries.files import readable
from app.learning.queries.marks import question_in
from app.learning.routes import blueprint
from app.learning.routes.attempts import attempt_page
from app.quizzes.questions import InvalidAnswer, question_type
from app.quizzes.questions.essay_limits import MOST_MEGABYTES

UPLOAD = "learning.add_file"
_AROUND = 256 * 1024


@blueprint.url_value_preprocessor
def _allow_upload(endpoint: str | None, _values: object) -> None:
    """Let a file be larger than other requests.

    It has to be said here: the check against forged requests reads the form before any view does.
    """
    if endpoint == UPLOAD and current_user.is_authenticated:
        request.max_content_length = MOST_MEGABYTES * 1024 * 1024 + _AROUND


@blueprint.post("/attempts/<token>/answers/<question_id>/files")
@access(MEMBER)
def add_file(token: str, question_id: str) -> ResponseReturnValue:
    """Keep what was written beside it, then add a file to the answer."""
    found, slug = queries.own_attempt(current_user.id, token)
    question_in(found, question_id)
    sent = request.files.get("upload")
    try:
        _keep_what_was_written(found, question_id)
        with transaction() as session:
            upload = Upload(sent.filename or "", sent.read()) if sent else Upload("", b"")
            added = files.attach(session, current_user.id, token, question_id, upload)
    except Invalid as wrong:
        return _refused(found, slug, question_id, wrong), 422
    flash(_("“%(name)s” is added.", name=added.name), "success")
    return _back(found, question_id)


@blueprint.post("/attempts/<token>/answers/<question_id>/files/<int:file_id>/remove")
@access(MEMBER)
def remove_file(token: str, question_id: str, file_id: int) -> ResponseReturnValue:
    """Keep what was written beside it, then take a file back."""
    found, slug = queries.own_attempt(current_user.id, token)
    question_in(found, question_id)
    try:
        _keep_what_was_written(found, question_id)
    except Invalid as wrong:
        return _refused(found, slug, question_id, wrong), 422
    with transaction() as session:
        name = files.take_back(session, current_user.id, token, question_id, file_id)
    flash(_("“%(name)s” is removed.", name=name), "success")
    return _back(found, question_id)


@blueprint.get("/attempts/<token>/answers/<question_id>/files")
@access(MEMBER)
def files_page(token: str, question_id: str) -> ResponseReturnValue:  # noqa: ARG001 - part of the address
    """Lead back to the attempt whoever reloads a refused file or reads it in another language."""
    return redirect(url_for(".attempt", token=token, lang=request.args.get("lang")))


@blueprint.get("/attempts/<token>/files/<int:file_id>")
@access(MEMBER)
def attempt_file(token: str, file_id: int) -> Response:
    """Hand out a file to its learner, and to whoever may mark it; never to be shown in the page."""
    found = readable(current_user, token, file_id)
    response = send_file(
        io.BytesIO(found.data), found.content_type, as_attachment=True, download_name=found.name
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _keep_what_was_written(found: Attempt, question_id: str) -> None:
    """Save the text that came with the file, as its own form would have."""
    if "answer" not in request.form:
        return
    fields = request.form.to_dict(flat=False)
    revision = request.form.get("revision", 0, type=int)
    incoming = Incoming(question_id, None, revision, secrets.token_urlsafe(16), fields)
    try:
        with transaction() as session:
            saving.save(session, current_user.id, found.token, incoming)
    except StaleAnswer as stale:
        message = _(
            "This answer was changed somewhere else, and its files stay as they were. Copy what "
            "you have written, open the quiz again, and go on from what is stored."
        )
        raise Conflict(message) from stale


def _refused(found: Attempt, slug: str, question_id: str, wrong: Invalid) -> str:
    """The page again, with what is wrong beside the answer and what was written in its field."""
    question = question_in(found, question_id)
    typed = question_type(question.type).unread(question.spec, request.form.to_dict(flat=False))
    message = wrong.message
    if isinstance(wrong, InvalidAnswer):
        message = _(wrong.template, **wrong.params)
    return attempt_page(found, slug, {question_id: typed}, {question_id: message})


def _back(found: Attempt, question_id: str) -> ResponseReturnValue:
    place = found.questions.index(question_id) + 1
    return redirect(url_for(".attempt", token=found.token, _anchor=f"q-{place}"))
