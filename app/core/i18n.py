"""Which language does this request speak, and how are numbers and dates written in it?"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from babel import Locale
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, get_locale, get_translations
from flask_login import current_user
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from app.core.settings import settings

LANGUAGES = {"en": "English", "fr": "Français"}
_SESSION_KEY = "language"
_catalogues: dict[str, Callable[[str], str]] = {}
_finished: dict[tuple[str, str, bool], str] = {}
babel = Babel()


def init_app(app: Flask) -> None:
    """Choose the language of each request."""
    app.config["BABEL_DEFAULT_LOCALE"] = settings_of(app)
    babel.init_app(app, locale_selector=choose_language)
    app.jinja_env.globals.update(gettext=_in_template, _=_in_template)


def settings_of(app: Flask) -> str:
    """The language where nobody says one."""
    with app.app_context():
        return settings().default_language


def choose_language() -> str:
    """The language asked for in the address, chosen in this session, of the person, of the browser.

    The first of these that names a language we have; without a request, the default one.
    """
    if not has_request_context():
        return settings().default_language
    person = current_user.language if current_user.is_authenticated else None
    for wish in (request.args.get("lang"), session.get(_SESSION_KEY), person):
        if wish in LANGUAGES:
            return str(wish)
    return request.accept_languages.best_match(LANGUAGES) or settings().default_language


def remember_language(language: str) -> None:
    """Keep the choice for this browser."""
    if language in LANGUAGES:
        session[_SESSION_KEY] = language


def language() -> str:
    """The language of the present page: ``en`` or ``fr``."""
    # Where flask-babel keeps what it found or was told for this request; get_locale() costs six
    # look-ups more, and a page asks fifty times.
    found = getattr(g.get("_flask_babel"), "babel_locale", None)
    locale: Locale | None = found or get_locale()
    return locale.language if locale else "en"


@pass_eval_context
def _in_template(evaluation: EvalContext, message: str, /, **named: object) -> str:
    """Translate in a template: the message is a format, and named values are escaped in HTML.

    Pages translate dozens of messages each; those without values are the same for everybody and
    kept finished, which costs a tenth of looking each one up.
    """
    spoken = language()
    if named:
        text = _catalogue(spoken)(message)
        return (Markup(text) if evaluation.autoescape else text) % named  # noqa: S704 - the catalogue is ours, values are escaped
    key = (spoken, message, evaluation.autoescape)
    found = _finished.get(key)
    if found is None:
        text = _catalogue(spoken)(message) % {}
        found = Markup(text) if evaluation.autoescape else text  # noqa: S704 - the catalogue is ours
        _finished[key] = found
    return found


def _catalogue(spoken: str) -> Callable[[str], str]:
    """The words of the present language, which is ``spoken``."""
    if spoken not in _catalogues:
        _catalogues[spoken] = get_translations().ugettext
    return _catalogues[spoken]


def page_url_in(other: str) -> str:
    """The address of the present page in another language."""
    query = request.args.to_dict(flat=False)
    query["lang"] = [other]
    return f"{request.path}?{urlencode(query, doseq=True)}"
