"""Who are the people, where do they belong, and what may they do there?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, PathString
from app.core.folding import folded

# Byte order on both databases, so that lists are in one order everywhere.
FoldedString = String(600, collation="C").with_variant(String(600), "sqlite")


class Unit(Base):
    """A node of the one tree: the world, a region, a member, a regional body, an organisation."""

    __tablename__ = "units"
    __table_args__ = (Index("ix_units_parent_id", "parent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name_en: Mapped[str] = mapped_column(String(160))
    name_fr: Mapped[str] = mapped_column(String(160))
    path: Mapped[str] = mapped_column(PathString, unique=True)
    languages: Mapped[str] = mapped_column(String(80), default="")

    def name(self, language: str) -> str:
        """The unit's name in the language."""
        return self.name_fr if language == "fr" else self.name_en


class Person(Base):
    """Somebody with an account."""

    __tablename__ = "people"
    __table_args__ = (
        Index("ix_people_unit_path_sought", "unit_path", "sought"),
        Index("ix_people_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    epoch: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(120))
    latin_name: Mapped[str | None] = mapped_column(String(120))
    sought: Mapped[str] = mapped_column(FoldedString, default="")
    language: Mapped[str] = mapped_column(String(5))
    theme: Mapped[str] = mapped_column(String(5), default="")
    state: Mapped[str] = mapped_column(String(12))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    unit_path: Mapped[str] = mapped_column(PathString)
    organisation: Mapped[str] = mapped_column(String(160), default="")
    office: Mapped[str] = mapped_column(String(120), default="")
    job_title: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    signed_in_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship(lazy="raise")


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _keep_sought(_mapper: object, _connection: object, person: Person) -> None:
    """Names and address as search and sorting compare them."""
    person.sought = folded(f"{person.name} {person.latin_name or ''} {person.email}")


class RoleAssignment(Base):
    """A role of a person in a unit, from its grant to its end."""

    __tablename__ = "role_assignments"
    __table_args__ = (
        Index("ix_role_assignments_person_id", "person_id"),
        Index(
            "uq_role_assignments_in_force",
            "person_id",
            "role",
            "unit_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_role_assignments_unit_id_role", "unit_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    unit: Mapped[Unit] = relationship(lazy="raise")


class AccountRequest(Base):
    """A confirmed sign-up that waits for a decision, or had one."""

    __tablename__ = "account_requests"
    __table_args__ = (
        Index("ix_account_requests_decided_at_created_at", "decided_at", "created_at"),
        CheckConstraint(
            "decision IS NULL OR decision IN ('approved', 'refused')", name="known_decision"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    unit_path: Mapped[str] = mapped_column(PathString, index=True)
    created_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    decision: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])


class Token(Base):
    """A single-use secret sent by mail; only its hash is kept."""

    __tablename__ = "tokens"
    __table_args__ = (Index("ix_tokens_person_id_purpose", "person_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    purpose: Mapped[str] = mapped_column(String(20))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise")
