"""Is what a marker's queue shows what the policy allows, and nothing else?"""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.rules import Role
from app.catalogue.models import Course
from app.core.db import db
from app.learning.models import Attempt, Enrolment
from app.learning.policy import MARKERS, Work, may_mark
from app.learning.queries.marking import Wanted, visible_to, waiting
from tests.factories import (
    administrator,
    coordinator,
    give_role,
    identity_of,
    make_person,
    regional_officer,
    trainer,
)
from tests.learning.essays import handed_in, publish_essays


@pytest.fixture
def people(app: Flask) -> dict[str, Person]:
    """Markers of every kind; answers of two courses by learners of two administrations."""
    owner = trainer("FR")
    publish_essays(owner=owner, slug="owned")
    publish_essays(slug="from-files")
    tutor = make_person(role=Role.TUTOR, unit_code="KE")
    both = trainer("KE")
    give_role(both, Role.TUTOR, "EUR")
    found = {
        "owner": owner,
        "other trainer": trainer("FR"),
        "tutor": tutor,
        "trainer and tutor of a region": both,
        "administrator": administrator(),
        "coordinator": coordinator("FR"),
        "regional officer": regional_officer("EUR"),
        "official": make_person(unit_code="FR"),
    }
    learners = [make_person(unit_code="FR"), make_person(unit_code="KE"), owner, tutor]
    for learner in learners:
        for slug in ("owned", "from-files"):
            handed_in(app, learner, slug)
    return found


def allowed(person: Person) -> set[int]:
    """The attempts that the policy lets the person mark."""
    query = (
        select(Attempt.id, Attempt.person_id, Enrolment.unit_path, Course.owner_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
    )
    who = identity_of(person)
    return {
        one.id
        for one in db.session.execute(query)
        if may_mark(who, Work(one.person_id, one.unit_path, one.owner_id))
    }


def test_the_condition_of_the_query_is_the_policy(people: dict[str, Person]) -> None:
    for name, person in people.items():
        query = (
            select(Attempt.id)
            .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
            .join(Course, Course.id == Enrolment.course_id)
            .where(visible_to(identity_of(person)))
        )
        assert set(db.session.scalars(query)) == allowed(person), name


def test_each_kind_of_marker_has_the_answers_that_are_theirs(people: dict[str, Person]) -> None:
    counts = {name: waiting(identity_of(one), Wanted(), 1).total for name, one in people.items()}

    assert counts == {
        "owner": 3,  # of the owned course, their own answer apart
        "other trainer": 0,
        "tutor": 2,  # of Kenya, their own two apart
        "trainer and tutor of a region": 4,
        "administrator": 8,
        "coordinator": 0,
        "regional officer": 0,
        "official": 0,
    }


def test_only_markers_come_to_the_pages_at_all(people: dict[str, Person]) -> None:
    may = {name for name, one in people.items() if MARKERS.allows(identity_of(one))}

    assert may == {
        "owner",
        "other trainer",
        "tutor",
        "trainer and tutor of a region",
        "administrator",
    }
