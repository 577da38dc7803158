"""Has this been tried too often?

Counters live in a table of our own, so that a limit holds across processes and restarts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Index, String, case, delete, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core import clock
from app.core.db import Base, upsert
from app.core.errors import TooMany


class Counter(Base):
    """How often one thing happened within one window."""

    __tablename__ = "limit_counters"
    __table_args__ = (Index("ix_limit_counters_started_at", "started_at"),)

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    started_at: Mapped[datetime]
    count: Mapped[int]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` times within ``window``, counted per subject."""

    name: str
    most: int
    window: timedelta

    def key(self, subject: str) -> str:
        """The counter's key; the subject (an address, an e-mail) is not readable from it."""
        return f"{self.name}:{sha256(subject.encode()).hexdigest()[:40]}"


def take(session: Session, limit: Limit, subject: str, message: str) -> None:
    """Count one more try and refuse it when it is one too many.

    Counting and refusing are one statement, so that parallel tries cannot slip through together.

    Raises:
        TooMany: with the moment from which it may be tried again.
    """
    moment = clock.now()
    over = Counter.started_at <= moment - limit.window
    counted = session.execute(
        upsert(Counter)
        .values(key=limit.key(subject), started_at=moment, count=1)
        .on_conflict_do_update(
            index_elements=[Counter.key],
            set_={
                "started_at": case((over, moment), else_=Counter.started_at),
                "count": case((over, 1), else_=Counter.count + 1),
            },
        )
        .returning(Counter.count.label("tries"), Counter.started_at)
    ).one()
    if counted.tries > limit.most:
        raise TooMany(message, counted.started_at + limit.window)


def refund(session: Session, limit: Limit, subject: str) -> None:
    """Take back one count: the try turned out to be a good one."""
    session.execute(
        update(Counter)
        .where(Counter.key == limit.key(subject), Counter.count > 0)
        .values(count=Counter.count - 1)
    )


def sweep(session: Session, older_than: timedelta = timedelta(days=1)) -> None:
    """Drop counters whose windows are long over."""
    session.execute(delete(Counter).where(Counter.started_at < clock.now() - older_than))
