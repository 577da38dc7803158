"""Whose courses may this person teach with: change, withdraw, look at the results of?"""

from __future__ import annotations

from app.accounts.rules import Identity, Role


def sees_all(person: Identity) -> bool:
    """Whether every course is this person's to manage, those published from files too."""
    return person.holds(Role.ADMINISTRATOR)


def may_manage(person: Identity, owner_id: int | None) -> bool:
    """Whether ``person`` may publish to, withdraw and see the results of a course.

    A course without an owner was published from files and belongs to the administrators.
    """
    return sees_all(person) or (person.holds(Role.TRAINER) and owner_id == person.id)
