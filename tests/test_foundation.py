"""Do the migrations agree with the models, on both databases, down and up again?"""

from __future__ import annotations

import json

from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect

from app.catalogue.models import CourseVersion
from app.core.db import db, transaction
from app.core.settings import shipped
from tests.small_course import publish_small_course

FOLDER = str(shipped("migrations"))


def test_models_and_migrations_agree(app: Flask) -> None:
    check(directory=FOLDER)


def test_the_last_migration_goes_down_and_up_again(app: Flask) -> None:
    before = sorted(inspect(db.engine).get_table_names())

    downgrade(directory=FOLDER, revision="-1")
    upgrade(directory=FOLDER)

    assert sorted(inspect(db.engine).get_table_names()) == before
    check(directory=FOLDER)


def test_a_version_published_before_sections_can_be_taken_after(app: Flask) -> None:
    published = publish_small_course()
    with transaction() as session:
        row = session.get_one(CourseVersion, published.version_id)
        bank = json.loads(row.bank)
        for quiz in bank["quizzes"].values():
            quiz["draws"] = quiz.pop("sections")[0]["draws"]
        row.bank = json.dumps(bank)
    downgrade(directory=FOLDER, revision="0001")

    upgrade(directory=FOLDER)

    stored = db.session.get_one(CourseVersion, published.version_id, populate_existing=True)
    (quiz,) = json.loads(stored.bank)["quizzes"].values()
    (section,) = quiz["sections"]
    assert section["questions"] == [one["id"] for one in quiz["questions"]]
    assert section["draws"] == bank["quizzes"][quiz["id"]]["draws"]
