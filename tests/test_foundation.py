"""Do the migrations agree with the models, on both databases, down and up again?"""

from __future__ import annotations

from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect

from app.core.db import db
from app.core.settings import shipped

FOLDER = str(shipped("migrations"))


def test_models_and_migrations_agree(app: Flask) -> None:
    check(directory=FOLDER)


def test_the_last_migration_goes_down_and_up_again(app: Flask) -> None:
    before = sorted(inspect(db.engine).get_table_names())

    downgrade(directory=FOLDER, revision="-1")
    upgrade(directory=FOLDER)

    assert sorted(inspect(db.engine).get_table_names()) == before
    check(directory=FOLDER)
