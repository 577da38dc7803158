"""What do tests of the whole product stand on: a database that nobody has touched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import administer, named


@pytest.fixture
def empty_database_url(
    request: pytest.FixtureRequest, database_kind: str, tmp_path: Path
) -> Iterator[str]:
    """The address of a database without any table."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    server = request.getfixturevalue("postgresql_server")
    name = f"empty_{os.getpid()}"
    administer(server, f'CREATE DATABASE "{name}"')
    yield named(server, name)
    administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')
