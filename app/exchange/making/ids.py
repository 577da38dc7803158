"""By which ids are the parts of a question called that had none where it comes from?

Ids are in the page of a running attempt, so they must not tell the key: they are made of the words
that are shown, never of a place. Items of an ordering question are written in the right order, and
a numbered id would give that order away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from hashlib import sha256

from app.exchange.texts.formats import plain_line
from app.quizzes.questions.checking import betrays_key

LONGEST = 40
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "&": " and "}


def slug(words: str, most: int = LONGEST) -> str:
    """Return words as an id has them: lower-case letters, digits and hyphens; maybe nothing."""
    known = "".join(_LETTERS.get(sign, sign) for sign in words.lower())
    ascii_only = unicodedata.normalize("NFKD", known).encode("ascii", "ignore").decode()
    whole = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’`]", "", ascii_only)).strip("-")
    if len(whole) <= most:
        return whole
    return whole[: most + 1].rpartition("-")[0].strip("-") or whole[:most]


def new_id(markdown: str, taken: Collection[str]) -> str:
    """Return an id for a line of words that is not taken yet."""
    name = slug(plain_line(markdown))
    if not name or betrays_key(name) or name in {"true", "false", "null", "other"}:
        name = _hashed(markdown)
    again = 0
    while name in taken:
        again += 1
        name = _hashed(f"{again} {markdown}")
    return name


def ids_of(lines: list[str]) -> list[str]:
    """Return an id for each of several lines, all different."""
    found: list[str] = []
    for line in lines:
        found.append(new_id(line, found))
    return found


def numbered(name: str, taken: Collection[str]) -> str:
    """Return a name, with a number after it where it is taken: for what hides no key."""
    found, again = name, 1
    while found in taken:
        again += 1
        found = f"{name}-{again}"
    return found


def _hashed(text: str) -> str:
    return f"x{sha256(text.encode('utf-8', 'replace')).hexdigest()[:7]}"
