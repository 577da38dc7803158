"""Which picture does a question show, as its published words have it?"""

import re
from dataclasses import dataclass

from markupsafe import Markup

from app.quizzes.questions.reading import Words, html

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\.(?:svg|png|jpg|webp)")
_SQUARE = 1000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or drawing ready for the page; `height` is in thousandths of its width."""

    html: Markup
    height: int


def picture_of(words: Words, name: str) -> Picture:
    """Return a file of the media folder, an empty square where the words have none of the name."""
    height = str(html(words, "pictures", name, "height"))
    is_known = height.isdecimal() and int(height) > 0
    return Picture(html(words, "pictures", name, "html"), int(height) if is_known else _SQUARE)


def file_name(value: object) -> str | None:
    """Return the name of a file that the media folder may have, None for anything else."""
    return value if isinstance(value, str) and _NAME.fullmatch(value) else None
