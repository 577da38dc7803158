"""Which files belong to the answers of an attempt, and may this person read one?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from app.accounts.rules import Identity
from app.catalogue.models import Course
from app.core.db import db
from app.core.errors import NotFound
from app.learning.models import Attempt, AttemptFile, Enrolment
from app.learning.policy import Work, may_read_files
from app.quizzes.rules import AttemptState


def files_of(
    attempt_id: int, session: Session | None = None
) -> Mapping[str, Sequence[AttemptFile]]:
    """The files of an attempt by question, in the order in which they came, without content.

    One that was taken back has the size 0 and is left out.
    """
    query = select(AttemptFile).where(AttemptFile.attempt_id == attempt_id, AttemptFile.size > 0)
    found: dict[str, list[AttemptFile]] = defaultdict(list)
    for one in (session or db.session).scalars(query.order_by(AttemptFile.id)):
        found[one.question_id].append(one)
    return found


def readable(person: Identity, token: str, file_id: int) -> AttemptFile:
    """The file with its content.

    Raises:
        NotFound: there is none, or the person may not read it.
    """
    query = (
        select(AttemptFile, Attempt.state, Attempt.person_id, Enrolment.unit_path, Course.owner_id)
        .join(Attempt, Attempt.id == AttemptFile.attempt_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .where(AttemptFile.id == file_id, Attempt.token == token, AttemptFile.size > 0)
        .options(undefer(AttemptFile.data))
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    work = Work(row.person_id, row.unit_path, row.owner_id)
    if not may_read_files(person, work, handed_in=row.state != AttemptState.RUNNING):
        raise NotFound
    found: AttemptFile = row[0]
    return found
