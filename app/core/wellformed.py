"""Can this request be read at all, before anything is asked of it?

A database refuses NUL, a lone surrogate has no bytes, a parser that guesses may guess an order to
do something. So whatever is not plainly a form, a JSON document or an address of ours is refused
here, for every route, and nothing behind needs to ask again.
"""

from __future__ import annotations

import json
import re
from urllib.parse import unquote_to_bytes

from flask import Flask, abort, request

LONGEST_QUERY = 8 * 1024
LARGEST_NUMBER = 2**31 - 1
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_JSON = "application/json"
_CARRIED = {"POST": frozenset({_FORM, _MULTIPART}), "PUT": frozenset({_JSON})}
_IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")
_REPLACED = "\ufffd"


def init_app(app: Flask) -> None:
    """Refuse what cannot be read, before sessions, access rules and views."""
    app.before_request(_read)


def _read() -> None:
    if not _is_plain(request.path) or _REPLACED in request.path:
        abort(404)
    if any(isinstance(one, int) and one > LARGEST_NUMBER for one in _arguments()):
        abort(404)
    if len(request.query_string) > LONGEST_QUERY:
        abort(414)
    if not _is_readable(request.query_string):
        abort(400)
    if (request.content_length or 0) > (request.max_content_length or 0):
        abort(413)
    if request.method in _CARRIED and _has_body():
        _read_body()


def _arguments() -> list[object]:
    return list((request.view_args or {}).values())


def _has_body() -> bool:
    return bool(request.content_length) or "Transfer-Encoding" in request.headers


def _read_body() -> None:
    kind = request.mimetype
    if request.endpoint is not None and kind not in _CARRIED[request.method]:
        abort(415)
    readable = {_FORM: _reads_form, _MULTIPART: _reads_multipart, _JSON: _reads_json}
    if kind in readable and not readable[kind]():
        abort(400)


def _reads_form() -> bool:
    return _is_readable(request.get_data(cache=True))


def _reads_multipart() -> bool:
    """A body that ends early or has no boundary parses to nothing at all."""
    texts = [text for pair in request.form.items(multi=True) for text in pair]
    texts += [one.filename or "" for one in request.files.values()] + list(request.files)
    whole = bool(request.form or request.files)
    return whole and all(_is_plain(one) and _REPLACED not in one for one in texts)


def _reads_json() -> bool:
    try:
        told = json.dumps(json.loads(request.get_data(cache=True)), ensure_ascii=False)
    except (ValueError, RecursionError):
        return False
    return _is_plain(told) and "\\u0000" not in told


def _is_readable(encoded: bytes) -> bool:
    """Whether percent-encoded text is UTF-8 without NUL."""
    try:
        return _is_plain(unquote_to_bytes(encoded).decode())
    except UnicodeDecodeError:
        return False


def _is_plain(text: str) -> bool:
    """Whether any database can keep the text."""
    return _IMPOSSIBLE.search(text) is None
