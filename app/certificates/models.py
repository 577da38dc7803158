"""Which certificates were issued, to whom, for which version, and do they still hold?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Certificate(Base):
    """What was certified, in the words of that day; a correction is a new certificate.

    ``serial`` counts the certificates of one enrolment and version: 1 for the first, one more for
    each that replaces it. ``content`` is the JSON of ``snapshot.Snapshot``.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        Index("ix_certificates_person_id", "person_id"),
        UniqueConstraint("enrolment_id", "version_id", "serial"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    serial: Mapped[int] = mapped_column(default=1)
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
