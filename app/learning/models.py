"""What has each person done in each course?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.catalogue.models import Course
from app.core.db import Base, BigId, Json, PathString


class Enrolment(Base):
    """A person in a course: the summary of everything they did there.

    ``items`` maps the id of each done item to the hash of the content that was done, its moment
    and, for quizzes, the best score. It changes only in the transaction of the event that causes
    it, so that pages and reports read one row and recompute nothing.
    """

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id"),
        Index("ix_enrolments_course_id_unit_path", "course_id", "unit_path"),
        Index("ix_enrolments_unit_path", "unit_path"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    unit_path: Mapped[str] = mapped_column(PathString)
    state: Mapped[str] = mapped_column(String(12))
    percent: Mapped[int] = mapped_column(default=0)
    items: Mapped[dict[str, Any]]
    last_item: Mapped[str | None] = mapped_column(String(80))
    last_heading: Mapped[str] = mapped_column(String(20), default="")
    score: Mapped[float | None] = mapped_column(Numeric(5, 2, asdecimal=False))
    enrolled_at: Mapped[datetime]
    enrolled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date | None]
    active_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    course: Mapped[Course] = relationship(lazy="raise")


class LearningEvent(Base):
    """Something a person did: appended, never changed."""

    __tablename__ = "learning_events"
    __table_args__ = (
        Index("ix_learning_events_enrolment_id", "enrolment_id"),
        Index("ix_learning_events_unit_path_at", "unit_path", "at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    unit_path: Mapped[str] = mapped_column(PathString)
    kind: Mapped[str] = mapped_column(String(24))
    item_id: Mapped[str | None] = mapped_column(String(80))
    data: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Attempt(Base):
    """One try at a quiz: which questions, until when, with what result."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "quiz_id", "number"),
        Index("ix_attempts_person_id", "person_id"),
        Index("ix_attempts_version_id_quiz_id", "version_id", "quiz_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    quiz_id: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
    questions: Mapped[list[str]]
    state: Mapped[str] = mapped_column(String(12))
    started_at: Mapped[datetime]
    deadline: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    percent: Mapped[float | None] = mapped_column(Numeric(7, 4, asdecimal=False))
    passed: Mapped[bool | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise")


class Response(Base):
    """The answer in force to one question of an attempt, and its mark once graded."""

    __tablename__ = "responses"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    answer: Mapped[Any | None] = mapped_column(Json)
    revision: Mapped[int]
    saved_at: Mapped[datetime]
    mark: Mapped[float | None] = mapped_column(Numeric(9, 7, asdecimal=False))


class ResponseStep(Base):
    """Every answer that ever arrived, in order; late ones too, which are kept but not graded."""

    __tablename__ = "response_steps"
    __table_args__ = (UniqueConstraint("attempt_id", "request_key"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"))
    question_id: Mapped[str] = mapped_column(String(80))
    request_key: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    answer: Mapped[Any | None] = mapped_column(Json)
    late: Mapped[bool]
    at: Mapped[datetime]
