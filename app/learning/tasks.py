"""Which learning goes on when nobody is looking?"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from app.accounts.actions.people import MOVED
from app.core.db import transaction
from app.core.jobs import forget_done, handles
from app.learning.actions import remarking, statistics
from app.learning.actions.attempts import CLOSE_JOB, close_if_over
from app.learning.actions.moves import follow_person, follow_unit


@handles(CLOSE_JOB)
def close_attempt(payload: Mapping[str, Any]) -> None:
    """Grade an attempt whose time ran out, on the answers that came in time."""
    with transaction() as session:
        close_if_over(session, payload["attempt_id"])


@handles(MOVED)
def follow_people(payload: Mapping[str, Any]) -> None:
    """Let enrolments count where their people belong now."""
    with transaction() as session:
        if "person" in payload:
            follow_person(session, payload["person"])
        else:
            follow_unit(session, payload["unit"])


@handles(remarking.REMARK_JOB)
def remark(payload: Mapping[str, Any]) -> None:
    """Compare results with a corrected key, or apply what was compared, some at a time."""
    more = True
    while more:
        with transaction() as session:
            more = remarking.go_on(session, payload["id"])


@handles(statistics.JOB)
def count_attempts(payload: Mapping[str, Any]) -> None:
    """Take the attempts that have ended into the statistics of their quiz, a part at a time."""
    quiz = (payload["version_id"], payload["quiz_id"])
    counting, until = statistics.Counting(*quiz), time.monotonic() + statistics.LONGEST
    while part := counting.next_part():
        try:
            with transaction() as session:
                statistics.keep(session, part)
        except statistics.Overtaken:
            break
        if time.monotonic() > until:
            break
    with transaction() as session:
        if part is not None:
            statistics.ask_for(session, *quiz)
        forget_done(session, statistics.JOB, statistics.KEPT)
