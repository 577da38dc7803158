"""Which headers protect every answer, and which addresses may we send a person to?"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask_login import current_user

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def init_app(app: Flask, *, https: bool) -> None:
    """Set the headers on every answer; what a signed-in person sees is never stored."""

    @app.after_request
    def _protect(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        _set_caching(response)
        return response


def safe_next(target: str | None, fallback: str) -> str:
    """The page to go to after a form: ``target`` if it is a path of ours, else ``fallback``."""
    if not target or not target.startswith("/") or "\\" in target:
        return fallback
    if any(ord(character) < 32 for character in target) or target.startswith("//"):
        return fallback
    parts = urlsplit(target)
    return fallback if parts.scheme or parts.netloc else target


def public_page(response: Response, *, max_age: int = 0) -> Response:
    """Let browsers keep a page that holds nothing of a person, and ask again with its tag."""
    if current_user.is_authenticated:
        return response
    response.headers["Cache-Control"] = f"public, max-age={max_age}, must-revalidate"
    response.vary.update(["Cookie", "Accept-Language"])
    response.add_etag(weak=True)
    response.make_conditional(request)
    return response


def _set_caching(response: Response) -> None:
    # "no-cache" is what sending a file says by itself.
    if response.headers.get("Cache-Control", "no-cache") == "no-cache":
        response.headers["Cache-Control"] = "private, no-store"
