"""How does a test come by people who take the small course and its quiz?"""

from __future__ import annotations

from typing import Any

from app.accounts.models import Person
from app.core.db import transaction
from app.learning.actions import attempts, saving
from app.learning.actions.saving import Incoming
from app.learning.models import Attempt
from tests.factories import make_person
from tests.small_course import QUIZ, SLUG, enrol_in_small_course, right_answers


def take_quiz(right: tuple[str, ...], *, slug: str = SLUG, person: Person | None = None) -> Attempt:
    """A person's attempt with these questions right and the others left out, handed in."""
    enrolment = enrol_in_small_course(person or make_person(), slug=slug)
    with transaction() as session:
        attempt = attempts.start(session, enrolment.id, QUIZ)
    answers: dict[str, Any] = right_answers(attempt.version_id)
    for number, question in enumerate(right):
        incoming = Incoming(question, _raw(answers[question]), 0, f"key-{attempt.id}-{number}")
        with transaction() as session:
            saving.save(session, attempt.person_id, attempt.token, incoming)
    with transaction() as session:
        return attempts.submit(session, attempt.id)


def _raw(key: object) -> object:
    """A key as the answer that a page would send."""
    if isinstance(key, bool):
        return "true" if key else "false"
    return str(key) if isinstance(key, int | float) else key
