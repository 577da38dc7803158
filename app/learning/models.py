"""What has each person done in each course?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
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
    """One try at a quiz: which questions, until when, with what result.

    ``place`` is the question that a learner who goes through them in turn is at, from 0.
    ``key_version_id`` is the version whose keys marked it, None for its own; ``counted_at`` when
    the statistics took it in.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "quiz_id", "number"),
        Index("ix_attempts_person_id", "person_id"),
        Index("ix_attempts_version_id_quiz_id", "version_id", "quiz_id"),
        Index(
            "ix_attempts_not_counted",
            "version_id",
            "quiz_id",
            sqlite_where=text("counted_at IS NULL"),
            postgresql_where=text("counted_at IS NULL"),
        ),
        Index(
            "ix_attempts_being_marked",
            "version_id",
            "quiz_id",
            sqlite_where=text("state = 'marking'"),
            postgresql_where=text("state = 'marking'"),
        ),
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
    place: Mapped[int] = mapped_column(default=0, server_default="0")
    key_version_id: Mapped[int | None] = mapped_column(ForeignKey("course_versions.id"))
    counted_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise")


class Response(Base):
    """The answer in force to one question of an attempt, and its mark once graded.

    ``tries`` counts how often it was checked, ``closed`` says that it can no longer change;
    ``certainty`` is how sure the learner is, 1 to 3. A mark is a share of the question's weight.
    """

    __tablename__ = "responses"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    answer: Mapped[Any | None] = mapped_column(Json)
    revision: Mapped[int]
    saved_at: Mapped[datetime]
    mark: Mapped[float | None] = mapped_column(Numeric(9, 7, asdecimal=False))
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    closed: Mapped[bool] = mapped_column(default=False, server_default=false())
    certainty: Mapped[int | None]


class ResponseStep(Base):
    """Everything that ever happened to an answer, in order: who, when, what, and the mark if any.

    Late answers are kept too, and not graded. From its steps an attempt can be marked again.
    """

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
    action: Mapped[str] = mapped_column(String(8), default="save", server_default="save")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    certainty: Mapped[int | None]
    mark: Mapped[float | None] = mapped_column(Numeric(9, 7, asdecimal=False))


class AttemptFile(Base):
    """A file that belongs to an answer. It stays as long as its attempt.

    Of one that was taken back only name and digest stay: its size is 0.
    """

    __tablename__ = "attempt_files"
    __table_args__ = (Index("ix_attempt_files_attempt_id", "attempt_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"))
    question_id: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[datetime]


class HandMark(Base):
    """What a person gave an answer: ``turn`` 1 and 2 are two markers, 3 what they agreed on.

    ``levels`` maps each criterion of the rubric to its level; ``mark`` is a share of the weight.
    """

    __tablename__ = "hand_marks"
    __table_args__ = (UniqueConstraint("attempt_id", "question_id", "turn"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"))
    question_id: Mapped[str] = mapped_column(String(80))
    turn: Mapped[int]
    marker_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    levels: Mapped[dict[str, Any]]
    comment: Mapped[str] = mapped_column(Text)
    mark: Mapped[float] = mapped_column(Numeric(9, 7, asdecimal=False))
    at: Mapped[datetime]


class Accommodation(Base):
    """More time or more attempts for one person, or for all people of a unit and below it.

    Without ``quiz_id`` it holds for every quiz of the course. It is never deleted: ``ended_at``.
    """

    __tablename__ = "accommodations"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (unit_id IS NULL)", name="person_or_unit"),
        Index("ix_accommodations_course_id", "course_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    quiz_id: Mapped[str | None] = mapped_column(String(80))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    extra_time_percent: Mapped[int]
    extra_attempts: Mapped[int]
    reason: Mapped[str] = mapped_column(String(400))
    granted_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    granted_at: Mapped[datetime]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]


class Remarking(Base):
    """Results worked out again with the keys of another version, and perhaps made to count.

    First ``done`` of ``total`` attempts are compared, until ``checked_at``; the last one was
    ``reached``. Once somebody wants it
    (``applied_by_id``) what differs is applied, until ``finished_at``.
    """

    __tablename__ = "remarkings"
    __table_args__ = (Index("ix_remarkings_course_id", "course_id", "quiz_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    quiz_id: Mapped[str] = mapped_column(String(80))
    key_version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    reason: Mapped[str] = mapped_column(String(400))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    total: Mapped[int]
    done: Mapped[int]
    reached: Mapped[int]
    checked_at: Mapped[datetime | None]
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    applied_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class RemarkedAttempt(Base):
    """What a remarking would change, or has changed: one attempt's result before and after."""

    __tablename__ = "remarked_attempts"

    remarking_id: Mapped[int] = mapped_column(ForeignKey("remarkings.id"), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    percent_before: Mapped[float | None] = mapped_column(Numeric(7, 4, asdecimal=False))
    percent_after: Mapped[float | None] = mapped_column(Numeric(7, 4, asdecimal=False))
    passed_before: Mapped[bool | None]
    passed_after: Mapped[bool | None]
    applied_at: Mapped[datetime | None]


class QuizStatistics(Base):
    """What the marks of a quiz of a version add up to; figures are computed from the sums."""

    __tablename__ = "quiz_statistics"

    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"), primary_key=True)
    quiz_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    attempts: Mapped[int]
    sums: Mapped[dict[str, Any]]
    computed_at: Mapped[datetime]
