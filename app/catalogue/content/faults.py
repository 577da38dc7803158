"""What can be wrong with a course as it is written, and where?"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable


class FaultCode(StrEnum):
    """The kinds of faults; the message says the rest."""

    BAD_DRAWING = "bad-drawing"
    BAD_ENCODING = "bad-encoding"
    BAD_ID = "bad-id"
    BAD_PICTURE = "bad-picture"
    BAD_VALUE = "bad-value"
    BAD_YAML = "bad-yaml"
    BROKEN_IMAGE = "broken-image"
    BROKEN_LINK = "broken-link"
    CALLOUT = "callout"
    CHECK_PLACE = "check-place"
    CONDITIONS = "conditions"
    DIFFERENT_STRUCTURE = "different-structure"
    DRAW = "draw"
    DRAWING_WORDS = "drawing-words"
    DUPLICATE_ID = "duplicate-id"
    DUPLICATE_KEY = "duplicate-key"
    DUPLICATE_ORDER = "duplicate-order"
    EMPTY = "empty"
    FENCE = "fence"
    FOOTNOTE = "footnote"
    FORBIDDEN_LINK = "forbidden-link"
    FRONT_MATTER = "front-matter"
    HEADING_LEVEL = "heading-level"
    HS_ROW = "hs-row"
    IMAGE_PLACE = "image-place"
    MISSING_ALTERNATIVE = "missing-alternative"
    MISSING_CAPTION = "missing-caption"
    MISSING_FILE = "missing-file"
    MISSING_KEY = "missing-key"
    MISSING_LANGUAGE = "missing-language"
    MISSING_WORDS = "missing-words"
    NOT_HERE = "not-here"
    QUESTION = "question"
    SLUG = "slug"
    TOO_LARGE = "too-large"
    UNKNOWN_BANK = "unknown-bank"
    UNKNOWN_CHECK = "unknown-check"
    UNKNOWN_EXHIBIT = "unknown-exhibit"
    UNKNOWN_FILE = "unknown-file"
    UNKNOWN_HS_CODE = "unknown-hs-code"
    UNKNOWN_KEY = "unknown-key"
    UNKNOWN_LESSON = "unknown-lesson"
    UNKNOWN_PREREQUISITE = "unknown-prerequisite"
    UNKNOWN_TERM = "unknown-term"
    UNKNOWN_TYPE = "unknown-type"
    UNKNOWN_WORDS = "unknown-words"
    UNUSED_BANK = "unused-bank"
    UNUSED_EXHIBIT = "unused-exhibit"
    UNUSED_MEDIA = "unused-media"
    WRONG_TYPE = "wrong-type"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: `file` from the courses folder on, `line` from 1, and what would be right."""

    file: str
    line: int
    code: FaultCode
    message: str

    @override
    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} [{self.code}]"


@dataclass(frozen=True, slots=True)
class Notes:
    """Where faults are noted while files are read: nothing stops at the first one."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, file: str, line: int, code: FaultCode, message: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(file, line, code, message))

    def sorted(self) -> list[Fault]:
        """Return each fault once, by file and line."""
        return sorted(set(self.faults))


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return a hint at the nearest known word, empty where none is near."""
    near = get_close_matches(wrong[:80], list(known), n=1, cutoff=0.6)
    return f"; did you mean “{near[0]}”?" if near else ""


def listed(words: Iterable[str]) -> str:
    """Return words in a row, for the end of a message."""
    return ", ".join(words) or "none"
