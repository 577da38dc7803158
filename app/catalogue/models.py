"""Which courses are there, and what exactly does each of their published versions say?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base


class Course(Base):
    """A course as a thing that goes on while its versions come and go."""

    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    state: Mapped[str] = mapped_column(String(12))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    source_digest: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class CourseVersion(Base):
    """One published state of a course, never changed afterwards.

    ``outline`` and ``bank`` are the JSON of ``content.version.Outline`` (what pages may show) and
    ``content.version.Bank`` (questions with their keys, which never leaves the server).
    """

    __tablename__ = "course_versions"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        UniqueConstraint("course_id", "content_hash"),
        Index(
            "uq_course_versions_current",
            "course_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    number: Mapped[int]
    is_current: Mapped[bool] = mapped_column(default=False)
    content_hash: Mapped[str] = mapped_column(String(64))
    outline: Mapped[str] = mapped_column(Text, deferred=True)
    bank: Mapped[str] = mapped_column(Text, deferred=True)
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    course: Mapped[Course] = relationship(lazy="raise")


class LessonPage(Base):
    """A lesson of a version in one language: the JSON of ``content.version.RenderedLesson``."""

    __tablename__ = "lesson_pages"

    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    content: Mapped[str] = mapped_column(Text)


class SearchDocument(Base):
    """What a search looks through: one course or lesson in one language, folded for matching."""

    __tablename__ = "search_documents"
    __table_args__ = (Index("ix_search_documents_course_id", "course_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    language: Mapped[str] = mapped_column(String(5))
    item_id: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300))
    folded_title: Mapped[str] = mapped_column(String(300))
    folded_body: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)


class Media(Base):
    """A picture of a published course, by the hash of its bytes."""

    __tablename__ = "media"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content_type: Mapped[str] = mapped_column(String(60))
    data: Mapped[bytes] = mapped_column(LargeBinary)
