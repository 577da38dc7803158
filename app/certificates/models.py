"""Which certificates were issued, to whom, for which version, and do they still hold?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Certificate(Base):
    """What was certified, in the words of that day; a correction is a new certificate."""

    __tablename__ = "certificates"
    __table_args__ = (
        Index("ix_certificates_person_id", "person_id"),
        Index("ix_certificates_enrolment_id", "enrolment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    holder: Mapped[str] = mapped_column(String(120))
    latin_holder: Mapped[str | None] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(5))
    issuer: Mapped[str] = mapped_column(String(160))
    content: Mapped[dict[str, Any]]
    issued_on: Mapped[date]
    expires_on: Mapped[date | None]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    revocation_reason: Mapped[str] = mapped_column(Text, default="")
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("certificates.id"))
