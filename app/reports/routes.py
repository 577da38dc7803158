"""Which pages does this feature have?"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("reports", __name__)
