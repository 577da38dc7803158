"""Which commands make, check and restore backups?"""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from app.core import backup as backups
from app.core import migrations
from app.core.settings import settings

backup = AppGroup("backup", help="Make, check and restore backups of the database.")
_ARCHIVE = click.argument(
    "archive", type=click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path)
)


@backup.command("create")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the archive; without, backups/ in the instance folder.",
)
@click.option("--keep", type=click.IntRange(min=1), help="Delete all but the newest so many.")
def create(folder: Path | None, keep: int | None) -> None:
    """Back the database up into an archive, while the product runs."""
    folder = folder or settings().instance_folder / "backups"
    try:
        archive = backups.create(folder)
        manifest = backups.verify(archive)
    except backups.BackupFailed as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{archive} ({manifest.database}, revision {manifest.revision}, verified)")
    for old in sorted(folder.glob("greenlane-*.tar.gz"))[: -keep if keep else 0]:
        old.unlink()
        click.echo(f"{old} deleted")


@backup.command("verify")
@_ARCHIVE
def verify(archive: Path) -> None:
    """Read an archive to its end and check its database."""
    try:
        manifest = backups.verify(archive)
    except backups.BackupFailed as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"{archive.name} is good: {manifest.database}, revision {manifest.revision}, "
        f"made at {manifest.made_at}"
    )


@backup.command("restore")
@_ARCHIVE
@click.option("--force", is_flag=True, help="Replace whatever the database holds.")
def restore(archive: Path, *, force: bool) -> None:
    """Put a backup in the place of the database. Stop the product first."""
    try:
        manifest = backups.restore(archive, force=force)
    except backups.BackupFailed as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"restored: {manifest.database}, made at {manifest.made_at}")
    if manifest.revision != migrations.head():
        click.echo("The backup is of an older release: `flask db upgrade` brings it up to date.")
