"""What does every page know: its language, its navigation, who issues certificates?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import (
    format_decimal,
    format_percent,
    format_time,
    format_timedelta,
    get_locale,
    gettext,
)
from flask_login import current_user

from app.core import clock, fragments
from app.core.assets import asset_url
from app.core.cache import immutable
from app.core.dates import format_date, format_datetime
from app.core.i18n import LANGUAGES, language, page_url_in
from app.core.settings import settings


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place in the main navigation."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class NavEntry:
    """Where a feature puts itself into the navigation, and for whom."""

    endpoint: str
    label: Callable[[], str]
    shown: Callable[[Any], bool]
    prefixes: tuple[str, ...]


def init_app(app: Flask, main: Sequence[NavEntry], footer: Sequence[NavEntry]) -> None:
    """Offer the globals that ``base.html`` uses."""
    app.jinja_env.globals.update(
        asset_url=asset_url,
        page_url_in=page_url_in,
        languages=LANGUAGES,
        format_date=format_date,
        format_datetime=format_datetime,
        format_decimal=format_decimal,
        format_percent=format_percent,
        format_timedelta=format_timedelta,
        get_locale=get_locale,
        format_time=format_time,
        now=clock.now,
    )
    # What pure modules say is marked there with N_() and translated where it is shown.
    app.jinja_env.filters.update(numberformat=format_decimal, points=_points, said=gettext)
    fragments.init_app(app)
    app.context_processor(lambda: _context(main, footer))


def _context(main: Sequence[NavEntry], footer: Sequence[NavEntry]) -> dict[str, object]:
    person = current_user._get_current_object()  # noqa: SLF001 - a template reads it often; a proxy looks it up each time
    return {
        "current_user": person,
        "nav": _items([one for one in main if one.shown(person)]),
        "footer_links": _items(footer),
        "language": language(),
        "theme": (person.is_authenticated and person.theme) or g.get("theme", ""),
        "issuer": settings().issuer,
        "development": settings().environment == "development",
    }


def _items(entries: Sequence[NavEntry]) -> tuple[NavItem, ...]:
    """The places that exist; one is on the one whose prefix says most of the address."""
    here = max(
        (prefix for one in entries for prefix in one.prefixes if _is_within(prefix)),
        key=len,
        default=None,
    )
    return tuple(_item(one, here) for one in entries if _is_there(one))


def _is_there(entry: NavEntry) -> bool:
    """Navigation shows only pages that exist."""
    return entry.endpoint in current_app.view_functions


def _is_within(prefix: str) -> bool:
    return request.path == prefix or request.path.startswith(prefix + "/")


def _item(entry: NavEntry, here: str | None) -> NavItem:
    key = ("nav", entry.endpoint, language())
    label, url = immutable(key, lambda: (entry.label(), url_for(entry.endpoint)))
    return NavItem(label, url, here in entry.prefixes)


def _points(fraction: Fraction) -> str:
    """A mark in figures of the page's language, with at most two decimals."""
    number = round(float(fraction), 2)
    return immutable(("points", number, language()), lambda: str(format_decimal(number)))
