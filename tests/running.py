"""How does a test run the whole product as an operator does, in processes of its own?"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
WEB = ROOT / "app" / "cli" / "web.py"
START = ("-m", "flask", "--app", "app", "start")
WORKER = ("-m", "flask", "--app", "app", "worker")
SERVER = ("-P", str(WEB))
START_SECONDS = 90.0
Found = TypeVar("Found")


@dataclass
class Running:
    """A process of the product with what it was started with."""

    process: subprocess.Popen[bytes]
    folder: Path
    port: int
    log: Path

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """SIGKILL to the process and to all that it started, at once."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self._end()

    def stop(self) -> None:
        """Ask it to end; whatever is left is killed."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.kill()
        self._end()

    def _end(self) -> None:
        self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()

    def mails(self, to: str) -> list[EmailMessage]:
        """The mails to an address that were written to files, oldest first."""
        files = sorted((self.folder / "mail").glob("*.eml"))
        read = [message_from_bytes(one.read_bytes(), policy=policy.default) for one in files]
        return [one for one in read if to in str(one["To"])]

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the SQLite database holds."""
        with sqlite3.connect(self.folder / "greenlane.sqlite") as connection:
            found = connection.execute(query).fetchall()
        connection.close()
        return found


@contextmanager
def running(
    command: tuple[str, ...], folder: Path, *, wait_for: str = "", settings: Mapping[str, str]
) -> Iterator[Running]:
    """Run a command of the product; ``wait_for`` is a path that answers 200 when it is up."""
    started = launch(command, folder, settings=settings)
    try:
        if wait_for:
            until(lambda: answers(started, wait_for), START_SECONDS, lambda: tail(started))
        yield started
    finally:
        started.stop()


def launch(
    command: tuple[str, ...], folder: Path, port: int = 0, *, settings: Mapping[str, str]
) -> Running:
    """Start a command of the product, in a process group of its own, with these settings."""
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    log = folder / f"{port}.log"
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603 - our own command, no shell
            [sys.executable, *command],
            cwd=ROOT,
            env=_environment(folder, port, settings),
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    return Running(process, folder, port, log)


def until(
    found: Callable[[], Found | None], seconds: float = 20.0, said: Callable[[], str] = str
) -> Found:
    """What ``found`` gives as soon as it gives something.

    Raises:
        AssertionError: nothing came within the seconds; ``said`` tells more.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.1)
    raise AssertionError(f"nothing within {seconds} s {said()}")


def answers(started: Running, path: str) -> bool:
    """Whether the path answers 200."""
    assert started.process.poll() is None, tail(started)
    try:
        with urlopen(started.url + path, timeout=5) as reply:  # noqa: S310 - our own loopback
            return bool(reply.status == 200)
    except OSError:
        return False


def tail(started: Running) -> str:
    """The last lines that it wrote."""
    return started.log.read_text(errors="replace")[-3000:]


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def courses_with_small_one(folder: Path) -> Path:
    """The shipped courses with the small one of the tests beside them."""
    if not folder.exists():
        shutil.copytree(ROOT / "courses", folder)
        shutil.copytree(ROOT / "tests" / "courses" / "small-course", folder / "small-course")
    return folder


def _environment(folder: Path, port: int, settings: Mapping[str, str]) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GREENLANE_")}
    own = {
        "environment": "development",
        "instance_folder": str(folder),
        "host": "127.0.0.1",
        "port": str(port),
        **settings,
    }
    return kept | {f"GREENLANE_{name.upper()}": text for name, text in own.items()}
