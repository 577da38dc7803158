"""Where does a report look, and for what?"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Unit
from app.accounts.policy import STAFF
from app.accounts.queries import within
from app.accounts.rules import Identity
from app.catalogue.queries import CourseCard, cards
from app.core.db import db
from app.core.errors import NotFound
from app.core.folding import folded
from app.reports.rules import Standing


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the reader's scope, named in their language."""

    id: int
    parent_id: int | None
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Places:
    """The units that the reader reaches, in the order of their names."""

    scopes: tuple[str, ...]
    all: tuple[Place, ...]

    def chosen(self, asked: str) -> Place | None:
        """The unit with the id that an address gives; without one, the only one of the scope.

        Raises:
            NotFound: there is no such unit within the scope.
        """
        if not asked:
            tops = self.within(None)
            return tops[0] if len(tops) == 1 else None
        for one in self.all:
            if str(one.id) == asked:
                return one
        raise NotFound

    def within(self, place: Place | None) -> tuple[Place, ...]:
        """The units directly below; without a place, the tops of the scope."""
        if place is None:
            return tuple(one for one in self.all if one.path in self.scopes)
        return tuple(one for one in self.all if one.parent_id == place.id)

    def way_to(self, place: Place | None) -> tuple[Place, ...]:
        """The units from the top of the scope down to ``place``, itself included."""
        if place is None:
            return ()
        way = (one for one in self.all if place.path.startswith(one.path))
        return tuple(sorted(way, key=lambda one: len(one.path)))

    def paths(self, place: Place | None) -> tuple[str, ...]:
        """What a report about ``place`` covers; without a place, the whole scope."""
        return (place.path,) if place else self.scopes

    @property
    def names(self) -> dict[str, str]:
        """The units' names by path, in the order of the names."""
        return {one.path: one.name for one in self.all}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is about: paths of units, perhaps one course, and which of the people."""

    paths: tuple[str, ...]
    course_id: int | None = None
    standing: Standing | None = None
    words: str = ""


def places(reader: Identity, language: str) -> Places:
    """The units that ``reader`` reaches as staff: one statement."""
    scopes = reader.scopes(*STAFF)
    name = Unit.name_fr if language == "fr" else Unit.name_en
    query = select(Unit.id, Unit.parent_id, name, Unit.path).where(within(Unit.path, scopes))
    found = (Place(*row) for row in db.session.execute(query))
    return Places(scopes, tuple(sorted(found, key=lambda one: folded(one.name))))


def courses(language: str) -> tuple[dict[int, str], dict[str, int]]:
    """The titles of all courses by id, and their ids by slug, both in the order of the titles."""
    found = sorted(cards(withdrawn=True), key=lambda one: folded(title(one, language)))
    titles = {one.course_id: title(one, language) for one in found}
    return titles, {one.slug: one.course_id for one in found}


def title(card: CourseCard, language: str) -> str:
    """The course's title in the language, or in the one that it has."""
    words = card.outline.title
    return words.get(language) or next(iter(words.values()))
