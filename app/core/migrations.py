"""Is the database's schema the one that this code was written for?"""

from __future__ import annotations

from functools import lru_cache

from alembic.script import ScriptDirectory
from flask_migrate import upgrade as migrate_up
from sqlalchemy import inspect, text

from app.core.db import db
from app.core.settings import shipped


class UnknownSchema(Exception):  # noqa: N818 - the operator's words
    """The database was migrated by a newer release, which this one cannot serve."""


@lru_cache(maxsize=1)
def head() -> str:
    """The revision that this code needs: the last of its migrations."""
    found = _scripts().get_current_head()
    if found is None:
        raise LookupError(f"there are no migrations in {shipped('migrations')}")
    return found


def current() -> str | None:
    """The revision that the database is at; None before the first migration."""
    if not inspect(db.engine).has_table("alembic_version"):
        return None
    with db.engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade() -> bool:
    """Bring the database to the revision of the code; whether there was anything to do.

    Raises:
        UnknownSchema: the database is at a revision that this code does not know.
    """
    present = current()
    if present == head():
        return False
    if present is not None and not is_known(present):
        raise UnknownSchema(
            f"the database is at revision {present}, which this release does not know: it was "
            "migrated by a newer one. Install that release, or restore a backup made before."
        )
    migrate_up(directory=str(shipped("migrations")))
    return True


def is_known(revision: str) -> bool:
    """Whether ``revision`` is one of this code's migrations."""
    return any(script.revision == revision for script in _scripts().walk_revisions())


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(shipped("migrations")))
