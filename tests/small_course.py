"""How does a test come by a small published course, with people in it and through it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.catalogue.actions import Published, publish
from app.catalogue.content.files import load_course
from app.catalogue.content.model import Course
from app.catalogue.content.reference import load_reference
from app.catalogue.content.render import render_course
from app.catalogue.content.version import Version
from app.catalogue.queries import bank_of, card
from app.core import clock
from app.core.db import transaction
from app.core.settings import shipped
from app.learning.actions.progress import enrol, mark_read, record
from app.learning.models import Enrolment
from app.learning.rules import Event, EventKind

SLUG = "small-course"
LESSONS = ("parts-of-a-code", "dashes")
QUIZ = "quiz-reading-codes"
_FOLDER = Path(__file__).parent / "courses" / SLUG


def publish_small_course(
    session: Session | None = None,
    *,
    slug: str = SLUG,
    owner: Person | None = None,
    quiz: dict[str, Any] | None = None,
    **changes: Any,
) -> Published:
    """Publish one module with two lessons and a quiz, a question of each type, en and fr.

    ``changes`` replace fields of the course (``title``, ``validity_months``, …), ``quiz`` those
    of its quiz (``attempts``, ``wait_minutes``, ``time_limit_minutes``, ``pass_mark``, …). Another
    content with the same slug is the next version of the course.
    """
    if session is None:
        with transaction() as own:
            return publish_small_course(own, slug=slug, owner=owner, quiz=quiz, **changes)
    version = _changed(slug, quiz or {}, changes) if quiz or changes else _as_it_is(slug)
    return publish(session, version, person_id=owner.id if owner else None)


@cache
def _as_it_is(slug: str) -> Version:
    return _changed(slug, {}, {})


def _changed(slug: str, quiz: dict[str, Any], changes: dict[str, Any]) -> Version:
    course = replace(small_course(), slug=slug, **changes)
    module = course.modules[0]
    changed = tuple(replace(one, **quiz) for one in module.quizzes)
    return render_course(replace(course, modules=(replace(module, quizzes=changed),)))


@cache
def small_course() -> Course:
    """The course as it is read from tests/courses."""
    reference, _faults = load_reference(shipped("courses"))
    course, faults = load_course(_FOLDER, reference)
    assert course is not None, faults
    return course


def enrol_in_small_course(
    person: Person, *, slug: str = SLUG, due_on: date | None = None
) -> Enrolment:
    """Enrol the person, committed."""
    found = card(slug)
    with transaction() as session:
        return enrol(session, person, found, due_on=due_on)


def complete_small_course(
    person: Person, *, slug: str = SLUG, percent: float = 90.0, due_on: date | None = None
) -> Enrolment:
    """Enrol the person, read the lessons and pass the quiz, by events: no attempt is made."""
    enrolment = enrol_in_small_course(person, slug=slug, due_on=due_on)
    with transaction() as session:
        row = session.get_one(Enrolment, enrolment.id)
        for lesson in LESSONS:
            mark_read(session, row.id, lesson)
        event = Event(EventKind.ATTEMPT_GRADED, clock.now(), QUIZ, percent, passed=True)
        record(session, row, event)
        return row


def right_answers(version_id: int) -> dict[str, Any]:
    """The key of every question of the quiz, by question."""
    questions = bank_of(version_id).quizzes[QUIZ].questions
    return {one.id: one.spec["key"] for one in questions}
