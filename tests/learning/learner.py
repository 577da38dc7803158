"""How does a test learn: enrol, read, start an attempt, save answers, hand in?"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.catalogue.models import Course
from app.catalogue.queries import card
from app.core.db import db, transaction
from app.learning.actions.attempts import start
from app.learning.actions.progress import enrol
from app.learning.models import Attempt, Enrolment, LearningEvent, Response, ResponseStep
from app.quizzes.behaviours import Action
from tests.browsing import Browser, Page
from tests.factories import make_person, sign_in
from tests.small_course import QUIZ, SLUG, right_answers

_keys = itertools.count(1)


class Learner:
    """Somebody signed in at their own browser."""

    def __init__(self, app: Flask, person: Person | None = None, slug: str = SLUG) -> None:
        self.person = person or make_person()
        self.slug = slug
        self.client = app.test_client()
        sign_in(self.client, self.person)
        self.browser = Browser(self.client)
        self._csrf = ""

    def enrol(self) -> Learner:
        """Take part in the course, committed."""
        with transaction() as session:
            enrol(session, self.person, card(self.slug))
        return self

    @property
    def row(self) -> Enrolment:
        """The summary row, read anew."""
        query = (
            select(Enrolment)
            .join(Course, Course.id == Enrolment.course_id)
            .where(Enrolment.person_id == self.person.id, Course.slug == self.slug)
        )
        fresh = query.execution_options(populate_existing=True)
        return next(one for one in db.session.scalars(fresh))

    def events(self, *kinds: str) -> list[LearningEvent]:
        """The events so far, of these kinds or of all."""
        query = select(LearningEvent).where(LearningEvent.person_id == self.person.id)
        found = db.session.scalars(query.order_by(LearningEvent.id))
        return [one for one in found if not kinds or one.kind in kinds]

    def url(self, rest: str) -> str:
        """An address within the learner's course."""
        return f"/learn/{self.slug}/{rest}".rstrip("/")

    def get(self, path: str) -> TestResponse:
        """Open a page without following redirects."""
        return self.client.get(path)

    def post(self, path: str, **values: Any) -> TestResponse:
        """Send a form with its token, without following redirects."""
        return self.client.post(path, data={"csrf_token": self.csrf, **values})

    def send(self, path: str, fields: Mapping[str, object]) -> TestResponse:
        """Send a form whose fields have any names."""
        return self.client.post(path, data={"csrf_token": self.csrf, **fields})

    def put(self, path: str, body: object) -> TestResponse:
        """Send JSON as the scripts do."""
        return self.client.put(path, json=body, headers={"X-CSRFToken": self.csrf})

    def read(self, lesson: str) -> Page:
        """Open the lesson and press its button."""
        page = self.browser.get(self.url(f"lessons/{lesson}"))
        return self.browser.submit(page.form("/read"))

    def start(self, quiz: str = QUIZ) -> Attempt:
        """Begin an attempt, committed."""
        with transaction() as session:
            return start(session, self.row.id, quiz)

    def save(
        self, attempt: Attempt, question: str, answer: object, revision: int = 0, key: str = ""
    ) -> TestResponse:
        """Save one answer as the scripts do."""
        body = {"answer": answer, "revision": revision, "key": key or new_key()}
        return self.put(f"/attempts/{attempt.token}/answers/{question}", body)

    def submit(self, attempt: Attempt) -> TestResponse:
        """Hand in."""
        return self.post(f"/attempts/{attempt.token}/submit")

    def pass_quiz(self) -> Attempt:
        """Answer everything right and hand in."""
        attempt = self.start()
        for question, key in right_answers(attempt.version_id).items():
            assert self.save(attempt, question, as_answer(key)).status_code == 200
        assert self.submit(attempt).status_code == 302
        return attempt_now(attempt)

    @property
    def csrf(self) -> str:
        """A token of this session."""
        if not self._csrf:
            page = self.client.get("/account/none").get_data(as_text=True)
            self._csrf = page.partition('name="csrf-token" content="')[2].partition('"')[0]
        return self._csrf


def browser_of(app: Flask, person: Person) -> Browser:
    """A browser that the person has signed in with."""
    client = app.test_client()
    sign_in(client, person)
    return Browser(client)


def without_tokens(html: str) -> str:
    """The page without the tokens of its forms, which differ each time."""
    return re.sub(r'(csrf[-_]token" (?:content|value)=")[^"]+', r"\1TOKEN", html)


def new_key() -> str:
    """A key that no other request has."""
    return f"request-{next(_keys):08d}"


def as_answer(key: object) -> object:
    """A question's key as the page would send it as an answer."""
    if isinstance(key, bool):
        return str(key).lower()
    return str(key) if isinstance(key, int | float) else key


def attempt_now(attempt: Attempt) -> Attempt:
    """The attempt, read anew."""
    query = select(Attempt).where(Attempt.id == attempt.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def stored(attempt: Attempt) -> dict[str, tuple[Any, int]]:
    """The answers in force with their revisions, by question."""
    query = select(Response.question_id, Response.answer, Response.revision)
    rows = db.session.execute(query.where(Response.attempt_id == attempt.id))
    return {question: (answer, revision) for question, answer, revision in rows}


def steps(attempt: Attempt) -> list[tuple[str, Any, int, bool]]:
    """Every answer that arrived: question, answer, revision, late."""
    query = select(
        ResponseStep.question_id, ResponseStep.answer, ResponseStep.revision, ResponseStep.late
    )
    rows = db.session.execute(
        query.where(
            ResponseStep.attempt_id == attempt.id, ResponseStep.action == Action.SAVE
        ).order_by(ResponseStep.id)
    )
    return [(question, answer, revision, late) for question, answer, revision, late in rows]
