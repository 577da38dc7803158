"""Is every answer that was acknowledged still there, however often the server is killed?"""

from __future__ import annotations

import itertools
import random
import sqlite3
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
from flask import Flask
from sqlalchemy import select

from app.core.db import db, transaction
from app.learning.actions import attempts
from app.learning.models import Response, ResponseStep
from config import Settings
from tests.factories import make_person
from tests.faults.clients import Cookies, cookies_of
from tests.running import SERVER, Running, answers, launch, until
from tests.small_course import QUIZ, enrol_in_small_course, publish_small_course

KILLS, CLIENTS, SEED = 20, 8, 2026
QUESTION = "net-weight"


@dataclass
class Learner:
    """A client that saves one answer after the other, and knows which were acknowledged."""

    token: str
    cookies: Cookies
    sent: dict[str, int] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = httpx.Client(cookies=self.cookies.jar, timeout=5)

    def save_until(self, stop: threading.Event, url: str) -> None:
        """Save 1, 2, 3, …; a request that was not answered is repeated as it was."""
        revision = 0
        for number in itertools.count(1):
            key = str(uuid.uuid4())
            self.sent[key] = number
            while not stop.is_set():
                body = {"answer": str(number), "revision": revision, "key": key}
                reply = self._put(url, body)
                if reply is not None and reply.status_code == 200:
                    revision = reply.json()["revision"]
                    self.acknowledged[key] = number
                    time.sleep(0.02)
                    break
                if reply is not None and reply.status_code < 500:
                    self.refused.append(f"{reply.status_code} {reply.text[:200]}")
                    return
                time.sleep(0.1)
            if stop.is_set():
                return

    def _put(self, url: str, body: dict[str, object]) -> httpx.Response | None:
        path = f"{url}/attempts/{self.token}/answers/{QUESTION}"
        try:
            return self.client.put(path, json=body, headers=self.cookies.headers)
        except httpx.TransportError:
            return None


def test_acknowledged_answers_survive_twenty_kills(
    app: Flask, settings: Settings, database_url: str, tmp_path: Path
) -> None:
    learners = make_learners(app)
    db.session.remove()
    server = Server(settings, database_url, tmp_path)
    stop, chance = threading.Event(), random.Random(SEED)  # noqa: S311 - the same moments every time

    threads = [threading.Thread(target=one.save_until, args=(stop, server.url)) for one in learners]
    for thread in threads:
        thread.start()
    try:
        for _kill in range(KILLS):
            server.wait_until_up()
            time.sleep(chance.uniform(0.05, 0.6))
            server.kill()
            server.start()
        server.wait_until_up()
        time.sleep(0.5)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        for one in learners:
            one.client.close()
        server.kill()

    assert [one.refused for one in learners] == [[]] * CLIENTS
    assert min(len(one.acknowledged) for one in learners) >= KILLS // 2
    for one in learners:
        assert lost(one) == []
    assert integrity(database_url) == "ok"


class Server:
    """The real web server, started again after each kill on the port that its clients know."""

    def __init__(self, settings: Settings, database_url: str, folder: Path) -> None:
        self._settings = {
            "environment": "test",
            "secret_key": settings.secret_key,
            "database_url": database_url,
            "public_url": "http://greenlane.test",
        }
        self._folder, self._port = folder, 0
        self.start()

    @property
    def url(self) -> str:
        return self._running.url

    def start(self) -> None:
        self._running: Running = launch(SERVER, self._folder, self._port, settings=self._settings)
        self._port = self._running.port

    def wait_until_up(self) -> None:
        until(lambda: answers(self._running, "/healthz"), 30)

    def kill(self) -> None:
        """SIGKILL: the server's main process and its workers, all at one moment."""
        main = psutil.Process(self._running.process.pid)
        family = [main, *main.children(recursive=True)]
        self._running.kill()
        psutil.wait_procs(family, timeout=10)


def make_learners(app: Flask) -> list[Learner]:
    """Eight people, each with a running attempt that holds the numerical question."""
    publish_small_course(quiz={"time_limit_minutes": None})
    made = []
    for _number in range(CLIENTS):
        person = make_person()
        enrolment = enrol_in_small_course(person)
        with transaction() as session:
            token = attempts.start(session, enrolment.id, QUIZ).token
        made.append(Learner(token, cookies_of(app, person)))
    return made


def lost(learner: Learner) -> list[str]:
    """What was acknowledged and is not there, or is there twice, or went back in time."""
    found = select(ResponseStep.request_key, ResponseStep.answer, ResponseStep.attempt_id)
    steps = [row for row in db.session.execute(found) if row.request_key in learner.sent]
    kept = {row.request_key: float(row.answer) for row in steps}
    wrong = [f"{key} is lost" for key in learner.acknowledged if key not in kept]
    wrong += [f"{key} is twice" for key in kept if len(steps) != len(kept)]
    query = select(Response.answer).where(Response.attempt_id == steps[0].attempt_id)
    last = float(db.session.scalars(query).one())
    if last < max(learner.acknowledged.values()):
        wrong.append(f"{last} is older than {max(learner.acknowledged.values())}")
    return wrong


def integrity(database_url: str) -> str:
    """What SQLite's own check says; PostgreSQL recovered by itself, or nothing could be read."""
    if not database_url.startswith("sqlite:///"):
        return "ok"
    connection = sqlite3.connect(database_url.removeprefix("sqlite:///"))
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()
