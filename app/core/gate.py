"""Is this request held to the access rule of its view?"""

from __future__ import annotations

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.core.access import rule_of
from app.core.errors import Forbidden
from app.core.responses import SignInNeeded, wants_json


def init_app(app: Flask) -> None:
    """Hold every request to the rule of its view, before the view is called."""
    app.before_request(_hold_to_rule)


def _hold_to_rule() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    rule = rule_of(current_app.view_functions[request.endpoint])
    if rule is None:
        raise Forbidden
    if not rule.needs_sign_in or (current_user.is_authenticated and rule.allows(current_user)):
        return None
    if current_user.is_authenticated:
        raise Forbidden
    if wants_json():
        raise SignInNeeded(_("Sign in to continue."))
    here = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else None
    return redirect(url_for("accounts.sign_in", next=here))
