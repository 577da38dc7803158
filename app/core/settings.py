"""Which settings does the running application have?"""

from __future__ import annotations

from pathlib import Path

from flask import Flask, current_app

import config
from app.core.shipped import shipped

__all__ = ["courses_folder", "init_app", "settings", "shipped"]
_KEY = "greenlane.settings"


def init_app(app: Flask, settings: config.Settings) -> None:
    """Keep the settings where :func:`settings` finds them."""
    app.extensions[_KEY] = settings


def settings() -> config.Settings:
    """The settings of the running application."""
    found: config.Settings = current_app.extensions[_KEY]
    return found


def courses_folder() -> Path:
    """Where course sources are read from."""
    return settings().courses_folder or shipped("courses")
