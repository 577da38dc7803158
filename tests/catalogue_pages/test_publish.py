"""Is a version frozen under its content, and never stored twice?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.catalogue.actions import Published, withdraw
from app.catalogue.models import Course, CourseVersion, LessonPage, SearchDocument
from app.catalogue.queries import bank_of, card, cards, lesson_page, outline_of
from app.core.db import db, transaction
from tests.factories import trainer
from tests.learning.courses import publish_form, with_new_words
from tests.small_course import QUIZ, SLUG, publish_small_course, small_course

SECOND_TITLE = {"en": "Another title", "fr": "Un autre titre"}


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def current() -> list[int]:
    query = select(CourseVersion.number).where(CourseVersion.is_current)
    return list(db.session.scalars(query))


def test_publishing_freezes_outline_bank_and_lessons(app: Flask) -> None:
    published = publish_small_course()

    version = db.session.get_one(CourseVersion, published.version_id)
    assert (version.content_hash, version.number) == (small_course().content_hash, 1)
    assert outline_of(version.id).title == {"en": "Reading a code", "fr": "Lire un code"}
    assert len(bank_of(version.id).quizzes[QUIZ].questions) == 6
    assert lesson_page(version.id, "dashes", "fr").title == "Les tirets"
    assert count(LessonPage) == 4


def test_unchanged_content_publishes_nothing(app: Flask) -> None:
    first = publish_small_course()
    moment = db.session.get_one(CourseVersion, first.version_id).published_at

    again = publish_small_course()

    assert again == Published(first.course_id, first.version_id, 1, is_new=False)
    assert (count(CourseVersion), count(LessonPage), count(SearchDocument)) == (1, 4, 6)
    db.session.expire_all()
    assert db.session.get_one(CourseVersion, first.version_id).published_at == moment


def test_changed_content_is_the_next_version_and_the_old_one_stays_as_it_was(app: Flask) -> None:
    first = publish_small_course()
    kept = db.session.get_one(CourseVersion, first.version_id)
    before = (kept.outline, kept.bank, kept.content_hash, kept.published_at)

    second = publish_small_course(title=SECOND_TITLE)

    db.session.expire_all()
    kept = db.session.get_one(CourseVersion, first.version_id)
    assert (kept.outline, kept.bank, kept.content_hash, kept.published_at) == before
    assert (second.number, second.is_new, current()) == (2, True, [2])
    assert card(SLUG).outline.title == SECOND_TITLE


def test_older_content_becomes_current_again_without_a_second_copy(app: Flask) -> None:
    first = publish_small_course()
    publish_small_course(title=SECOND_TITLE)

    back = publish_small_course()

    assert back == Published(first.course_id, first.version_id, 1, is_new=False)
    assert (count(CourseVersion), current()) == (2, [1])
    assert card(SLUG).outline.title["en"] == "Reading a code"


def test_a_changed_word_in_one_lesson_changes_that_hash_alone(app: Flask) -> None:
    first = publish_small_course()
    second = publish_form(with_new_words("dashes"))

    before = {one.id: one.hash for one in outline_of(first.version_id).items()}
    after = {one.id: one.hash for one in outline_of(second.version_id).items()}
    assert [name for name in before if before[name] != after[name]] == ["dashes"]


def test_whoever_publishes_first_owns_the_course(app: Flask) -> None:
    first, second = trainer(), trainer()

    publish_small_course(owner=first)
    publish_small_course(owner=second, title=SECOND_TITLE)

    assert card(SLUG).owner_id == first.id
    numbers = select(CourseVersion.number, CourseVersion.published_by_id)
    assert {tuple(row) for row in db.session.execute(numbers)} == {(1, first.id), (2, second.id)}


def test_publishing_that_fails_leaves_nothing(app: Flask) -> None:
    publish_small_course()

    def breaks() -> None:
        with transaction() as session:
            publish_small_course(session, title=SECOND_TITLE)
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        breaks()

    assert (count(CourseVersion), current()) == (1, [1])
    assert card(SLUG).outline.title["en"] == "Reading a code"


def test_withdrawing_takes_a_course_out_and_publishing_brings_it_back(app: Flask) -> None:
    publish_small_course()
    publish_small_course(slug="other")
    with transaction() as session:
        withdraw(session, session.scalars(select(Course).where(Course.slug == SLUG)).one())

    assert [one.slug for one in cards()] == ["other"]
    assert {one.slug for one in cards(withdrawn=True)} == {SLUG, "other"}
    publish_small_course()

    assert {one.slug for one in cards()} == {SLUG, "other"}
    row = db.session.scalars(select(Course).where(Course.slug == SLUG)).one()
    assert row.withdrawn_at is None


def test_two_courses_with_the_same_content_are_two_courses(app: Flask) -> None:
    one, two = publish_small_course(), publish_small_course(slug="twin")

    assert one.version_id != two.version_id
    assert outline_of(two.version_id) == replace(outline_of(one.version_id), slug="twin")
