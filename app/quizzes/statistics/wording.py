"""How are a part of a question and a response to it said in the question's own words?"""

from __future__ import annotations

from collections.abc import Mapping

from app.quizzes.questions.reading import Words, plain
from app.quizzes.statistics.offers import TICKED

_PARTS = ("choices", "areas", "reasons", "stems", "items", "materials")
_RESPONSES = ("choices", "areas", "options", "groups", "kinds", "units")


def part_text(words: Words, part: str) -> str:
    """Return what a part of a question is called; its id where it has no words."""
    gap, _slash, inner = part.partition("/")
    paper, _dot, place = part.partition(".")
    of_paper = ("documents", paper, "fields", place)
    own = _of_gap(words, gap)
    found = _first(words, _PARTS, part) or _first(own, _PARTS, inner)
    if place and plain(words, *of_paper, "label"):
        return f"{plain(words, 'documents', paper, 'title')}: {plain(words, *of_paper, 'label')}"
    return found or (part if inner else plain(own, "label")) or part


def response_text(words: Words, part: str, response: str) -> str:
    """Return what a response says: the words of a choice, or what was typed as it is.

    A choice that is picked or not is a part of its own, whose words are meant.
    """
    if response == TICKED and _first(words, _PARTS, part):
        return part_text(words, part)
    own = _first(_of_gap(words, part.partition("/")[0]), _RESPONSES, response)
    return own or _first(words, _RESPONSES, response) or response


def _of_gap(words: Words, gap: str) -> Words:
    gaps = words.get("gaps")
    own = gaps.get(gap) if isinstance(gaps, Mapping) else None
    return own if isinstance(own, Mapping) else {}


def _first(words: Words, names: tuple[str, ...], id_: str) -> str:
    """Return the words of an id in the first of these collections that has it."""
    return next((text for name in names if (text := plain(words, name, id_))), "")
