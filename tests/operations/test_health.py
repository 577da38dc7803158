"""Do the health checks tell a ready product from one that is not, and the maintenance notice?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import downgrade
from sqlalchemy import text

import config
from app import create_app
from app.core import clock, jobs, migrations
from app.core.db import db, transaction
from app.core.settings import shipped
from tests.browsing import Statements
from tests.factories import make_person, sign_in


def test_a_process_that_answers_is_alive(client: FlaskClient) -> None:
    with Statements() as statements:
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok", "checks": {"process": "ok"}})
    assert answer.headers["Cache-Control"] == "no-store"
    assert statements.count == 0


def test_database_migrations_and_a_living_worker_make_it_ready(client: FlaskClient) -> None:
    jobs.beat("worker")

    answer = client.get("/readyz")

    checks = {"database": "ok", "migrations": "ok", "worker": "ok"}
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "checks": checks})


def test_without_a_worker_it_is_not_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["checks"]["worker"] == "no worker has ever run here"


def test_a_worker_silent_for_over_a_minute_is_missed(client: FlaskClient) -> None:
    with clock.frozen_at(clock.now() - timedelta(seconds=75)):
        jobs.beat("worker")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["checks"]["worker"].startswith("no sign of life for 7")


def test_a_database_behind_the_code_is_not_ready(client: FlaskClient) -> None:
    downgrade(directory=str(shipped("migrations")), revision="base")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["checks"] == {
        "database": "ok",
        "migrations": f"the database is at no revision, the code needs {migrations.head()}",
        "worker": "unknown before the first migration",
    }


def test_a_database_of_a_newer_release_is_left_alone(app: Flask) -> None:
    with transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(migrations.UnknownSchema, match="9999, which this release does not know"):
        migrations.upgrade()

    assert migrations.current() == "9999"


def test_an_unreachable_database_is_said_without_its_address(
    settings: config.Settings,
) -> None:
    gone = f"sqlite:///{settings.instance_folder / 'no' / 'such' / 'folder.sqlite'}"
    app = create_app(replace(settings, database_url=gone))

    answer = app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert answer.json == {
        "status": "not ready",
        "checks": {"database": "not reachable (OperationalError)"},
    }


def test_maintenance_closes_every_page_but_the_health_checks(
    app: Flask, settings: config.Settings
) -> None:
    jobs.beat("worker")
    person = make_person()
    closed = create_app(replace(settings, maintenance=True))
    client = closed.test_client()
    sign_in(client, person)

    pages = {path: client.get(path) for path in ("/courses", "/home", "/sign-in", "/no-such-page")}
    sent = client.post("/sign-in", data={"email": person.email})

    assert {path: page.status_code for path, page in pages.items()} == dict.fromkeys(pages, 503)
    assert sent.status_code == 503
    assert int(pages["/courses"].headers["Retry-After"]) > 0
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    with closed.app_context():
        db.engine.dispose()


def test_maintenance_needs_no_database(settings: config.Settings) -> None:
    gone = f"sqlite:///{settings.instance_folder / 'no' / 'such' / 'folder.sqlite'}"
    client = create_app(replace(settings, maintenance=True, database_url=gone)).test_client()
    with client.session_transaction() as kept:
        kept["_user_id"] = "1.0"

    assert client.get("/home").status_code == 503
