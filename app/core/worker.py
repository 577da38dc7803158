"""Who takes the jobs out of the outbox and does them?

One process: its main thread relays what is due from the outbox to a queue, its other threads do
it. The queue may be lost at any time; the outbox is the truth.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from flask import Flask
from huey import SqliteHuey
from huey.consumer import Consumer

from app.core import clock, health, jobs, limits
from app.core.db import transaction
from app.core.settings import settings

POLL_SECONDS = 0.5
BEAT_SECONDS = 15
SWEEP_SECONDS = 3600
HEALTH_SECONDS = 10
AFTER_FAILURE_SECONDS = 5
SHUTDOWN_SECONDS = 20
THREADS = 2
_log = structlog.get_logger(__name__)


@dataclass
class Chore:
    """Something to be done again and again, ``every`` so many seconds."""

    do: Callable[[], None]
    every: float
    due: float = 0.0

    def do_if_due(self) -> None:
        """Do it when its time has come."""
        if time.monotonic() >= self.due:
            self.do()
            self.due = time.monotonic() + self.every


class Worker:
    """Does the jobs of one application until it is told to stop."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._handed: dict[int, datetime] = {}
        self._lock = threading.Lock()
        with app.app_context():
            folder = settings().instance_folder
        folder.mkdir(parents=True, exist_ok=True)
        queue = SqliteHuey("jobs", filename=str(folder / "jobs.sqlite"), results=False, fsync=False)
        self._hand_on = queue.task(name="job")(self._do)
        self._consumer = Consumer(
            queue, workers=THREADS, periodic=False, max_delay=POLL_SECONDS,
            shutdown_timeout=SHUTDOWN_SECONDS,
        )  # fmt: skip

    def run(self, stop: threading.Event) -> None:
        """Work until ``stop`` is set; what has been begun is finished first."""
        logging.getLogger("huey").setLevel(logging.WARNING)
        # Not Consumer.start(), which would put its own signal handlers over ours.
        for _worker, thread in self._consumer.worker_threads:
            thread.start()
        self._consumer.scheduler.start()
        _log.info("worker started")
        chores = (
            Chore(self._beat, BEAT_SECONDS),
            Chore(self._relay, 0),
            Chore(self._sweep, SWEEP_SECONDS),
            Chore(self._consumer.check_worker_health, HEALTH_SECONDS),
        )
        while not stop.wait(self._round(chores)):
            pass
        self._consumer.stop(graceful=True)
        _log.info("worker stopped")

    def _round(self, chores: tuple[Chore, ...]) -> float:
        """Do what is due; the seconds to wait before the next round."""
        try:
            with self._app.app_context():
                for chore in chores:
                    chore.do_if_due()
        except Exception:  # noqa: BLE001 - a database that is away comes back; the worker waits
            _log.exception("worker could not do its round")
            return AFTER_FAILURE_SECONDS
        return POLL_SECONDS

    def _relay(self) -> None:
        for job_id in jobs.due():
            if self._is_new(job_id):
                self._hand_on(job_id)

    def _is_new(self, job_id: int) -> bool:
        """Whether the job is not on its way already; after a lease's time it counts as lost."""
        moment = clock.now()
        with self._lock:
            known = self._handed.get(job_id)
            if known is not None and moment - known < jobs.LEASE:
                return False
            self._handed[job_id] = moment
            return True

    def _do(self, job_id: int) -> None:
        try:
            with self._app.app_context():
                jobs.run(job_id)
        finally:
            with self._lock:
                self._handed.pop(job_id, None)

    @staticmethod
    def _beat() -> None:
        jobs.beat(health.WORKER)

    @staticmethod
    def _sweep() -> None:
        with transaction() as session:
            limits.sweep(session)
            jobs.sweep(session)
