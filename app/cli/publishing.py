"""Which course folders differ from what is published, and may they be published?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select

from app.catalogue.actions import publish
from app.catalogue.content.faults import Fault
from app.catalogue.content.files import course_folders, load_course, source_digest
from app.catalogue.content.model import Course
from app.catalogue.content.reference import Reference, load_reference
from app.catalogue.content.render import render_course
from app.catalogue.models import Course as CourseRow
from app.catalogue.models import CourseVersion
from app.catalogue.rules import CourseState
from app.core.db import db, transaction


class Result(StrEnum):
    """What publishing a folder came to."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    FAULTY = "faulty"
    WITHDRAWN = "withdrawn"
    TAKEN_OVER = "taken over"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one course's folder; ``number`` is that of the version now current."""

    slug: str
    result: Result
    number: int | None = None
    faults: Sequence[Fault] = field(default=())


@dataclass(frozen=True, slots=True)
class Known:
    """What the database says of a course: where it came from and who published it last."""

    state: CourseState
    digest: str
    number: int
    by_person: bool


class NoSuchCourse(Exception):  # noqa: N818 - the operator's words
    """A course was named for which there is no folder."""


def check_folders(root: Path, wanted: Collection[str] = ()) -> tuple[list[Path], list[Fault]]:
    """The folders that were looked at (all, or the wanted ones) and every fault found.

    Raises:
        NoSuchCourse: a wanted course has no folder.
    """
    folders = _folders(root, wanted)
    reference, faults = load_reference(root)
    known = _slugs(root)
    for folder in folders:
        faults += load_course(folder, reference, known)[1]
    return folders, sorted(faults)


def publish_folders(root: Path, wanted: Collection[str] = ()) -> list[Outcome]:
    """Publish what changed; with ``wanted`` those courses alone, whatever became of them before.

    Unasked, a course that was withdrawn stays so, and one that a trainer has published since is
    left to them. Each course is a transaction of its own.

    Raises:
        NoSuchCourse: a wanted course has no folder.
    """
    publisher = _Publisher(root, frozenset(wanted))
    return [publisher.publish(folder) for folder in _folders(root, wanted)]


class _Publisher:
    """Publishes folders one after the other, reading the reference data once and only if needed."""

    def __init__(self, root: Path, wanted: frozenset[str]) -> None:
        self._root = root
        self._wanted = wanted
        self._reference: tuple[Reference, list[Fault]] | None = None

    def publish(self, folder: Path) -> Outcome:
        slug, digest, known = folder.name, source_digest(folder, self._root), _known(folder.name)
        if known is not None and (left := self._left_alone(slug, digest, known)) is not None:
            return Outcome(slug, left, known.number)
        course, faults = self._load(folder)
        if course is None:
            return Outcome(slug, Result.FAULTY, known.number if known else None, faults)
        version = render_course(course)
        with transaction() as session:
            done = publish(session, version, digest=digest)
        result = Result.PUBLISHED if done.is_new else Result.UNCHANGED
        return Outcome(slug, result, done.number)

    def _left_alone(self, slug: str, digest: str, known: Known) -> Result | None:
        if known.digest == digest and known.state is CourseState.PUBLISHED:
            return Result.UNCHANGED
        if slug in self._wanted:
            return None
        if known.state is CourseState.WITHDRAWN:
            return Result.WITHDRAWN
        return Result.TAKEN_OVER if known.by_person else None

    def _load(self, folder: Path) -> tuple[Course | None, list[Fault]]:
        if self._reference is None:
            self._reference = load_reference(self._root)
        reference, faults = self._reference
        course, found = load_course(folder, reference, _slugs(self._root))
        return (None, sorted([*faults, *found])) if faults else (course, found)


def _folders(root: Path, wanted: Collection[str]) -> list[Path]:
    folders = course_folders(root)
    missing = sorted(set(wanted) - {folder.name for folder in folders})
    if missing:
        raise NoSuchCourse(f"there is no course {', '.join(missing)} in {root}")
    return [folder for folder in folders if not wanted or folder.name in wanted]


def _slugs(root: Path) -> frozenset[str]:
    return frozenset(folder.name for folder in course_folders(root))


def _known(slug: str) -> Known | None:
    query = (
        select(
            CourseRow.state,
            CourseRow.source_digest,
            CourseVersion.number,
            CourseVersion.published_by_id,
        )
        .join(CourseVersion, (CourseVersion.course_id == CourseRow.id) & CourseVersion.is_current)
        .where(CourseRow.slug == slug)
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        return None
    state, digest, number, publisher = row
    return Known(CourseState(state), digest, number, publisher is not None)
