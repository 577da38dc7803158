"""Can everything be lost and still be had back?

A backup is one archive: a manifest with checksums, and the database as its own tools copy it. All
that people made is in the database; settings and the secret key are not in the archive.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import IO

from sqlalchemy import inspect

from app.core import clock, health, jobs, migrations
from app.core.backup import postgresql, sqlite
from app.core.backup.errors import BackupFailed
from app.core.db import db, is_sqlite

__all__ = ["BackupFailed", "Manifest", "create", "restore", "verify"]

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself; ``made_at`` is UTC, ``size`` in bytes."""

    format: int
    made_at: str
    database: str
    revision: str
    file: str
    size: int
    sha256: str


def create(folder: Path) -> Path:
    """Back the database up into a new archive in ``folder``, while the product runs.

    Raises:
        BackupFailed: the database has no tables yet, or its tools failed.
    """
    revision = migrations.current()
    if revision is None:
        raise BackupFailed("there is nothing to back up: the database has no tables yet")
    folder.mkdir(parents=True, exist_ok=True)
    moment = clock.now()
    archive = folder / f"greenlane-{moment:%Y%m%d-%H%M%S}.tar.gz"
    with TemporaryDirectory(dir=folder, prefix=".backup-") as temporary:
        kind = _kind()
        copy = Path(temporary) / kind.FILE
        kind.dump(copy)
        manifest = Manifest(
            FORMAT, moment.isoformat(), _name(kind), revision, kind.FILE,
            copy.stat().st_size, _sha256(copy),
        )  # fmt: skip
        packed = Path(temporary) / archive.name
        _pack(packed, manifest, copy)
        packed.replace(archive)
    return archive


def verify(archive: Path) -> Manifest:
    """Read the whole archive and its database; what it says of itself.

    Raises:
        BackupFailed: anything is missing, changed or damaged.
    """
    with _unpacked(archive) as (manifest, _file):
        return manifest


def restore(archive: Path, *, force: bool = False) -> Manifest:
    """Put the archive in the place of the present database, after verifying it.

    Raises:
        BackupFailed: it is damaged, of another kind of database or a newer release; or, without
            ``force``, the database holds something, or is in use.
    """
    with _unpacked(archive) as (manifest, file):
        _refuse_unfit(manifest)
        if not force:
            _refuse_in_use()
        _kind().load(file)
    return manifest


def _refuse_unfit(manifest: Manifest) -> None:
    here = _name(_kind())
    if manifest.database != here:
        raise BackupFailed(f"the backup is of {manifest.database}, the database here is {here}")
    if not migrations.is_known(manifest.revision):
        raise BackupFailed(
            f"the backup is at revision {manifest.revision}, which this release does not know: "
            "install the release that made it, or a newer one"
        )


def _refuse_in_use() -> None:
    if not inspect(db.engine).get_table_names():
        return
    if migrations.current() is not None:
        beat = jobs.last_beat(health.WORKER)
        if beat is not None and clock.now() - beat < health.LONGEST_SILENCE:
            raise BackupFailed("the product is running on this database: stop it first")
    raise BackupFailed("the database is not empty; --force replaces everything that it holds")


def _kind() -> ModuleType:
    return sqlite if is_sqlite() else postgresql


def _name(kind: ModuleType) -> str:
    return kind.__name__.rpartition(".")[2]


def _pack(path: Path, manifest: Manifest, copy: Path) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
            said = json.dumps(asdict(manifest), indent=2).encode()
            member = tarfile.TarInfo(MANIFEST)
            member.size = len(said)
            tar.addfile(member, io.BytesIO(said))
            tar.add(copy, copy.name)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _unpacked(archive: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest and the database's file, in a folder that goes away; both verified."""
    with TemporaryDirectory(dir=archive.parent, prefix=".backup-") as temporary:
        try:
            with tarfile.open(archive, "r:gz") as tar:
                manifest = _manifest(tar)
                file = Path(temporary) / manifest.file
                _copy(_member(tar, manifest.file), file)
        except (OSError, EOFError, tarfile.TarError) as error:
            raise BackupFailed(f"{archive} cannot be read: {error}") from error
        if file.stat().st_size != manifest.size or _sha256(file) != manifest.sha256:
            raise BackupFailed(f"{archive}: {manifest.file} is not what was backed up")
        {"sqlite": sqlite, "postgresql": postgresql}[manifest.database].check(
            file, manifest.revision
        )
        yield manifest, file


def _manifest(tar: tarfile.TarFile) -> Manifest:
    try:
        manifest = Manifest(**json.loads(_member(tar, MANIFEST).read()))
    except (ValueError, TypeError) as error:
        raise BackupFailed(f"the manifest cannot be read: {error}") from error
    known = {"sqlite": sqlite.FILE, "postgresql": postgresql.FILE}
    if manifest.format != FORMAT or known.get(manifest.database) != manifest.file:
        raise BackupFailed(f"the archive is not of format {FORMAT}, which this release reads")
    return manifest


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        found = tar.extractfile(name)
    except KeyError:
        found = None
    if found is None:
        raise BackupFailed(f"the archive holds no {name}: it is no backup of this product")
    return found


def _copy(source: IO[bytes], to: Path) -> None:
    with to.open("wb") as file:
        while chunk := source.read(CHUNK):
            file.write(chunk)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
