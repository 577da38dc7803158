r"""Which signs of a GIFT text control it, and which stand for themselves?

A backslash takes the control away from `~ = # { } :` and from itself; `\\n` is a line break. Before
any other letter it is a backslash.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import whitespace

ESCAPED = "~=#{}:\\"
LEFT_OUT = "\x00"
"""Stands for a comment amidst a question, so that faults are told on the right line."""

_AFTER = f"{ESCAPED}n"
_BLANK = f"{whitespace}\u00a0{LEFT_OUT}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file with the line on which it begins."""

    text: str
    line: int

    def cut(self, start: int, end: int | None = None) -> Piece:
        """Return a part of it, without the spaces around, with its own line."""
        part = self.text[start:end]
        skipped = len(part) - len(part.lstrip(_BLANK))
        return Piece(part.strip(_BLANK), self.line + self.text.count("\n", 0, start + skipped))

    def line_at(self, place: int) -> int:
        """Return the line of a place in it."""
        return self.line + self.text.count("\n", 0, place)


def controls(text: str, signs: str) -> Iterator[tuple[int, str]]:
    """Yield the places of the signs that control, in order."""
    place = 0
    while place < len(text):
        sign = text[place]
        if sign == "\\" and text[place + 1 : place + 2] in _AFTER and place + 1 < len(text):
            place += 2
            continue
        if sign in signs:
            yield place, sign
        place += 1


def find(text: str, mark: str) -> int:
    """Return where a mark first controls, -1 where it does nowhere."""
    places = (place for place, _ in controls(text, mark[0]))
    return next((place for place in places if text.startswith(mark, place)), -1)


def split(piece: Piece, signs: str) -> list[tuple[str, Piece]]:
    """Return what begins with each of some signs; first, with no sign, what is before them."""
    marks = [(0, ""), *controls(piece.text, signs)]
    ends = [place for place, _ in marks[1:]] + [len(piece.text)]
    return [
        (sign, piece.cut(place + len(sign), end))
        for (place, sign), end in zip(marks, ends, strict=True)
    ]


def meant(text: str) -> str:
    """Return a text without the backslashes that take control away."""
    text = text.replace(f"\n{LEFT_OUT}", "")
    found, place = [], 0
    while place < len(text):
        following = text[place + 1 : place + 2]
        if text[place] == "\\" and following and following in _AFTER:
            found.append("\n" if following == "n" else following)
            place += 2
        else:
            found.append(text[place])
            place += 1
    return "".join(found)


def escaped(text: str) -> str:
    r"""Return a text in which nothing controls; line breaks are written as `\\n`."""
    return "".join(_ESCAPES.get(sign, sign) for sign in text)


_ESCAPES = {sign: f"\\{sign}" for sign in ESCAPED} | {"\n": "\\n"}
