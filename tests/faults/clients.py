"""How does a client outside the process send a form, or carry a session that a test made?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from flask import Flask

from app.accounts.models import Person
from tests.factories import sign_in
from tests.house.visiting import token_of
from tests.running import Running


@dataclass(frozen=True)
class Cookies:
    """The session's cookie, and the headers of a request that changes something."""

    jar: dict[str, str]
    headers: dict[str, str]


def cookies_of(app: Flask, person: Person) -> Cookies:
    """Sign the person in with the application's own key, as any process with it would."""
    client = app.test_client()
    sign_in(client, person)
    token = token_of(app, client)
    name = app.config["SESSION_COOKIE_NAME"]
    found = client.get_cookie(name)
    assert found is not None
    return Cookies({name: found.value}, {"X-CSRFToken": token, "Accept": "application/json"})


def post_form(server: Running, path: str, fields: Mapping[str, str]) -> int:
    """Send the form of a page as a browser without any history does; the status."""
    with httpx.Client(base_url=server.url, timeout=20) as client:
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)
        assert token
        return client.post(path, data={**fields, "csrf_token": token[1]}).status_code
