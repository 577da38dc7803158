"""Where do staff see how far their people are, and enrol them?"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("reports", __name__)

import app.reports.routes.accommodations  # noqa: E402 - it needs the blueprint
import app.reports.routes.completion  # noqa: E402 - it needs the blueprint
import app.reports.routes.enrolling  # noqa: E402, F401 - it needs the blueprint
