"""What does the benchmark ask of the product, on which data?"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from flask_migrate import upgrade

import config
from app import create_app
from app.accounts.models import Person
from app.catalogue.queries import card
from app.core.db import transaction
from app.core.settings import shipped
from app.learning.actions import attempts, progress
from app.learning.queries import responses
from app.learning.queries.marks import questions_of
from tests.bench import taking, twenty
from tests.bench.data import SLUG, make_people, publish_courses
from tests.bench.sending import ATTEMPT, Request, attempt_in, signed_in
from tests.browsing import Statements
from tests.factories import PASSWORD

LESSON, QUIZ = "sets-for-retail-sale", "quiz-rules-in-order"
SECRET = "the benchmark's own secret, of no use elsewhere"
_WEIGHT = {"sign_in": 10, "submit": 10, "flow": 40, "report": 10, "catalogue": 1}
_CALLS = {"flow": 2 + twenty.QUESTIONS + 2}


@dataclass
class Product:
    """The product with its data, as the benchmark drives it."""

    app: Flask
    environment: dict[str, str]
    learner: int
    administrator: int
    crowd: Sequence[int]

    def __post_init__(self) -> None:
        self._turns = itertools.cycle(self.crowd[:40])

    def scenarios(self) -> dict[str, Callable[[int], Sequence[Request]]]:
        """By name: what makes the calls of one batch, given how many."""
        return {
            "catalogue": lambda n: [self._get("/courses", None)] * n,
            "sign_in": self._sign_ins,
            "home": lambda n: [self._get("/home", self.learner)] * n,
            "course": lambda n: [self._get(f"/courses/{SLUG}", self.learner)] * n,
            "lesson": lambda n: [self._get(f"/learn/{SLUG}/lessons/{LESSON}", self.learner)] * n,
            "answer": self._answers,
            "submit": self._submits,
            "flow": self._flows,
            "report": lambda n: [self._get("/reports/completion", self.administrator)] * n,
        }

    def weight(self, name: str) -> int:
        """How many times fewer requests a batch of this name has: it is known to be heavy."""
        return _WEIGHT.get(name, 1)

    def calls(self, name: str) -> int:
        """How many calls count as one: a flow is start, page, twenty saves, submit and review."""
        return _CALLS.get(name, 1)

    def queries(self, name: str) -> int:
        """The SQL statements of one request, counted in this process with warm caches."""
        make = self.scenarios()[name]
        client = self.app.test_client(use_cookies=False)
        counted, attempt = 0, ""
        for _warm in range(2):
            counted = 0
            for one in make(1):
                path = one.path.replace(ATTEMPT, attempt)
                with self.app.app_context(), Statements() as statements:
                    response = client.open(
                        path, method=one.method, headers=one.headers, data=one.body
                    )
                if response.status_code != one.expect:
                    raise RuntimeError(f"{one.method} {path}: {response.status_code}")
                attempt = attempt_in(response.headers.get("Location"), attempt)
                counted += statements.count
        return counted

    def _get(self, path: str, person_id: int | None) -> Request:
        return Request("GET", path, signed_in(self.app, person_id))

    def _sign_ins(self, number: int) -> Sequence[Request]:
        headers = signed_in(self.app, None) | {"Content-Type": "application/x-www-form-urlencoded"}
        form = {"email": "learner@bench.example", "password": PASSWORD}
        form["csrf_token"] = headers.pop("X-CSRFToken")
        return [Request("POST", "/sign-in", headers, urlencode(form).encode(), 302)] * number

    def _answers(self, number: int) -> Sequence[Request]:
        with self.app.test_request_context(), transaction() as session:
            person = session.get_one(Person, self.learner)
            enrolment = progress.enrol(session, person, card(SLUG))
            attempt = attempts.start(session, enrolment.id, QUIZ)
            known = responses(attempt.id, session)
            question = next(one for one in questions_of(attempt) if one.type == "single_choice")
            revision = known[question.id].revision if question.id in known else 0
            choices = question.spec["choices"]
            path = f"/attempts/{attempt.token}/answers/{question.id}"
        headers = signed_in(self.app, self.learner) | {"Content-Type": "application/json"}
        return [
            Request("PUT", path, headers, _answer(choices, revision + step))
            for step in range(number)
        ]

    def _submits(self, number: int) -> Sequence[Request]:
        """Hand in attempts whose twenty questions are answered."""
        requests = []
        for person_id in itertools.islice(self._turns, number):
            with self.app.test_request_context():
                attempt = taking.begun(person_id, taking.large_quiz().questions)
            requests.append(taking.submit(attempt.token, signed_in(self.app, person_id)))
        return requests

    def _flows(self, number: int) -> Sequence[Request]:
        """Take the quiz of twenty questions from its beginning to the review."""
        requests: list[Request] = []
        for person_id in itertools.islice(self._turns, number):
            headers = signed_in(self.app, person_id)
            with self.app.test_request_context():
                taking.enrol(person_id)
                requests += taking.flow(headers)
        return requests


def prepared(folder: Path, *, people: int, database_url: str = "") -> Product:
    """The product on an empty database, then with its courses and ``people`` enrolled people."""
    environment = {
        "GREENLANE_ENVIRONMENT": "development",
        "GREENLANE_SECRET_KEY": SECRET,
        "GREENLANE_INSTANCE_FOLDER": str(folder),
        "GREENLANE_DATABASE_URL": database_url,
    }
    os.environ.update(environment)
    app = create_app(config.load())
    with app.app_context():
        upgrade(directory=str(shipped("migrations")))
        publish_courses()
        learner, administrator, crowd = make_people(people)
    return Product(app, environment, learner, administrator, crowd)


def _answer(choices: object, revision: int) -> bytes:
    assert isinstance(choices, Sequence)
    sent = {
        "answer": choices[revision % len(choices)],
        "revision": revision,
        "key": os.urandom(12).hex(),
    }
    return json.dumps(sent).encode()
