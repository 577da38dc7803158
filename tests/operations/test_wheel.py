"""Is the wheel all that a server needs: no checkout, no node, nothing built there?"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.operations.serving import ROOT, free_port

pytestmark = pytest.mark.pure
PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `make wheel` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (built,) = folder.glob("greenlane-*.whl")
    return built


def run(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> str:
    """Run a command that must succeed; what it printed."""
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_holds_all_that_runs_and_nothing_of_one_machine(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    assert {
        "config.py",
        "app/__init__.py",
        "app/certificates/certificate.typ",
        "app/templates/base.html",
        "app/static/dist/manifest.json",
        "app/_bundled/migrations/env.py",
        "app/_bundled/migrations/versions/0001_initial.py",
        "app/_bundled/courses/_reference/wco_members.csv",
        "app/_bundled/courses/hs-foundations/course.yaml",
        "app/translations/fr/LC_MESSAGES/messages.mo",
    } <= names
    outside = ("app/", "config.py", "greenlane-")
    assert [name for name in names if not name.startswith(outside)] == []
    unwanted = ("instance", "tests", "__pycache__", "node_modules")
    assert [name for name in names if any(part in unwanted for part in name.split("/"))] == []


def test_it_migrates_publishes_and_serves_in_an_empty_environment(
    wheel: Path, tmp_path: Path
) -> None:
    environment = tmp_path / "environment"
    _install(wheel, environment)
    port = free_port()
    variables = {
        "PATH": str(environment / "bin"),
        "HOME": str(tmp_path),
        "FLASK_APP": "app",
        "GREENLANE_ENVIRONMENT": "development",
        "GREENLANE_PORT": str(port),
    }
    flask = str(environment / "bin" / "flask")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    run([flask, "db", "upgrade"], elsewhere, variables)
    published = run([flask, "courses", "publish"], elsewhere, variables)
    server = subprocess.Popen([flask, "start"], cwd=elsewhere, env=variables)  # noqa: S603 - ours
    try:
        page = _page(f"http://127.0.0.1:{port}/courses", server)
        style = _first_asset(page, "css")
        with urlopen(f"http://127.0.0.1:{port}{style}", timeout=10) as answer:
            kind = answer.headers["Content-Type"]
    finally:
        server.terminate()
        assert server.wait(PATIENCE_SECONDS) == 0

    assert "hs-foundations: published (version 1)" in published
    assert "Greenlane" in page
    assert kind.startswith("text/css")
    assert (elsewhere / "instance" / "greenlane.sqlite").is_file()


def _install(wheel: Path, environment: Path) -> None:
    """Install the locked requirements, from uv's cache where they are there, then the wheel."""
    uv = [str(Path(sys.executable).with_name("uv"))]
    run([*uv, "venv", "--quiet", "--python", sys.executable, str(environment)], ROOT)
    into = ["--quiet", "--python", str(environment / "bin" / "python")]
    locked = ["--require-hashes", "-r", "requirements.txt"]
    trusting = {"UV_SYSTEM_CERTS": "1", **os.environ}
    try:
        run([*uv, "pip", "install", "--offline", *into, *locked], ROOT, trusting)
    except AssertionError:
        run([*uv, "pip", "install", *into, *locked], ROOT, trusting)
    run([*uv, "pip", "install", "--offline", "--no-deps", *into, str(wheel)], ROOT)


def _page(address: str, server: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None
        try:
            with urlopen(address, timeout=10) as answer:  # noqa: S310 - our own address
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def _first_asset(page: str, kind: str) -> str:
    start = page.index("/static/dist/")
    while not page[start : page.index('"', start)].endswith(kind):
        start = page.index("/static/dist/", start + 1)
    return page[start : page.index('"', start)]
