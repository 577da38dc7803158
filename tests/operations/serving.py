"""How does a test run the whole product as an operator does: web server, worker, supervisor?"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil

from app.core.settings import shipped

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


@dataclass
class Product:
    """A running product: its address, its processes, what it printed."""

    address: str
    supervisor: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str, seconds: float = 5) -> int | None:
        """The status of a page; None when nobody answers within the seconds."""
        try:
            with urlopen(self.address + path, timeout=seconds) as answer:  # noqa: S310 - our own address
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except (OSError, HTTPException):
            return None

    def wait_until(self, fulfilled: Callable[[], bool], what: str) -> None:
        """Wait for something to come true while the product runs."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if fulfilled():
                return
            if self.supervisor.poll() is not None:
                raise AssertionError(f"it ended before {what}:\n{self.output}")
            time.sleep(0.05)
        raise AssertionError(f"never {what}:\n{self.output}")

    def wait_until_ready(self) -> None:
        """Wait until /readyz is content."""
        self.wait_until(lambda: self.get("/readyz") == 200, "ready")

    @property
    def output(self) -> str:
        """All that was printed and logged."""
        return self.log.read_text("utf-8")

    @property
    def announced(self) -> list[str]:
        """The lines for people."""
        return [line for line in self.output.splitlines() if line and not line.startswith("{")]

    @property
    def events(self) -> list[dict[str, Any]]:
        """The lines for machines."""
        return [json.loads(line) for line in self.output.splitlines() if line.startswith("{")]

    def process(self, script: str) -> psutil.Process:
        """The supervisor's child whose command holds ``script``."""
        children = psutil.Process(self.supervisor.pid).children()
        return next(one for one in children if script in " ".join(one.cmdline()))

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to stop; its exit code."""
        self.supervisor.send_signal(number)
        return self.supervisor.wait(PATIENCE_SECONDS)


@contextmanager
def started(folder: Path, database_url: str, **settings: str) -> Iterator[Product]:
    """The product on its own port with its instance in ``folder``, ended with the block."""
    port = free_port()
    variables = {
        "environment": "development",
        "instance_folder": str(folder / "instance"),
        "courses_folder": str(small_courses(folder)),
        "database_url": database_url,
        "database_pool": "2",
        "port": str(port),
        **settings,
    }
    inherited = {name: text for name, text in os.environ.items() if "GREENLANE" not in name}
    given = {f"GREENLANE_{name.upper()}": text for name, text in variables.items()}
    log = folder / f"log-{port}.txt"
    with log.open("wb") as output:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", "start"],
            cwd=ROOT, env={**inherited, **given}, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield Product(f"http://127.0.0.1:{port}", supervisor, log)
    finally:
        for process in [*_family(supervisor.pid)]:
            process.kill()
        supervisor.wait()


def small_courses(folder: Path) -> Path:
    """A courses folder with the reference data and the tests' small course."""
    courses = folder / "courses"
    if not courses.exists():
        courses.mkdir()
        for name in ("_reference", "glossary"):
            (courses / name).symlink_to(shipped("courses") / name)
        (courses / "small-course").symlink_to(ROOT / "tests" / "courses" / "small-course")
    return courses


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _family(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
