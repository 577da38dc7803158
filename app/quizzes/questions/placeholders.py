"""Where do an author's words leave room for numbers, and which numbers go there?

`{price}` is the value of a variable, `{=duty}` the result of a step.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup

from app.quizzes.questions.reading import Words, key_text

RESULT = "="
_PLACEHOLDER = re.compile(r"\{(=?)([a-z][a-z0-9]*(?:_[a-z0-9]+)*)\}")


def filled(words: Words, shown: Callable[[str], str | None]) -> Words:
    """Return words with numbers in place of their names.

    `shown` gives what is written for `price` or `=duty`, None for what it does not know: that
    stays as it is.
    """
    return {key: _filled(value, shown) for key, value in words.items()}


def placeholders(text: str) -> Iterator[str]:
    """Yield the names that a text leaves room for, `price` or `=duty`."""
    for found in _PLACEHOLDER.finditer(text):
        yield found[1] + found[2]


def stray_brace(text: str) -> str:
    """Return the first part of a text that begins as a placeholder and is none, "" without one."""
    left = _PLACEHOLDER.sub("", text)
    place = min((left.index(sign) for sign in "{}" if sign in left), default=-1)
    return "" if place < 0 else left[place : place + 20]


def texts(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every text below a value of the words, with the path that leads to it."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from texts(one, (*path, key_text(key)))
    elif isinstance(value, list | tuple):
        for place, one in enumerate(value):
            yield from texts(one, (*path, str(place)))
    elif isinstance(value, str):
        yield path, value


def _filled(value: object, shown: Callable[[str], str | None]) -> object:
    if isinstance(value, Mapping):
        return filled(value, shown)
    if not isinstance(value, str):
        return value
    text = _PLACEHOLDER.sub(lambda found: shown(found[1] + found[2]) or found[0], value)
    return Markup(text) if isinstance(value, Markup) else text  # noqa: S704 - numbers alone came in
