"""How does the browser's cookie become a person, and for how long?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from config import Settings

csrf = CSRFProtect()


def init_app(app: Flask, settings: Settings, load: Callable[[str], Any]) -> None:
    """Set up sign-in sessions; ``load`` turns what a session kept into a person or None."""
    https = settings.address.startswith("https://")
    lasting = timedelta(days=settings.keep_signed_in_days)
    app.config.update(
        SESSION_COOKIE_NAME="greenlane",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        REMEMBER_COOKIE_NAME="greenlane_keep",
        REMEMBER_COOKIE_DURATION=lasting,
        REMEMBER_COOKIE_SECURE=https,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=https,
    )
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(load)
    manager.init_app(app, add_context_processor=True)
    csrf.init_app(app)
