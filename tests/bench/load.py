"""Is anything lost when two hundred learners hand in the same quiz within ten seconds?

Each has a browser of their own that saves the last answers, hands in and opens the review, as the
page does. What was acknowledged must be in the database, and every result must be the right one.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select

from app.catalogue.content.version import BankQuestion
from app.core.db import db
from app.learning.models import Attempt, Response
from app.quizzes.questions import question_type
from app.quizzes.rules import AttemptState
from tests.bench import taking, twenty
from tests.bench.sending import Connection, Request, signed_in

LEARNERS, SECONDS = 200, 10.0
LAST = 2
"""How many answers are saved right before handing in, if there are so many."""


@dataclass
class Learner:
    """Somebody with a running attempt: some answers are stored, the last ones are still to come.

    `acknowledged` are the answers of which the server said that it has them, by question.
    """

    token: str
    headers: dict[str, str]
    coming: Sequence[BankQuestion]
    acknowledged: dict[str, object]
    seconds: dict[str, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def hand_in(self, port: int, at: float) -> None:
        """Save the last answers, hand in, read the review; from the moment given."""
        time.sleep(max(0.0, at - time.perf_counter()))
        connection = Connection(port)
        try:
            for one in self.coming:
                if self._send(connection, "save", taking.save(self.token, one, self.headers)):
                    self.acknowledged[one.id] = right_answer(one)
            if self._send(connection, "submit", taking.submit(self.token, self.headers)):
                self._send(connection, "review", taking.review(self.token, self.headers))
        finally:
            connection.close()

    def _send(self, connection: Connection, kind: str, one: Request) -> bool:
        """Whether it was answered as expected; how long that took is noted, the longest of each."""
        began = time.perf_counter()
        try:
            status = connection.send(one).status
        except OSError as broken:
            self.errors.append(f"{kind}: {broken!r}")
            return False
        self.seconds[kind] = max(time.perf_counter() - began, self.seconds.get(kind, 0.0))
        if status != one.expect:
            self.errors.append(f"{kind}: {status}, not {one.expect}")
        return status == one.expect


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one kind of request took, in seconds: half of the learners, 95 of 100, the last."""

    kind: str
    p50: float
    p95: float
    longest: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; ``seconds`` from the first arrival to the last answer."""

    learners: int
    seconds: float
    waits: tuple[Wait, ...]
    errors: tuple[str, ...]
    lost: tuple[str, ...]


def prepare(app: Flask, people: Sequence[int]) -> list[Learner]:
    """Give each person a running attempt; from one to the next one question more is known."""
    with app.test_request_context():
        questions = taking.large_quiz().questions
    return [
        _learner(app, person, questions[: number % (len(questions) + 1)])
        for number, person in enumerate(people)
    ]


def hand_in(port: int, learners: Sequence[Learner], seconds: float = SECONDS) -> float:
    """Let all hand in, arriving evenly within the seconds; how long it took in all."""
    began = time.perf_counter()
    arrivals = [began + seconds * place / len(learners) for place in range(len(learners))]
    with ThreadPoolExecutor(len(learners)) as browsers:
        list(browsers.map(lambda one, at: one.hand_in(port, at), learners, arrivals))
    return time.perf_counter() - began


def outcome(app: Flask, learners: Sequence[Learner], seconds: float) -> Outcome:
    """Compare what the database holds with what was acknowledged."""
    with app.app_context():
        lost = [told for one in learners for told in _lost(one)]
        db.session.remove()
    errors = tuple(error for one in learners for error in one.errors)
    return Outcome(len(learners), round(seconds, 2), _waits(learners), errors, tuple(lost))


def told(found: Outcome) -> str:
    """The outcome as lines to read."""
    lines = [
        f"{found.learners} learners handed in; the last one was done after {found.seconds} s",
        f"{'':<12}{'p50 ms':>9}{'p95 ms':>9}{'longest':>9}",
    ]
    for one in found.waits:
        milliseconds = (1000 * seconds for seconds in (one.p50, one.p95, one.longest))
        lines.append(f"{one.kind:<12}{''.join(f'{ms:>9.0f}' for ms in milliseconds)}")
    lines.append(f"errors: {len(found.errors)}, lost or wrong: {len(found.lost)}")
    return "\n".join((*lines, *found.errors, *found.lost, ""))


def right_answer(question: BankQuestion) -> object:
    """The answer as it is stored that the fields of the right one make."""
    kind = question_type(question.type)
    return kind.answer_from_form(question.spec, twenty.right_fields(question))


def _learner(app: Flask, person: int, known: Sequence[BankQuestion]) -> Learner:
    stored, coming = known[:-LAST], known[-LAST:]
    with app.test_request_context():
        attempt = taking.begun(person, stored)
    acknowledged = {one.id: right_answer(one) for one in stored}
    return Learner(attempt.token, signed_in(app, person), coming, acknowledged)


def _lost(learner: Learner) -> Iterator[str]:
    """Every answer that is not there as it was acknowledged, and a result that is not right."""
    attempt = db.session.scalars(select(Attempt).where(Attempt.token == learner.token)).one()
    kept = _kept(attempt.id)
    for question, answer in learner.acknowledged.items():
        if kept.get(question) != answer:
            yield f"{learner.token}: {question} is {kept.get(question)!r}, not {answer!r}"
    percent = 100 * len(learner.acknowledged) / twenty.QUESTIONS
    if (attempt.state, attempt.percent) != (AttemptState.SUBMITTED, percent):
        yield f"{learner.token}: {attempt.state} with {attempt.percent} %, not {percent} %"


def _kept(attempt_id: int) -> Mapping[str, object]:
    query = select(Response.question_id, Response.answer).where(Response.attempt_id == attempt_id)
    return {row.question_id: row.answer for row in db.session.execute(query)}


def _waits(learners: Sequence[Learner]) -> tuple[Wait, ...]:
    found = []
    for kind in ("save", "submit", "review"):
        lasted = [one.seconds[kind] for one in learners if kind in one.seconds]
        if len(lasted) > 1:
            hundredths = statistics.quantiles(lasted, n=100)
            found.append(Wait(kind, hundredths[49], hundredths[94], max(lasted)))
    return tuple(found)
