"""How does a course become public, change, and disappear again?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.catalogue.content.version import MediaFile, RenderedLesson, Version
from app.catalogue.models import Course, CourseVersion, LessonPage, Media, SearchDocument
from app.catalogue.rules import CourseState, codes_without_points
from app.core import clock
from app.core.db import upsert
from app.core.folding import folded


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: the version that is current now, and whether it is a new one."""

    course_id: int
    version_id: int
    number: int
    is_new: bool


def publish(
    session: Session, version: Version, *, digest: str = "", person_id: int | None = None
) -> Published:
    """Make ``version`` the current one of its course; the same content is never stored twice.

    ``digest`` names the source files, so that an unchanged course is skipped without rendering;
    ``person_id`` is whoever publishes, and owns the course when it is new.
    """
    course = _course(session, version.slug, person_id)
    course.source_digest = digest
    course.state, course.withdrawn_at = CourseState.PUBLISHED, None
    query = select(CourseVersion).where(
        CourseVersion.course_id == course.id, CourseVersion.content_hash == version.content_hash
    )
    known = session.scalar(query)
    row = known or _freeze(session, course, version, person_id)
    if not row.is_current:
        _make_current(session, course, row)
    _index(session, course, version)
    return Published(course.id, row.id, row.number, is_new=known is None)


def withdraw(session: Session, course: Course) -> None:
    """Take a course out of the catalogue. Those who are in it go on; nobody new begins."""
    course.state, course.withdrawn_at = CourseState.WITHDRAWN, clock.now()
    session.execute(delete(SearchDocument).where(SearchDocument.course_id == course.id))
    session.flush()


def _course(session: Session, slug: str, owner_id: int | None) -> Course:
    course = session.scalar(select(Course).where(Course.slug == slug).with_for_update())
    if course is None:
        course = Course(
            slug=slug,
            state=CourseState.PUBLISHED,
            owner_id=owner_id,
            created_at=clock.now(),
            source_digest="",
        )
        session.add(course)
        session.flush()
    return course


def _freeze(
    session: Session, course: Course, version: Version, person_id: int | None
) -> CourseVersion:
    query = select(CourseVersion.number).where(CourseVersion.course_id == course.id)
    numbers = session.scalars(query.order_by(CourseVersion.number.desc())).first()
    row = CourseVersion(
        course_id=course.id,
        number=(numbers or 0) + 1,
        is_current=False,
        content_hash=version.content_hash,
        outline=_text(version.outline),
        bank=_text(version.bank),
        published_at=clock.now(),
        published_by_id=person_id,
    )
    session.add(row)
    session.flush()
    session.add_all(_page(row.id, lesson) for lesson in version.lessons)
    for file in version.media:
        _keep_media(session, file)
    session.flush()
    return row


def _make_current(session: Session, course: Course, row: CourseVersion) -> None:
    session.execute(
        update(CourseVersion)
        .where(CourseVersion.course_id == course.id, CourseVersion.is_current)
        .values(is_current=False)
    )
    session.execute(
        update(CourseVersion)
        .where(CourseVersion.id == row.id)
        .values(is_current=True, published_at=clock.now())
    )


def _index(session: Session, course: Course, version: Version) -> None:
    session.execute(delete(SearchDocument).where(SearchDocument.course_id == course.id))
    session.add_all(_documents(course.id, version))
    session.flush()


def _documents(course_id: int, version: Version) -> Iterator[SearchDocument]:
    outline = version.outline
    for language in outline.languages:
        words = [outline.summary[language], outline.audience[language]]
        words += [objective[language] for objective in outline.objectives]
        yield _document(course_id, language, "", outline.title[language], " ".join(words))
    for lesson in version.lessons:
        body = f"{lesson.summary} {lesson.text}"
        yield _document(course_id, lesson.language, lesson.lesson_id, lesson.title, body)


def _document(course_id: int, language: str, item_id: str, title: str, body: str) -> SearchDocument:
    return SearchDocument(
        course_id=course_id,
        language=language,
        item_id=item_id,
        title=title,
        folded_title=folded(title),
        body=body,
        folded_body=f"{folded(body)} {codes_without_points(body)}".strip(),
    )


def _page(version_id: int, lesson: RenderedLesson) -> LessonPage:
    return LessonPage(
        version_id=version_id,
        lesson_id=lesson.lesson_id,
        language=lesson.language,
        content=_text(lesson),
    )


def _keep_media(session: Session, file: MediaFile) -> None:
    session.execute(
        upsert(Media)
        .values(sha256=file.sha256, content_type=file.content_type, data=file.data)
        .on_conflict_do_nothing(index_elements=[Media.sha256])
    )


def _text(document: object) -> str:
    return msgspec.json.encode(document).decode()
