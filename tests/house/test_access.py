"""Does every route declare who may come, and does it answer everybody accordingly?"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.core.access import AccessRule, rule_of
from tests.factories import identity_of
from tests.house.visiting import changed, everything, routes, send, visitor
from tests.house.world import World, build_world

JSON = {"Accept": "application/json"}
KINDS = ("nobody", "waiting", "official", "trainer", "tutor", "coordinator", "regional officer")

# A published course is there for everybody who is signed in, and so is the sample of a course.
# They are asked for last: who enrols is no stranger any more.
OPEN_TO_STRANGERS = {"learning.enrol": 302, "studio.sample": 200}
# Addresses that only lead on, to a page that looks at who asks.
JUST_REDIRECTS = {
    "learning.answer_page",
    "learning.check_page",
    "learning.files_page",
    "studio.preview_answer_page",
    "studio.preview_check_page",
}
# What a program sends to be saved: refused because of who asks, not because it cannot be read.
WELL_FORMED = {
    "answer": None, "revision": 0, "key": "a-key-of-its-own",
    "item": "parts-of-a-code", "heading": "s1",
}  # fmt: skip
# What pages without arguments answer to those who may come, where it is not 200.
LEADS_ON = {
    "catalogue.front": 302,
    "accounts.sign_in": 302,
    "accounts.sign_up": 302,
    "learning.continue_course": 302,
    "learning.answer_page": 302,
    "learning.check_page": 302,
    "learning.files_page": 302,
    "studio.draft": 302,
    "studio.preview_answer_page": 302,
    "studio.preview_check_page": 302,
}


@pytest.fixture
def world(app: Flask) -> World:
    return build_world()


def test_every_route_declares_an_access_rule(app: Flask) -> None:
    silent = [str(rule) for rule, _ in routes(app) if not declared(app, rule)]

    assert silent == []


@pytest.mark.parametrize("kind", KINDS)
def test_stranger_is_answered_as_declared_and_changes_nothing(
    app: Flask, world: World, kind: str
) -> None:
    person, before = world.strangers[kind], everything()

    wrong = [
        f"{kind}: {method} {path}: {fault}"
        for rule, method in sorted(
            routes(app), key=lambda one: one[0].endpoint in OPEN_TO_STRANGERS
        )
        if (fault := answer_to_stranger(app, world, rule, method, person))
        for path in (world.path(app, rule),)
    ]

    assert "\n".join(wrong) == ""
    assert [one for one in changed(before) if kind in {"nobody", "waiting"}] == []


def test_right_person_sees_every_page(app: Flask, world: World) -> None:
    wrong = []
    for rule, method in routes(app):
        if method != "GET":
            continue
        person = world.right_person(app, rule.endpoint)
        response = send(app, visitor(app, person), method, world.path(app, rule))
        allowed = {200} if rule.endpoint not in LEADS_ON else {200, LEADS_ON[rule.endpoint]}
        if rule.endpoint in MAY_BE_MISSING:
            allowed.add(MAY_BE_MISSING[rule.endpoint])
        if response.status_code not in allowed:
            wrong.append(f"{method} {rule}: {response.status_code}")

    assert "\n".join(wrong) == ""


# No mail was written to a file here; no worker runs in this test.
MAY_BE_MISSING = {"dev.mail": 404, "operations.readyz": 503}


def test_address_asked_for_is_where_sign_in_leads_back_to(app: Flask, world: World) -> None:
    response = visitor(app, None).get("/people?q=a+b&unit=FR")

    target = urlsplit(response.headers["Location"])
    assert (target.path, parse_qs(target.query)) == (
        "/sign-in",
        {"next": ["/people?q=a+b&unit=FR"]},
    )


def declared(app: Flask, rule: Rule) -> AccessRule | None:
    return rule_of(app.view_functions[rule.endpoint])


def answer_to_stranger(
    app: Flask, world: World, rule: Rule, method: str, person: Person | None
) -> str:
    """What is wrong with the answers to a page's and to a program's request; empty: nothing."""
    access, path = declared(app, rule), world.path(app, rule)
    assert access is not None
    if not access.needs_sign_in:
        return ""
    body = {"json": WELL_FORMED} if method == "PUT" else {}
    page = send(app, visitor(app, person), method, path, **(body if person else {}))
    program = send(app, visitor(app, person), method, path, headers=JSON, **body)
    got = (page.status_code, program.status_code)
    if person is None:
        return "" if got == (302, 401) and leads_to_sign_in(page, method, path) else f"{got}"
    if not access.allows(identity_of(person)):
        return "" if got == (403, 403) else f"{got}, not 403"
    if rule.endpoint in OPEN_TO_STRANGERS:
        return "" if got[0] == OPEN_TO_STRANGERS[rule.endpoint] else f"{got}"
    if rule.endpoint in JUST_REDIRECTS:
        got = (visitor(app, person).get(path, follow_redirects=True).status_code, 404)
    if rule.arguments:
        return "" if set(got) <= {403, 404} else f"{got} for what belongs to somebody else"
    return "" if max(got) < 500 else f"{got}"


def leads_to_sign_in(response: TestResponse, method: str, path: str) -> bool:
    target = urlsplit(response.headers["Location"])
    back = {"next": [path]} if method == "GET" else {}
    return target.path == "/sign-in" and parse_qs(target.query) == back
