"""May this person come here, grant this role, decide this request?"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.accounts.rules import Assignment, Identity, Role
from app.core.access import AccessRule

GRANTABLE: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.REGIONAL_OFFICER: frozenset({Role.OFFICIAL, Role.TRAINER, Role.TUTOR, Role.COORDINATOR}),
    Role.COORDINATOR: frozenset({Role.OFFICIAL, Role.TRAINER, Role.TUTOR}),
}
STAFF = (Role.COORDINATOR, Role.REGIONAL_OFFICER, Role.ADMINISTRATOR)
# Who is asked about a new account: the first of these roles that anybody holds above it.
DECIDING_ROLES = STAFF


def _rule(name: str, allows: Callable[[Identity], bool]) -> AccessRule:
    return AccessRule(name, allows)


SIGNED_IN = _rule("signed in", lambda _person: True)
MEMBER = _rule("active account", lambda person: person.is_active)
STAFF_ONLY = _rule(
    "coordinators and above", lambda person: person.is_active and person.holds(*STAFF)
)
TRAINERS = _rule(
    "trainers and administrators",
    lambda person: person.is_active and person.holds(Role.TRAINER, Role.ADMINISTRATOR),
)
ADMINISTRATORS = _rule(
    "administrators", lambda person: person.is_active and person.holds(Role.ADMINISTRATOR)
)


def may_grant(person: Identity, role: Role, unit_path: str) -> bool:
    """Whether ``person`` may give or end ``role`` in the unit with this path."""
    return any(
        one.reaches(unit_path) and role in GRANTABLE.get(one.role, frozenset())
        for one in person.roles
    )


def grantable_roles(person: Identity) -> tuple[Role, ...]:
    """The roles that ``person`` may give somewhere."""
    return tuple(
        role
        for role in Role
        if any(role in GRANTABLE.get(one.role, frozenset()) for one in person.roles)
    )


def may_see_person(person: Identity, unit_path: str) -> bool:
    """Whether ``person`` may see the records of somebody in the unit with this path."""
    return person.reaches(unit_path, *STAFF)


def may_decide_request(person: Identity, unit_path: str) -> bool:
    """Whether ``person`` may approve or refuse an account in the unit with this path."""
    return person.reaches(unit_path, *STAFF)


def may_change_person(
    person: Identity, other_id: int, unit_path: str, roles: Iterable[Assignment]
) -> bool:
    """Whether ``person`` may close, reopen or move the account of ``other_id`` in the unit.

    Nobody changes their own account so, nor that of somebody whose role they could not give.
    """
    return (
        person.id != other_id
        and may_see_person(person, unit_path)
        and all(may_grant(person, one.role, one.unit_path) for one in roles)
    )


def may_move(
    person: Identity, other_id: int, paths: tuple[str, str], roles: Iterable[Assignment]
) -> bool:
    """Whether ``person`` may move somebody from the first path to the second: both in scope."""
    here, there = paths
    return may_change_person(person, other_id, here, roles) and may_see_person(person, there)
