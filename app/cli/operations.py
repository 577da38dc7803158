"""Is this process alive, and is the whole product ready?"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("operations", __name__)
