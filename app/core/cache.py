"""What never changes need not be read twice: has this process seen it?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from flask import Flask, current_app

Value = TypeVar("Value")
_KEY = "greenlane.cache"
ROOM = 1024
_NOTHING = object()


class ImmutableCache:
    """Immutable values of one application, found by key; when full, the oldest goes.

    Reading takes no lock: a page reads twenty values, and a dict's own get cannot be interrupted.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: dict[Hashable, Any] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, load: Callable[[], Value]) -> Value:
        """The value of ``key``, loaded the first time. ``load`` may raise; nothing is kept then."""
        found: Value | object = self._kept.get(key, _NOTHING)
        if found is not _NOTHING:
            return cast("Value", found)
        value = load()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._room:
                del self._kept[next(iter(self._kept))]
        return value


def init_app(app: Flask) -> None:
    """Give the application its caches."""
    app.extensions[_KEY] = {}


def immutable(key: tuple[Hashable, ...], load: Callable[[], Value]) -> Value:
    """The value that ``key`` stands for, for ever: versions, their lessons, drawn fragments.

    The key begins with its kind; kinds do not push each other out.
    """
    caches: dict[Hashable, ImmutableCache] = current_app.extensions[_KEY]
    cache = caches.get(key[0]) or caches.setdefault(key[0], ImmutableCache())
    return cache.get(key, load)
