"""Which people and which requests does a list show, searched, filtered and in which order?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager

from app.accounts.models import AccountRequest, Person, RoleAssignment, Unit
from app.accounts.policy import STAFF
from app.accounts.queries import roles_in_force, visible_to, within
from app.accounts.rules import Identity, PersonState, Role
from app.core.db import db
from app.core.folding import folded
from app.core.pagination import Page, paginate

_Row = TypeVar("_Row")


class PeopleOrder(StrEnum):
    """By what the list of people may be sorted."""

    NAME = "name"
    UNIT = "unit"
    STATE = "state"
    SIGNED_IN = "signed_in"


class RequestOrder(StrEnum):
    """By what the list of requests may be sorted."""

    NAME = "name"
    UNIT = "unit"
    ASKED = "asked"


class Decision(StrEnum):
    """How far a request has come."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader looks for; ``state`` and ``role`` are ignored where a list has none."""

    words: str = ""
    unit_path: str | None = None
    state: PersonState | None = None
    role: Role | None = None
    decision: Decision = Decision.OPEN


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of people, with the roles in force of each."""

    page: Page[Person]
    roles: dict[int, tuple[Role, ...]]


def people(
    reader: Identity,
    filters: Filters,
    order: PeopleOrder,
    language: str,
    *,
    descending: bool = False,
    number: int = 1,
) -> PeoplePage:
    """The people whom ``reader`` may see: three statements."""
    columns: dict[PeopleOrder, ColumnElement[Any]] = {
        PeopleOrder.NAME: Person.sought.expression,
        PeopleOrder.UNIT: _unit_name(language),
        PeopleOrder.STATE: Person.state.expression,
        PeopleOrder.SIGNED_IN: Person.signed_in_at.expression,
    }
    column = columns[order]
    query = (
        _matching(visible_to(reader), filters)
        .join(Person.unit)
        .options(contains_eager(Person.unit))
        .order_by(column.is_(None), column.desc() if descending else column, Person.id)
    )
    if filters.state is not None:
        query = query.where(Person.state == filters.state.value)
    if filters.role is not None:
        query = query.where(_holds(filters.role))
    page = paginate(query, number)
    return PeoplePage(page, roles_in_force(one.id for one in page.rows))


def requests(
    reader: Identity,
    filters: Filters,
    order: RequestOrder,
    language: str,
    *,
    descending: bool = False,
    number: int = 1,
) -> Page[AccountRequest]:
    """The requests about which ``reader`` may decide, or could have: two statements."""
    columns: dict[RequestOrder, ColumnElement[Any]] = {
        RequestOrder.NAME: Person.sought.expression,
        RequestOrder.UNIT: _unit_name(language),
        RequestOrder.ASKED: AccountRequest.created_at.expression,
    }
    column = columns[order]
    query = (
        _matching(_requests_for(reader), filters)
        .where(_decided(filters.decision))
        .order_by(column.desc() if descending else column, AccountRequest.id)
    )
    return paginate(query, number)


def request_for(reader: Identity, request_id: int) -> AccountRequest | None:
    """The request with its person and unit, if ``reader`` may decide about it."""
    return db.session.scalar(_requests_for(reader).where(AccountRequest.id == request_id))


def request_of(person_id: int) -> AccountRequest | None:
    """The request of a person, decided or not."""
    return db.session.scalar(select(AccountRequest).where(AccountRequest.person_id == person_id))


def open_requests(reader: Identity) -> int:
    """How many requests wait for ``reader`` or a colleague."""
    query = select(func.count(AccountRequest.id)).where(
        within(AccountRequest.unit_path, reader.scopes(*STAFF)),
        AccountRequest.decided_at.is_(None),
    )
    return db.session.scalar(query) or 0


def _requests_for(reader: Identity) -> Select[AccountRequest]:
    return (
        select(AccountRequest)
        .join(AccountRequest.person)
        .join(Person.unit)
        .where(within(AccountRequest.unit_path, reader.scopes(*STAFF)))
        .options(contains_eager(AccountRequest.person).contains_eager(Person.unit))
    )


def _matching(query: Select[_Row], filters: Filters) -> Select[_Row]:
    for word in folded(filters.words).split()[:6]:
        query = query.where(Person.sought.contains(word, autoescape=True))
    if filters.unit_path is not None:
        query = query.where(within(Person.unit_path, (filters.unit_path,)))
    return query


def _holds(role: Role) -> ColumnElement[bool]:
    return (
        select(RoleAssignment.id)
        .where(
            RoleAssignment.person_id == Person.id,
            RoleAssignment.role == role.value,
            RoleAssignment.ended_at.is_(None),
        )
        .exists()
    )


def _decided(decision: Decision) -> ColumnElement[bool]:
    if decision is Decision.OPEN:
        return AccountRequest.decided_at.is_(None)
    return AccountRequest.decision == decision.value


def _unit_name(language: str) -> ColumnElement[str]:
    return (Unit.name_fr if language == "fr" else Unit.name_en).expression
