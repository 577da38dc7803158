"""Where are the folders that come with the code? It knows no Flask: pure modules ask it too."""

from __future__ import annotations

from pathlib import Path

import config


def shipped(name: str) -> Path:
    """The folder ``name`` (courses, migrations) beside the code, in a checkout or in a wheel."""
    beside = Path(config.__file__).resolve().parent / name
    bundled = Path(__file__).resolve().parents[1] / "_bundled" / name
    return bundled if bundled.is_dir() else beside
