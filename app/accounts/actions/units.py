"""Does the tree of units agree with the list of members?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.accounts.actions.people import MOVED
from app.accounts.members import Membership, read_membership
from app.accounts.models import AccountRequest, Person, Unit
from app.accounts.rules import ORGANISATIONS, WORLD, UnitKind, bodies_code
from app.core import jobs
from app.core.settings import courses_folder


@dataclass(frozen=True, slots=True)
class _Node:
    """A unit as it ought to be."""

    code: str
    kind: UnitKind
    name_en: str
    name_fr: str
    languages: str = ""


@dataclass
class _Tree:
    """The units that there are, and how many of them had to be made or changed."""

    session: Session
    known: dict[str, Unit]
    made: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)

    def settle(self, nodes: Sequence[tuple[_Node, str | None]]) -> None:
        """Make one level of the tree as it ought to be; each node comes with its parent's code."""
        for node, parent in nodes:
            self._settle_one(node, self.known[parent] if parent else None)
        self.session.flush()
        for node, parent in nodes:
            self._place(self.known[node.code], self.known[parent] if parent else None)
        self.session.flush()

    def _settle_one(self, node: _Node, parent: Unit | None) -> None:
        unit = self.known.get(node.code)
        if unit is None:
            # The path holds the id, which only the database gives; no path begins with a colon.
            unit = Unit(code=node.code, path=f":{node.code}")
            self.known[node.code] = unit
            self.made.add(node.code)
            self.session.add(unit)
        wanted = {
            "kind": node.kind.value,
            "name_en": node.name_en,
            "name_fr": node.name_fr,
            "languages": node.languages,
            "parent_id": parent.id if parent else None,
        }
        for name, value in wanted.items():
            if getattr(unit, name) != value:
                setattr(unit, name, value)
                self.changed.add(node.code)

    def _place(self, unit: Unit, parent: Unit | None) -> None:
        path = f"{parent.path if parent else '/'}{unit.id}/"
        if unit.path == path:
            return
        if unit.code not in self.made:
            jobs.enqueue(self.session, MOVED, {"unit": unit.id})
        for model in (Person, AccountRequest):
            column = model.__table__.c.unit_path
            self.session.execute(update(model).where(column == unit.path).values(unit_path=path))
        unit.path = path
        self.changed.add(unit.code)


def load_units(session: Session) -> int:
    """Build the tree, or bring it up to date; the number of units made or changed.

    The world, its six regions with their regional bodies, the members, and one unit for other
    organisations. A member that changes its region takes its people along. None is ever deleted:
    people and records hang on them.

    Raises:
        MemberListError: the list of members is missing or malformed.
    """
    membership = read_membership(courses_folder())
    tree = _Tree(session, {unit.code: unit for unit in session.scalars(select(Unit))})
    tree.settle([(_Node(WORLD, UnitKind.WORLD, "World", "Monde"), None)])
    tree.settle([*_regions(membership), (_ORGANISATIONS, WORLD)])
    tree.settle([*_bodies(membership), *_members(membership)])
    return len(tree.changed)


_ORGANISATIONS = _Node(
    ORGANISATIONS, UnitKind.ORGANISATION, "Other organisations", "Autres organisations"
)


def _regions(membership: Membership) -> list[tuple[_Node, str | None]]:
    return [
        (_Node(one.code.value, UnitKind.REGION, one.name_en, one.name_fr), WORLD)
        for one in membership.regions
    ]


def _bodies(membership: Membership) -> list[tuple[_Node, str | None]]:
    return [
        (
            _Node(
                bodies_code(one.code.value),
                UnitKind.REGIONAL_BODY,
                f"Regional bodies: {one.name_en}",
                f"Organismes régionaux : {one.name_fr}",
            ),
            one.code.value,
        )
        for one in membership.regions
    ]


def _members(membership: Membership) -> list[tuple[_Node, str | None]]:
    return [
        (
            _Node(one.iso2, UnitKind.MEMBER, one.name_en, one.name_fr, " ".join(one.languages)),
            one.region.value,
        )
        for one in membership.members
    ]
