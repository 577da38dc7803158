"""Do limits on sign-in hold across processes, and after a restart?"""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from flask import Flask

import config
from app.core.db import db
from tests.factories import PASSWORD, make_person
from tests.faults.clients import post_form
from tests.running import SERVER, Running, running

MOST = 10


def test_ten_failures_count_across_two_processes_and_a_restart(
    app: Flask, settings: config.Settings, tmp_path: Path
) -> None:
    locked, other = make_person(password=PASSWORD).email, make_person(password=PASSWORD).email
    db.session.remove()
    own = {
        "environment": "test",
        "secret_key": settings.secret_key,
        "database_url": settings.database_url,
        "public_url": "http://greenlane.test",
    }
    with running(SERVER, tmp_path, wait_for="/healthz", settings=own) as first:
        with running(SERVER, tmp_path, wait_for="/healthz", settings=own) as second:
            tries = [try_to_enter((first, second)[n % 2], locked, "wrong") for n in range(MOST)]
            assert tries == [HTTPStatus.UNPROCESSABLE_ENTITY] * MOST
            assert try_to_enter(first, locked, PASSWORD) == HTTPStatus.TOO_MANY_REQUESTS
            assert try_to_enter(second, locked, PASSWORD) == HTTPStatus.TOO_MANY_REQUESTS
        first.kill()
    with running(SERVER, tmp_path, wait_for="/healthz", settings=own) as again:
        assert try_to_enter(again, locked, PASSWORD) == HTTPStatus.TOO_MANY_REQUESTS
        assert try_to_enter(again, other, PASSWORD) == HTTPStatus.FOUND


def try_to_enter(server: Running, email: str, password: str) -> int:
    return post_form(server, "/sign-in", {"email": email, "password": password})
