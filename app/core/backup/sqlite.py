"""How is a SQLite database copied while it is in use, checked, and put back?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from app.core.backup.errors import BackupFailed
from app.core.db import db

FILE = "database.sqlite"
TIMEOUT_SECONDS = 60


def dump(to: Path) -> None:
    """Copy the database into a file of its own, consistent, while others read and write."""
    with closing(_open(_path())) as live, closing(_open(to)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def check(file: Path, revision: str) -> None:
    """Refuse a copy that is damaged or not what its manifest says.

    Raises:
        BackupFailed: with the first thing that is wrong.
    """
    try:
        with closing(_open(file)) as copy:
            said = copy.execute("PRAGMA integrity_check").fetchone()[0]
            orphan = copy.execute("PRAGMA foreign_key_check").fetchone()
            found = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise BackupFailed(f"the database in the backup cannot be read: {error}") from error
    if said != "ok":
        raise BackupFailed(f"the database in the backup is damaged: {said}")
    if orphan is not None:
        raise BackupFailed(f"a row of {orphan[0]} in the backup refers to a row that is not there")
    if found is None or found[0] != revision:
        raise BackupFailed(f"the database in the backup is not at revision {revision}")


def load(file: Path) -> None:
    """Put the copy in the place of the database, in one transaction."""
    target = _path()
    target.parent.mkdir(parents=True, exist_ok=True)
    db.session.remove()
    db.engine.dispose()
    with closing(_open(file)) as copy, closing(_open(target)) as live:
        copy.backup(live)


def _path() -> Path:
    name = db.engine.url.database
    if not name or name == ":memory:":
        raise BackupFailed("a database in memory cannot be backed up")
    return Path(name)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=TIMEOUT_SECONDS)
