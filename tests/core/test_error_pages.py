"""Does each error page say what happened, what helps and its number, in both languages?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from app.core import clock
from app.core.access import PUBLIC, access
from app.core.db import db
from app.core.errors import TooMany
from tests.factories import make_person, sign_in

STATUSES = (400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503)


@pytest.fixture
def failing(app: Flask) -> Flask:
    """The application with a page that fails as its address says."""

    @app.get("/fails/<int:status>")
    @access(PUBLIC)
    def fails(status: int) -> str:
        abort(status)

    @app.get("/breaks")
    @access(PUBLIC)
    def breaks() -> str:
        raise RuntimeError("a secret of the server")

    @app.get("/limited")
    @access(PUBLIC)
    def limited() -> str:
        raise TooMany("Too often, my friend.", clock.now() + timedelta(minutes=10))

    return app


@pytest.mark.parametrize("language", ("en", "fr"))
@pytest.mark.parametrize("status", STATUSES)
def test_every_error_has_a_page_with_its_number(
    failing: Flask, client: FlaskClient, status: int, language: str
) -> None:
    answer = client.get(f"/fails/{status}?lang={language}")

    text = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert answer.headers["X-Request-ID"] in text
    assert text.count("<h1>") == 1
    assert f'<html lang="{language}"' in text
    assert "style=" not in text
    assert "<style" not in text


def test_a_failure_tells_nothing_of_the_server(failing: Flask, client: FlaskClient) -> None:
    answer = client.get("/breaks")

    assert answer.status_code == 500
    assert "a secret of the server" not in answer.get_data(as_text=True)


def test_the_page_of_a_failure_comes_without_a_database(
    failing: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, make_person())

    def is_down(*_values: object, **_more: object) -> None:
        raise OperationalError("SELECT", {}, Exception("the server is gone"))

    monkeypatch.setattr(db.session, "execute", is_down)
    monkeypatch.setattr(db.session, "scalar", is_down)

    answer = client.get("/account")

    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.get_data(as_text=True)


def test_a_limit_says_when_it_ends(failing: Flask, client: FlaskClient) -> None:
    answer = client.get("/limited")

    text = answer.get_data(as_text=True)
    assert "Too often, my friend." in text
    assert "in 10 minutes" in text
    assert 590 <= int(answer.headers["Retry-After"]) <= 600
