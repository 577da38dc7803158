"""How does a test use the product as a person does: read a page, fill in its form, send it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from sqlalchemy import event
from typing_extensions import override
from werkzeug.test import TestResponse

from app.core.db import db

Fields = dict[str, list[str]]


@dataclass
class Form:
    """A form of a page: where it goes and what it holds already."""

    action: str
    method: str
    fields: Fields = field(default_factory=dict)


@dataclass
class Page:
    """A page as fetched: its forms, its headings, its text."""

    response: TestResponse
    path: str

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def text(self) -> str:
        """The whole HTML."""
        return self.response.get_data(as_text=True)

    @property
    def forms(self) -> list[Form]:
        """The forms in the order of the page."""
        reader = _FormReader(self.path)
        reader.feed(self.text)
        return reader.forms

    def form(self, action_holds: str) -> Form:
        """The first form whose address contains the words."""
        for one in self.forms:
            if action_holds in one.action:
                return one
        raise AssertionError(f"no form to {action_holds!r} among {[f.action for f in self.forms]}")


class Browser:
    """A person at a browser: follows redirects, sends forms with what they hold."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **options: Any) -> Page:
        """Open a page, following redirects."""
        response = self.client.get(path, follow_redirects=True, **options)
        return Page(response, response.request.full_path.rstrip("?"))

    def submit(self, form: Form, values: Mapping[str, object] | None = None) -> Page:
        """Send a form with ``values`` over what it holds, following redirects."""
        data: dict[str, Any] = {**form.fields, **(values or {})}
        send = self.client.post if form.method == "post" else self.client.get
        extra = {"data": data} if form.method == "post" else {"query_string": data}
        response = send(form.action, follow_redirects=True, **extra)
        return Page(response, response.request.full_path.rstrip("?"))


@dataclass
class Statements:
    """The SQL statements that ran within a block, transaction control apart."""

    seen: list[str] = field(default_factory=list)

    def __enter__(self) -> Statements:
        event.listen(db.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_details: object) -> None:
        event.remove(db.engine, "before_cursor_execute", self._note)

    @property
    def count(self) -> int:
        """How many statements there were."""
        return len(self.seen)

    def _note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")):
            self.seen.append(statement)


class _FormReader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: str | None = None
        self._textarea: str | None = None

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = given.get("action") or self.path
            self._form = Form(urlsplit(action).geturl(), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._read_control(tag, given)

    def _read_control(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input" and name:
            kind = given.get("type", "text")
            off = kind in {"checkbox", "radio"} and "checked" not in given
            if not off and kind not in {"submit", "file", "button", "image"}:
                self._add(name, given.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self._add(self._select, given.get("value", ""))
        elif tag == "textarea":
            self._textarea = name
            self._add(name, "")

    @override
    def handle_data(self, data: str) -> None:
        if self._textarea and self._form is not None:
            self._form.fields[self._textarea] = [data]

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def _add(self, name: str, value: str) -> None:
        if self._form is not None:
            self._form.fields.setdefault(name, []).append(value)
