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
    texts, order = _texts(hs2022().language(language)), _order()
    if not words:
        return []
    starts = [f" {word}" for word in words]
    found = [code for code, text in texts.items() if all(start in text for start in starts)]
    return sorted(found, key=lambda code: (*_fit(texts[code], starts), order[code]))


def _fit(text: str, starts: Sequence[str]) -> tuple[int, int]:
    """Return how badly a text fits: words not whole, and how far from its start they stand."""
    partial = sum(f"{start} " not in text for start in starts)
    return partial, min(text.index(start) for start in starts)


@cache
def _texts(language: str) -> Mapping[str, str]:
    """Return what is looked through: each description, folded and between spaces."""
    known = hs2022()
    own = known.wordings.get(language, {})
    rows = (row for row in known.rows.values() if row.english)
    texts = ((row.code, f"{own.get(row.code, '')} {row.english}") for row in rows)
    return {code: f" {folded(text)} " for code, text in texts}


@cache
def _order() -> Mapping[str, tuple[int, int]]:
    rows = hs2022().rows.values()
    return {row.code: (_DEPTH[row.level], place) for place, row in enumerate(rows)}
