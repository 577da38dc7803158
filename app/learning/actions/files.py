"""How does a file come to an answer of a running attempt, and how is it taken back?"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock, limits, uploads
from app.core.errors import Gone, Invalid, NotFound
from app.core.limits import Limit
from app.core.uploads import Upload
from app.learning.actions import saving
from app.learning.actions.attempts import is_over, locked_attempt
from app.learning.actions.saving import Incoming
from app.learning.models import Attempt, AttemptFile, Response
from app.learning.queries.marks import question_in
from app.quizzes.questions.essay_limits import FileLimits, file_limits
from app.quizzes.rules import AttemptState

UPLOADS = Limit("attempt-file", 60, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a file goes: the question, and the answer to it as it is stored now."""

    attempt: Attempt
    question_id: str
    limits: FileLimits
    text: str
    files: Sequence[int]
    revision: int


def attach(
    session: Session, person_id: int, token: str, question_id: str, sent: Upload
) -> AttemptFile:
    """Add a file to the answer; what was written there stays.

    Raises:
        NotFound: the person has no such attempt, or the question takes no files.
        Gone: the attempt is over, or the question left behind.
        Invalid: there are as many files as may be, or the file is not what is taken.
        TooMany: sixty files came within an hour.
    """
    place = _place(session, person_id, token, question_id)
    if len(place.files) >= place.limits.most:
        raise Invalid(
            _(
                "This question takes no more than %(most)s files. Remove one first.",
                most=place.limits.most,
            )
        )
    checked = uploads.check(sent, place.limits.kinds, place.limits.bytes_each)
    limits.take(
        session,
        UPLOADS,
        str(person_id),
        _("You have added many files within the last hour. Wait a little, then add this one."),
    )
    file = AttemptFile(
        attempt_id=place.attempt.id,
        question_id=question_id,
        name=checked.name,
        content_type=checked.kind.content_type,
        size=len(checked.data),
        sha256=hashlib.sha256(checked.data).hexdigest(),
        data=checked.data,
        added_at=clock.now(),
    )
    session.add(file)
    session.flush()
    _keep(session, place, [*place.files, file.id])
    return file


def take_back(session: Session, person_id: int, token: str, question_id: str, file_id: int) -> str:
    """Remove a file from the answer; its name. A second time changes nothing.

    The content is gone for good. Name and digest stay on record with the steps of the answer.

    Raises:
        NotFound: the person's answer never had this file.
        Gone: the attempt is over, or the question left behind.
    """
    place = _place(session, person_id, token, question_id)
    file = session.get(AttemptFile, file_id)
    if file is None or (file.attempt_id, file.question_id) != (place.attempt.id, question_id):
        raise NotFound
    file.data, file.size = b"", 0
    session.flush()
    if file_id in place.files:
        _keep(session, place, [one for one in place.files if one != file_id])
    return file.name


def _place(session: Session, person_id: int, token: str, question_id: str) -> _Place:
    query = select(Attempt.id).where(Attempt.token == token, Attempt.person_id == person_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    attempt = locked_attempt(session, found)
    taken = file_limits(question_in(attempt, question_id).spec)
    if taken is None:
        raise NotFound(_("This question takes no files."))
    if attempt.state != AttemptState.RUNNING or is_over(attempt, clock.now()):
        raise Gone(_("This attempt is over; answers can no longer change."))
    stored = session.get(Response, (attempt.id, question_id), populate_existing=True)
    answer = stored.answer if stored is not None and stored.answer else {}
    revision = stored.revision if stored is not None else 0
    return _Place(
        attempt, question_id, taken, answer.get("text", ""), answer.get("files", ()), revision
    )


def _keep(session: Session, place: _Place, files: Sequence[int]) -> None:
    """Save the answer with these files, as any other change of it."""
    answer = {"text": place.text, "files": list(files)}
    key = secrets.token_urlsafe(16)
    incoming = Incoming(place.question_id, answer, place.revision, key)
    saving.save(session, place.attempt.person_id, place.attempt.token, incoming)
