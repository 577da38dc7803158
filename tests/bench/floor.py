"""What does the least that such a page can do cost?

Flask without extensions, three SQLAlchemy Core selects on SQLite (one row, one row, twenty rows),
one Jinja page of 15 to 20 kB, compressed like the product's pages. Every ratio of the benchmark is
against this route.
"""

from __future__ import annotations

import os
from pathlib import Path

import brotli
from flask import Flask, Response
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, event, select
from sqlalchemy.engine import Engine

FOLDER = "BENCH_FLOOR_FOLDER"
COMPRESSION = 3
ROWS = 20

_metadata = MetaData()
_people = Table(
    "people", _metadata, Column("id", Integer, primary_key=True), Column("name", String(80))
)
_courses = Table(
    "courses", _metadata, Column("id", Integer, primary_key=True), Column("title", String(80))
)
_lessons = Table(
    "lessons",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("course_id", Integer),
    Column("title", String(80)),
    Column("words", String(800)),
)

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ course.title }}</title>
<link rel="stylesheet" href="/static/main.css"></head>
<body><header><a href="/">Home</a><nav><ul>{% for lesson in lessons %}
<li><a href="/lessons/{{ lesson.id }}">{{ lesson.title }}</a></li>{% endfor %}</ul></nav>
<p>{{ person.name }}</p></header>
<main><h1>{{ course.title }}</h1>{% for lesson in lessons %}
<section><h2>{{ lesson.title }}</h2><p>{{ lesson.words }}</p></section>{% endfor %}</main>
</body></html>"""


def create_floor() -> Flask:
    """Build the floor's application on its own small database."""
    app = Flask("floor", static_folder=None)
    engine = _database(Path(os.environ[FOLDER]) / "floor.sqlite")
    page = app.jinja_env.from_string(PAGE)

    @app.get("/floor")
    def floor() -> Response:
        with engine.connect() as connection:
            person = connection.execute(select(_people).where(_people.c.id == 7)).one()
            course = connection.execute(select(_courses).where(_courses.c.id == 3)).one()
            chosen = select(_lessons).where(_lessons.c.course_id == 3).order_by(_lessons.c.id)
            lessons = connection.execute(chosen).all()
        html = page.render(person=person, course=course, lessons=lessons)
        response = Response(brotli.compress(html.encode(), quality=COMPRESSION))
        response.headers["Content-Encoding"] = "br"
        response.headers["Content-Type"] = "text/html; charset=utf-8"
        return response

    return app


def page_size() -> int:
    """How many bytes the floor's page has before compression."""
    body = create_floor().test_client().get("/floor").get_data()
    return len(brotli.decompress(body))


def _database(path: Path) -> Engine:
    fresh = not path.exists()
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _pragmas(connection: object, _record: object) -> None:
        connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[attr-defined]

    if fresh:
        _metadata.create_all(engine)
        with engine.begin() as connection:
            connection.execute(_people.insert(), [{"name": f"Person {n}"} for n in range(50)])
            connection.execute(_courses.insert(), [{"title": f"Course {n}"} for n in range(10)])
            connection.execute(_lessons.insert(), [_lesson(n) for n in range(10 * ROWS)])
    return engine


def _lesson(number: int) -> dict[str, object]:
    word = ("heading", "subheading", "chapter", "note", "rule", "goods", "tariff", "section")
    words = " ".join(f"{word[(number + n * n) % 8]} {number * n % 97}" for n in range(80))
    return {"course_id": number // ROWS, "title": f"Lesson {number}", "words": words[:820]}
