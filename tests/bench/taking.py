"""How does somebody take the quiz of twenty questions, here or over the web?"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence

from app.accounts.models import Person
from app.catalogue.content.version import BankQuestion, BankQuiz
from app.catalogue.queries import bank_of, card
from app.core.db import transaction
from app.learning.actions import attempts, progress, saving
from app.learning.actions.saving import Incoming
from app.learning.models import Attempt
from tests.bench import twenty
from tests.bench.data import LARGE
from tests.bench.sending import ATTEMPT, Request


def large_quiz() -> BankQuiz:
    """The quiz, with its keys."""
    bank = bank_of(card(LARGE).version_id)
    return next(one for one in bank.quizzes.values() if len(one.questions) == twenty.QUESTIONS)


def enrol(person_id: int) -> int:
    """Put the person into the quiz's course; the enrolment."""
    found = card(LARGE)
    with transaction() as session:
        return progress.enrol(session, session.get_one(Person, person_id), found).id


def begun(person_id: int, questions: Sequence[BankQuestion]) -> Attempt:
    """An attempt of the person with the right answers to these questions."""
    enrolment, quiz = enrol(person_id), large_quiz()
    with transaction() as session:
        attempt = attempts.start(session, enrolment, quiz.id)
        for one in questions:
            fields = twenty.right_fields(one)
            saving.save(
                session, person_id, attempt.token, Incoming(one.id, None, 0, _key(), fields)
            )
    return attempt


def save(token: str, question: BankQuestion, headers: Mapping[str, str]) -> Request:
    """What the page's script sends for the first answer to a question, the right one."""
    sent = {"fields": twenty.right_fields(question), "revision": 0, "key": _key()}
    as_json = {**headers, "Content-Type": "application/json", "Accept": "application/json"}
    path = f"/attempts/{token}/answers/{question.id}"
    return Request("PUT", path, as_json, json.dumps(sent).encode())


def submit(token: str, headers: dict[str, str]) -> Request:
    """What the button sends that hands in."""
    return Request("POST", f"/attempts/{token}/submit", headers, b"", 302)


def review(token: str, headers: dict[str, str]) -> Request:
    """Where that leads."""
    return Request("GET", f"/attempts/{token}/review", headers)


def flow(headers: dict[str, str]) -> Sequence[Request]:
    """The whole quiz: start, its page, twenty answers, handing in, the review."""
    quiz = large_quiz()
    return (
        Request("POST", f"/learn/{LARGE}/quizzes/{quiz.id}", headers, b"", 302),
        Request("GET", f"/attempts/{ATTEMPT}", headers),
        *(save(ATTEMPT, one, headers) for one in quiz.questions),
        submit(ATTEMPT, headers),
        review(ATTEMPT, headers),
    )


def _key() -> str:
    return os.urandom(12).hex()
