"""Are the processes that make up the product running, and what if one of them dies?"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

POLL_SECONDS = 0.2
STOP_SECONDS = 25
SHORT_LIFE_SECONDS = 10
MOST_FAILURES = 5
_log = structlog.get_logger(__name__)


@dataclass
class Child:
    """A process to be kept running. ``reloads`` ones replace their own workers on SIGHUP."""

    name: str
    command: Sequence[str]
    reloads: bool = False
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0

    def start(self) -> None:
        """Start it in a process group of its own, so that it and its workers end together.

        Its standard input is a pipe that closes when we die, by which it notices.
        """
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own command, no shell
            self.command, stdin=subprocess.PIPE, start_new_session=True
        )
        _log.info("process started", process=self.name, pid=self.process.pid)

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def send(self, number: int) -> None:
        """Send it a signal, if it runs."""
        if self.process is not None and self.alive:
            self.process.send_signal(number)

    def end(self) -> None:
        """Leave nothing of its group behind."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        finally:
            self.process.wait()
            if self.process.stdin is not None:
                self.process.stdin.close()

    def wait_until(self, moment: float) -> None:
        """Give it until ``moment`` to end by itself."""
        if self.process is not None:
            try:
                self.process.wait(max(0.0, moment - time.monotonic()))
            except subprocess.TimeoutExpired:
                _log.warning("process does not stop and is killed", process=self.name)


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
            self._stop()
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
            self._reload()
        return all(self._revive(child) for child in self._children if not child.alive)

    def _revive(self, child: Child) -> bool:
        code = child.process.returncode if child.process else None
        was_short = time.monotonic() - child.started < SHORT_LIFE_SECONDS
        failed = code is not None and code > 0
        child.failures = child.failures + 1 if failed and was_short else 0
        _log.error("process ended and is started again", process=child.name, exit_code=code)
        child.end()
        if child.failures >= MOST_FAILURES:
            _log.critical("process fails again and again; giving up", process=child.name)
            return False
        child.start()
        return True

    def _reload(self) -> None:
        for child in self._children:
            if child.reloads:
                child.send(signal.SIGHUP)
            else:
                self._end_gently([child])
                child.start()

    def _stop(self) -> None:
        self._end_gently(self._children)
        _log.info("stopped")

    @staticmethod
    def _end_gently(children: Sequence[Child]) -> None:
        moment = time.monotonic() + STOP_SECONDS
        for child in children:
            child.send(signal.SIGTERM)
        for child in children:
            child.wait_until(moment)
            child.end()
