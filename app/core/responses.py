"""How does a domain error, or any failure, answer over HTTP?"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from app.core import clock
from app.core.db import db
from app.core.errors import Conflict, DomainError, Invalid, TooMany
from app.core.logging import request_id

_log = structlog.get_logger(__name__)
_PAGES = frozenset({400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503})


class SignInNeeded(DomainError):  # noqa: N818 - the domain's words
    """A program asked without being signed in; pages are redirected instead."""

    status = 401


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _failure)


def wants_json() -> bool:
    """Whether the client is a program: it sent JSON or prefers it to HTML."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.is_json or best == "application/json"


def error_page(status: int, message: str = "", until: datetime | None = None) -> Response:
    """Say what happened and what helps, as a page or as JSON, with the request's id."""
    response: Response
    if wants_json():
        body = {"error": message or _title(status), "status": status, "request_id": request_id()}
        response = jsonify(body)
    else:
        page = status if status in _PAGES else (500 if status >= 500 else 400)
        html = render_template(
            f"errors/{page}.html",
            title=_title(page),
            message=message,
            request_id=request_id(),
            until=until,
        )
        response = make_response(html)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    if until is not None:
        seconds = max(1, int((until - clock.now()).total_seconds()))
        response.headers["Retry-After"] = str(seconds)
    return response


def _domain_error(error: DomainError) -> Response:
    until = error.until if isinstance(error, TooMany) else None
    if wants_json() and isinstance(error, (Conflict, Invalid)):
        more = error.details if isinstance(error, Conflict) else {"fields": error.fields}
        response = jsonify({"error": error.message, "status": error.status, **more})
        response.status_code = error.status
        return response
    return error_page(error.status, error.message, until)


def _stale_form(_error: CSRFError) -> Response:
    message = _(
        "This page was open for too long, or you signed in again elsewhere. "
        "Go back, reload the page and send it again; nothing was changed."
    )
    return error_page(400, message)


def _http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    response = error_page(error.code)
    for name, value in error.get_headers():
        if name in {"Allow", "Location"}:
            response.headers[name] = value
    return response


def _failure(error: Exception) -> Response:
    _log.exception("request failed", error=type(error).__name__)
    # The page must not ask who is there: the database may be what failed.
    g._login_user = AnonymousUserMixin()  # noqa: SLF001 - flask-login keeps its answer there
    with suppress(SQLAlchemyError):
        db.session.rollback()
    return error_page(500)


def _title(status: int) -> str:
    titles = {
        400: _("This request cannot be read"),
        401: _("Sign in to continue"),
        403: _("This page is not open to you"),
        404: _("There is no such page"),
        405: _("This page cannot be used that way"),
        409: _("Somebody changed this meanwhile"),
        410: _("This is no longer available"),
        413: _("This file is too large"),
        415: _("This kind of data is not accepted"),
        422: _("Something needs to be corrected"),
        429: _("Too many tries"),
        500: _("Something went wrong on our side"),
        503: _("Maintenance"),
    }
    return str(titles.get(status, titles[500] if status >= 500 else titles[400]))
