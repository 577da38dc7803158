"""How is the path of categories written, in which other systems keep questions?"""

from __future__ import annotations

import re

from app.exchange.texts.spaces import on_one_line

_ROOTS = re.compile(r"^\s*\$(?:course|module|system|cat\d*)\$\s*(?:/\s*top\s*)?(?:/|$)")


def category_path(written: str) -> tuple[str, ...]:
    """Return the names of a path, outermost first; `//` is a stroke inside a name."""
    inner = _ROOTS.sub("", written.strip())
    parts = re.split(r"(?<!/)/(?!/)", inner)
    return tuple(name for part in parts if (name := part.replace("//", "/").strip()))


def path_text(category: tuple[str, ...]) -> str:
    """Return a path as files have it."""
    return "/".join(on_one_line(name).replace("/", "//") for name in category)
