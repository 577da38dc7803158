"""Which applications do tests about learning share?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.accounts.models import Person
from tests.compiled import TEMPLATES
from tests.conftest import Visitor, settings_for
from tests.factories import trainer


@pytest.fixture
def owner(app: Flask) -> Person:
    """A trainer, whose course it may be."""
    del app  # it has the database
    return trainer()


@pytest.fixture
def two_copies(sqlite_template: Path, tmp_path: Path) -> Callable[[str], Flask]:
    """Applications on fresh databases of their own, equal in everything."""

    def make(name: str) -> Flask:
        folder = tmp_path / name
        folder.mkdir()
        path = folder / "same.sqlite"
        path.write_bytes(sqlite_template.read_bytes())
        app = create_app(settings_for(f"sqlite:///{path}", folder))
        app.test_client_class = Visitor
        app.jinja_env.bytecode_cache = TEMPLATES
        return app

    return make
