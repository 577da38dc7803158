"""What happened, in one JSON line per event that a machine can search?"""

from __future__ import annotations

import logging
import secrets
import sys
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, has_request_context, request

_log = structlog.get_logger("greenlane.request")
_QUIET = frozenset({"operations.healthz", "operations.readyz"})


def configure(level: str) -> None:
    """Write every log record, ours and the libraries', as one JSON object a line on stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(),
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)


def init_app(app: Flask) -> None:
    """Give each request an id, and log each request once it is answered.

    Structured events go to the standard library's loggers in every process, configured or not:
    structlog's own console output would render a failing request's locals for seconds.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The id of the present request; the error page shows it and every log line bears it."""
    if not has_request_context():
        return ""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    found: str = g.request_id
    return found


def _shared() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _with_request_id,
    ]


def _begin() -> None:
    g.started = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    if request.endpoint not in _QUIET:
        began = g.get("started", time.perf_counter())
        _log.info(
            "request",
            method=request.method,
            path=_shown_path(),
            status=response.status_code,
            ms=round((time.perf_counter() - began) * 1000, 1),
        )
    return response


def _shown_path() -> str:
    """The path, but never the secret of a link: whoever reads logs must not be able to use it."""
    if request.url_rule is not None and "secret" in (request.view_args or {}):
        return request.url_rule.rule
    return request.path


def _with_request_id(
    _logger: object, _name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    if has_request_context():
        event["request_id"] = request_id()
    return event
