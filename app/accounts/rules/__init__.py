"""What do roles, units and states of accounts mean?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

WORLD = "WORLD"
ORGANISATIONS = "ORG"


def bodies_code(region: str) -> str:
    """The code of the unit that holds the regional bodies of a region."""
    return f"{region}-BODIES"


class Role(StrEnum):
    """What a person may be within a unit and everything below it."""

    OFFICIAL = "official"
    TRAINER = "trainer"
    TUTOR = "tutor"
    COORDINATOR = "coordinator"
    REGIONAL_OFFICER = "regional_officer"
    ADMINISTRATOR = "administrator"


class PersonState(StrEnum):
    """How far an account has come."""

    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    ACTIVE = "active"
    REFUSED = "refused"
    DEACTIVATED = "deactivated"


class UnitKind(StrEnum):
    """What a unit of the organisation's tree is."""

    WORLD = "world"
    REGION = "region"
    MEMBER = "member"
    REGIONAL_BODY = "regional_body"
    ORGANISATION = "organisation"


class TokenPurpose(StrEnum):
    """What a single-use link is for."""

    CONFIRM = "confirm"
    RESET = "reset"


CONFIRM_WITHIN = timedelta(hours=48)
RESET_WITHIN = timedelta(hours=2)
INVITATION_WITHIN = timedelta(days=7)
REMIND_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A role held in a unit; it reaches everything below the unit."""

    role: Role
    unit_id: int
    unit_path: str

    def reaches(self, path: str) -> bool:
        """Whether a unit with this path is the assignment's unit or below it."""
        return path.startswith(self.unit_path)


@dataclass(frozen=True, slots=True)
class Identity:
    """The person who made this request, as one row says; ``roles`` are those in force.

    It carries what flask-login asks of a user, so that no model object is kept per request.
    """

    id: int
    epoch: int
    name: str
    email: str
    language: str
    theme: str
    state: PersonState
    unit_id: int
    unit_path: str
    roles: tuple[Assignment, ...]

    @property
    def is_authenticated(self) -> bool:
        """Whether the session stands for a person: always, for an identity."""
        return True

    @property
    def is_active(self) -> bool:
        """Whether the account may be used as an official's."""
        return self.state is PersonState.ACTIVE

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is signed in: never, for an identity."""
        return False

    def get_id(self) -> str:
        """What the session keeps; a changed epoch ends every older session."""
        return f"{self.id}.{self.epoch}"

    def holds(self, *roles: Role) -> bool:
        """Whether any of these roles is held anywhere."""
        return any(one.role in roles for one in self.roles)

    def scopes(self, *roles: Role) -> tuple[str, ...]:
        """The paths of the units where any of these roles is held, without those inside others."""
        paths = sorted({one.unit_path for one in self.roles if one.role in roles})
        kept: list[str] = []
        for path in paths:
            if not any(path.startswith(outer) for outer in kept):
                kept.append(path)
        return tuple(kept)

    def reaches(self, path: str, *roles: Role) -> bool:
        """Whether any of these roles reaches the unit with this path."""
        return any(one.role in roles and one.reaches(path) for one in self.roles)


def ancestors(path: str) -> tuple[str, ...]:
    """The paths from the root down to ``path``: ``/1/3/`` gives ``/1/`` and ``/1/3/``."""
    numbers = path.strip("/").split("/")
    return tuple("/" + "/".join(numbers[: depth + 1]) + "/" for depth in range(len(numbers)))


def path_range(path: str) -> tuple[str, str]:
    """The half-open range of paths at or below ``path``: ``/1/3/`` gives ``/1/3/`` to ``/1/30``.

    The character after the slash bounds every path that begins with ``path``, so that a scope is
    one indexed range in byte order.
    """
    return path, path[:-1] + chr(ord("/") + 1)
