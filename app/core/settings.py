"""Which settings does the running application have?"""

from __future__ import annotations

from pathlib import Path

from flask import Flask, current_app

import config

_KEY = "greenlane.settings"


def init_app(app: Flask, settings: config.Settings) -> None:
    """Keep the settings where :func:`settings` finds them."""
    app.extensions[_KEY] = settings


def settings() -> config.Settings:
    """The settings of the running application."""
    found: config.Settings = current_app.extensions[_KEY]
    return found


def shipped(name: str) -> Path:
    """The folder ``name`` (courses, migrations) beside the code, in a checkout or in a wheel."""
    beside = Path(config.__file__).resolve().parent / name
    bundled = Path(__file__).resolve().parents[1] / "_bundled" / name
    return bundled if bundled.is_dir() else beside


def courses_folder() -> Path:
    """Where course sources are read from."""
    return settings().courses_folder or shipped("courses")
