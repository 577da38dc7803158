"""May this person come here, grant this role, decide this request?"""

from __future__ import annotations

from collections.abc import Callable

from app.accounts.rules import Identity, Role
from app.core.access import AccessRule

GRANTABLE: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.REGIONAL_OFFICER: frozenset({Role.OFFICIAL, Role.TRAINER, Role.TUTOR, Role.COORDINATOR}),
    Role.COORDINATOR: frozenset({Role.OFFICIAL, Role.TRAINER, Role.TUTOR}),
}
STAFF = (Role.COORDINATOR, Role.REGIONAL_OFFICER, Role.ADMINISTRATOR)


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


def may_see_person(person: Identity, unit_path: str) -> bool:
    """Whether ``person`` may see the records of somebody in the unit with this path."""
    return person.reaches(unit_path, *STAFF)


def may_decide_request(person: Identity, unit_path: str) -> bool:
    """Whether ``person`` may approve or refuse an account in the unit with this path."""
    return person.reaches(unit_path, *STAFF)
