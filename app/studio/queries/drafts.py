"""Which drafts has this person, and what do they say?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, undefer

from app.catalogue.content.version import Bank, MediaFile, Outline, RenderedLesson, Version
from app.core.db import db
from app.core.errors import NotFound
from app.studio.models import Draft, DraftMedia


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as its pages show it."""

    id: int
    slug: str
    content_hash: str
    created_at: datetime
    outline: Outline


def drafts(person_id: int) -> list[Kept]:
    """The person's drafts, the newest first; they are few, for there is a limit."""
    query = select(Draft).where(Draft.person_id == person_id).options(undefer(Draft.outline))
    newest = query.order_by(Draft.created_at.desc(), Draft.id.desc())
    return [_kept(one) for one in db.session.scalars(newest)]


def draft(person_id: int, draft_id: int) -> Kept:
    """The person's draft.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    query = select(Draft).where(Draft.id == draft_id, Draft.person_id == person_id)
    found = db.session.scalar(query.options(undefer(Draft.outline)))
    if found is None:
        raise NotFound
    return _kept(found)


def other_drafts(person_id: int, slug: str) -> int:
    """How many drafts of other courses the person has."""
    query = select(func.count()).where(Draft.person_id == person_id, Draft.slug != slug)
    return db.session.scalar(query) or 0


def bank(draft_id: int) -> Bank:
    """The questions and checks of a draft, with their keys."""
    return msgspec.json.decode(_text(Draft.bank, draft_id), type=Bank)


def lessons(draft_id: int) -> tuple[RenderedLesson, ...]:
    """The lessons of a draft in all its languages."""
    return msgspec.json.decode(_text(Draft.lessons, draft_id), type=tuple[RenderedLesson, ...])


def lesson(draft_id: int, lesson_id: str, language: str) -> RenderedLesson:
    """One lesson in one language.

    Raises:
        NotFound: the draft has no such lesson.
    """
    for one in lessons(draft_id):
        if (one.lesson_id, one.language) == (lesson_id, language):
            return one
    raise NotFound


def media_files(draft_id: int) -> list[DraftMedia]:
    """The pictures of a draft, without their bytes."""
    return list(db.session.scalars(select(DraftMedia).where(DraftMedia.draft_id == draft_id)))


def media_file(draft_id: int, sha256: str, name: str) -> DraftMedia:
    """A picture of a draft with its bytes.

    Raises:
        NotFound: the draft has none of this name and hash.
    """
    query = select(DraftMedia).where(
        DraftMedia.draft_id == draft_id, DraftMedia.name == name, DraftMedia.sha256 == sha256
    )
    found = db.session.scalar(query.options(undefer(DraftMedia.data)))
    if found is None:
        raise NotFound
    return found


def version(found: Kept) -> Version:
    """The draft whole, as publishing takes it."""
    query = select(DraftMedia).where(DraftMedia.draft_id == found.id)
    pictures = db.session.scalars(query.options(undefer(DraftMedia.data)))
    return Version(
        slug=found.slug,
        content_hash=found.content_hash,
        outline=found.outline,
        bank=bank(found.id),
        lessons=lessons(found.id),
        media=tuple(
            MediaFile(one.sha256, one.name, one.content_type, one.data) for one in pictures
        ),
    )


def _kept(row: Draft) -> Kept:
    outline = msgspec.json.decode(row.outline, type=Outline)
    return Kept(row.id, row.slug, row.content_hash, row.created_at, outline)


def _text(wanted: InstrumentedAttribute[str], draft_id: int) -> str:
    found = db.session.scalar(select(wanted).where(Draft.id == draft_id))
    if found is None:
        raise NotFound
    return found
