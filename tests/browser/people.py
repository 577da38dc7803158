"""What have demo people done in the running product's quizzes?"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.catalogue.queries import card
from app.learning.actions import attempts, progress, questions, saving
from app.learning.models import Attempt
from tests.every_course import question_id
from tests.small_course import QUIZ


def person(session: Session, name: str) -> Person:
    """The demo person of that address."""
    query = select(Person).where(Person.email == f"{name}@demo.greenlane.example")
    return session.scalars(query).one()


def begin(session: Session, name: str, slug: str) -> Attempt:
    """Put the person into the course, and begin its quiz."""
    enrolment = progress.enrol(session, person(session, name), card(slug))
    return attempts.start(session, enrolment.id, QUIZ)


def answer(
    session: Session, attempt: Attempt, answers: Mapping[str, object], revision: int = 0
) -> None:
    """Save answers, by type of question; ``revision`` is how many each question had before."""
    for kind, said in answers.items():
        key = f"{attempt.id}-{kind}-{revision}"
        incoming = saving.Incoming(question_id(kind), said, revision, key, certainty=2)
        saving.save(session, attempt.person_id, attempt.token, incoming)


def check(session: Session, attempt: Attempt, kinds: tuple[str, ...]) -> None:
    """Have the answers to the questions of these types checked."""
    for kind in kinds:
        questions.check(session, attempt.person_id, attempt.token, question_id(kind))


def path(attempt: Attempt, rest: str = "") -> str:
    """The address of the attempt's page."""
    return f"/attempts/{attempt.token}{rest}"
