"""Does every route refuse what cannot be read, with 4xx, and change nothing?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.house.visiting import changed, everything, routes, send, visitor
from tests.house.world import World, build_world

FORM = "application/x-www-form-urlencoded"
UNREADABLE = ("%00", "a%00b", "%ED%A0%80", "%FF%FE", "%C3%28")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/octet-stream", b"\x00\xff\x13garbage"),
    ("text/plain", b"answer=a"),
    ("application/xml", b"<a/>"),
    ("", b"answer=a"),
    ("application/json", b'{"answer":'),
    ("application/json", b"\xff\xfe"),
    ("application/json", b"[" * 20_000),
    ("application/json", b'{"answer": "a\\u0000b", "revision": 0, "key": "\\u0000aaaaaaaaa"}'),
    ("application/json", b'{"answer": "\\ud800", "revision": 0, "key": "\\ud800aaaaaaaaa"}'),
    ("application/json", b'[{"answer": 1}]'),
    ("application/json", b'"item"'),
    ("application/json", b'{"answer": {"a": [1]}, "revision": "x", "key": 7, "item": {"a": 1}}'),
    ("application/json", b"9" * 10_000),
    *((FORM, f"answer={bad}&name={bad}&email={bad}".encode()) for bad in UNREADABLE),
    *((FORM, f"{bad}=a".encode()) for bad in UNREADABLE),
    ("multipart/form-data", b"no boundary is named"),
    ("multipart/form-data; boundary=x", b"--y\r\nnothing of it"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n'),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\x00\r\n--x--\r\n',
    ),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\xfe\r\n--x--\r\n',
    ),
)
HUGE_IDS = ("-1", "2147483648", "9223372036854775808", "9" * 40, "1e3")
NO_WORKER_HERE = "operations.readyz"
HUGE = 50 * 1024 * 1024


@dataclass
class Walk:
    """Sends requests and keeps a note of each that was not refused."""

    app: Flask
    world: World
    wrong: list[str] = field(default_factory=list)
    clients: dict[int | None, FlaskClient] = field(default_factory=dict)

    def client(self, endpoint: str) -> FlaskClient:
        person = self.world.right_person(self.app, endpoint)
        number = person.id if person else None
        return self.clients.setdefault(number, visitor(self.app, person))

    def refused(
        self, endpoint: str, method: str, path: str, expected: range | tuple[int, ...], **more: Any
    ) -> None:
        response = send(self.app, self.client(endpoint), method, path, **more)
        if response.status_code not in expected:
            self.wrong.append(f"{method} {path[:90]} {shown(more)}: {response.status_code}")


REFUSED = range(400, 500)


@pytest.fixture
def walk(app: Flask) -> Walk:
    return Walk(app, build_world())


def test_wrong_methods_are_refused(app: Flask, walk: Walk) -> None:
    before, adapter = everything(), app.url_map.bind("greenlane.test")

    for rule in {str(rule): rule for rule, _ in routes(app)}.values():
        path = walk.world.path(app, rule)
        for method in set(METHODS) - set(adapter.allowed_methods(path)):
            walk.refused(rule.endpoint, method, path, (405,))

    assert "\n".join(walk.wrong) == ""
    assert changed(before) == []


def test_unreadable_addresses_are_refused(app: Flask, walk: Walk) -> None:
    before = everything()

    for rule, method in routes(app):
        path = walk.world.path(app, rule)
        for query in (*UNREADABLE, "a" * 100_000):
            walk.refused(rule.endpoint, method, f"{path}?q={query}", REFUSED)
            walk.refused(rule.endpoint, method, f"{path}?{query}=1", REFUSED)
        for bad in bad_paths(app, walk.world, rule):
            walk.refused(rule.endpoint, method, bad, REFUSED)

    assert "\n".join(walk.wrong) == ""
    assert changed(before) == []


def test_unreadable_bodies_are_refused(app: Flask, walk: Walk) -> None:
    before = everything()

    for rule, method in routes(app):
        if method == "GET":
            continue
        path = walk.world.path(app, rule)
        for kind, body in BODIES:
            walk.refused(rule.endpoint, method, path, REFUSED, content_type=kind, data=body)

    assert "\n".join(walk.wrong) == ""
    assert changed(before) == []


def test_body_of_fifty_megabytes_is_refused_everywhere(app: Flask, walk: Walk) -> None:
    before, body = everything(), bytes(HUGE)

    for rule, method in routes(app):
        path = walk.world.path(app, rule)
        for kind in (FORM, "application/json", "multipart/form-data; boundary=x"):
            stream = {"input_stream": io.BytesIO(body), "content_length": HUGE}
            walk.refused(rule.endpoint, method, path, (413,), content_type=kind, **stream)

    assert "\n".join(walk.wrong) == ""
    assert changed(before) == []


def test_request_without_a_token_is_refused(app: Flask, walk: Walk) -> None:
    before = everything()

    for rule, method in routes(app):
        if method == "GET":
            continue
        person = walk.world.right_person(app, rule.endpoint) or walk.world.owners["learner"]
        path = walk.world.path(app, rule)
        fields = {"theme": "dark", "language": "fr"}
        for headers in ({}, {"X-CSRFToken": "made up"}, {"Origin": "https://evil.example"}):
            more: dict[str, Any] = {"json": {"item": "a"}} if method == "PUT" else {"data": fields}
            client = visitor(app, person)
            response = client.open(path, method=method, headers=headers, **more)
            if response.status_code != 400:
                walk.wrong.append(f"{method} {path} {headers}: {response.status_code}")

    assert "\n".join(walk.wrong) == ""
    assert changed(before) == []


def test_repeated_and_nonsensical_fields_never_break_a_view(app: Flask, walk: Walk) -> None:
    twice = "&".join(f"{name}={value}" for name in FIELDS for value in ("a", "-1", "9" * 30))

    for rule, method in routes(app):
        path = walk.world.path(app, rule)
        allowed = range(200, 504 if rule.endpoint == NO_WORKER_HERE else 500)
        walk.refused(rule.endpoint, method, f"{path}?{twice}", allowed)
        if method == "POST":
            more = {"content_type": FORM, "data": twice}
            walk.refused(rule.endpoint, method, path, range(200, 500), **more)
        if method == "PUT":
            for sent in ({}, dict.fromkeys(FIELDS, 10**40), dict.fromkeys(FIELDS, None)):
                walk.refused(rule.endpoint, method, path, REFUSED, json=sent)

    assert "\n".join(walk.wrong) == ""


def test_nonsensical_headers_and_cookies_never_break_a_page(app: Flask, walk: Walk) -> None:
    odd = {
        "Cookie": "greenlane=.e30.zzz; greenlane_keep=1|x; greenlane_theme=<b>",
        "Accept-Language": "xx-YY;q=9, *;q=nan, \xff",
        "Accept": ";;;,/,*/*;q=x",
        "If-None-Match": 'W/"',
        "If-Modified-Since": "yesterday",
        "Range": "bytes=9-1",
        "Referer": "http://[",
        "X-Forwarded-For": "not an address",
    }
    for rule, method in routes(app):
        if method == "GET":
            path = walk.world.path(app, rule)
            response = app.test_client(use_cookies=False).get(path, headers=odd)
            if response.status_code >= 500 and rule.endpoint != NO_WORKER_HERE:
                walk.wrong.append(f"{path}: {response.status_code}")

    assert "\n".join(walk.wrong) == ""


FIELDS = (
    "email", "password", "name", "latin_name", "unit", "language", "theme", "role", "answer",
    "revision", "move", "reason", "number", "page", "sort", "order", "q", "course", "due_on",
    "people", "person", "state", "next", "seed", "version", "lang", "item", "heading", "key",
)  # fmt: skip


def bad_paths(app: Flask, world: World, rule: Rule) -> Iterator[str]:
    """The route's address with each of its arguments replaced by something impossible."""
    path = world.path(app, rule)
    known = {**world.common, **world.special.get(rule.endpoint, {})}
    for name in rule.arguments:
        good = f"/{known[name]}"
        for bad in HUGE_IDS if isinstance(known[name], int) else UNREADABLE:
            if good in path:
                yield path.replace(good, f"/{bad}", 1)


def shown(more: dict[str, Any]) -> str:
    return f"{more.get('content_type', '')} {str(more.get('data', ''))[:60]}"
