"""Which rows of the Harmonized System does a learner look for with these words or this code?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from app.core.folding import folded
from app.quizzes.nomenclature import Level, Nomenclature, hs2022

LONGEST = 100
MOST_SHOWN = 20
_CODE = re.compile(r"[0-9][0-9. ]*")
_DEPTH = {level: depth for depth, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Found:
    """The best codes, at most MOST_SHOWN of them, and how many there are in all."""

    codes: tuple[str, ...] = ()
    total: int = 0


@lru_cache(maxsize=512)
def search(typed: str, language: str) -> Found:
    """Return the rows that begin with a code, or that have a word beginning with each word typed.

    Accents and case do not matter. Words are looked for in English, and in `language` where it has
    a wording that counts. The best rows come first: whole words before beginnings of words, words
    at the start of a description before later ones, a heading before its subheadings.
    """
    wanted = typed.strip()[:LONGEST]
    if _CODE.fullmatch(wanted):
        codes = _by_code(re.sub("[. ]", "", wanted), hs2022())
    else:
        codes = _by_words(folded(wanted).split(), language)
    return Found(tuple(codes[:MOST_SHOWN]), len(codes))


def _by_code(digits: str, known: Nomenclature) -> list[str]:
    found = [code for code in known.rows if code.startswith(digits)]
    return sorted(found, key=lambda code: (len(code), code))


def _by_words(words: Sequence[str], language: str) -> list[str]:
    if not words:
        return []
    starts, order = [f" {word}" for word in words], _order()
    found = _texts(hs2022().language(language))
    for start in starts:
        found = [pair for pair in found if start in pair[1]]
    # Of a row that fits in both languages the better fit counts: the last one that a dict keeps.
    best = dict(sorted(((code, _fit(text, starts)) for code, text in found), reverse=True))
    return sorted(best, key=lambda code: (*best[code], order[code]))


def _fit(text: str, starts: Sequence[str]) -> tuple[int, int]:
    """Return how badly a text fits: words not whole, and how far from its start they stand."""
    partial = sum(f"{start} " not in text for start in starts)
    return partial, min(text.index(start) for start in starts)


@cache
def _texts(language: str) -> Sequence[tuple[str, str]]:
    """Return what is looked through: codes with a description, folded and between spaces."""
    known = hs2022()
    own = known.wordings.get(language, {})
    english = {row.code: row.english for row in known.rows.values() if row.english}
    return [(code, f" {folded(text)} ") for found in (own, english) for code, text in found.items()]


@cache
def _order() -> Mapping[str, tuple[int, int]]:
    rows = hs2022().rows.values()
    return {row.code: (_DEPTH[row.level], place) for place, row in enumerate(rows)}
