"""What did this macro draw for these arguments, the last time somebody asked?"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from flask import Flask, g
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from app.core.cache import immutable
from app.core.i18n import language

Pieces = tuple[Markup, ...]


def init_app(app: Flask) -> None:
    """Offer ``kept`` to templates."""
    app.jinja_env.globals["kept"] = kept


def kept(macro: Callable[..., str], *arguments: Hashable) -> Markup:
    """What ``macro`` draws for ``arguments`` in the page's language, drawn once.

    For the parts of the frame that most pages share. The macro may look at nothing but its
    arguments, the language and the reader's form token, which is put in afresh each time.
    """
    file = getattr(macro, "_func").__code__.co_filename  # noqa: B009 - a macro's name alone is not unique
    key = ("fragment", file, getattr(macro, "name", ""), language(), *arguments)
    return with_token(immutable(key, lambda: around_token(macro(*arguments))))


def around_token(drawn: str) -> Pieces:
    """The pieces of what was drawn around the reader's form token, wherever it stands."""
    if "csrf_token" not in drawn:
        return (Markup(drawn),)  # noqa: S704 - a template's output
    return tuple(Markup(one) for one in drawn.split(generate_csrf()))  # noqa: S704 - a template's output


def with_token(pieces: Pieces) -> Markup:
    """The pieces with the present reader's token between them."""
    if len(pieces) == 1:
        return pieces[0]
    return Markup(_token()).join(pieces)  # noqa: S704 - signed by us: letters, digits, dots, hyphens


def _token() -> str:
    """The reader's form token, which is made once in a request; a page asks five times."""
    return str(g.get("csrf_token") or generate_csrf())
