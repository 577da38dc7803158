"""How is a PostgreSQL database dumped while it is in use, checked, and put back?

PostgreSQL's own programs do it; they must be at least as new as the server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import MetaData

from app.core.backup.errors import BackupFailed
from app.core.db import db
from app.core.settings import settings

FILE = "database.pgdump"
_PLAIN = ("--no-owner", "--no-privileges")


def dump(to: Path) -> None:
    """Dump the database in the custom format: one consistent moment, while others write."""
    _run("pg_dump", "--format=custom", *_PLAIN, f"--file={to}")


def check(file: Path, _revision: str) -> None:
    """Refuse a dump that cannot be read to its end.

    Raises:
        BackupFailed: with what pg_restore says.
    """
    listed = _run("pg_restore", "--list", str(file))
    if "alembic_version" not in listed:
        raise BackupFailed("the dump in the backup holds no database of this product")
    # The list is read from the head of the file; writing the SQL out reads every block.
    _run("pg_restore", f"--file={os.devnull}", str(file))


def load(file: Path) -> None:
    """Put the dump in the place of whatever the database holds."""
    db.session.remove()
    present = MetaData()
    present.reflect(db.engine)
    present.drop_all(db.engine)
    db.engine.dispose()
    database = db.engine.url.database or ""
    _run("pg_restore", "--single-transaction", *_PLAIN, f"--dbname={database}", str(file))


def _run(tool: str, *arguments: str) -> str:
    """What the program printed; credentials travel in its environment, where ps shows nothing."""
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        [_found(tool), *arguments],
        env={**os.environ, **_connection()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupFailed(f"{tool} failed: {done.stderr.strip()}")
    return done.stdout


def _found(tool: str) -> str:
    folder = settings().postgresql_tools
    path = shutil.which(tool, path=str(folder) if folder else None)
    if path is None:
        raise BackupFailed(
            f"{tool} was not found {f'in {folder}' if folder else 'on the PATH'}; install "
            "PostgreSQL's client programs, or name their folder in GREENLANE_POSTGRESQL_TOOLS"
        )
    return path


def _connection() -> dict[str, str]:
    url = db.engine.url
    host = url.host or url.query.get("host")
    given = {
        "PGHOST": host,
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("sslmode"),
    }
    return {name: str(value) for name, value in given.items() if value}
