"""How is the web server's main process run?

This file is run by its path, never imported: the main process of granian holds no application, so
that each of its workers, at the start and at a reload, imports the code as it is by then.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from granian._granian import SocketHolder
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer
from typing_extensions import override

if TYPE_CHECKING:
    import config

READY_OPTION = "--ready-fd"
LISTENING_OPTION = "--listening-fd"
BACKLOG = 1024
RETIRE = signal.SIGUSR1
SERVES_AFTER_SECONDS = 0.3
ROOT = Path(__file__).resolve().parents[2]


class JsonLines(logging.Formatter):
    """The server's own records in the form of all our others."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """One JSON object in one line."""
        line = {
            "event": record.getMessage(),
            "level": record.levelname.lower(),
            "logger": "granian",
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        return json.dumps(line)


LOGGING = {
    "formatters": {"json": {"()": JsonLines}},
    "handlers": {
        "console": {
            "formatter": "json",
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
}


class ListeningServer(MPServer):
    """A server whose workers accept from one socket that is there before them and stays after.

    By itself each worker listens on a socket of its own: the connections that wait there when the
    worker ends are reset.
    """

    listening: socket.socket

    @override
    def _init_shared_socket(self) -> None:
        descriptor = self.listening.fileno()
        self._shd = SocketHolder(descriptor, uds=False, backlog=BACKLOG)  # type: ignore[call-arg, assignment]  # its stub lacks them
        self._sso = self.listening

    def retire(self) -> None:
        """Let the workers accept no more: another server does."""
        for worker in self.wrks:
            os.kill(worker.inner.pid, RETIRE)


def main() -> None:
    """Serve until SIGTERM or SIGINT."""
    sys.path.insert(0, str(ROOT))
    import config  # noqa: PLC0415 - found only once the path is set

    settings = config.load()
    # The workers inherit the descriptor by which they tell that they serve.
    multiprocessing.set_start_method("fork")
    threading.Thread(target=_end_with_the_supervisor, daemon=True).start()
    server = ListeningServer(
        "app.wsgi:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_workers,
        blocking_threads=settings.web_threads,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
    )
    server.listening = _listening(settings)
    signal.signal(RETIRE, lambda *_details: server.retire())
    server.serve(target_loader=partial(_load, server.listening), wrap_loader=False)


def _load(listening: socket.socket) -> Callable[..., object]:
    """The application, in one of the workers, which tells the supervisor when it serves."""
    signal.signal(RETIRE, lambda *_details: _accept_no_more(listening))
    application: Callable[..., object] = import_module("app.wsgi").application()
    ready = _given(READY_OPTION)
    if ready is not None:
        threading.Timer(SERVES_AFTER_SECONDS, os.write, (ready, b".")).start()
    return application


def _accept_no_more(listening: socket.socket) -> None:
    """Leave what comes from now on to the server that takes our place, in one of the workers.

    One that ends closes connections of which it has read nothing yet: they would be lost. Workers
    cannot be asked to stop accepting and to go on serving, so that their listening socket is put
    out from under them: its descriptors become those of a socket to which nobody connects.
    """
    nobody = socket.socket(socket.AF_UNIX)
    nobody.bind("")  # a name that the kernel chooses, in no folder
    nobody.listen()
    nobody.setblocking(False)
    for descriptor in _descriptors(listening):
        os.dup2(nobody.fileno(), descriptor, inheritable=False)


def _descriptors(of: socket.socket) -> list[int]:
    """The descriptors of this process that stand for a socket: the server has its own ones."""
    own = os.fstat(of.fileno())
    found = []
    for one in list(Path("/dev/fd").iterdir()):
        with suppress(OSError):  # the folder's own is closed by now
            if os.path.samestat(os.fstat(int(one.name)), own):
                found.append(int(one.name))
    return found


def _listening(settings: config.Settings) -> socket.socket:
    """The supervisor's socket, or where nobody supervises us one of our own."""
    given = _given(LISTENING_OPTION)
    if given is not None:
        return socket.socket(fileno=given)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    return socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)


def _given(option: str) -> int | None:
    """The descriptor that the supervisor gave us with an option."""
    return int(sys.argv[sys.argv.index(option) + 1]) if option in sys.argv else None


def _end_with_the_supervisor() -> None:
    """The supervisor holds the other end of our standard input; it closes with its life."""
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
