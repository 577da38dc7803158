"""What is a course's state, and how long is it?"""

from __future__ import annotations

import re
from enum import StrEnum

from app.core.folding import folded

_CODES = re.compile(r"\b\d{2}(?:\d{2})?\.\d{2}\b")


class CourseState(StrEnum):
    """Whether people can find and begin a course."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Length(StrEnum):
    """How long a course takes, in the steps that the catalogue filters by."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


def length_of(minutes: int) -> Length:
    """Short is up to an hour, medium up to four, long beyond."""
    if minutes <= 60:
        return Length.SHORT
    return Length.MEDIUM if minutes <= 240 else Length.LONG


def codes_without_points(text: str) -> str:
    """The HS codes of a text as people also type them: 0901 for 09.01, 090121 for 0901.21."""
    return " ".join(code.replace(".", "") for code in _CODES.findall(text))


def search_words(text: str) -> tuple[str, ...]:
    """The folded words of a search, at most eight; a code like 0901.21 gives its parts."""
    return tuple(folded(text).split()[:8])
