"""Which checked courses wait to be published?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Draft(Base):
    """A course that passed the check, rendered: what publishing would make public.

    Each person has at most one draft of a course; the next upload takes its place. ``outline``,
    ``bank`` and ``lessons`` are the JSON of ``content.version.Outline``, ``Bank`` and a list of
    ``RenderedLesson``.
    """

    __tablename__ = "studio_drafts"
    __table_args__ = (UniqueConstraint("person_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    slug: Mapped[str] = mapped_column(String(80))
    content_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    outline: Mapped[str] = mapped_column(Text, deferred=True)
    bank: Mapped[str] = mapped_column(Text, deferred=True)
    lessons: Mapped[str] = mapped_column(Text, deferred=True)


class DraftMedia(Base):
    """A picture of a draft; it becomes public only when the draft is published."""

    __tablename__ = "studio_draft_media"

    draft_id: Mapped[int] = mapped_column(
        ForeignKey("studio_drafts.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    content_type: Mapped[str] = mapped_column(String(60))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
