"""How does an uploaded course become a draft, and a draft a published version?"""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO

import msgspec
from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.rules import Identity
from app.catalogue.actions import Published, publish
from app.catalogue.actions import withdraw as take_out
from app.catalogue.content.archive import unpack
from app.catalogue.content.faults import Fault
from app.catalogue.content.files import load_course
from app.catalogue.content.reference import load_reference
from app.catalogue.content.render import render_course
from app.catalogue.content.version import Version
from app.catalogue.models import Course, CourseVersion
from app.core import clock
from app.core.errors import Conflict, Forbidden, NotFound
from app.core.limits import Limit, take
from app.core.settings import courses_folder, shipped
from app.studio.models import Draft, DraftMedia
from app.studio.policy import may_manage
from app.studio.queries import courses, drafts

MOST_DRAFTS = 20
UPLOADS = Limit("studio.upload", most=60, window=timedelta(minutes=10))


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of an archive gave: a version, or every fault that keeps it from being one."""

    version: Version | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page showed when publishing was confirmed: the content, and the version before."""

    content_hash: str
    current: str


class SlugTaken(Forbidden):
    """The course of this slug belongs to somebody else."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            _(
                "The course “%(slug)s” belongs to somebody else. Give yours another slug, in its "
                "folder's name and in course.yaml, or ask an administrator.",
                slug=slug,
            )
        )


def count_upload(session: Session, person_id: int) -> None:
    """Count one more upload, since checking one is work.

    Raises:
        TooMany: there were too many in a short time.
    """
    take(session, UPLOADS, str(person_id), _("There were many uploads in a short time."))


def check_archive(archive: IO[bytes], known: Collection[str]) -> Checked:
    """Unpack a zip aside, read the course in it, and render it if nothing is wrong.

    ``known`` are the slugs of all courses. Nothing is kept.

    Raises:
        ArchiveRefused: the zip is not one that can be unpacked safely.
    """
    reference, _glossary_faults = load_reference(_reference_root())
    with tempfile.TemporaryDirectory(prefix="greenlane-upload-") as folder:
        root = unpack(archive, Path(folder))
        course, faults = load_course(root, reference, known)
    return Checked(render_course(course) if course else None, tuple(faults))


def keep_draft(session: Session, person: Identity, version: Version) -> Draft:
    """Keep a checked course; it takes the place of the person's earlier draft of it.

    Raises:
        SlugTaken: a course of this slug is not the person's.
        Conflict: the person has too many drafts.
    """
    require_slug(person, version.slug)
    if drafts.other_drafts(person.id, version.slug) >= MOST_DRAFTS:
        raise Conflict(
            _("You have %(count)s drafts; publish or discard some of them.", count=MOST_DRAFTS)
        )
    earlier = select(Draft.id).where(Draft.person_id == person.id, Draft.slug == version.slug)
    for draft_id in session.scalars(earlier).all():
        discard(session, draft_id)
    row = Draft(
        person_id=person.id,
        slug=version.slug,
        content_hash=version.content_hash,
        created_at=clock.now(),
        outline=_text(version.outline),
        bank=_text(version.bank),
        lessons=_text(version.lessons),
    )
    session.add(row)
    session.flush()
    session.add_all(
        DraftMedia(
            draft_id=row.id,
            name=one.name,
            sha256=one.sha256,
            content_type=one.content_type,
            data=one.data,
        )
        for one in version.media
    )
    session.flush()
    return row


def require_slug(person: Identity, slug: str) -> None:
    """See to it that the person may publish under this slug.

    Raises:
        SlugTaken: there is such a course and it is not theirs.
    """
    owner = courses.owner_of(slug)
    if owner is not None and not may_manage(person, owner[0]):
        raise SlugTaken(slug)


def discard(session: Session, draft_id: int) -> None:
    """Throw a draft away."""
    session.execute(delete(DraftMedia).where(DraftMedia.draft_id == draft_id))
    session.execute(delete(Draft).where(Draft.id == draft_id))
    session.flush()


def publish_draft(session: Session, person: Identity, draft_id: int, seen: Seen) -> Published:
    """Make a draft the current version of its course, as the person saw it confirmed.

    Raises:
        NotFound: the draft is gone.
        SlugTaken: the course is somebody else's.
        Conflict: draft or course changed after the page was shown.
    """
    found = drafts.draft(person.id, draft_id)
    done = _publish(session, person, drafts.version(found), seen)
    discard(session, draft_id)
    return done


def publish_again(
    session: Session, person: Identity, slug: str, number: int, seen: Seen
) -> Published:
    """Make a version of the history the current one, also of a withdrawn course.

    Raises:
        NotFound: there is no such version.
        SlugTaken: the course is somebody else's.
        Conflict: the course changed after the page was shown.
    """
    query = (
        select(CourseVersion.id)
        .join(Course, Course.id == CourseVersion.course_id)
        .where(Course.slug == slug, CourseVersion.number == number)
    )
    version_id = session.scalar(query)
    if version_id is None:
        raise NotFound
    return _publish(session, person, courses.frozen(version_id), seen)


def withdraw(session: Session, person: Identity, slug: str) -> None:
    """Take a course out of the catalogue; those who are in it go on.

    Raises:
        SlugTaken: the course is somebody else's.
    """
    course = _locked(session, slug)
    if course is None or not may_manage(person, course.owner_id):
        raise SlugTaken(slug)
    take_out(session, course)


def _publish(session: Session, person: Identity, version: Version, seen: Seen) -> Published:
    course = _locked(session, version.slug)
    if course is not None and not may_manage(person, course.owner_id):
        raise SlugTaken(version.slug)
    if Seen(version.content_hash, current_hash(session, version.slug)) != seen:
        raise Conflict(
            _("The course or the draft changed after you opened the page. Look at it again.")
        )
    # The digest names the files that were published last: an upload over a course of files stays
    # until those files change.
    digest = course.source_digest if course else ""
    try:
        return publish(session, version, digest=digest, person_id=person.id)
    except IntegrityError as twice:
        raise SlugTaken(version.slug) from twice


def current_hash(session: Session, slug: str) -> str:
    """What names the course's current version; empty before the first."""
    query = (
        select(CourseVersion.content_hash)
        .join(Course, Course.id == CourseVersion.course_id)
        .where(Course.slug == slug, CourseVersion.is_current)
    )
    return session.scalar(query) or ""


def _locked(session: Session, slug: str) -> Course | None:
    query = select(Course).where(Course.slug == slug).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def _reference_root() -> Path:
    """The courses folder in force, or the one that comes along where it has no reference data."""
    folder = courses_folder()
    return folder if (folder / "_reference").is_dir() else shipped("courses")


def _text(document: object) -> str:
    return msgspec.json.encode(document).decode()
