"""How is the application put together?"""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from app import features
from app.core import (
    cache,
    db,
    gate,
    i18n,
    logging,
    maintenance,
    page,
    responses,
    security,
    sessions,
    static,
    templating,
    wellformed,
)
from app.core import settings as chosen

REQUEST_LIMIT = 1024 * 1024


def create_app(settings: config.Settings | None = None) -> Flask:
    """Build the application for ``settings``; without, for those of the environment.

    Raises:
        config.SettingsError: a setting is unknown, malformed or unsafe.
    """
    settings = settings or config.load()
    app = Flask("app", static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret_key(settings),
        DEBUG=settings.debug,
        TESTING=settings.environment is config.Environment.TEST,
        MAX_CONTENT_LENGTH=REQUEST_LIMIT,
    )
    chosen.init_app(app, settings)
    cache.init_app(app)
    templating.init_app(app)
    logging.init_app(app)
    maintenance.init_app(app, settings)
    db.init_app(app, settings)
    wellformed.init_app(app)
    sessions.init_app(app, settings, features.load_person)
    i18n.init_app(app)
    responses.init_app(app)
    gate.init_app(app)
    security.init_app(app, https=settings.address.startswith("https://"))
    page.init_app(app, features.NAVIGATION, features.FOOTER)
    features.init_app(app)
    static.init_app(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
