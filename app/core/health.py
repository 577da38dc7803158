"""Is this process alive, and is the whole product ready?"""

from __future__ import annotations

from datetime import timedelta
from typing import TypeAlias

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from app.core import clock, jobs, migrations
from app.core.access import PUBLIC, access
from app.core.db import check_reachable, db

WORKER = "worker"
LONGEST_SILENCE = timedelta(seconds=60)
OK = "ok"
Checks: TypeAlias = dict[str, str]

blueprint = Blueprint("operations", __name__)


@blueprint.get("/healthz")
@access(PUBLIC)
def healthz() -> Response:
    """Whether the process answers; nothing else is asked."""
    return _answer(200, {"process": OK})


@blueprint.get("/readyz")
@access(PUBLIC)
def readyz() -> Response:
    """Database, migrations and worker: 200 when all are well, otherwise 503 with what is not."""
    checks = readiness()
    return _answer(200 if is_ready(checks) else 503, checks)


def readiness() -> Checks:
    """Each check by name: ``ok``, or what is wrong."""
    try:
        check_reachable()
        return {"database": OK, "migrations": _migrations(), "worker": _worker()}
    except SQLAlchemyError as error:
        db.session.rollback()
        return {"database": f"not reachable ({type(error).__name__})"}


def is_ready(checks: Checks) -> bool:
    """Whether nothing is wrong."""
    return set(checks.values()) == {OK}


def _migrations() -> str:
    present = migrations.current()
    if present == migrations.head():
        return OK
    return f"the database is at {present or 'no revision'}, the code needs {migrations.head()}"


def _worker() -> str:
    if migrations.current() is None:
        return "unknown before the first migration"
    beat = jobs.last_beat(WORKER)
    if beat is None:
        return "no worker has ever run here"
    silence = clock.now() - beat
    if silence > LONGEST_SILENCE:
        return f"no sign of life for {int(silence.total_seconds())} seconds"
    return OK


def _answer(status: int, checks: Checks) -> Response:
    response = jsonify({"status": OK if status == 200 else "not ready", "checks": checks})
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
