"""Whose answers may this person mark, and whose files may they read?"""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts.rules import Identity, Role
from app.core.access import AccessRule

MARKERS = AccessRule(
    "trainers, tutors and administrators",
    lambda person: person.is_active and person.holds(Role.TRAINER, Role.TUTOR, Role.ADMINISTRATOR),
)


@dataclass(frozen=True, slots=True)
class Work:
    """Whose attempt something belongs to, where their learning counts, and who owns the course."""

    person_id: int
    unit_path: str
    owner_id: int | None


def may_mark(person: Identity, work: Work) -> bool:
    """Whether ``person`` may mark answers of the attempt: nobody marks their own.

    Trainers mark in the courses that they own, tutors in their unit and below it, administrators
    everywhere.
    """
    if work.person_id == person.id:
        return False
    return (
        marks_everywhere(person)
        or (person.holds(Role.TRAINER) and work.owner_id == person.id)
        or person.reaches(work.unit_path, Role.TUTOR)
    )


def may_read_files(person: Identity, work: Work, *, handed_in: bool) -> bool:
    """Whether ``person`` may read the files of the attempt: its learner, then who may mark it."""
    return work.person_id == person.id or (handed_in and may_mark(person, work))


def marks_everywhere(person: Identity) -> bool:
    """Whether every answer is this person's to mark. They alone see whose it is."""
    return person.holds(Role.ADMINISTRATOR)
