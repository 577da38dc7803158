"""Do the commands of the Makefile take what people give them, and does it name no registry?"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.operations.serving import ROOT

pytestmark = pytest.mark.pure
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt", "package-lock.json")


def make(*arguments: str, **variables: str) -> str:
    """What make prints."""
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **variables}
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        ["make", *arguments],  # noqa: S607 - the machine's make
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_help_names_the_commands() -> None:
    listed = re.findall(r"^  make (\w+) +\S", make("help"), re.MULTILINE)

    assert {"run", "test", "lint", "bench", "lock", "build", "wheel", "clean", "help"} <= {*listed}


def test_port_and_host_are_taken_from_the_line_or_the_environment() -> None:
    by_line = make("-n", "run", "PORT=9000", "HOST=::1")
    by_environment = make("-n", "run", PORT="9000", HOST="::1")

    for printed in (by_line, by_environment):
        assert "GREENLANE_PORT='9000'; export GREENLANE_PORT" in printed
        assert "GREENLANE_HOST='::1'; export GREENLANE_HOST" in printed
    assert "GREENLANE_PORT=" not in make("-n", "run")


@pytest.mark.parametrize("name", LOCKS)
def test_lock_files_hold_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")

    assert "--hash=sha256:" in text or '"integrity": "sha512-' in text
    assert not re.search(r'--(extra-)?index-url|--find-links|"resolved"|file://', text)


def test_ci_forbids_skipping_and_calls_both_commands() -> None:
    script = ROOT / ".ci" / "run"
    lines = script.read_text("utf-8").splitlines()

    assert Path(script).stat().st_mode & 0o111
    assert "export REQUIRE_BROWSER=1 REQUIRE_POSTGRESQL=1" in lines
    assert lines[-2:] == ["make lint", "make test"]
