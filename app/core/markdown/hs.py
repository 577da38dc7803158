"""How are HS codes written, and how many dashes does a code carry?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = re.compile(r"\d{2}|\d{2}\.\d{2}|\d{4}\.\d{2}")
"""A chapter `09`, a heading `09.01` or a subheading `0901.21`."""

_INLINE = re.compile(r"HS\s+(\S.*)", re.DOTALL)
_ROW = re.compile(r"\s*(?P<code>[^|*]*?)\s*(?P<answer>\*?)\s*\|\s*(?P<words>.*?)\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an HS table; `line` counts from 0 at the row below the fence."""

    line: int
    code: str
    words: str
    is_answer: bool


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is not `code | words`."""

    line: int
    text: str


def inline_code(content: str) -> str | None:
    """Return what follows `HS ` in inline code, or None where it is other code."""
    match = _INLINE.fullmatch(content.strip())
    return match[1].strip() if match else None


def written(code: str) -> str:
    """Return a code of bare digits as it is written: 090121 is 0901.21, 0901 is 09.01."""
    match len(code):
        case 6:
            return f"{code[:4]}.{code[4:]}"
        case 4:
            return f"{code[:2]}.{code[2:]}"
        case _:
            return code


def dashes(code: str) -> int:
    """Return how many dashes stand before a code's wording in the nomenclature.

    xxxx.y0 is a one-dash subheading, xxxx.yz a two-dash one; xxxx.00 is its heading undivided.
    """
    if len(code) != len("0901.21") or code.endswith("00"):
        return 0
    return 1 if code.endswith("0") else 2


def rows(content: str) -> Iterator[Row | BadRow]:
    """Read the lines of an `hs` fence, leaving out empty ones."""
    for number, line in enumerate(content.split("\n")):
        if not line.strip():
            continue
        match = _ROW.fullmatch(line)
        if match and match["code"] and match["words"]:
            yield Row(number, match["code"], match["words"], bool(match["answer"]))
        else:
            yield BadRow(number, line.strip())
