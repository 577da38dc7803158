"""Do the course commands check, publish and list as an operator needs it?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

import config
from app.catalogue.actions import withdraw
from app.catalogue.models import Course, CourseVersion
from app.core.db import db, transaction
from app.core.settings import shipped
from tests.conftest import settings_for
from tests.factories import make_person, trainer
from tests.small_course import complete_small_course, enrol_in_small_course, publish_small_course

SOURCE = Path(__file__).parents[1] / "courses" / "small-course"


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    """A courses folder with one course, to be changed at will."""
    folder = tmp_path / "courses"
    folder.mkdir()
    for name in ("_reference", "glossary"):
        (folder / name).symlink_to(shipped("courses") / name)
    shutil.copytree(SOURCE, folder / "small-course")
    return folder


@pytest.fixture
def settings(database_url: str, tmp_path: Path, courses: Path) -> config.Settings:
    """With that folder of courses."""
    return settings_for(database_url, tmp_path, courses_folder=courses)


def run(app: Flask, *arguments: str) -> Result:
    db.session.remove()
    return app.test_cli_runner().invoke(args=["courses", *arguments])


def change(courses: Path, old: str = "minutes: ", new: str = "minutes: 1") -> None:
    """Change a lesson's minutes, or whatever else its file holds."""
    lesson = min((courses / "small-course").rglob("lesson.yaml"))
    lesson.write_text(lesson.read_text("utf-8").replace(old, new, 1), "utf-8")


def versions() -> list[tuple[int, bool]]:
    query = select(CourseVersion.number, CourseVersion.is_current).order_by(CourseVersion.number)
    return [(number, current) for number, current in db.session.execute(query)]


def test_a_sound_course_passes(app: Flask) -> None:
    checked = run(app, "check")

    assert (checked.exit_code, checked.stdout) == (0, "")
    assert checked.stderr == "1 courses checked, 0 faults\n"


def test_every_fault_is_told_with_file_and_line_and_nothing_is_published(
    app: Flask, courses: Path
) -> None:
    change(courses, "minutes: ", "minuts: ")

    checked = run(app, "check", "small-course")
    published = run(app, "publish")

    lines = checked.stdout.splitlines()
    assert checked.exit_code == 1
    assert len(lines) >= 2
    assert all(line.startswith("small-course/modules/") for line in lines)
    assert any("minuts" in line and "[unknown-key]" in line for line in lines)
    assert published.exit_code == 1
    assert f"small-course: NOT published: {len(lines)} faults" in published.stdout
    assert versions() == []


def test_publishing_again_publishes_nothing_until_something_changes(
    app: Flask, courses: Path
) -> None:
    first, again = run(app, "publish"), run(app, "publish")
    change(courses)
    changed = run(app, "publish")

    assert first.stdout == "small-course: published (version 1)\n"
    assert again.stdout == "small-course: unchanged (version 1)\n"
    assert changed.stdout == "small-course: published (version 2)\n"
    assert versions() == [(1, False), (2, True)]


def test_a_fault_leaves_the_version_that_is_published(app: Flask, courses: Path) -> None:
    run(app, "publish")
    change(courses, "minutes: ", "minuts: ")

    assert run(app, "publish").exit_code == 1
    assert versions() == [(1, True)]


def test_a_withdrawn_course_comes_back_only_when_named(app: Flask, courses: Path) -> None:
    run(app, "publish")
    with transaction() as session:
        withdraw(session, session.scalars(select(Course)).one())
    change(courses)

    unasked, asked = run(app, "publish"), run(app, "publish", "small-course")

    assert unasked.stdout == "small-course: left withdrawn; name it to publish it again\n"
    assert asked.stdout == "small-course: published (version 2)\n"


def test_what_a_trainer_published_is_not_overwritten_unasked(app: Flask, courses: Path) -> None:
    run(app, "publish")
    publish_small_course(owner=trainer(), quiz={"attempts": 2})
    change(courses)

    unasked, asked = run(app, "publish"), run(app, "publish", "small-course")

    assert "left to the trainer who published it (version 2)" in unasked.stdout
    assert asked.stdout == "small-course: published (version 3)\n"


def test_a_course_that_is_not_there_is_named(app: Flask) -> None:
    for command in ("check", "publish"):
        refused = run(app, command, "no-such-course")

        assert refused.exit_code == 1
        assert "there is no course no-such-course in" in refused.stderr


def test_the_list_tells_states_versions_and_numbers(app: Flask) -> None:
    run(app, "publish")
    complete_small_course(make_person())
    enrol_in_small_course(make_person())

    plain, counted = run(app, "list"), run(app, "list", "--stats")

    heading, line = counted.stdout.splitlines()
    assert heading.split()[-2:] == ["enrolments", "completions"]
    assert line.split()[:3] == ["small-course", "published", "1"]
    assert line.split()[-2:] == ["2", "1"]
    assert "enrolments" not in plain.stdout
