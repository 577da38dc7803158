"""Is every page whole, safe to show with hostile words in it, and kept only where it may be?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.catalogue.content.model import Course
from app.core.access import PUBLIC, access
from app.core.security import CONTENT_SECURITY_POLICY
from tests.factories import make_person
from tests.house.pages import read
from tests.house.visiting import routes, send, visitor
from tests.house.world import World, build_world
from tests.small_course import small_course

EVIL = "<gl-evil onmouseover=alert(1)>\"'><img src=x onerror=alert(1)><script>alert(1)</script>"
NAMES = {
    "learner": f"=cmd() {EVIL}",
    "coordinator": f'"><svg onload=alert(2)> {EVIL}',
    "trainer": f"{{{{ 7*7 }}}} {EVIL}",
    "stranger": f"%s%(x)s {EVIL}",
}
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Pages that are the same for everybody who is not signed in, so that browsers may keep them.
KEPT = frozenset(
    {
        "catalogue.front",
        "catalogue.courses",
        "catalogue.course",
        "quizzes.hs_sections",
        "quizzes.hs_chapter",
        "quizzes.hs_search",
    }
)
FOR_EVER = frozenset({"catalogue.media"})
# Files have a stricter policy of their own.
FILES = frozenset({"catalogue.media", "learning.attempt_file", "studio.preview_media"})


@dataclass(frozen=True)
class Seen:
    """A page as somebody got it."""

    endpoint: str
    path: str
    response: TestResponse

    @property
    def html(self) -> str:
        """The page's HTML; empty where it is something else."""
        whole = self.response.mimetype == "text/html" and self.response.get_data(as_text=True)
        return whole or ""


@pytest.mark.parametrize("language", ("en", "fr"))
def test_every_page_is_whole(app: Flask, language: str) -> None:
    world = build_world()

    wrong = [
        f"{one.path} ({one.response.status_code}): {fault}"
        for one in walk(app, world, language)
        if "<html" in one.html
        for fault in read(one.html).faults()
    ]

    assert "\n".join(wrong) == ""


def test_hostile_names_and_course_texts_are_inert_everywhere(app: Flask) -> None:
    world = build_world(NAMES, hostile_course())
    shown, wrong = 0, []

    for one in walk(app, world, "en"):
        page = read(one.html)
        shown += EVIL in page.text
        wrong += [f"{one.path}: {fault}" for fault in page.inline()]
        wrong += [f"{one.path}: <gl-evil>" for _ in page.named("gl-evil")]
        wrong += [f"{one.path}: <img src=x>" for i in page.named("img") if i.get("src") == "x"]
        wrong += [f"{one.path}: a template ran"] * ("49 <gl-evil" in page.text)

    assert "\n".join(wrong) == ""
    assert shown >= 15


def test_hostile_names_are_inert_in_tables_for_spreadsheets(app: Flask) -> None:
    world = build_world(NAMES)
    pages = [one for one in walk(app, world, "en") if one.response.mimetype == "text/csv"]

    cells = [
        cell
        for one in pages
        for cell in re.split(r"[,\r\n]", one.response.get_data(as_text=True).lstrip("\ufeff"))
    ]

    assert pages
    assert [one for one in cells if re.match(r'^"?[=+@\t-](?!\d*$)', one)] == []
    assert any("=cmd()" in one for one in cells)


def test_every_answer_carries_the_protecting_headers(app: Flask) -> None:
    world = build_world()
    seen = [*walk(app, world, "en"), *failures(app)]

    wrong = [
        f"{one.path} ({one.response.status_code}): {name}: {one.response.headers.get(name)}"
        for one in seen
        for name, value in HEADERS.items()
        if one.response.headers.get(name) != value
        and not (one.endpoint in FILES and name == "Content-Security-Policy")
    ]

    assert "\n".join(wrong) == ""
    assert {400, 403, 404, 405, 413, 415, 500} <= {one.response.status_code for one in seen}


def test_only_public_pages_may_be_kept(app: Flask) -> None:
    world = build_world()
    wrong = []

    for one in walk(app, world, "en"):
        caching = one.response.headers["Cache-Control"]
        public = world.right_person(app, one.endpoint) is None and one.endpoint in KEPT
        if public and one.response.status_code == 200:
            again = app.test_client().get(
                one.path, headers={"If-None-Match": one.response.headers.get("ETag", "")}
            )
            if again.status_code != 304 or again.get_data():
                wrong.append(f"{one.path}: {caching}, then {again.status_code}")
        elif one.endpoint not in FOR_EVER and "no-store" not in caching:
            wrong.append(f"{one.path}: {caching}")

    assert "\n".join(wrong) == ""


def test_public_pages_are_not_kept_for_whoever_is_signed_in(app: Flask) -> None:
    world = build_world()
    client = visitor(app, world.owners["learner"])

    found = [client.get(path) for path in ("/courses", "/courses/small-course", "/verify")]

    assert [one.headers["Cache-Control"] for one in found] == ["private, no-store"] * 3
    assert [one.headers.get("ETag") for one in found] == [None] * 3


def walk(app: Flask, world: World, language: str) -> Iterator[Seen]:
    """Every page that a GET gives, as its right person sees it."""
    for rule, method in routes(app):
        if method == "GET":
            person = world.right_person(app, rule.endpoint)
            path = f"{world.path(app, rule)}?lang={language}"
            yield Seen(rule.endpoint, path, send(app, visitor(app, person), method, path))
    administrator = world.owners["administrator"]
    for path in ("/people", "/people/requests?decision=all", "/teaching", "/reports/completion"):
        client = visitor(app, administrator)
        joined = "&" if "?" in path else "?"
        yield Seen("accounts.people", path, client.get(f"{path}{joined}lang={language}"))


def failures(app: Flask) -> Iterator[Seen]:
    """An answer of each kind that is none."""
    client = app.test_client()
    yield Seen("", "400", client.post("/sign-in", data={"email": "a"}))
    yield Seen("", "404", client.get("/nothing"))
    yield Seen("", "405", client.delete("/"))
    yield Seen("", "413", client.post("/sign-in", data={"email": "a" * 2_000_000}))
    yield Seen("", "415", client.post("/sign-in", data=b"x", content_type="text/plain"))
    yield Seen("", "403", visitor(app, make_person()).get("/people"))
    kept = app.view_functions["catalogue.front"]

    def broken() -> str:
        raise RuntimeError("planted")

    access(PUBLIC)(broken)
    app.view_functions["catalogue.front"] = broken
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield Seen("", "500", client.get("/"))
    app.view_functions["catalogue.front"] = kept


def hostile_course() -> Course:
    """The small course with script in every text that its author writes."""
    plain = small_course()
    both = {"en": EVIL, "fr": EVIL}
    modules = tuple(
        replace(
            module,
            title=both,
            summary=both,
            lessons=tuple(
                replace(
                    lesson,
                    words={
                        code: replace(words, title=EVIL, summary=EVIL, body=evil_body(words.body))
                        for code, words in lesson.words.items()
                    },
                )
                for lesson in module.lessons
            ),
            quizzes=tuple(replace(quiz, title=both, intro=both) for quiz in module.quizzes),
        )
        for module in plain.modules
    )
    return replace(
        plain, title=both, summary=both, audience=both, objectives=(both,), modules=modules
    )


def evil_body(body: str) -> str:
    return f'{body}\n\n{EVIL}\n\n## {EVIL}\n\n[a](javascript:alert(1)) ![{EVIL}](x "{EVIL}")\n'
