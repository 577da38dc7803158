"""In which language and which colours does somebody want every page?"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, abort, g, make_response, redirect, request, session
from flask_login import current_user

from app.accounts.actions import people
from app.accounts.routes import blueprint
from app.core.access import PUBLIC, access
from app.core.db import transaction
from app.core.i18n import LANGUAGES, remember_language
from app.core.responses import wants_json
from app.core.security import safe_next
from app.core.sessions import csrf

THEMES = {"light": "light", "dark": "dark", "system": ""}
THEME_COOKIE = "greenlane_theme"
_YEAR = 365 * 24 * 3600


@blueprint.before_app_request
def read_preferences() -> None:
    """Know the theme of a browser without a person, and keep a language that was just asked for."""
    theme = request.cookies.get(THEME_COOKIE, "")
    g.theme = theme if theme in {"light", "dark"} else ""
    asked = request.args.get("lang", "")
    if asked in LANGUAGES and asked != session.get("language"):
        remember_language(asked)


@blueprint.post("/preferences/theme")
@access(PUBLIC)
def choose_theme() -> Response:
    """Keep the theme for the person, or in a cookie for this browser."""
    theme = THEMES.get(request.form.get("theme", ""))
    if theme is None:
        abort(400)
    if current_user.is_authenticated:
        csrf.protect()
        with transaction() as write:
            people.change_preference(write, current_user.id, theme=theme)
    response = _back()
    response.set_cookie(
        THEME_COOKIE, theme, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return response


@blueprint.post("/preferences/language")
@access(PUBLIC)
def choose_language() -> Response:
    """Keep the language for the person, or in this browser's session."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(400)
    if current_user.is_authenticated:
        csrf.protect()
        with transaction() as write:
            people.change_preference(write, current_user.id, language=language)
    remember_language(language)
    return _back()


# The form is on public pages as well, where there is no session to hold a token: the views ask
# for it themselves where somebody is signed in.
csrf.exempt(choose_theme)
csrf.exempt(choose_language)


def _back() -> Response:
    """To the page from which the choice was sent, if that is one of ours."""
    if wants_json():
        return make_response("", 204)
    came_from = urlsplit(request.referrer or "")
    target = came_from.path if came_from.netloc == request.host else ""
    if target and came_from.query:
        target += f"?{came_from.query}"
    return make_response(redirect(safe_next(target, "/"), 303))
