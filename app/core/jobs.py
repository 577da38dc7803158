"""Which work is to be done later, and was it done?

A job is a row in the outbox, written in the transaction that causes it. The worker hands rows on
to its queue and marks them done; a crash in between loses nothing. Handlers must be idempotent:
a job whose worker dies after the work and before the mark runs again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Index, String, Text, delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core import clock
from app.core.db import Base, BigId, db, transaction, upsert

Handler = Callable[[Mapping[str, Any]], None]

LEASE = timedelta(minutes=5)
MOST_TRIES = 8
KEPT = timedelta(days=30)
_handlers: dict[str, Handler] = {}
_log = structlog.get_logger(__name__)


class OutboxJob(Base):
    """One piece of work to do, or done."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "done_at", "failed_at", "not_before"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]]
    unique_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)


class Heartbeat(Base):
    """When a long-lived process last said that it is alive."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    beat_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that this worker may run now."""

    id: int
    name: str
    payload: dict[str, Any]


def handles(name: str) -> Callable[[Handler], Handler]:
    """Declare the function that does the jobs called ``name``."""

    def declare(handler: Handler) -> Handler:
        if name in _handlers:
            raise ValueError(f"two handlers for the job {name!r}")
        _handlers[name] = handler
        return handler

    return declare


def enqueue(
    session: Session,
    name: str,
    payload: Mapping[str, Any],
    *,
    not_before: datetime | None = None,
    unique_key: str | None = None,
) -> None:
    """Write a job into the caller's transaction; a second one with the same key is not written.

    Two transactions that write the same key at the same time do not fail: the later one waits.
    """
    moment = clock.now()
    values = {
        "name": name,
        "payload": dict(payload),
        "unique_key": unique_key,
        "created_at": moment,
        "not_before": not_before or moment,
    }
    written = upsert(OutboxJob).values(values)
    session.execute(written.on_conflict_do_nothing(index_elements=["unique_key"]))


def due(limit: int = 50) -> list[int]:
    """The ids of jobs that wait and whose time has come, oldest first."""
    moment = clock.now()
    query = (
        select(OutboxJob.id)
        .where(
            OutboxJob.done_at.is_(None),
            OutboxJob.failed_at.is_(None),
            OutboxJob.not_before <= moment,
            or_(OutboxJob.leased_until.is_(None), OutboxJob.leased_until < moment),
        )
        .order_by(OutboxJob.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def run(job_id: int) -> bool:
    """Claim the job, do it, and mark it; whether it is done. A failure is kept and tried later."""
    claimed = _claim(job_id)
    if claimed is None:
        return False
    try:
        _handlers[claimed.name](dict(claimed.payload))
    except Exception as error:  # noqa: BLE001 - whatever a handler raises is kept on its row
        db.session.rollback()
        _log.exception("job failed", job=claimed.name, job_id=job_id)
        _keep_failure(job_id, error)
        return False
    with transaction() as session:
        session.execute(
            update(OutboxJob).where(OutboxJob.id == job_id).values(done_at=clock.now(), error=None)
        )
    return True


def run_all_due() -> int:
    """Do whatever is due, in this process; the number done. For tests and the command line."""
    done = 0
    while ids := due():
        done += sum(run(job_id) for job_id in ids)
    return done


def sweep(session: Session, older_than: timedelta = KEPT) -> None:
    """Drop jobs that were done long ago: mails hold links and names. Those with a key stay."""
    session.execute(
        delete(OutboxJob).where(
            OutboxJob.done_at < clock.now() - older_than, OutboxJob.unique_key.is_(None)
        )
    )


def forget_done(session: Session, name: str, older_than: timedelta) -> None:
    """Drop the jobs of a name that were done so long ago, those with a key too.

    For keys that are never used again because a time is part of them.
    """
    session.execute(
        delete(OutboxJob).where(
            OutboxJob.done_at < clock.now() - older_than, OutboxJob.name == name
        )
    )


def beat(name: str) -> None:
    """Say that the process called ``name`` is alive."""
    with transaction() as session:
        session.merge(Heartbeat(name=name, beat_at=clock.now()))


def last_beat(name: str) -> datetime | None:
    """When the process called ``name`` was last alive."""
    return db.session.scalar(select(Heartbeat.beat_at).where(Heartbeat.name == name))


def _claim(job_id: int) -> Claimed | None:
    moment = clock.now()
    with transaction() as session:
        query = select(OutboxJob).where(
            OutboxJob.id == job_id,
            OutboxJob.done_at.is_(None),
            OutboxJob.failed_at.is_(None),
            or_(OutboxJob.leased_until.is_(None), OutboxJob.leased_until < moment),
        )
        job = session.scalar(query.with_for_update(skip_locked=True))
        if job is None:
            return None
        job.leased_until = moment + LEASE
        job.tries += 1
        return Claimed(job.id, job.name, job.payload)


def _keep_failure(job_id: int, error: Exception) -> None:
    moment = clock.now()
    with transaction() as session:
        job = session.get_one(OutboxJob, job_id)
        job.error = f"{type(error).__name__}: {error}"[:2000]
        job.leased_until = None
        job.not_before = moment + timedelta(seconds=min(2**job.tries * 5, 3600))
        if job.tries >= MOST_TRIES:
            job.failed_at = moment
