"""What time is it, so that a test can say otherwise?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_fixed: ContextVar[datetime | None] = ContextVar("fixed_time", default=None)


def now() -> datetime:
    """The present moment in UTC, aware, to the microsecond."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The present day in UTC."""
    return now().date()


@contextmanager
def frozen_at(moment: datetime) -> Iterator[datetime]:
    """Hold the clock at ``moment`` within the block; for tests and replays."""
    token = _fixed.set(moment)
    try:
        yield moment
    finally:
        _fixed.reset(token)
