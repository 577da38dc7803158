"""Which pages does this feature have?"""

from __future__ import annotations

from flask import Blueprint

from app.accounts.words import role_name, state_name

blueprint = Blueprint("accounts", __name__)
blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(role_name=role_name, state_name=state_name)
)

import app.accounts.routes.account  # noqa: E402 - it needs the blueprint
import app.accounts.routes.passwords  # noqa: E402 - it needs the blueprint
import app.accounts.routes.people  # noqa: E402 - it needs the blueprint
import app.accounts.routes.preferences  # noqa: E402 - it needs the blueprint
import app.accounts.routes.requests  # noqa: E402 - it needs the blueprint
import app.accounts.routes.roles  # noqa: E402 - it needs the blueprint
import app.accounts.routes.sign_in  # noqa: E402 - it needs the blueprint
import app.accounts.routes.sign_up  # noqa: E402, F401 - it needs the blueprint
