"""Which people and things must exist before a walk over all routes proves anything?

Owners have everything that an address can name; strangers come from other administrations, so that
what is refused is refused with the forbidden data present.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app.accounts.actions import tokens
from app.accounts.actions.requests import ask
from app.accounts.models import AccountRequest, Person, RoleAssignment
from app.accounts.rules import PersonState, Role, TokenPurpose
from app.catalogue.actions import publish
from app.catalogue.content.model import Course
from app.catalogue.content.render import render_course
from app.catalogue.models import Course as CourseRow
from app.catalogue.models import Media
from app.catalogue.queries import card
from app.certificates import actions as certificates
from app.core.access import rule_of
from app.core.db import transaction
from app.core.jobs import run_all_due
from app.core.uploads import Upload
from app.learning.actions import attempts, remarking
from app.learning.actions.accommodations import Grant, grant
from app.learning.actions.files import attach
from app.learning.actions.progress import enrol
from app.learning.models import Enrolment
from app.studio.actions import keep_draft
from app.studio.models import DraftMedia
from tests.factories import (
    administrator,
    coordinator,
    identity_of,
    make_person,
    regional_officer,
    trainer,
)
from tests.learning.essays import ALONE, PDF, with_essays
from tests.small_course import QUIZ, complete_small_course, small_course

PICTURE = b"\x89PNG as far as anybody asks"
SHA = hashlib.sha256(PICTURE).hexdigest()
HOME, ABROAD, OTHER_REGION = "FR", "KE", "AMS"
_HOUR = timedelta(hours=1)

# Whose page it is, where the access rule alone does not say it.
_OWNER_OF = {
    "certificates.of_person": "coordinator",
    "certificates.revoke": "coordinator",
    "accounts.waiting": "waiting",
    "accounts.ask_again": "waiting",
}


@dataclass(frozen=True)
class World:
    """``strangers`` by kind, ``owners`` by what they own, and the arguments of all routes."""

    strangers: dict[str, Person | None]
    owners: dict[str, Person]
    common: dict[str, Any]
    special: dict[str, dict[str, Any]]

    def path(self, app: Flask, rule: Rule) -> str:
        """The address of a route, its arguments filled with what belongs to an owner."""
        known = {**self.common, **self.special.get(rule.endpoint, {})}
        missing = rule.arguments - set(known)
        assert not missing, f"{rule}: tests/house/world.py has no example for {sorted(missing)}"
        with app.test_request_context():
            return app.url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})

    def right_person(self, app: Flask, endpoint: str) -> Person | None:
        """Who may come to the route and owns what it names; None where nobody signs in."""
        if endpoint in _OWNER_OF:
            return self.owners[_OWNER_OF[endpoint]]
        rule = rule_of(app.view_functions[endpoint])
        if rule is None or not rule.needs_sign_in:
            return None
        order = ("learner", "coordinator", "trainer", "administrator")
        people = [self.owners[name] for name in order]
        return next(one for one in people if rule.allows(identity_of(one)))


def build_world(names: Mapping[str, str] | None = None, course: Course | None = None) -> World:
    """Make the world; ``names`` are those of learner, coordinator, trainer and stranger."""
    named = names or {}
    strangers = _strangers(named.get("stranger", "Stefan Stranger"))
    owners = {
        "learner": make_person(named.get("learner", "Amina Owner"), unit_code=HOME, office="Quay"),
        "coordinator": coordinator(HOME, name=named.get("coordinator", "Carla Owner")),
        "trainer": trainer(HOME, name=named.get("trainer", "Tariq Owner")),
        "waiting": _waiting(named.get("learner", "Wanda Owner"), HOME),
        "administrator": administrator(name=named.get("coordinator", "Adam Owner")),
    }
    with transaction() as session:
        version = render_course(_untiring(course or small_course()))
        publish(session, version, person_id=owners["trainer"].id)
        marked = render_course(replace(_essays(course or small_course()), slug="essays"))
        publish(session, marked, person_id=owners["trainer"].id)
    enrolment = complete_small_course(owners["learner"], slug=version.slug)
    run_all_due()
    with transaction() as session:
        special = _special(session, owners, enrolment) | _written(session, owners["learner"])
        common = _common(session, owners, enrolment, course or small_course())
    return World(strangers, owners, common, special)


def _strangers(name: str) -> dict[str, Person | None]:
    return {
        "nobody": None,
        "waiting": _waiting(name, ABROAD),
        "official": make_person(name, unit_code=ABROAD),
        "trainer": trainer(ABROAD, name=name),
        "tutor": make_person(name, Role.TUTOR, ABROAD),
        "coordinator": coordinator(ABROAD, name=name),
        "regional officer": regional_officer(OTHER_REGION, name=name),
    }


def _waiting(name: str, unit: str) -> Person:
    person = make_person(name, None, unit, PersonState.UNCONFIRMED)
    with transaction() as session:
        ask(session, session.get_one(Person, person.id))
    return person


def _untiring(course: Course) -> Course:
    """The course with quizzes that may be taken again and again."""
    modules = tuple(
        replace(
            module,
            quizzes=tuple(replace(one, attempts=None, wait_minutes=None) for one in module.quizzes),
        )
        for module in course.modules
    )
    return replace(course, modules=modules)


def _essays(course: Course) -> Course:
    """The course with an essay in its quiz."""
    return _untiring(with_essays({"letter": ALONE})(course))


def _written(session: Session, learner: Person) -> dict[str, dict[str, Any]]:
    """An answer with a file that is being written, and one that waits to be marked."""
    enrolment = enrol(session, learner, card("essays"))
    waits = attempts.start(session, enrolment.id, QUIZ)
    sent = Upload("ruling.pdf", PDF)
    attach(session, learner.id, waits.token, "letter", sent)
    attempts.submit(session, waits.id)
    running = attempts.start(session, enrolment.id, QUIZ)
    file = attach(session, learner.id, running.token, "letter", sent)
    place = {"token": running.token, "question_id": "letter"}
    answer = {"attempt_id": waits.id, "question_id": "letter"}
    return {
        "learning.add_file": place,
        "learning.files_page": place,
        "learning.remove_file": {**place, "file_id": file.id},
        "learning.attempt_file": {**place, "file_id": file.id},
        "learning.mark_answer": answer,
        "learning.keep_mark": answer,
    }


def _common(
    session: Session, owners: Mapping[str, Person], enrolment: Enrolment, course: Course
) -> dict[str, Any]:
    running = attempts.start(session, enrolment.id, QUIZ)
    learner = owners["learner"].id
    role = select(RoleAssignment.id).where(RoleAssignment.person_id == learner)
    asked = select(AccountRequest.id).where(AccountRequest.person_id == owners["waiting"].id)
    session.add(Media(sha256=SHA, content_type="image/png", data=PICTURE))
    draft = keep_draft(
        session, identity_of(owners["trainer"]), render_course(replace(course, slug="my-draft"))
    )
    session.add(
        DraftMedia(
            draft_id=draft.id, name="a.png", sha256=SHA, content_type="image/png", data=PICTURE
        )
    )
    lesson = next(course.lessons())
    return {
        "slug": course.slug,
        "lesson_id": lesson.id,
        "check_id": lesson.checks[0].id,
        "quiz_id": QUIZ,
        "token": running.token,
        "question_id": running.questions[0],
        "person_id": learner,
        "assignment_id": session.scalars(role).first(),
        "request_id": session.scalars(asked).one(),
        "draft_id": draft.id,
        "words": "en",
        "sha256": SHA,
        "name": "a.png",
        "language": "en",
        "chapter": "09",
        "accommodation_id": _granted(session, owners, card(course.slug).course_id),
        "remarking_id": _compared(session, owners["trainer"], card(course.slug).course_id),
    }


def _granted(session: Session, owners: Mapping[str, Person], course_id: int) -> int:
    """More time for the learner."""
    extra = Grant(course_id, None, owners["learner"].id, None, 25, 0, "A second language")
    return grant(session, owners["coordinator"].id, extra).id


def _compared(session: Session, trainer_: Person, course_id: int) -> int:
    """A comparison with a corrected key that waits to be applied."""
    course = session.get_one(CourseRow, course_id)
    found = remarking.ask(session, trainer_, course, QUIZ, "The key was corrected.")
    remarking.go_on(session, found.id)
    return found.id


def _special(
    session: Session, owners: Mapping[str, Person], enrolment: Enrolment
) -> dict[str, dict[str, Any]]:
    """Where one name of an argument stands for several kinds of things."""
    ended = attempts.submit(session, attempts.start(session, enrolment.id, QUIZ).id)
    certificate = certificates.issue(session, enrolment.id)
    assert certificate is not None
    forgetful = owners["learner"].id
    new = make_person("New Owner", None, HOME, PersonState.UNCONFIRMED, session=session)
    reset = {"secret": tokens.issue(session, forgetful, TokenPurpose.RESET, _HOUR)}
    confirm = {"secret": tokens.issue(session, new.id, TokenPurpose.CONFIRM, _HOUR)}
    number = {"number": certificate.number}
    return {
        "accounts.confirm": confirm,
        "accounts.confirmed": confirm,
        "accounts.reset": reset,
        "accounts.set_password": reset,
        "certificates.download": number,
        "certificates.reissue": number,
        "certificates.revoke": number,
        "certificates.verify": number,
        "learning.review": {"token": ended.token},
        "studio.confirm_version": {"number": 1},
        "studio.publish_version": {"number": 1},
        "studio.sample": {"name": "my-first-course"},
        "dev.mail": {"name": "none.eml"},
    }
