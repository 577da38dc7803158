"""Are the processes that make up the product running, and what if one of them dies?"""

from __future__ import annotations

import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from app.cli.processes import Running

POLL_SECONDS = 0.2
STOP_SECONDS = 25
READY_SECONDS = 60
RETIRED_SECONDS = 1.0
SHORT_LIFE_SECONDS = 20
MOST_FAILURES = 5
_log = structlog.get_logger(__name__)


@dataclass
class Child:
    """A process to be kept running.

    ``announces`` is the number of its workers that tell when they serve. Such a child is replaced
    at a reload while the old one still serves; another one is ended first. ``inherits`` are the
    descriptors that its command speaks of.
    """

    name: str
    command: Sequence[str]
    announces: int = 0
    inherits: Sequence[int] = ()
    running: Running | None = None
    failures: int = 0

    def start(self) -> Running:
        """Start a process of it, which becomes the one that counts."""
        self.running = Running(self.name, self.command, self.announces, self.inherits)
        return self.running


class Supervisor:
    """Keeps children running until a signal ends it."""

    def __init__(self, children: Sequence[Child]) -> None:
        self._children = children
        self._stopping = False
        self._reloading = False

    def run(self) -> int:
        """Start the children and watch them; the exit code: 0 when asked to stop, 1 on giving up.

        A child that was killed comes back at once. One that fails by itself again and again within
        seconds is beyond repair: everything stops, so that whoever watches us learns of it.
        """
        self._listen()
        for child in self._children:
            child.start()
        try:
            while not self._stopping:
                if not self._keep_running():
                    return 1
                time.sleep(POLL_SECONDS)
        finally:
            _end_gently([child.running for child in self._children if child.running])
            _log.info("stopped")
        return 0

    def _listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_stop)
        signal.signal(signal.SIGHUP, self._on_reload)

    def _on_stop(self, _number: int, _frame: object) -> None:
        self._stopping = True

    def _on_reload(self, _number: int, _frame: object) -> None:
        self._reloading = True

    def _keep_running(self) -> bool:
        if self._reloading:
            self._reloading = False
            for child in self._children:
                self._reload(child)
        return all(self._revive(child) for child in self._children)

    def _revive(self, child: Child) -> bool:
        running = child.running
        if running is None or (code := running.exit_code) is None:
            return True
        was_short = time.monotonic() - running.started < SHORT_LIFE_SECONDS
        child.failures = child.failures + 1 if code > 0 and was_short else 0
        _log.error("process ended and is started again", process=child.name, exit_code=code)
        running.end()
        child.running = None
        if child.failures >= MOST_FAILURES:
            _log.critical("process fails again and again; giving up", process=child.name)
            return False
        child.start()
        return True

    def _reload(self, child: Child) -> None:
        old = child.running
        if old is None:
            return
        if not child.announces:
            _end_gently([old])
            child.start()
            return
        new = child.start()
        if new.becomes_ready(READY_SECONDS, lambda: self._stopping):
            old.retire()
            time.sleep(RETIRED_SECONDS)
            _end_gently([old])
            return
        _log.error("the new process does not serve; the old one stays", process=child.name)
        new.end()
        child.running = old


def _end_gently(processes: Sequence[Running]) -> None:
    moment = time.monotonic() + STOP_SECONDS
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait_until(moment)
        process.end()
