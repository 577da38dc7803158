"""What does the benchmark send to a server, and what comes back?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection

from flask import Flask, g
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf

from app.accounts.queries import identity

ATTEMPT = "{attempt}"
"""In an address: the attempt that the connection was led to last."""

_TOKEN = re.compile(r"/attempts/([^/?#]+)")


@dataclass(frozen=True, slots=True)
class Request:
    """One request to send; ``expect`` is the status without which the figures mean nothing."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None = None
    expect: int = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; ``bytes`` is the whole response over the wire."""

    status: int
    body: bytes
    bytes: int


@dataclass
class Connection:
    """One kept-alive connection of one browser."""

    port: int
    attempt: str = ""
    _kept: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self._kept = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def send(self, one: Request) -> Reply:
        """Send a request and read its answer, whatever its status. Raises OSError."""
        path = one.path.replace(ATTEMPT, self.attempt)
        self._kept.request(one.method, path, body=one.body, headers=one.headers)
        response = self._kept.getresponse()
        body, headers = response.read(), response.getheaders()
        self.attempt = attempt_in(response.getheader("Location"), self.attempt)
        size = len(body) + sum(len(name) + len(text) + 4 for name, text in headers)
        return Reply(response.status, body, size)

    def require(self, one: Request) -> Reply:
        """Send a request whose answer must be as expected.

        Raises:
            RuntimeError: it has another status.
        """
        reply = self.send(one)
        if reply.status != one.expect:
            raise RuntimeError(f"{one.method} {one.path}: {reply.status}, not {one.expect}")
        return reply

    def close(self) -> None:
        """End it."""
        self._kept.close()


def signed_in(app: Flask, person_id: int | None) -> dict[str, str]:
    """What a browser sends with every request: signed in as this person, or as nobody."""
    with app.test_request_context() as context:
        g.pop("csrf_token", None)  # where a test holds a context open, all requests share its g
        token = generate_csrf()
        kept = {"csrf_token": context.session["csrf_token"], "language": "en"}
        if person_id is not None:
            person = identity(person_id)
            assert person is not None
            kept |= {"_user_id": person.get_id(), "_fresh": True}
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return {
        "Accept-Encoding": "br",
        "Accept": "text/html",
        "X-CSRFToken": token,
        "Cookie": f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(kept)}",
    }


def attempt_in(location: str | None, before: str) -> str:
    """The attempt that an answer leads to; the one before where it leads nowhere else."""
    found = _TOKEN.search(location or "")
    return found[1] if found else before
