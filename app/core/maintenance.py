"""Is the product closed for maintenance, for everybody but the machines that watch it?"""

from __future__ import annotations

from flask import Flask, Response, g, request
from flask_login import AnonymousUserMixin

from app.core.responses import error_page
from config import Settings

_OPEN = frozenset({"operations.healthz", "operations.readyz"})
RETRY_AFTER_SECONDS = 300


def init_app(app: Flask, settings: Settings) -> None:
    """Answer every page with the maintenance notice, when the settings say so.

    Call it before whatever looks at requests, forms' tokens for one.
    """
    if settings.maintenance:
        app.before_request(_closed)


def _closed() -> Response | None:
    if request.endpoint in _OPEN:
        return None
    # Nobody is looked up: the database may be away.
    g._login_user = AnonymousUserMixin()  # noqa: SLF001 - where flask-login keeps its answer
    response = error_page(503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
