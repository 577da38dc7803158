"""Does the worker do what is due, once, and go on after a failure?"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

import config
from app.core import clock, jobs, limits
from app.core.db import db, transaction
from app.core.limits import Counter, Limit
from app.core.mail import Recipient, Words, send
from app.core.worker import Worker

done: list[Any] = []


@jobs.handles("tests.note")
def note(payload: Mapping[str, Any]) -> None:
    done.append(payload["number"])


@jobs.handles("tests.fail")
def fail(payload: Mapping[str, Any]) -> None:
    raise RuntimeError(payload["why"])


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    done.clear()


@contextmanager
def working(app: Flask, workers: int = 1) -> Iterator[None]:
    """Workers that run beside the test, as their processes do."""
    stop = threading.Event()
    threads = [threading.Thread(target=Worker(app).run, args=(stop,)) for _ in range(workers)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def wait_until(fulfilled: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not fulfilled():
        assert time.monotonic() < deadline
        time.sleep(0.05)
        db.session.remove()


def still_open() -> int:
    query = select(func.count()).where(
        jobs.OutboxJob.done_at.is_(None), jobs.OutboxJob.failed_at.is_(None)
    )
    return db.session.scalar(query) or 0


def enqueue(name: str, **payload: object) -> None:
    with transaction() as session:
        jobs.enqueue(session, name, payload)


def test_a_mail_written_in_a_transaction_is_delivered(
    app: Flask, settings: config.Settings
) -> None:
    to = Recipient("Amina", "amina@customs.example", "fr")
    with transaction() as session:
        send(session, to, lambda: Words("Bienvenue", ("Bonjour.",)))

    with working(app):
        wait_until(lambda: still_open() == 0)

    (mail,) = (settings.instance_folder / "mail").glob("*.eml")
    assert b"To: Amina <amina@customs.example>" in mail.read_bytes()


def test_each_job_is_done_once_by_however_many_workers(app: Flask) -> None:
    for number in range(20):
        enqueue("tests.note", number=number)

    with working(app, workers=2):
        wait_until(lambda: still_open() == 0)

    assert sorted(done) == list(range(20))


def test_a_job_that_is_not_due_waits(app: Flask) -> None:
    with transaction() as session:
        later = clock.now() + timedelta(hours=1)
        jobs.enqueue(session, "tests.note", {"number": "later"}, not_before=later)
    enqueue("tests.note", number="now")

    with working(app):
        wait_until(lambda: still_open() == 1)

    assert done == ["now"]


def test_a_failure_is_kept_with_its_job_and_stops_no_other(app: Flask) -> None:
    enqueue("tests.fail", why="no such printer")
    enqueue("tests.note", number=1)

    with working(app):
        wait_until(lambda: done == [1] and still_open() == 1)
        wait_until(lambda: _first().error is not None)

    failed = _first()
    assert (failed.tries, failed.error) == (1, "RuntimeError: no such printer")
    assert failed.not_before > clock.now()


def test_a_job_nobody_knows_is_kept_with_its_name(app: Flask) -> None:
    enqueue("tests.of_a_later_release")

    with working(app):
        wait_until(lambda: _first().error is not None)

    assert _first().error == "KeyError: 'tests.of_a_later_release'"


def test_the_heart_beats_at_once(app: Flask) -> None:
    with working(app):
        wait_until(lambda: jobs.last_beat("worker") is not None)


def test_old_counters_and_done_jobs_are_swept(app: Flask) -> None:
    with clock.frozen_at(clock.now() - timedelta(days=31)):
        enqueue("tests.note", number=1)
        with transaction() as session:
            jobs.enqueue(session, "tests.note", {"number": 2}, unique_key="for ever")
            limits.take(session, Limit("test", 5, timedelta(minutes=1)), "someone", "Too many.")
        jobs.run_all_due()

    with working(app):
        wait_until(lambda: db.session.scalar(select(func.count(Counter.key))) == 0)

    assert list(db.session.scalars(select(jobs.OutboxJob.unique_key))) == ["for ever"]


def _first() -> jobs.OutboxJob:
    return db.session.scalars(select(jobs.OutboxJob).order_by(jobs.OutboxJob.id)).all()[0]
