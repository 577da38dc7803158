"""How does one process of the product start, tell that it is ready, and end?"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Sequence

import structlog

READY_OPTION = "--ready-fd"
_log = structlog.get_logger(__name__)


class Running:
    """A process in a group of its own, so that it and its workers end together.

    Its standard input is a pipe that closes when we die, by which it notices. With ``announces``
    it gets ``--ready-fd N`` and writes one byte to that descriptor for each worker that serves.
    """

    def __init__(
        self, name: str, command: Sequence[str], announces: int = 0, inherits: Sequence[int] = ()
    ) -> None:
        self.name = name
        self.started = time.monotonic()
        self._awaited = announces
        self._ready, writing = os.pipe()
        extra = [READY_OPTION, str(writing)] if announces else []
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own command, no shell
                [*command, *extra],
                stdin=subprocess.PIPE,
                pass_fds=(*inherits, *((writing,) if announces else ())),
                start_new_session=True,
            )
        finally:
            os.close(writing)
        _log.info("process started", process=name, pid=self._process.pid)

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative: the signal that killed it."""
        return self._process.poll()

    def becomes_ready(self, within: float, given_up: Callable[[], bool]) -> bool:
        """Whether all its workers serve before the seconds are over, it ends, or we give up."""
        deadline = time.monotonic() + within
        while self._awaited > 0:
            if time.monotonic() > deadline or self.exit_code is not None or given_up():
                return False
            if select.select([self._ready], [], [], 0.2)[0]:
                told = len(os.read(self._ready, self._awaited))
                if told == 0:
                    return False
                self._awaited -= told
        return True

    def retire(self) -> None:
        """Ask it to leave to others what comes from now on, and to finish what it has begun."""
        if self.exit_code is None:
            self._process.send_signal(signal.SIGUSR1)

    def terminate(self) -> None:
        """Ask it to end."""
        if self.exit_code is None:
            self._process.send_signal(signal.SIGTERM)

    def wait_until(self, moment: float) -> None:
        """Give it until ``moment`` (monotonic) to end by itself."""
        try:
            self._process.wait(max(0.0, moment - time.monotonic()))
        except subprocess.TimeoutExpired:
            _log.warning("process does not stop and is killed", process=self.name)

    def end(self) -> None:
        """Leave nothing of its group behind."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        finally:
            self._process.wait()
            if self._process.stdin is not None:
                self._process.stdin.close()
            os.close(self._ready)
