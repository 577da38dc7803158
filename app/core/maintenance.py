"""Is the product closed for maintenance, for everybody but the machines that watch it?"""

from __future__ import annotations

from flask import Flask, Response, request

from app.core.responses import error_page
from config import Settings

_OPEN = frozenset({"operations.healthz", "operations.readyz"})
RETRY_AFTER_SECONDS = 300


def init_app(app: Flask, settings: Settings) -> None:
    """Answer every page with the maintenance notice, when the settings say so.

    Nobody is looked up meanwhile: the database may be away.
    """
    if settings.maintenance:
        app.login_manager.user_loader(lambda _kept: None)  # type: ignore[attr-defined]
        app.before_request(_closed)


def _closed() -> Response | None:
    if request.endpoint in _OPEN:
        return None
    response = error_page(503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
