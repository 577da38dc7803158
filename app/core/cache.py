"""What never changes need not be read twice: has this process seen it?"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from flask import Flask, current_app

Value = TypeVar("Value")
_KEY = "greenlane.cache"
ROOM = 1024


class ImmutableCache:
    """The most recently used immutable values of one application, found by key."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, load: Callable[[], Value]) -> Value:
        """The value of ``key``, loaded the first time. ``load`` may raise; nothing is kept then."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Value = self._kept[key]
                return found
        value = load()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)
        return value


def init_app(app: Flask) -> None:
    """Give the application its caches."""
    app.extensions[_KEY] = {}


def immutable(key: tuple[Hashable, ...], load: Callable[[], Value]) -> Value:
    """The value that ``key`` stands for, for ever: versions, their lessons, drawn fragments.

    The key begins with its kind; kinds do not push each other out.
    """
    caches: dict[Hashable, ImmutableCache] = current_app.extensions[_KEY]
    return caches.setdefault(key[0], ImmutableCache()).get(key, load)
