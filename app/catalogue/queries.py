"""Which courses are there, and what do their versions say?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import msgspec
from sqlalchemy import Select, column, func, literal_column, select, table
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnElement

from app.catalogue.content.version import Bank, Outline, RenderedLesson
from app.catalogue.models import Course, CourseVersion, LessonPage, Media, SearchDocument
from app.catalogue.rules import CourseState, length_of, search_words
from app.core.cache import immutable
from app.core.db import db, is_sqlite
from app.core.errors import NotFound

Document = TypeVar("Document")
Found: TypeAlias = Select[int, str, str, str]
Ranked: TypeAlias = tuple[Found, ColumnElement[float]]
TITLE_WEIGHT = 5.0


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course as lists show it: its current version's outline with the course's own row."""

    course_id: int
    version_id: int
    slug: str
    state: CourseState
    owner_id: int | None
    outline: Outline


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader of the catalogue asked for; empty means any."""

    words: str = ""
    topic: str = ""
    level: str = ""
    language: str = ""
    length: str = ""

    @property
    def any(self) -> bool:
        """Whether anything was asked for."""
        return any((self.words, self.topic, self.level, self.language, self.length))


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a search found its words: the course itself (no item) or one of its lessons."""

    course_id: int
    item_id: str
    title: str
    language: str


def outline_of(version_id: int) -> Outline:
    """The public structure of a version, kept in the process: it never changes."""
    return immutable(
        ("outline", version_id), lambda: _load(CourseVersion.outline, version_id, Outline)
    )


def bank_of(version_id: int) -> Bank:
    """The questions of a version with their keys; never hand it to a page of a running attempt."""
    return immutable(("bank", version_id), lambda: _load(CourseVersion.bank, version_id, Bank))


def lesson_page(version_id: int, lesson_id: str, language: str) -> RenderedLesson:
    """A lesson as it was rendered when its version was published.

    Raises:
        NotFound: the version has no such lesson in the language.
    """
    key = (version_id, lesson_id, language)
    return immutable(("lesson", *key), lambda: _load_lesson(key))


def cards(*, withdrawn: bool = False, owner_id: int | None = None) -> list[CourseCard]:
    """Every course that has a version, newest first: one statement once outlines are known."""
    query = (
        select(Course.id, CourseVersion.id, Course.slug, Course.state, Course.owner_id)
        .join(CourseVersion, (CourseVersion.course_id == Course.id) & CourseVersion.is_current)
        .order_by(CourseVersion.published_at.desc(), Course.id.desc())
    )
    if not withdrawn:
        query = query.where(Course.state == CourseState.PUBLISHED)
    if owner_id is not None:
        query = query.where(Course.owner_id == owner_id)
    return [
        CourseCard(course, version, slug, CourseState(state), owner, outline_of(version))
        for course, version, slug, state, owner in db.session.execute(query)
    ]


def card(slug: str) -> CourseCard:
    """The course with this slug, also when it is withdrawn.

    Raises:
        NotFound: there is no such course.
    """
    query = (
        select(Course.id, CourseVersion.id, Course.state, Course.owner_id)
        .join(CourseVersion, (CourseVersion.course_id == Course.id) & CourseVersion.is_current)
        .where(Course.slug == slug)
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    course, version, state, owner = row
    return CourseCard(course, version, slug, CourseState(state), owner, outline_of(version))


def titles(slugs: Sequence[str]) -> list[tuple[str, Outline]]:
    """The courses of the catalogue with these slugs, in their order, each with its outline."""
    if not slugs:
        return []
    found = {one.slug: one.outline for one in cards()}
    return [(slug, found[slug]) for slug in slugs if slug in found]


def matching(found: Sequence[CourseCard], filters: Filters) -> list[CourseCard]:
    """The courses that fit the filters, words apart."""

    def fits(one: CourseCard) -> bool:
        outline = one.outline
        return (
            filters.topic in {"", outline.topic}
            and filters.level in {"", outline.level}
            and (not filters.language or filters.language in outline.languages)
            and filters.length in {"", length_of(outline.minutes)}
        )

    return [one for one in found if fits(one)]


def search(words: str, language: str, limit: int = 200) -> list[Hit]:
    """Where all the words, or words that begin so, are found: own language and best first."""
    parts = search_words(words)
    if not parts:
        return []
    query = select(
        SearchDocument.course_id,
        SearchDocument.item_id,
        SearchDocument.title,
        SearchDocument.language,
    )
    found, rank = _by_fts5(query, parts) if is_sqlite() else _by_tsvector(query, parts)
    ordered = found.order_by(SearchDocument.language != language, rank, SearchDocument.id)
    rows = db.session.execute(ordered.limit(limit))
    return [Hit(course, item, title, spoken) for course, item, title, spoken in rows]


def media(sha256: str) -> Media:
    """The picture with this hash.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Media, sha256)
    if found is None:
        raise NotFound
    return found


def _by_fts5(query: Found, parts: tuple[str, ...]) -> Ranked:
    index = table("search_index", column("rowid"))
    whole: ColumnElement[str] = literal_column("search_index")
    asked = " ".join(f'"{part}"*' for part in parts)
    matched = query.join(index, index.c.rowid == SearchDocument.id)
    return matched.where(whole.op("MATCH")(asked)), func.bm25(whole, TITLE_WEIGHT, 1.0)


def _by_tsvector(query: Found, parts: tuple[str, ...]) -> Ranked:
    document: ColumnElement[str] = literal_column(
        "(setweight(to_tsvector('simple', folded_title), 'A') || "
        "setweight(to_tsvector('simple', folded_body), 'B'))"
    )
    asked = func.to_tsquery("simple", " & ".join(f"{part}:*" for part in parts))
    return query.where(document.op("@@")(asked)), -func.ts_rank(document, asked)


def _load(wanted: InstrumentedAttribute[str], version_id: int, kind: type[Document]) -> Document:
    text = db.session.scalar(select(wanted).where(CourseVersion.id == version_id))
    if text is None:
        raise NotFound
    return msgspec.json.decode(text, type=kind)


def _load_lesson(key: tuple[int, str, str]) -> RenderedLesson:
    version_id, lesson_id, language = key
    query = select(LessonPage.content).where(
        LessonPage.version_id == version_id,
        LessonPage.lesson_id == lesson_id,
        LessonPage.language == language,
    )
    text = db.session.scalar(query)
    if text is None:
        raise NotFound
    return msgspec.json.decode(text, type=RenderedLesson)
