"""A small application: the templates, the built scripts, and answers as a test asks for."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, Response, jsonify, render_template, request
from flask_babel import Babel, get_locale, gettext
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.serving import make_server

from app.core.assets import asset_url
from app.core.showcase import showcase
from app.quizzes import routes as quizzes
from app.quizzes.questions import question_type, trusted
from tests.compiled import TEMPLATES
from tests.quizzes.every import samples

APP = Path(__file__).parents[2] / "app"
PAGES = Path(__file__).parent / "pages"
POLL_SECONDS = 0.02  # that the server's end is waited for
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'"


@dataclass
class Server:
    """What the browser sent, and how it is answered: the replies in turn, then always saved."""

    url: str
    replies: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    posted: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    revision: int = 0

    def answer(self) -> tuple[int, dict[str, Any]]:
        """Return the next reply."""
        if self.replies:
            return self.replies.pop(0)
        self.revision += 1
        return 200, {"revision": self.revision, "saved_at": "2026-11-21T14:02:00+00:00"}

    @property
    def answers(self) -> list[Any]:
        """The answers that were sent, in turn."""
        return [one["fields"]["answer"] for one in self.sent]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's chromium, as it runs inside containers too."""
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
    return {"executable_path": shutil.which("chromium"), "args": arguments}


@pytest.fixture(scope="session")
def base_url() -> None:
    """None: each test names its server. The plugin's own fixture warns under this pytest."""


@pytest.fixture
def server() -> Iterator[Server]:
    """A running server with the pages of ``tests/frontend/pages`` and the page of components."""
    state = Server(url="")
    http = make_server("127.0.0.1", 0, _app(state), threaded=True)
    state.url = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, args=(POLL_SECONDS,))
    thread.start()
    try:
        yield state
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


def _app(state: Server) -> Flask:
    app = Flask("frontend", root_path=str(APP))
    app.secret_key = "for tests only"
    app.jinja_env.bytecode_cache = TEMPLATES
    app.jinja_loader = ChoiceLoader([FileSystemLoader(APP / "templates"), FileSystemLoader(PAGES)])
    Babel(app, default_locale="en")
    CSRFProtect(app)
    app.jinja_env.globals.update(
        asset_url=asset_url,
        get_locale=get_locale,
        languages={"en": "English", "fr": "Français"},
        page_url_in=lambda code: f"?lang={code}",
        kept=lambda macro, *arguments: macro(*arguments),
    )
    app.jinja_env.filters.update(points=str, said=gettext)
    app.context_processor(_context)
    _add_routes(app, state)
    app.register_blueprint(quizzes.blueprint)
    return app


def _context() -> dict[str, object]:
    person = SimpleNamespace(is_authenticated=True, name="Aminata Diallo", email="a@example.org")
    links = [SimpleNamespace(label="Courses", url="/page/lesson", current=True)]
    return {"current_user": person, "nav": links, "theme": request.args.get("theme", "")}


def _spoken(kind: str, language: str) -> dict[str, object]:
    """The words of a sample question as publishing leaves them, with a picture where it has one."""
    sample = samples()[kind]
    html = '<svg class="diagram" viewBox="0 0 640 320" role="img" aria-label="A picture"></svg>'
    pictures = {
        one.name: {"html": html, "height": 500} for one in question_type(kind).media(sample.spec)
    }
    return {
        **trusted({**sample.words[language], "pictures": pictures}),
        "language": language,
    }


def _add_routes(app: Flask, state: Server) -> None:
    @app.get("/page/<path:name>")
    def page(name: str) -> str:
        return render_template(f"{name}.html", **showcase(), revision=state.revision)

    @app.get("/question/<kind>")
    def question(kind: str) -> str:
        """A sample question, not answered yet, as a running attempt asks it."""
        words = request.args.get("lang", "en")
        view = question_type(kind).public(samples()[kind].spec, _spoken(kind, words), ())
        return render_template("question.html", view=view, words=words)

    @app.get("/reviewed/<kind>/<int:place>")
    def reviewed(kind: str, place: int) -> str:
        """The review of an answer of a sample question: of the right one, then of the others."""
        sample = samples()[kind]
        answer = (sample.right, *sample.answers)[place]
        view = question_type(kind).review(sample.spec, _spoken(kind, "en"), answer, ())
        return render_template("reviewed.html", view=view, words="en")

    @app.put("/save/<name>")
    def save(name: str) -> tuple[Response, int]:
        state.sent.append({"question": name, **request.get_json()})
        status, body = state.answer()
        return jsonify(body), status

    @app.post("/post/<name>")
    def post(name: str) -> str:
        state.posted.append((name, request.form.to_dict(flat=False)))
        return render_template("posted.html", name=name)

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response
