"""Which spaces of a text only set words apart, and may become one?"""

from __future__ import annotations

import re

_BREAKING = re.compile(r"[ \t\r\n\f\v]+")


def on_one_line(text: str) -> str:
    """Return a text on one line; the spaces at which it must not be broken stay, as in French."""
    return _BREAKING.sub(" ", text).strip(" ")
