"""How do we talk to the database, and where does a transaction begin and end?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    TypeDecorator,
    event,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session, registry
from typing_extensions import override

from app.core.settings import shipped
from config import Settings

_WRITE = "greenlane_write"
_writers = threading.Lock()
_inside = threading.local()


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware UTC in Python, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """Refuse a naive time; write UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone cannot be stored: use app.core.clock")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        """Read UTC, also from a database that forgets the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer(), "sqlite")
Json = JSON().with_variant(JSONB(), "postgresql")
PathString = String(255, collation="C").with_variant(String(255), "sqlite")


class Base(DeclarativeBase):
    """The base of every model; names of constraints are the same on both databases."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: UtcDateTime(), dict[str, Any]: Json, list[str]: Json},
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "autoflush": False})
migrate = Migrate(db=db, render_as_batch=True, compare_type=True)


def init_app(app: Flask, settings: Settings) -> None:
    """Bind the database of the settings to the application."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(settings)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(shipped("migrations")))
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)


@contextmanager
def transaction() -> Iterator[Session]:
    """Do everything in the block, or nothing: one commit at the edge, nowhere else.

    A read that went before ends here, so that on SQLite the write begins with ``BEGIN IMMEDIATE``
    and no update is lost. Writers of one process wait for each other in Python, which is fairer
    than SQLite's own busy wait. Never nest: actions take part in the caller's transaction.
    """
    if getattr(_inside, "open", False):
        raise RuntimeError("a transaction is already open here: call the action, not the edge")
    session: Session = db.session()
    session.rollback()
    with _writing(is_sqlite()):
        try:
            session.connection(execution_options={_WRITE: True})
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


def is_sqlite() -> bool:
    """Whether the application's database is SQLite."""
    return bool(db.engine.dialect.name == "sqlite")


def upsert(model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ``on_conflict_do_update``, in the dialect of the database."""
    return sqlite.insert(model) if is_sqlite() else postgresql.insert(model)


def check_reachable() -> None:
    """Ask the database for one row.

    Raises:
        SQLAlchemyError: the database does not answer.
    """
    db.session.execute(text("SELECT 1"))


def prepare_sqlite(engine: Engine) -> None:
    """Give every connection its pragmas, and every transaction an explicit beginning."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=15000",
            "cache_size=-16000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _writing(one_at_a_time: bool) -> Iterator[None]:
    _inside.open = True
    try:
        if one_at_a_time:
            with _writers:
                yield
        else:
            yield
    finally:
        _inside.open = False


def _engine_options(settings: Settings) -> dict[str, Any]:
    if settings.database.startswith("sqlite"):
        return {"connect_args": {"timeout": 15}}
    return {"pool_size": settings.database_pool, "max_overflow": 4, "pool_pre_ping": True}
