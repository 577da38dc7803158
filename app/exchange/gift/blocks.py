"""Which questions, categories and comments does a GIFT file hold, line by line?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.exchange.gift.syntax import LEFT_OUT, Piece
from app.exchange.making.categories import category_path

_CATEGORY = re.compile(r"\s*\$CATEGORY\s*:(.*)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"\[(id|tag):((?:[^\]\\]|\\.)*)\]")


@dataclass(frozen=True, slots=True)
class Block:
    """One question as it is written, with the category, id and tags that stand over it."""

    piece: Piece
    category: tuple[str, ...] = ()
    idnumber: str = ""
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    category: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    first: int = 0
    idnumber: str = ""
    tags: list[str] = field(default_factory=list)

    def end(self) -> Iterator[Block]:
        """Yield the question that has been read, if there is one, and begin anew."""
        text = "\n".join(self.lines)
        if text.strip():
            piece = Piece(text, self.first).cut(0)
            yield Block(piece, self.category, self.idnumber, tuple(dict.fromkeys(self.tags)))
            self.idnumber, self.tags = "", []
        self.lines = []

    def comment(self, line: str) -> None:
        """Take id and tags from a comment, where they are written as `[id:…]` and `[tag:…]`."""
        for name, value in _TAG.findall(line):
            words = re.sub(r"\\(.)", r"\1", value).strip()
            if name == "id":
                self.idnumber = words
            else:
                self.tags.append(words)


def blocks(text: str) -> Iterator[Block]:
    """Yield the questions of a file; an empty line ends each."""
    reading = _Reading()
    for number, line in enumerate(text.replace(LEFT_OUT, "").split("\n"), start=1):
        if line.lstrip().startswith("//"):
            reading.comment(line)
            reading.lines += [LEFT_OUT] if reading.lines else []
        elif not line.strip():
            yield from reading.end()
        elif not reading.lines and (found := _CATEGORY.fullmatch(line)):
            reading.category = category_path(found[1])
        else:
            reading.first = reading.first if reading.lines else number
            reading.lines.append(line)
    yield from reading.end()
