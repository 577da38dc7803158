"""Where does a trainer upload, preview, publish, and look at results?"""

from __future__ import annotations

from flask import Blueprint, request
from flask_login import current_user

from app.accounts.policy import TRAINERS
from app.core.settings import settings

blueprint = Blueprint("studio", __name__, url_prefix="/teaching")
UPLOADS = frozenset({"studio.upload", "studio.import_preview", "studio.try_key"})


@blueprint.url_value_preprocessor
def _allow_upload(endpoint: str | None, _values: object) -> None:
    """Let a trainer's uploads be larger than other requests.

    It has to be said here: the check against forged requests reads the form before any view does.
    """
    if endpoint in UPLOADS and current_user.is_authenticated and TRAINERS.allows(current_user):
        request.max_content_length = settings().upload_megabytes * 1024 * 1024


import app.studio.routes.courses  # noqa: E402 - it needs the blueprint
import app.studio.routes.exchange  # noqa: E402 - it needs the blueprint
import app.studio.routes.papers  # noqa: E402 - it needs the blueprint
import app.studio.routes.preview  # noqa: E402 - it needs the blueprint
import app.studio.routes.publishing  # noqa: E402 - it needs the blueprint
import app.studio.routes.remarking  # noqa: E402 - it needs the blueprint
import app.studio.routes.statistics  # noqa: E402 - it needs the blueprint
import app.studio.routes.statistics_files  # noqa: E402 - it needs the blueprint
import app.studio.routes.uploads  # noqa: E402, F401 - it needs the blueprint
