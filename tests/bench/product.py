"""What does the benchmark ask of the product, on which data?"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_migrate import upgrade
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

import config
from app import create_app
from app.accounts.actions.units import load_units
from app.accounts.models import Person, RoleAssignment, Unit
from app.accounts.queries import identity
from app.catalogue.actions import publish
from app.catalogue.content.files import load_course
from app.catalogue.content.reference import load_reference
from app.catalogue.content.render import render_course
from app.catalogue.queries import card
from app.core import clock
from app.core.db import db, transaction
from app.core.settings import shipped
from app.learning.actions import attempts, progress
from app.learning.models import Enrolment
from app.learning.queries import responses
from app.learning.queries.marks import questions_of
from tests.browsing import Statements
from tests.factories import PASSWORD, cheap_hash

Call = tuple[str, str, dict[str, str], bytes | None, int]
SLUG, LESSON, QUIZ = "hs-foundations", "sets-for-retail-sale", "quiz-rules-in-order"
SECRET = "the benchmark's own secret, of no use elsewhere"
_WEIGHT = {"sign_in": 10, "submit": 10, "report": 10, "catalogue": 1}


@dataclass
class Product:
    """The product with its data, as the benchmark drives it."""

    app: Flask
    environment: dict[str, str]
    learner: int
    administrator: int
    submitters: Sequence[int]

    def scenarios(self) -> dict[str, Callable[[int], Sequence[Call]]]:
        """By name: what makes the calls of one batch, given how many."""
        return {
            "catalogue": lambda n: [self._get("/courses", None)] * n,
            "sign_in": self._sign_ins,
            "home": lambda n: [self._get("/home", self.learner)] * n,
            "course": lambda n: [self._get(f"/courses/{SLUG}", self.learner)] * n,
            "lesson": lambda n: [self._get(f"/learn/{SLUG}/lessons/{LESSON}", self.learner)] * n,
            "answer": self._answers,
            "submit": self._submits,
            "report": lambda n: [self._get("/reports/completion", self.administrator)] * n,
        }

    def weight(self, name: str) -> int:
        """How many times fewer requests a batch of this name has: it is known to be heavy."""
        return _WEIGHT.get(name, 1)

    def queries(self, name: str) -> int:
        """The SQL statements of one request, counted in this process with warm caches."""
        make = self.scenarios()[name]
        client = self.app.test_client(use_cookies=False)
        counted = 0
        for _warm in range(2):
            method, path, headers, body, expect = make(1)[0]
            with self.app.app_context(), Statements() as statements:
                response = client.open(path, method=method, headers=headers, data=body)
            if response.status_code != expect:
                raise RuntimeError(f"{method} {path}: {response.status_code}")
            counted = statements.count
        return counted

    def _get(self, path: str, person_id: int | None) -> Call:
        return ("GET", path, self._headers(person_id), None, 200)

    def _sign_ins(self, number: int) -> Sequence[Call]:
        headers = self._headers(None) | {"Content-Type": "application/x-www-form-urlencoded"}
        form = {"email": "learner@bench.example", "password": PASSWORD}
        form["csrf_token"] = headers.pop("X-CSRFToken")
        return [("POST", "/sign-in", headers, urlencode(form).encode(), 302)] * number

    def _answers(self, number: int) -> Sequence[Call]:
        with self.app.test_request_context(), transaction() as session:
            person = session.get_one(Person, self.learner)
            enrolment = progress.enrol(session, person, card(SLUG))
            attempt = attempts.start(session, enrolment.id, QUIZ)
            known = responses(attempt.id, session)
            question = next(
                one for one in questions_of(attempt) if one.type == "single_choice"
            )
            revision = known[question.id].revision if question.id in known else 0
            choices = question.spec["choices"]
            path = f"/attempts/{attempt.token}/answers/{question.id}"
        headers = self._headers(self.learner) | {"Content-Type": "application/json"}
        return [
            ("PUT", path, headers, _answer(choices, revision + step), 200) for step in range(number)
        ]

    def _submits(self, number: int) -> Sequence[Call]:
        calls = []
        for person_id in itertools.islice(itertools.cycle(self.submitters), number):
            with self.app.test_request_context(), transaction() as session:
                person = session.get_one(Person, person_id)
                enrolment = progress.enrol(session, person, card(SLUG))
                attempt = attempts.start(session, enrolment.id, QUIZ)
                token = attempt.token
            calls.append(("POST", f"/attempts/{token}/submit", self._headers(person_id), b"", 302))
        return calls

    def _headers(self, person_id: int | None) -> dict[str, str]:
        with self.app.test_request_context() as context:
            token = generate_csrf()
            kept = {"csrf_token": context.session["csrf_token"], "language": "en"}
            if person_id is not None:
                person = identity(person_id)
                assert person is not None
                kept |= {"_user_id": person.get_id(), "_fresh": True}
        signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert signer is not None
        return {
            "Accept-Encoding": "br",
            "Accept": "text/html",
            "X-CSRFToken": token,
            "Cookie": f"greenlane={signer.dumps(kept)}",
        }


def prepared(folder: Path, *, people: int) -> Product:
    """The product on a database with the real course and ``people`` enrolled people."""
    environment = {
        "GREENLANE_ENVIRONMENT": "development",
        "GREENLANE_SECRET_KEY": SECRET,
        "GREENLANE_INSTANCE_FOLDER": str(folder),
    }
    os.environ.update(environment)
    app = create_app(config.load())
    with app.app_context():
        upgrade(directory=str(shipped("migrations")))
        _publish()
        learner, administrator = _people(people)
        submitters = list(db.session.scalars(select(Enrolment.person_id).limit(40)))
    return Product(app, environment, learner, administrator, submitters)


def _publish() -> None:
    courses = shipped("courses")
    reference, _faults = load_reference(courses)
    course, faults = load_course(courses / SLUG, reference)
    if course is None:
        raise RuntimeError(str(faults[0]))
    with transaction() as session:
        load_units(session)
        publish(session, render_course(course))


def _people(number: int) -> tuple[int, int]:
    moment = clock.now()
    with transaction() as session:
        units = list(session.scalars(select(Unit).where(Unit.kind == "member")))
        world = session.scalars(select(Unit).where(Unit.kind == "world")).one()
        common = {"password_hash": cheap_hash(PASSWORD), "language": "en", "state": "active"}
        learner = Person(
            email="learner@bench.example", name="Amina Diallo", unit_id=units[0].id,
            unit_path=units[0].path, created_at=moment, **common,
        )  # fmt: skip
        administrator = Person(
            email="administrator@bench.example", name="Ana Costa", unit_id=world.id,
            unit_path=world.path, created_at=moment, **common,
        )  # fmt: skip
        session.add_all([learner, administrator])
        session.flush()
        session.add(
            RoleAssignment(
                person_id=administrator.id,
                role="administrator",
                unit_id=world.id,
                granted_at=moment,
            )
        )
        session.flush()
        _crowd(session, units, number, common)
        with_progress = progress.enrol(session, learner, card(SLUG))
        for lesson in ("one-language-for-goods", "what-parties-promise", "reading-a-code"):
            progress.mark_read(session, with_progress.id, lesson)
        return learner.id, administrator.id


def _crowd(
    session: Session, units: Sequence[Unit], number: int, common: Mapping[str, object]
) -> None:
    moment, course = clock.now(), card(SLUG)
    rows = [
        {
            "email": f"official{n}@bench.example", "name": f"Official {n}",
            "unit_id": units[n % len(units)].id, "unit_path": units[n % len(units)].path,
            "created_at": moment, "confirmed_at": moment, **common,
        }
        for n in range(number)
    ]  # fmt: skip
    session.execute(insert(Person), rows)
    found = session.execute(
        select(Person.id, Person.unit_path).where(Person.name.like("Official %"))
    ).all()
    session.execute(
        insert(Enrolment),
        [
            {
                "person_id": person_id, "course_id": course.course_id,
                "version_id": course.version_id, "unit_path": path,
                "state": ("enrolled", "in_progress", "completed")[n % 3],
                "percent": (0, 40, 100)[n % 3], "items": {}, "enrolled_at": moment,
                "due_on": clock.today() + timedelta(days=n % 60 - 30),
                "completed_at": moment if n % 3 == 2 else None,
            }
            for n, (person_id, path) in enumerate(found)
        ],
    )  # fmt: skip


def _answer(choices: object, revision: int) -> bytes:
    assert isinstance(choices, Sequence)
    sent = {
        "answer": choices[revision % len(choices)],
        "revision": revision,
        "key": os.urandom(12).hex(),
    }
    return json.dumps(sent).encode()
