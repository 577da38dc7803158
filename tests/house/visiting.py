"""How does a test call a route as somebody, and see whether anything changed?"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.core.db import Base, db
from tests.factories import sign_in

AUTOMATIC = frozenset({"HEAD", "OPTIONS"})
_COUNTERS = frozenset({"limit_counters"})


def visitor(app: Flask, person: Person | None) -> FlaskClient:
    """A browser in which the person is signed in, or nobody."""
    client = app.test_client()
    if person is not None:
        sign_in(client, person)
    return client


def token_of(app: Flask, client: FlaskClient) -> str:
    """A token against forged requests that is good for the client's session."""
    with client.session_transaction() as kept:
        raw = kept.setdefault("csrf_token", secrets.token_hex(20))
    return str(URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(raw))


def send(app: Flask, client: FlaskClient, method: str, path: str, **more: Any) -> TestResponse:
    """Send a request with a good token, so that its absence is not what refuses it."""
    headers = {**more.pop("headers", {})}
    if method not in {"GET", "HEAD", "OPTIONS"}:
        headers["X-CSRFToken"] = token_of(app, client)
    return client.open(path, method=method, headers=headers, buffered=True, **more)


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every route with each of its methods."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        for method in sorted((rule.methods or set()) - AUTOMATIC):
            yield rule, method


def everything() -> dict[str, list[str]]:
    """Every row of every table but the counters of the limits, to compare before and after."""
    db.session.rollback()
    found = {}
    with db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name not in _COUNTERS:
                rows = connection.execute(select(table))
                found[table.name] = sorted(repr(tuple(row)) for row in rows)
    return found


def changed(before: dict[str, list[str]]) -> list[str]:
    """The tables that are not as they were."""
    return [name for name, rows in everything().items() if rows != before[name]]
