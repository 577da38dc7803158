"""Which commands look after the courses in the courses folder?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from app.catalogue.models import Course, CourseVersion
from app.cli.publishing import NoSuchCourse, Outcome, Result, check_folders, publish_folders
from app.core.db import db
from app.core.settings import courses_folder
from app.learning.models import Enrolment
from app.learning.rules import EnrolmentState

courses = AppGroup("courses", help="Check, publish and list courses.")


@dataclass(frozen=True, slots=True)
class Row:
    """A course as the list shows it."""

    slug: str
    state: str
    number: int
    first: datetime
    latest: datetime


@courses.command("check")
@click.argument("slugs", nargs=-1)
def check(slugs: tuple[str, ...]) -> None:
    """Report every fault of all courses, or of those named, with file and line."""
    try:
        folders, faults = check_folders(courses_folder(), slugs)
    except NoSuchCourse as error:
        raise click.ClickException(str(error)) from error
    for fault in faults:
        click.echo(str(fault))
    click.echo(f"{len(folders)} courses checked, {len(faults)} faults", err=True)
    raise SystemExit(1 if faults else 0)


@courses.command("publish")
@click.argument("slugs", nargs=-1)
def publish(slugs: tuple[str, ...]) -> None:
    """Publish the courses that changed, or those named.

    A course with a fault is not published at all. A withdrawn course, or one that a trainer has
    published since, is published only when it is named.
    """
    try:
        outcomes = publish_folders(courses_folder(), slugs)
    except NoSuchCourse as error:
        raise click.ClickException(str(error)) from error
    for outcome in outcomes:
        report(outcome)
    raise SystemExit(1 if any(one.result is Result.FAULTY for one in outcomes) else 0)


@courses.command("list")
@click.option("--stats", is_flag=True, help="Add how many enrolled and how many completed.")
def list_courses(*, stats: bool) -> None:
    """List the courses with their state, version and dates of publication."""
    counts = _counts() if stats else {}
    headings = ["course", "state", "version", "first published", "this version"]
    lines = [headings + (["enrolments", "completions"] if stats else [])]
    for row in _rows():
        line = [row.slug, row.state, str(row.number), f"{row.first:%Y-%m-%d}"]
        line.append(f"{row.latest:%Y-%m-%d %H:%M}")
        enrolled, completed = counts.get(row.slug, (0, 0))
        lines.append(line + ([str(enrolled), str(completed)] if stats else []))
    for text in _aligned(lines):
        click.echo(text)


def report(outcome: Outcome) -> None:
    """Print what became of a course's folder, with its faults."""
    for fault in outcome.faults:
        click.echo(str(fault))
    version = f" (version {outcome.number})" if outcome.number is not None else ""
    said = {
        Result.PUBLISHED: f"published{version}",
        Result.UNCHANGED: f"unchanged{version}",
        Result.FAULTY: f"NOT published: {len(outcome.faults)} faults",
        Result.WITHDRAWN: "left withdrawn; name it to publish it again",
        Result.TAKEN_OVER: f"left to the trainer who published it{version}; name it to replace it",
    }
    click.echo(f"{outcome.slug}: {said[outcome.result]}")


def _rows() -> list[Row]:
    first = func.min(CourseVersion.published_at)
    number = func.max(CourseVersion.number).filter(CourseVersion.is_current)
    latest = func.max(CourseVersion.published_at).filter(CourseVersion.is_current)
    query = (
        select(Course.slug, Course.state, number, first, latest)
        .join(CourseVersion, CourseVersion.course_id == Course.id)
        .group_by(Course.id, Course.slug, Course.state)
        .order_by(Course.slug)
    )
    return [Row(*row) for row in db.session.execute(query)]


def _counts() -> dict[str, tuple[int, int]]:
    completed = func.count().filter(Enrolment.state == EnrolmentState.COMPLETED)
    query = (
        select(Course.slug, func.count(), completed)
        .join(Enrolment, Enrolment.course_id == Course.id)
        .group_by(Course.slug)
    )
    return {slug: (enrolled, done) for slug, enrolled, done in db.session.execute(query)}


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
