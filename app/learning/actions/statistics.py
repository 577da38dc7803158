"""How do the statistics of a quiz take in the attempts that have ended since they last did?

Attempts are read and added up before the transaction that keeps the sums, so that other writers
wait for a few milliseconds only. Whoever comes in between makes that transaction give up; nothing
is ever counted twice or left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core import clock, jobs
from app.core.db import upsert
from app.core.errors import Conflict
from app.learning.models import Attempt, QuizStatistics
from app.learning.queries.statistics import EVERY, FIRST, Reader, kept
from app.quizzes.statistics import QuizSums

JOB = "learning.statistics"
AT_ONCE = 5000
SECONDS = 30
"""Attempts that end within the same so many seconds share one job, which comes as long after."""

LONGEST = 60.0
"""Seconds after which a job leaves the rest to another, as its lease is for minutes only."""

PATIENCE = 10
"""Whoever asks again within the same so many seconds has asked once."""

KEPT = timedelta(days=1)
"""Jobs that are done are dropped after it: there is one for every half minute of a busy quiz."""


@dataclass(frozen=True, slots=True)
class Part:
    """New sums of a quiz, with the attempts that made them new and what they were made from."""

    version_id: int
    quiz_id: str
    attempts: tuple[int, ...]
    first: QuizSums
    every: QuizSums
    made_from: datetime | None


class Overtaken(Conflict):
    """Something was counted, or marked again, since the part was added up: add up anew."""

    def __init__(self) -> None:
        super().__init__(_("The statistics were changed meanwhile."))


def ask_for(session: Session, version_id: int, quiz_id: str) -> None:
    """See to it that the attempts at a quiz that have ended by now are taken in soon."""
    window = int(clock.now().timestamp()) // SECONDS + 1
    jobs.enqueue(
        session,
        JOB,
        {"version_id": version_id, "quiz_id": quiz_id},
        not_before=datetime.fromtimestamp((window + 1) * SECONDS, UTC),
        unique_key=f"statistics:{version_id}:{quiz_id}:{window}",
    )


def ask_now(session: Session, version_id: int, quiz_id: str) -> None:
    """See to it that they are taken in at once, because somebody waits for it."""
    moment = clock.now()
    jobs.enqueue(
        session,
        JOB,
        {"version_id": version_id, "quiz_id": quiz_id},
        unique_key=f"statistics-now:{version_id}:{quiz_id}:{int(moment.timestamp()) // PATIENCE}",
    )


class Counting:
    """Adds up the attempts at a quiz that wait to be taken in, a part at a time. Reads only."""

    def __init__(self, version_id: int, quiz_id: str) -> None:
        self._version_id, self._quiz_id = version_id, quiz_id
        self._reader = Reader(version_id, quiz_id)

    def next_part(self, at_once: int = AT_ONCE) -> Part | None:
        """The new sums with at most so many attempts more; None where none waits."""
        before = kept(self._version_id, self._quiz_id)  # first: what changes after it is noticed
        found = self._reader.next(at_once)
        if not found.ids:
            return None
        first, later = QuizSums(), QuizSums()
        first.add_all(found.first)
        later.add_all(found.later)
        before.first.merge(first)
        before.every.merge(first)
        before.every.merge(later)
        return Part(
            version_id=self._version_id,
            quiz_id=self._quiz_id,
            attempts=found.ids,
            first=before.first,
            every=before.every,
            made_from=before.computed_at,
        )


def keep(session: Session, part: Part) -> None:
    """Keep new sums, and that their attempts are counted.

    Rows are locked in the order attempts, statistics, as ``recount`` does; attempts that somebody
    holds are not waited for, because that somebody may wait for the statistics.

    Raises:
        Overtaken: the sums or the attempts are not what they were when the part was added up.
    """
    mine = Attempt.id.in_(part.attempts) & Attempt.counted_at.is_(None)
    held = session.scalars(select(Attempt.id).where(mine).with_for_update(skip_locked=True)).all()
    if len(held) != len(part.attempts) or _computed_at(session, part) != part.made_from:
        raise Overtaken
    session.execute(update(Attempt).where(mine).values(counted_at=clock.now()))
    sums = {FIRST: part.first.to_json(), EVERY: part.every.to_json()}
    _put(session, part.version_id, part.quiz_id, part.every.attempts, sums)


def recount(session: Session, version_id: int, quiz_id: str) -> None:
    """Forget what the statistics of a quiz hold and count all attempts anew: marks have changed."""
    session.execute(
        update(Attempt)
        .where(
            Attempt.version_id == version_id,
            Attempt.quiz_id == quiz_id,
            Attempt.counted_at.is_not(None),
        )
        .values(counted_at=None)
    )
    _put(session, version_id, quiz_id, 0, {})
    ask_for(session, version_id, quiz_id)


def _computed_at(session: Session, part: Part) -> datetime | None:
    query = select(QuizStatistics.computed_at).where(
        QuizStatistics.version_id == part.version_id, QuizStatistics.quiz_id == part.quiz_id
    )
    return session.scalar(query.with_for_update())


def _put(
    session: Session, version_id: int, quiz_id: str, attempts: int, sums: dict[str, Any]
) -> None:
    values = {"attempts": attempts, "sums": sums, "computed_at": clock.now()}
    keys = {"version_id": version_id, "quiz_id": quiz_id}
    session.execute(
        upsert(QuizStatistics)
        .values(**keys, **values)
        .on_conflict_do_update(index_elements=list(keys), set_=values)
    )
