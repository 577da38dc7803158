"""Do two hundred learners who hand in within ten seconds keep every answer, on either database?"""

from __future__ import annotations

import sys
from pathlib import Path

from flask import Flask
from sqlalchemy import delete, select, update

from app.core.db import db, transaction
from app.learning.actions.attempts import submit
from app.learning.models import Attempt, Response
from config import Settings
from tests.bench import load
from tests.bench.data import make_crowd, publish_large
from tests.bench.servers import serving


def test_two_hundred_learners_hand_in_within_ten_seconds_and_nothing_is_lost(
    app: Flask, settings: Settings, database_url: str, tmp_path: Path
) -> None:
    publish_large()
    with transaction() as session:
        people = list(make_crowd(session, load.LEARNERS))
    learners = load.prepare(app, people)
    db.session.remove()

    with serving("app.wsgi:application", _environment(settings, database_url, tmp_path)) as server:
        lasted = load.hand_in(server.port, learners, load.SECONDS)

    found = load.outcome(app, learners, lasted)
    sys.stdout.write(load.told(found))
    assert (found.learners, found.errors, found.lost) == (200, (), ())
    assert [wait.kind for wait in found.waits] == ["save", "submit", "review"]


def test_a_lost_answer_and_a_wrong_result_would_be_noticed(app: Flask) -> None:
    publish_large()
    with transaction() as session:
        people = list(make_crowd(session, 6))
    *_others, learner = load.prepare(app, people)
    lost = next(iter(learner.acknowledged))

    with transaction() as session:
        attempt = session.scalars(select(Attempt).where(Attempt.token == learner.token)).one()
        submit(session, attempt.id)
    whole = load.outcome(app, [learner], 0.0).lost
    with transaction() as session:
        session.execute(delete(Response).where(Response.question_id == lost))
        session.execute(update(Attempt).values(percent=99.5))

    found = load.outcome(app, [learner], 0.0).lost
    assert whole == ()
    assert found == (
        f"{learner.token}: {lost} is None, not {learner.acknowledged[lost]!r}",
        f"{learner.token}: submitted with 99.5 %, not 15.0 %",
    )


def _environment(settings: Settings, database_url: str, folder: Path) -> dict[str, str]:
    return {
        "GREENLANE_ENVIRONMENT": "test",
        "GREENLANE_SECRET_KEY": settings.secret_key,
        "GREENLANE_DATABASE_URL": database_url,
        "GREENLANE_INSTANCE_FOLDER": str(folder / "server"),
        "GREENLANE_PUBLIC_URL": settings.public_url,
    }
